"""Checks tried on the mail that passed lately: which messages they would touch, and by which line.

Nothing is changed. Of a message nothing is told but its envelope, its queue ID and the first line that matched. One
message is in memory at a time, searched on a thread within the time that real mail is given.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.access.networks import TrustedNetworks
from homemail.admin.filters import of_scope, table_named
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.filters import FilterRecent, RecentTrial, Touched
from homemail.mail.sentence import Sentence, words_of
from homemail.message.fields import parse_header, split, split_fields
from homemail.message.trace import parse_stamp
from homemail.queue.intake import SettingsSource
from homemail.queue.kept import HEADER_MAX
from homemail.routing.content_checks import BODY_MAX, looked_at
from homemail.routing.header_checks import deciding, unfold
from homemail.settings.declaration import about
from homemail.settings.kinds import Unacceptable, check
from homemail.settings.model import HeaderCheck
from homemail.store.errors import ContentGone
from homemail.store.latest import Latest
from homemail.store.store import Store

COUNT_MAX = 1000
PATIENCE = 1.0  # seconds of one call
_BEGINNING = 64 * 1024  # octets that hold most headers
_PATTERN = about(HeaderCheck.__dataclass_fields__["pattern"])


@dataclass(frozen=True, slots=True)
class _Origin:
    queue_id: str
    is_house: bool
    stamps: int  # fields that were written when it came in


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the checks found in one message; `wants`: so many octets have to be read first."""

    touched: tuple[Touched, ...] = ()
    stopped: tuple[int, ...] = ()
    goes_this_way: bool = False
    wants: int = 0


class RecentMailDesk:
    def __init__(self, store: Store, settings: SettingsSource) -> None:
        self._store = store
        self._settings = settings

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(FilterRecent, self.trial)

    async def trial(self, request: FilterRecent) -> RecentTrial:
        table, checks = table_named(request.table), of_scope(request.checks, request.scope)
        for asked in request.checks:
            _must_be_a_pattern(asked.pattern)
        until = time.monotonic() + PATIENCE
        count, outgoing = max(1, min(request.count, COUNT_MAX)), request.scope == "outgoing"
        messages = await self._store.latest.newest(count, queued=outgoing)
        done = _place(request.after, messages)
        touched: list[Touched] = []
        stopped: set[int] = set()
        looked = 0
        while done < len(messages):
            found = await self._look_into(messages[done], request, table, checks)
            done += 1
            looked += found.goes_this_way
            stopped.update(found.stopped)
            touched.extend(found.touched)
            if time.monotonic() >= until:
                break
        after = "" if done >= len(messages) else str(messages[done - 1].content.content_id)
        return RecentTrial(tuple(touched), looked, done, len(messages), tuple(sorted(stopped)), after)

    async def _look_into(
        self, one: Latest, request: FilterRecent, table: str, checks: Sequence[tuple[int, HeaderCheck]]
    ) -> _Looked:
        found = _Looked(wants=_BEGINNING if table == "header_checks" else _BEGINNING + BODY_MAX)
        while found.wants:
            try:
                octets = await self._store.contents.read(one.content, 0, found.wants)
            except ContentGone:  # expunged, or delivered, meanwhile
                return _Looked()
            found = await asyncio.to_thread(self._look, octets, one, request, table, checks)
        return found

    def _look(
        self, octets: bytes, one: Latest, request: FilterRecent, table: str, checks: Sequence[tuple[int, HeaderCheck]]
    ) -> _Looked:
        part = split(octets)
        if part.body_offset == len(octets) < min(one.content.size, HEADER_MAX):
            return _Looked(wants=HEADER_MAX)
        fields = split_fields(part.header)
        origin = self._origin(fields, one)
        # At departure the queue's header is looked at, stamp and all; everything else when it comes in.
        leaves = one.is_sent or bool(one.queue_id) or (origin.is_house and table != "header_checks")
        if leaves is not (request.scope == "outgoing") or (origin.is_house and not leaves):
            return _Looked()
        if table == "header_checks":
            lines = [field.raw for field in parse_header(part.header).fields]
            lines = lines if one.queue_id else lines[origin.stamps :]
        else:
            end = part.body_offset + BODY_MAX + 1
            if len(octets) < min(one.content.size, end):
                return _Looked(wants=end)
            begin = sum(map(len, fields[: origin.stamps]))
            lines = [raw for raw in looked_at(octets[begin:end], text=table == "body_checks") if raw.strip()]
        numbers, stopped = deciding(lines, checks)
        return _Looked(tuple(_touched(one, origin, lines, numbers, request.number)), stopped, True)

    def _origin(self, fields: Sequence[bytes], one: Latest) -> _Origin:
        for at, raw in enumerate(fields[:10]):
            if raw[:9].lower() == b"received:":
                if stamp := parse_stamp(raw):
                    house = not stamp.client_ip or stamp.protocol.endswith("A") or self._trusts(stamp.client_ip)
                    return _Origin(one.queue_id or stamp.queue_id, house, at + 1)
                break
        return _Origin(one.queue_id, one.is_sent, 0)

    def _trusts(self, ip: str) -> bool:
        return TrustedNetworks(self._settings.current.access.trusted_networks).contains(ip)


def _must_be_a_pattern(pattern: str) -> None:
    try:
        check(_PATTERN, pattern)
    except Unacceptable as fault:
        raise Refused(Kind.INVALID, words_of(fault)) from None


def _place(after: str, messages: Sequence[Latest]) -> int:
    """How many of the messages come before the place where a call ended; newer ones that came meanwhile too."""
    if not after:
        return 0
    for number, one in enumerate(messages, 1):
        if str(one.content.content_id) == after:
            return number
    raise Refused(Kind.NOT_FOUND, Sentence("the mail has changed meanwhile; begin again"))


def _touched(
    one: Latest, origin: _Origin, lines: Sequence[bytes], numbers: Sequence[int], wanted: int
) -> list[Touched]:
    deciding_now = [(raw, number) for raw, number in zip(lines, numbers, strict=True) if number]
    if wanted:
        deciding_now = [found for found in deciding_now if found[1] == wanted]
    if not deciding_now:
        return []
    raw, first = deciding_now[0]
    copy = parse_header(one.prefix)
    sender = one.reverse_path or (copy.text("Return-Path") or "").strip().strip("<>") or (one.is_sent and one.account)
    recipient = one.recipient or (copy.text("Delivered-To") or "").strip() or ("" if one.is_sent else one.account)
    how_many = sum(number == first for _, number in deciding_now)
    return [Touched(one.moment, sender or "", recipient, origin.queue_id, unfold(raw), first, how_many)]
