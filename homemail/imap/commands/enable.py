"""ENABLE (RFC 5161): no extension here waits to be enabled, so the answer names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def enable(session: Session, arguments: Arguments) -> Completion:
    """enable = "ENABLE" 1*(SP capability); names that mean nothing are passed over    (RFC 5161 §3.1)"""
    arguments.space()
    arguments.atom()
    while arguments.skip_space():
        arguments.atom()
    arguments.end()
    await session.untagged(b"ENABLED")
    return Completion("Done")
