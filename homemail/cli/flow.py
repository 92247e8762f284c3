"""`homemail flow`: how much came, went, stayed, was refused and put off; by hours of a day, days of a week or month."""

import argparse
import time
from typing import Any

import msgspec

from homemail.cli.ask import ask
from homemail.cli.table import moment, print_json, print_rows
from homemail.control.methods.flow import FlowHistory
from homemail.control.periods import KINDS, Span, edges, fill, first_day
from homemail.settings.folders import Folders
from homemail.speech.language import tr


class _Part(msgspec.Struct, frozen=True):
    """One hour or day; Unix seconds."""

    start: float
    end: float
    incoming: int
    outgoing: int
    local: int
    refused: int
    deferred: int


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    flow = commands.add_parser("flow", help=tr("how much mail flowed, by hours or days"), parents=[common])
    flow.add_argument("span", choices=[*Span], nargs="?", default=Span.DAY, help=tr("today, this week or this month"))
    flow.add_argument("--back", type=int, default=0, metavar="N", help=tr("so many days, weeks or months before"))
    flow.add_argument("--json", action="store_true")
    flow.set_defaults(run=_flow)


async def _flow(asked: argparse.Namespace, folders: Folders) -> int:
    span = Span(asked.span)
    bounds = edges(span, first_day(span, time.time(), max(0, min(asked.back, 1000))))
    parts = fill(bounds, (await ask(folders, FlowHistory(bounds[0], bounds[-1]))).rows)
    if asked.json:
        print_json([_Part(one.start, one.end, *one.counts) for one in parts])
        return 0
    heads = (tr("from"), tr("in"), tr("out"), tr("in the house"), tr("refused"), tr("put off"))
    assert len(heads) == len(KINDS) + 1
    print_rows([(moment(one.start)[:16], *map(str, one.counts)) for one in parts], heads)
    return 0
