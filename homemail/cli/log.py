"""`homemail log`: the mail log, as it stands or as it grows."""

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import json_line, print_json
from homemail.control.events import LogLines
from homemail.control.methods.log import LogLine, LogTail
from homemail.settings.folders import Folders
from homemail.speech.language import tr, trn


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    log = commands.add_parser("log", help=tr("the mail log"), parents=[common])
    log.add_argument("-f", "--follow", action="store_true", help=tr("go on with new lines as they come"))
    log.add_argument(
        "-n", "--lines", type=int, default=None, metavar="N", help=tr("the last N lines (200; with -f 10)")
    )
    log.add_argument("--message", metavar="ID", default="", help=tr("only lines about this queue ID"))
    log.add_argument("--search", metavar="TEXT", default="", help=tr("only lines that hold this text"))
    log.add_argument("--json", action="store_true")
    log.set_defaults(run=_log)


async def _log(asked: argparse.Namespace, folders: Folders) -> int:
    count = asked.lines if asked.lines is not None else (10 if asked.follow else 10_000 if asked.message else 200)
    if asked.follow:
        return await _follow(asked, folders, count)
    page = await ask(folders, LogTail(count, asked.search, asked.message))
    if asked.json:
        print_json(page.lines)
    else:
        _print(page.lines, json=False)
    if asked.message and not page.lines:
        words = tr("the log has no line about {queue_id}", queue_id=asked.message)
        print(f"homemail: {words}", file=sys.stderr)
        return 1
    return 0


async def _follow(asked: argparse.Namespace, folders: Folders, count: int) -> int:
    """The tail is asked for once the stream has begun: nothing falls between the two, and what is in both is known
    by its number. The stream begins with the status."""
    from homemail.control.client import ControlClient

    newest = -1
    async with ControlClient(folders) as engine:
        async for event in engine.events(frozenset({"log", "status"})):
            if newest < 0:
                page = await engine.call(LogTail(count, asked.search, asked.message))
                _print(page.lines, json=asked.json)
                newest = max((line.number for line in page.lines), default=0)
            if not isinstance(event, LogLines):
                continue
            if event.missed:
                missed = trn("({n} line not shown)", "({n} lines not shown)", event.missed)
                print(missed, file=sys.stderr if asked.json else sys.stdout, flush=True)
            fresh = (line for line in event.lines if line.number > newest and _wanted(line, asked))
            _print(fresh, json=asked.json)
    return 0


def _wanted(line: LogLine, asked: argparse.Namespace) -> bool:
    return asked.message in line.message and asked.search.lower() in line.text.lower()


def _print(lines: Iterable[LogLine], *, json: bool) -> None:
    """Line by line as they come, so JSON is one object a line here."""
    for line in lines:
        print(json_line(line) if json else line.text, flush=True)
