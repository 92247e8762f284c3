"""SORT and UID SORT (RFC 5256 §3, display names RFC 5957), with extended results where asked for (RFC 5267 §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.commands.search import answer, find, keep_live
from homemail.imap.completion import Completion
from homemail.imap.finder import Finder
from homemail.imap.live_results import LiveResult
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.esearch import Return, parse_return
from homemail.imap.wire.search_keys import parse_charset, parse_keys
from homemail.imap.wire.sort import parse_sort_criteria

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def sort(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """sort = "SORT" [search-return-opts] SP sort-criteria SP charset 1*(SP search-key)"""
    arguments.space()
    options = parse_return(arguments)
    criteria = parse_sort_criteria(arguments)
    arguments.space()
    view = session.view
    modseq = view.modseq
    try:
        codec = parse_charset(arguments, session.enabled.charsets)
        if options is None:
            options = parse_return(arguments)  # Lenient: here too, as Dovecot's imaptest writes it
        key = parse_keys(arguments, codec)
        found = await find(session, key)
        in_order = await session.store.ordering.sorted(view.mailbox.id, criteria)
    except Refused:
        if options is not None and Return.SAVE in options:
            view.save([])
        raise
    results = [uid for uid in in_order if uid in found]
    await answer(session, b"SORT", options, key, results, by_uid=by_uid)
    if options is not None and Return.UPDATE in options:
        live = LiveResult(
            session.tag,
            by_uid,
            results,
            lambda among: Finder(session).matching(key, among),
            lambda: session.store.ordering.sorted(view.mailbox.id, criteria),
        )
        await keep_live(session, live, key, modseq, options.items)
    return Completion("Sorted", view.untold_code)
