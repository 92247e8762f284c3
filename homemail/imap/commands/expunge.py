"""EXPUNGE and UID EXPUNGE (RFC 3501 §6.4.3, RFC 4315 §2.1); the responses are owed, so `selected` sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from homemail.imap.completion import Completion

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.mail.ids import Uid


async def expunge(session: Session, arguments: Arguments) -> Completion:
    """expunge = "EXPUNGE" """
    arguments.end()
    session.view.require("e")
    gone = await session.store.messages.expunge(session.view.mailbox.id)
    return _completion(session, gone)


async def uid_expunge(session: Session, arguments: Arguments) -> Completion:
    """uid-expunge = "EXPUNGE" SP sequence-set"""
    arguments.space()
    messages = arguments.sequence_set()
    arguments.end()
    session.view.require("e")
    uids = session.view.resolve(messages, by_uid=True)
    gone = await session.store.messages.expunge(session.view.mailbox.id, uids) if uids else []
    return _completion(session, gone)


def _completion(session: Session, gone: Sequence[Uid]) -> Completion:
    """RFC 7162 §3.2.7: a client that resynchronises is told up to where it now knows everything."""
    session.tally.expunged += len(gone)
    session.view.know_gone(gone)
    if not gone or not session.enabled.qresync:
        return Completion("Expunged")
    return Completion("Expunged", lambda: f"HIGHESTMODSEQ {session.view.modseq}")
