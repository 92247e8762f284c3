"""The content after DATA: find its end, take dot-stuffing off, and let no line end be read in two ways.

RFC 5321 §4.1.1.4 and §4.5.2. In a CRLF session only CRLF.CRLF ends the data.
A bare CR or LF is a fault from a stranger (another server may take it for a
line end: SMTP smuggling) and becomes CRLF from the house, whose old programs
send such. Works on whole pieces by searching, never line by line; at most a
handful of octets is held back between two pieces.
"""

import re
from enum import Enum

from homemail.smtp.line_ends import has_bare
from homemail.smtp.lines import Dialect


class DataFault(Enum):
    """Why content cannot be taken."""

    NUL = "NUL octet"
    BARE_CR = "bare <CR>"
    BARE_LF = "bare <LF>"


# Patterns where `find` and `count` would do: over text, with a line end each 80 octets, they take half the time.
_CRLF_DOT, _CRLF_END = re.compile(rb"\r\n\."), re.compile(rb"\r\n\.\r\n")
_LF_DOT, _LF_END = re.compile(rb"\n\."), re.compile(rb"\n\.\r?\n")
_LF_HELD = re.compile(rb"\r?\n(?:\.\r?)?\Z|\r\Z")
_LINE_END = re.compile(rb"\r\n?|\n")


def mend_line_ends(piece: bytes, *, lf: bool, house: bool) -> bytes | DataFault:
    """The same with CRLF alone between lines, or why not; a CR at the very end is taken for a bare one."""
    if 0 in piece:
        return DataFault.NUL
    if not has_bare(piece):
        return piece
    pairs = piece.count(b"\r\n")
    bare_lf = piece.count(b"\n") - pairs
    bare_cr = piece.count(b"\r") - pairs
    if bare_cr and not house:
        return DataFault.BARE_CR
    if bare_lf and not lf and not house:
        return DataFault.BARE_LF
    return _LINE_END.sub(b"\r\n", piece)


class DataDecoder:
    """Feed it what follows the DATA command; it gives the content back, every line ended by CRLF."""

    def __init__(self, dialect: Dialect, *, house: bool) -> None:
        self._lf = dialect is Dialect.LF
        self._line_end = b"\n" if self._lf else b"\r\n"
        self._dot, self._end = (_LF_DOT, _LF_END) if self._lf else (_CRLF_DOT, _CRLF_END)
        self._house = house
        # The data begins on a fresh line: pretend that its line end is still held, and drop it from what comes out.
        self._held = b"\r\n"
        self._virtual = 2
        self.finished = False
        self.rest = b""
        self.fault: DataFault | None = None

    def feed(self, octets: bytes) -> bytes:
        """The content that is certain by now; empty once there is a fault. `rest` is what follows the end."""
        piece = self._held + octets
        dot = self._dot.search(piece)
        end = None if dot is None else self._end.search(piece, dot.start())
        if end is not None:
            self.finished = True
            self.rest = piece[end.end() :]
            self._held = b""
            piece = piece[: end.start() + len(self._line_end)]
        else:
            cut = len(piece) - self._held_back(piece)
            self._held = piece[cut:]
            piece = piece[:cut]
        if self.fault is not None or not piece:
            return b""
        if dot is not None and dot.end() <= len(piece):
            # RFC 5321 §4.5.2: a dot at the begin of a line that is not alone is dropped.
            piece = piece.replace(self._line_end + b".", self._line_end)
        return self._clean(piece)

    def _held_back(self, piece: bytes) -> int:
        """How many octets at the end may turn out to be the begin of a line end, a stuffed dot or the end of data."""
        if self._lf:
            match = _LF_HELD.search(piece, max(0, len(piece) - 4))
            return 0 if match is None else len(piece) - match.start()
        for length in (4, 3, 2, 1):
            if piece.endswith(b"\r\n.\r"[:length]):
                return length
        return 0

    def _clean(self, piece: bytes) -> bytes:
        mended = mend_line_ends(piece, lf=self._lf, house=self._house)
        if isinstance(mended, DataFault):
            self.fault = mended
            return b""
        piece = mended
        if self._virtual:
            piece, self._virtual = piece[self._virtual :], 0
        return piece
