"""The window's thread to the engine: finds it, starts it, notices its going and finds it again.

Plain asyncio, no Qt. One loop listens to events for the window's whole life;
every change of state and every event is handed to the listeners in order. The
engine runs in a session of its own, so that it outlives the window. It is only
started again by itself when it was our child and crashed; someone who stopped
it on purpose is not argued with. What speaks to the engine is loaded in a
thread, so that the window is painted meanwhile.
"""

import asyncio
import importlib
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from homemail.control.errors import ControlError, EngineAbsent
from homemail.control.events import AnyEvent, StatusChanged
from homemail.control.method import Request
from homemail.control.methods.engine import EngineStatus, Stop
from homemail.mail.sentence import Sentence, system_words
from homemail.settings.folders import Folders, make_private
from homemail.speech.language import NO_BREAK, VARIABLE, language, said

if TYPE_CHECKING:
    from homemail.control.client import ControlClient

log = logging.getLogger("homemail.ui")
R = TypeVar("R")

RESTARTS = 3  # crashes in a row after which the user is asked
LOOK_EVERY = 0.5
_SAID_MAX = 600


class LinkState(Enum):
    LOOKING = "looking"
    NEW_HOUSE = "new house"  # there are no settings yet
    STARTING = "starting"
    CONNECTED = "connected"
    STOPPING = "stopping"
    STOPPED = "stopped"  # on purpose, from here
    LOST = "lost"
    FAILED = "failed"  # the start failed; `reason` says why


class Link:
    def __init__(self, folders: Folders, *, may_start: bool = True) -> None:
        self.folders = folders
        self.state = LinkState.LOOKING
        self.reason = ""
        self.status: EngineStatus | None = None
        self._client: ControlClient | None = None
        self._may_start = may_start
        self._child: subprocess.Popen[bytes] | None = None
        self._restarts = 0
        self._was_empty = False
        self._state_listeners: list[Callable[[LinkState], None]] = []
        self._event_listeners: list[Callable[[AnyEvent], None]] = []

    @property
    def is_connected(self) -> bool:
        return self.state is LinkState.CONNECTED

    def on_state(self, listener: Callable[[LinkState], None]) -> None:
        self._state_listeners.append(listener)

    def on_event(self, listener: Callable[[AnyEvent], None]) -> Callable[[], None]:
        """The result ends that."""
        self._event_listeners.append(listener)
        return lambda: self._event_listeners.remove(listener)

    async def call(self, request: Request[R]) -> R:
        """Raises Refused or EngineAbsent, as the client does."""
        return await (await self._loaded()).call(request)

    async def _loaded(self) -> "ControlClient":
        if self._client is None:
            client = await asyncio.to_thread(importlib.import_module, "homemail.control.client")
            self._client = self._client or client.ControlClient(self.folders, "window")
        return self._client

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                await self._listen()
                await self._decide_next()
        finally:
            if self._client:
                await self._client.close()

    def start(self) -> None:
        """The user wants it to run."""
        self._restarts = 0
        self._launch()

    async def stop_engine(self) -> None:
        """Ask it to stop and wait until it is gone, at most seven seconds."""
        self._set(LinkState.STOPPING)
        try:
            await self.call(Stop())
        except EngineAbsent:
            pass
        except ControlError:
            self._set(LinkState.CONNECTED)
            raise
        for _ in range(140):
            if self.state is not LinkState.STOPPING and (self._child is None or self._child.poll() is not None):
                return
            await asyncio.sleep(0.05)

    async def found_house(self, settings: str) -> None:
        """Write first settings, then start. Raises ControlError where they cannot be written."""
        from homemail.settings.history import Way
        from homemail.settings.initial import found

        root = self.folders.root
        self._was_empty = not root.exists() or not any(root.iterdir())
        try:
            await asyncio.to_thread(found, self.folders, settings, Way.WINDOW)
        except FileExistsError:
            file = str(self.folders.settings)
            raise ControlError(Sentence("{file} exists already and is left as it is", file=file)) from None
        except OSError as error:
            raise ControlError(system_words(error)) from None
        self.start()

    async def take_back(self) -> None:
        """A founding whose engine never ran leaves nothing behind."""
        if self._child is not None and self._child.poll() is None:
            raise ControlError(Sentence("the engine has not stopped yet; see the log"))
        self.folders.settings.unlink(missing_ok=True)
        if self._was_empty:
            await asyncio.to_thread(shutil.rmtree, self.folders.root, ignore_errors=True)
        self._set(LinkState.NEW_HOUSE)

    async def abandon(self) -> None:
        """End the engine started from here, whatever its state, and wait until it is gone."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            await asyncio.to_thread(self._child.wait)

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "homemail.cli.main", words[0], "--data", str(self.folders.root), *words[1:]]

    async def _listen(self) -> None:
        try:
            client = await self._loaded()
            async for event in client.events():
                if isinstance(event, StatusChanged):
                    self.status = event.status
                if self.state not in {LinkState.CONNECTED, LinkState.STOPPING}:
                    self._set(LinkState.CONNECTED)
                for listener in tuple(self._event_listeners):
                    listener(event)
        except EngineAbsent:
            pass
        except Exception:
            log.exception("the stream of events broke")

    async def _decide_next(self) -> None:
        match self.state:
            case LinkState.CONNECTED:
                self._set(LinkState.LOST)
            case LinkState.STOPPING:
                self._set(LinkState.STOPPED)
            case LinkState.LOOKING if not self.folders.settings.exists():
                self._set(LinkState.NEW_HOUSE)
            case LinkState.LOOKING if self._may_start:
                self._launch()
            case LinkState.STARTING | LinkState.LOST:
                self._look_after_child()
            case _:
                pass
        await asyncio.sleep(LOOK_EVERY if self.state is not LinkState.STARTING else 0.1)

    def _look_after_child(self) -> None:
        if self._child is None or (code := self._child.poll()) is None:
            return
        self._child = None
        if self.state is LinkState.LOST:
            if code == 0:  # somebody meant it, in the terminal or at the end of the session
                self._set(LinkState.STOPPED)
            elif self._restarts < RESTARTS and self._may_start:
                self._restarts += 1
                self._launch()
            return
        self.reason = _last_words(self._said().read_bytes()) if self._said().exists() else ""
        self._set(LinkState.FAILED)

    def _launch(self) -> None:
        try:
            make_private(self.folders.root)
            make_private(self._said().parent)
            with self._said().open("wb") as output:
                self._child = subprocess.Popen(
                    self._command("serve"),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                    env=_environment(),
                )
        except OSError as error:
            self.reason = said(system_words(error))
            self._set(LinkState.FAILED)
            return
        self.reason = ""
        self._set(LinkState.STARTING)

    def _said(self) -> Path:
        return self.folders.log.parent / "start.log"

    def _set(self, state: LinkState) -> None:
        self.state = state
        for listener in self._state_listeners:
            listener(state)


def _environment() -> dict[str, str]:
    """What the commands say is shown in the window, so they speak its language."""
    return {**os.environ, VARIABLE: language()}


def _last_words(said: bytes) -> str:
    """The last lines that a program said before it gave up, printable and short."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    text = "\n".join(lines[-4:])
    return "".join(sign if sign.isprintable() or sign in NO_BREAK + "\n" else "?" for sign in text)[-_SAID_MAX:]
