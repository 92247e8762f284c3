"""Who is the first to see a message: \\Recent is said to one session of each (RFC 3501 §2.3.2).

A session that opens a mailbox claims on disk. One that has it open claims what
arrives in memory, so that nobody hears later of a message because a claim is on
its way to the disk; a crash in that moment makes a message recent twice.
"""

import asyncio
import logging

from homemail.mail.ids import MailboxId, Uid
from homemail.store.database import Database, Transaction
from homemail.store.errors import StoreUnavailable
from homemail.store.mailboxes import mailbox_by_id

_log = logging.getLogger("homemail.store")


class RecentClaims:
    """Of all mailboxes; lives on the event loop's thread."""

    def __init__(self, database: Database, claimed: dict[MailboxId, Uid]) -> None:
        """`claimed`: messages below are; STATUS goes by it as well."""
        self._database = database
        self._claimed = claimed
        self._on_the_way: set[asyncio.Task[None]] = set()

    async def claim(self, mailbox_id: MailboxId, last: int) -> Uid:
        """From which UID on messages up to `last` are the caller's. Raises NoSuchMailbox."""

        def work(transaction: Transaction) -> Uid:
            mailbox_by_id(transaction.connection, mailbox_id)
            (first,) = transaction.execute("SELECT recent_from FROM mailbox WHERE id = ?", (mailbox_id,)).fetchone()
            if first <= last:
                transaction.execute("UPDATE mailbox SET recent_from = ? WHERE id = ?", (last + 1, mailbox_id))
            return Uid(first)

        first = await self._database.write(work)
        claimed = self._claimed.get(mailbox_id, Uid(0))
        self._claimed[mailbox_id] = max(claimed, first, Uid(last + 1))
        return max(claimed, first)

    def claim_arrivals(self, mailbox_id: MailboxId, last: int) -> Uid:
        """As `claim`. Whoever has claimed one of these did it since this engine runs, so it is known here."""
        first = self._claimed.get(mailbox_id, Uid(0))
        if last < first:
            return first
        self._claimed[mailbox_id] = Uid(last + 1)
        task = asyncio.get_running_loop().create_task(self._keep(mailbox_id), name="claim of recent messages")
        self._on_the_way.add(task)
        task.add_done_callback(self._on_the_way.discard)
        return first

    async def _keep(self, mailbox_id: MailboxId) -> None:
        def work(transaction: Transaction) -> None:
            transaction.execute(
                "UPDATE mailbox SET recent_from = MAX(recent_from, ?) WHERE id = ?",
                (self._claimed.get(mailbox_id, 0), mailbox_id),
            )

        try:
            await self._database.write(work, is_patient=True)
        except StoreUnavailable as fault:
            _log.warning("which messages are recent was not kept: %s", fault)
