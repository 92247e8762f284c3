"""`homemail drill`: kill an engine of its own under load, and count what it had promised."""

import argparse
import sys
from typing import Any

from homemail.cli.table import print_json
from homemail.control.errors import Kind, Refused
from homemail.drill.count import DrillCount
from homemail.mail.sentence import Sentence
from homemail.settings.folders import Folders
from homemail.speech.language import tr, trn


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    drill = commands.add_parser(
        "drill", help=tr("crash an engine of its own and count what was lost"), parents=[common]
    )
    drill.add_argument("--rounds", type=int, default=5, metavar="N", help=tr("how often it is killed (5)"))
    drill.add_argument("--json", action="store_true")
    drill.set_defaults(run=_drill)


async def _drill(asked: argparse.Namespace, _folders: Folders) -> int:
    """Exit status 1 where the promise was not kept."""
    from homemail.drill.drill import ROUNDS_MAX, crash

    if not 1 <= asked.rounds <= ROUNDS_MAX:
        raise Refused(Kind.INVALID, Sentence("--rounds takes 1 to {most}", most=ROUNDS_MAX))
    found = await crash(asked.rounds, _show if not asked.json else lambda _: None)
    if asked.json:
        print_json(found)
    else:
        _print(found)
    return 0 if found.holds else 1


def _show(so_far: DrillCount) -> None:
    if not so_far.done:
        print(tr("A house of its own is founded; the real one is not touched."), flush=True)
        return
    words = tr("killed and started again: {done} of {rounds}", done=so_far.done, rounds=so_far.rounds)
    print(f"{words}; {acknowledged(so_far.acknowledged)}", flush=True)


def _print(found: DrillCount) -> None:
    print(acknowledged(found.acknowledged))
    print(tr("in the mailbox: {lost} lost, {doubled} doubled", lost=found.lost, doubled=found.doubled))
    print(tr("outside: {lost} lost, {doubled} twice", lost=found.lost_outside, doubled=found.doubled_outside))
    if found.doubled_outside:
        print(tr("(the kill came between the answer from outside and the note of it)"))
    print(tr("slowest start after a kill: {seconds} s", seconds=round(found.slowest_start, 2)))
    if not found.holds:
        print(tr("The promise was not kept. Please report this with the figures."), file=sys.stderr)


def acknowledged(number: int) -> str:
    return trn("{n} message acknowledged", "{n} messages acknowledged", number)
