"""Messages read before they are asked for: a client that fetches its maildrop asks for one after the other.

A look into the store costs more than the octets of a small message, so who went from a message to the next gets the
following ones read along. What is held is bounded, and given away once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from homemail.store.errors import ContentGone

if TYPE_CHECKING:
    from homemail.store.maildrops import Listing
    from homemail.store.store import Store

SMALL: Final = 64 * 1024  # octets; larger ones are read in pieces, when they are asked for
HELD_MAX: Final = 256 * 1024  # octets read ahead
MESSAGES_MAX: Final = 64


class ReadAhead:
    """The small messages of one session, by number from 1."""

    def __init__(self, store: "Store", contents: "Listing") -> None:
        self._store = store
        self._contents = contents
        self._held: dict[int, bytes] = {}
        self._last = 0

    def has(self, number: int) -> bool:
        """Whether this is a message that is read whole."""
        return self._contents[number - 1].size <= SMALL

    async def peek(self, number: int) -> bytes:
        """The whole of a small message; it stays held until it is taken. Raises ContentGone."""
        if number not in self._held:
            self._held.clear()
            numbers = self._following(number) if number == self._last + 1 else [number]
            self._held.update(zip(numbers, await self._read(numbers), strict=False))
        self._last = number
        return self._held[number]

    async def take(self, number: int) -> bytes:
        """The same, for the last time."""
        octets = await self.peek(number)
        del self._held[number]
        return octets

    def _following(self, number: int) -> list[int]:
        """The message and small ones behind it, as far as may be held."""
        numbers, octets = [number], self._contents[number - 1].size
        for following in range(number + 1, min(number + MESSAGES_MAX, len(self._contents) + 1)):
            octets += self._contents[following - 1].size
            if octets > HELD_MAX:
                break
            numbers.append(following)
        return numbers

    async def _read(self, numbers: Sequence[int]) -> list[bytes]:
        contents = [self._contents[number - 1] for number in numbers]
        try:
            return await self._store.contents.read_many(contents)
        except ContentGone:  # one of them, and perhaps not the one that is asked for
            return await self._store.contents.read_many(contents[:1])
