"""A message's octets as they leave after DATA: lines end in CRLF, dots are stuffed, the final dot stands alone.

Pure, in pieces of any size. No bare CR or LF leaves, so nothing in a message can be taken for its end
(RFC 5321 §2.3.8, §4.1.1.4, §4.5.2).
"""

import re

from homemail.smtp.line_ends import has_bare

_BARE = re.compile(rb"\r\n|\r|\n")


class DataEncoder:
    """Feed content, send what comes back, then `finish`."""

    __slots__ = ("_held", "_line_start")

    def __init__(self) -> None:
        self._held = b""  # a CR whose LF may come with the next piece
        self._line_start = True

    def feed(self, piece: bytes) -> bytes:
        if self._held:
            piece, self._held = self._held + piece, b""
        if piece.endswith(b"\r"):
            piece, self._held = piece[:-1], b"\r"
        return self._encode(piece)

    def finish(self) -> bytes:
        """The rest, a line end if the last line has none, and the final dot."""
        rest = self._encode(self._held)
        self._held = b""
        end = b"" if self._line_start else b"\r\n"
        self._line_start = True
        return rest + end + b".\r\n"

    def _encode(self, piece: bytes) -> bytes:
        if not piece:
            return b""
        if has_bare(piece):
            piece = _BARE.sub(b"\r\n", piece)
        starts_with_dot = self._line_start and piece.startswith(b".")
        self._line_start = piece.endswith(b"\r\n")
        if b"." in piece:
            piece = piece.replace(b"\r\n.", b"\r\n..")
        return b"." + piece if starts_with_dot else piece
