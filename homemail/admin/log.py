"""The log as an operator asks for it. The journal is given as what it can do."""

from typing import Protocol

from homemail.control.dispatcher import Dispatcher
from homemail.control.methods.log import LogLine, LogPage, LogTail


class Tail(Protocol):
    async def tail(self, count: int, *, search: str = "", queue_id: str = "") -> tuple[LogLine, ...]: ...


class LogDesk:
    def __init__(self, journal: Tail) -> None:
        self._journal = journal

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(LogTail, self.tail)

    async def tail(self, request: LogTail) -> LogPage:
        lines = await self._journal.tail(request.count, search=request.search, queue_id=request.queue_id)
        return LogPage(lines)
