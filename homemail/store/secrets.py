"""Secrets of the house's own making, that nobody ever sees and that have to outlive a restart."""

import secrets
import sqlite3
from typing import Final

from homemail.store.database import Database, Transaction

SIZE: Final = 32  # octets


class Secrets:
    """Each is made when it is first asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, bytes] = {}

    async def of(self, name: str) -> bytes:
        """Random octets; raises StoreFull, StoreUnavailable."""
        if name not in self._known:
            kept = await self._database.read(lambda connection: _find(connection, name))
            self._known[name] = kept or await self._make(name)
        return self._known[name]

    async def _make(self, name: str) -> bytes:
        def work(transaction: Transaction) -> bytes:
            transaction.execute(
                "INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (name, secrets.token_bytes(SIZE)),
            )
            return bytes(transaction.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()[0])

        return await self._database.write(work)


def _find(connection: sqlite3.Connection, name: str) -> bytes | None:
    row = connection.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])
