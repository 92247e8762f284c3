"""APPEND (RFC 3501 §6.3.11; several at once RFC 3502; APPENDUID RFC 4315 §3).

The message goes to the store's staging area as it comes in; no part of it is
ever held in the command. All messages of one command are appended in one
transaction, or none.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homemail.imap.completion import Completion
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.mailbox_name import parse_mailbox
from homemail.imap.wire.sequence_set import compact, format_sequence_set
from homemail.store.values import NewMessage

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.store.staging import StagedContent

MESSAGES_MAX: Final = 1000  # in one command


@dataclass(frozen=True, slots=True)
class _Prelude:
    flags: frozenset[str]
    internal_date: float


async def append(session: Session, arguments: Arguments) -> Completion:
    """append = "APPEND" SP mailbox 1*(SP [flag-list SP] [date-time SP] literal)"""
    arguments.space()
    octets = arguments.astring()
    arguments.space()
    prelude = _parse_prelude(arguments)
    try:
        name = parse_mailbox(octets)
    except Refused:
        raise Refused("There is no such mailbox", "TRYCREATE") from None
    mailbox = await session.store.mailboxes.find(session.account_id, name)
    if mailbox is None:
        raise Refused("There is no such mailbox", "TRYCREATE")
    messages: list[NewMessage] = []
    try:
        await _receive_all(session, prelude, messages)
        result = await session.store.messages.append(mailbox.id, messages)
    except BaseException:
        for message in messages:
            if not isinstance(message.content, bytes):
                message.content.discard()
        raise
    session.tally.appended += len(messages)
    uids = format_sequence_set(compact(result.uids)).decode("ascii")
    return Completion("Appended", f"APPENDUID {result.uidvalidity} {uids}")


def _parse_prelude(arguments: Arguments) -> _Prelude:
    """[flag-list SP] [date-time SP]"""
    flags: frozenset[str] = frozenset()
    when = time.time()
    if arguments.looking_at(b"("):
        flags = arguments.flag_list()
        arguments.space()
    if arguments.looking_at(b'"'):
        when = arguments.date_time().timestamp()
        arguments.space()
    if not arguments.at_end:
        raise SyntaxFault("A literal was expected")
    return _Prelude(flags, when)


async def _receive_all(session: Session, prelude: _Prelude, messages: list[NewMessage]) -> None:
    limit = session.settings.current.limits.message_size
    while True:
        content = await _receive(session, limit)
        limit -= content.size
        messages.append(NewMessage(content, prelude.flags, prelude.internal_date))
        rest = await session.rest_of_command()
        if session.announced is None:
            rest.end()
            return
        rest.space()
        prelude = _parse_prelude(rest)
        if len(messages) >= MESSAGES_MAX:
            raise Refused("Those are too many messages at once", "LIMIT")


async def _receive(session: Session, limit: int) -> StagedContent:
    """One literal, read to its end also when it turns out to be no message: what follows it is the next command."""
    announced = await session.take_literal(limit)
    staging = session.store.staging()
    has_nul = False
    failure: Exception | None = None
    try:
        finished = False
        while not finished:
            piece = await session.literal_octets()
            finished = piece.finished
            has_nul = has_nul or b"\0" in piece.octets
            if failure is None and not has_nul:
                try:
                    staging.write(piece.octets)
                except Exception as fault:  # the literal is read off first, then it is told
                    failure = fault
        if failure is None and not has_nul and announced.size:
            return staging.finish()
    except BaseException:
        staging.discard()
        raise
    staging.discard()
    await session.rest_of_command()
    if failure is not None:
        raise failure
    if has_nul:
        raise SyntaxFault("NUL cannot stand in a message")  # RFC 3501 §4.3: only in the literals of BINARY
    raise Refused("An empty message is none", "CANNOT")
