"""SEARCH and UID SEARCH (RFC 3501 §6.4.4), with extended results where the client asks for them (RFC 4731)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from homemail.imap.commands.fetch import introduce
from homemail.imap.completion import Completion
from homemail.imap.finder import Finder
from homemail.imap.live_results import LiveResult
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.esearch import EVERYTHING, Return, ReturnOptions, format_esearch, parse_return
from homemail.imap.wire.format import format_string
from homemail.imap.wire.search_keys import ChangedBy, Numbered, SearchKey, parse_search, walk

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.imap.wire.fetch_items import FetchItem
    from homemail.mail.ids import Uid

_PIECE: Final = 2000  # numbers written at once


async def search(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """search = "SEARCH" [search-return-opts] [SP "CHARSET" SP astring] 1*(SP search-key)"""
    arguments.space()
    options = parse_return(arguments)
    modseq = session.view.modseq
    try:
        key = parse_search(arguments, session.enabled.charsets)
        found = sorted(await find(session, key))
    except Refused:
        if options is not None and Return.SAVE in options:
            session.view.save([])  # RFC 5182 §2.1: a search that fails leaves nothing saved
        raise
    await answer(session, b"SEARCH", options, key, found, by_uid=by_uid)
    if options is not None and Return.UPDATE in options:
        await keep_live(
            session,
            LiveResult(session.tag, by_uid, found, lambda among: Finder(session).matching(key, among)),
            key,
            modseq,
            options.items,
        )
    return Completion("Searched", session.view.untold_code)


async def find(session: Session, key: SearchKey) -> set[Uid]:
    """UIDs of the messages it holds for; what is new meanwhile is told first.

    What another session expunged meanwhile is left out, since NOT would hold for it as well.
    """
    found = await Finder(session).matching(key, set(session.view.living))
    await session.send_owed(may_expunge=False, look=True)
    return found.intersection(session.view.living) if session.view.untold_code() else found


async def keep_live(
    session: Session, live: LiveResult, key: SearchKey, modseq: int, items: tuple[FetchItem, ...]
) -> None:
    """RFC 5267 §4.3: what the key asks by message number cannot be followed, since the numbers move.

    `items` are told of messages that come and join the results (RFC 5465 §7).
    """
    if items:
        live.introduce = partial(introduce, session, items)
    moves = any(isinstance(one, Numbered) for one in walk(key))
    if moves or not session.view.live.keep(live, modseq):
        code = b"NO [NOUPDATE " + format_string(live.tag) + b"] These results will not be kept up to date"
        await session.untagged(code)


async def answer(
    session: Session,
    name: bytes,
    options: ReturnOptions | None,
    key: SearchKey,
    found: Sequence[int],
    *,
    by_uid: bool,
) -> None:
    """The response to SEARCH or SORT: `found` are UIDs in the order of the answer."""
    view = session.view
    results = found if by_uid else view.as_numbers(found)
    speaks_of_modseq = any(isinstance(one, ChangedBy) for one in walk(key))
    if speaks_of_modseq:
        await session.enable_condstore()
    if options is None and session.enabled.rev2 and name == b"SEARCH":
        options = EVERYTHING  # RFC 9051 §6.4.4: SEARCH responses are no more
    if options is None:
        modseq = await _highest(session, found) if speaks_of_modseq else 0
        await _send_list(session, name, results, modseq)
        return
    if Return.SAVE in options:
        view.save(options.kept(found))
    if options.is_listed or Return.UPDATE in options:
        modseq = await _highest(session, options.kept(found)) if speaks_of_modseq else 0
        await session.untagged(format_esearch(session.tag, options, results, by_uid=by_uid, modseq=modseq))


async def _highest(session: Session, found: Sequence[int]) -> int:
    """RFC 7162 §3.1.5, §3.1.10: the highest mod-sequence of what is told."""
    return await session.store.selection.highest_modseq_of(session.view.mailbox.id, found)


async def _send_list(session: Session, name: bytes, results: Sequence[int], modseq: int) -> None:
    """mailbox-data =/ "SEARCH" *(SP nz-number) [SP "(" "MODSEQ" SP mod-sequence-value ")"]"""
    await session.send(b"* " + name)
    for start in range(0, len(results), _PIECE):
        await session.send((" " + " ".join(map(str, results[start : start + _PIECE]))).encode("ascii"))
        await asyncio.sleep(0)
    await session.send(b" (MODSEQ %d)\r\n" % modseq if modseq and results else b"\r\n")
