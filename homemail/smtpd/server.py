"""The SMTP server: any number of listeners, one count of connections, one way to stop.

Composed by the engine with the store, the settings in force, the TLS context,
the authenticator and intake. Policy is the session's; this file only decides
who may connect and keeps track of who did.
"""

import asyncio
import contextlib
import logging
import socket
import ssl
from typing import TYPE_CHECKING, Any

from homemail.access.login import Authenticator
from homemail.queue.intake import Intake, SettingsSource
from homemail.settings.listener import Listener
from homemail.settings.model import Limits
from homemail.smtpd.admission import Admission, Ticket
from homemail.smtpd.connection import SERVICES, Connection
from homemail.smtpd.session import Client, Role, SmtpSession

if TYPE_CHECKING:
    from homemail.store.store import Store

BACKLOG = 1024


class SmtpServer:
    """Serves smtp, submission and submissions; `serve` once for each listening socket."""

    def __init__(
        self,
        store: "Store",
        settings: SettingsSource,
        tls: ssl.SSLContext | None,
        authenticator: Authenticator,
        intake: Intake,
    ) -> None:
        self.store = store
        self.tls = tls
        self.authenticator = authenticator
        self.intake = intake
        self._settings = settings
        self._admission = Admission()
        self._servers: list[asyncio.Server] = []
        self._connections: dict[Connection, Ticket] = {}
        self._kept: set[asyncio.Task[Any]] = set()
        self._empty = asyncio.Event()
        self._empty.set()

    async def serve(self, sock: socket.socket, listener: Listener) -> asyncio.Server:
        """Listen on a bound socket."""
        role = Role(listener.name)
        loop = asyncio.get_running_loop()

        def admit(connection: Connection, ip: str) -> SmtpSession | None:
            return self._admit(connection, ip, role, tls_first=listener.implicit_tls)

        server = await loop.create_server(
            lambda: Connection(self, admit, tls_first=listener.implicit_tls), sock=sock, backlog=BACKLOG
        )
        self._servers.append(server)
        return server

    async def close(self, grace: float) -> None:
        """Stop listening, let what is under way end, then cut."""
        for server in self._servers:
            server.close()
        for connection in tuple(self._connections):
            connection.shut_down()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await self._empty.wait()
        for connection in tuple(self._connections):
            connection.abort()
        if self._kept:
            await asyncio.wait(tuple(self._kept), timeout=max(grace, 1.0))

    # What connections ask of their host.

    @property
    def hostname(self) -> str:
        return self._settings.current.identity.hostname

    @property
    def limits(self) -> Limits:
        return self._settings.current.limits

    @property
    def is_busy(self) -> bool:
        return self._admission.is_busy(self.limits)

    @property
    def connection_count(self) -> int:
        return len(self._connections)

    def keep(self, task: "asyncio.Task[Any]") -> None:
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)

    def left(self, connection: Connection) -> None:
        ticket = self._connections.pop(connection, None)
        if ticket is not None:
            self._admission.leave(ticket)
        if not self._connections:
            self._empty.set()

    def _admit(self, connection: Connection, ip: str, role: Role, *, tls_first: bool) -> SmtpSession | None:
        trusted = self.authenticator.trusts(ip)
        log = logging.getLogger(f"homemail.{SERVICES[role]}")
        name = "localhost" if ip in ("127.0.0.1", "::1") else "unknown"
        client = Client(ip, name, trusted, self.authenticator.allows_plaintext(ip))
        ticket = self._admission.admit(ip, trusted=trusted, limits=self.limits)
        if ticket is None:
            log.info("warning: too many connections, refused %s", client)
            return None
        self._connections[connection] = ticket
        self._empty.clear()
        return SmtpSession(
            client,
            role,
            lambda: self._settings.current,
            lambda: self.store.accounts.names,
            log.info,
            offers_tls=self.tls is not None and not tls_first,
        )
