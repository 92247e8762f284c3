"""`homemail device`: printers and others that send without a login."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows
from homemail.control.methods.devices import DeviceList, DeviceRemove, DeviceSet
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    words = tr("printers and others that send without a login: set, remove, list")
    verbs = commands.add_parser("device", help=words, parents=[common]).add_subparsers(metavar="VERB", required=True)
    setting = verbs.add_parser("set", help=tr("let a device send, or change where and as whom"), parents=[common])
    setting.add_argument("name", metavar="NAME")
    setting.add_argument("addresses", metavar="ADDRESS", nargs="+", help=tr("its network address, or a network"))
    setting.add_argument(
        "--sender",
        metavar="SENDER",
        action="append",
        default=[],
        help=tr("an address or domain it may send as (else any); may be given more than once"),
    )
    setting.set_defaults(run=_set)
    removing = verbs.add_parser("remove", help=tr("let it send no longer"), parents=[common])
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(run=_remove)
    listing = verbs.add_parser("list", help=tr("every device"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)


async def _set(asked: argparse.Namespace, folders: Folders) -> int:
    done = await ask(folders, DeviceSet(asked.name, tuple(asked.addresses), tuple(asked.sender)))
    print(said(done.message))
    return 0


async def _remove(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, DeviceRemove(asked.name))).message))
    return 0


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    devices = (await ask(folders, DeviceList())).devices
    if asked.json:
        print_json(devices)
        return 0
    print_rows([(one.name, ", ".join(one.addresses), ", ".join(one.senders) or tr("anybody")) for one in devices])
    return 0
