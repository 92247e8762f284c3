"""The IMAP server: sockets in, sessions out, each in a task of its own, counted from the first octet on."""

import asyncio
import logging
import socket
import ssl
from typing import Final

from homemail.access.admission import Admission, Ticket
from homemail.access.login import Authenticator
from homemail.imap.connection import Connection, ConnectionLost
from homemail.imap.session import Session
from homemail.settings.listener import Listener
from homemail.settings.live import LiveSettings
from homemail.store.store import Store

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
        self._admission = Admission()
        self._sessions: dict[asyncio.Task[None], Ticket] = {}
        self._servers: list[asyncio.Server] = []

    @property
    def connections(self) -> int:
        return len(self._sessions)

    async def serve(self, sock: socket.socket, listener: Listener) -> asyncio.Server:
        """Serve what comes in on a bound socket."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Connection(lambda connection: self._opened(connection, listener)), sock=sock, backlog=BACKLOG
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

    def _opened(self, connection: Connection, listener: Listener) -> None:
        ticket = self._admission.admit(
            connection.client_ip,
            trusted=self._authenticator.trusts(connection.client_ip),
            limits=self._settings.current.limits,
        )
        if ticket is None:
            _log.info("refused: client=[%s], too many connections", connection.client_ip)
            connection.refuse(b"" if listener.implicit_tls else b"* BYE [LIMIT] Too many connections\r\n")
            return
        hurried = not ticket.trusted and self._admission.is_busy(self._settings.current.limits)
        patience = LOGIN_PATIENCE_WHEN_BUSY if hurried else LOGIN_PATIENCE
        task = asyncio.create_task(
            self._serve(connection, listener, patience), name=f"imap session with {connection.client_ip}"
        )
        self._sessions[task] = ticket
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._admission.leave(self._sessions.pop(task))
        if not task.cancelled() and task.exception() is not None:
            _log.error("session failed", exc_info=task.exception())

    async def _serve(self, connection: Connection, listener: Listener, patience: float) -> None:
        try:
            if listener.implicit_tls:
                if self._tls is None:
                    return
                await connection.start_tls(self._tls)
            session = Session(
                connection, self._store, self._settings, self._authenticator, tls=self._tls, login_patience=patience
            )
            await session.serve()
        except ConnectionLost:
            pass
        except asyncio.CancelledError:
            connection.say_goodbye(b"* BYE The server is closing this connection\r\n")
            raise
        finally:
            connection.finish()
