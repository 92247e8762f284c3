"""`homemail clients`: the programs and devices that connect, from where, how, and when they were last there."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import moment, print_json, print_rows
from homemail.control.methods.clients import ClientList
from homemail.settings.folders import Folders
from homemail.speech.language import tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    words = tr("the programs and devices that connect: list")
    verbs = commands.add_parser("clients", help=words, parents=[common]).add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("each with its protocol, TLS and last login"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    clients = (await ask(folders, ClientList())).clients
    if asked.json:
        print_json(clients)
        return 0
    heads = (tr("last seen"), tr("person"), tr("protocol"), tr("address"), tr("encryption"), tr("program"))
    print_rows(
        (
            (moment(one.last), one.user or "-", one.protocol.upper(), one.address, one.tls or tr("none"), one.program)
            for one in clients
        ),
        heads,
    )
    return 0
