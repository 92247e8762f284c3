"""Annotations of mailboxes and of the server: one value of octets by entry, private to a person or shared (RFC 5464).

The first level of an entry says whose it is: /private or /shared. /private/specialuse is no row of its own but the
special use of the mailbox (RFC 6154 §5.4), which is its owner's. Access rights are not asked about here.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

from homemail.mail.ids import AccountId, MailboxId
from homemail.store.changes import MetadataChanged
from homemail.store.database import Database, Transaction
from homemail.store.errors import TooManyEntries, UseTaken
from homemail.store.mailboxes import mailbox_by_id, tell_list
from homemail.store.values import Mailbox

SERVER: Final = MailboxId(0)
NOBODY: Final = AccountId(0)  # whose the shared entries are
SPECIAL_USE: Final = "/private/specialuse"
ENTRIES_MAX: Final = 100  # of one person, or shared, for each mailbox


def is_private(entry: str) -> bool:
    return entry.startswith("/private/")


class Metadata:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def sizes(self, mailbox_id: MailboxId, account_id: AccountId) -> dict[str, int]:
        """Octets of each entry that this person sees there, by name."""
        return await self._database.read(lambda connection: _sizes(connection, mailbox_id, account_id))

    async def value(self, mailbox_id: MailboxId, account_id: AccountId, entry: str) -> bytes | None:
        """None where there is none."""
        return await self._database.read(lambda connection: _value(connection, mailbox_id, account_id, entry))

    async def set(
        self, mailbox_id: MailboxId, account_id: AccountId, values: Mapping[str, bytes | None], *, by: int = 0
    ) -> None:
        """All of them, or none; None removes an entry. Raises NoSuchMailbox, TooManyEntries, UseTaken."""

        def work(transaction: Transaction) -> None:
            mailbox = None if mailbox_id == SERVER else mailbox_by_id(transaction.connection, mailbox_id)
            for entry, value in values.items():
                if entry == SPECIAL_USE and mailbox is not None:
                    _set_special_use(transaction, mailbox, value)
                else:
                    _set(transaction, mailbox_id, account_id if is_private(entry) else NOBODY, entry, value)
            owner = NOBODY if mailbox is None else mailbox.account_id
            for person in (account_id, NOBODY):
                _require_room(transaction, mailbox_id, person)
                entries = tuple(entry for entry in values if is_private(entry) == (person != NOBODY))
                if entries:
                    transaction.publish(MetadataChanged(owner, mailbox_id, entries, person, by))

        await self._database.write(work, grows=any(value is not None for value in values.values()))


def _sizes(connection: sqlite3.Connection, mailbox_id: MailboxId, account_id: AccountId) -> dict[str, int]:
    found = dict(
        connection.execute(
            "SELECT entry, length(value) FROM metadata WHERE mailbox_id = ? AND account_id IN (?, 0) ORDER BY entry",
            (mailbox_id, account_id),
        )
    )
    use = _special_use(connection, mailbox_id, account_id)
    if use is not None:
        found[SPECIAL_USE] = len(use)
    return found


def _value(connection: sqlite3.Connection, mailbox_id: MailboxId, account_id: AccountId, entry: str) -> bytes | None:
    if entry == SPECIAL_USE:
        return _special_use(connection, mailbox_id, account_id)
    row = connection.execute(
        "SELECT value FROM metadata WHERE mailbox_id = ? AND account_id = ? AND entry = ?",
        (mailbox_id, account_id if is_private(entry) else NOBODY, entry),
    ).fetchone()
    return None if row is None else bytes(row[0])


def _special_use(connection: sqlite3.Connection, mailbox_id: MailboxId, account_id: AccountId) -> bytes | None:
    row = connection.execute(
        "SELECT special_use FROM mailbox WHERE id = ? AND account_id = ? AND special_use IS NOT NULL",
        (mailbox_id, account_id),
    ).fetchone()
    return None if row is None else str(row[0]).encode()


def _set(
    transaction: Transaction, mailbox_id: MailboxId, account_id: AccountId, entry: str, value: bytes | None
) -> None:
    if value is None:
        transaction.execute(
            "DELETE FROM metadata WHERE mailbox_id = ? AND account_id = ? AND entry = ?",
            (mailbox_id, account_id, entry),
        )
    else:
        transaction.execute(
            "INSERT OR REPLACE INTO metadata (mailbox_id, account_id, entry, value) VALUES (?, ?, ?, ?)",
            (mailbox_id, account_id, entry, value),
        )


def _require_room(transaction: Transaction, mailbox_id: MailboxId, account_id: AccountId) -> None:
    (count,) = transaction.execute(
        "SELECT COUNT(*) FROM metadata WHERE mailbox_id = ? AND account_id = ?", (mailbox_id, account_id)
    ).fetchone()
    if count > ENTRIES_MAX:
        raise TooManyEntries(f"there are more than {ENTRIES_MAX} entries")


def _set_special_use(transaction: Transaction, mailbox: Mailbox, value: bytes | None) -> None:
    """Each use has one mailbox of an account, as with CREATE."""
    use = value.decode() if value else None
    if use == mailbox.special_use:
        return
    taken = transaction.execute(
        "SELECT 1 FROM mailbox WHERE account_id = ? AND special_use = ?", (mailbox.account_id, use)
    ).fetchone()
    if taken is not None:
        raise UseTaken(f"there is a mailbox for {use} already")
    transaction.execute("UPDATE mailbox SET special_use = ? WHERE id = ?", (use, mailbox.id))
    tell_list(transaction, mailbox.account_id, mailbox.id)
