"""What POP3 has handed out, and its end where a person wants one: so many days later it leaves INBOX.

Kept only of people who have chosen days; what was handed out before the choice does not count, and what was never
handed out is never removed. The removal comes with the sweep, hourly and first an hour after the start: a clock that
was wrong at the start is right by then.
"""

import json
import logging
import sqlite3
import time
from collections.abc import Sequence
from typing import Any, Final

from homemail.mail.ids import AccountId, MailboxId, Uid
from homemail.mail.mailbox_name import INBOX
from homemail.store.changes import AccountsChanged
from homemail.store.database import Database, Transaction
from homemail.store.errors import NoSuchAccount
from homemail.store.removal import pick, remove_picked
from homemail.store.values import Clock

DAY_SECONDS: Final = 86400
ROUND_SECONDS: Final = 3600.0
_log = logging.getLogger("homemail.pop3")

_DUE = (
    "SELECT account.name, mailbox.id, pop3_days, uid FROM account"
    " JOIN mailbox ON mailbox.account_id = account.id AND mailbox.name = ?"
    " JOIN retrieved ON retrieved.mailbox_id = mailbox.id"
    " WHERE pop3_days IS NOT NULL AND at <= ? - pop3_days * ?"
)


class Retrieved:
    def __init__(self, database: Database, clock: Clock, *, steady: Clock = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._steady = steady
        self._next_round = steady() + ROUND_SECONDS

    async def days_of(self, account_id: AccountId) -> int | None:
        """Days after which this person's retrieved messages go; None: never."""
        return await self._one("SELECT pop3_days FROM account WHERE id = ?", account_id)

    async def shortest(self) -> int | None:
        """The fewest days that anybody has chosen; None if nobody has."""
        return await self._one("SELECT MIN(pop3_days) FROM account")

    async def _one(self, statement: str, *values: Any) -> int | None:
        row = await self._database.read(lambda connection: connection.execute(statement, values).fetchone())
        return None if row is None else row[0]

    async def set_days(self, account_id: AccountId, days: int | None) -> None:
        """None: never, and what was handed out so far is forgotten. Raises NoSuchAccount."""

        def work(transaction: Transaction) -> None:
            if not transaction.execute("UPDATE account SET pop3_days = ? WHERE id = ?", (days, account_id)).rowcount:
                raise NoSuchAccount("there is no such account")
            if days is None:
                transaction.execute(
                    "DELETE FROM retrieved WHERE mailbox_id IN (SELECT id FROM mailbox WHERE account_id = ?)",
                    (account_id,),
                )
            transaction.publish(AccountsChanged())

        await self._database.write(work)

    async def note(self, mailbox_id: MailboxId, uids: Sequence[Uid]) -> None:
        """These were handed out now; of those handed out before the first time counts."""
        now = self._clock()
        await self._database.write(
            lambda transaction: transaction.execute(
                "INSERT OR IGNORE INTO retrieved (mailbox_id, uid, at)"
                " SELECT mailbox_id, uid, ? FROM message"
                " WHERE mailbox_id = ? AND uid IN (SELECT value FROM json_each(?))",
                (now, mailbox_id, json.dumps(list(uids))),
            ),
            is_patient=True,
        )

    async def expire_hourly(self) -> None:
        """`expire`, when it is time for it again."""
        if self._steady() >= self._next_round:
            self._next_round = self._steady() + ROUND_SECONDS
            await self.expire()

    async def expire(self) -> int:
        """Remove what has been retrieved as many days ago as its person has chosen; how many messages."""
        if not await self._database.read(self._due):
            return 0
        removed = await self._database.write(self._remove_due)
        for name, days, count in removed:
            _log.info("expired: user=<%s>, days=%d, removed=%d (retrieved by POP3 before)", name, days, count)
        return sum(count for _, _, count in removed)

    def _due(self, connection: sqlite3.Connection) -> list[tuple[str, MailboxId, int, int]]:
        return connection.execute(_DUE, (INBOX, self._clock(), DAY_SECONDS)).fetchall()

    def _remove_due(self, transaction: Transaction) -> list[tuple[str, int, int]]:
        """Name, days and count of each person."""
        due: dict[tuple[str, MailboxId, int], list[int]] = {}
        for name, mailbox_id, days, uid in self._due(transaction.connection):
            due.setdefault((name, mailbox_id, days), []).append(uid)
        removed = []
        for (name, mailbox_id, days), uids in due.items():
            pick(transaction, uids)
            count = len(remove_picked(transaction, mailbox_id, self._clock()))
            # Those that went otherwise are looked at no more either.
            transaction.execute(
                "DELETE FROM retrieved WHERE mailbox_id = ?1 AND uid NOT IN"
                " (SELECT uid FROM message WHERE mailbox_id = ?1)",
                (mailbox_id,),
            )
            if count:
                removed.append((name, days, count))
        return removed
