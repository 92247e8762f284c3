"""What flowed, as an operator asks for it. Who keeps the counts is given as what it can do."""

from typing import Protocol

from homemail.control.dispatcher import Dispatcher
from homemail.control.methods.flow import FlowHistory, FlowPage


class Kept(Protocol):
    async def history(self, since: float, until: float) -> FlowPage: ...


class FlowDesk:
    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(FlowHistory, self.history)

    async def history(self, request: FlowHistory) -> FlowPage:
        return await self._kept.history(request.since, request.until)
