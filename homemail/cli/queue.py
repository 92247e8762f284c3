"""`homemail queue`: what waits, and one message with every attempt; what may be done about it is in queue_verbs.py."""

import argparse
from typing import Any

from homemail.cli import queue_verbs
from homemail.cli.ask import ask, ask_engine
from homemail.cli.service import offline_words
from homemail.cli.table import moment, octets, print_json, print_rows, shown
from homemail.control.errors import EngineAbsent
from homemail.control.methods.engine import Status
from homemail.control.methods.queue import AttemptRow, QueueList, QueueRecipient, QueueRow, QueueShow
from homemail.settings.folders import Folders
from homemail.speech.language import tr, trn


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    words = tr("list and show what waits; flush, hold, release, delete, give up, send another way, edit recipients")
    queue = commands.add_parser("queue", help=words, parents=[common])
    verbs = queue.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help=tr("what waits, oldest first"), parents=[common])
    listing.add_argument("--json", action="store_true")
    listing.add_argument("--filter", metavar="TEXT", default="", help=tr("in queue ID, sender or recipients"))
    listing.add_argument("--limit", type=int, default=1000, metavar="N")
    where = listing.add_mutually_exclusive_group()
    where.add_argument("--after", metavar="ID", default="", help=tr("what came after this message"))
    where.add_argument("--before", metavar="ID", default="", help=tr("what came before this message"))
    where.add_argument("--last", action="store_true", help=tr("the newest"))
    listing.set_defaults(run=_list)
    showing = verbs.add_parser("show", help=tr("one message: recipients, header, attempts, history"), parents=[common])
    showing.add_argument("id", metavar="ID")
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(run=_show)
    queue_verbs.declare(verbs, common)


async def _list(asked: argparse.Namespace, folders: Folders) -> int:
    page = await ask(folders, QueueList(asked.after, asked.limit, asked.filter, before=asked.before, last=asked.last))
    if asked.json:
        print_json(page.entries)
        return 0
    if not page.entries:
        print(tr("nothing matches") if page.total else tr("the queue is empty"))
    elif offline := await _offline(folders):
        print(offline)
    for entry in page.entries:
        _print_entry(entry)
    if page.more and not (asked.before or asked.last):
        print(tr("there is more: --after {queue_id}", queue_id=page.entries[-1].queue_id))
    elif page.more:
        print(tr("there is more: --before {queue_id}", queue_id=page.entries[0].queue_id))
    return 0


async def _offline(folders: Folders) -> str:
    """What keeps all of it waiting; nothing is delivered either where no engine runs, and that is known."""
    try:
        status = await ask_engine(folders, Status())
    except EngineAbsent:
        return ""
    return offline_words(status) if status.offline else ""


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
    if detail.attempts:
        print()
        heads = (tr("Tried"), tr("Recipient"), tr("Took"), tr("Server"), tr("TLS"), tr("At"), tr("Next try"),
                 tr("Answer"))  # fmt: skip
        print_rows([_attempt_cells(one) for one in detail.attempts], heads)
    return 0


def _attempt_cells(one: AttemptRow) -> tuple[str, ...]:
    answer = " ".join(part for part in (str(one.code or ""), one.enhanced, one.text) if part)
    return (
        moment(one.when),
        one.recipient,
        tr("{n} s", n=f"{one.duration:.2f}"),
        _server(one),
        _tls(one),
        one.step or "–",
        "–" if one.retry_at is None else moment(one.retry_at),
        answer or f"{one.status} {shown(one.reason)}",
    )


def _server(one: AttemptRow) -> str:
    if not one.host:
        return "–"
    return f"{one.host}[{one.address}]:{one.port}" if one.address != one.host else f"{one.host}:{one.port}"


def _tls(one: AttemptRow) -> str:
    if not one.host:
        return "–"
    if not one.tls_version:
        return tr("none ({policy})", policy=one.policy)
    values = {"version": one.tls_version, "cipher": one.tls_cipher, "policy": one.policy}
    if one.tls_verified:
        return tr("{version} {cipher}, verified ({policy})", **values)
    return tr("{version} {cipher} ({policy})", **values)


def _print_entry(entry: QueueRow) -> None:
    state = {"active": tr("active"), "deferred": tr("deferred"), "hold": tr("hold")}.get(entry.state, entry.state)
    print(f"{entry.queue_id}  {state:8}  {octets(entry.size):>7}  {moment(entry.arrival)}  <{shown(entry.sender)}>")
    for recipient in entry.recipients:
        print(f"    <{shown(str(recipient.address))}>{_waits(recipient)}{_route(recipient)}")


def _route(recipient: QueueRecipient) -> str:
    return "  " + tr("by {way}", way=shown(recipient.route)) if recipient.route else ""


def _waits(recipient: QueueRecipient) -> str:
    reason = f"{recipient.last_status} {shown(recipient.last_reason)}".strip()
    when = moment(recipient.next_attempt)
    if not recipient.attempts:  # put off with others whose next hop does not answer, or quite new
        return "  " + tr("not tried yet, next {when}: {reason}", when=when, reason=reason) if reason else ""
    tries = trn(
        "{n} attempt, next {when}: {reason}",
        "{n} attempts, next {when}: {reason}",
        recipient.attempts,
        when=when,
        reason=reason,
    )
    return f"  {tries}"
