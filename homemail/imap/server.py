"""The IMAP server: sockets in, sessions out, each in a task of its own, counted from the first octet on."""

import asyncio
import logging
import socket
import ssl
from typing import Final

from homemail.access.admission import Admission, Ticket
from homemail.access.login import Authenticator
from homemail.imap.announcer import Announcer
from homemail.imap.connection import Connection, ConnectionLost
from homemail.imap.session import HANDSHAKE_PATIENCE, Session
from homemail.settings.listener import Listener
from homemail.settings.live import LiveSettings
from homemail.store.store import Store
from homemail.tls.listener import TlsListener, peer_of, shake_hands

_log = logging.getLogger("homemail.imap")
BACKLOG: Final = 200
LOGIN_PATIENCE: Final = 60.0  # seconds for each command before login
LOGIN_PATIENCE_WHEN_BUSY: Final = 10.0  # for strangers, while they hold many connections


class ImapServer:
    """One for all IMAP listeners: the caps on connections count over all of them."""

    def __init__(
        self, store: Store, settings: LiveSettings, tls: ssl.SSLContext | None, authenticator: Authenticator
    ) -> None:
        self._store = store
        self._settings = settings
        self._tls = tls
        self._authenticator = authenticator
        self._announcer = Announcer(store)
        self._admission = Admission()
        self._sessions: dict[asyncio.Task[None], Ticket] = {}
        self._servers: list[asyncio.AbstractServer] = []

    @property
    def connections(self) -> int:
        return len(self._sessions)

    async def serve(self, sock: socket.socket, listener: Listener) -> asyncio.AbstractServer:
        """Serve what comes in on a bound socket."""
        server: asyncio.AbstractServer
        if listener.implicit_tls:
            server = TlsListener(sock, BACKLOG, self._welcome)
        else:
            server = await asyncio.get_running_loop().create_server(
                lambda: Connection(self._opened), sock=sock, backlog=BACKLOG
            )
        self._servers.append(server)
        return server

    async def close(self, grace: float = 2.0) -> None:
        """No new sessions; those there are told BYE and have `grace` seconds to end."""
        for server in self._servers:
            server.close()
        tasks = list(self._sessions)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=grace)

    async def _welcome(self, sock: socket.socket) -> None:
        """A client of a TLS listener: counted first, then the handshake, then the session."""
        ticket = self._ticket(peer_of(sock)) if self._tls is not None else None
        if self._tls is None or ticket is None:
            sock.close()
            return
        begun = False

        def begin(connection: Connection) -> None:
            nonlocal begun
            begun = True
            self._begin(connection, ticket)

        patience = min(HANDSHAKE_PATIENCE, self._settings.current.limits.command_timeout)
        try:
            await shake_hands(sock, self._tls, lambda: Connection(begin), patience)
        finally:
            if not begun:
                self._admission.leave(ticket)

    def _opened(self, connection: Connection) -> None:
        ticket = self._ticket(connection.client_ip)
        if ticket is None:
            connection.refuse(b"* BYE [LIMIT] Too many connections\r\n")
            return
        self._begin(connection, ticket)

    def _ticket(self, ip: str) -> Ticket | None:
        trusted = self._authenticator.trusts(ip)
        ticket = self._admission.admit(ip, trusted=trusted, limits=self._settings.current.limits)
        if ticket is None:
            _log.info("refused: client=[%s], too many connections", ip)
        return ticket

    def _begin(self, connection: Connection, ticket: Ticket) -> None:
        limits = self._settings.current.limits
        hurried = not ticket.trusted and self._admission.is_busy(limits)
        patience = min(LOGIN_PATIENCE_WHEN_BUSY if hurried else LOGIN_PATIENCE, limits.command_timeout)
        task = asyncio.create_task(self._serve(connection, patience), name=f"imap session with {connection.client_ip}")
        self._sessions[task] = ticket
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._admission.leave(self._sessions.pop(task))
        if not task.cancelled() and task.exception() is not None:
            _log.error("session failed", exc_info=task.exception())

    async def _serve(self, connection: Connection, patience: float) -> None:
        try:
            session = Session(
                connection, self._store, self._settings, self._authenticator, self._announcer,
                tls=self._tls, login_patience=patience,
            )  # fmt: skip
            await session.serve()
        except ConnectionLost:
            pass
        except asyncio.CancelledError:
            connection.say_goodbye(b"* BYE The server is closing this connection\r\n")
            raise
        finally:
            connection.finish()
