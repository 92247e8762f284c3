"""The multi-line response of POP3 (RFC 1939 §3): a message as lines that end in CRLF, dots stuffed, a lone dot last.

Messages pass through in pieces of any size, whole buffers at a time. Stored
content is never altered; a bare LF or a missing last CRLF is made right on the
way out only, and `surplus` says by how much that lengthens the message, so
that LIST tells the size that RETR gives.
"""

import re
from collections.abc import AsyncIterator
from typing import Final

END: Final = b".\r\n"

_BARE_LF: Final = re.compile(rb"(?<!\r)\n")


class Lines:
    """Content with every line ended by CRLF: bare LFs get their CR, the last line gets what it lacks."""

    def __init__(self) -> None:
        self._last = b"\n"  # an empty message has no line to end
        self._after_cr = False

    def feed(self, piece: bytes) -> bytes:
        if not piece:
            return b""
        fixed = piece
        bare = piece.count(b"\n") - piece.count(b"\r\n")
        if bare:
            # The LF of a CRLF that the pieces cut apart looks bare here and is not.
            if self._after_cr and piece[:1] == b"\n":
                fixed = b"\n" + _BARE_LF.sub(b"\r\n", piece[1:]) if bare > 1 else piece
            else:
                fixed = _BARE_LF.sub(b"\r\n", piece)
        self._last = piece[-1:]
        self._after_cr = self._last == b"\r"
        return fixed

    def finish(self) -> bytes:
        return b"" if self._last == b"\n" else b"\r\n"


class DotStuffing:
    """A dot is put before each line that begins with one, wherever the pieces were cut. Takes CRLF lines only."""

    def __init__(self) -> None:
        self._tail = b"\r\n"  # as much of a CRLF as the octets so far end in

    def feed(self, piece: bytes) -> bytes:
        if not piece:
            return b""
        joined = self._tail + piece
        stuffed = joined.replace(b"\r\n.", b"\r\n..")[len(self._tail) :]
        self._tail = b"\r\n" if joined.endswith(b"\r\n") else b"\r" if joined.endswith(b"\r") else b""
        return stuffed


class Top:
    """The header, the blank line and the first lines of the body (RFC 1939 §7, TOP). Takes CRLF lines only."""

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self._in_body = False
        self._tail = b"\r\n"  # a message that begins with a blank line has no header
        self.done = False

    def feed(self, piece: bytes) -> bytes:
        if self.done:
            return b""
        if self._in_body:
            return self._body(piece)
        joined = self._tail + piece
        blank = joined.find(b"\r\n\r\n")
        if blank < 0:
            self._tail = joined[-3:]
            return piece
        body = blank + 4 - len(self._tail)
        self._in_body = True
        return piece[:body] + self._body(piece[body:])

    def _body(self, piece: bytes) -> bytes:
        ends = piece.count(b"\n")
        if ends < self._lines:
            self._lines -= ends
            return piece
        cut = 0
        for _ in range(self._lines):
            cut = piece.index(b"\n", cut) + 1
        self.done = True
        return piece[:cut]


async def transmit(pieces: AsyncIterator[bytes], top: Top | None = None) -> AsyncIterator[bytes]:
    """The wire form of a message, the final dot included; with `top` only so much of it."""
    lines, stuffing = Lines(), DotStuffing()
    async for piece in pieces:
        whole = lines.feed(piece)
        if top is not None:
            whole = top.feed(whole)
        if whole:
            yield stuffing.feed(whole)
        if top is not None and top.done:
            yield END
            return
    yield stuffing.feed(lines.finish()) + END


class Surplus:
    """Counts by how many octets a message grows on its way out."""

    def __init__(self) -> None:
        self._octets = 0
        self._last = b"\n"

    def feed(self, piece: bytes) -> None:
        if not piece:
            return
        self._octets += piece.count(b"\n") - piece.count(b"\r\n")
        if self._last == b"\r" and piece[:1] == b"\n":
            self._octets -= 1
        self._last = piece[-1:]

    def total(self) -> int:
        return self._octets + (0 if self._last == b"\n" else 2)
