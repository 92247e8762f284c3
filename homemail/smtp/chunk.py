"""The content after BDAT: so many octets, whatever they are, then the next command (RFC 3030 §2).

Only the count says where a chunk ends, so no dot and no command inside one is ever looked at. Line ends follow the
same rule as after DATA, across chunks too: what is kept leaves again by DATA, and there a bare LF is no line end.
"""

from homemail.smtp.data import DataFault, mend_line_ends
from homemail.smtp.lines import Dialect


class ChunkDecoder:
    """`begin` each chunk, feed what follows its command; `end` after the last one."""

    def __init__(self, dialect: Dialect, *, house: bool) -> None:
        self._lf = dialect is Dialect.LF
        self._house = house
        self._wanted = 0
        self._held = b""  # a CR whose LF may come with the next piece, or the next chunk
        self._fresh = True  # at the begin of a line
        self.rest = b""
        self.fault: DataFault | None = None

    @property
    def finished(self) -> bool:
        """The chunk is whole; `rest` is what follows it."""
        return self._wanted == 0

    def begin(self, size: int) -> None:
        self._wanted, self.rest = size, b""

    def feed(self, octets: bytes) -> bytes:
        """The content that is certain by now; empty once there is a fault."""
        piece, self.rest = octets[: self._wanted], octets[self._wanted :]
        self._wanted -= len(piece)
        piece = self._held + piece
        self._held = b"\r" if piece.endswith(b"\r") else b""
        return self._clean(piece.removesuffix(b"\r"))

    def end(self) -> bytes:
        """What was held back, and a line end where the last line has none."""
        piece, self._held = self._clean(self._held), b""
        if self.fault is not None or (self._fresh and not piece):
            return b""
        return piece if piece.endswith(b"\r\n") else piece + b"\r\n"

    def _clean(self, piece: bytes) -> bytes:
        if self.fault is not None or not piece:
            return b""
        mended = mend_line_ends(piece, lf=self._lf, house=self._house)
        if isinstance(mended, DataFault):
            self.fault = mended
            return b""
        self._fresh = mended.endswith(b"\r\n")
        return mended
