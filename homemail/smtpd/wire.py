"""One client's socket: what is sent and read, TLS, deadlines, and the way it ends. The only file that knows aiosmtpd.

aiosmtpd gives the protocol object's life (transport, stream reader and
writer, end of file); its command loop, its limits and its replies are not
used. Deadlines are absolute: a client that sends an octet a minute gains
nothing by it. What is said here is chosen by whoever drives it.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable
from typing import Any, Final, cast

from aiosmtpd.smtp import SMTP

from homemail.mail.status import Reply
from homemail.smtpd.steps import Client

# aiosmtpd logs each connection and its peer under this name; ours are the lines that count.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)

PIECE: Final = 65536
CONTENT_PIECE: Final = 262_144  # the loop reads so much at once: what is here is looked through in one go
LINGER: Final = 3.0  # seconds for a client to take the last reply
LINGER_MAX: Final = 1 << 20  # octets it may go on sending meanwhile


class Gone(Exception):
    """The client closed the connection, or ran out of time."""


class Wire(SMTP):
    """The asyncio protocol of one client. `_handle_client` is what runs once it is there."""

    line_length_limit = PIECE  # of the stream reader: how much may wait unread before the socket is paused

    def __init__(self, hostname: Callable[[], str]) -> None:
        # Not aiosmtpd's own beginning: it looks through all members for commands and hooks, of which none is used
        # here, and that was a tenth of the work for a client with one message.
        self.loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(self.line_length_limit, self.loop)
        asyncio.StreamReaderProtocol.__init__(self, reader, self._cb_client_connected, self.loop)
        self.transport = self._original_transport = self._tls_protocol = None
        self._timeout_handle = self._handler_coroutine = None
        self._hostname = hostname
        self._client: Client | None = None  # while it is served
        self._log = logging.getLogger("homemail.smtpd")
        self._out = bytearray()
        self._doing = "CONNECT"
        self._closing = False
        self._dropped = 0
        self._lingering = False  # the last words are said, and what still comes is dropped
        self._deadline: asyncio.TimerHandle | None = None
        self._client_tls = False

    # The protocol's life, as asyncio calls it.

    def data_received(self, data: bytes) -> None:
        if not self._lingering:
            super().data_received(data)
            return
        self._dropped += len(data)
        if self._dropped > LINGER_MAX:
            self.abort()

    def eof_received(self) -> bool | None:
        """Quirk: scripts close their half after QUIT and still read the replies; what they sent is still served."""
        if self._client is not None:
            self._reader.feed_eof()
        return not self._client_tls and self._client is not None and not self._lingering

    def _reset_timeout(self, duration: float | None = None) -> None:
        """Called by aiosmtpd when a connection begins; the clock is started where something is waited for."""
        if self._timeout_handle is None:
            self._timeout_handle = self.loop.call_later(0, lambda: None)

    def abort(self) -> None:
        if self._wire is not None:
            self._wire.abort()

    @property
    def _wire(self) -> asyncio.Transport | None:
        """aiosmtpd's `transport`, as the kind of transport that streams have."""
        return cast("asyncio.Transport | None", self.transport)

    # What is read and sent.

    async def _read(self, most: int = PIECE) -> bytes:
        piece: bytes = await self._reader.read(most)
        if not piece:
            raise Gone
        return piece

    @property
    def _has_unread(self) -> bool:
        return bool(self._reader._buffer)  # type: ignore[attr-defined]

    def _say(self, reply: Reply) -> None:
        self._out += reply.encode()

    async def _flush(self, seconds: float) -> None:
        """One write for all replies to commands that came in one piece (RFC 2920 §3.2). Leaves the clock running."""
        if self._deadline is None:
            self._start_clock(seconds)
        if self.transport is None or self.transport.is_closing() or self._lingering:
            raise Gone
        if self._out:
            self._writer.write(bytes(self._out))
            self._out.clear()
        await self._writer.drain()

    # Deadlines.

    def _start_clock(self, seconds: float) -> None:
        self._stop_clock()
        self._deadline = self.loop.call_later(seconds, self._out_of_time)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _out_of_time(self) -> None:
        if self._client is not None:
            self._log.info("timeout after %s from %s", self._doing, self._client)
        self._hang_up(Reply.of(421, "4.4.2", f"{self._hostname()} Error: timeout exceeded"))

    # The end.

    def _hang_up(self, reply: Reply | None = None) -> None:
        """The last words, and a moment for the client to take them."""
        self._closing = True
        self._stop_clock()
        transport = self._wire
        if transport is None or transport.is_closing() or self._lingering:
            return
        if reply is not None:
            self._out += reply.encode()
        if self._out:
            transport.write(bytes(self._out))
            self._out.clear()
        if reply is not None and not reply.is_positive and transport.can_write_eof():
            # Closing on unread octets would take the words back (TCP RST).
            self._lingering = True
            transport.write_eof()
            transport.resume_reading()
            self.loop.call_later(1.0, transport.close)  # the rest of LINGER is for a client that is slow to read
        else:
            transport.close()
        self.loop.call_later(LINGER, transport.abort)

    def _cut(self, reply: Reply) -> None:
        """The last words, and the place is free at once."""
        self._closing = True
        self._stop_clock()
        if self._wire is not None and not self._lingering:
            self._wire.write(reply.encode())
            self._wire.close()
            self.loop.call_later(1.0, self.abort)

    # TLS.

    async def _shake_hands(self, context: ssl.SSLContext, seconds: float) -> asyncio.Transport:
        """Go on inside TLS; whatever was read before is dropped."""
        wire = self._wire
        if wire is None:
            raise Gone
        reader: Any = self._reader
        # Order matters: nothing may run between emptying the buffer and start_tls taking the transport.
        reader._buffer.clear()
        try:
            transport = await self.loop.start_tls(wire, self, context, server_side=True, ssl_handshake_timeout=seconds)
        except (OSError, ssl.SSLError) as fault:
            self._log.info("SSL_accept error from %s: %s", self._client, type(fault).__name__)
            wire.abort()
            # asyncio tells a protocol nothing of a transport that was lost during its handshake.
            self.connection_lost(None)
            raise Gone from None
        if transport is None or self._client is None:
            raise Gone
        self.transport = transport
        reader._transport = transport
        reader._paused = False
        writer: Any = self._writer
        writer._transport = transport
        protocol: Any = self
        protocol._transport = transport
        protocol._over_ssl = True
        return transport
