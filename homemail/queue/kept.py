"""A kept message as the queue reads it: its header section at once, its body in pieces."""

from homemail.message import fields
from homemail.store.store import Store
from homemail.store.values import QueueEntry

HEADER_PIECE = 128 * 1024
HEADER_MAX = 1024 * 1024


class KeptBody:
    """The body of a kept message, for the agent."""

    def __init__(self, store: Store, entry: QueueEntry, offset: int) -> None:
        self._store = store
        self._entry = entry
        self._offset = offset

    @property
    def size(self) -> int:
        return max(0, self._entry.content.size - self._offset)

    async def read(self, offset: int, length: int) -> bytes:
        return await self._store.contents.read(self._entry.content, self._offset + offset, length)


async def read_header(store: Store, entry: QueueEntry) -> tuple[bytes, int]:
    """The header section with the empty line that ends it, and where the body begins."""
    read = store.contents.read
    head = await read(entry.content, 0, HEADER_PIECE)
    part = fields.split(head)
    if part.body_offset == len(head) < entry.content.size:
        head = await read(entry.content, 0, HEADER_MAX)
        part = fields.split(head)
    return part.header, part.body_offset
