"""One POP3 connection: lines in, answers out, deadlines, TLS. Knows nothing of what the lines say.

Own protocol class, not asyncio's streams: theirs keep what was read before a
TLS handshake, and a command smuggled in the clear before it would be obeyed
after it (CVE-2011-0411). Reading stops while a client sends faster than it is
answered; writing waits while a client does not take what it asked for.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from typing import Final, cast

PIECE_WAITING: Final = 64 * 1024  # octets unread by us before the client has to wait
JUNK_MAX: Final = 16 * 1024 * 1024  # octets of one line that are thrown away before the connection is


class Closed(Exception):
    """The client is gone, or was slower than a deadline allows."""


class LineTooLong(Exception):
    """A line passed its limit and was thrown away; `endless` if even throwing away has had its limit."""

    def __init__(self, *, endless: bool = False) -> None:
        super().__init__()
        self.endless = endless


class Connection(asyncio.Protocol):
    """Buffers and flow control around one transport."""

    def __init__(self, on_connect: Callable[["Connection"], None]) -> None:
        self._on_connect = on_connect
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._arrived = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()
        self._paused = False
        self._gone = False
        self._eof = False
        self.is_idle = False  # between commands: nothing is cut off by hanging up

    # asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        sock = transport.get_extra_info("socket")
        if sock is not None:
            _tune(sock)
        self._on_connect(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._arrived.set()
        if len(self._buffer) > PIECE_WAITING and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    @property
    def tls_version(self) -> str:
        """ "TLSv1.3", or nothing without TLS."""
        handle = self._transport.get_extra_info("ssl_object") if self._transport else None
        return str(handle.version()) if handle else ""

    def eof_received(self) -> bool:
        """A half-closed client (a script with nc) still gets its answers; TLS cannot be half-closed."""
        self._eof = True
        self._arrived.set()
        return self._transport is not None and self._transport.get_extra_info("ssl_object") is None

    def connection_lost(self, exc: Exception | None) -> None:
        self._gone = True
        self._arrived.set()
        self._writable.set()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    # the session's side

    @property
    def peer(self) -> str:
        """The client's address as text; empty where there is none."""
        name = None if self._transport is None else self._transport.get_extra_info("peername")
        return str(name[0]) if isinstance(name, tuple) and name else ""

    async def read_line(self, limit: int, patience: float) -> bytes:
        """The next line without its end: LF or CRLF. The deadline is for the whole line, so dribbling is no way out.

        Raises LineTooLong once the end of an overlong line has passed by, and Closed.
        """
        try:
            async with asyncio.timeout(patience):
                return await self._read_line(limit)
        except TimeoutError:
            raise Closed from None

    async def _read_line(self, limit: int) -> bytes:
        dropped = 0
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > limit:
                dropped += searched
                self._buffer.clear()
                searched = 0
                if dropped > JUNK_MAX:
                    raise LineTooLong(endless=True)
            if self._gone or self._eof:
                raise Closed
            self._resume()
            self._arrived.clear()
            self.is_idle = True
            try:
                await self._arrived.wait()
            finally:
                self.is_idle = False
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._resume()
        if dropped or len(line) + 1 > limit:
            raise LineTooLong
        return line.removesuffix(b"\r")

    def write(self, data: bytes) -> None:
        if self._transport is not None and not self._gone:
            self._transport.write(data)

    async def drain(self, patience: float) -> None:
        """Wait until the client has taken enough of what was written."""
        if self._gone:
            raise Closed
        try:
            async with asyncio.timeout(patience):
                await self._writable.wait()
        except TimeoutError:
            raise Closed from None
        if self._gone:
            raise Closed

    async def start_tls(self, context: ssl.SSLContext, patience: float) -> None:
        """Handshake as server. Whatever came in the clear and was not yet read is forgotten first (RFC 2595 §4)."""
        transport = self._transport
        if transport is None or self._gone:
            raise Closed
        transport.pause_reading()
        self._buffer.clear()
        self._paused = False
        loop = asyncio.get_running_loop()
        try:
            secured = await loop.start_tls(transport, self, context, server_side=True, ssl_handshake_timeout=patience)
        except (OSError, RuntimeError, asyncio.CancelledError) as fault:  # ssl.SSLError and timeouts are OSErrors
            transport.abort()
            if isinstance(fault, asyncio.CancelledError):
                raise
            raise Closed from fault
        if secured is None:
            raise Closed
        self._transport = secured

    async def linger(self, seconds: float) -> None:
        """Last words are said; drop what still comes: closing on unread octets would take the words back (TCP RST)."""
        transport = self._transport
        if transport is None or self._gone:
            return
        if transport.can_write_eof():
            transport.write_eof()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not (self._gone or self._eof):
                    self._buffer.clear()
                    self._resume()
                    self._arrived.clear()
                    await self._arrived.wait()

    def close(self) -> None:
        """Send what is written, then hang up."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _resume(self) -> None:
        if self._paused and not self._gone and self._transport is not None and len(self._buffer) < PIECE_WAITING:
            self._paused = False
            self._transport.resume_reading()


def _tune(sock: socket.socket) -> None:
    """A laptop that was closed in mid-session is found out in two minutes, and its maildrop is free again.

    asyncio turns Nagle's algorithm off only for sockets that say IPPROTO_TCP, which those from a listener made
    without a protocol number do not; with it the last piece of every message waits 40 ms for an acknowledgement.
    """
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_NODELAY", 1), ("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
