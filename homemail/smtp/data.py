"""The content after DATA: find its end, take dot-stuffing off, and let no line end be read in two ways.

RFC 5321 §4.1.1.4 and §4.5.2. In a CRLF session only CRLF.CRLF ends the data.
A bare CR or LF is a fault from a stranger (another server may take it for a
line end: SMTP smuggling) and becomes CRLF from the house, whose old programs
send such. Works on whole pieces by searching, never line by line; at most a
handful of octets is held back between two pieces.
"""

import re
from enum import Enum

from homemail.smtp.lines import Dialect


class DataFault(Enum):
    """Why content cannot be taken."""

    NUL = "NUL octet"
    BARE_CR = "bare <CR>"
    BARE_LF = "bare <LF>"


_CRLF_END = b"\r\n.\r\n"
_LF_END = re.compile(rb"\n\.\r?\n")
_LF_HELD = re.compile(rb"\r?\n(?:\.\r?)?\Z|\r\Z")
_LINE_END = re.compile(rb"\r\n?|\n")


def mend_line_ends(piece: bytes, *, lf: bool, house: bool) -> bytes | DataFault:
    """The same with CRLF alone between lines, or why not; a CR at the very end is taken for a bare one."""
    if 0 in piece:
        return DataFault.NUL
    pairs = piece.count(b"\r\n")
    bare_lf = piece.count(b"\n") - pairs
    bare_cr = piece.count(b"\r") - pairs
    if not bare_lf and not bare_cr:
        return piece
    if bare_cr and not house:
        return DataFault.BARE_CR
    if bare_lf and not lf and not house:
        return DataFault.BARE_LF
    return _LINE_END.sub(b"\r\n", piece)


class DataDecoder:
    """Feed it what follows the DATA command; it gives the content back, every line ended by CRLF."""

    def __init__(self, dialect: Dialect, *, house: bool) -> None:
        self._lf = dialect is Dialect.LF
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
        end = self._end_of(piece)
        if end is not None:
            content_end, rest_start = end
            self.finished = True
            self.rest = piece[rest_start:]
            self._held = b""
            piece = piece[:content_end]
        else:
            cut = len(piece) - self._held_back(piece)
            self._held = piece[cut:]
            piece = piece[:cut]
        if self.fault is not None or not piece:
            return b""
        return self._clean(piece)

    def _end_of(self, piece: bytes) -> tuple[int, int] | None:
        """Where the content ends (its last line end included) and where the next command begins."""
        if self._lf:
            match = _LF_END.search(piece)
            return None if match is None else (match.start() + 1, match.end())
        found = piece.find(_CRLF_END)
        return None if found < 0 else (found + 2, found + 5)

    def _held_back(self, piece: bytes) -> int:
        """How many octets at the end may turn out to be the begin of a line end, a stuffed dot or the end of data."""
        if self._lf:
            match = _LF_HELD.search(piece, max(0, len(piece) - 4))
            return 0 if match is None else len(piece) - match.start()
        for length in (4, 3, 2, 1):
            if piece.endswith(_CRLF_END[:length]):
                return length
        return 0

    def _clean(self, piece: bytes) -> bytes:
        # RFC 5321 §4.5.2: a dot at the begin of a line that is not alone is dropped.
        piece = piece.replace(b"\n.", b"\n") if self._lf else piece.replace(b"\r\n.", b"\r\n")
        mended = mend_line_ends(piece, lf=self._lf, house=self._house)
        if isinstance(mended, DataFault):
            self.fault = mended
            return b""
        piece = mended
        if self._virtual:
            piece, self._virtual = piece[self._virtual :], 0
        return piece
