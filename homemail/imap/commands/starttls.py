"""STARTTLS (RFC 3501 §6.2.1): nothing that was said before it counts afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.wire.errors import SyntaxFault

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def starttls(session: Session, arguments: Arguments) -> Completion:
    """starttls = "STARTTLS" """
    arguments.end()
    if session.connection.tls:
        raise SyntaxFault("This connection is encrypted already")
    if not session.may_start_tls:
        raise SyntaxFault("There is no such command")
    return Completion("Begin TLS now", then=session.start_tls)
