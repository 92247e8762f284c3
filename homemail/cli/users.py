"""`homemail user`: who has a mailbox."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import moment, octets, print_json, print_rows
from homemail.cli.words import read_secret
from homemail.control.methods.people import (
    Person,
    User,
    UserAdd,
    UserFullName,
    UserList,
    UserPasswd,
    UserPop3,
    UserQuota,
    UserRemove,
    UserShow,
)
from homemail.mail.sentence import words_of
from homemail.settings.folders import Folders
from homemail.settings.sizes import parse_size
from homemail.speech.language import said, tr, trn


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    words = tr("mailbox owners: add, show, full-name, passwd, pop3, quota, remove, list")
    user = commands.add_parser("user", help=words, parents=[common])
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
    showing = verbs.add_parser("show", help=tr("which addresses reach someone, and how their mail leaves"),
                               parents=[common])  # fmt: skip
    showing.add_argument("name", metavar="NAME")
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(run=_show)
    calling = verbs.add_parser("full-name", help=tr("give someone another full name"), parents=[common])
    calling.add_argument("name", metavar="NAME")
    calling.add_argument("full_name", metavar="FULL_NAME", help=tr("as it stands in front of the address"))
    calling.set_defaults(run=_full_name)
    limiting = verbs.add_parser("quota", help=tr("what someone may keep, and does"), parents=[common])
    limiting.add_argument("name", metavar="NAME")
    limiting.add_argument(
        "--storage", type=_size, metavar="SIZE", help=tr("in octets, or as 500M or 2G; 0 is no limit")
    )
    limiting.add_argument("--messages", type=int, metavar="N", help=tr("in all mailboxes together; 0 is no limit"))
    limiting.add_argument("--clear", action="store_true", help=tr("no limits of one's own: as the settings say"))
    limiting.add_argument("--json", action="store_true")
    limiting.set_defaults(run=_quota)
    choosing = verbs.add_parser("pop3", help=tr("when mail that POP3 has handed out goes"), parents=[common])
    choosing.add_argument("name", metavar="NAME")
    choosing.add_argument(
        "--delete-after",
        type=_days,
        default="",
        metavar="DAYS|never",
        help=tr("mail that a program has fetched whole leaves INBOX so many days later"),
    )
    choosing.set_defaults(run=_pop3)
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


async def _show(asked: argparse.Namespace, folders: Folders) -> int:
    person = await ask(folders, UserShow(asked.name))
    if asked.json:
        print_json(person)
        return 0
    print_rows([(person.user.name, person.user.full_name, *_kept(person.user))])
    for one in person.addresses:
        print(tr("{address} reaches {name} ({rule})", address=one.address, name=person.user.name,
                 rule=one.rule or tr("by the name")))  # fmt: skip
    print(_way(person))
    _print_days(person.user.name, person.delete_after)
    return 0


def _way(person: Person) -> str:
    if not person.outside:
        return tr("this house sends no mail to the outside")
    if not person.relay:
        return tr("mail for outside leaves as {address}, straight to its recipients", address=person.outside)
    return tr("mail for outside leaves as {address}, through the relay {relay} ({host})", address=person.outside,
              relay=person.relay, host=person.relay_host)  # fmt: skip


async def _full_name(asked: argparse.Namespace, folders: Folders) -> int:
    user = await ask(folders, UserFullName(asked.name, asked.full_name))
    if user.full_name:
        print(tr("{name} is {full_name} now", name=user.name, full_name=user.full_name))
    else:
        print(tr("{name} has no full name any more", name=user.name))
    return 0


def _days(text: str) -> int | str:
    if text.lower() == "never":
        return "never"
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(tr("a number of days, or never"))
    return int(text)


async def _pop3(asked: argparse.Namespace, folders: Folders) -> int:
    days = asked.delete_after
    choice = await ask(folders, UserPop3(asked.name, days if isinstance(days, int) else None, keep=days == "never"))
    _print_days(choice.name, choice.delete_after)
    return 0


def _print_days(name: str, days: int | None) -> None:
    if days is None:
        print(tr("{name} keeps what POP3 has handed out", name=name))
    else:
        words = trn(
            "what POP3 has handed out to {name} leaves INBOX after {n} day",
            "what POP3 has handed out to {name} leaves INBOX after {n} days",
            days,
            name=name,
        )
        print(words)


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, UserRemove(asked.name))).message))
    return 0


async def _quota(asked: argparse.Namespace, folders: Folders) -> int:
    user = await ask(folders, UserQuota(asked.name, asked.storage, asked.messages, asked.clear))
    if asked.json:
        print_json(user)
    else:
        print_rows([(user.name, *_kept(user))])
    return 0


def _kept(user: User) -> tuple[str, str]:
    """What is kept of what may be, in octets and in messages."""
    storage, messages = octets(user.storage), trn("{n} message", "{n} messages", user.messages)
    if user.storage_limit:
        storage = tr("{use} of {limit}", use=storage, limit=octets(user.storage_limit))
    if user.messages_limit:
        messages = tr("{n} of {limit} messages", n=user.messages, limit=user.messages_limit)
    return storage, messages


def _size(text: str) -> int:
    try:
        return parse_size(text)
    except ValueError as fault:
        reason = said(words_of(fault))
        raise argparse.ArgumentTypeError(tr('{reason}; "500 MB" or "2 GB" would be', reason=reason)) from None


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, UserList())
    if asked.json:
        print_json(page.users)
        return 0
    print_rows([(user.name, user.address, user.full_name, moment(user.created), *_kept(user)) for user in page.users])
    if page.scram_waits_for:
        names = ", ".join(page.scram_waits_for)
        print(tr("SCRAM-SHA-256 is offered once these have logged in or have a new password: {names}", names=names))
    return 0
