"""The queue's entries and recipients on disk: what is due, and what became of it.

A recipient leaves its entry in the transaction that records its outcome; the
entry leaves with its last recipient. Nothing is claimed here: the queue manager
tells what it is already working on, so a crash leaves no lease behind.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, TypeVar

from homemail.mail.address import ReversePath
from homemail.mail.envelope import Body, Notify, Origin, Ret
from homemail.mail.ids import ContentId, QueueId, RecipientId
from homemail.mail.outcome import Action
from homemail.mail.sentence import Sentence, packed, unpacked
from homemail.store.attempts import Tried, note_attempts, reason_of
from homemail.store.changes import QueueChanged
from homemail.store.contents import read_copy
from homemail.store.database import Database, Transaction
from homemail.store.errors import ContentGone
from homemail.store.history import note
from homemail.store.intake import Intake, restored, restored_address, stored, write_acceptance
from homemail.store.turns import RECIPIENT, count_due, earliest, take_turns
from homemail.store.values import (
    Acceptance,
    Clock,
    ContentRef,
    QueueCounts,
    QueuedRecipient,
    QueueEntry,
    Settled,
    Settlement,
)

T = TypeVar("T")

_ENTRY = (
    "SELECT queue_id, content_id, arrival, reverse_path, envid, ret, body, smtputf8, size, hold, delay_warned,"
    " origin, account, client, message_id, subject FROM entry"
)


_PAGE = (
    " WHERE queue_id > ?1 AND queue_id < ?2 AND (?3 = ''"
    " OR instr(lower(queue_id || ' ' || reverse_path), ?3) OR EXISTS (SELECT 1 FROM recipient"
    " WHERE recipient.queue_id = entry.queue_id AND instr(lower(address || ' ' || original), ?3)))"
    " ORDER BY queue_id"
)
BEHIND_ALL = "~"  # no queue id comes after it


class Queue:
    def __init__(self, database: Database, intake: Intake, content: Path, clock: Clock) -> None:
        self._database = database
        self._content = content
        self._intake = intake
        self._clock = clock
        self._turn = ""  # the sender whose turn was the last

    async def due(
        self, now: float, limit: int, exclude: Collection[RecipientId] = (), passed_over: Collection[str] = ()
    ) -> list[QueuedRecipient]:
        """Recipients whose time has come: senders take turns, and of each the longest waiting goes first.

        None that is held, in `exclude`, or of a sender who is `passed_over`.
        """
        begin, known, others = self._turn, frozenset(exclude), frozenset(passed_over)
        found, self._turn = await self._database.read(
            lambda connection: take_turns(connection, now, limit, exclude=known, passed_over=others, begin=begin)
        )
        return [_recipient(row) for row in found]

    async def next_due(self, exclude: Collection[RecipientId] = (), passed_over: Collection[str] = ()) -> float | None:
        """When the next recipient is due; None while nothing waits. For whom not to think of, see `due`."""
        known, others = frozenset(exclude), frozenset(passed_over)
        return await self._database.read(lambda connection: earliest(connection, known, others))

    async def outlived(
        self, arrival: float, limit: int, exclude: Collection[RecipientId] = ()
    ) -> list[QueuedRecipient]:
        """Recipients of messages that arrived at `arrival` or before, the oldest first."""
        statement = RECIPIENT + (  # noqa: S608, constants only
            " WHERE hold = 0 AND queue_id IN (SELECT queue_id FROM entry WHERE arrival <= ? ORDER BY arrival LIMIT ?)"
            " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?"
        )
        values = (arrival, limit, json.dumps(list(exclude)), limit)
        return await self._database.read(
            lambda connection: [_recipient(row) for row in connection.execute(statement, values)]
        )

    async def entry(self, queue_id: QueueId) -> QueueEntry | None:
        found = await self._entries(f"{_ENTRY} WHERE queue_id = ?", (queue_id,))
        return found[0] if found else None

    async def loaded(self, queue_ids: Collection[QueueId], head: int) -> dict[QueueId, tuple[QueueEntry, bytes | None]]:
        """Entries with the first `head` octets of their contents, in one go; None for a content that is missing."""

        def work(connection: sqlite3.Connection) -> dict[QueueId, tuple[QueueEntry, bytes | None]]:
            statement = f"{_ENTRY} WHERE queue_id IN (SELECT value FROM json_each(?))"  # noqa: S608, constants only
            found: dict[QueueId, tuple[QueueEntry, bytes | None]] = {}
            for row in connection.execute(statement, (json.dumps(list(queue_ids)),)).fetchall():
                entry = _entry(connection, row)
                try:
                    octets = read_copy(connection, self._content, entry.content, 0, head)
                except ContentGone:
                    octets = None
                found[entry.queue_id] = (entry, octets)
            return found

        return await self._database.read(work)

    async def page(
        self, after: str = "", limit: int = 100, filter: str = "", *, before: str = "", last: bool = False
    ) -> list[QueueEntry]:
        """Oldest first, behind or right before a queue id; `filter` is a piece of a queue id, sender or recipient."""
        backward = last or bool(before)
        statement = _ENTRY + _PAGE + (" DESC" if backward else "") + " LIMIT ?4"
        found = await self._entries(statement, (after, before or BEHIND_ALL, filter.lower(), limit))
        return found[::-1] if backward else found

    async def _entries(self, statement: str, values: Sequence[Any]) -> list[QueueEntry]:
        def work(connection: sqlite3.Connection) -> list[QueueEntry]:
            return [_entry(connection, row) for row in connection.execute(statement, values).fetchall()]

        return await self._database.read(work)

    async def counts(self) -> QueueCounts:
        """Entries that are held, that are due or under way, and that wait for their next attempt.

        Cheap however many wait: indexes hold what is counted.
        """
        now = self._clock()

        def work(connection: sqlite3.Connection) -> QueueCounts:
            statement = "SELECT (SELECT COUNT(*) FROM entry), (SELECT COUNT(*) FROM entry WHERE hold = 1)"
            total, hold = connection.execute(statement).fetchone()
            active = count_due(connection, now)
            return QueueCounts(active, max(0, total - hold - active), hold)

        return await self._database.read(work)

    async def settle(
        self, queue_id: QueueId, outcomes: Sequence[Settlement], *, also: Acceptance | None = None
    ) -> Settled:
        """Record outcomes, and accept the DSN they call for, in one transaction."""

        def work(transaction: Transaction, also: Acceptance | None) -> Settled:
            now = self._clock()
            tried = [self._settle_one(transaction, queue_id, settlement) for settlement in outcomes]
            note_attempts(transaction, queue_id, now, [one for one in tried if one is not None])
            if also is not None:
                write_acceptance(transaction, also, now)
            removed = _remove_if_done(transaction, queue_id, now)
            transaction.publish(QueueChanged((queue_id,), is_sooner=not removed))
            return Settled(removed)

        return await self._write_with(also, work)

    def _settle_one(self, transaction: Transaction, queue_id: QueueId, settlement: Settlement) -> Tried | None:
        """What is to be noted of it."""
        outcome = settlement.outcome
        if outcome.action is not Action.DELAYED:
            row = transaction.execute(
                "DELETE FROM recipient WHERE id = ? AND queue_id = ? RETURNING address",
                (settlement.recipient_id, queue_id),
            ).fetchone()
        elif settlement.next_attempt is None:
            raise ValueError("a delayed recipient needs the time of its next attempt")
        else:
            row = transaction.execute(
                "UPDATE recipient SET attempts = attempts + ?, next_attempt = ?, last_status = ?, last_reason = ?,"
                " last_remote = ? WHERE id = ? AND queue_id = ? RETURNING address",
                (
                    settlement.is_tried,
                    settlement.next_attempt,
                    str(outcome.status),
                    stored(packed(reason_of(outcome))),
                    stored(outcome.remote_mta),
                    settlement.recipient_id,
                    queue_id,
                ),
            ).fetchone()
        if not settlement.is_tried:
            return None
        address = restored(row[0]) if row is not None else settlement.address  # the operator deleted it meanwhile
        return (address, outcome, settlement.duration, settlement.next_attempt) if address else None

    async def set_hold(self, queue_id: QueueId, hold: bool) -> None:
        """One entry, by a header check; an operator's are in queue_edits.py."""

        def work(transaction: Transaction) -> None:
            transaction.execute("UPDATE entry SET hold = ? WHERE queue_id = ?", (hold, queue_id))
            transaction.execute("UPDATE recipient SET hold = ? WHERE queue_id = ?", (hold, queue_id))
            words = Sentence("held by the operator") if hold else Sentence("released by the operator")
            note(transaction, queue_id, self._clock(), [("queue", words)])
            transaction.publish(QueueChanged((queue_id,)))

        await self._database.write(work)

    async def flush(self, queue_id: QueueId | None, now: float) -> None:
        """Make one entry's recipients, or with None all, due now, in the order in which the messages arrived."""
        await self._bring_forward(":queue_id IS NULL OR queue_id = :queue_id", queue_id, now, is_flush=True)

    async def flush_unreached(self, now: float) -> None:
        """Make due what waits because nobody was reached, in the order of arrival: RFC 3463 §3.5, X.4.z."""
        await self._bring_forward("next_attempt > :now AND last_status LIKE '4.4.%'", None, now, is_flush=False)

    async def _bring_forward(self, which: str, queue_id: QueueId | None, now: float, *, is_flush: bool) -> None:
        def work(transaction: Transaction) -> None:
            rows = transaction.connection.execute(
                "UPDATE recipient SET next_attempt ="  # noqa: S608, constants only
                " min(:now, (SELECT arrival FROM entry WHERE entry.queue_id = recipient.queue_id))"
                f" WHERE {which} RETURNING queue_id",
                {"now": now, "queue_id": queue_id},
            ).fetchall()
            if rows:
                touched = tuple(dict.fromkeys(QueueId(row[0]) for row in rows))
                transaction.publish(QueueChanged(touched, is_flush=is_flush))

        await self._database.write(work)

    async def follow_clock(self, now: float, by: float) -> None:
        """The clock was set by so much, and says `now`: ages stay what they were, and nobody waits longer for it.

        Only what the clock of before can have written moves: after a start with a wrong clock there is both.
        """

        def work(transaction: Transaction) -> None:
            if by > 0:
                transaction.execute("UPDATE entry SET arrival = arrival + ? WHERE arrival <= ?", (by, now - by))
                return
            transaction.execute("UPDATE entry SET arrival = arrival + ? WHERE arrival > ?", (by, now))
            statement = "UPDATE recipient SET next_attempt = next_attempt + ? WHERE next_attempt > ?"
            transaction.execute(statement, (by, now))

        await self._database.write(work)

    async def expect_before(self, latest: float, now: float) -> int:
        """Nobody waits beyond `latest`: who would is due now; how many recipients that was."""
        statement = "UPDATE recipient SET next_attempt = ? WHERE next_attempt > ?"
        return await self._database.write(lambda transaction: transaction.execute(statement, (now, latest)).rowcount)

    async def flush_domain(self, domain: str, now: float, *, below: bool) -> int:
        """Make due what waits for a domain, or for all domains below it too; how many recipients that was."""

        def work(transaction: Transaction) -> int:
            rows = transaction.execute(
                "UPDATE recipient SET next_attempt = ?1 WHERE next_attempt > ?1 AND hold = 0"
                " AND (substr(lower(address), -length(?2) - 1) = '@' || ?2"
                " OR (?3 AND substr(lower(address), -length(?2) - 1) = '.' || ?2)) RETURNING queue_id",
                (now, domain, below),
            ).fetchall()
            if rows:
                transaction.publish(QueueChanged(tuple({QueueId(row[0]) for row in rows}), is_flush=True))
            return len(rows)

        return await self._database.write(work)

    async def mark_delay_warned(self, queue_id: QueueId, also: Acceptance | None = None) -> bool:
        """The sender has been told of the delay, by `also`, in the same transaction; False if he had been before."""

        def work(transaction: Transaction, also: Acceptance | None) -> bool:
            statement = "UPDATE entry SET delay_warned = 1 WHERE queue_id = ? AND delay_warned = 0"
            if transaction.execute(statement, (queue_id,)).rowcount == 0:
                return False
            if also is not None:
                write_acceptance(transaction, also, self._clock())
            transaction.publish(QueueChanged((queue_id,)))
            return True

        return await self._write_with(also, work)

    async def _write_with(self, also: Acceptance | None, work: Callable[[Transaction, Acceptance | None], T]) -> T:
        if also is None:
            return await self._database.write(lambda transaction: work(transaction, None), is_patient=True)
        async with self._intake.ready(also) as ready:
            return await self._database.write(lambda transaction: work(transaction, ready))


def _touched(transaction: Transaction, queue_id: QueueId | None) -> tuple[QueueId, ...]:
    rows = transaction.execute("SELECT queue_id FROM entry WHERE ?1 IS NULL OR queue_id = ?1", (queue_id,))
    return tuple(QueueId(row[0]) for row in rows)


def _remove_if_done(transaction: Transaction, queue_id: QueueId, now: float) -> bool:
    row = transaction.execute(
        "DELETE FROM entry WHERE queue_id = ?1 AND NOT EXISTS (SELECT 1 FROM recipient WHERE queue_id = ?1)"
        " RETURNING content_id",
        (queue_id,),
    ).fetchone()
    if row is None:
        return False
    transaction.execute("INSERT OR IGNORE INTO orphan (content_id, since) VALUES (?, ?)", (row[0], now))
    return True


def _recipient(row: Sequence[Any]) -> QueuedRecipient:
    number, queue_id, address, original, notify, orcpt, attempts, next_attempt, *last = row
    status, reason, remote, sender, route = last
    return QueuedRecipient(
        RecipientId(number),
        QueueId(queue_id),
        restored_address(address),
        restored_address(original),
        frozenset(Notify(word) for word in notify.split(",") if word),
        None if orcpt is None else restored(orcpt),
        attempts,
        next_attempt,
        status,
        unpacked(restored(reason)),
        restored(remote),
        sender,
        route,
    )


def _entry(connection: sqlite3.Connection, row: Sequence[Any]) -> QueueEntry:
    queue_id, content_id, arrival, reverse_path, envid, ret, body, smtputf8, size, hold, warned, *rest = row
    origin, account, client, message_id, subject = rest
    path = restored(reverse_path)
    recipients = connection.execute(f"{RECIPIENT} WHERE queue_id = ? ORDER BY id", (queue_id,))
    return QueueEntry(
        QueueId(queue_id),
        ContentRef(ContentId(content_id), b"", size),
        arrival,
        ReversePath(restored_address(path)) if path else ReversePath.null(),
        None if envid is None else restored(envid),
        None if ret is None else Ret(ret),
        Body(body),
        bool(smtputf8),
        size,
        bool(hold),
        bool(warned),
        Origin(origin),
        account,
        restored(client),
        restored(message_id),
        restored(subject),
        tuple(_recipient(recipient) for recipient in recipients),
    )
