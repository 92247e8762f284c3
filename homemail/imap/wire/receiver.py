"""Turn the bytes a client sends into complete commands, holding a bounded amount of them.

Sans-IO, after h11: `feed` bytes, then ask `next_event` until it answers
NEED_DATA. A command is a tuple of parts: text, and the octets of the literals
between (RFC 3501 §4.3, and the non-synchronising ones of RFC 7888). When a
literal is announced the owner says what happens to it: `keep_literal` into
the command, `stream_literal` in pieces (APPEND), or `abandon_command`.
Nothing here waits, and nothing beyond the limits is ever kept.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

# RFC 7162 §4 asks for at least 8192 octets a line; a UID set of a sparse mailbox is longer.
LINE_MAX: Final = 64 * 1024
LINE_MAX_BEFORE_LOGIN: Final = 40 * 1024  # RFC 2971 §3.3: 30 names of 30 octets, 30 values of 1024
COMMAND_MAX: Final = 256 * 1024  # text and kept literals of one command together
COMMAND_MAX_BEFORE_LOGIN: Final = 40 * 1024
_PART_COST: Final = 64  # what holding a part costs beyond its octets: empty literals must not pile up for free

_LITERAL = re.compile(rb"\{([0-9]{1,20})(\+?)\}\Z")


class NeedData(Enum):
    """No complete event yet: feed more bytes."""

    NEED_DATA = "need data"


NEED_DATA: Final = NeedData.NEED_DATA


@dataclass(frozen=True, slots=True)
class Literal:
    """The octets of a literal that was kept in its command."""

    octets: bytes


Part = bytes | Literal


@dataclass(frozen=True, slots=True)
class CommandReceived:
    """command = tag SP (...) CRLF, the CRLF taken off."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class LiteralAnnounced:
    """literal = "{" number ["+"] "}" CRLF *CHAR8, the octets still to come."""

    parts: tuple[Part, ...]
    size: int
    synchronising: bool
    fits: bool  # could be kept in the command


@dataclass(frozen=True, slots=True)
class LiteralOctets:
    """A piece of a streamed literal; `finished` after the last one."""

    octets: bytes
    finished: bool


@dataclass(frozen=True, slots=True)
class Overflow:
    """A line or command beyond the limits: the session cannot go on, since where the next begins is unknown."""


Event = CommandReceived | LiteralAnnounced | LiteralOctets | Overflow


class _Awaiting(Enum):
    LINE = "line"
    DECISION = "decision"
    KEPT = "kept literal"
    STREAMED = "streamed literal"
    NOTHING = "nothing after an overflow"


class CommandReceiver:
    """Bytes to commands; one per session."""

    def __init__(self) -> None:
        self._line_max = LINE_MAX_BEFORE_LOGIN
        self._command_max = COMMAND_MAX_BEFORE_LOGIN
        self._buffer = bytearray()
        self._searched = 0  # no line feed stands before this offset
        self._parts: list[Part] = []
        self._held = 0  # octets in _parts
        self._awaiting = _Awaiting.LINE
        self._literal_left = 0

    def logged_in(self) -> None:
        """Whoever has logged in may send longer commands."""
        self._line_max = LINE_MAX
        self._command_max = COMMAND_MAX

    def feed(self, octets: bytes) -> None:
        self._buffer += octets

    def forget(self) -> None:
        """Drop everything that came in before the TLS handshake (CVE-2011-0411)."""
        self._buffer.clear()
        self._searched = 0
        self._parts.clear()
        self._held = 0

    def take_rest(self) -> bytes:
        """The same, and give it away."""
        rest = bytes(self._buffer)
        self.forget()
        return rest

    @property
    def pending(self) -> bool:
        """Whether bytes are waiting that no event has taken yet."""
        return bool(self._buffer)

    @property
    def has_line(self) -> bool:
        """Whether `next_line` has an answer."""
        return len(self._buffer) > self._line_max or b"\n" in self._buffer

    def next_event(self) -> Event | NeedData:
        match self._awaiting:
            case _Awaiting.LINE:
                return self._next_line_event()
            case _Awaiting.KEPT:
                return self._keep()
            case _Awaiting.STREAMED:
                return self._stream()
            case _:
                return NEED_DATA

    def next_line(self) -> bytes | Overflow | NeedData:
        """A line outside the command grammar: SASL's base64 and IDLE's DONE."""
        line = self._take_line()
        if isinstance(line, Overflow):
            self._awaiting = _Awaiting.NOTHING
        return line

    # what the owner answers to LiteralAnnounced

    def keep_literal(self) -> None:
        self._awaiting = _Awaiting.KEPT

    def stream_literal(self) -> None:
        """Its octets come as events; the rest of the line then arrives as a command of its own."""
        self._awaiting = _Awaiting.STREAMED
        self._parts.clear()
        self._held = 0

    def abandon_command(self) -> None:
        """RFC 3501 §7.5: a refused synchronising literal is not sent; the next line begins a new command."""
        self._awaiting = _Awaiting.LINE
        self._parts.clear()
        self._held = 0

    # the machine

    def _take_line(self) -> bytes | Overflow | NeedData:
        end = self._buffer.find(b"\n", self._searched)
        if end < 0:
            self._searched = len(self._buffer)
            return Overflow() if len(self._buffer) > self._line_max else NEED_DATA
        self._searched = 0
        if end > self._line_max:
            return Overflow()
        # Lenient: a person typing through nc or openssl s_client ends lines with a bare LF.
        line = bytes(self._buffer[: end - 1 if end and self._buffer[end - 1] == 0x0D else end])
        del self._buffer[: end + 1]
        return line

    def _next_line_event(self) -> Event | NeedData:
        line = self._take_line()
        if isinstance(line, NeedData):
            return line
        if isinstance(line, Overflow) or self._held + len(line) > self._command_max:
            self._awaiting = _Awaiting.NOTHING
            return Overflow()
        announced = _LITERAL.search(line)
        if announced is None:
            self._parts.append(line)
            parts = tuple(self._parts)
            self._parts.clear()
            self._held = 0
            return CommandReceived(parts)
        self._parts.append(line[: announced.start()])
        self._held += announced.start() + _PART_COST
        self._literal_left = int(announced[1])
        self._awaiting = _Awaiting.DECISION
        return LiteralAnnounced(
            parts=tuple(self._parts),
            size=self._literal_left,
            synchronising=not announced[2],
            fits=self._held + self._literal_left <= self._command_max,
        )

    def _keep(self) -> Event | NeedData:
        if len(self._buffer) < self._literal_left:
            return NEED_DATA
        self._parts.append(Literal(bytes(self._buffer[: self._literal_left])))
        self._held += self._literal_left
        del self._buffer[: self._literal_left]
        self._awaiting = _Awaiting.LINE
        return self._next_line_event()

    def _stream(self) -> Event | NeedData:
        if not self._buffer and self._literal_left:
            return NEED_DATA
        octets = bytes(self._buffer[: self._literal_left])
        del self._buffer[: len(octets)]
        self._literal_left -= len(octets)
        if not self._literal_left:
            self._awaiting = _Awaiting.LINE
        return LiteralOctets(octets, finished=not self._literal_left)
