"""STORE (RFC 3501 §6.4.6, conditional RFC 7162 §3.1.3): flags changed in one transaction for all messages named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.commands.fetch import ANSWERED_IN_PART, tell
from homemail.imap.completion import Completion
from homemail.imap.wire.condstore import parse_unchanged_since
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.sequence_set import compact, format_sequence_set
from homemail.mail.rights import right_for, stored
from homemail.store.values import FlagOp

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.mail.ids import Uid


async def store_flags(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """store = "STORE" SP sequence-set [store-modifiers] SP store-att-flags"""
    arguments.space()
    messages = arguments.sequence_set()
    arguments.space()
    unchanged_since = parse_unchanged_since(arguments)
    operation, silent = _parse_operation(arguments)
    arguments.space()
    flags = arguments.flags()
    arguments.end()
    view = session.view
    uids = view.resolve(messages, by_uid=by_uid)
    view.require()
    needed = frozenset(map(right_for, flags)) or frozenset("swt")
    if needed.isdisjoint(view.rights):
        view.require(stored(needed))  # RFC 4314 §4: a right to one of the flags is enough, the others stay as they are
    if unchanged_since is not None:
        await session.enable_condstore()
    if not uids:
        return Completion("There was nothing to change")
    result = await session.store.messages.set_flags(
        view.mailbox.id, uids, operation, flags, unchanged_since, listed=False, rights=view.rights
    )
    modified = set(result.modified)
    if modified:
        uids = [uid for uid in uids if uid not in modified]
    view.know_change(result.modseq)
    for news in view.learn_keywords(result.flags):
        await session.send(news)
    if not silent or session.enabled.condstore:
        # RFC 3501 §6.4.6: the new flags are told, also those of a message that had them already.
        some_gone = await tell(session, uids, view.news_items(with_uid=by_uid, flags=not silent)) < len(uids)
    else:
        some_gone = view.any_vanished(uids)
    if modified:
        return Completion("Stored, but not those that were changed", _modified_code(session, modified, by_uid=by_uid))
    return ANSWERED_IN_PART if some_gone and not by_uid else Completion("Stored")


def _modified_code(session: Session, modified: set[Uid], *, by_uid: bool) -> str:
    """resp-text-code =/ "MODIFIED" SP sequence-set    (RFC 7162 §3.1.3)"""
    numbers = sorted(modified) if by_uid else session.view.numbers_of(modified)
    return "MODIFIED " + format_sequence_set(compact(numbers)).decode("ascii")


def _parse_operation(arguments: Arguments) -> tuple[FlagOp, bool]:
    """["+" / "-"] "FLAGS" [".SILENT"]"""
    operation = FlagOp.REPLACE
    if arguments.skip(b"+"):
        operation = FlagOp.ADD
    elif arguments.skip(b"-"):
        operation = FlagOp.REMOVE
    word = arguments.keyword()
    if word not in (b"FLAGS", b"FLAGS.SILENT"):
        raise SyntaxFault("FLAGS was expected")
    return operation, word == b"FLAGS.SILENT"
