"""Which messages a search means (RFC 3501 §6.4.4): asked by SEARCH, SORT, THREAD and live results alike.

A key is answered by the set of messages it holds for, among those still in
question. Of several keys the cheap are asked first, so that a body is looked
into only where flags, dates and sizes have not already said no.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, time
from time import time as clock
from typing import TYPE_CHECKING, Final, assert_never

from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.object_id import content_of, email_object_id, thread_of
from homemail.imap.wire.search_keys import (
    AllOf,
    ChangedBy,
    Comparison,
    Either,
    HasFlag,
    HasUid,
    HeaderHas,
    Identified,
    InternalDate,
    Larger,
    Not,
    Numbered,
    Recent,
    SaveDate,
    SearchKey,
    SentDate,
    TextHas,
    Within,
)
from homemail.mail.ids import Uid

if TYPE_CHECKING:
    from homemail.imap.session import Session

TEXTS: Final = 50  # messages whose text is asked of the store at once; up to TEXTS_MAX while that is quick
TEXTS_MAX: Final = 4000
QUICK: Final = 0.05  # seconds


class Finder:
    """One search; flags are read once for all its keys."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._view = session.view
        self._store = session.store.messages
        self._which = session.store.selection
        self._flagged: dict[str, list[Uid]] = {}

    async def matching(self, key: SearchKey, among: set[Uid]) -> set[Uid]:
        if not among:
            return set()
        match key:
            case AllOf(keys):
                for one in sorted(keys, key=_cost):
                    among = await self.matching(one, among)
                return among
            case Either(one, other):
                cheap, dear = sorted((one, other), key=_cost)
                found = await self.matching(cheap, among)
                return found | await self.matching(dear, among - found)
            case Not(one):
                return among - await self.matching(one, among)
            case HasFlag(flag):
                if flag not in self._flagged:
                    self._flagged[flag] = await self._which.with_flag(self._view.mailbox.id, flag)
                return among.intersection(self._flagged[flag])
            case Recent():
                return {uid for uid in among if self._view.is_recent(uid)}
            case Numbered(numbers):
                if self._session.enabled.uid_only and not numbers.saved:
                    raise SyntaxFault("Message numbers are not spoken of any more", "UIDREQUIRED")  # RFC 9586 §3.2
                return among.intersection(self._view.find_numbered(numbers))
            case HasUid(uids):
                return among.intersection(self._view.resolve(uids, by_uid=True))
            case InternalDate(comparison, day):
                since, before = _span(comparison, day)
                return among.intersection(await self._which.that_came(self._view.mailbox.id, since, before))
            case Larger(octets):
                return among.intersection(await self._which.larger_than(self._view.mailbox.id, octets))
            case Within(seconds):
                since = clock() - seconds
                return among.intersection(await self._which.that_came(self._view.mailbox.id, since, math.inf))
            case SaveDate(comparison, day):
                since, before = _span(comparison, day)
                return among.intersection(await self._which.that_were_saved(self._view.mailbox.id, since, before))
            case Identified(object_id, of_thread):
                return await (self._of_thread(object_id, among) if of_thread else self._of_email(object_id, among))
            case ChangedBy(modseq):
                return among.intersection(await self._which.changed_uids(self._view.mailbox.id, modseq - 1))
            case SentDate(comparison, day):
                return await self._sent(comparison, day, among)
            case HeaderHas(field, text):
                search = self._session.store.search
                return await self._ask(lambda uids: search.in_field(self._view.mailbox.id, uids, field, text), among)
            case TextHas(text, with_header):
                ask = self._session.store.search.in_text if with_header else self._session.store.search.in_body
                return await self._ask(lambda uids: ask(self._view.mailbox.id, uids, text), among)
            case other_key:
                assert_never(other_key)

    async def _of_email(self, object_id: str, among: set[Uid]) -> set[Uid]:
        content_id = content_of(object_id)
        if content_id is None:
            return set()
        rows = await self._store.with_content(self._view.mailbox.id, content_id)
        return among.intersection(row.uid for row in rows if email_object_id(row.content) == object_id)

    async def _of_thread(self, object_id: str, among: set[Uid]) -> set[Uid]:
        root, content_id = thread_of(object_id)
        roots = await self._session.store.ordering.thread_roots(self._view.mailbox.id, list(among))
        if content_id is not None:
            rows = await self._store.with_content(self._view.mailbox.id, content_id)
            return among.intersection(row.uid for row in rows if row.uid not in roots)
        return {uid for uid in among if roots.get(uid) == root and root is not None}

    async def _ask(self, search: Callable[[Sequence[int]], Awaitable[set[Uid]]], among: set[Uid]) -> set[Uid]:
        """Kept texts are looked through by the thousand; where they must be decoded, the client hears in between."""
        steady = asyncio.get_running_loop().time
        found: set[Uid] = set()
        uids, start, count = sorted(among), 0, TEXTS
        while start < len(uids):
            await self._session.still_working(start, len(uids))
            began = steady()
            found |= await search(uids[start : start + count])
            start += count
            count = min(2 * count, TEXTS_MAX) if steady() - began < QUICK else max(count // 2, TEXTS)
        return found

    async def _sent(self, comparison: Comparison, day: date, among: set[Uid]) -> set[Uid]:
        """RFC 3501 §6.4.4: the Date field, its time and zone left out. Without one, nothing is known to hold."""
        first = 0 if comparison is Comparison.BEFORE else day.toordinal()
        before = date.max.toordinal() + 1 if comparison is Comparison.SINCE else day.toordinal()
        if comparison is Comparison.ON:
            before += 1
        return among.intersection(await self._session.store.ordering.sent_days(self._view.mailbox.id, first, before))


def _cost(key: SearchKey) -> int:
    match key:
        case AllOf(keys):
            return max((_cost(one) for one in keys), default=0)
        case Either(one, other):
            return max(_cost(one), _cost(other))
        case Not(one):
            return _cost(one)
        case HasFlag():
            return 1
        case InternalDate() | SentDate() | SaveDate() | Within() | Larger() | ChangedBy() | Identified():
            return 2
        case HeaderHas():
            return 3
        case TextHas():
            return 4
        case _:
            return 0


def _span(comparison: Comparison, day: date) -> tuple[float, float]:
    """From when to when, in the time zone in which FETCH shows INTERNALDATE."""
    begins = datetime.combine(day, time(), UTC).timestamp()
    ends = begins + 86400.0
    match comparison:
        case Comparison.BEFORE:
            return -math.inf, begins
        case Comparison.ON:
            return begins, ends
        case Comparison.SINCE:
            return begins, math.inf
