"""The body as DKIM hashes it, in pieces of any size: nothing is kept but a run of blanks and a count of empty lines.

Pure. Line ends that are bare become CRLF, as they do when a message leaves (delivery/content.py), so that what was
hashed is what the next hop receives.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

_BARE = re.compile(rb"\r\n|\r|\n")
_BLANKS = re.compile(rb"[ \t]+")
_LINES = b"\r\n" * 4096


class Canonical(StrEnum):
    """RFC 6376 §3.4"""

    SIMPLE = "simple"
    RELAXED = "relaxed"


@dataclass(frozen=True, slots=True)
class BodyForm:
    """Which hash of a body a signature speaks of. `length` is l=: how much of the canonical body is signed."""

    canonical: Canonical
    length: int | None = None


class BodyHasher:
    """Feed a body, then `finish` for its SHA-256."""

    def __init__(self, form: BodyForm) -> None:
        self._relaxed = form.canonical is Canonical.RELAXED
        self._left = form.length
        self._hash = hashlib.sha256()
        self._carriage = b""  # a CR whose LF may come with the next piece
        self._blank = False  # relaxed: blanks that count only if the line goes on
        self._empty = 0  # line ends that count only if something follows
        self._some = False

    def feed(self, piece: bytes) -> None:
        piece = self._carriage + piece
        self._carriage = b""
        if piece.endswith(b"\r"):
            piece, self._carriage = piece[:-1], b"\r"
        self._take(piece)

    def finish(self) -> bytes | None:
        """Ends the body. None when it is shorter than the length that was asked for."""
        self._take(self._carriage)
        self._carriage = b""
        # RFC 6376 §3.4.3: an empty body is one CRLF; §3.4.4: relaxed, it is nothing.
        if self._some or not self._relaxed:
            self._emit(b"\r\n")
        return None if self._left else self._hash.digest()

    def _take(self, piece: bytes) -> None:
        if piece.count(b"\n") != piece.count(b"\r\n") or piece.count(b"\r") != piece.count(b"\n"):
            piece = _BARE.sub(b"\r\n", piece)
        if self._relaxed and piece:
            piece = self._relax(piece)
        kept = piece.rstrip(b"\r\n")
        if kept:
            while self._empty:
                lines = min(self._empty, len(_LINES) // 2)
                self._emit(_LINES[: 2 * lines])
                self._empty -= lines
            self._emit(kept)
            self._some = True
        self._empty += (len(piece) - len(kept)) // 2

    def _relax(self, piece: bytes) -> bytes:
        piece = _BLANKS.sub(b" ", b" " + piece if self._blank else piece)
        self._blank = piece.endswith(b" ")
        return piece.removesuffix(b" ").replace(b" \r\n", b"\r\n")

    def _emit(self, octets: bytes) -> None:
        if self._left is not None:
            octets = octets[: self._left]
            self._left -= len(octets)
        self._hash.update(octets)
