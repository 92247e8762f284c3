"""COMPRESS (RFC 4978): after its OK both sides compress what they send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.wire.errors import Refused, SyntaxFault

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def compress(session: Session, arguments: Arguments) -> Completion:
    """compress = "COMPRESS" SP algorithm; algorithm = "DEFLATE" """
    arguments.space()
    algorithm = arguments.keyword()
    arguments.end()
    if algorithm != b"DEFLATE":
        raise SyntaxFault("That way to compress is not known here")
    if session.connection.compresses:
        raise Refused("This connection is compressed already", "COMPRESSIONACTIVE")
    return Completion("Compressed from here on", then=session.compress)
