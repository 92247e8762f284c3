"""`homemail dkim`: the keys that sign mail from a domain, and the DNS records to publish for them."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, shown
from homemail.control.methods.dkim import DkimAdd, DkimCheck, DkimList, DkimRecord, DkimRemove
from homemail.mail.sentence import joined
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def state_words(state: str) -> str:
    return {
        "published": tr("published"),
        "absent": tr("not published yet: DNS has no such record"),
        "different": tr("DNS has another record"),
    }.get(state, tr("DNS did not answer"))


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    dkim = commands.add_parser("dkim", help=tr("keys that sign mail: add, show, check, list, remove"), parents=[common])
    verbs = dkim.add_subparsers(metavar="VERB", required=True)
    adding = verbs.add_parser("add", help=tr("make a key; prints the DNS record to publish"), parents=[common])
    adding.add_argument("domain", metavar="DOMAIN")
    adding.add_argument("--selector", default="homemail", help=tr("the key's name in DNS (default: homemail)"))
    adding.add_argument("--ed25519", action="store_true", help=tr("a short key; use it beside an RSA key only"))
    adding.add_argument("--json", action="store_true")
    adding.set_defaults(run=_add)
    for verb, run, words in (
        ("show", _show, tr("the DNS record to publish")),
        ("check", _check, tr("ask DNS whether it is published")),
        ("list", _show, tr("every key")),
    ):
        looking = verbs.add_parser(verb, help=words, parents=[common])
        looking.add_argument("domain", metavar="DOMAIN", nargs=None if verb == "show" else "?", default="")
        looking.add_argument("--json", action="store_true")
        looking.set_defaults(run=run)
    removing = verbs.add_parser("remove", help=tr("sign no longer; the key files stay"), parents=[common])
    removing.add_argument("domain", metavar="DOMAIN")
    removing.add_argument("--selector", default="", help=tr("only this key of the domain"))
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
            words = shown(record.trouble) if record.trouble else state_words(record.state)
            print(said(joined(": ", filter(None, (record.name, words, shown(record.found))))))
    return 0 if all(record.state == "published" for record in records) else 1


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, DkimRemove(asked.domain, asked.selector))).message))
    return 0


def _print(records: Sequence[DkimRecord], asked: argparse.Namespace) -> int:
    if asked.json:
        print_json(records)
        return 0
    for record in records:
        if record.trouble:
            print(said(joined(": ", (f"{record.domain} ({record.selector})", record.trouble))), file=sys.stderr)
            continue
        print(
            tr(
                "{domain} is signed with {selector} ({algorithm}). Publish this TXT record:",
                domain=record.domain,
                selector=record.selector,
                algorithm=record.algorithm,
            )
        )
        print(tr("  name   {name}", name=record.name))
        print(tr("  value  {value}", value=record.value))
        print(tr("or, in a zone file:"))
        print(f"  {record.zone}")
    return 1 if any(record.trouble for record in records) else 0
