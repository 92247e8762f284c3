"""`homemail clients`: the programs and devices that connect, from where, how, and when they were last there."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import moment, print_json, print_rows
from homemail.control.methods.clients import ClientForget, ClientList, ClientName, ClientRow
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    words = tr("the programs and devices that connect: list, name, forget")
    verbs = commands.add_parser("clients", help=words, parents=[common]).add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("each with its protocol, TLS and last login"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    naming = verbs.add_parser("name", help=tr("call what connects from an address something"), parents=[common])
    naming.set_defaults(run=_name)
    forgetting = verbs.add_parser("forget", help=tr("forget what was seen at an address"), parents=[common])
    forgetting.set_defaults(run=_forget)
    for parser in (naming, forgetting):
        parser.add_argument("address", metavar="ADDRESS", help=tr("its network address, as listed"))
        parser.add_argument("--user", metavar="USER", help=tr("only this person's; empty: what does not log in"))
    naming.add_argument("name", metavar="NAME", help=tr("what the house calls it; empty takes the name back"))
    forgetting.add_argument("--protocol", choices=("imap", "pop3", "smtp"), default="", help=tr("only by this one"))


async def _name(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, ClientName(asked.address, asked.name, asked.user))).message))
    return 0


async def _forget(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, ClientForget(asked.address, asked.user, asked.protocol))).message))
    return 0


def _program(one: ClientRow) -> str:
    return f"{one.name} ({one.program})" if one.name and one.program else one.name or one.program


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    clients = (await ask(folders, ClientList())).clients
    if asked.json:
        print_json(clients)
        return 0
    heads = (tr("last seen"), tr("person"), tr("protocol"), tr("address"), tr("encryption"), tr("program"))
    print_rows(
        (
            (moment(one.last), one.user or "-", one.protocol.upper(), one.address, one.tls or tr("none"), _program(one))
            for one in clients
        ),
        heads,
    )
    return 0
