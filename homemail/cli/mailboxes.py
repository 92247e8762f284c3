"""`homemail mailbox`: the mailboxes of people and of the family."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import octets, print_json, print_rows
from homemail.control.methods.mailboxes import MailboxCreate, MailboxList, MailboxRemove, MailboxRename
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr, trn


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    help_text = tr("mailboxes of people and of the family: list, create, remove, rename")
    mailbox = commands.add_parser("mailbox", help=help_text, parents=[common])
    verbs = mailbox.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("the mailboxes of one owner, or of all"), parents=[common])
    whose = listing.add_mutually_exclusive_group()
    whose.add_argument("user", metavar="USER", nargs="?", default=None, help=tr("whose they are"))
    whose.add_argument("--family", action="store_true", help=tr("the family's only"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    making = verbs.add_parser("create", help=tr("make a mailbox"), parents=[common])
    making.set_defaults(run=_create)
    removing = verbs.add_parser("remove", help=tr("remove a mailbox with all its mail"), parents=[common])
    removing.set_defaults(run=_remove)
    renaming = verbs.add_parser("rename", help=tr("call a mailbox something else"), parents=[common])
    renaming.set_defaults(run=_rename)
    for parser in (making, removing, renaming):
        parser.add_argument("name", metavar="MAILBOX")
        add_owner(parser)
    renaming.add_argument("new_name", metavar="NEW")


def add_owner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", metavar="USER", default="", help=tr("whose it is; without it, the family's"))


def owner_words(owner: str) -> str:
    return owner or tr("(family)")


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, MailboxList("" if asked.family else asked.user))
    if asked.json:
        print_json(page.mailboxes)
        return 0
    print_rows(
        [
            (
                owner_words(one.owner),
                one.name,
                trn("{n} message", "{n} messages", one.messages),
                octets(one.size),
                one.special_use,
            )
            for one in page.mailboxes
        ]
    )
    return 0


async def _create(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, MailboxCreate(asked.name, asked.user))).message))
    return 0


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, MailboxRemove(asked.name, asked.user))).message))
    return 0


async def _rename(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, MailboxRename(asked.name, asked.new_name, asked.user))).message))
    return 0
