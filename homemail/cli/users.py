"""`homemail user`: who has a mailbox."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import moment, print_json, print_rows
from homemail.cli.words import read_secret
from homemail.control.methods.people import UserAdd, UserList, UserPasswd, UserRemove
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    user = commands.add_parser("user", help=tr("mailbox owners: add, passwd, remove, list"), parents=[common])
    verbs = user.add_subparsers(metavar="VERB", required=True)
    adding = verbs.add_parser("add", help=tr("give someone a mailbox"), parents=[common])
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--full-name", metavar="N", default="", help=tr("as it stands in front of the address"))
    adding.set_defaults(run=_add)
    changing = verbs.add_parser("passwd", help=tr("change someone's password"), parents=[common])
    changing.add_argument("name", metavar="NAME")
    changing.set_defaults(run=_passwd)
    for parser in (adding, changing):
        parser.add_argument("--password-stdin", action="store_true", help=tr("read the password's line from stdin"))
    removing = verbs.add_parser("remove", help=tr("remove someone with all their mail"), parents=[common])
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(run=_remove)
    listing = verbs.add_parser("list", help=tr("everyone with a mailbox"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)


async def _add(asked: argparse.Namespace, folders: Folders) -> int:
    password = read_secret(tr("Password for {name}", name=asked.name), stdin=asked.password_stdin, twice=True)
    user = await ask(folders, UserAdd(asked.name, password, asked.full_name))
    print(tr("{name} has a mailbox: {address}", name=user.name, address=user.address))
    return 0


async def _passwd(asked: argparse.Namespace, folders: Folders) -> int:
    password = read_secret(tr("New password for {name}", name=asked.name), stdin=asked.password_stdin, twice=True)
    print(said((await ask(folders, UserPasswd(asked.name, password))).message))
    return 0


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, UserRemove(asked.name))).message))
    return 0


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, UserList())
    if asked.json:
        print_json(page.users)
        return 0
    print_rows([(user.name, user.address, user.full_name, moment(user.created)) for user in page.users])
    if page.scram_waits_for:
        names = ", ".join(page.scram_waits_for)
        print(tr("SCRAM-SHA-256 is offered once these have logged in or have a new password: {names}", names=names))
    return 0
