"""THREAD and UID THREAD (RFC 5256 §3)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from homemail.imap.commands.search import find
from homemail.imap.completion import Completion
from homemail.imap.wire.search_keys import parse_keys_in_charset
from homemail.imap.wire.thread import format_threads, parse_algorithm, shape_threads

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def thread(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """thread = "THREAD" SP thread-alg SP charset 1*(SP search-key)"""
    arguments.space()
    algorithm = parse_algorithm(arguments)
    arguments.space()
    key = parse_keys_in_charset(arguments, session.enabled.charsets)
    view = session.view
    found = await find(session, key)
    shapes, uids = await session.store.ordering.threads(view.mailbox.id, algorithm, found, shape_threads)
    numbers = uids if by_uid else view.as_numbers(uids)
    await session.send(b"* THREAD")
    separator = b" "
    for piece in format_threads(shapes, numbers):
        await session.send(separator + piece if piece else piece)
        separator = b"" if piece else separator
        await asyncio.sleep(0)
    await session.send(b"\r\n")
    return Completion("Threaded", view.untold_code)
