"""The order of messages and their threads, read from keys that are kept ready.

A key is computed when it is first asked for, or behind the deliveries while
nothing else is to be done (`fill_some`): arrival costs nothing. So SORT of
100,000 messages is one scan and one sort inside SQLite, on a reader's thread.
"""

import json
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from homemail.mail.ids import MailboxId, Uid
from homemail.store.database import Database, Transaction
from homemail.store.errors import ContentGone
from homemail.store.headers import read_header
from homemail.store.kept_results import KeptResults, membership
from homemail.store.mailboxes import mailbox_by_id

if TYPE_CHECKING:
    from homemail.message.sort_keys import SortKeys
    from homemail.message.threads import Algorithm, Threads

T = TypeVar("T")

ROWS_AT_ONCE = 2000  # turned into columns at once
KEYS_AT_ONCE = 200  # computed in one go, so that other readers get their turn


class SortKey(Enum):
    """RFC 5256 §3 and RFC 5957 §3, by the column or expression that answers it."""

    ARRIVAL = "CAST(internal_date AS INTEGER)"
    CC = "cc_box"
    DATE = "COALESCE(sent, CAST(internal_date AS INTEGER))"  # RFC 5256 §2.2
    FROM = "from_box"
    SIZE = "size"
    SUBJECT = "subject"
    TO = "to_box"
    DISPLAYFROM = "from_name"
    DISPLAYTO = "to_name"


_OF_MESSAGE = frozenset((SortKey.ARRIVAL, SortKey.SIZE))


@dataclass(frozen=True, slots=True)
class SortBy:
    key: SortKey
    reverse: bool = False


class Ordering:
    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._filled: dict[MailboxId, int] = {}  # up to this mod-sequence all have their keys
        self._kept = KeptResults()
        self._behind = 0  # contents up to this one were looked at behind the deliveries

    async def sorted(self, mailbox_id: MailboxId, order: Sequence[SortBy]) -> Sequence[Uid]:
        """All messages; those that agree in every key by their UID (RFC 5256 §3). Raises NoSuchMailbox."""
        needs_keys = any(by.key not in _OF_MESSAGE for by in order)
        if needs_keys:
            await self._fill(mailbox_id)
        join = " LEFT JOIN sort_key ON sort_key.content_id = message.content_id" if needs_keys else ""
        words = ", ".join([by.key.value + (" DESC" if by.reverse else "") for by in order] + ["uid"])
        statement = f"SELECT uid FROM message{join} WHERE mailbox_id = ? ORDER BY {words}"  # noqa: S608, constants only

        def work(connection: sqlite3.Connection) -> Sequence[int]:
            version = membership(connection, mailbox_id)
            kept: Sequence[int] | None = self._kept.find(mailbox_id, words, version)
            if kept is not None:
                return kept
            uids = array("Q", [uid for (uid,) in connection.execute(statement, (mailbox_id,))])
            self._kept.keep(mailbox_id, words, version, uids, messages=len(uids))
            return uids

        return cast("Sequence[Uid]", await self._database.read(work))

    async def threads(
        self, mailbox_id: MailboxId, algorithm: "Algorithm", among: set[Uid], shape: "Callable[[Threads], T]"
    ) -> tuple[T, Sequence[int]]:
        """Threads of those messages, in the `shape` that the asker wants, and the UID behind each number.

        Raises NoSuchMailbox.
        """
        from homemail.message.threads import Threadables, thread  # loaded with the first command that threads

        await self._fill(mailbox_id)
        question = (algorithm, shape)

        def work(connection: sqlite3.Connection) -> tuple[T, Sequence[int]]:
            version = membership(connection, mailbox_id)
            kept: tuple[T, Sequence[int]] | None = self._kept.find(mailbox_id, question, version)
            if kept is not None and len(kept[1]) == len(among) and among.issuperset(kept[1]):
                return kept
            messages, uids, total = Threadables(), array("Q"), 0
            cursor = connection.execute(_THREADABLES, (mailbox_id,))
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                total += len(rows)
                rows = [row for row in rows if row[0] in among]
                if not rows:
                    continue
                some, sent, subjects, replies, message_ids, references = zip(*rows, strict=True)
                uids.extend(some)
                messages.sent.extend(sent)
                messages.subjects.extend(subjects)
                messages.replies.extend(replies)
                messages.message_ids.extend(message_ids)
                messages.references.extend([_unpacked(packed) if packed else () for packed in references])
            result = shape(thread(messages, algorithm)), uids
            if len(uids) == total:
                self._kept.keep(mailbox_id, question, version, result, messages=total)
            return result

        return await self._database.read(work)

    async def thread_roots(self, mailbox_id: MailboxId, uids: Sequence[int]) -> dict[int, int]:
        """By UID, the digest of the first Message-ID each refers to, or else of its own; none for who has neither."""
        await self._fill(mailbox_id)
        values = (mailbox_id, json.dumps(list(uids)))
        rows = await self._database.read(lambda connection: connection.execute(_ROOTS, values).fetchall())
        roots = {uid: _unpacked(references)[0] if references else own for uid, own, references in rows}
        return {uid: root for uid, root in roots.items() if root is not None}

    async def sent_days(self, mailbox_id: MailboxId, first: int, before: int) -> list[Uid]:
        """Messages whose Date field names one of these days, as `date.toordinal` counts them."""
        await self._fill(mailbox_id)
        statement = (
            "SELECT uid FROM message JOIN sort_key ON sort_key.content_id = message.content_id"
            " WHERE mailbox_id = ? AND sent_day >= ? AND sent_day < ?"
        )
        values = (mailbox_id, first, before)
        return await self._database.read(
            lambda connection: [uid for (uid,) in connection.execute(statement, values)],
        )

    def forget(self) -> None:
        """Nothing happens now: memory is given back."""
        self._kept.forget()

    async def fill_some(self, limit: int) -> int:
        """Keys of contents that came since the last call, the oldest first; how many there were."""

        def work(connection: sqlite3.Connection) -> tuple[list[int], int]:
            rows = connection.execute(_BEHIND, (self._behind, limit)).fetchall()
            highest = connection.execute("SELECT COALESCE(MAX(id), 0) FROM content").fetchone()[0]
            return [row[0] for row in rows], int(highest)

        missing, highest = await self._database.read(work)
        await self._compute(missing)
        self._behind = missing[-1] if len(missing) == limit else highest
        return len(missing)

    async def _fill(self, mailbox_id: MailboxId) -> None:
        """What is missing in a mailbox, looked for only among what came since it was last whole."""
        since = self._filled.get(mailbox_id, 0)

        def work(connection: sqlite3.Connection) -> tuple[int, list[int]]:
            highest = mailbox_by_id(connection, mailbox_id).highestmodseq
            if highest == since:
                return highest, []
            rows = connection.execute(
                "SELECT DISTINCT message.content_id FROM message"
                " LEFT JOIN sort_key ON sort_key.content_id = message.content_id"
                " WHERE mailbox_id = ? AND modseq > ? AND sort_key.content_id IS NULL",
                (mailbox_id, since),
            )
            return highest, [row[0] for row in rows]

        highest, missing = await self._database.read(work)
        await self._compute(missing)
        self._filled[mailbox_id] = highest

    async def _compute(self, content_ids: Sequence[int]) -> None:
        for start in range(0, len(content_ids), KEYS_AT_ONCE):
            some = content_ids[start : start + KEYS_AT_ONCE]
            computed = await self._database.read(partial(self._keys_of, content_ids=some))

            def keep(transaction: Transaction, rows: list[tuple[object, ...]] = computed) -> None:
                transaction.connection.executemany(_KEEP, rows)

            await self._database.write(keep)

    def _keys_of(self, connection: sqlite3.Connection, content_ids: Sequence[int]) -> list[tuple[object, ...]]:
        from homemail.message.sort_keys import sort_keys  # loaded with the first mailbox that is sorted

        rows: list[tuple[object, ...]] = []
        for content_id in content_ids:
            with suppress(ContentGone):
                header = read_header(connection, self._folder, content_id)
                rows.append((content_id, *_columns(sort_keys(header)), content_id))
        return rows


_BEHIND = (
    "SELECT DISTINCT content_id FROM message WHERE content_id > ?"
    " AND NOT EXISTS (SELECT 1 FROM sort_key WHERE sort_key.content_id = message.content_id)"
    " ORDER BY content_id LIMIT ?"
)
_KEEP = (
    "INSERT OR IGNORE INTO sort_key (content_id, sent, sent_day, subject, is_reply, from_box, to_box, cc_box,"
    " from_name, to_name, message_id, refs) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
    " WHERE EXISTS (SELECT 1 FROM content WHERE id = ?)"
)
_ROOTS = (
    "SELECT uid, message_id, substr(refs, 1, 8) FROM message JOIN sort_key ON sort_key.content_id = message.content_id"
    " WHERE mailbox_id = ? AND uid IN (SELECT value FROM json_each(?))"
)
_THREADABLES = (
    "SELECT uid, COALESCE(sent, CAST(internal_date AS INTEGER)), COALESCE(subject, x''), COALESCE(is_reply, 0),"
    " message_id, refs FROM message"
    " LEFT JOIN sort_key ON sort_key.content_id = message.content_id WHERE mailbox_id = ? ORDER BY uid"
)


def _columns(keys: "SortKeys") -> tuple[object, ...]:
    return (
        keys.sent, keys.sent_day, keys.subject, keys.is_reply, keys.from_box, keys.to_box, keys.cc_box,
        keys.from_name, keys.to_name, keys.message_id, array("q", keys.references).tobytes(),
    )  # fmt: skip


def _unpacked(references: bytes) -> "array[int]":
    numbers = array("q")
    numbers.frombytes(references)
    return numbers
