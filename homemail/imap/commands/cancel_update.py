"""CANCELUPDATE (RFC 5267 §4.3.5): results that need not follow the mailbox any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def cancel_update(session: Session, arguments: Arguments) -> Completion:
    """cancelupdate = "CANCELUPDATE" 1*(SP quoted); a tag that means nothing is passed over"""
    arguments.space()
    tags = [arguments.string()]
    while arguments.skip_space():
        tags.append(arguments.string())
    arguments.end()
    for tag in tags:
        session.view.live.cancel(tag)
    return Completion("Cancelled")
