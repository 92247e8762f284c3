"""REPLACE and UID REPLACE (RFC 8508): a new message in, an old one out, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.commands.append import discard
from homemail.imap.completion import Completion
from homemail.imap.incoming import receive_message
from homemail.imap.wire.errors import Refused, SyntaxFault

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.store.values import NewMessage


async def replace(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """replace = "REPLACE" SP seq-number SP mailbox append-message; "UID" SP "REPLACE" SP uniqueid …"""
    arguments.space()
    numbers = arguments.sequence_set()
    if numbers.saved or len(numbers.ranges) != 1 or numbers.ranges[0][0] != numbers.ranges[0][1]:
        raise SyntaxFault("One message is replaced at a time")
    arguments.space()
    octets = arguments.astring()
    arguments.space()
    view = session.view
    uids = view.resolve(numbers, by_uid=by_uid)
    view.require("te")
    target = await session.names.target(octets)
    if not uids or view.any_vanished(uids):
        raise Refused("There is no such message", "EXPUNGEISSUED")
    messages: list[NewMessage] = []
    limit = session.settings.current.limits.message_size
    try:
        arguments = await receive_message(session, arguments, limit, messages, target.rights)
        arguments.end()
        result = await session.store.messages.replace(view.mailbox.id, uids[0], target.mailbox.id, messages[0])
    except BaseException:
        discard(messages)
        raise
    session.know_change(target.mailbox.id, result.modseq, result.uids)
    view.know_gone(uids)
    session.tally.appended += 1
    session.tally.expunged += 1
    # RFC 8508 §3.3: APPENDUID comes before the EXPUNGE, which is owed after the command.
    code = f"OK [APPENDUID {result.uidvalidity} {result.uids[0]}] The replacement is there"
    await session.untagged(code.encode("ascii"))
    return Completion("Replaced")
