"""One client's socket: bytes in, bytes out, TLS, DEFLATE, and never more of any in memory than a little.

Reading stops while bytes wait to be taken, writing waits while the client does
not read. `start_tls` drops whatever came in clear before the handshake
(CVE-2011-0411). Compressed bytes are expanded as they are taken. Knows nothing of IMAP.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from typing import Final, cast

from homemail.imap.compression import REST_AFTER, Deflate, Garbled

READ_MAX: Final = 64 * 1024
WRITE_PIECE: Final = 64 * 1024
WRITE_PATIENCE: Final = 300.0  # seconds a client may take nothing of what it asked for


class ConnectionLost(Exception):
    """The client is gone, or does not take what it asked for."""


class Connection(asyncio.Protocol):
    """Made by the listener, one per client; `opened` starts whoever serves it."""

    def __init__(self, opened: Callable[["Connection"], None]) -> None:
        self._opened = opened
        self._transport: asyncio.Transport | None = None
        self._incoming = bytearray()
        self._outgoing = bytearray()
        self._ended = False
        self._woken = False
        self._reading_paused = False
        self._writable = asyncio.Event()
        self._waiter: asyncio.Future[None] | None = None
        self._deflate: Deflate | None = None
        self._is_garbled = False
        self.client_ip = ""
        self.octets_in = 0
        self.octets_out = 0
        self.tls = False

    # what the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        # Order matters: nothing is read before the server has decided to serve.
        self._pause()
        peer = transport.get_extra_info("peername")
        self.client_ip = peer[0] if peer else ""
        handle = transport.get_extra_info("socket")
        if handle is not None and handle.family in (socket.AF_INET, socket.AF_INET6):
            handle.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._transport.set_write_buffer_limits(high=WRITE_PIECE)
        self._writable.set()
        self.tls = transport.get_extra_info("ssl_object") is not None
        self._opened(self)

    def data_received(self, data: bytes) -> None:
        if self._deflate is None:
            self._incoming += data
        else:
            self._deflate.feed(data)
            self._expand()
        if len(self._incoming) >= READ_MAX:
            self._pause()
        self._notify()

    def eof_received(self) -> bool:
        self._ended = True
        self._notify()
        # What was asked before is still answered: `printf … | nc` ends its side at once. TLS has no half-closing.
        return not self.tls

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        self._writable.set()
        self._notify()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    # reading

    async def receive(self) -> bytes:
        """What has come in; empty when the client has ended. Raises Garbled."""
        while not self.has_input:
            await self.wait()
        if self._is_garbled and not self._incoming:
            raise Garbled
        if self._deflate is not None:
            await asyncio.sleep(0)  # little that comes can be much that is taken: others have their turn between
        return self._take()

    async def wait(self) -> None:
        """Until bytes have come, the client has ended, or `wake` was called."""
        if not (self.has_input or self._woken):
            self._resume()
            loop = asyncio.get_running_loop()
            self._waiter = loop.create_future()
            silence = None if self._deflate is None else loop.call_later(REST_AFTER, self._deflate.rest)
            try:
                await self._waiter
            finally:
                self._waiter = None
                if silence is not None:
                    silence.cancel()
        self._woken = False

    def wake(self) -> None:
        """End a `wait` now: something happened that the client may want to know."""
        self._woken = True
        self._notify()

    @property
    def has_input(self) -> bool:
        return bool(self._incoming) or self._ended or self._is_garbled

    def _take(self) -> bytes:
        octets = bytes(self._incoming)
        self._incoming.clear()
        self.octets_in += len(octets)
        self._expand()
        return octets

    def _expand(self) -> None:
        """Of the compressed octets that came, as many as may be held expanded."""
        if self._deflate is None or self._is_garbled:
            return
        try:
            while self._deflate.has_more and len(self._incoming) < READ_MAX:
                self._incoming += self._deflate.inflate()
        except Garbled:
            self._is_garbled = True
        if self._deflate.has_more:
            self._pause()

    def _notify(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _pause(self) -> None:
        if not self._reading_paused and self._transport is not None:
            self._reading_paused = True
            self._transport.pause_reading()

    def _resume(self) -> None:
        if self._reading_paused and self._transport is not None:
            self._reading_paused = False
            self._transport.resume_reading()

    # writing

    async def send(self, octets: bytes) -> None:
        """Small pieces are put together; nothing is sure to leave before `flush`."""
        self._outgoing += octets
        if len(self._outgoing) >= WRITE_PIECE:
            await self.flush()

    @property
    def is_clear(self) -> bool:
        """Whether `write` may be called: nothing waits to be sent, and the client is there and takes it as it is."""
        if self._transport is None or self._transport.is_closing() or self._ended or self._deflate is not None:
            return False
        return not self._outgoing and self._writable.is_set()

    def write(self, octets: bytes) -> None:
        """Send at once, where that is known to be possible."""
        if octets and self._transport is not None:
            self._transport.write(self._encoded(octets))

    async def flush(self) -> None:
        """Raises ConnectionLost."""
        if self._outgoing:
            octets = bytes(self._outgoing)
            self._outgoing.clear()
            if self._transport is None or self._transport.is_closing():
                raise ConnectionLost
            self._transport.write(self._encoded(octets))
        if not self._writable.is_set():
            try:
                async with asyncio.timeout(WRITE_PATIENCE):
                    await self._writable.wait()
            except TimeoutError:
                raise ConnectionLost from None
        if self._ended:
            self.require_open()

    def _encoded(self, octets: bytes) -> bytes:
        self.octets_out += len(octets)
        return octets if self._deflate is None else self._deflate.deflate(octets)

    def require_open(self) -> None:
        """Raises ConnectionLost once the client is gone; one that only ended its side may still read."""
        if self._transport is None or self._transport.is_closing():
            raise ConnectionLost

    # TLS, DEFLATE and the end

    @property
    def compresses(self) -> bool:
        return self._deflate is not None

    def compress(self, received: bytes) -> None:
        """From here on, both ways; `received` is what came behind the command that asked for it."""
        self._deflate = Deflate()
        self._deflate.feed(received + bytes(self._incoming))
        self._incoming.clear()
        self._expand()

    async def start_tls(self, context: ssl.SSLContext, patience: float) -> None:
        """The handshake, as server. Raises ConnectionLost when it fails."""
        if self._transport is None:
            raise ConnectionLost
        self._pause()
        self._incoming.clear()
        loop = asyncio.get_running_loop()
        try:
            encrypted = await loop.start_tls(
                self._transport, self, context, server_side=True, ssl_handshake_timeout=patience
            )
        except (OSError, ssl.SSLError, TimeoutError):
            self.abort()
            raise ConnectionLost from None
        if encrypted is None:
            raise ConnectionLost
        self._transport = encrypted
        self._transport.set_write_buffer_limits(high=WRITE_PIECE)
        self._reading_paused = False
        self.tls = True

    @property
    def tls_version(self) -> str:
        handle = self._transport.get_extra_info("ssl_object") if self._transport else None
        return str(handle.version()) if handle else ""

    async def close(self, linger: float = 0.0) -> None:
        """Send what is left and close. With `linger`, what the client still sends is read and dropped for a while:
        closing on unread bytes would take back our last words (TCP RST)."""
        if self._transport is None:
            return
        try:
            await self.flush()
            if linger:
                self._deflate, self._is_garbled = None, False
                async with asyncio.timeout(linger):
                    while await self.receive():
                        pass
        except (ConnectionLost, TimeoutError):
            pass
        self._transport.close()

    def refuse(self, words: bytes) -> None:
        """Last words to somebody who is not served, and the end."""
        if self._transport is not None:
            self._transport.write(words)
            self._transport.close()

    def say_goodbye(self, words: bytes) -> None:
        """Last words where nothing may be waited for; left out if the client is behind in reading."""
        if self._transport is not None and not self._transport.is_closing() and self._writable.is_set():
            self._transport.write(self._encoded(bytes(self._outgoing) + words))
            self._outgoing.clear()

    def finish(self) -> None:
        """Close once what was written has left, whatever state we are in."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.close()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()
