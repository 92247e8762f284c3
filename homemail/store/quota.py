"""What people may keep, and how much they do.

Each mailbox has its messages and octets counted in its own row, in the statement that gives out UIDs or a
mod-sequence, so a delivery costs nothing more and a sum is a few rows. The octets are those that clients see
(RFC822.SIZE); that copies share a content is ours to gain. Limits of the house are `defaults`, set by who reads the
settings; they are people's: what the family owns together has none. Where nobody has a limit, nothing here is asked.
Deliveries are not refused here: what was accepted is kept.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from homemail.mail.ids import AccountId, MailboxId
from homemail.settings.quota import Quota
from homemail.store.changes import AccountsChanged
from homemail.store.database import Database, Transaction
from homemail.store.errors import NoSuchAccount, NoSuchMailbox, OverQuota

# Programs without MOVE delete by a copy into the wastebasket: so much beyond the limit fits in there, in percent.
TRASH_MORE: Final = 10


@dataclass(frozen=True, slots=True)
class Use:
    """Octets and messages that are kept."""

    storage: int = 0
    messages: int = 0


NOTHING: Final = Use()


@dataclass(frozen=True, slots=True)
class Limits:
    """Octets and messages that may be kept; 0 is no limit."""

    storage: int = 0
    messages: int = 0

    @classmethod
    def of(cls, quota: Quota) -> "Limits":
        """Of the house, as the settings say."""
        return cls(quota.storage, quota.messages)

    def __bool__(self) -> bool:
        return bool(self.storage or self.messages)

    def has_room(self, use: Use, more: Use) -> bool:
        """What adds nothing of a kind is not refused for it."""
        if self.storage and more.storage > 0 and use.storage + more.storage > self.storage:
            return False
        return not (self.messages and more.messages > 0 and use.messages + more.messages > self.messages)

    def percent(self, use: Use) -> int:
        """Of what may be kept, the scarcer of the two."""
        storage = use.storage * 100 // self.storage if self.storage else 0
        return max(storage, use.messages * 100 // self.messages if self.messages else 0)


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """What was set for one person; None: as the settings say."""

    storage: int | None = None
    messages: int | None = None


class Quotas:
    """`in_force` and `limits_of` answer at once, as of the last commit that was answered."""

    def __init__(self, database: Database) -> None:
        self.defaults = Limits()
        self._database = database
        self._own: Mapping[AccountId, OwnLimits] = {}
        self.on_refusal: Callable[[AccountId], None] = lambda _: None  # mail was turned away for lack of room

    async def load(self) -> None:
        statement = "SELECT account_id, storage, messages FROM quota WHERE storage NOT NULL OR messages NOT NULL"
        rows = await self._database.read(lambda connection: connection.execute(statement).fetchall())
        self._own = {AccountId(account_id): OwnLimits(storage, messages) for account_id, storage, messages in rows}

    @property
    def in_force(self) -> bool:
        """Whether anybody has a limit."""
        return bool(self.defaults or self._own)

    def own_limits_of(self, account_id: AccountId) -> OwnLimits:
        return self._own.get(account_id, OwnLimits())

    def limits_of(self, account_id: AccountId) -> Limits:
        own = self._own.get(account_id)
        if own is None:
            return self.defaults
        storage = self.defaults.storage if own.storage is None else own.storage
        return Limits(storage, self.defaults.messages if own.messages is None else own.messages)

    async def set(self, account_id: AccountId, own: OwnLimits) -> None:
        """In the place of what was set for this person. Raises NoSuchAccount."""

        def work(transaction: Transaction) -> None:
            require_account(transaction, account_id)
            transaction.execute(
                "INSERT INTO quota (account_id, storage, messages) VALUES (?, ?, ?) ON CONFLICT (account_id)"
                " DO UPDATE SET storage = excluded.storage, messages = excluded.messages",
                (account_id, own.storage, own.messages),
            )
            transaction.publish(AccountsChanged())

        await self._database.write(work)
        await self.load()

    async def use_of(self, account_id: AccountId) -> Use:
        return await self._database.read(lambda connection: use_of(connection, account_id))

    async def uses(self) -> dict[AccountId, Use]:
        """Of everybody who owns a mailbox."""
        statement = "SELECT account_id, SUM(octets), SUM(messages) FROM mailbox GROUP BY account_id"
        rows = await self._database.read(lambda connection: connection.execute(statement).fetchall())
        return {AccountId(account_id): Use(octets, messages) for account_id, octets, messages in rows}

    async def full(self, account_ids: Collection[AccountId], octets: int = 0) -> frozenset[AccountId]:
        """Those of them in whose mailboxes a message of so many octets (0: of any size) has no room."""
        limited = [account_id for account_id in account_ids if self.limits_of(account_id)]
        if not limited:
            return frozenset()
        statement = (
            "SELECT account_id, SUM(octets), SUM(messages) FROM mailbox JOIN account ON account.id = account_id"
            " WHERE kind = 'person' AND account_id IN (SELECT value FROM json_each(?)) GROUP BY account_id"
        )
        asked = json.dumps(limited)
        rows = await self._database.read(lambda connection: connection.execute(statement, (asked,)).fetchall())
        more = Use(max(1, octets), 1)
        return frozenset(
            AccountId(account_id)
            for account_id, storage, messages in rows
            if not self.limits_of(AccountId(account_id)).has_room(Use(storage, messages), more)
        )

    def require_room(
        self,
        transaction: Transaction,
        target: MailboxId,
        more: Use,
        *,
        source: MailboxId | None = None,
        leaves: Use = NOTHING,
    ) -> None:
        """Raises OverQuota if the owner of `target` may not keep `more`.

        `leaves` is what goes from `source` in the same transaction: what moves within an account needs no room.
        """
        if not self.in_force:
            return
        account_id, special_use, kind = _owner(transaction, target)
        limits = self.limits_of(account_id)
        if not limits or kind != "person":
            return
        if source is not None and _owner(transaction, source)[0] == account_id:
            more = Use(more.storage - leaves.storage, more.messages - leaves.messages)
            if special_use == "\\Trash":
                limits = Limits(*(limit + limit * TRASH_MORE // 100 for limit in (limits.storage, limits.messages)))
        if not limits.has_room(use_of(transaction.connection, account_id), more):
            raise OverQuota("there is no room for it in these mailboxes")


def use_of(connection: sqlite3.Connection, account_id: AccountId) -> Use:
    statement = "SELECT COALESCE(SUM(octets), 0), COALESCE(SUM(messages), 0) FROM mailbox WHERE account_id = ?"
    return Use(*connection.execute(statement, (account_id,)).fetchone())


def use_of_picked(transaction: Transaction, mailbox_id: MailboxId) -> Use:
    statement = (
        "SELECT COALESCE(SUM(size), 0), COUNT(*) FROM message WHERE mailbox_id = ? AND uid IN (SELECT uid FROM picked)"
    )
    return Use(*transaction.execute(statement, (mailbox_id,)).fetchone())


def _owner(transaction: Transaction, mailbox_id: MailboxId) -> tuple[AccountId, str | None, str]:
    """Whose mailbox it is, its special use, and what kind of account owns it."""
    statement = "SELECT account_id, special_use, kind FROM mailbox JOIN account ON account.id = account_id"
    row = transaction.execute(f"{statement} WHERE mailbox.id = ?", (mailbox_id,)).fetchone()
    if row is None:
        raise NoSuchMailbox("there is no such mailbox")
    return AccountId(row[0]), row[1], row[2]


def require_account(transaction: Transaction, account_id: AccountId) -> None:
    if transaction.execute("SELECT 1 FROM account WHERE id = ?", (account_id,)).fetchone() is None:
        raise NoSuchAccount("there is no such account")
