"""IDLE (RFC 2177): news as it happens, until the client says DONE."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from homemail.imap.completion import Completion
from homemail.imap.listening import until_input
from homemail.imap.wire.errors import SyntaxFault

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments

IDLE_MAX: Final = 30 * 60.0  # RFC 2177 §3: clients begin anew every 29 minutes


async def idle(session: Session, arguments: Arguments) -> Completion:
    """idle = "IDLE" CRLF "DONE" """
    arguments.end()
    await session.continuation(b"idling")
    await session.send_owed(may_expunge=True, look=True)
    async with asyncio.timeout(IDLE_MAX):
        while not session.receiver.has_line:
            await until_input(session, may_expunge=True)
            await session.feed()
    line = await session.read_line()
    if line.strip().upper() != b"DONE":
        raise SyntaxFault("DONE was expected")
    return Completion("Done")
