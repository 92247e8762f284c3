"""`homemail rewrite`: the rows of the tables of addresses."""

import argparse
from collections.abc import Awaitable, Callable
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows, shown
from homemail.control.methods.tables import TableCheck, TableList, TableRemove, TableSet
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr

TABLES = (
    "aliases",
    "canonical",
    "canonical.senders",
    "canonical.recipients",
    "generic",
    "virtual",
    "relocated",
    "catch_all",
)
LISTS = ("virtual.domains", "masquerade", "masquerade.exceptions")  # of names, without targets
ALL = (*TABLES, *LISTS)
Run = Callable[[argparse.Namespace, Folders], Awaitable[int]]


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    rewrite = commands.add_parser("rewrite", help=tr("tables of addresses: set, remove, list"), parents=[common])
    verbs = rewrite.add_subparsers(metavar="VERB", required=True)
    _declare_row(verbs.add_parser("set", help=tr("make a row, or give it other targets"), parents=[common]), _set)
    checking = verbs.add_parser("check", help=tr("whether a row would be right; changes nothing"), parents=[common])
    _declare_row(checking, _check)
    removing = verbs.add_parser("remove", help=tr("remove a row"), parents=[common])
    removing.add_argument("table", metavar="TABLE", choices=ALL, help=", ".join(ALL))
    removing.add_argument("pattern", metavar="NAME")
    removing.set_defaults(run=_remove)
    listing = verbs.add_parser("list", help=tr("every row"), parents=[common])
    listing.add_argument("table", metavar="TABLE", choices=("", *ALL), nargs="?", default="")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)


def _declare_row(parser: argparse.ArgumentParser, run: Run) -> None:
    parser.add_argument("table", metavar="TABLE", choices=ALL, help=", ".join(ALL))
    parser.add_argument("pattern", metavar="NAME", help=tr("a name, user@host or @domain; of catch_all a domain"))
    parser.add_argument("targets", metavar="TARGET", nargs="*", help=tr("none for {lists}", lists=", ".join(LISTS)))
    parser.set_defaults(run=run)


async def _set(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, TableSet(asked.table, asked.pattern, tuple(asked.targets)))).message))
    return 0


async def _check(asked: argparse.Namespace, folders: Folders) -> int:
    verdict = await ask(folders, TableCheck(asked.table, asked.pattern, tuple(asked.targets)))
    for words in filter(None, (verdict.problem, verdict.warning)):
        print(shown(words))
    if not (verdict.problem or verdict.warning):
        print(tr("the row would be right"))
    return 1 if verdict.problem else 0


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, TableRemove(asked.table, asked.pattern))).message))
    return 0


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, TableList(asked.table))
    if asked.json:
        print_json(page.rows)
        return 0
    print_rows([(row.table, row.pattern, ", ".join(row.targets)) for row in page.rows])
    return 0
