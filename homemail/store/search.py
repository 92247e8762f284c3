"""Text search: the decoded text of a message, case and accents folded, holds the needle or not.

That text is kept beside the content, made behind the deliveries (`fill_some`)
or by the first search that meets the message. So a search is one scan of ready
octets, which finds a needle of any length, one letter of Chinese too. What is
not kept (yet, or at all: see message/kept_text.py) is decoded on the spot, so
that every answer is whole.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from homemail.mail.ids import MailboxId, Uid
from homemail.message.fields import parse_header
from homemail.message.kept_text import holds_in_field, kept_body, kept_header, octets_of
from homemail.message.searchtext import field_text, fold, iter_body_text, iter_header_text
from homemail.store.database import Database, Transaction
from homemail.store.disk import Disk
from homemail.store.errors import ContentGone, StoreError
from homemail.store.headers import read_header
from homemail.store.opened import opened

DECODED_AT_ONCE = 50  # messages, so that other readers get their turn
SAMPLE = 50  # bodies by which it is judged whether many have a word
FILLED_OCTETS = 16 * 1024 * 1024  # of contents that one `fill_some` looks into, about
_KEPT_AT_ONCE = 1024 * 1024  # octets of texts written in one transaction, about

Missing = tuple[int, int, bytes]  # uid, content id, prefix


@dataclass(frozen=True, slots=True)
class _Question:
    """`name`: only in fields of that name (lower case)."""

    wanted: str
    in_header: bool
    in_body: bool
    name: str | None = None

    @property
    def octets(self) -> bytes | None:
        """What to find in kept texts; None for what could begin in one piece of theirs and end in the next."""
        return None if "\0" in self.wanted else octets_of(self.wanted)

    def finds_in_header(self, octets: bytes, kept: bytes, prefix: bytes) -> bool:
        """In kept texts: of the content's header, and of what a copy has in front of it."""
        return self._finds(octets, kept) or (prefix != b"" and self._finds(octets, _prefix_text(prefix)))

    def _finds(self, octets: bytes, kept: bytes) -> bool:
        return octets in kept and (self.name is None or holds_in_field(kept, self.name, octets))

    def is_in_header(self, header: bytes) -> bool:
        fields = [found for found in parse_header(header).fields if found.name]
        if self.name is None:
            return any(self.wanted in fold(f"{found.name}: {field_text(found)}") for found in fields)
        return any(found.is_named(self.name) and self.wanted in fold(field_text(found)) for found in fields)


@dataclass(slots=True)
class _Made:
    """Texts to be kept, by content."""

    headers: dict[int, bytes | None] = field(default_factory=dict)
    bodies: dict[int, bytes | None] = field(default_factory=dict)

    @property
    def octets(self) -> int:
        return sum(len(text or b"") for texts in (self.headers, self.bodies) for text in texts.values())

    def add(self, other: "_Made") -> None:
        self.headers |= other.headers
        self.bodies |= other.bodies


class Search:
    """For some messages at a time: the caller sees to its client between one call and the next."""

    def __init__(self, database: Database, folder: Path, disk: Disk) -> None:
        self._database = database
        self._folder = folder
        self._disk = disk
        self._behind = 0  # contents up to this one were looked at behind the deliveries

    async def in_body(self, mailbox_id: MailboxId, uids: Sequence[int], needle: str) -> set[Uid]:
        return await self._ask(mailbox_id, uids, _Question(fold(needle), in_header=False, in_body=True))

    async def in_text(self, mailbox_id: MailboxId, uids: Sequence[int], needle: str) -> set[Uid]:
        """In the header or in the body."""
        return await self._ask(mailbox_id, uids, _Question(fold(needle), in_header=True, in_body=True))

    async def in_field(self, mailbox_id: MailboxId, uids: Sequence[int], name: str, needle: str) -> set[Uid]:
        """In a header field of that name; an empty needle asks only whether there is one."""
        if not name or ":" in name:  # no field is called that
            return set()
        question = _Question(fold(needle), in_header=True, in_body=False, name=name.lower())
        return await self._ask(mailbox_id, uids, question)

    async def _ask(self, mailbox_id: MailboxId, uids: Sequence[int], question: _Question) -> set[Uid]:
        """`uids` ascend."""
        if not uids:
            return set()
        found, missing = await self._database.read(partial(_scan, mailbox_id=mailbox_id, uids=uids, question=question))
        made = _Made()
        for start in range(0, len(missing), DECODED_AT_ONCE):
            some = missing[start : start + DECODED_AT_ONCE]
            also, new = await self._database.read(partial(self._look_into, some=some, question=question))
            found |= also
            made.add(new)
            if made.octets > _KEPT_AT_ONCE:
                await self._keep(made)
                made = _Made()
        await self._keep(made)
        return found

    def _look_into(
        self, connection: sqlite3.Connection, some: Sequence[Missing], question: _Question
    ) -> tuple[set[Uid], _Made]:
        found: set[Uid] = set()
        made = _Made()
        for missing in some:
            with suppress(ContentGone):
                if self._is_in(connection, missing, question, made):
                    found.add(Uid(missing[0]))
        return found, made

    def _is_in(self, connection: sqlite3.Connection, missing: Missing, question: _Question, made: _Made) -> bool:
        _, content_id, prefix = missing
        octets, is_there = question.octets, False
        if question.in_body:
            with opened(connection, self._folder, content_id, prefix) as content:
                kept = None
                if _is_new(connection, "body_text", content_id):
                    kept = made.bodies[content_id] = kept_body(content.octets, content.tree)
                if kept is not None and octets is not None:
                    is_there = octets in kept
                else:
                    texts = iter_body_text(content.octets, content.tree)
                    is_there = any(question.wanted in fold(text) for text in texts)
                header = content.octets[: content.tree.body_start]
        else:
            header = prefix + read_header(connection, self._folder, content_id)
        if question.in_header:
            kept = None
            if _is_new(connection, "header_text", content_id):
                kept = made.headers[content_id] = kept_header(header[len(prefix) :])
            if kept is not None and octets is not None:
                return is_there or question.finds_in_header(octets, kept, prefix)
            return is_there or question.is_in_header(header)
        return is_there

    async def fill_some(self, limit: int) -> int:
        """Texts of contents that came since the last call, the oldest first; how many there were."""

        def work(connection: sqlite3.Connection) -> tuple[list[int], int]:
            rows = connection.execute(_BEHIND, (self._behind, limit)).fetchall()
            highest = connection.execute("SELECT COALESCE(MAX(id), 0) FROM content").fetchone()[0]
            octets, missing = 0, []
            for content_id, size in rows:
                octets += size
                missing.append(content_id)
                if octets > FILLED_OCTETS:
                    break
            is_all = len(missing) == len(rows) < limit
            return missing, int(highest) if is_all else missing[-1]

        missing, reached = await self._database.read(work)
        everything = _Question("", in_header=True, in_body=True)
        for start in range(0, len(missing), DECODED_AT_ONCE):
            some = [(0, content_id, b"") for content_id in missing[start : start + DECODED_AT_ONCE]]
            _, made = await self._database.read(partial(self._look_into, some=some, question=everything))
            await self._keep(made)
        self._behind = reached
        return len(missing)

    async def _keep(self, made: _Made) -> None:
        """An answer does not depend on it, so neither does a search on a full disk."""

        def write(transaction: Transaction) -> None:
            for statement, texts in ((_KEEP_HEADER, made.headers), (_KEEP_BODY, made.bodies)):
                transaction.connection.executemany(
                    statement, [(number, text, number) for number, text in texts.items()]
                )
            transaction.octets += made.octets

        if made.headers or made.bodies:
            with suppress(StoreError):
                self._disk.require_room(made.octets)
                await self._database.write(write, grows=True, is_patient=True)


def _scan(
    connection: sqlite3.Connection, mailbox_id: MailboxId, uids: Sequence[int], question: _Question
) -> tuple[set[Uid], list[Missing]]:
    """Those in whose kept texts it is, and those that have to be looked into."""
    first, last = uids[0], uids[-1]
    # Most of a mailbox is quicker to walk through than to pick from.
    is_walk = last - first < 2 * len(uids)
    which = _FROM_TO if is_walk else _NAMED
    values: tuple[Any, ...] = (mailbox_id, first, last) if is_walk else (mailbox_id, json.dumps(list(uids)))
    octets = question.octets
    if octets is None:
        found, missing = set[Uid](), connection.execute(f"{_MISSING} WHERE {which}", values).fetchall()
    elif question.in_header:
        found, missing = _scan_headers(connection, which, values, question, octets)
    else:
        found, missing = _scan_bodies(connection, which, values, octets)
    if is_walk and last - first + 1 > len(uids):
        among = frozenset(uids)
        found, missing = found & among, [row for row in missing if row[0] in among]
    return found, missing


def _scan_bodies(
    connection: sqlite3.Connection, which: str, values: tuple[Any, ...], octets: bytes
) -> tuple[set[Uid], list[Missing]]:
    """A word that many have is quicker found by SQLite, which stops there; Python is quicker to see that it is not."""
    rows = connection.execute(f"{_BODIES} WHERE {which} ORDER BY uid LIMIT {SAMPLE}", values).fetchall()
    found = {uid for uid, body in rows if body is not None and octets in body}
    after = f"{which} AND uid > ?"
    values = (*values, rows[-1][0] if rows else 0)
    unknown = any(body is None for _, body in rows)
    if 2 * len(found) > SAMPLE:
        joined, count = connection.execute(f"{_HAVE_IN_BODY} WHERE {after}", (octets, *values)).fetchone()
        found.update(json.loads(f"[{joined or ''}]"))
        unknown = unknown or count
    elif len(rows) == SAMPLE:
        for uid, body in connection.execute(f"{_BODIES} WHERE {after}", values):
            if body is None:
                unknown = True
            elif octets in body:
                found.add(uid)
    if not unknown:
        return found, []
    # What is in front of a copy has no body.
    missing = connection.execute(f"{_MISSING}{_BODY} WHERE {which} AND body_text.text IS NULL", values[:-1])
    return found, [(uid, content_id, b"") for uid, content_id, _ in missing]


def _scan_headers(
    connection: sqlite3.Connection, which: str, values: tuple[Any, ...], question: _Question, octets: bytes
) -> tuple[set[Uid], list[Missing]]:
    """And bodies, if those are asked too."""
    found: set[Uid] = set()
    missing: list[Missing] = []
    statement, values = f"{_IN_TEXT if question.in_body else _IN_HEADER} WHERE {which}", (octets, *values)
    if question.name is not None:
        statement, values = f"{statement} AND {_MAY_BE_IN_FIELD}", (*values, octets, question.name)
    for uid, content_id, prefix, header, in_body in connection.execute(statement, values):
        if header is None or in_body is None:
            missing.append((uid, content_id, prefix))
        elif in_body or question.finds_in_header(octets, header, prefix):
            found.add(uid)
    return found, missing


_FROM_TO = "mailbox_id = ? AND uid BETWEEN ? AND ?"
_NAMED = "mailbox_id = ? AND uid IN (SELECT value FROM json_each(?))"
_BODY, _HEADER = (
    f" LEFT JOIN {table} ON {table}.content_id = message.content_id" for table in ("body_text", "header_text")
)
_MISSING = "SELECT uid, message.content_id, prefix FROM message"
_BODIES = f"SELECT uid, body_text.text FROM message{_BODY}"  # noqa: S608, constants, as below
_HAVE_IN_BODY = (
    "SELECT group_concat(CASE WHEN instr(body_text.text, ?) THEN uid END), COUNT(*) - COUNT(body_text.text)"  # noqa: S608
    f" FROM message{_BODY}"
)
_IN_TEXT, _IN_HEADER = (
    f"SELECT uid, message.content_id, prefix, header_text.text, {in_body} FROM message{joins}"  # noqa: S608
    for in_body, joins in (("instr(body_text.text, ?)", _BODY + _HEADER), ("? IS NULL", _HEADER))
)
# Those in whose header it is nowhere are passed over inside SQLite, which for short texts is quicker.
_MAY_BE_IN_FIELD = (
    "(header_text.text IS NULL OR instr(header_text.text, ?)"
    " OR prefix != x'' AND instr(lower(CAST(prefix AS TEXT)), ?))"
)


@lru_cache(maxsize=256)
def _prefix_text(prefix: bytes) -> bytes:
    """What a copy has in front of its content; many have the same."""
    return b"\0".join(octets_of(fold(piece)) for piece in iter_header_text(prefix))


def _is_new(connection: sqlite3.Connection, table: str, content_id: int) -> bool:
    statement = f"SELECT 1 FROM {table} WHERE content_id = ?"  # noqa: S608, constants only
    return connection.execute(statement, (content_id,)).fetchone() is None


_BEHIND = (
    "SELECT DISTINCT content.id, content.size FROM message JOIN content ON content.id = message.content_id"
    " WHERE message.content_id > ?"
    " AND NOT (EXISTS (SELECT 1 FROM header_text WHERE header_text.content_id = message.content_id)"
    " AND EXISTS (SELECT 1 FROM body_text WHERE body_text.content_id = message.content_id))"
    " ORDER BY message.content_id LIMIT ?"
)
_KEEP_HEADER, _KEEP_BODY = (
    f"INSERT OR IGNORE INTO {table} (content_id, text) SELECT ?, ? WHERE EXISTS (SELECT 1 FROM content WHERE id = ?)"  # noqa: S608
    for table in ("header_text", "body_text")
)
