"""A maildrop: INBOX of one account as it was at login, numbered from 1, held by one session (RFC 1939 §4, §5).

Nothing changes before `update`, which QUIT alone calls. Unique ids are made
of UIDVALIDITY and UID, so they last as long as the message does and are never
given to another one.
"""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from homemail.mail.ids import AccountId, ContentId, MailboxId
from homemail.pop3.multiline import Surplus, Top, transmit

if TYPE_CHECKING:
    from homemail.store.store import Store
    from homemail.store.values import Account, ContentRef, MessageRow

PIECE: Final = 64 * 1024
# A client that lost its connection and is back at once finds its old session still letting go.
LOCK_PATIENCE: Final = 3.0  # seconds
KNOWN_MAX: Final = 200_000  # contents whose surplus is remembered
_AT_ONCE: Final = 16


class Maildrop:
    """The snapshot and what this session wants deleted."""

    def __init__(self, store: "Store", mailbox_id: MailboxId, uidvalidity: int, rows: Sequence["MessageRow"]) -> None:
        self._store = store
        self._mailbox_id = mailbox_id
        self._uidvalidity = uidvalidity
        self._rows = rows
        self._sizes: list[int] = []
        self.deleted: set[int] = set()

    def __len__(self) -> int:
        """Messages at login, deleted ones included."""
        return len(self._rows)

    def numbers(self) -> Iterator[int]:
        """Message numbers that are not marked as deleted."""
        return (number for number in range(1, len(self._rows) + 1) if number not in self.deleted)

    def has(self, number: int) -> bool:
        return 1 <= number <= len(self._rows) and number not in self.deleted

    def unique_id(self, number: int) -> str:
        """unique-id = 1*70CHAR of %x21-7E (RFC 1939 §7)"""
        return f"{self._uidvalidity:x}.{self._rows[number - 1].uid:x}"

    def size(self, number: int) -> int:
        """The octets that RETR sends, before stuffing."""
        return self._sizes[number - 1]

    async def measure(self, surpluses: "Surpluses") -> None:
        """Learn the sizes; to be done before any is asked for."""
        if len(self._sizes) != len(self._rows):
            extra = await surpluses.of([row.content for row in self._rows])
            self._sizes = [row.size + more for row, more in zip(self._rows, extra, strict=True)]

    def retrieve(self, number: int, top: int | None = None) -> AsyncIterator[bytes]:
        """The message on the wire; with `top` its header and so many lines of its body."""
        pieces = read_pieces(self._store, self._rows[number - 1].content)
        return transmit(pieces, None if top is None else Top(top))

    async def update(self) -> int:
        """RFC 1939 §6: remove what was marked, in one transaction; how many there were."""
        if not self.deleted:
            return 0
        uids = [self._rows[number - 1].uid for number in sorted(self.deleted)]
        await self._store.messages.delete(self._mailbox_id, uids)
        return len(uids)


async def open_maildrop(store: "Store", account: "Account") -> Maildrop:
    """A snapshot of the account's INBOX."""
    inbox = await store.mailboxes.find(account.id, "INBOX")
    if inbox is None:
        raise LookupError("the account has no INBOX")
    summaries = await store.messages.snapshot(inbox.id)
    rows = await store.messages.rows(inbox.id, [summary.uid for summary in summaries])
    return Maildrop(store, inbox.id, inbox.uidvalidity, rows)


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
        """The surplus of each, in order. What cannot be read counts as right: RETR will say what is wrong with it."""
        missing = iter([content for content in contents if content.content_id not in self._known])

        async def worker() -> None:
            for content in missing:  # one iterator for all workers: each content is taken once
                self._known[content.content_id] = await self._measured(content)

        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(worker(), name="pop3 measure")
        found = [self._known.get(content.content_id, 0) for content in contents]
        while len(self._known) > KNOWN_MAX:
            self._known.popitem(last=False)
        return found

    async def _measured(self, content: "ContentRef") -> int:
        from homemail.store.errors import ContentGone

        surplus = Surplus()
        try:
            async for piece in read_pieces(self._store, content):
                surplus.feed(piece)
        except ContentGone:
            return 0
        return surplus.total()


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
