"""`homemail queue`: what waits, and what to do about it."""

import argparse
from typing import Any

from homemail.cli.ask import ask
from homemail.cli.table import moment, octets, print_json, shown
from homemail.control.methods.queue import (
    QueueDelete,
    QueueFlush,
    QueueHold,
    QueueList,
    QueueRecipient,
    QueueRelease,
    QueueRow,
    QueueShow,
)
from homemail.settings.folders import Folders
from homemail.speech.language import said, tr, trn


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    queue = commands.add_parser("queue", help=tr("list, show, flush, hold, release, delete"), parents=[common])
    verbs = queue.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("what waits, oldest first"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.add_argument("--filter", metavar="TEXT", default="", help=tr("in queue ID, sender or recipients"))
    listing.add_argument("--offset", type=int, default=0, metavar="N")
    listing.add_argument("--limit", type=int, default=1000, metavar="N")
    listing.set_defaults(run=_list)
    showing = verbs.add_parser("show", help=tr("one message: recipients, header, history"), parents=[common])
    showing.add_argument("id", metavar="ID")
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(run=_show)
    flushing = verbs.add_parser("flush", help=tr("try again now: one message, or all"), parents=[common])
    flushing.add_argument("id", metavar="ID", nargs="?", default="")
    flushing.set_defaults(run=_flush)
    for verb, words, run in (
        ("hold", tr("keep a message back"), _hold),
        ("release", tr("let a held message go"), _release),
        ("delete", tr("drop a message; nobody is told"), _delete),
    ):
        one = verbs.add_parser(verb, help=words, parents=[common])
        one.add_argument("id", metavar="ID")
        one.set_defaults(run=run)


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, QueueList(asked.offset, asked.limit, asked.filter))
    if asked.json:
        print_json(page.entries)
        return 0
    if not page.entries:
        print(tr("nothing matches") if page.total else tr("the queue is empty"))
    for entry in page.entries:
        _print_entry(entry)
    return 0


async def _show(asked: argparse.Namespace, folders: Folders) -> int:
    detail = await ask(folders, QueueShow(asked.id))
    if asked.json:
        print_json(detail)
        return 0
    if detail.entry is not None:
        _print_entry(detail.entry)
    else:
        print(tr("{queue_id}: no longer in the queue", queue_id=shown(asked.id)))
    if detail.header:
        print()
        for line in detail.header.rstrip("\n").split("\n"):
            print(f"    {shown(line.replace(chr(9), ' '))}")
    if detail.history:
        print()
        for event in detail.history:
            print(f"{moment(event.when)}  {shown(event.kind)}  {shown(event.text)}")
    return 0


async def _flush(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, QueueFlush(asked.id))).message))
    return 0


async def _hold(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, QueueHold(asked.id))).message))
    return 0


async def _release(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, QueueRelease(asked.id))).message))
    return 0


async def _delete(asked: argparse.Namespace, folders: Folders) -> int:
    print(said((await ask(folders, QueueDelete(asked.id))).message))
    return 0


def _print_entry(entry: QueueRow) -> None:
    state = {"active": tr("active"), "deferred": tr("deferred"), "hold": tr("hold")}.get(entry.state, entry.state)
    print(f"{entry.queue_id}  {state:8}  {octets(entry.size):>7}  {moment(entry.arrival)}  <{shown(entry.sender)}>")
    for recipient in entry.recipients:
        print(f"    <{shown(str(recipient.address))}>{_waits(recipient)}")


def _waits(recipient: QueueRecipient) -> str:
    if not recipient.attempts:
        return ""
    reason = f"{recipient.last_status} {shown(recipient.last_reason)}".strip()
    when = moment(recipient.next_attempt)
    tries = trn(
        "{n} attempt, next {when}: {reason}",
        "{n} attempts, next {when}: {reason}",
        recipient.attempts,
        when=when,
        reason=reason,
    )
    return f"  {tries}"
