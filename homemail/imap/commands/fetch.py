"""FETCH and UID FETCH (RFC 3501 §6.4.5, §7.4.2).

Rows come from the store some hundred at a time and bodies go out in pieces, so
neither a mailbox of 100,000 messages nor one of 50 MB a message is ever in
memory. What reading makes \\Seen is written before it is told.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from homemail.imap.completion import Completion
from homemail.imap.connection import ConnectionLost
from homemail.imap.contents import PIECE, Extent
from homemail.imap.lines import Lines
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.fetch_items import (
    Attribute,
    BinarySection,
    BodySection,
    FetchItem,
    Preview,
    parse_fetch_items,
    parse_modifiers,
)
from homemail.imap.wire.format import format_date_time, format_flags, format_nstring
from homemail.imap.wire.object_id import email_object_id, thread_object_id
from homemail.imap.wire.sequence_set import format_sequence_set
from homemail.mail.flags import SEEN
from homemail.message.structure import GLOBAL
from homemail.store.errors import ContentGone, StoreFull
from homemail.store.values import FlagOp, MessageRow, MessageSummary

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.imap.wire.sequence_set import SequenceSet
    from homemail.mail.ids import Uid

BATCH: Final = 500  # messages asked of the store at once
# Of messages that another session expunged (RFC 5530 §3). OK: many a client throws away what came before a NO.
ANSWERED_IN_PART: Final = Completion("Some of those messages are no longer there", "EXPUNGEISSUED")
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
    if by_uid and Attribute.UID not in items and not session.enabled.uid_only:
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
    there = await tell(session, uids, items)
    session.tally.fetched += there
    if there < len(uids) and not by_uid:
        return ANSWERED_IN_PART
    return Completion("Fetched")


async def tell(session: Session, uids: Sequence[Uid], items: Sequence[FetchItem]) -> int:
    """FETCH responses; how many of the messages exist."""
    there = 0
    async for some, together in Lines(session, items).ahead(uids):
        if together is not None:
            await session.send(together)
            there += len(some)
            continue
        for begin in range(0, len(some), BATCH):
            there += await _Batch(session, items).answer(some[begin : begin + BATCH])
    return there


async def introduce(session: Session, items: Sequence[FetchItem], uids: Sequence[Uid]) -> None:
    """FETCH of messages that came, unasked but for `items` (RFC 5465 §5.2, §7). None becomes \\Seen by it."""
    told = [replace(item, peek=True) if isinstance(item, BodySection | BinarySection) else item for item in items]
    if session.enabled.qresync and not session.enabled.uid_only and Attribute.UID not in told:
        told.insert(0, Attribute.UID)  # RFC 7162 §3.2.4
    if session.enabled.condstore and Attribute.MODSEQ not in told:
        told.append(Attribute.MODSEQ)
    await tell(session, uids, told)


async def _changed(session: Session, uids: Sequence[Uid], modseq: int) -> list[Uid]:
    changed = set(await session.store.selection.changed_uids(session.view.mailbox.id, modseq))
    return [uid for uid in uids if uid in changed]


async def _tell_vanished(session: Session, asked: SequenceSet, modseq: int) -> None:
    """VANISHED (EARLIER): which of the UIDs asked for are gone since    (RFC 7162 §3.2.6)"""
    view = session.view
    gone = await session.store.selection.vanished_since(view.mailbox.id, modseq, view.modseq)
    told = view.only_gone(gone, asked)
    if told.ranges:
        await session.untagged(b"VANISHED (EARLIER) " + format_sequence_set(told))


class _Batch:
    """One round to the store, and the responses to it."""

    def __init__(self, session: Session, items: Sequence[FetchItem]) -> None:
        self._session = session
        self._view = session.view
        self._items = items
        self._binaries = [item for item in items if isinstance(item, BinarySection)]
        self._bodies = bool(self._binaries) or any(isinstance(item, BodySection) for item in items)
        self._reads = any(isinstance(item, (BodySection, BinarySection)) and not item.peek for item in items)
        self._previews: dict[int, str] = {}
        self._roots: dict[int, int] = {}

    async def answer(self, uids: Sequence[Uid]) -> int:
        """How many of the messages exist."""
        rows = await self._session.store.messages.rows(
            self._view.mailbox.id,
            uids,
            envelope=not _ENVELOPES.isdisjoint(self._items),
            structure=not _STRUCTURES.isdisjoint(self._items),
        )
        if self._session.enabled.rev2:
            rows = [await self._as_rev2(row) for row in rows]
        now_seen = await self._mark_seen(rows) if self._reads and "s" in self._view.rights else {}
        await self._prepare(rows)
        if Attribute.FLAGS in self._items or now_seen:
            # RFC 3501 §7.2.6: another session may have set keywords of which this one has not been told.
            for news in self._view.learn_keywords(set().union(*{row.flags for row in rows})):
                await self._session.send(news)
        there = 0
        if not self._bodies:
            for row in rows:
                there += await self._respond(row, now_seen.get(row.uid))
            return there
        async for group in self._session.contents.read_ahead(rows):
            for row in group:
                there += await self._respond(row, now_seen.get(row.uid))
        return there

    async def _as_rev2(self, row: MessageRow) -> MessageRow:
        """With a message/global part shown as IMAP4rev2 has it."""
        if row.structure is None or GLOBAL not in row.structure:
            return row
        try:
            return row._replace(
                structure=await self._session.contents.structure(row.content, extended=True),
                structure_basic=await self._session.contents.structure(row.content, extended=False),
            )
        except ContentGone:
            return row  # expunged as we looked; whoever answers sees it too

    async def _prepare(self, rows: Sequence[MessageRow]) -> None:
        """What lies beside the messages in the store: first words and threads."""
        store, mailbox_id = self._session.store, self._view.mailbox.id
        uids = [row.uid for row in rows]
        previews = [item for item in self._items if isinstance(item, Preview)]
        if previews:
            lazy = all(item.lazy for item in previews)
            self._previews = await store.previews.of(mailbox_id, uids, lazy=lazy)
        if Attribute.THREADID in self._items:
            self._roots = await store.ordering.thread_roots(mailbox_id, uids)

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
        values = self._at_hand(items, row, changed)
        if values is not None:
            await self._session.send(self._view.format_fetch(number, row.uid) + b" ".join(values) + b")\r\n")
            return True
        response = _Response(self._session, row, self._view.format_fetch(number, row.uid))
        try:
            for binary in self._binaries:
                await self._session.contents.binary(row.content, binary)  # or refused, before anything is said
            for item in items:
                match item:
                    case Attribute():
                        response.add(self._attribute(item, row, changed))
                    case Preview():
                        response.add(self._preview(item, row))
                    case BodySection():
                        await response.add_section(item)
                    case BinarySection():
                        await response.add_binary(item)
        except ContentGone:
            if response.begun:
                self._session.connection.abort()
                raise ConnectionLost from None
            return False
        await response.end()
        return True

    def _at_hand(
        self, items: Sequence[FetchItem], row: MessageRow, changed: MessageSummary | None
    ) -> list[bytes] | None:
        """What the response says, if nothing has to be waited for."""
        values = []
        for item in items:
            if isinstance(item, Attribute):
                values.append(self._attribute(item, row, changed))
            elif isinstance(item, BodySection):
                octets = self._session.contents.at_hand(row.content, item)
                if octets is None:
                    return None
                values.append(b"%b {%d}\r\n%b" % (item.format_label(), len(octets), octets))
            elif isinstance(item, Preview):
                values.append(self._preview(item, row))
            else:
                return None
        return values

    def _preview(self, item: Preview, row: MessageRow) -> bytes:
        """ "PREVIEW" SP nstring; NIL: not ready yet    (RFC 8970 §4)"""
        text = self._previews.get(row.uid)
        value = format_nstring(None if text is None else text.encode())
        if item.snippet:
            return b"SNIPPET NIL" if text is None else b"SNIPPET (FUZZY " + value + b")"
        return b"PREVIEW " + value

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
            case Attribute.SAVEDATE:
                value = format_date_time(row.saved)
            case Attribute.EMAILID:
                value = f"({email_object_id(row.content)})".encode()
            case Attribute.THREADID:
                value = f"({thread_object_id(self._roots.get(row.uid), row.content.content_id)})".encode()
            case Attribute.SIZE:
                value = b"%d" % row.size
            case Attribute.ENVELOPE:
                value = row.envelope or b"NIL"
            case Attribute.BODY:
                value = row.structure_basic or b"NIL"
            case Attribute.BODYSTRUCTURE:
                value = row.structure or b"NIL"
        return item.value + b" " + value


class _Response:
    """One FETCH response on its way out: put together, or sent piece by piece once something large is in it."""

    def __init__(self, session: Session, row: MessageRow, head: bytes) -> None:
        self._session = session
        self._row = row
        self._line = bytearray(head)
        self._empty = True
        self.begun = False  # something has been sent, so it has to be sent to its end

    def add(self, octets: bytes) -> None:
        if not self._empty:
            self._line += b" "
        self._empty = False
        self._line += octets

    async def add_section(self, item: BodySection) -> None:
        contents, content = self._session.contents, self._row.content
        found = await contents.locate(content, item)
        match found:
            case None:
                self.add(item.format_label() + b" NIL")
            case bytes():
                self.add(item.format_label() + b" {%d}\r\n" % len(found) + found)
            case Extent(start, end):
                self.add(item.format_label() + b" {%d}\r\n" % (end - start))
                await self._literal(contents.pieces(content, found), end - start)

    async def add_binary(self, item: BinarySection) -> None:
        """ "BINARY" section-binary ["<" number ">"] SP (nstring / literal8)    (RFC 3516 §7)"""
        contents, content = self._session.contents, self._row.content
        encoded = await contents.binary(content, item)
        if encoded is None:
            self.add(item.format_label() + (b" 0" if item.size else b" NIL"))
            return
        measured = await contents.measure(content, item, encoded)
        if item.size:
            self.add(item.format_label() + b" %d" % measured.size)
            return
        self.add(item.format_label() + b" %s{%d}\r\n" % (b"~" if measured.has_nul else b"", measured.size))
        if measured.octets is not None:
            self._line += measured.octets
        else:
            await self._literal(contents.decoded(content, item, encoded), measured.size)

    async def _literal(self, pieces: AsyncIterator[bytes], size: int) -> None:
        """A literal that was announced has to come whole; if it cannot, the connection is worth nothing any more."""
        if size <= PIECE and len(self._line) <= PIECE and not self.begun:
            self._line += b"".join([piece async for piece in pieces])
            return
        self.begun = True
        await self._session.send(bytes(self._line))
        self._line.clear()
        async for piece in pieces:
            await self._session.send(piece)

    async def end(self) -> None:
        await self._session.send(bytes(self._line) + b")\r\n")
