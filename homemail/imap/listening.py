"""Waiting for a client, and telling it meanwhile what it wants to hear: in IDLE, and at any time after NOTIFY.

While a client says nothing, RFC 5465 §4 makes the two the same. Nothing is
sent here that is not owed; a word now and then keeps the way through a router
open and finds out who is gone.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from homemail.store.errors import StoreUnavailable

if TYPE_CHECKING:
    from homemail.imap.session import Session

_log = logging.getLogger("homemail.imap")
HEARTBEAT: Final = 120.0  # seconds


async def until_input(session: Session, *, may_expunge: bool) -> None:
    """Return when the client has sent something, or ended. Raises ConnectionLost, MailboxGone, StoreUnavailable."""
    connection = session.connection
    while not connection.has_input:
        await session.send_owed(may_expunge=may_expunge)
        await connection.flush()
        with session.announcer.attending(session.selected, connection, may_expunge=may_expunge):
            try:
                async with asyncio.timeout(HEARTBEAT):
                    await connection.wait()
            except TimeoutError:
                await session.untagged(b"OK Still here")


async def until_more(session: Session) -> None:
    """More of what the client has to say between commands, into the receiver."""
    if session.notified is not None:
        try:
            await until_input(session, may_expunge=session.notified.expunges_at_once)
        except StoreUnavailable as fault:
            _log.error("store unavailable: %s", fault)  # owed still, and said when it can be
    await session.feed()
