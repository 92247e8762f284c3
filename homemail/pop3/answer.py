"""Answers of a POP3 session: a status line and, for a multi-line response, the octets that follow (RFC 1939 §3)."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from homemail.pop3.command import Command
from homemail.store.errors import ContentGone

_LINES_AT_ONCE: Final = 1000


class After(Enum):
    """What the connection does once the answer is sent."""

    GO_ON = auto()
    START_TLS = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """A status line and, for a multi-line response, the octets that follow, the final dot included."""

    line: bytes
    body: AsyncIterator[bytes] | None = None
    after: After = After.GO_ON

    @property
    def is_error(self) -> bool:
        return self.line.startswith(b"-")


def ok(text: str) -> Answer:
    return Answer(f"+OK {text}\r\n".encode())


def error(text: str, after: After = After.GO_ON) -> Answer:
    return Answer(f"-ERR {text}\r\n".encode(), after=after)


def scan(command: Command, numbers: Sequence[int], facts: Iterable[str]) -> Answer:
    """RFC 1939 §5, scan listing: one line, or a line for each."""
    lines = (f"{number} {fact}" for number, fact in zip(numbers, facts, strict=True))
    return ok(next(lines)) if command.arguments else listing(messages(len(numbers)), lines)


def listing(text: str, lines: Iterable[str]) -> Answer:
    return Answer(f"+OK {text}\r\n".encode(), _lines(lines))


async def _lines(lines: Iterable[str]) -> AsyncIterator[bytes]:
    """A multi-line response of short lines; none begins with a dot."""
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _LINES_AT_ONCE:
            yield ("\r\n".join(batch) + "\r\n").encode()
            batch.clear()
    yield "".join(f"{text}\r\n" for text in (*batch, ".")).encode()


async def begun(body: AsyncIterator[bytes]) -> AsyncIterator[bytes] | None:
    """The same octets with the first piece already read: +OK is said only of a message that is there."""
    try:
        first = await anext(body)
    except ContentGone:
        return None

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for piece in body:
            yield piece

    return whole()


def messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"
