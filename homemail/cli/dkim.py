"""`homemail dkim`: the keys that sign mail from a domain, and the DNS records to publish for them."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, shown
from homemail.control.methods.dkim import DkimAdd, DkimCheck, DkimList, DkimRecord, DkimRemove
from homemail.settings.folders import Folders

_STATES = {
    "published": "published",
    "absent": "not published yet: DNS has no such record",
    "different": "DNS has another record",
    "unknown": "DNS did not answer",
}


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    dkim = commands.add_parser("dkim", help="keys that sign mail: add, show, check, list, remove", parents=[common])
    verbs = dkim.add_subparsers(metavar="VERB", required=True)
    adding = verbs.add_parser("add", help="make a key; prints the DNS record to publish", parents=[common])
    adding.add_argument("domain", metavar="DOMAIN")
    adding.add_argument("--selector", default="homemail", help="the key's name in DNS (default: homemail)")
    adding.add_argument("--ed25519", action="store_true", help="a short key; use it beside an RSA key only")
    adding.add_argument("--json", action="store_true")
    adding.set_defaults(run=_add)
    for verb, run, words in (
        ("show", _show, "the DNS record to publish"),
        ("check", _check, "ask DNS whether it is published"),
        ("list", _show, "every key"),
    ):
        looking = verbs.add_parser(verb, help=words, parents=[common])
        looking.add_argument("domain", metavar="DOMAIN", nargs=None if verb == "show" else "?", default="")
        looking.add_argument("--json", action="store_true")
        looking.set_defaults(run=run)
    removing = verbs.add_parser("remove", help="sign no longer; the key files stay", parents=[common])
    removing.add_argument("domain", metavar="DOMAIN")
    removing.add_argument("--selector", default="", help="only this key of the domain")
    removing.set_defaults(run=_remove)


async def _add(asked: argparse.Namespace, folders: Folders) -> int:
    algorithm = "ed25519" if asked.ed25519 else "rsa"
    record = await ask(folders, DkimAdd(asked.domain, asked.selector, algorithm))
    return _print((record,), asked)


async def _show(asked: argparse.Namespace, folders: Folders) -> int:
    return _print((await ask(folders, DkimList(asked.domain))).records, asked)


async def _check(asked: argparse.Namespace, folders: Folders) -> int:
    records = (await ask(folders, DkimCheck(asked.domain))).records
    if asked.json:
        print_json(records)
    else:
        for record in records:
            found = f": {shown(record.found)}" if record.found else ""
            print(f"{record.name}: {record.trouble or _STATES[record.state] + found}")
    return 0 if all(record.state == "published" for record in records) else 1


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print((await ask(folders, DkimRemove(asked.domain, asked.selector))).message)
    return 0


def _print(records: Sequence[DkimRecord], asked: argparse.Namespace) -> int:
    if asked.json:
        print_json(records)
        return 0
    for record in records:
        if record.trouble:
            print(f"{record.domain} ({record.selector}): {record.trouble}", file=sys.stderr)
            continue
        print(f"{record.domain} is signed with {record.selector} ({record.algorithm}). Publish this TXT record:")
        print(f"  name   {record.name}")
        print(f"  value  {record.value}")
        print(f"or, in a zone file:\n  {record.zone}")
    return 1 if any(record.trouble for record in records) else 0
