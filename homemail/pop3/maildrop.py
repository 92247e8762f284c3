"""A maildrop: INBOX of one account as it was at login, numbered from 1, held by one session (RFC 1939 §4, §5).

Nothing changes before `update`, which QUIT alone calls. Unique ids are made
of UIDVALIDITY and UID, so they last as long as the message does and are never
given to another one.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from homemail.mail.ids import AccountId, MailboxId, Uid
from homemail.pop3.multiline import Surplus, Top, transmit
from homemail.pop3.read_ahead import ReadAhead
from homemail.store.errors import ContentGone, NoSuchMailbox, StoreUnavailable
from homemail.store.maildrops import UNKNOWN

if TYPE_CHECKING:
    from homemail.store.maildrops import Listing
    from homemail.store.store import Store
    from homemail.store.values import Account, ContentRef

PIECE: Final = 64 * 1024
# A client that lost its connection and is back at once finds its old session still letting go.
LOCK_PATIENCE: Final = 3.0  # seconds
BATCH: Final = 512 * 1024  # octets of small messages read in one go


class Maildrop:
    """The snapshot and what this session wants deleted."""

    def __init__(
        self,
        store: "Store",
        *,
        mailbox_id: MailboxId,
        uidvalidity: int,
        listing: "Listing",
    ) -> None:
        self._store = store
        self._mailbox_id = mailbox_id
        self._uidvalidity = uidvalidity
        self._listing = listing
        self._ahead = ReadAhead(store, listing)
        self.deleted: set[int] = set()
        self.retrieved: set[int] = set()  # whole, to the last dot

    def __len__(self) -> int:
        """Messages at login, deleted ones included."""
        return len(self._listing)

    def numbers(self) -> Iterator[int]:
        """Message numbers that are not marked as deleted."""
        everything = range(1, len(self) + 1)
        return (number for number in everything if number not in self.deleted) if self.deleted else iter(everything)

    def has(self, number: int) -> bool:
        return 1 <= number <= len(self) and number not in self.deleted

    def unique_id(self, number: int) -> str:
        """unique-id = 1*70CHAR of %x21-7E (RFC 1939 §7)"""
        return f"{self._uidvalidity:x}.{self._listing.uids[number - 1]:x}"

    async def sizes(self, numbers: Sequence[int]) -> list[int]:
        """The octets that RETR sends of each, before stuffing."""
        sizes, surpluses = self._listing.sizes, self._listing.surpluses
        unknown = [number for number in numbers if surpluses[number - 1] == UNKNOWN]
        if unknown:
            await self._measure(unknown)
        return [sizes[number - 1] + max(surpluses[number - 1], 0) for number in numbers]

    async def _measure(self, numbers: Sequence[int]) -> None:
        """Find out by how much these grow on the wire. What is gone counts as right: RETR will say so."""
        for batch in _batches(numbers, self._listing.sizes):
            texts: Sequence[bytes] = ()
            if len(batch) > 1:
                with contextlib.suppress(ContentGone):  # one of them; the others are still to be read
                    texts = await self._store.contents.read_many([self._listing[number - 1] for number in batch])
            for number, text in zip(batch, texts, strict=False):
                self._know(number, text)
            for number in batch[len(texts) :]:
                with contextlib.suppress(ContentGone):
                    self._listing.surpluses[number - 1] = await self._measured(number)
        places = [number - 1 for number in numbers if self._listing.surpluses[number - 1] != UNKNOWN]
        found = {self._listing.contents[place]: self._listing.surpluses[place] for place in places}
        with contextlib.suppress(StoreUnavailable):  # found out for now
            await self._store.maildrops.keep_surpluses(found)

    def _know(self, number: int, text: bytes) -> int:
        surplus = Surplus()
        surplus.feed(text)
        self._listing.surpluses[number - 1] = surplus.total()
        return surplus.total()

    async def _measured(self, number: int) -> int:
        surplus = Surplus()
        async for piece in read_pieces(self._store, self._listing[number - 1]):
            surplus.feed(piece)
        return surplus.total()

    async def size(self, number: int) -> int:
        """The same of one that is about to be retrieved. Raises ContentGone."""
        if self._ahead.has(number):
            return self._listing.sizes[number - 1] + self._know(number, await self._ahead.peek(number))
        return (await self.sizes([number]))[0]

    def retrieve(self, number: int, top: int | None = None) -> AsyncIterator[bytes]:
        """The message on the wire; with `top` its header and so many lines of its body."""
        return transmit(self._pieces(number), None if top is None else Top(top))

    async def _pieces(self, number: int) -> AsyncIterator[bytes]:
        if self._ahead.has(number):
            yield await self._ahead.take(number)
            return
        async for piece in read_pieces(self._store, self._listing[number - 1]):
            yield piece

    async def handed_over(self, number: int) -> AsyncIterator[bytes]:
        """`retrieve` of a whole message, and the fact that the client took it."""
        async for piece in self.retrieve(number):
            yield piece
        self.retrieved.add(number)

    async def update(self, *, keeps_account: bool) -> int:
        """RFC 1939 §6: remove what was marked, in one transaction; how many there were.

        `keeps_account`: of what was retrieved and stays.
        """
        if keeps_account and (stay := self.retrieved - self.deleted):
            await self._store.retrieved.note(self._mailbox_id, self._uids(stay))
        if not self.deleted:
            return 0
        uids = self._uids(self.deleted)
        await self._store.messages.delete(self._mailbox_id, uids)
        return len(uids)

    def _uids(self, numbers: Collection[int]) -> list[Uid]:
        return [Uid(self._listing.uids[number - 1]) for number in sorted(numbers)]


async def open_maildrop(store: "Store", account: "Account") -> Maildrop:
    """A snapshot of the account's INBOX. Raises NoSuchMailbox when the account has just been removed."""
    inbox = await store.mailboxes.find(account.id, "INBOX")
    if inbox is None:
        raise NoSuchMailbox("the account has no INBOX")
    listing = await store.maildrops.listing(inbox.id)
    return Maildrop(store, mailbox_id=inbox.id, uidvalidity=inbox.uidvalidity, listing=listing)


async def read_pieces(store: "Store", content: "ContentRef") -> AsyncIterator[bytes]:
    """A message as it is stored, never more than a piece of it in memory."""
    for offset in range(0, content.size, PIECE):
        yield await store.contents.read(content, offset, min(PIECE, content.size - offset))


def _batches(numbers: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Small ones together, up to a piece's worth; a large one alone."""
    batch: list[int] = []
    octets = 0
    for number in numbers:
        if batch and octets + sizes[number - 1] > BATCH:
            yield batch
            batch, octets = [], 0
        batch.append(number)
        octets += sizes[number - 1]
    if batch:
        yield batch


class MaildropLocks:
    """One POP3 session for each maildrop (RFC 1939 §4: exclusive-access lock)."""

    def __init__(self) -> None:
        self._held: dict[AccountId, asyncio.Lock] = {}

    async def acquire(self, account_id: AccountId) -> bool:
        """Whether the lock was had, after a short wait at most."""
        lock = self._held.setdefault(account_id, asyncio.Lock())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOCK_PATIENCE):
                return await lock.acquire()
        return False

    def release(self, account_id: AccountId) -> None:
        self._held[account_id].release()
