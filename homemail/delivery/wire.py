"""The transport of an open session, after aiosmtplib has connected it, put it under TLS and logged in.

aiosmtplib waits for each reply before the next command; a home's uplink is far from its provider, and even on loopback
the round trips were two thirds of a delivery's time. Here commands go ahead of their replies where the server allows
it (RFC 2920): a message takes two round trips instead of five. Replies come out in order; one that nobody asked for
is forgotten, unless it is a farewell.
"""

import asyncio
from collections import deque
from typing import cast

from homemail.delivery.replies import Answer

REPLY_MAX = 64 * 1024  # octets of one reply
UNASKED_MAX = 100  # replies to nothing that was asked, until the server is hung up on
FAREWELL = 421  # RFC 5321 §3.8


class MalformedReply(Exception):
    """What came is no SMTP reply."""


class Wire(asyncio.Protocol):
    """`write`, `drain`, and one `reply` for each command."""

    def __init__(self, transport: asyncio.WriteTransport) -> None:
        self._transport = transport
        self._received = bytearray()
        self._lines: list[bytes] = []
        self._length = 0  # octets of these lines
        self._replies: deque[Answer] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._room = asyncio.Event()
        self._room.set()
        self._owed = 0  # replies to commands that were sent
        self._fault: Exception | None = None
        transport.set_protocol(self)

    @property
    def is_open(self) -> bool:
        return self._fault is None and not self._transport.is_closing()

    @property
    def transport(self) -> asyncio.WriteTransport:
        return self._transport

    @property
    def unsent(self) -> int:
        """Octets that have not even left this program."""
        return self._transport.get_write_buffer_size()

    @property
    def unasked(self) -> Answer | None:
        """A reply to nothing that was asked: the server speaks in the middle of a content."""
        return self._replies[0] if self._replies and not self._owed else None

    def write(self, octets: bytes, *, replies: int = 0) -> None:
        """Raises ConnectionError when there is nobody to write to."""
        self._check()
        if replies and not self._owed:
            self._replies.clear()  # lines that answered nothing are not the answer to what is asked now
        self._owed += replies
        self._transport.write(octets)

    async def drain(self) -> None:
        await self._room.wait()
        self._check()

    async def reply(self, timeout: float) -> Answer:
        """The next reply. Raises ConnectionError, MalformedReply or TimeoutError."""
        if not self._replies:  # those to commands that went ahead come together
            loop = asyncio.get_running_loop()
            timer = loop.call_later(timeout, self._expire)
            try:
                while not self._replies:
                    self._check()
                    self._waiter = loop.create_future()
                    await self._waiter
            finally:
                timer.cancel()
        self._owed -= 1
        return self._replies.popleft()

    def _expire(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(TimeoutError())

    def abort(self) -> None:
        self._transport.abort()

    def _check(self) -> None:
        if self._fault is not None:
            raise self._fault
        if self._transport.is_closing():
            raise ConnectionResetError("the connection is closed")

    # As asyncio calls it.

    def data_received(self, data: bytes) -> None:
        *lines, rest = (bytes(self._received) + data).split(b"\n")
        self._received = bytearray(rest)
        for line in lines:
            self._take(line.rstrip(b"\r"))
        if self._length + len(rest) > REPLY_MAX:
            self._fail(MalformedReply("response too long"))
        self._wake()

    def _take(self, line: bytes) -> None:
        self._length += len(line)
        if self._length > REPLY_MAX:
            self._fail(MalformedReply("response too long"))
        if isinstance(self._fault, MalformedReply):
            return  # what comes after it answers nobody knows what
        if not line[:3].isdigit() or line[3:4] not in (b" ", b"-", b""):
            self._fail(MalformedReply(line.decode("utf-8", "replace")))
            return
        self._lines.append(line[4:].strip())
        if line[3:4] == b"-":
            return
        text = b"\n".join(self._lines).decode("utf-8", "surrogateescape")
        self._lines.clear()
        self._length = 0
        code = int(line[:3])
        self._replies.append(Answer.of(code, text))
        if len(self._replies) > self._owed + UNASKED_MAX:
            self._fail(MalformedReply("replies without end"))
            self.abort()
        if code == FAREWELL and len(self._replies) > self._owed:  # between two messages, most often
            self._fail(ConnectionResetError("the server closes"))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc if isinstance(exc, OSError) else ConnectionResetError("the connection is closed"))

    def eof_received(self) -> bool:
        self._fail(ConnectionResetError("the connection is closed"))
        return False

    def pause_writing(self) -> None:
        self._room.clear()

    def resume_writing(self) -> None:
        self._room.set()

    def _fail(self, fault: Exception) -> None:
        self._fault = self._fault or fault
        self._room.set()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def take_over(transport: asyncio.BaseTransport | None) -> Wire:
    """Take the transport from whoever spoke over it so far."""
    if transport is None or transport.is_closing():
        raise ConnectionResetError("the connection is closed")
    return Wire(cast("asyncio.WriteTransport", transport))  # uvloop's transports inherit from nothing
