"""What IMAP asks of a content again and again, kept as ready wire bytes.

It is computed when it is first asked for, or behind the deliveries while
nothing else is to be done (`fill_some`): arrival costs nothing. The prefix of a
copy adds header fields that neither ENVELOPE nor BODYSTRUCTURE shows, so one
result serves all copies.
"""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from homemail.mail.ids import MailboxId
from homemail.message.envelope import envelope_wire
from homemail.message.structure import bodystructure_wire
from homemail.store.database import Database, Transaction
from homemail.store.errors import ContentGone
from homemail.store.opened import opened

PARSED_AT_ONCE = 250  # contents in one go, so that other readers get their turn

_MISSING = (
    "SELECT DISTINCT message.content_id FROM message LEFT JOIN parsed ON parsed.content_id = message.content_id"
    " WHERE mailbox_id = ? AND uid IN (SELECT value FROM json_each(?)) AND parsed.content_id IS NULL"
)
_BEHIND = (
    "SELECT DISTINCT content_id FROM message WHERE content_id > ?"
    " AND NOT EXISTS (SELECT 1 FROM parsed WHERE parsed.content_id = message.content_id)"
    " ORDER BY content_id LIMIT ?"
)
_KEEP = (
    "INSERT OR IGNORE INTO parsed (content_id, envelope, structure, structure_basic)"
    " SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM content WHERE id = ?1)"
)

Row = tuple[int, bytes, bytes, bytes]


class ParsedContents:
    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._behind = 0  # contents up to this one were looked at behind the deliveries

    async def fill(self, mailbox_id: MailboxId, uids: Sequence[int]) -> None:
        """What is missing for these messages."""
        values = (mailbox_id, json.dumps(list(uids)))
        rows = await self._database.read(lambda connection: connection.execute(_MISSING, values).fetchall())
        await self._compute([content_id for (content_id,) in rows])

    async def fill_some(self, limit: int) -> int:
        """Of contents that came since the last call, the oldest first; how many there were."""

        def work(connection: sqlite3.Connection) -> tuple[list[int], int]:
            rows = connection.execute(_BEHIND, (self._behind, limit)).fetchall()
            highest = connection.execute("SELECT COALESCE(MAX(id), 0) FROM content").fetchone()[0]
            return [row[0] for row in rows], int(highest)

        missing, highest = await self._database.read(work)
        await self._compute(missing)
        self._behind = missing[-1] if len(missing) == limit else highest
        return len(missing)

    async def _compute(self, content_ids: Sequence[int]) -> None:
        """Some are parsed while those before them are written."""
        writing: asyncio.Task[None] | None = None
        try:
            for start in range(0, len(content_ids), PARSED_AT_ONCE):
                some = content_ids[start : start + PARSED_AT_ONCE]
                rows = await self._database.read(partial(self._parse, content_ids=some))
                if writing is not None:
                    await writing
                writing = asyncio.create_task(self._database.write(partial(_keep, rows=rows)))
        finally:
            if writing is not None:
                await writing

    def _parse(self, connection: sqlite3.Connection, content_ids: Sequence[int]) -> list[Row]:
        rows = []
        for content_id in content_ids:
            try:
                with opened(connection, self._folder, content_id) as content:
                    envelope = envelope_wire(content.tree.header or b"")
                    structures = bodystructure_wire(content.tree, True), bodystructure_wire(content.tree, False)
            except ContentGone:  # expunged by another session just now
                continue
            rows.append((content_id, envelope, *structures))
        return rows


def _keep(transaction: Transaction, rows: Sequence[Row]) -> None:
    transaction.connection.executemany(_KEEP, rows)
