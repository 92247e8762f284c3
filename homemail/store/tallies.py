"""Counts by the minute that a restart may not forget: rows of the store's counters, named `hour MINUTE WHAT`."""

import json
import sqlite3
from collections.abc import Sequence

from homemail.store.database import Database, Transaction

_PREFIX = "hour "
_BEHIND = "hour!"  # the first name behind all of ours

Tally = tuple[str, int, int]  # what, in which minute since 1970, how often


class Tallies:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self) -> list[Tally]:
        def work(connection: sqlite3.Connection) -> list[Tally]:
            rows = connection.execute("SELECT name, value FROM counter WHERE name > ? AND name < ?", (_PREFIX, _BEHIND))
            return [_tally(name, value) for name, value in rows]

        return await self._database.read(work)

    async def save(self, tallies: Sequence[Tally], *, forget_before: int) -> None:
        """Write these in the place of what was known of them, and drop what is older than a minute."""
        rows = json.dumps([(f"{_PREFIX}{minute:010} {what}", many) for what, minute, many in tallies])

        def work(transaction: Transaction) -> None:
            transaction.execute(
                "INSERT OR REPLACE INTO counter (name, value)"
                " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)",
                (rows,),
            )
            transaction.execute(
                "DELETE FROM counter WHERE name > ? AND name < ?", (_PREFIX, f"{_PREFIX}{max(0, forget_before):010}")
            )

        await self._database.write(work)


def _tally(name: str, value: int) -> Tally:
    _, minute, what = name.split(" ", 2)
    return what, int(minute), value
