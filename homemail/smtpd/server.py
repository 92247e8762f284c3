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
import time
from typing import TYPE_CHECKING, Any

from homemail.access.admission import Admission, Ticket
from homemail.access.hourly import Hourly
from homemail.access.login import Authenticator
from homemail.access.rate import Rate
from homemail.access.throttle import LoginThrottle
from homemail.authentication.lookup import Query
from homemail.mail.address import Address
from homemail.mail.status import Reply
from homemail.queue.intake import Intake, SettingsSource
from homemail.settings.listener import Listener
from homemail.settings.model import Limits
from homemail.smtpd.connection import BUSY_TIMEOUT, HANDSHAKE_TIMEOUT, Connection, plain_address
from homemail.smtpd.crowd import who_makes_way
from homemail.smtpd.hosts import SERVICES
from homemail.smtpd.policy.gate import Gate
from homemail.smtpd.policy.room import decide_room
from homemail.smtpd.session import SmtpSession
from homemail.smtpd.steps import Client, Role
from homemail.smtpd.waited import Waited
from homemail.store.errors import StoreFull, StoreUnavailable
from homemail.tls.listener import TlsListener, shake_hands

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
        *,
        query: Query | None = None,
        hourly: Hourly | None = None,
    ) -> None:
        self.store = store
        self.tls = tls
        self.authenticator = authenticator
        self.intake = intake
        self.gate = Gate(settings, query, hourly=hourly)
        self._settings = settings
        self._admission = Admission()
        self._guesses = LoginThrottle(time.monotonic)  # names that nobody has, tried by strangers
        self.waited = Waited(time.monotonic)
        self._messages = Rate(time.monotonic)
        self._recipients = Rate(time.monotonic)
        self._arrivals = Rate(time.monotonic)
        self._servers: list[asyncio.AbstractServer] = []
        self._connections: dict[Connection, Ticket] = {}
        self._handshakes = 0
        self._kept: set[asyncio.Task[Any]] = set()
        self._empty = asyncio.Event()
        self._empty.set()

    async def serve(self, sock: socket.socket, listener: Listener) -> asyncio.AbstractServer:
        """Listen on a bound socket."""
        role = Role(listener.name)
        server: asyncio.AbstractServer
        if listener.implicit_tls:
            server = TlsListener(sock, BACKLOG, lambda connection: self._welcome(connection, role))
        else:
            server = await asyncio.get_running_loop().create_server(
                lambda: Connection(self, lambda connection, ip: self._admit(connection, ip, role)),
                sock=sock,
                backlog=BACKLOG,
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
        """Handshakes under way included."""
        return len(self._connections) + self._handshakes

    def keep(self, task: "asyncio.Task[Any]") -> None:
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)

    def guessed(self, ip: str) -> float:
        self._guesses.failed(ip)
        return self._guesses.delay(ip, trusted=False)

    async def try_again(self, node: str, *, below: bool) -> int:
        return await self.store.queue.flush_domain(node, time.time(), below=below)

    def left(self, connection: Connection) -> None:
        ticket = self._connections.pop(connection, None)
        if ticket is not None:
            self._admission.leave(ticket)
        if not self._connections:
            self._empty.set()

    def _admit(self, connection: Connection, ip: str, role: Role) -> SmtpSession | None:
        """A session for this client, or None when there are too many."""
        client = self._client(ip)
        ticket = self._ticket(client, role)
        return None if ticket is None else self._open(connection, client, role, ticket)

    async def _welcome(self, sock: socket.socket, role: Role) -> None:
        """A client of a TLS listener: counted first, then the handshake, then the session."""
        try:
            client = self._client(plain_address(str(sock.getpeername()[0])))
        except OSError:
            sock.close()
            return
        ticket = self._ticket(client, role) if self.tls is not None else None
        if ticket is None or self.tls is None:
            sock.close()
            return
        handed_over = False
        self._handshakes += 1

        def admit(connection: Connection, _: str) -> SmtpSession:
            nonlocal handed_over
            handed_over = True
            self._handshakes -= 1
            return self._open(connection, client, role, ticket)

        patience = min(BUSY_TIMEOUT if self.is_busy else HANDSHAKE_TIMEOUT, self.limits.command_timeout)
        try:
            if not await shake_hands(sock, self.tls, lambda: Connection(self, admit), patience):
                logging.getLogger(f"homemail.{SERVICES[role]}").info("SSL_accept error from %s", client)
        finally:
            if not handed_over:
                self._handshakes -= 1
                self._admission.leave(ticket)

    def _client(self, ip: str) -> Client:
        name = "localhost" if ip in ("127.0.0.1", "::1") else "unknown"
        device = self.gate.device_at(ip)
        trusted = device is not None or self.authenticator.trusts(ip)
        return Client(ip, name, trusted, self.authenticator.allows_plaintext(ip), device)

    def _ticket(self, client: Client, role: Role) -> Ticket | None:
        limits = self.limits
        ticket = None
        if client.trusted or self._arrivals.admits(client.ip, limits.connections_per_minute):
            ticket = self._admission.admit(client.ip, trusted=client.trusted, limits=limits)
            if ticket is None and self._make_room(client):
                ticket = self._admission.admit(client.ip, trusted=client.trusted, limits=limits)
        if ticket is None:
            log = logging.getLogger(f"homemail.{SERVICES[role]}")
            log.info("warning: too many connections, refused %s", client)
        return ticket

    def _make_room(self, client: Client) -> bool:
        """Let an idle stranger go, where others than the client itself hold what it asks for."""
        if not self._admission.has_room_for_client(client.ip, trusted=client.trusted, limits=self.limits):
            return False
        standings = ((connection, connection.standing()) for connection in self._connections)
        victim = who_makes_way([(one, standing) for one, standing in standings if standing is not None])
        if victim is None:
            return False
        victim.make_way()
        self.left(victim)
        return True

    def _open(self, connection: Connection, client: Client, role: Role, ticket: Ticket) -> SmtpSession:
        self._connections[connection] = ticket
        self._empty.clear()
        return SmtpSession(
            client,
            role,
            lambda: self._settings.current,
            lambda: self.store.accounts.names,
            logging.getLogger(f"homemail.{SERVICES[role]}").info,
            gate=self.gate,
            authenticator=self.authenticator,
            offers_tls=self.tls is not None,
            has_room=self._has_room,
            may_send=lambda: self._messages.admits(client.ip, self.limits.messages_per_minute),
            may_name=lambda: self._recipients.admits(client.ip, self.limits.recipients_per_minute),
            has_limits=lambda: self.store.quotas.in_force,
        )

    async def weigh(self, address: Address, size: int) -> Reply | None:
        try:
            return await decide_room(address, size, self.store, self._settings.current)
        except StoreUnavailable:  # no answer is no reason; whoever writes will find out
            return None

    def _has_room(self, size: int) -> bool:
        try:
            self.store.disk.require_room(size)
        except StoreFull:
            return False
        except StoreUnavailable:  # no answer is no reason; whoever writes will find out
            pass
        return True
