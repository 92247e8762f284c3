"""The clients that were seen, over a restart: clients.json in the data folder, written a little after each change.

A crash forgets the last minute; a file that cannot be read is begun anew.
"""

import asyncio
import logging
from pathlib import Path

import msgspec

from homemail.access.clients import ClientBook
from homemail.control.methods.clients import ClientTable
from homemail.settings.editing import write_atomically

_log = logging.getLogger("homemail.engine")

SAVE_AFTER = 60.0  # seconds


class KeptClients:
    """Use `await KeptClients.open(path, book)`; `close` when nobody is served any more."""

    def __init__(self, path: Path, book: ClientBook) -> None:
        self._path = path
        self._book = book
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, path: Path, book: ClientBook) -> "KeptClients":
        kept = cls(path, book)
        book.restore((await asyncio.to_thread(read_clients, path)).clients)
        book.on_change = kept._soon
        return kept

    async def close(self) -> None:
        self._book.on_change = lambda: None
        if self._saving is not None:
            await self._saving
        if self._timer is not None:
            self._timer.cancel()
            await self._save()

    async def keep(self) -> None:
        """At once: somebody was told that it is done."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._saving is not None:
            await self._saving
        await self._save()

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_AFTER, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._saving = asyncio.create_task(self._save(), name="clients seen")

    async def _save(self) -> None:
        content = msgspec.json.encode(ClientTable(self._book.rows()))
        try:
            await asyncio.to_thread(write_atomically, self._path, content)
        except OSError as fault:
            _log.warning("the clients seen are not kept for now: %s", fault.strerror)


def read_clients(path: Path) -> ClientTable:
    """What was kept. Blocks."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ClientTable)
    except (OSError, msgspec.DecodeError):
        return ClientTable(())
