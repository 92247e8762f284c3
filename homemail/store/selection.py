"""Which messages of a mailbox: by flag, date, size or change, and which are gone; each a scan inside SQLite."""

import json
import sqlite3
from collections.abc import Sequence

from homemail.mail.ids import MailboxId, Uid
from homemail.store.database import Database
from homemail.store.flagsets import FlagSets


class Selection:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._flag_sets = FlagSets()

    async def with_flag(self, mailbox_id: MailboxId, flag: str) -> list[Uid]:
        """The messages that have it; case does not matter."""
        wanted = flag.lower()

        def work(connection: sqlite3.Connection) -> list[Uid]:
            sets = self._flag_sets.named(connection).items()
            numbers = [number for number, flags in sets if any(held.lower() == wanted for held in flags)]
            return _uids(
                connection, mailbox_id, "flag_set_id IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)
            )

        return await self._database.read(work)

    async def that_came(self, mailbox_id: MailboxId, since: float, before: float) -> list[Uid]:
        """By internal date: from `since` on, and before `before`."""
        condition, values = "internal_date >= ? AND internal_date < ?", (since, before)
        return await self._database.read(lambda connection: _uids(connection, mailbox_id, condition, values))

    async def that_were_saved(self, mailbox_id: MailboxId, since: float, before: float) -> list[Uid]:
        """By when they came into this mailbox (RFC 8514 §4.2)."""
        condition = "COALESCE(saved, internal_date) >= ? AND COALESCE(saved, internal_date) < ?"
        values = (since, before)
        return await self._database.read(lambda connection: _uids(connection, mailbox_id, condition, values))

    async def larger_than(self, mailbox_id: MailboxId, octets: int) -> list[Uid]:
        return await self._database.read(lambda connection: _uids(connection, mailbox_id, "size > ?", (octets,)))

    async def changed_uids(self, mailbox_id: MailboxId, modseq: int) -> list[Uid]:
        """Ascending, those whose mod-sequence is greater (RFC 7162 §3.1.4.1)."""
        condition = "modseq > ? ORDER BY +uid"  # by the index of mod-sequences
        return await self._database.read(lambda connection: _uids(connection, mailbox_id, condition, (modseq,)))

    async def highest_modseq_of(self, mailbox_id: MailboxId, uids: Sequence[int]) -> int:
        """0 if none of them is there."""
        statement = (
            "SELECT COALESCE(MAX(modseq), 0) FROM message"
            " WHERE mailbox_id = ? AND uid IN (SELECT value FROM json_each(?))"
        )
        values = (mailbox_id, json.dumps(list(uids)))
        return await self._database.read(lambda connection: int(connection.execute(statement, values).fetchone()[0]))

    async def vanished_since(self, mailbox_id: MailboxId, modseq: int, until: int) -> list[tuple[int, int]]:
        """Ranges of UIDs expunged after `modseq` and not after `until`, ascending and apart."""
        statement = (
            "SELECT first_uid, last_uid FROM expunged WHERE mailbox_id = ? AND modseq > ? AND modseq <= ?"
            " ORDER BY first_uid"
        )
        values = (mailbox_id, modseq, until)
        merged: list[tuple[int, int]] = []
        for first, last in await self._database.read(
            lambda connection: connection.execute(statement, values).fetchall()
        ):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged


def _uids(connection: sqlite3.Connection, mailbox_id: MailboxId, condition: str, values: Sequence[object]) -> list[Uid]:
    statement = f"SELECT uid FROM message WHERE mailbox_id = ? AND {condition}"  # noqa: S608, constants only
    return [uid for (uid,) in connection.execute(statement, (mailbox_id, *values))]
