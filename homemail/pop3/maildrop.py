"""A maildrop: INBOX of one account as it was at login, numbered from 1, held by one session (RFC 1939 §4, §5).

Nothing changes before `update`, which QUIT alone calls. Unique ids are made
of UIDVALIDITY and UID, so they last as long as the message does and are never
given to another one.
"""

import asyncio
import contextlib
from array import array
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from homemail.mail.ids import AccountId, ContentId, MailboxId
from homemail.pop3.multiline import Surplus, Top, transmit
from homemail.pop3.read_ahead import ReadAhead
from homemail.store.errors import ContentGone, NoSuchMailbox

if TYPE_CHECKING:
    from homemail.store.store import Store
    from homemail.store.values import Account, ContentRef, MessageRow

PIECE: Final = 64 * 1024
# A client that lost its connection and is back at once finds its old session still letting go.
LOCK_PATIENCE: Final = 3.0  # seconds
KNOWN_MAX: Final = 200_000  # contents whose surplus is remembered
BATCH: Final = 512 * 1024  # octets of small messages read in one go


class Maildrop:
    """The snapshot and what this session wants deleted."""

    def __init__(
        self,
        store: "Store",
        surpluses: "Surpluses",
        *,
        mailbox_id: MailboxId,
        uidvalidity: int,
        rows: Sequence["MessageRow"],
    ) -> None:
        self._store = store
        self._surpluses = surpluses
        self._mailbox_id = mailbox_id
        self._uidvalidity = uidvalidity
        self._rows = rows
        self._ahead = ReadAhead(store, [row.content for row in rows])
        self._sizes: array[int] | None = None
        self.deleted: set[int] = set()
        self.retrieved: set[int] = set()  # whole, to the last dot

    def __len__(self) -> int:
        """Messages at login, deleted ones included."""
        return len(self._rows)

    def numbers(self) -> Iterator[int]:
        """Message numbers that are not marked as deleted."""
        if not self.deleted:
            return iter(range(1, len(self._rows) + 1))
        return (number for number in range(1, len(self._rows) + 1) if number not in self.deleted)

    def has(self, number: int) -> bool:
        return 1 <= number <= len(self._rows) and number not in self.deleted

    def unique_id(self, number: int) -> str:
        """unique-id = 1*70CHAR of %x21-7E (RFC 1939 §7)"""
        return f"{self._uidvalidity:x}.{self._rows[number - 1].uid:x}"

    async def sizes(self, numbers: Sequence[int]) -> list[int]:
        """The octets that RETR sends of each, before stuffing; all are found out once many are asked for."""
        if len(numbers) > 1 and self._sizes is None:
            surpluses = await self._surpluses.of([row.content for row in self._rows])
            self._sizes = array("Q", [row.size + surplus for row, surplus in zip(self._rows, surpluses, strict=True)])
        if self._sizes is not None:
            return [self._sizes[number - 1] for number in numbers]
        rows = [self._rows[number - 1] for number in numbers]
        surpluses = await self._surpluses.of([row.content for row in rows])
        return [row.size + surplus for row, surplus in zip(rows, surpluses, strict=True)]

    async def size(self, number: int) -> int:
        """The same of one that is about to be retrieved. Raises ContentGone."""
        row = self._rows[number - 1]
        if not self._ahead.has(number):
            return (await self.sizes([number]))[0]
        return row.size + self._surpluses.of_text(row.content, await self._ahead.peek(number))

    def retrieve(self, number: int, top: int | None = None) -> AsyncIterator[bytes]:
        """The message on the wire; with `top` its header and so many lines of its body."""
        return transmit(self._pieces(number), None if top is None else Top(top))

    async def _pieces(self, number: int) -> AsyncIterator[bytes]:
        if self._ahead.has(number):
            yield await self._ahead.take(number)
            return
        async for piece in read_pieces(self._store, self._rows[number - 1].content):
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
            await self._store.retrieved.note(self._mailbox_id, [self._rows[number - 1].uid for number in sorted(stay)])
        if not self.deleted:
            return 0
        uids = [self._rows[number - 1].uid for number in sorted(self.deleted)]
        await self._store.messages.delete(self._mailbox_id, uids)
        return len(uids)


async def open_maildrop(store: "Store", surpluses: "Surpluses", account: "Account") -> Maildrop:
    """A snapshot of the account's INBOX. Raises NoSuchMailbox when the account has just been removed."""
    inbox = await store.mailboxes.find(account.id, "INBOX")
    if inbox is None:
        raise NoSuchMailbox("the account has no INBOX")
    summaries = await store.messages.snapshot(inbox.id)
    rows = await store.messages.rows(inbox.id, [summary.uid for summary in summaries])
    return Maildrop(store, surpluses, mailbox_id=inbox.id, uidvalidity=inbox.uidvalidity, rows=rows)


async def read_pieces(store: "Store", content: "ContentRef") -> AsyncIterator[bytes]:
    """A message as it is stored, never more than a piece of it in memory."""
    for offset in range(0, content.size, PIECE):
        yield await store.contents.read(content, offset, min(PIECE, content.size - offset))


class Surpluses:
    """By how much each content grows on the wire; stored content never changes, so it is found out once."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._known: OrderedDict[ContentId, int] = OrderedDict()

    async def of(self, contents: Sequence["ContentRef"]) -> list[int]:
        """The surplus of each, in order. What is gone counts as right: RETR will say so."""
        missing = [content for content in contents if content.content_id not in self._known]
        for batch in _batches(missing):
            await self._measure(batch)
        found = [self._known.get(content.content_id, 0) for content in contents]
        while len(self._known) > KNOWN_MAX:
            self._known.popitem(last=False)
        return found

    def of_text(self, content: "ContentRef", text: bytes) -> int:
        """The surplus of one whose octets are at hand."""
        known = self._known.get(content.content_id)
        if known is None:
            surplus = Surplus()
            surplus.feed(text)
            known = self._known[content.content_id] = surplus.total()
        return known

    async def _measure(self, batch: Sequence["ContentRef"]) -> None:
        if len(batch) > 1:
            try:
                texts = await self._store.contents.read_many(batch)
            except ContentGone:  # one of them; the others are still to be read
                texts = []
            for content, text in zip(batch, texts, strict=False):
                self.of_text(content, text)
            if texts:
                return
        for content in batch:
            self._known[content.content_id] = await self._measured(content)

    async def _measured(self, content: "ContentRef") -> int:
        surplus = Surplus()
        try:
            async for piece in read_pieces(self._store, content):
                surplus.feed(piece)
        except ContentGone:
            return 0
        return surplus.total()


def _batches(contents: Sequence["ContentRef"]) -> Iterator[list["ContentRef"]]:
    """Small ones together, up to a piece's worth; a large one alone."""
    batch: list[ContentRef] = []
    octets = 0
    for content in contents:
        if batch and octets + content.size > BATCH:
            yield batch
            batch, octets = [], 0
        batch.append(content)
        octets += content.size
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
