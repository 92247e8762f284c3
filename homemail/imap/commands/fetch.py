"""FETCH and UID FETCH (RFC 3501 §6.4.5, §7.4.2).

Rows come from the store some hundred at a time and bodies go out in pieces, so
neither a mailbox of 100,000 messages nor one of 50 MB a message is ever in
memory. What reading makes \\Seen is written before it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from homemail.imap.completion import Completion
from homemail.imap.connection import ConnectionLost
from homemail.imap.contents import PIECE, Extent
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.fetch_items import Attribute, BodySection, FetchItem, parse_fetch_items, parse_modifiers
from homemail.imap.wire.format import format_date_time, format_flags
from homemail.imap.wire.sequence_set import format_sequence_set
from homemail.mail.flags import SEEN
from homemail.store.errors import ContentGone, StoreFull
from homemail.store.values import FlagOp, MessageRow, MessageSummary

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.imap.wire.sequence_set import SequenceSet
    from homemail.mail.ids import Uid

BATCH: Final = 500  # messages asked of the store at once
_ENVELOPES: Final = frozenset((Attribute.ENVELOPE,))
_STRUCTURES: Final = frozenset((Attribute.BODY, Attribute.BODYSTRUCTURE))


async def fetch(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / "(" … ")")"""
    arguments.space()
    messages = arguments.sequence_set()
    arguments.space()
    items = parse_fetch_items(arguments)
    modifiers = parse_modifiers(arguments)
    arguments.end()
    if by_uid and Attribute.UID not in items:
        items = (Attribute.UID, *items)  # RFC 3501 §6.4.8
    uids: Sequence[Uid] = session.view.resolve(messages, by_uid=by_uid)
    if modifiers.vanished and not (by_uid and session.enabled.qresync and modifiers.changed_since is not None):
        raise SyntaxFault("VANISHED goes with UID FETCH, CHANGEDSINCE and QRESYNC enabled")  # RFC 7162 §3.2.6
    if modifiers.changed_since is not None:
        items = items if Attribute.MODSEQ in items else (*items, Attribute.MODSEQ)
        uids = await _changed(session, uids, modifiers.changed_since)
    if modifiers.window is not None:
        if not by_uid:
            raise SyntaxFault("PARTIAL goes with UID FETCH")  # RFC 9394 §3.4
        uids = cast("Sequence[Uid]", modifiers.window.among(uids))
    if Attribute.MODSEQ in items:
        await session.enable_condstore()
    if modifiers.vanished:
        await _tell_vanished(session, messages, modifiers.changed_since or 0)
    there = 0
    for start in range(0, len(uids), BATCH):
        there += await _Batch(session, items).answer(uids[start : start + BATCH])
    session.tally.fetched += there
    if there < len(uids) and not by_uid:
        # RFC 2180 §4.1.2: the rest was answered; these were expunged by another session.
        raise Refused("Some of those messages are no longer there", "EXPUNGEISSUED")
    return Completion("Fetched")


async def _changed(session: Session, uids: Sequence[Uid], modseq: int) -> list[Uid]:
    changed = set(await session.store.messages.changed_uids(session.view.mailbox.id, modseq))
    return [uid for uid in uids if uid in changed]


async def _tell_vanished(session: Session, asked: SequenceSet, modseq: int) -> None:
    """VANISHED (EARLIER): which of the UIDs asked for are gone since    (RFC 7162 §3.2.6)"""
    view = session.view
    gone = await session.store.messages.vanished_since(view.mailbox.id, modseq, view.modseq)
    told = view.only_gone(gone, asked)
    if told.ranges:
        await session.untagged(b"VANISHED (EARLIER) " + format_sequence_set(told))


class _Batch:
    """One round to the store, and the responses to it."""

    def __init__(self, session: Session, items: Sequence[FetchItem]) -> None:
        self._session = session
        self._view = session.view
        self._items = items
        self._bodies = any(isinstance(item, BodySection) for item in items)
        self._reads = any(isinstance(item, BodySection) and not item.peek for item in items)

    async def answer(self, uids: Sequence[Uid]) -> int:
        """How many of the messages exist."""
        rows = await self._session.store.messages.rows(
            self._view.mailbox.id,
            uids,
            envelope=not _ENVELOPES.isdisjoint(self._items),
            structure=not _STRUCTURES.isdisjoint(self._items),
        )
        now_seen = await self._mark_seen(rows) if self._reads and not self._view.read_only else {}
        there = 0
        if not self._bodies:
            for row in rows:
                there += await self._respond(row, now_seen.get(row.uid))
            return there
        async for row in self._session.contents.read_ahead(rows):
            there += await self._respond(row, now_seen.get(row.uid))
        return there

    async def _mark_seen(self, rows: Sequence[MessageRow]) -> dict[Uid, MessageSummary]:
        """Whose flags changed by being read, as they are now."""
        unseen = [row.uid for row in rows if SEEN not in row.flags]
        if not unseen:
            return {}
        try:
            result = await self._session.store.messages.set_flags(
                self._view.mailbox.id, unseen, FlagOp.ADD, frozenset((SEEN,))
            )
        except StoreFull:
            return {}  # reading goes on where nothing can be written
        self._view.know_change(result.modseq)
        return {message.uid: message for message in result.changed}

    async def _respond(self, row: MessageRow, changed: MessageSummary | None) -> bool:
        """message-data = nz-number SP "FETCH" SP msg-att; False if it was expunged as we looked."""
        number = self._view.number_of(row.uid)
        if number is None:
            return False
        items = self._items
        if changed is not None:
            # What reading changed is told; once mod-sequences are spoken of, with its own (RFC 7162 §3.2.4).
            told = (Attribute.FLAGS, Attribute.MODSEQ) if self._session.enabled.condstore else (Attribute.FLAGS,)
            items = (*items, *(item for item in told if item not in items))
        line = bytearray(b"* %d FETCH (" % number)
        begun = False
        separator = b""
        for item in items:
            line += separator
            separator = b" "
            if isinstance(item, Attribute):
                line += self._attribute(item, row, changed)
                continue
            try:
                found = await self._session.contents.locate(row.content, item)
            except ContentGone:
                if begun:
                    self._session.connection.abort()
                    raise ConnectionLost from None
                return False
            line += item.format_label() + b" "
            match found:
                case None:
                    line += b"NIL"
                case bytes():
                    line += b"{%d}\r\n" % len(found) + found
                case Extent(start, end):
                    line += b"{%d}\r\n" % (end - start)
                    if end - start <= PIECE and len(line) <= PIECE and not begun:
                        try:
                            line += b"".join(
                                [piece async for piece in self._session.contents.pieces(row.content, found)]
                            )
                        except ContentGone:
                            return False
                        continue
                    await self._session.send(bytes(line))
                    line.clear()
                    begun = True
                    await self._stream(row, found)
        await self._session.send(bytes(line) + b")\r\n")
        return True

    async def _stream(self, row: MessageRow, extent: Extent) -> None:
        """A literal that was announced has to come whole; if it cannot, the connection is worth nothing any more."""
        try:
            async for piece in self._session.contents.pieces(row.content, extent):
                await self._session.send(piece)
        except ContentGone:
            self._session.connection.abort()
            raise ConnectionLost from None

    def _attribute(self, item: Attribute, row: MessageRow, changed: MessageSummary | None) -> bytes:
        """msg-att-static / msg-att-dynamic, those without a section"""
        match item:
            case Attribute.UID:
                value = b"%d" % row.uid
            case Attribute.FLAGS:
                flags = row.flags if changed is None else changed.flags
                value = format_flags(flags, recent=self._view.is_recent(row.uid))
            case Attribute.MODSEQ:
                value = b"(%d)" % (row.modseq if changed is None else changed.modseq)
            case Attribute.INTERNALDATE:
                value = format_date_time(row.internal_date)
            case Attribute.SIZE:
                value = b"%d" % row.size
            case Attribute.ENVELOPE:
                value = row.envelope or b"NIL"
            case Attribute.BODY:
                value = row.structure_basic or b"NIL"
            case Attribute.BODYSTRUCTURE:
                value = row.structure or b"NIL"
        return item.value + b" " + value
