"""The first words of messages, made when they are first asked for and kept (RFC 8970)."""

import json
import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from homemail.mail.ids import MailboxId
from homemail.store.database import Database, Transaction
from homemail.store.errors import ContentGone
from homemail.store.opened import opened

MADE_AT_ONCE = 50  # so that other readers get their turn

_KEPT = (
    "SELECT uid, message.content_id, text FROM message LEFT JOIN preview ON preview.content_id = message.content_id"
    " WHERE mailbox_id = ? AND uid IN (SELECT value FROM json_each(?))"
)
_KEEP = "INSERT OR IGNORE INTO preview (content_id, text) SELECT ?, ? WHERE EXISTS (SELECT 1 FROM content WHERE id = ?)"


class Previews:
    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def of(self, mailbox_id: MailboxId, uids: Sequence[int], *, lazy: bool) -> dict[int, str]:
        """By UID. `lazy`: only what is ready (RFC 8970 §3.2)."""
        values = (mailbox_id, json.dumps(list(uids)))
        rows = await self._database.read(lambda connection: connection.execute(_KEPT, values).fetchall())
        found = {uid: text for uid, _, text in rows if text is not None}
        missing = [] if lazy else [(uid, content_id) for uid, content_id, text in rows if text is None]
        for start in range(0, len(missing), MADE_AT_ONCE):
            some = missing[start : start + MADE_AT_ONCE]
            made = await self._database.read(partial(self._make, content_ids=[content_id for _, content_id in some]))
            found.update({uid: made[content_id] for uid, content_id in some if content_id in made})

            def keep(transaction: Transaction, made: dict[int, str] = made) -> None:
                rows = [(number, text, number) for number, text in made.items()]
                transaction.connection.executemany(_KEEP, rows)

            await self._database.write(keep)
        return found

    def _make(self, connection: sqlite3.Connection, content_ids: Sequence[int]) -> dict[int, str]:
        from homemail.message.preview import preview  # loaded with the first client that asks

        made: dict[int, str] = {}
        for content_id in content_ids:
            try:
                with opened(connection, self._folder, content_id) as content:
                    made[content_id] = preview(content.octets, content.tree)
            except ContentGone:
                continue
        return made
