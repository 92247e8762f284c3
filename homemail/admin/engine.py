"""The engine as a whole: its status, its end, its settings read again. The engine is given as what it can do."""

from typing import Protocol

from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.engine import EngineStatus, Reload, Status, Stop
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.reading import SettingsError


class Running(Protocol):
    async def status(self) -> EngineStatus: ...

    async def reload(self) -> None:
        """Raises SettingsError; the old settings stay in force."""

    def stop(self) -> None:
        """Begin to stop; the caller's answer still gets out."""


class EngineDesk:
    def __init__(self, engine: Running) -> None:
        self._engine = engine

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(Status, self.status)
        dispatcher.register(Reload, self.reload)
        dispatcher.register(Stop, self.stop)

    async def status(self, request: Status) -> EngineStatus:
        return await self._engine.status()

    async def reload(self, request: Reload) -> EngineStatus:
        try:
            await self._engine.reload()
        except SettingsError as fault:
            raise Refused(Kind.INVALID, words_of(fault)) from None
        return await self._engine.status()

    async def stop(self, request: Stop) -> Done:
        self._engine.stop()
        return Done(Sentence("the engine stops"))
