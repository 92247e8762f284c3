"""EXPUNGE and UID EXPUNGE (RFC 3501 §6.4.3, RFC 4315 §2.1); the responses are owed, so `selected` sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def expunge(session: Session, arguments: Arguments) -> Completion:
    """expunge = "EXPUNGE" """
    arguments.end()
    session.view.require_writable()
    session.tally.expunged += len(await session.store.messages.expunge(session.view.mailbox.id))
    return Completion("Expunged")


async def uid_expunge(session: Session, arguments: Arguments) -> Completion:
    """uid-expunge = "EXPUNGE" SP sequence-set"""
    arguments.space()
    messages = arguments.sequence_set()
    arguments.end()
    session.view.require_writable()
    uids = session.view.resolve(messages, by_uid=True)
    if uids:
        session.tally.expunged += len(await session.store.messages.expunge(session.view.mailbox.id, uids))
    return Completion("Expunged")
