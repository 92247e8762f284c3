"""The engine's end of the control API: a socket that only the owner can reach.

What answers there is loaded when somebody first knocks: a house that nobody looks at needs no HTTP in memory.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from homemail.control.dispatcher import Dispatcher
from homemail.control.events import AnyEvent, EventHub
from homemail.control.place import Place, bind_place, clear_place
from homemail.settings.folders import Folders

if TYPE_CHECKING:
    from homemail.control.site import ControlSite

_log = logging.getLogger("homemail.control")
_BACKLOG = 128
_PAUSE = 1.0  # seconds until the next trial where the system has no descriptor left


class ControlServer:
    """`greeting` gives the event that a new subscriber of the status receives first."""

    def __init__(
        self,
        folders: Folders,
        dispatcher: Dispatcher,
        hub: EventHub,
        greeting: Callable[[], Awaitable[AnyEvent | None]],
    ) -> None:
        self._folders = folders
        self._dispatcher = dispatcher
        self._hub = hub
        self._greeting = greeting
        self._waiting: asyncio.Task[None] | None = None
        self._site: ControlSite | None = None

    async def start(self) -> None:
        """Bind and answer; the caller holds the data folder's lock."""
        bound, place = bind_place(self._folders)
        bound.setblocking(False)
        bound.listen(_BACKLOG)
        self._waiting = asyncio.create_task(self._serve(bound, place), name="control")

    async def close(self) -> None:
        if self._waiting is None:
            return
        self._waiting.cancel()
        await asyncio.gather(self._waiting, return_exceptions=True)
        self._waiting = None
        if self._site is not None:
            await self._site.close()
            self._site = None
        clear_place(self._folders)

    async def _serve(self, bound: socket.socket, place: Place) -> None:
        """Wait for the first who connects, then leave it and all after it to the site."""
        with contextlib.ExitStack() as stack:
            stack.callback(bound.close)
            first = await _accept(bound)
            stack.callback(first.close)
            try:
                make = await asyncio.to_thread(_load)
                self._site = make(place, self._dispatcher, self._hub, self._greeting)
                await self._site.start(bound, first)
            except Exception:
                _log.exception("the control API cannot be served")
                raise
            stack.pop_all()


async def _accept(bound: socket.socket) -> socket.socket:
    while True:
        try:
            return (await asyncio.get_running_loop().sock_accept(bound))[0]
        except OSError as fault:  # who called has gone, or descriptors ran out
            _log.warning("warning: accept: %s", fault.strerror)
            await asyncio.sleep(_PAUSE)


def _load() -> "type[ControlSite]":
    from homemail.control.site import ControlSite

    return ControlSite
