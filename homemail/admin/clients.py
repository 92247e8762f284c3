"""The clients that were seen, as an operator asks for them. Who keeps the list is given as what it says."""

from collections.abc import Callable

from homemail.control.dispatcher import Dispatcher
from homemail.control.methods.clients import ClientList, ClientRow, ClientTable

Rows = Callable[[], tuple[ClientRow, ...]]


class ClientDesk:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(ClientList, self.list)

    async def list(self, request: ClientList) -> ClientTable:
        return ClientTable(self._rows())
