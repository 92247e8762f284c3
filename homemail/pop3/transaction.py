"""After login: what is asked of the maildrop, and what is marked in it (RFC 1939 §5, §7). Nothing is removed here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from homemail.pop3.answer import Answer, begun, error, messages, ok, scan
from homemail.pop3.command import Command, parse_number
from homemail.store.errors import ContentGone

if TYPE_CHECKING:
    from homemail.pop3.session import Session

_NO_SUCH_MESSAGE: Final = "No such message"
_GONE: Final = "[SYS/TEMP] The message was removed in the meantime"


async def stat(session: "Session", _: Command) -> Answer:
    """RFC 1939 §5: the drop listing: count and octets, nothing else."""
    drop = session.drop
    numbers = list(drop.numbers())
    return ok(f"{len(numbers)} {sum(await drop.sizes(numbers))}")


async def list_sizes(session: "Session", command: Command) -> Answer:
    numbers = _asked_for(session, command)
    if numbers is None:
        return error(_NO_SUCH_MESSAGE)
    return scan(command, numbers, map(str, await session.drop.sizes(numbers)))


async def uidl(session: "Session", command: Command) -> Answer:
    numbers = _asked_for(session, command)
    if numbers is None:
        return error(_NO_SUCH_MESSAGE)
    return scan(command, numbers, map(session.drop.unique_id, numbers))


def _asked_for(session: "Session", command: Command) -> Sequence[int] | None:
    """The one message named, or all that are not deleted."""
    if not command.arguments:
        return list(session.drop.numbers())
    number = _number(session, command.arguments[0])
    return None if number is None else [number]


async def retr(session: "Session", command: Command) -> Answer:
    number = _number(session, command.arguments[0])
    if number is None:
        return error(_NO_SUCH_MESSAGE)
    try:
        size = await session.drop.size(number)
    except ContentGone:
        return error(_GONE)
    body = await begun(session.drop.handed_over(number))
    if body is None:
        return error(_GONE)
    session.counts.retr += 1
    session.counts.octets += size
    return Answer(f"+OK {size} octets\r\n".encode(), body)


async def top(session: "Session", command: Command) -> Answer:
    number, lines = _number(session, command.arguments[0]), parse_number(command.arguments[1])
    if number is None:
        return error(_NO_SUCH_MESSAGE)
    if lines is None:
        return error("Usage: TOP message lines")
    body = await begun(session.drop.retrieve(number, lines))
    if body is None:
        return error(_GONE)
    session.counts.top += 1
    return Answer(b"+OK Top of message follows\r\n", body)


async def dele(session: "Session", command: Command) -> Answer:
    number = _number(session, command.arguments[0])
    if number is None:
        return error(_NO_SUCH_MESSAGE)
    session.drop.deleted.add(number)
    return ok(f"Message {number} deleted")


async def noop(session: "Session", _: Command) -> Answer:
    return ok("Nothing done")


async def rset(session: "Session", _: Command) -> Answer:
    session.drop.deleted.clear()
    return ok(f"Nothing is deleted, {messages(len(session.drop))}")


def _number(session: "Session", text: bytes) -> int | None:
    number = parse_number(text)
    return number if number is not None and session.drop.has(number) else None
