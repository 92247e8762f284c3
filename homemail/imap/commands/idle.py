"""IDLE (RFC 2177): news as it happens, until the client says DONE."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from homemail.imap.completion import Completion
from homemail.imap.wire.errors import SyntaxFault

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments

IDLE_MAX: Final = 30 * 60.0  # RFC 2177 §3: clients begin anew every 29 minutes
HEARTBEAT: Final = 120.0  # keeps the way through a router open, and finds out who is gone


async def idle(session: Session, arguments: Arguments) -> Completion:
    """idle = "IDLE" CRLF "DONE" """
    arguments.end()
    await session.continuation(b"idling")
    await session.send_owed(may_expunge=True, look=True)
    line = await _until_line(session)
    if line.strip().upper() != b"DONE":
        raise SyntaxFault("DONE was expected")
    return Completion("Done")


async def _until_line(session: Session) -> bytes:
    until = asyncio.get_running_loop().time() + IDLE_MAX
    while not session.receiver.has_line:
        await session.connection.flush()
        try:
            async with asyncio.timeout(HEARTBEAT):
                await session.connection.wait()
        except TimeoutError:
            if asyncio.get_running_loop().time() > until:
                raise
            await session.untagged(b"OK Still here")
            continue
        if session.connection.has_input:
            await session.feed()
        else:
            await session.send_owed(may_expunge=True)
    return await session.read_line()
