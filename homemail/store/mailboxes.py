"""Mailboxes: names, UIDVALIDITY, special use, subscriptions, and what STATUS says of each.

UIDVALIDITY comes from a counter of the whole store that only grows, so a
mailbox that is deleted and made again never repeats one (RFC 9051 §2.3.1.1).
A deleted parent may leave children behind; they keep their names.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from homemail.mail.ids import AccountId, MailboxId, ModSeq, Uid
from homemail.mail.mailbox_name import INBOX, SEPARATOR, canonical
from homemail.mail.rights import ANYONE
from homemail.store.changes import MailboxChanged, MailboxListChanged
from homemail.store.database import Database, Transaction
from homemail.store.errors import InboxIsFixed, MailboxExists, NoSuchAccount, NoSuchMailbox
from homemail.store.values import Clock, Mailbox, MailboxNews, MailboxStatus

COLUMNS = (
    "mailbox.id, mailbox.account_id, mailbox.name, uidvalidity, uidnext, highestmodseq, special_use,"
    " EXISTS (SELECT 1 FROM subscription"
    "  WHERE subscription.account_id = mailbox.account_id AND subscription.name = mailbox.name)"
)
_SELECT = f"SELECT {COLUMNS} FROM mailbox"  # noqa: S608, a constant
_REMOVE = (
    "DELETE FROM message WHERE mailbox_id = ?",
    "DELETE FROM expunged WHERE mailbox_id = ?",
    "DELETE FROM metadata WHERE mailbox_id = ?",
    "DELETE FROM retrieved WHERE mailbox_id = ?",
    "DELETE FROM mailbox WHERE id = ?",
)


Names = list[str]  # inside the class, `list` is its method


class Mailboxes:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.claimed: dict[MailboxId, Uid] = {}  # messages below are recent to nobody else; the disk may lag behind
        # A status holds as long as the two numbers it depends on.
        self._statuses: dict[MailboxId, tuple[int, int, MailboxStatus]] = {}

    async def list(self, account_id: AccountId) -> list[Mailbox]:
        return await self._database.read(
            lambda connection: [
                mailbox_of(row)
                for row in connection.execute(f"{_SELECT} WHERE account_id = ? ORDER BY name", (account_id,))
            ]
        )

    async def find(self, account_id: AccountId, name: str) -> Mailbox | None:
        return await self._database.read(lambda connection: find_mailbox(connection, account_id, canonical(name)))

    async def create(self, account_id: AccountId, name: str, special_use: str | None = None) -> Mailbox:
        """RFC 9051 §6.3.4; raises MailboxExists, NoSuchAccount."""

        def work(transaction: Transaction) -> Mailbox:
            mailbox = insert_mailbox(transaction, account_id, canonical(name), special_use, self._clock())
            _inherit_rights(transaction, mailbox)
            tell_list(transaction, account_id, mailbox.id)
            return mailbox

        return await self._database.write(work)

    async def delete(self, mailbox_id: MailboxId) -> None:
        """RFC 9051 §6.3.5: the messages go, the subscription and the mailboxes below stay."""

        def work(transaction: Transaction) -> None:
            mailbox = mailbox_by_id(transaction.connection, mailbox_id)
            if mailbox.name == INBOX:
                raise InboxIsFixed("INBOX cannot be deleted")
            tell_list(transaction, mailbox.account_id, mailbox_id)
            remove_mailbox(transaction, mailbox_id, self._clock())
            transaction.publish(MailboxChanged(mailbox.account_id, mailbox_id, mailbox.highestmodseq))

        await self._database.write(work)
        self._statuses.pop(mailbox_id, None)

    async def rename(self, mailbox_id: MailboxId, new_name: str) -> None:
        """RFC 9051 §6.3.6: those below are renamed too; INBOX stays and its messages move to the new name."""

        def work(transaction: Transaction) -> None:
            mailbox = mailbox_by_id(transaction.connection, mailbox_id)
            if mailbox.name == INBOX:
                self._move_inbox(transaction, mailbox, canonical(new_name))
            else:
                _rename_tree(transaction, mailbox.account_id, mailbox.name, canonical(new_name))
            tell_list(transaction, mailbox.account_id, *_tree(transaction, mailbox.account_id, canonical(new_name)))

        await self._database.write(work)

    async def rename_below(self, account_id: AccountId, name: str, new_name: str) -> None:
        """Rename a name that is no mailbox, only the parent of some; raises NoSuchMailbox, MailboxExists."""

        def work(transaction: Transaction) -> None:
            if not _rename_tree(transaction, account_id, name, canonical(new_name)):
                raise NoSuchMailbox("there is no such mailbox")
            tell_list(transaction, account_id, *_tree(transaction, account_id, canonical(new_name)))

        await self._database.write(work)

    def _move_inbox(self, transaction: Transaction, inbox: Mailbox, new_name: str) -> None:
        """The messages go to a new mailbox with their UIDs; INBOX stays, and its UIDs go on."""
        if find_mailbox(transaction.connection, inbox.account_id, new_name) is not None:
            raise MailboxExists(f"there is a mailbox {new_name}")
        target = insert_mailbox(transaction, inbox.account_id, new_name, None, self._clock())
        transaction.execute("UPDATE message SET mailbox_id = ? WHERE mailbox_id = ?", (target.id, inbox.id))
        transaction.execute(
            "UPDATE mailbox SET uidnext = ?, highestmodseq = ?, recent_from = ?,"
            " (messages, octets) = (SELECT messages, octets FROM mailbox WHERE id = ?) WHERE id = ?",
            (inbox.uidnext, inbox.highestmodseq, inbox.uidnext, inbox.id, target.id),
        )
        transaction.execute("UPDATE mailbox SET messages = 0, octets = 0 WHERE id = ?", (inbox.id,))
        modseq = next_modseq(transaction, inbox.id)
        if inbox.uidnext > 1:
            transaction.execute("DELETE FROM expunged WHERE mailbox_id = ?", (inbox.id,))
            transaction.execute(
                "INSERT INTO expunged (mailbox_id, modseq, first_uid, last_uid) VALUES (?, ?, 1, ?)",
                (inbox.id, modseq, inbox.uidnext - 1),
            )
        transaction.publish(MailboxChanged(inbox.account_id, inbox.id, modseq))

    async def set_subscribed(self, account_id: AccountId, name: str, subscribed: bool) -> None:
        """RFC 9051 §6.3.7: a name may be subscribed to that has no mailbox."""

        def work(transaction: Transaction) -> None:
            if subscribed:
                statement = "INSERT OR IGNORE INTO subscription (account_id, name) VALUES (?, ?)"
            else:
                statement = "DELETE FROM subscription WHERE account_id = ? AND name = ?"
            transaction.execute(statement, (account_id, canonical(name)))
            transaction.publish(MailboxListChanged(account_id))

        await self._database.write(work)

    async def subscriptions(self, account_id: AccountId) -> Names:
        statement = "SELECT name FROM subscription WHERE account_id = ? ORDER BY name"
        return await self._database.read(
            lambda connection: [str(row[0]) for row in connection.execute(statement, (account_id,))]
        )

    async def status(self, mailbox_id: MailboxId) -> MailboxStatus:
        return await self._database.read(lambda connection: self._status(connection, mailbox_id))

    async def news(self, mailbox_id: MailboxId, modseq: int, uidnext: int) -> MailboxNews:
        """What happened since the mailbox was at `modseq` and `uidnext`. Raises NoSuchMailbox."""

        def work(connection: sqlite3.Connection) -> MailboxNews:
            status = self._status(connection, mailbox_id)
            went, reflagged = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM expunged WHERE mailbox_id = ?1 AND modseq > ?2),"
                " EXISTS (SELECT 1 FROM message WHERE mailbox_id = ?1 AND modseq > ?2 AND uid < ?3)",
                (mailbox_id, modseq, uidnext),
            ).fetchone()
            return MailboxNews(status, status.uidnext > uidnext or bool(went), bool(reflagged))

        return await self._database.read(work)

    def _status(self, connection: sqlite3.Connection, mailbox_id: MailboxId) -> MailboxStatus:
        mailbox = mailbox_by_id(connection, mailbox_id)
        recent_from = connection.execute("SELECT recent_from FROM mailbox WHERE id = ?", (mailbox_id,)).fetchone()[0]
        recent_from = max(recent_from, self.claimed.get(mailbox_id, 0))
        kept = self._statuses.get(mailbox_id)
        if kept is not None and kept[:2] == (mailbox.highestmodseq, recent_from):
            return kept[2]
        before = MailboxStatus(0, 0, 0, Uid(1), mailbox.uidvalidity, ModSeq(0), 0, 0, 0)
        if kept is not None and kept[1] == recent_from and _has_only_grown(connection, mailbox, kept[2]):
            before = kept[2]
        messages, recent, unseen, deleted, size, deleted_size = connection.execute(
            "SELECT COUNT(*), TOTAL(uid >= ?), TOTAL(NOT seen), TOTAL(deleted), TOTAL(size),"
            " TOTAL(size * deleted)"
            " FROM message JOIN flag_set ON flag_set.id = flag_set_id WHERE mailbox_id = ? AND uid >= ?",
            (recent_from, mailbox_id, before.uidnext),
        ).fetchone()
        status = MailboxStatus(
            before.messages + messages,
            before.recent + int(recent),
            before.unseen + int(unseen),
            mailbox.uidnext,
            mailbox.uidvalidity,
            mailbox.highestmodseq,
            before.deleted + int(deleted),
            before.size + int(size),
            before.deleted_size + int(deleted_size),
        )
        self._statuses[mailbox_id] = (mailbox.highestmodseq, recent_from, status)
        return status


def _has_only_grown(connection: sqlite3.Connection, mailbox: Mailbox, before: MailboxStatus) -> bool:
    """Whether messages came since then, and none changed its flags or went: those alone need be counted."""
    if before.highestmodseq > mailbox.highestmodseq:  # told by a reader with a later snapshot
        return False
    (has_changed,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM message WHERE mailbox_id = ?1 AND modseq > ?2 AND uid < ?3)"
        " OR EXISTS (SELECT 1 FROM expunged WHERE mailbox_id = ?1 AND modseq > ?2)",
        (mailbox.id, before.highestmodseq, before.uidnext),
    ).fetchone()
    return not has_changed


def mailbox_of(row: Sequence[Any]) -> Mailbox:
    """From COLUMNS."""
    number, account_id, name, uidvalidity, uidnext, highestmodseq, special_use, subscribed = row
    return Mailbox(
        MailboxId(number),
        AccountId(account_id),
        name,
        uidvalidity,
        Uid(uidnext),
        ModSeq(highestmodseq),
        special_use,
        bool(subscribed),
    )


def find_mailbox(connection: sqlite3.Connection, account_id: AccountId, name: str) -> Mailbox | None:
    row = connection.execute(f"{_SELECT} WHERE account_id = ? AND name = ?", (account_id, name)).fetchone()
    return None if row is None else mailbox_of(row)


def mailbox_by_id(connection: sqlite3.Connection, mailbox_id: MailboxId) -> Mailbox:
    row = connection.execute(f"{_SELECT} WHERE id = ?", (mailbox_id,)).fetchone()
    if row is None:
        raise NoSuchMailbox("there is no such mailbox")
    return mailbox_of(row)


def insert_mailbox(
    transaction: Transaction, account_id: AccountId, name: str, special_use: str | None, now: float
) -> Mailbox:
    if find_mailbox(transaction.connection, account_id, name) is not None:
        raise MailboxExists(f"there is a mailbox {name}")
    if transaction.execute("SELECT 1 FROM account WHERE id = ?", (account_id,)).fetchone() is None:
        raise NoSuchAccount("there is no such account")
    (number,) = transaction.execute(
        "INSERT INTO mailbox (account_id, name, uidvalidity, special_use) VALUES (?, ?, ?, ?) RETURNING id",
        (account_id, name, _next_uidvalidity(transaction, now), special_use),
    ).fetchone()
    return mailbox_by_id(transaction.connection, MailboxId(number))


def _next_uidvalidity(transaction: Transaction, now: float) -> int:
    """The time, as RFC 9051 suggests, unless a larger one was given out already."""
    (value,) = transaction.execute(
        "INSERT INTO counter (name, value) VALUES ('uidvalidity', ?)"
        " ON CONFLICT (name) DO UPDATE SET value = MAX(value + 1, excluded.value) RETURNING value",
        (max(1, int(now)),),
    ).fetchone()
    return int(value)


def _rename_tree(transaction: Transaction, account_id: AccountId, old_name: str, new_name: str) -> int:
    """The mailbox of that name and those below it; how many there were."""
    if new_name.startswith(old_name + SEPARATOR):
        raise MailboxExists(f"{new_name} lies below {old_name}")
    tree = _tree(transaction, account_id, old_name)
    names = {number: new_name + name[len(old_name) :] for number, name in tree.items()}
    for name in names.values():
        if find_mailbox(transaction.connection, account_id, name) is not None:
            raise MailboxExists(f"there is a mailbox {name}")
    for number, name in names.items():
        transaction.execute("UPDATE mailbox SET name = ? WHERE id = ?", (name, number))
    return len(names)


def _tree(transaction: Transaction, account_id: AccountId, name: str) -> dict[MailboxId, str]:
    """The mailbox of that name and those below it."""
    below = name + SEPARATOR
    rows = transaction.execute(
        "SELECT id, name FROM mailbox WHERE account_id = ? AND (name = ? OR substr(name, 1, ?) = ?)",
        (account_id, name, len(below), below),
    )
    return {MailboxId(number): spelt for number, spelt in rows}


def _inherit_rights(transaction: Transaction, mailbox: Mailbox) -> None:
    """RFC 4314 §4: a new mailbox has the rights that are given to others in the nearest parent there is."""
    parent = mailbox.name.rpartition(SEPARATOR)[0]
    while parent:
        found = find_mailbox(transaction.connection, mailbox.account_id, parent)
        if found is not None:
            transaction.execute(
                "INSERT INTO acl (mailbox_id, identifier, rights) SELECT ?, identifier, rights FROM acl"
                " WHERE mailbox_id = ?",
                (mailbox.id, found.id),
            )
            return
        parent = parent.rpartition(SEPARATOR)[0]


def tell_list(transaction: Transaction, account_id: AccountId, *mailboxes: MailboxId) -> None:
    """The list of mailboxes is another one for their owner, and for everybody who has a right in one of these."""
    transaction.publish(MailboxListChanged(account_id))
    for mailbox_id in mailboxes:
        readers = transaction.execute(
            "SELECT account.id FROM acl JOIN account ON identifier IN (name_key, ?) WHERE mailbox_id = ?",
            (ANYONE, mailbox_id),
        )
        for (reader,) in readers:
            transaction.publish(MailboxListChanged(AccountId(reader)))


def remove_mailbox(transaction: Transaction, mailbox_id: MailboxId, now: float) -> None:
    """A mailbox with all that is in it."""
    transaction.execute(
        "INSERT OR IGNORE INTO orphan (content_id, since) SELECT content_id, ? FROM message WHERE mailbox_id = ?",
        (now, mailbox_id),
    )
    for statement in _REMOVE:
        transaction.execute(statement, (mailbox_id,))


def next_modseq(transaction: Transaction, mailbox_id: MailboxId, gone: int = 0, octets: int = 0) -> ModSeq:
    """One mod-sequence for all that one job changes in a mailbox (RFC 7162 §3.1); what is `gone`, with its octets."""
    row = transaction.execute(
        "UPDATE mailbox SET highestmodseq = highestmodseq + 1, messages = messages - ?, octets = octets - ?"
        " WHERE id = ? RETURNING highestmodseq",
        (gone, octets, mailbox_id),
    ).fetchone()
    if row is None:
        raise NoSuchMailbox("there is no such mailbox")
    return ModSeq(row[0])


def take_uids(transaction: Transaction, mailbox_id: MailboxId, count: int, octets: int) -> tuple[int, list[Uid]]:
    """Give out the next UIDs to messages of so many octets together; with UIDVALIDITY. They are never given again."""
    row = transaction.execute(
        "UPDATE mailbox SET uidnext = uidnext + ?1, messages = messages + ?1, octets = octets + ?2 WHERE id = ?3"
        " RETURNING uidvalidity, uidnext",
        (count, octets, mailbox_id),
    ).fetchone()
    if row is None:
        raise NoSuchMailbox("there is no such mailbox")
    uidvalidity, uidnext = row
    return int(uidvalidity), [Uid(uid) for uid in range(uidnext - count, uidnext)]


def take_place(
    transaction: Transaction, account_id: AccountId, name: str, octets: int
) -> tuple[MailboxId, Uid, ModSeq] | None:
    """The mailbox of that name, its next UID and mod-sequence, in one statement for a delivery; None without one."""
    row = transaction.execute(
        "UPDATE mailbox SET uidnext = uidnext + 1, highestmodseq = highestmodseq + 1, messages = messages + 1,"
        " octets = octets + ? WHERE account_id = ? AND name = ? RETURNING id, uidnext - 1, highestmodseq",
        (octets, account_id, name),
    ).fetchone()
    return None if row is None else (MailboxId(row[0]), Uid(row[1]), ModSeq(row[2]))
