"""`homemail route`: where an address goes, step by step; nothing is sent."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows
from homemail.control.methods.addresses import Route
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    route = commands.add_parser("route", help=tr("explain where an address goes; sends nothing"), parents=[common])
    route.add_argument("address", metavar="ADDRESS")
    route.add_argument("--from", dest="sender", metavar="ADDRESS", default="", help=tr("the sender (else nobody)"))
    route.add_argument("--json", action="store_true")
    route.set_defaults(run=_explain)


async def _explain(asked: argparse.Namespace, folders: Folders) -> int:
    explanation = await ask(folders, Route(asked.address, asked.sender))
    if asked.json:
        print_json(explanation.steps)
        return 0
    print_rows(
        [(step.stage, f"{said(step.text)}  [{step.rule}]" if step.rule else step.text) for step in explanation.steps]
    )
    return 0
