"""Where the sections of a message lie, and its octets in pieces.

The MIME tree is the byte-exact scanner's, so BODY[1.2] is as long as
BODYSTRUCTURE said. The last few trees are kept: a client that fetches part
after part of one message has it scanned once.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homemail.imap.wire.errors import Refused
from homemail.imap.wire.fetch_items import BinarySection, BodySection, Section, SectionText
from homemail.message.fields import header_end, select_fields
from homemail.message.mime import Part, find_part, scan, section
from homemail.message.structure import bodystructure_wire
from homemail.store.errors import ContentGone
from homemail.store.store import Store
from homemail.store.values import ContentRef, MessageRow

PIECE: Final = 64 * 1024
READ_AHEAD: Final = 512 * 1024  # octets of small messages read in one go
_TREES_KEPT: Final = 4
_LOOKAHEAD: Final = 4096  # a header may only be said to end where this much behind it was seen


@dataclass(frozen=True, slots=True)
class Extent:
    """Octets of the message from `start` to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """A section as it lies in the message, with the `part` whose encoding is to be undone."""

    where: Extent | bytes
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What a part is once decoded; `octets` if they are few."""

    size: int
    has_nul: bool
    octets: bytes | None


class Contents:
    """Reads messages for one session."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._trees: OrderedDict[tuple[int, int], Part] = OrderedDict()
        self._ahead: dict[ContentRef, bytes] = {}

    async def read_ahead(self, rows: Sequence[MessageRow]) -> AsyncIterator[Sequence[MessageRow]]:
        """The rows in groups: the small contents of each are at hand while it has its turn."""
        for group in _groups(rows):
            small = [row.content for row in group if row.size <= PIECE]
            try:
                octets = await self._store.contents.read_many(small) if len(small) > 1 else []
            except ContentGone:  # one was expunged as we read: each for itself, then
                octets = []
            self._ahead = dict(zip(small, octets, strict=False))
            yield group
        self._ahead = {}

    async def locate(self, content: ContentRef, item: BodySection) -> Extent | bytes | None:
        """The octets of a section: where they lie, or themselves if composed; None if there is no such section."""
        chosen = item.section
        extent = await self._extent(content, chosen)
        if extent is None:
            return None
        if chosen.fields:
            return _cut(_composed(chosen, await self._read(content, extent)), item)
        if item.partial is None:
            return extent
        start = min(extent.start + item.partial.first, extent.end)
        return Extent(start, min(start + item.partial.count, extent.end))

    def at_hand(self, content: ContentRef, item: BodySection) -> bytes | None:
        """The octets of a section that is no MIME part's, of a message read ahead; None: it has to be located."""
        ahead, chosen = self._ahead.get(content), item.section
        if ahead is None or chosen.part:
            return None
        if chosen.text is SectionText.WHOLE:
            return _cut(ahead, item)
        boundary = header_end(ahead)
        if chosen.text is SectionText.TEXT:
            return _cut(ahead[boundary:], item)
        return _cut(_composed(chosen, ahead[:boundary]) if chosen.fields else ahead[:boundary], item)

    async def pieces(self, content: ContentRef, extent: Extent) -> AsyncIterator[bytes]:
        """All octets of it, some at a time."""
        position = extent.start
        ahead = self._ahead.get(content)
        if ahead is not None:
            yield ahead[extent.start : extent.end]
            return
        while position < extent.end:
            piece = await self._store.contents.read(content, position, min(PIECE, extent.end - position))
            if not piece:
                raise EOFError("content is shorter than its size says")
            yield piece
            position += len(piece)

    async def binary(self, content: ContentRef, item: BinarySection) -> Encoded | None:
        """Where the section lies; None if there is none. Raises Refused if its encoding is unknown (RFC 3516 §4.3)."""
        from homemail.message.binary import is_decodable  # loaded with the first client that asks

        if not item.is_encoded:
            found = await self.locate(content, BodySection(item.section, peek=True))
            return None if found is None else Encoded(found)
        part = find_part(await self._tree(content), ".".join(map(str, item.section.part)))
        if part is None:
            return None
        if not is_decodable(part):
            raise Refused("The encoding of that part is not known here", "UNKNOWN-CTE")
        return Encoded(Extent(part.body_start, part.end), part)

    async def measure(self, content: ContentRef, item: BinarySection, encoded: Encoded) -> Measured:
        """Decode once to know how much it will be; what is small is kept."""
        total, has_nul = 0, False
        kept: list[bytes] | None = []
        async for piece in self.decoded(content, item, encoded):
            total += len(piece)
            has_nul = has_nul or b"\0" in piece
            if kept is not None:
                kept.append(piece)
                kept = kept if total <= PIECE else None
            await asyncio.sleep(0)
        return Measured(total, has_nul, None if kept is None else b"".join(kept))

    async def decoded(self, content: ContentRef, item: BinarySection, encoded: Encoded) -> AsyncIterator[bytes]:
        """The section without its encoding, of that as much as is asked for."""
        from homemail.message.binary import Decoder

        decoder = None if encoded.part is None else Decoder(encoded.part)
        skip = item.partial.first if item.partial else 0
        left = item.partial.count if item.partial else content.size
        where = encoded.where
        pieces = _one(where) if isinstance(where, bytes) else self.pieces(content, where)
        async for raw in self._and_end(pieces):
            piece = raw or b""
            if decoder is not None:
                piece = decoder.finish() if raw is None else decoder.feed(raw)
            piece, skip = piece[skip:], max(0, skip - len(piece))
            piece = piece[:left]
            left -= len(piece)
            if piece:
                yield piece
            if not left:
                return

    @staticmethod
    async def _and_end(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes | None]:
        async for piece in pieces:
            yield piece
        yield None

    async def structure(self, content: ContentRef, *, extended: bool) -> bytes:
        """BODYSTRUCTURE or BODY as IMAP4rev2 has it, where that is not what is kept."""
        return bodystructure_wire(await self._tree(content), extended, rev2=True)

    async def header(self, content: ContentRef) -> bytes:
        return await self._read(content, Extent(0, await self._header_end(content)))

    async def _read(self, content: ContentRef, extent: Extent) -> bytes:
        return b"".join([piece async for piece in self.pieces(content, extent)])

    async def _extent(self, content: ContentRef, chosen: Section) -> Extent | None:
        if chosen.part:
            what = SectionText.HEADER if chosen.fields else chosen.text
            number = ".".join(str(index) for index in chosen.part)
            spec = f"{number}.{what.value.decode()}" if what.value else number
            found = section(await self._tree(content), spec)
            return None if found is None else Extent(*found)
        if chosen.text is SectionText.WHOLE:
            return Extent(0, content.size)
        boundary = await self._header_end(content)
        return Extent(boundary, content.size) if chosen.text is SectionText.TEXT else Extent(0, boundary)

    async def _header_end(self, content: ContentRef) -> int:
        """Found in the beginning of the message, as much of it as that takes."""
        length = PIECE
        while True:
            head = await self._read(content, Extent(0, min(length, content.size)))
            end = header_end(head)
            if len(head) == content.size or end + _LOOKAHEAD <= len(head):
                return end
            length *= 4

    async def _tree(self, content: ContentRef) -> Part:
        key = (content.content_id, len(content.prefix))
        tree = self._trees.get(key)
        if tree is None:
            tree = await self._scan(content)
            self._trees[key] = tree
            if len(self._trees) > _TREES_KEPT:
                self._trees.popitem(last=False)
        return tree

    async def _scan(self, content: ContentRef) -> Part:
        ahead = self._ahead.get(content)
        return await self._store.contents.tree(content) if ahead is None else scan(ahead)


def _composed(chosen: Section, header: bytes) -> bytes:
    names = [field.decode("latin-1") for field in chosen.fields]
    return select_fields(header, names, inverted=chosen.text is SectionText.HEADER_FIELDS_NOT)


def _cut(octets: bytes, item: BodySection) -> bytes:
    return octets if item.partial is None else octets[item.partial.first : item.partial.first + item.partial.count]


def _groups(rows: Sequence[MessageRow]) -> Iterator[Sequence[MessageRow]]:
    """Rows in runs whose small contents are not more than READ_AHEAD together."""
    start = total = 0
    for index, row in enumerate(rows):
        size = row.size if row.size <= PIECE else 0
        if total + size > READ_AHEAD:
            yield rows[start:index]
            start, total = index, 0
        total += size
    yield rows[start:]


async def _one(octets: bytes) -> AsyncIterator[bytes]:
    yield octets
