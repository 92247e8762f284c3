"""`homemail secret set`: passwords for the outside, read from stdin, never from an argument."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.words import read_secret
from homemail.control.methods.sending import SecretSet
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    secret = commands.add_parser("secret", help=tr("passwords for the outside"), parents=[common])
    verbs = secret.add_subparsers(metavar="VERB", required=True)
    setting = verbs.add_parser("set", help=tr('store a password, such as "relay", read from stdin'), parents=[common])
    setting.add_argument("name", metavar="NAME")
    setting.set_defaults(run=_set)


async def _set(asked: argparse.Namespace, folders: Folders) -> int:
    value = read_secret(tr("Secret {name}", name=asked.name), stdin=False)
    print(said((await ask(folders, SecretSet(asked.name, value))).message))
    return 0
