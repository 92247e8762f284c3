"""What is made ready behind the deliveries: envelopes, sort keys, texts to search.

Arrival costs nothing. Once no mailbox has changed for a moment, what came is
worked off in small pieces with pauses between them, so that whoever reads or
writes meanwhile hardly notices: 20,000 imported messages take half a minute.
Where nothing comes, nothing wakes.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from homemail.store.changes import Change, Changes, MailboxChanged
from homemail.store.errors import StoreError

_log = logging.getLogger("homemail.store")

FIRST = 20.0  # seconds after the start: everybody comes back then
QUIET = 3.0  # seconds without a change in any mailbox, after which work begins or goes on
PATIENCE = 60.0  # seconds after which a piece is done though it is never quiet
AT_ONCE = 100  # contents in a piece: some hundredths of a second
PAUSE = 2.0  # so many times as long as a piece took
AFTER_FAILURE = 300.0  # seconds
TOLD = 1000  # contents worth a line in the log


class Maker(Protocol):
    """Keeps what it computes of a content."""

    async def fill_some(self, limit: int) -> int:
        """Of how many contents something was missing; none: all is ready."""


class Backlog:
    def __init__(self, makers: Sequence[Maker], changes: Changes) -> None:
        self._makers = makers
        self._changes = changes
        self._changed_at = 0.0
        self._news = asyncio.Event()
        self._news.set()  # what another run of the engine left
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._forget = self._changes.listen(self._on_change)
        self._task = asyncio.create_task(self._work(), name="store-backlog")

    async def stop(self) -> None:
        if self._task is not None:
            self._forget()
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _on_change(self, change: Change) -> None:
        if isinstance(change, MailboxChanged):
            self._changed_at = time.monotonic()
            self._news.set()

    async def _work(self) -> None:
        await asyncio.sleep(FIRST)
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                made = [await self._work_off(maker) for maker in self._makers]
            except StoreError as fault:
                _log.warning("making ready what is read: %s", fault)
                self._news.set()
                await asyncio.sleep(AFTER_FAILURE)
                continue
            if max(made) >= TOLD:
                _log.info("%d messages made ready for reading and searching", max(made))

    async def _work_off(self, maker: Maker) -> int:
        """Of how many contents something was missing."""
        total = 0
        while True:
            await self._quiet()
            began = time.monotonic()
            made = await maker.fill_some(AT_ONCE)
            if not made:
                return total
            total += made
            await asyncio.sleep(PAUSE * (time.monotonic() - began))

    async def _quiet(self) -> None:
        until = time.monotonic() + PATIENCE
        while (left := min(self._changed_at + QUIET, until) - time.monotonic()) > 0:  # noqa: ASYNC110, waits for time
            await asyncio.sleep(left)
