"""A kept message as the queue reads it: its header section at once, its body in pieces.

What came together with the entry, `head`, is not read again if it is all of it and there is room in memory: most
messages leave as soon as they have come.
"""

from homemail.message import fields
from homemail.store.store import Store
from homemail.store.values import QueueEntry

HEADER_PIECE = 128 * 1024
HEADER_MAX = 1024 * 1024
IN_MEMORY = 16 * 1024 * 1024  # octets of contents that wait in memory for their delivery


class Room:
    """Memory for contents: whoever takes gives back; who finds none reads when it is his turn."""

    def __init__(self, octets: int = IN_MEMORY) -> None:
        self._free = octets

    def take(self, octets: int) -> bool:
        if octets > self._free:
            return False
        self._free -= octets
        return True

    def give_back(self, octets: int) -> None:
        self._free += octets


class KeptBody:
    """The body of a kept message, for the agent; its room is free again when nobody holds it."""

    def __init__(
        self, store: Store, entry: QueueEntry, offset: int, head: bytes = b"", room: Room | None = None
    ) -> None:
        self._store = store
        self._room = room
        is_whole = room is not None and len(head) == entry.content.size and room.take(len(head))
        self._whole = head if is_whole else None
        self._entry = entry
        self._offset = offset

    def __del__(self) -> None:
        if self._whole is not None and self._room is not None:
            self._room.give_back(len(self._whole))

    @property
    def size(self) -> int:
        return max(0, self._entry.content.size - self._offset)

    async def read(self, offset: int, length: int) -> bytes:
        start = self._offset + offset
        if self._whole is not None:
            return self._whole[start : start + length]
        return await self._store.contents.read(self._entry.content, start, length)


async def read_header(store: Store, entry: QueueEntry, head: bytes) -> tuple[bytes, int]:
    """The header section with the empty line that ends it, and where the body begins."""
    read = store.contents.read
    part = fields.split(head)
    for length in (HEADER_PIECE, HEADER_MAX):
        if part.body_offset < len(head) or len(head) == entry.content.size:
            break
        head = await read(entry.content, 0, length)
        part = fields.split(head)
    return part.header, part.body_offset
