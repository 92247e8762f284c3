"""NOTIFY (RFC 5465): what a client wants to be told of at any time, also without IDLE and of mailboxes not selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.notified import Notified
from homemail.imap.wire.notify import parse_notify

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def notify(session: Session, arguments: Arguments) -> Completion:
    """notify = "NOTIFY" SP (notify-set / notify-none)"""
    arguments.space()
    request = parse_notify(arguments, utf8=session.enabled.utf8)
    notified = await Notified.open(session, request)
    try:
        if request.status:
            async for line in notified.first_status():
                await session.send(line)
        if session.selected is not None:
            before = session.selected.wanted
            notified.govern(session.selected)
            if request.groups:
                # RFC 5465 §3.1: what has gathered is told at once, by the old choice or the new one.
                session.selected.want(max(before, session.selected.wanted))
                async for piece in session.selected.owed(may_expunge=True, look=True):
                    await session.send(piece)
                notified.govern(session.selected)
    except BaseException:
        notified.close()
        if session.selected is not None:
            session.govern(session.selected)
        raise
    session.notify(notified)
    return Completion("Noted")
