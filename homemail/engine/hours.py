"""The hourly counts over a restart: read when the engine starts, written while they change and when it stops.

One small write for all that a few seconds brought, beside whatever else is being committed; no message waits for it,
and a house without hourly limits never causes one. A crash forgets the last seconds.
"""

import asyncio
import logging
import time

from homemail.access.hourly import MINUTE, WINDOW, Hourly
from homemail.store.errors import StoreError
from homemail.store.store import Store

_log = logging.getLogger("homemail.engine")

SAVE_AFTER = 5.0  # seconds


class KeptHours:
    """Use `await KeptHours.open(store)`; `close` while the store is still open."""

    def __init__(self, store: Store) -> None:
        self.hourly = Hourly()
        self._store = store
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, store: Store) -> "KeptHours":
        kept = cls(store)
        kept.hourly.restore(await store.tallies.load())
        kept.hourly.on_change = kept._soon
        return kept

    async def close(self) -> None:
        self.hourly.on_change = lambda: None
        if self._timer is not None:
            self._timer.cancel()
        if self._saving is not None:
            await self._saving
        await self._save()

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_AFTER, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._saving = asyncio.create_task(self._save(), name="hourly counts")

    async def _save(self) -> None:
        counts = self.hourly.unsaved()
        if not counts:
            return
        try:
            await self._store.tallies.save(counts, forget_before=int(time.time() // MINUTE) - WINDOW)
        except StoreError as fault:
            self.hourly.not_saved(counts)
            _log.warning("the hourly counts are not kept for now: %s", fault)
