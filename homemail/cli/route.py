"""`homemail route`: where an address goes, or what becomes of a message, step by step; nothing is sent."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from difflib import ndiff
from pathlib import Path
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import print_json, print_rows, shown
from homemail.control.methods.addresses import Route, RouteStep
from homemail.control.methods.tables import MessageForm, RewritingPreview
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr

READ_MAX = 512 * 1024  # octets of a message: all of its header, and more of its text than any check looks at


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    route = commands.add_parser("route", help=tr("explain where an address goes; sends nothing"), parents=[common])
    route.add_argument("addresses", metavar="ADDRESS", nargs="*")
    route.add_argument("--from", dest="sender", metavar="ADDRESS", default="", help=tr("the sender (else nobody)"))
    message_help = tr("show what becomes of this message, before and after; - is stdin")
    route.add_argument("--message", metavar="FILE", help=message_help)
    route.add_argument("--stranger", action="store_true", help=tr("as if somebody outside brought the message"))
    route.add_argument("--json", action="store_true")
    route.set_defaults(run=_explain, wrong_usage=route.error)


async def _explain(asked: argparse.Namespace, folders: Folders) -> int:
    if asked.message is not None:
        return await _preview(asked, folders)
    if len(asked.addresses) != 1:
        asked.wrong_usage(tr("one ADDRESS is needed, or --message FILE"))
    explanation = await ask(folders, Route(asked.addresses[0], asked.sender))
    if asked.json:
        print_json(explanation.steps)
        return 0
    _print_steps(explanation.steps)
    return 0


def _print_steps(steps: Sequence[RouteStep]) -> None:
    print_rows([(step.stage, f"{said(step.text)}  [{step.rule}]" if step.rule else step.text) for step in steps])


async def _preview(asked: argparse.Namespace, folders: Folders) -> int:
    text = _read(asked.message).decode("utf-8", "replace")
    request = RewritingPreview(text, asked.sender, tuple(asked.addresses), asked.stranger)
    found = await ask(folders, request)
    if asked.json:
        print_json(found)
        return 0
    before: MessageForm | None = None
    for form in found.forms:
        print(shown(form.place))
        print(f"  MAIL FROM:<{shown(form.sender)}>")
        for recipient in form.recipients:
            print(f"  RCPT TO:{shown(recipient)}")
        for line in _header_lines(before, form):
            print(shown(line))
        before = found.forms[0]
    _print_steps(found.steps)
    if found.fate:
        print(shown(found.fate))
    return 0


def _header_lines(before: MessageForm | None, form: MessageForm) -> Iterator[str]:
    """All fields of the first form, and of the others what differs from it."""
    lines = [line for field in form.header for line in field.splitlines()]
    if before is None:
        yield from (f"    {line}" for line in lines)
        return
    old = [line for field in before.header for line in field.splitlines()]
    yield from (f"  {line}" for line in ndiff(old, lines) if line[:1] in "+-")


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(READ_MAX)
    with Path(name).open("rb") as file:
        return file.read(READ_MAX)
