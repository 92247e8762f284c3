"""STATUS (RFC 3501 §6.3.10; SIZE RFC 8438, HIGHESTMODSEQ RFC 7162, DELETED RFC 9051, DELETED-STORAGE RFC 9208)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from homemail.imap.completion import Completion
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.object_id import mailbox_object_id
from homemail.store.values import MailboxStatus

if TYPE_CHECKING:
    from homemail.imap.names import Reached
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.store.values import Mailbox

ITEMS: Final[dict[bytes, Callable[[MailboxStatus], int]]] = {
    b"MESSAGES": lambda status: status.messages,
    b"RECENT": lambda status: status.recent,
    b"UIDNEXT": lambda status: status.uidnext,
    b"UIDVALIDITY": lambda status: status.uidvalidity,
    b"UNSEEN": lambda status: status.unseen,
    b"SIZE": lambda status: status.size,
    b"DELETED": lambda status: status.deleted,
    b"DELETED-STORAGE": lambda status: status.deleted_size,  # RFC 9208 §4.1.4 names no unit: octets, as SIZE
    b"HIGHESTMODSEQ": lambda status: status.highestmodseq,
}


async def status(session: Session, arguments: Arguments) -> Completion:
    """status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")" """
    arguments.space()
    octets = arguments.astring()
    arguments.space()
    items = parse_status_items(arguments)
    arguments.end()
    await send_status(session, await session.names.reach(session.names.parse(octets), "r"), items)
    return Completion("Done")


def parse_status_items(arguments: Arguments) -> tuple[bytes, ...]:
    """ "(" status-att *(SP status-att) ")" """
    arguments.token(b"(")
    items: list[bytes] = []
    while not items or not arguments.skip(b")"):
        item = arguments.keyword()
        if item not in ITEMS and item not in (b"MAILBOXID", b"APPENDLIMIT"):
            raise SyntaxFault("There is no such status item")
        items.append(item)
        if not arguments.looking_at(b")"):
            arguments.space()
    return tuple(dict.fromkeys(items))


def _value(item: bytes, mailbox: Mailbox, found: MailboxStatus, limit: int) -> bytes:
    match item:
        case b"MAILBOXID":  # RFC 8474 §4.3
            return f"({mailbox_object_id(mailbox.id)})".encode()
        case b"APPENDLIMIT":  # RFC 7889 §3
            return b"%d" % limit
        case _:
            return b"%d" % ITEMS[item](found)


async def send_status(session: Session, reached: Reached, items: tuple[bytes, ...]) -> None:
    """mailbox-data =/ "STATUS" SP mailbox SP "(" [status-att-list] ")" """
    if b"HIGHESTMODSEQ" in items:
        await session.enable_condstore()  # RFC 7162 §3.1
    found = await session.store.mailboxes.status(reached.mailbox.id)
    limit = session.settings.current.limits.message_size
    pairs = b" ".join(item + b" " + _value(item, reached.mailbox, found, limit) for item in items)
    await session.untagged(b"STATUS " + session.names.format(reached.name) + b" (" + pairs + b")")
