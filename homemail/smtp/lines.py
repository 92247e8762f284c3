"""Cut the bytes of a session into command lines, without memory for lines that never end.

The first lines of a session set its dialect. A program ends its lines in
CRLF, and from the first CRLF on nothing else ends a line: a bare LF is then
part of the line, for the parser to refuse, so no command hides behind one. A
person at nc or openssl s_client sends bare LF, and is served until a CRLF
comes. Nothing here knows what a command is.
"""

from dataclasses import dataclass
from enum import Enum

# RFC 5321 §4.5.3.1.4 asks for 512 octets and more with extensions; RFC 4954 §4 for 12288 in an AUTH exchange.
LINE_MAX = 12288


class Dialect(Enum):
    """How the client ends its lines."""

    UNKNOWN = "unknown"  # nothing has ended yet
    LF = "lf"  # every line so far ended in a bare LF
    CRLF = "crlf"  # at least one line ended in CRLF, so all do


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end."""

    octets: bytes


@dataclass(frozen=True, slots=True)
class Overlong:
    """A line passed the limit; said once, the rest of it is dropped as it comes."""


class LineReceiver:
    """Bytes in, lines out. `dropped` counts what an overlong line has cost so far."""

    def __init__(self, limit: int = LINE_MAX) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self._searched = 0
        self._dropping = False
        self.dialect = Dialect.UNKNOWN
        self.dropped = 0

    def feed(self, octets: bytes) -> None:
        self._buffer += octets

    def next_line(self) -> Line | Overlong | None:
        """The next line, or None until more bytes come."""
        while True:
            end = self._find_end()
            if end is None:
                return self._unfinished()
            line = bytes(self._buffer[: end - 1])
            del self._buffer[:end]
            self._searched = 0
            if line.endswith(b"\r"):
                line = line[:-1]
                self.dialect = Dialect.CRLF
            elif self.dialect is Dialect.UNKNOWN:
                self.dialect = Dialect.LF
            if self._dropping:
                self._dropping = False
                continue
            if len(line) > self._limit:
                return Overlong()
            return Line(line)

    @property
    def has_more(self) -> bool:
        """Octets behind the last line that was taken."""
        return bool(self._buffer)

    def take_rest(self) -> bytes:
        """Everything after the last line: content, where that line was DATA."""
        rest = bytes(self._buffer)
        self.clear()
        return rest

    def clear(self) -> None:
        self._buffer.clear()
        self._searched = 0
        self._dropping = False

    def _find_end(self) -> int | None:
        """The offset just after the next line end of this dialect."""
        if self.dialect is Dialect.CRLF:
            found = self._buffer.find(b"\r\n", self._searched)
            return None if found < 0 else found + 2
        found = self._buffer.find(b"\n", self._searched)
        return None if found < 0 else found + 1

    def _unfinished(self) -> Overlong | None:
        length = len(self._buffer)
        # A CR at the very end may be half a line end.
        keep = 1 if self._buffer.endswith(b"\r") else 0
        self._searched = length - keep
        if length - keep <= self._limit and not self._dropping:
            return None
        self.dropped += length - keep
        del self._buffer[: length - keep]
        self._searched = 0
        if self._dropping:
            return None
        self._dropping = True
        return Overlong()
