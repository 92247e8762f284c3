"""`homemail block` and `homemail allow`: strangers whose mail is never taken, and those whose mail always is."""

import argparse
from functools import partial
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, shown
from homemail.control.methods.strangers import StrangersAdd, StrangersList, StrangersRemove
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
