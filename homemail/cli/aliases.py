"""`homemail alias`: names with those who receive their mail."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows
from homemail.control.methods.addresses import AliasList, AliasRemove, AliasSet
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    alias = commands.add_parser("alias", help=tr("aliases: set, remove, list"), parents=[common])
    verbs = alias.add_subparsers(metavar="VERB", required=True)
    setting = verbs.add_parser("set", help=tr("make an alias, or give it other targets"), parents=[common])
    setting.add_argument("name", metavar="NAME")
    setting.add_argument("targets", metavar="TARGET", nargs="+")
    setting.set_defaults(run=_set)
    removing = verbs.add_parser("remove", help=tr("remove an alias"), parents=[common])
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(run=_remove)
    listing = verbs.add_parser("list", help=tr("every alias"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)


async def _set(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, AliasSet(asked.name, tuple(asked.targets)))).message))
    return 0


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, AliasRemove(asked.name))).message))
    return 0


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, AliasList())
    if asked.json:
        print_json(page.aliases)
        return 0
    print_rows([(alias.name, ", ".join(alias.targets)) for alias in page.aliases])
    return 0
