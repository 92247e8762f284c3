"""SUBSCRIBE and UNSUBSCRIBE (RFC 3501 §6.3.6, §6.3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def subscribe(session: Session, arguments: Arguments) -> Completion:
    """subscribe = "SUBSCRIBE" SP mailbox; only what exists can be subscribed to"""
    reached = await session.names.reach(_name(session, arguments), "l")
    await session.store.mailboxes.set_subscribed(session.account_id, reached.name, True)
    session.know_name(reached.name)
    return Completion("Subscribed")


async def unsubscribe(session: Session, arguments: Arguments) -> Completion:
    """unsubscribe = "UNSUBSCRIBE" SP mailbox; also one that is gone, for subscriptions outlive their mailbox"""
    name = _name(session, arguments)
    await session.store.mailboxes.set_subscribed(session.account_id, name, False)
    session.know_name(name)
    return Completion("Unsubscribed")


def _name(session: Session, arguments: Arguments) -> str:
    arguments.space()
    octets = arguments.astring()
    arguments.end()
    return session.names.parse(octets)
