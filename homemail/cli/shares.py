"""`homemail share`: who besides its owner may do what in a mailbox."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.mailboxes import add_owner, owner_words
from homemail.cli.table import print_json, print_rows
from homemail.control.methods.mailboxes import ShareList, ShareRemove, ShareSet
from homemail.mail.rights import spoken
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    share = commands.add_parser("share", help=tr("who may use whose mailboxes: list, set, remove"), parents=[common])
    verbs = share.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("who may do what, in the mailboxes of one or of all"), parents=[common])
    whose = listing.add_mutually_exclusive_group()
    whose.add_argument("user", metavar="USER", nargs="?", default=None, help=tr("whose they are"))
    whose.add_argument("--family", action="store_true", help=tr("the family's only"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    setting = verbs.add_parser("set", help=tr("let somebody use a mailbox"), parents=[common])
    setting.set_defaults(run=_set)
    removing = verbs.add_parser("remove", help=tr("take a mailbox away from somebody"), parents=[common])
    removing.set_defaults(run=_remove)
    for parser in (setting, removing):
        parser.add_argument("mailbox", metavar="MAILBOX")
        parser.add_argument("who", metavar="WHO", help=tr("a user, or anyone"))
        add_owner(parser)
    setting.add_argument("rights", metavar="RIGHTS", help=tr("read, write, all, or letters of RFC 4314"))


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, ShareList("" if asked.family else asked.user))
    if asked.json:
        print_json(page.shares)
        return 0
    print_rows([(owner_words(one.owner), one.mailbox, one.who, spoken(one.rights)) for one in page.shares])
    return 0


async def _set(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, ShareSet(asked.mailbox, asked.who, asked.rights, asked.user))).message))
    return 0


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, ShareRemove(asked.mailbox, asked.who, asked.user))).message))
    return 0
