"""SUBSCRIBE and UNSUBSCRIBE (RFC 3501 §6.3.6, §6.3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.wire.mailbox_name import parse_mailbox

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def subscribe(session: Session, arguments: Arguments) -> Completion:
    """subscribe = "SUBSCRIBE" SP mailbox; only what exists can be subscribed to"""
    name = _name(arguments)
    await session.names.reach(name, "l")
    await session.store.mailboxes.set_subscribed(session.account_id, name, True)
    return Completion("Subscribed")


async def unsubscribe(session: Session, arguments: Arguments) -> Completion:
    """unsubscribe = "UNSUBSCRIBE" SP mailbox; also one that is gone, for subscriptions outlive their mailbox"""
    name = _name(arguments)
    await session.store.mailboxes.set_subscribed(session.account_id, name, False)
    return Completion("Unsubscribed")


def _name(arguments: Arguments) -> str:
    arguments.space()
    octets = arguments.astring()
    arguments.end()
    return parse_mailbox(octets)
