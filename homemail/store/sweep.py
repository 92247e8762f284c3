"""The sweep: content that nobody refers to any more goes, a few at a time, behind the work that people wait for.

A grace of a minute lets a session finish reading what another one expunged.
At start, files that no committed content names are orphans of a crash.
"""

import asyncio
import logging
import time
from contextlib import suppress
from pathlib import Path

from homemail.store.database import Database, Transaction
from homemail.store.disk import Disk
from homemail.store.errors import StoreError
from homemail.store.history import KEPT_SECONDS, History
from homemail.store.retrieved import Retrieved
from homemail.store.values import Clock

_log = logging.getLogger("homemail.store")

AT_ONCE = 50
GRACE_SECONDS = 60.0
ROUND_SECONDS = 300.0
DAY_SECONDS = 86400.0
FIRST_FORGETTING = 3600.0  # seconds after the start


class Sweep:
    def __init__(
        self,
        database: Database,
        folder: Path,
        disk: Disk,
        retrieved: Retrieved,
        *,
        clock: Clock,
        steady: Clock = time.monotonic,
    ) -> None:
        self._database = database
        self._folder = folder
        self._disk = disk
        self._retrieved = retrieved
        self._clock = clock
        self._steady = steady
        self._next_forgetting = steady() + FIRST_FORGETTING
        self._task: asyncio.Task[None] | None = None

    async def orphan_files(self) -> int:
        """Unlink files that no content names; only at start, before anything is staged."""

        names = await self._database.read(
            lambda connection: {row[0] for row in connection.execute("SELECT file FROM content WHERE file IS NOT NULL")}
        )

        def unlink() -> int:
            orphans = [path for path in self._folder.iterdir() if path.is_file() and path.name not in names]
            for path in orphans:
                path.unlink(missing_ok=True)
            return len(orphans)

        return await self._database.in_thread(unlink)

    async def unreferenced(self, grace: float = GRACE_SECONDS) -> int:
        """Drop unreferenced contents older than the grace; gives how many."""
        dropped = 0
        while True:
            looked_at, gone = await self._database.write(lambda transaction: self._some(transaction, grace))
            dropped += gone
            if looked_at < AT_ONCE:
                return dropped

    def _some(self, transaction: Transaction, grace: float) -> tuple[int, int]:
        rows = transaction.execute(
            "SELECT content_id FROM orphan WHERE since <= ? LIMIT ?", (self._clock() - grace, AT_ONCE)
        ).fetchall()
        gone = sum(self._drop(transaction, content_id) for (content_id,) in rows)
        return len(rows), gone

    def _drop(self, transaction: Transaction, content_id: int) -> bool:
        transaction.execute("DELETE FROM orphan WHERE content_id = ?", (content_id,))
        row = transaction.execute(
            "DELETE FROM content WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM message WHERE content_id = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM entry WHERE content_id = ?1) RETURNING file",
            (content_id,),
        ).fetchone()
        if row is None:
            return False
        file_name = row[0]
        shared = transaction.execute("SELECT 1 FROM content WHERE file = ?", (file_name,)).fetchone()
        if file_name is not None and shared is None:
            # Order matters: the file goes only after the commit that forgets it.
            transaction.after.append(lambda: (self._folder / file_name).unlink(missing_ok=True))
        return True

    def start(self) -> None:
        self._task = asyncio.create_task(self._rounds(), name="store-sweep")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def old_history(self) -> int:
        """Once a day forget what is too old; gives how much.

        By a clock that nobody sets, and first after an hour: one that was wrong at the start is right by then.
        """
        if self._steady() < self._next_forgetting:
            return 0
        self._next_forgetting = self._steady() + DAY_SECONDS
        return await History(self._database).forget_before(self._clock() - KEPT_SECONDS)

    def _is_tight(self) -> bool:
        return self._disk.free() < 2 * self._disk.floor

    async def _rounds(self) -> None:
        """An idle engine wakes for this once in five minutes."""
        while True:
            try:
                await self.unreferenced(0.0 if self._is_tight() else GRACE_SECONDS)
                await self.old_history()
                await self._retrieved.expire_hourly()
                await self._database.in_thread(self._disk.keep_reserve)
            except StoreError as fault:
                _log.warning("sweeping the store: %s", fault)
            await asyncio.sleep(ROUND_SECONDS)
