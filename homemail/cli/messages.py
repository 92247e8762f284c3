"""`homemail messages`: messages as they passed, one line each; one of them with its recipients; or as they pass."""

import argparse
import sys
import time
from collections.abc import Iterable
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import json_line, moment, octets, print_json, print_rows, shown
from homemail.control.events import LogLines
from homemail.control.methods.messages import KINDS, MessageRow, MessageShow, MessagesList
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    messages = commands.add_parser("messages", help=tr("messages as they passed, and one of them"), parents=[common])
    messages.add_argument("queue_id", metavar="ID", nargs="?", default="", help=tr("this one, with its recipients"))
    messages.add_argument("-f", "--follow", action="store_true", help=tr("go on with messages as they pass"))
    messages.add_argument("-n", "--count", type=int, default=None, metavar="N", help=tr("the last N (50; with -f 10)"))
    messages.add_argument("--kind", choices=KINDS, default="", help=tr("only those of this kind"))
    messages.add_argument(
        "--search", metavar="TEXT", default="", help=tr("only those whose queue ID, addresses or client hold this text")
    )
    messages.add_argument("--json", action="store_true")
    messages.set_defaults(run=_messages)


async def _messages(asked: argparse.Namespace, folders: Folders) -> int:
    if asked.queue_id:
        return await _show(asked, folders)
    if asked.follow:
        return await _follow(asked, folders)
    page = await ask(folders, _request(asked, asked.count or 50))
    if asked.json:
        print_json(page.rows)
    else:
        heads = (tr("time"), tr("state"), tr("queue ID"), tr("from"), tr("to"), tr("size"), tr("said"))
        print_rows([_cells(row) for row in page.rows], heads)
    return 0


def _request(asked: argparse.Namespace, count: int) -> MessagesList:
    return MessagesList(count, asked.kind, asked.search, lines=0)


async def _show(asked: argparse.Namespace, folders: Folders) -> int:
    detail = await ask(folders, MessageShow(asked.queue_id))
    if asked.json:
        print_json(detail)
        return 0 if detail.row else 1
    if detail.row is None:
        words = tr("the log has no line about {queue_id}", queue_id=asked.queue_id)
        print(f"homemail: {words}", file=sys.stderr)
        return 1
    print_rows([_cells(detail.row)])
    print_rows([("", state_words(one.state), one.address, one.status, said(one.reason)) for one in detail.recipients])
    for line in detail.lines:
        print(shown(line.text))
    return 0


async def _follow(asked: argparse.Namespace, folders: Folders) -> int:
    """A line for each message when it has come to an end, or waits; the stream begins before the page is asked for."""
    from homemail.control.client import ControlClient
    from homemail.control.passage import fits
    from homemail.control.passing import Passing

    passing: Passing | None = None
    async with ControlClient(folders) as engine:
        async for event in engine.events(frozenset({"log", "status"})):
            if passing is None:
                passing = Passing()
                page = await engine.call(_request(asked, asked.count or 10))
                passing.load(page.rows)
                _print(page.rows, json=asked.json)
            if isinstance(event, LogLines):
                rows = passing.take(event.lines, time.time())
                wanted = (row for row in rows if row.state != "arriving" and fits(row, asked.kind))
                _print((row for row in wanted if _holds(row, passing, asked.search.lower())), json=asked.json)
    return 0


def _holds(row: MessageRow, passing: Any, needle: str) -> bool:
    from homemail.control.passage import holds

    passage = passing.passage(row.queue_id)
    return passage.matches(needle) if passage else holds(row, needle)


def _print(rows: Iterable[MessageRow], *, json: bool) -> None:
    for row in rows:
        print(json_line(row) if json else "  ".join(map(shown, _cells(row))).rstrip(), flush=True)


def _cells(row: MessageRow) -> tuple[str, ...]:
    sender = "?" if row.sender is None else f"<{row.sender}>"
    more = f" +{row.recipients - 1}" if row.recipients > 1 else ""
    recipient = f"<{row.recipient}>{more}" if row.recipient else str(row.recipients or "?")
    size = octets(row.size) if row.size else "–"
    return moment(row.when), state_words(row.state), row.queue_id or "–", sender, recipient, size, said(row.reason)


def state_words(state: str) -> str:
    words = {
        "arriving": tr("arriving"),
        "deferred": tr("put off"),
        "held": tr("kept back"),
        "delivered": tr("delivered"),
        "sent": tr("sent"),
        "returned": tr("returned"),
        "refused": tr("refused"),
        "deleted": tr("deleted"),
    }
    return words.get(state, tr("not known"))
