"""Strangers: `homemail block` and `homemail allow` keep the lists, `homemail strangers` says what the checks did."""

import argparse
from functools import partial
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows, shown
from homemail.control.methods.strangers import (
    StrangersAdd,
    StrangersAsk,
    StrangersList,
    StrangersRefused,
    StrangersRemove,
)
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    for name, words in (
        ("block", tr("strangers whose mail is never taken: add, remove, list")),
        ("allow", tr("strangers whose mail is always taken: add, remove, list")),
    ):
        verbs = commands.add_parser(name, help=words, parents=[common]).add_subparsers(metavar="VERB", required=True)
        for verb, run, help_text in (
            ("add", _add, tr("an address, a domain or a network")),
            ("remove", _remove, tr("take entries off the list")),
        ):
            changing = verbs.add_parser(verb, help=help_text, parents=[common])
            changing.add_argument("entries", metavar="ENTRY", nargs="+")
            changing.set_defaults(run=partial(run, name))
        listing = verbs.add_parser("list", help=tr("every entry"), parents=[common])
        listing.add_argument("--json", action="store_true")
        listing.set_defaults(run=partial(_list, name))
    noun = commands.add_parser("strangers", help=tr("the checks of mail from outside"), parents=[common])
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    today = verbs.add_parser("today", help=tr("how often each check refused since midnight"), parents=[common])
    today.add_argument("--json", action="store_true")
    today.set_defaults(run=_today)
    asking = verbs.add_parser("ask", help=tr("ask DNS blocklists whether they answer"), parents=[common])
    asking.add_argument("zones", metavar="ZONE", nargs="*", help=tr("else those of the settings"))
    asking.add_argument("--json", action="store_true")
    asking.set_defaults(run=_ask)


async def _today(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, StrangersRefused())
    if asked.json:
        print_json(page)
        return 0
    print_rows([(one.check, one.zone or "-", f"{'≥ ' if page.more else ''}{one.count}") for one in page.refused])
    return 0


async def _ask(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, StrangersAsk(tuple(asked.zones)))
    if asked.json:
        print_json(page.blocklists)
    else:
        print_rows([(one.zone, _state(one.state)) for one in page.blocklists])
    return int(any(one.state != "answers" for one in page.blocklists))


def _state(state: str) -> str:
    return {
        "answers": tr("answers"),
        "silent": tr("does not answer; it refuses nobody"),
        "refuses": tr("does not want to be asked by this house's DNS servers; it refuses nobody"),
        "empty": tr("there is no such list, or it is given up; it refuses nobody"),
        "everything": tr("lists the whole world and is left out"),
    }.get(state, tr("its answers mean nothing; it is left out"))


async def _add(name: str, asked: argparse.Namespace, folders: Folders) -> int:
    for entry in asked.entries:
        print(said((await ask(folders, StrangersAdd(name, entry))).message))
    return 0


async def _remove(name: str, asked: argparse.Namespace, folders: Folders) -> int:
    for entry in asked.entries:
        print(said((await ask(folders, StrangersRemove(name, entry))).message))
    return 0


async def _list(name: str, asked: argparse.Namespace, folders: Folders) -> int:
    lists = await ask(folders, StrangersList())
    entries = lists.allow if name == "allow" else lists.block
    if asked.json:
        print_json(entries)
        return 0
    for entry in entries:
        print(shown(entry))
    return 0
