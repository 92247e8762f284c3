"""APPEND (RFC 3501 §6.3.11; several at once RFC 3502; put together RFC 4469; APPENDUID RFC 4315 §3).

All messages of one command are appended in one transaction, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homemail.imap.commands.list_mailboxes import tell_other_name
from homemail.imap.completion import Completion
from homemail.imap.incoming import receive_message
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.sequence_set import compact, format_sequence_set
from homemail.store.errors import OverQuota

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.store.values import NewMessage

MESSAGES_MAX: Final = 1000  # in one command


async def append(session: Session, arguments: Arguments) -> Completion:
    """append = "APPEND" SP mailbox 1*(SP append-message)"""
    arguments.space()
    octets = arguments.astring()
    arguments.space()
    target = await session.names.target(octets)
    owner = target.mailbox.account_id
    if session.literals.announced is not None and await session.store.quotas.full(
        [owner], session.literals.announced.size
    ):
        raise OverQuota("there is no room for it in these mailboxes")  # before it is sent
    messages: list[NewMessage] = []
    try:
        await _receive_all(session, arguments, messages, target.rights)
        result = await session.store.messages.append(target.mailbox.id, messages)
    except BaseException:
        discard(messages)
        raise
    session.tally.appended += len(messages)
    await tell_other_name(session, target.name, octets)
    session.know_change(target.mailbox.id, result.modseq, result.uids)
    uids = format_sequence_set(compact(result.uids)).decode("ascii")
    return Completion("Appended", f"APPENDUID {result.uidvalidity} {uids}")


def discard(messages: list[NewMessage]) -> None:
    for message in messages:
        if not isinstance(message.content, bytes):
            message.content.discard()


async def _receive_all(
    session: Session, arguments: Arguments, messages: list[NewMessage], rights: frozenset[str]
) -> None:
    limit = session.settings.current.limits.message_size
    while True:
        arguments = await receive_message(session, arguments, limit, messages, rights)
        content = messages[-1].content
        limit -= len(content) if isinstance(content, bytes) else content.size
        if session.literals.announced is not None:
            arguments.space()
        elif not arguments.skip_space():
            arguments.end()
            return
        if len(messages) >= MESSAGES_MAX:
            raise Refused("Those are too many messages at once", "LIMIT")
