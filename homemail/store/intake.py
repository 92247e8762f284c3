"""Acceptance: the one transaction after which a message is ours.

Every local recipient has the message in a mailbox and every remote one has its
place in the queue, or nobody has anything. What 250 after DATA promises.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from homemail.mail.address import Address
from homemail.mail.ids import ContentId, MailboxId, ModSeq, QueueId, RecipientId, Uid
from homemail.mail.mailbox_name import canonical
from homemail.mail.sentence import Sentence
from homemail.store.changes import MailboxChanged, QueueArrived, QueueChanged
from homemail.store.contents import insert_content
from homemail.store.database import Database, Transaction
from homemail.store.disk import Disk
from homemail.store.handover import handed_over, is_small
from homemail.store.history import note
from homemail.store.mailboxes import insert_mailbox, take_place
from homemail.store.messages import insert_message
from homemail.store.values import (
    Acceptance,
    Clock,
    ContentRef,
    LocalCopy,
    QueuedRecipient,
    QueueEntry,
    RemoteRecipient,
    turn_of,
)


class Intake:
    """Used by the store alone, through `accept` and the queue's `also`."""

    def __init__(self, database: Database, folder: Path, disk: Disk, clock: Clock) -> None:
        self._database = database
        self._folder = folder
        self._disk = disk
        self._clock = clock

    @asynccontextmanager
    async def ready(self, acceptance: Acceptance) -> AsyncIterator[Acceptance]:
        """The acceptance with its content on disk; the block writes it, or the content goes back to its holder."""
        if is_small(acceptance.content):
            yield acceptance
            return
        async with handed_over(self._database, self._folder, [acceptance.content]) as (content,):
            yield replace(acceptance, content=content)

    async def accept(self, acceptance: Acceptance) -> None:
        self._disk.require_room(len(acceptance.content) if isinstance(acceptance.content, bytes) else 0)
        async with self.ready(acceptance) as ready:
            await self._database.write(
                lambda transaction: write_acceptance(transaction, ready, self._clock()), grows=True
            )


def write_acceptance(transaction: Transaction, acceptance: Acceptance, now: float) -> None:
    content_id, size, begin = insert_content(
        transaction, acceptance.content, acceptance.header_prefix, acceptance.content_offset
    )
    delivered = [_deliver(transaction, acceptance, copy, (content_id, size), now) for copy in acceptance.local]
    accepted = [("accept", text) for text in acceptance.history]
    note(transaction, acceptance.queue_id, now, accepted + [("local", text) for text in delivered])
    if acceptance.remote:
        entry = _enqueue(transaction, acceptance, content_id, size)
        transaction.publish(QueueChanged((acceptance.queue_id,), is_sooner=False))
        if not entry.hold:
            transaction.publish(QueueArrived(entry, begin))
    if not acceptance.local and not acceptance.remote:
        transaction.execute("INSERT OR IGNORE INTO orphan (content_id, since) VALUES (?, ?)", (content_id, now))


def _deliver(
    transaction: Transaction, acceptance: Acceptance, copy: LocalCopy, content: tuple[ContentId, int], now: float
) -> Sentence:
    """The copy in its mailbox, and what the history says of it."""
    mailbox_id, uid, modseq = _place_for(transaction, copy, len(copy.prefix) + content[1], now)
    insert_message(
        transaction,
        mailbox_id,
        uid,
        modseq=modseq,
        flags=copy.flags,
        content_id=content[0],
        internal_date=acceptance.arrival,
        content_size=content[1],
        prefix=copy.prefix,
    )
    transaction.publish(MailboxChanged(copy.account_id, mailbox_id, modseq))
    return Sentence("to=<{address}> delivered to {mailbox}", address=str(copy.recipient), mailbox=copy.mailbox)


def _place_for(transaction: Transaction, copy: LocalCopy, octets: int, now: float) -> tuple[MailboxId, Uid, ModSeq]:
    """In the mailbox asked for, made if it is missing: a filter's target that was deleted must not lose mail."""
    name = canonical(copy.mailbox)
    place = take_place(transaction, copy.account_id, name, octets)
    if place is None:
        insert_mailbox(transaction, copy.account_id, name, None, now)
        place = take_place(transaction, copy.account_id, name, octets)
        assert place is not None
    return place


def _enqueue(transaction: Transaction, acceptance: Acceptance, content_id: ContentId, size: int) -> QueueEntry:
    transaction.execute(
        "INSERT INTO entry (queue_id, content_id, arrival, reverse_path, envid, ret, body, smtputf8, size, hold,"
        " origin, account, client, message_id, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            acceptance.queue_id,
            content_id,
            acceptance.arrival,
            stored(str(acceptance.reverse_path)),
            acceptance.envid and stored(acceptance.envid),
            acceptance.ret and acceptance.ret.value,
            acceptance.body.value,
            acceptance.smtputf8,
            size,
            acceptance.hold,
            acceptance.origin.value,
            acceptance.account,
            stored(acceptance.client),
            stored(acceptance.message_id),
            stored(acceptance.subject),
        ),
    )
    return QueueEntry(
        acceptance.queue_id,
        ContentRef(content_id, b"", size),
        acceptance.arrival,
        acceptance.reverse_path,
        acceptance.envid,
        acceptance.ret,
        acceptance.body,
        acceptance.smtputf8,
        size,
        acceptance.hold,
        False,
        acceptance.origin,
        acceptance.account,
        acceptance.client,
        acceptance.message_id,
        acceptance.subject,
        tuple(_wait(transaction, acceptance, recipient) for recipient in acceptance.remote),
    )


def _wait(transaction: Transaction, acceptance: Acceptance, recipient: RemoteRecipient) -> QueuedRecipient:
    sender = turn_of(acceptance.account, acceptance.reverse_path)
    number = write_recipient(
        transaction, acceptance.queue_id, recipient, acceptance.arrival, hold=acceptance.hold, sender=sender
    )
    return QueuedRecipient(
        number,
        acceptance.queue_id,
        recipient.address,
        recipient.original,
        recipient.notify,
        recipient.orcpt,
        0,
        acceptance.arrival,
        "",
        "",
        "",
        sender,
    )


def write_recipient(
    transaction: Transaction, queue_id: QueueId, recipient: RemoteRecipient, due: float, *, hold: bool, sender: str
) -> RecipientId:
    number = transaction.execute(
        "INSERT INTO recipient (queue_id, address, original, notify, orcpt, next_attempt, hold, sender)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            queue_id,
            stored(str(recipient.address)),
            stored(str(recipient.original)),
            ",".join(sorted(recipient.notify)),
            recipient.orcpt and stored(recipient.orcpt),
            due,
            hold,
            sender,
        ),
    ).lastrowid
    assert number is not None
    return RecipientId(number)


def stored(text: str) -> str | bytes:
    """Text as SQLite takes it; octets that are no UTF-8 (surrogates in Python) as they came."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")
    return text


def restored(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "surrogateescape")


def restored_address(value: str | bytes) -> Address:
    """It was checked when it came in; what a later version refuses must still be shown."""
    local_part, _, domain = restored(value).rpartition("@")
    return Address(local_part, domain)
