"""The POP3 server: listeners, who may connect, and the run of each session from greeting to end.

`serve` once for each bound socket the engine hands over; `close` lets nobody
in any more and gives open sessions a moment. With TLS from the first byte a
client is counted before its handshake, so that one that never ends is too.
"""

import asyncio
import logging
import socket
import ssl
from typing import TYPE_CHECKING, Final

from homemail.access.admission import Admission, Ticket
from homemail.access.login import Authenticator
from homemail.pop3.answer import After, Answer
from homemail.pop3.connection import Closed, Connection, LineTooLong
from homemail.pop3.maildrop import MaildropLocks
from homemail.pop3.session import House, Session, State
from homemail.settings.listener import Listener
from homemail.store.errors import StoreError
from homemail.tls.listener import TlsListener, peer_of, shake_hands

if TYPE_CHECKING:
    from homemail.settings.live import LiveSettings
    from homemail.store.store import Store

BACKLOG: Final = 1024
AUTOLOGOUT: Final = 600.0  # seconds; RFC 1939 §3: at least ten minutes
LINGER: Final = 1.0  # for a client that talks on to hear why it is let go
HANDSHAKE_PATIENCE: Final = 30.0  # at most
BUSY_PATIENCE: Final = 15.0  # for strangers who are not logged in, while many of them hold connections

_log = logging.getLogger("homemail.pop3")


class Pop3Server:
    """Serves pop3 and pop3s."""

    def __init__(
        self,
        store: "Store",
        settings: "LiveSettings",
        tls: ssl.SSLContext | None,
        authenticator: Authenticator,
        *,
        autologout: float = AUTOLOGOUT,
    ) -> None:
        self._settings = settings
        self._tls = tls
        self._authenticator = authenticator
        self._autologout = autologout
        self._house = House(
            store=store,
            authenticator=authenticator,
            hostname=lambda: settings.current.identity.hostname,
            locks=MaildropLocks(),
            offers_tls=tls is not None,
        )
        self._admission = Admission()
        self._stopping = False
        self._servers: list[asyncio.AbstractServer] = []
        self._sessions: dict[asyncio.Task[None], Connection] = {}

    async def serve(self, sock: socket.socket, listener: Listener) -> asyncio.AbstractServer:
        """Listen on a bound socket."""
        server: asyncio.AbstractServer
        if listener.implicit_tls:
            server = TlsListener(sock, BACKLOG, self._welcome)
        else:
            server = await asyncio.get_running_loop().create_server(
                lambda: Connection(self._admit), sock=sock, backlog=BACKLOG
            )
        self._servers.append(server)
        return server

    async def close(self, grace: float) -> None:
        """Stop listening, hang up on who waits for nothing, and cut the others off after `grace` seconds."""
        for server in self._servers:
            server.close()
        self._servers.clear()
        self._stopping = True
        for task, connection in self._sessions.items():
            if connection.is_idle:
                task.cancel()
        if not self._sessions:
            return
        _, late = await asyncio.wait(list(self._sessions), timeout=grace)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

    async def _welcome(self, sock: socket.socket) -> None:
        """A client of a TLS listener: counted first, then the handshake, then the session."""
        ip = peer_of(sock)
        ticket = self._ticket(ip) if self._tls is not None else None
        if self._tls is None or ticket is None:
            sock.close()
            return
        begun = False

        def begin(connection: Connection) -> None:
            nonlocal begun
            begun = True
            self._begin(connection, ip, ticket, secured=True)

        try:
            await shake_hands(sock, self._tls, lambda: Connection(begin), self._handshake_patience)
        finally:
            if not begun:
                self._admission.leave(ticket)

    def _admit(self, connection: Connection) -> None:
        ip = connection.peer
        ticket = self._ticket(ip)
        if ticket is None:
            connection.write(b"-ERR [SYS/TEMP] Too many connections, try again later\r\n")
            connection.close()
            return
        self._begin(connection, ip, ticket, secured=False)

    def _ticket(self, ip: str) -> Ticket | None:
        limits = self._settings.current.limits
        ticket = self._admission.admit(ip, trusted=self._authenticator.trusts(ip), limits=limits)
        if ticket is None:
            _log.info("warning: unknown[%s]: too many connections", ip)
        return ticket

    def _begin(self, connection: Connection, ip: str, ticket: Ticket, *, secured: bool) -> None:
        run = self._run(connection, ip, ticket, secured=secured)
        task = asyncio.get_running_loop().create_task(run, name=f"pop3 {ip}")
        self._sessions[task] = connection
        task.add_done_callback(lambda done: self._sessions.pop(done, None) and None)

    async def _run(self, connection: Connection, ip: str, ticket: Ticket, *, secured: bool) -> None:
        session = Session(self._house, ip, tls=secured, tls_version=connection.tls_version)
        try:
            await self._send(connection, session.greeting(), session)
            while await self._exchange(connection, session, ticket):
                pass
        except Closed:
            session.end()
        except StoreError:
            session.end("the mail store failed")  # in the middle of a message: no honest answer is left but hanging up
            connection.abort()
        except Exception:
            _log.exception("internal error in a session of unknown[%s]", ip)
            session.end("internal error")
            connection.abort()
        finally:
            session.end("server stopping")
            self._admission.leave(ticket)
            connection.close()

    async def _exchange(self, connection: Connection, session: Session, ticket: Ticket) -> bool:
        """One line and its answer; whether there may be another."""
        try:
            line = await connection.read_line(session.line_max, self._patience(session, ticket))
        except LineTooLong as fault:
            answer = session.too_long(last=fault.endless)
        else:
            answer = await session.answer(line)
        await self._send(connection, answer, session)
        if answer.after is After.START_TLS:
            await self._secure(connection, session)
        if answer.after is After.CLOSE and answer.is_error:
            await connection.linger(LINGER)
        return answer.after is not After.CLOSE and not self._stopping

    @property
    def _handshake_patience(self) -> float:
        return min(HANDSHAKE_PATIENCE, self._settings.current.limits.command_timeout)

    def _patience(self, session: Session, ticket: Ticket) -> float:
        if session.state is State.TRANSACTION:
            return self._autologout
        limits = self._settings.current.limits
        if not ticket.trusted and self._admission.is_busy(limits):
            return min(BUSY_PATIENCE, limits.command_timeout)
        return limits.command_timeout

    async def _secure(self, connection: Connection, session: Session) -> None:
        if self._tls is None:
            raise Closed
        await connection.start_tls(self._tls, self._handshake_patience)
        session.secured()
        session.tls_version = connection.tls_version

    async def _send(self, connection: Connection, answer: Answer, session: Session) -> None:
        """The answer in pieces, each taken by the client before the next is read from the store."""
        patience = self._autologout if session.state is State.TRANSACTION else AUTOLOGOUT / 10
        waiting = answer.line  # goes out with the first piece: one packet for a small message
        if answer.body is not None:
            async for piece in answer.body:
                connection.write(waiting + piece)
                waiting = b""
                await connection.drain(patience)
        connection.write(waiting)
        await connection.drain(patience)
