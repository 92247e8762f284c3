"""A kept message as the queue reads it: its header section at once, its body in pieces.

What was read together with the entry, `head`, is not read again: most messages are small.
"""

from homemail.message import fields
from homemail.store.store import Store
from homemail.store.values import QueueEntry

HEADER_PIECE = 128 * 1024
HEADER_MAX = 1024 * 1024


class KeptBody:
    """The body of a kept message, for the agent."""

    def __init__(self, store: Store, entry: QueueEntry, offset: int, head: bytes = b"") -> None:
        self._store = store
        self._whole = head if len(head) == entry.content.size else None
        self._entry = entry
        self._offset = offset

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
