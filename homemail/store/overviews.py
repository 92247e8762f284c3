"""What is in a mailbox, as SELECT shows it, kept in memory while mailboxes are opened again and again.

What is kept is brought up to date by what has changed since, which the index of
mod-sequences tells without a walk through the messages. It is always true: each
answer is of the reader's own snapshot. Twelve octets a message, bounded for all
mailboxes together, and given up when nothing happens (`forget`).
"""

import json
import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import assert_never

from homemail.mail.flags import SEEN
from homemail.mail.ids import MailboxId, ModSeq, Uid
from homemail.store.database import Database
from homemail.store.errors import NoSuchMailbox
from homemail.store.flagsets import FlagSets
from homemail.store.values import FlagOp, Overview

KEPT_MESSAGES = 1_000_000  # of all kept mailboxes: 12 MB
FEW = 1000  # changes that are quicker followed than all is read anew
FEW_GONE = 100  # ranges of UIDs


@dataclass(frozen=True, slots=True)
class _Kept:
    """Readers share it, so nothing in it is ever altered."""

    highestmodseq: ModSeq
    uids: "array[int]"
    sets: "array[int]"  # of each message its set of flags
    counts: "Counter[int]"  # of messages by set
    first_unseen: int  # a place; the number of messages if all are seen

    def sets_of(self, uids: Sequence[int]) -> Collection[int] | None:
        """The sets of flags of those that are there; None if it takes long to say."""
        place = bisect_left(self.uids, uids[0])
        if self.uids[place : place + len(uids)] == array("Q", uids):
            return self.counts if len(uids) == len(self.uids) else set(self.sets[place : place + len(uids)])
        if len(uids) > FEW:
            return None
        places = [bisect_left(self.uids, uid) for uid in uids]
        return {
            self.sets[place]
            for place, uid in zip(places, uids, strict=True)
            if place < len(self.uids) and self.uids[place] == uid
        }


class Overviews:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._flag_sets = FlagSets()
        self._kept: OrderedDict[MailboxId, _Kept] = OrderedDict()
        self._lock = threading.Lock()  # readers run on several threads

    async def of(self, mailbox_id: MailboxId) -> Overview:
        """What SELECT needs, all of one moment. Raises NoSuchMailbox."""

        def work(connection: sqlite3.Connection) -> Overview:
            kept, is_claimed = self._current(connection, mailbox_id)
            sets = self._flag_sets.named(connection)
            flags = frozenset[str]().union(*(sets[number] for number in kept.counts))
            unseen = Uid(kept.uids[kept.first_unseen]) if kept.first_unseen < len(kept.uids) else None
            return Overview(kept.uids, flags, unseen, kept.highestmodseq, is_claimed)

        return await self._database.read(work)

    async def unaltered_by(
        self, mailbox_id: MailboxId, uids: Sequence[int], operation: FlagOp, flags: Iterable[str]
    ) -> frozenset[str] | None:
        """The flags as the messages have them, if the operation would change nothing about any; None if it may."""
        wanted = frozenset(flag.lower() for flag in flags)

        def work(connection: sqlite3.Connection) -> frozenset[str] | None:
            numbers = self._current(connection, mailbox_id)[0].sets_of(uids)
            if not numbers:
                return None
            sets = [self._flag_sets.named(connection)[number] for number in numbers]
            if not all(_is_done(operation, frozenset(map(str.lower, held)), wanted) for held in sets):
                return None
            return frozenset(flag for flag in sets[0] if flag.lower() in wanted)

        return await self._database.read(work)

    def sets_of(
        self, connection: sqlite3.Connection, mailbox_id: MailboxId, uids: Sequence[int]
    ) -> "array[int] | None":
        """Of each its set of flags, if they are all there and all that are there from the first to the last."""
        kept, _ = self._current(connection, mailbox_id)
        place = bisect_left(kept.uids, uids[0])
        if kept.uids[place : place + len(uids)] != array("Q", uids):
            return None
        return kept.sets[place : place + len(uids)]

    def forget(self) -> None:
        """Nothing happens now: memory is given back."""
        with self._lock:
            self._kept.clear()

    def _current(self, connection: sqlite3.Connection, mailbox_id: MailboxId) -> tuple[_Kept, bool]:
        """The mailbox in this snapshot, and whether all its messages are claimed as recent."""
        row = connection.execute(_MAILBOX, (mailbox_id,)).fetchone()
        if row is None:
            raise NoSuchMailbox("there is no such mailbox")
        highest, is_claimed = row
        kept = self._kept.get(mailbox_id)
        if kept is not None and kept.highestmodseq == highest:
            return kept, bool(is_claimed)
        fresh = None
        if kept is not None and kept.highestmodseq < highest:
            fresh = self._followed(connection, mailbox_id, kept, highest)
        fresh = fresh or self._read(connection, mailbox_id, highest)
        if kept is None or kept.highestmodseq < highest:
            self._keep(mailbox_id, fresh)
        return fresh, bool(is_claimed)

    def _keep(self, mailbox_id: MailboxId, fresh: _Kept) -> None:
        with self._lock:
            self._kept[mailbox_id] = fresh
            self._kept.move_to_end(mailbox_id)
            while sum(len(kept.uids) for kept in self._kept.values()) > KEPT_MESSAGES:
                self._kept.popitem(last=False)

    def _read(self, connection: sqlite3.Connection, mailbox_id: MailboxId, highest: ModSeq) -> _Kept:
        joined = connection.execute(_ALL, (mailbox_id,)).fetchone()
        uids, sets = array("Q", _numbers(joined[0])), array("I", _numbers(joined[1]))
        return self._made(connection, highest, uids, sets, Counter(sets), seen_before=0)

    def _followed(
        self, connection: sqlite3.Connection, mailbox_id: MailboxId, kept: _Kept, highest: ModSeq
    ) -> _Kept | None:
        """What is kept, brought up to date; None if so much has changed that it is better read."""
        values = (mailbox_id, kept.highestmodseq)
        changed = connection.execute(_CHANGED, (*values, FEW + 1)).fetchall()
        gone = connection.execute(_GONE, (*values, FEW_GONE + 1)).fetchall()
        if len(changed) > FEW or len(gone) > FEW_GONE:
            return None
        uids, sets, counts, seen_before = kept.uids[:], kept.sets[:], Counter(kept.counts), kept.first_unseen
        for first, last in gone:
            low, high = bisect_left(uids, first), bisect_left(uids, last + 1)
            counts.subtract(sets[low:high])
            del uids[low:high], sets[low:high]
            seen_before = min(seen_before, low)
        for uid, number in changed:
            place = bisect_left(uids, uid)
            if place == len(uids):
                uids.append(uid)
                sets.append(number)
            elif uids[place] == uid:
                counts[sets[place]] -= 1
                sets[place] = number
            else:
                return None
            counts[number] += 1
            seen_before = min(seen_before, place)
        return self._made(connection, highest, uids, sets, +counts, seen_before=seen_before)

    def _made(
        self,
        connection: sqlite3.Connection,
        highest: ModSeq,
        uids: "array[int]",
        sets: "array[int]",
        counts: "Counter[int]",
        *,
        seen_before: int,
    ) -> _Kept:
        """All messages before that place are seen."""
        names = self._flag_sets.named(connection)
        unseen = frozenset(number for number in counts if SEEN not in names[number])
        places = compress(count(seen_before), map(unseen.__contains__, sets[seen_before:])) if unseen else iter(())
        return _Kept(highest, uids, sets, counts, next(places, len(uids)))


def _numbers(joined: str | None) -> list[int]:
    numbers: list[int] = json.loads(f"[{joined or ''}]")
    return numbers


def _is_done(operation: FlagOp, held: frozenset[str], wanted: frozenset[str]) -> bool:
    match operation:
        case FlagOp.ADD:
            return wanted <= held
        case FlagOp.REMOVE:
            return wanted.isdisjoint(held)
        case FlagOp.REPLACE:
            return wanted == held
    assert_never(operation)


_MAILBOX = "SELECT highestmodseq, recent_from = uidnext FROM mailbox WHERE id = ?"
_ALL = (
    "SELECT group_concat(uid), group_concat(flag_set_id) FROM"
    " (SELECT uid, flag_set_id FROM message WHERE mailbox_id = ? ORDER BY uid)"
)
_CHANGED = "SELECT uid, flag_set_id FROM message WHERE mailbox_id = ? AND modseq > ? ORDER BY +uid LIMIT ?"
_GONE = "SELECT first_uid, last_uid FROM expunged WHERE mailbox_id = ? AND modseq > ? ORDER BY first_uid DESC LIMIT ?"
