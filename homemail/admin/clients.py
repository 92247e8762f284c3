"""The clients that were seen, as an operator asks for them, names and forgets them. Who keeps the list is given."""

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.clients import ClientForget, ClientList, ClientName, ClientRow, ClientTable
from homemail.mail.sentence import Sentence

_log = logging.getLogger("homemail.clients")

NAME_MAX = 60  # characters


class ClientBook(Protocol):
    def rows(self) -> tuple[ClientRow, ...]: ...

    def call(self, rows: tuple[ClientRow, ...], name: str) -> None: ...

    def forget(self, rows: tuple[ClientRow, ...]) -> None: ...


class ClientDesk:
    """`keep` puts the list on disk."""

    def __init__(self, book: ClientBook, keep: Callable[[], Awaitable[None]]) -> None:
        self._book = book
        self._keep = keep

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(ClientList, self.list)
        dispatcher.register(ClientName, self.name)
        dispatcher.register(ClientForget, self.forget)

    async def list(self, request: ClientList) -> ClientTable:
        return ClientTable(self._book.rows())

    async def name(self, request: ClientName) -> Done:
        name = request.name.strip()
        if len(name) > NAME_MAX or not name.isprintable():
            raise Refused(Kind.INVALID, Sentence("a name is one line of {n} characters at most", n=NAME_MAX))
        rows = self._meant(request.address, request.user)
        self._book.call(rows, name)
        await self._keep()
        _log.info("address=%s, user=<%s>, name=%s, by=operator", request.address, _users(rows), name or "none")
        if not name:
            return Done(Sentence("what connects from {address} has no name any more", address=request.address))
        return Done(Sentence("what connects from {address} is called {name}", address=request.address, name=name))

    async def forget(self, request: ClientForget) -> Done:
        rows = self._meant(request.address, request.user, request.protocol)
        self._book.forget(rows)
        await self._keep()
        _log.info("address=%s, user=<%s>, forgotten, by=operator", request.address, _users(rows))
        return Done(Sentence("what was seen at {address} is forgotten", address=request.address))

    def _meant(self, address: str, user: str | None, protocol: str = "") -> tuple[ClientRow, ...]:
        rows = tuple(
            row
            for row in self._book.rows()
            if row.address == address and user in {None, row.user} and protocol in {"", row.protocol}
        )
        if not rows:
            raise Refused(Kind.NOT_FOUND, Sentence("nobody was seen at {address}", address=address))
        return rows


def _users(rows: tuple[ClientRow, ...]) -> str:
    return " ".join(dict.fromkeys(row.user for row in rows if row.user))
