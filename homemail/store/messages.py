"""Messages in mailboxes: what sessions see of them and do to them.

Each method is one transaction or one snapshot. All that touches many messages
is set-based SQL over the temporary table `picked`, never a statement per row.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from homemail.mail.ids import ContentId, MailboxId, ModSeq, Uid
from homemail.mail.rights import ALL, permitted
from homemail.store.changes import MailboxChanged
from homemail.store.contents import insert_content
from homemail.store.database import Database, Transaction
from homemail.store.disk import Disk
from homemail.store.errors import MessagesGone
from homemail.store.flagsets import FlagSets, flags_of, intern, spelled
from homemail.store.handover import handed_over
from homemail.store.mailboxes import mailbox_by_id, next_modseq, take_uids
from homemail.store.overviews import Overviews
from homemail.store.parsed import ParsedContents
from homemail.store.quota import NOTHING, Quotas, Use, use_of_picked
from homemail.store.recent import RecentClaims
from homemail.store.reflagging import drop_flags, keep_back, reflag_picked
from homemail.store.removal import pick, remove_picked
from homemail.store.staging import StagedContent
from homemail.store.values import (
    AppendResult,
    Clock,
    ContentRef,
    CopyResult,
    Delta,
    FlagOp,
    FlagResult,
    MessageRow,
    MessageSummary,
    NewMessage,
    Overview,
)

_DELETED = "SELECT uid FROM message WHERE mailbox_id = ? AND flag_set_id IN (SELECT id FROM flag_set WHERE deleted = 1)"
_PICK_DELETED = f"INSERT INTO picked {_DELETED}"
_KEEP_DELETED = f"DELETE FROM picked WHERE uid NOT IN ({_DELETED})"  # noqa: S608, constants only
MANY = 100  # messages of which it is quicker asked whether a change changes anything than tried


class Messages:
    def __init__(
        self,
        database: Database,
        folder: Path,
        disk: Disk,
        parsed: ParsedContents,
        overviews: Overviews,
        *,
        quotas: Quotas,
        claimed: dict[MailboxId, Uid],
        clock: Clock,
    ) -> None:
        self._database = database
        self._quotas = quotas
        self._parsed = parsed
        self._overviews = overviews
        self._folder = folder
        self._disk = disk
        self._clock = clock
        self._flag_sets = FlagSets()
        self._recent = RecentClaims(database, claimed)

    async def overview(self, mailbox_id: MailboxId) -> Overview:
        """What SELECT needs, all of one moment. Raises NoSuchMailbox."""
        return await self._overviews.of(mailbox_id)

    async def snapshot(self, mailbox_id: MailboxId, since_uid: int = 0) -> list[MessageSummary]:
        """All messages from `since_uid` on, ascending by UID. Raises NoSuchMailbox."""

        def work(connection: sqlite3.Connection) -> list[MessageSummary]:
            mailbox_by_id(connection, mailbox_id)
            return self._summaries(
                connection,
                "SELECT uid, flag_set_id, modseq FROM message WHERE mailbox_id = ? AND uid >= ? ORDER BY uid",
                (mailbox_id, since_uid),
            )

        return await self._database.read(work)

    def _summaries(
        self, connection: sqlite3.Connection, statement: str, values: Sequence[object]
    ) -> list[MessageSummary]:
        sets = self._flag_sets.named(connection)
        rows = connection.execute(statement, values).fetchall()
        return [MessageSummary(uid, sets[flag_set], modseq) for uid, flag_set, modseq in rows]

    async def with_content(self, mailbox_id: MailboxId, content_id: int) -> list[MessageRow]:
        """The copies of one content."""
        statement = "SELECT uid FROM message WHERE mailbox_id = ? AND content_id = ?"
        values = (mailbox_id, content_id)
        found = await self._database.read(lambda connection: connection.execute(statement, values).fetchall())
        return await self.rows(mailbox_id, [uid for (uid,) in found])

    async def changed_since(self, mailbox_id: MailboxId, modseq: int, known: Collection[int] = ()) -> Delta:
        """RFC 7162 §3.2.5: what is new or has other flags, and which UIDs are gone.

        Messages whose last change has a mod-sequence of `known` are left out: the asker made it.
        """

        def work(connection: sqlite3.Connection) -> Delta:
            highest = mailbox_by_id(connection, mailbox_id).highestmodseq
            changed = self._summaries(
                connection,
                "SELECT uid, flag_set_id, modseq FROM message WHERE mailbox_id = ? AND modseq > ?"
                " AND modseq NOT IN (SELECT value FROM json_each(?)) ORDER BY +uid",  # by the index of mod-sequences
                (mailbox_id, modseq, json.dumps(list(known))),
            )
            ranges = connection.execute(
                "SELECT first_uid, last_uid FROM expunged WHERE mailbox_id = ? AND modseq > ? ORDER BY first_uid",
                (mailbox_id, modseq),
            )
            vanished = [Uid(uid) for first, last in ranges for uid in range(first, last + 1)]
            return Delta(changed, vanished, highest)

        return await self._database.read(work)

    async def claim_recent(self, mailbox_id: MailboxId, last: int) -> Uid:
        """Messages from this UID to `last` are \\Recent to the caller, and to no other session (RFC 3501 §2.3.2).

        `last` is the last the caller has seen: what came behind it is still to be claimed.
        """
        return await self._recent.claim(mailbox_id, last)

    def claim_arrivals(self, mailbox_id: MailboxId, last: int) -> Uid:
        """The same for messages that came while the caller looked: nothing waits for the disk."""
        return self._recent.claim_arrivals(mailbox_id, last)

    async def rows(
        self, mailbox_id: MailboxId, uids: Sequence[int], *, envelope: bool = False, structure: bool = False
    ) -> list[MessageRow]:
        """What FETCH needs of those that are there, ascending by UID; parsed on first use and kept."""
        if envelope or structure:
            await self._parsed.fill(mailbox_id, uids)
        wanted = json.dumps(list(uids))
        columns = (
            "uid, flag_set_id, modseq, internal_date, size, COALESCE(saved, internal_date), message.content_id, prefix,"
            f" {'envelope' if envelope else 'NULL'}, {'structure, structure_basic' if structure else 'NULL, NULL'}"
        )
        join = " LEFT JOIN parsed ON parsed.content_id = message.content_id" if envelope or structure else ""
        where = "WHERE mailbox_id = ? AND uid IN (SELECT value FROM json_each(?)) ORDER BY uid"
        statement = f"SELECT {columns} FROM message{join} {where}"  # noqa: S608, constants only

        def work(connection: sqlite3.Connection) -> list[MessageRow]:
            sets = self._flag_sets.named(connection)
            return [
                MessageRow(uid, sets[flag_set], modseq, date, size, saved, ContentRef(content, prefix, size), *parsed)
                for uid, flag_set, modseq, date, size, saved, content, prefix, *parsed in connection.execute(
                    statement, (mailbox_id, wanted)
                )
            ]

        return await self._database.read(work)

    async def append(self, mailbox_id: MailboxId, items: Sequence[NewMessage]) -> AppendResult:
        """APPEND, one or several messages, all or none (RFC 3502). Raises StoreFull, OverQuota, NoSuchMailbox."""
        self._disk.require_room(sum(len(i.content) if isinstance(i.content, bytes) else i.content.size for i in items))
        async with handed_over(self._database, self._folder, [item.content for item in items]) as contents:
            return await self._database.write(
                lambda transaction: self._append(transaction, mailbox_id, items, contents), grows=True
            )

    async def replace(
        self, mailbox_id: MailboxId, uid: int, target_mailbox_id: MailboxId, item: NewMessage
    ) -> AppendResult:
        """REPLACE (RFC 8508 §3): no moment at which both messages are there, or neither.

        Raises StoreFull, OverQuota, NoSuchMailbox; MessagesGone if the old one is not there.
        """
        self._disk.require_room(len(item.content) if isinstance(item.content, bytes) else item.content.size)
        async with handed_over(self._database, self._folder, [item.content]) as contents:

            def work(transaction: Transaction) -> AppendResult:
                pick(transaction, [uid])
                leaves = use_of_picked(transaction, mailbox_id)
                result = self._append(
                    transaction, target_mailbox_id, [item], contents, source=mailbox_id, leaves=leaves
                )
                if not self._remove(transaction, mailbox_id):
                    raise MessagesGone("the message was expunged")
                return result

            return await self._database.write(work, grows=True)

    def _append(
        self,
        transaction: Transaction,
        mailbox_id: MailboxId,
        items: Sequence[NewMessage],
        contents: Sequence[StagedContent],
        *,
        source: MailboxId | None = None,
        leaves: Use = NOTHING,
    ) -> AppendResult:
        octets = sum(content.size for content in contents)
        self._quotas.require_room(transaction, mailbox_id, Use(octets, len(items)), source=source, leaves=leaves)
        modseq = next_modseq(transaction, mailbox_id)
        uidvalidity, uids = take_uids(transaction, mailbox_id, len(items), octets)
        now = self._clock()
        for uid, item, content in zip(uids, items, contents, strict=True):
            content_id, size, _ = insert_content(transaction, content)
            insert_message(
                transaction,
                mailbox_id,
                uid,
                modseq=modseq,
                flags=item.flags,
                content_id=content_id,
                internal_date=now if item.internal_date is None else item.internal_date,
                content_size=size,
                saved=now,
            )
        publish_mailbox(transaction, mailbox_id, modseq)
        return AppendResult(uidvalidity, uids, modseq)

    async def set_flags(
        self,
        mailbox_id: MailboxId,
        uids: Sequence[int],
        operation: FlagOp,
        flags: Iterable[str],
        unchanged_since: int | None = None,
        *,
        listed: bool = True,
        rights: frozenset[str] = ALL,
    ) -> FlagResult:
        """STORE; `changed` lists those whose flags differ from before, if they are to be `listed`.

        Flags for which the `rights` do not suffice stay as they are.
        """
        wanted = permitted(flags, rights)
        if unchanged_since is None and len(uids) >= MANY:
            held = await self._overviews.unaltered_by(mailbox_id, uids, operation, wanted)
            if held is not None:
                return FlagResult([], [], None, held)

        def work(transaction: Transaction) -> FlagResult:
            mailbox_by_id(transaction.connection, mailbox_id)
            pick(transaction, uids)
            modified = keep_back(transaction, mailbox_id, unchanged_since)
            given = spelled(transaction.connection, wanted)
            modseq = reflag_picked(transaction, mailbox_id, operation, given, rights)
            if modseq is None:
                return FlagResult([], modified, None, given)
            publish_mailbox(transaction, mailbox_id, modseq)
            if not listed:
                return FlagResult([], modified, modseq, given)
            names: dict[int, frozenset[str]] = {}
            changed = []
            for uid, number in transaction.execute(
                "SELECT uid, flag_set_id FROM message WHERE mailbox_id = ? AND modseq = ? ORDER BY uid",
                (mailbox_id, modseq),
            ).fetchall():
                if number not in names:
                    names[number] = flags_of(transaction.connection, number)
                changed.append(MessageSummary(uid, names[number], modseq))
            return FlagResult(changed, modified, modseq, given)

        return await self._database.write(work)

    async def copy(
        self,
        mailbox_id: MailboxId,
        uids: Sequence[int],
        target_mailbox_id: MailboxId,
        *,
        whole: bool = False,
        rights: frozenset[str] = ALL,
    ) -> CopyResult:
        """COPY: all that are there, in order of UID, with internal date and the flags that `rights` there allow.

        Raises StoreFull, OverQuota, NoSuchMailbox; MessagesGone if it must be the `whole` of them.
        """
        self._disk.require_room()

        def work(transaction: Transaction) -> CopyResult:
            pick(transaction, uids)
            wanted = len(uids) if whole else 0
            return self._copy_picked(
                transaction, mailbox_id, target_mailbox_id, wanted=wanted, rights=rights, moves=False
            )

        return await self._database.write(work, grows=True)

    async def move(
        self,
        mailbox_id: MailboxId,
        uids: Sequence[int],
        target_mailbox_id: MailboxId,
        *,
        whole: bool = False,
        rights: frozenset[str] = ALL,
    ) -> CopyResult:
        """MOVE (RFC 6851): no moment at which a message is in both mailboxes or in none. Raises as `copy`."""

        def work(transaction: Transaction) -> CopyResult:
            pick(transaction, uids)
            wanted = len(uids) if whole else 0
            result = self._copy_picked(
                transaction, mailbox_id, target_mailbox_id, wanted=wanted, rights=rights, moves=True
            )
            if result.source_uids:
                pick(transaction, result.source_uids)
                self._remove(transaction, mailbox_id)
            return result

        return await self._database.write(work)

    def _copy_picked(
        self,
        transaction: Transaction,
        source: MailboxId,
        target: MailboxId,
        *,
        wanted: int,
        rights: frozenset[str],
        moves: bool,
    ) -> CopyResult:
        mailbox_by_id(transaction.connection, source)
        rows = transaction.execute(
            "SELECT uid, size FROM message WHERE mailbox_id = ? AND uid IN (SELECT uid FROM picked) ORDER BY uid",
            (source,),
        ).fetchall()
        source_uids = [Uid(uid) for uid, _ in rows]
        if len(source_uids) < wanted:
            raise MessagesGone("some of the messages were expunged")
        use = Use(sum(size for _, size in rows), len(rows))
        self._quotas.require_room(transaction, target, use, source=source, leaves=use if moves else NOTHING)
        uidvalidity, target_uids = take_uids(transaction, target, len(source_uids), use.storage)
        if not source_uids:
            return CopyResult(uidvalidity, [], [])
        modseq = next_modseq(transaction, target)
        transaction.execute(
            "INSERT INTO message (mailbox_id, uid, flag_set_id, modseq, saved, content_id, internal_date, size, prefix)"
            " SELECT ?, ? + ROW_NUMBER() OVER (ORDER BY uid), flag_set_id, ?, ?, content_id, internal_date, size,"
            " prefix FROM message WHERE mailbox_id = ? AND uid IN (SELECT uid FROM picked) ORDER BY uid",
            (target, target_uids[0] - 1, modseq, self._clock(), source),
        )
        if rights != ALL:
            drop_flags(transaction, target, modseq, rights)
        publish_mailbox(transaction, target, modseq)
        return CopyResult(uidvalidity, source_uids, target_uids, modseq)

    async def expunge(self, mailbox_id: MailboxId, uids: Sequence[int] | None = None) -> list[Uid]:
        """EXPUNGE; with `uids`, UID EXPUNGE (RFC 4315 §2.1): those with \\Deleted among them."""

        def work(transaction: Transaction) -> list[Uid]:
            pick(transaction, [] if uids is None else uids)
            if uids is None:
                transaction.execute(_PICK_DELETED, (mailbox_id,))
            else:
                transaction.execute(_KEEP_DELETED, (mailbox_id,))
            return self._remove(transaction, mailbox_id)

        return await self._database.write(work)

    async def delete(self, mailbox_id: MailboxId, uids: Sequence[int]) -> list[Uid]:
        """Remove these, whatever their flags: the UPDATE state of POP3 (RFC 1939 §6)."""

        def work(transaction: Transaction) -> list[Uid]:
            pick(transaction, uids)
            return self._remove(transaction, mailbox_id)

        return await self._database.write(work)

    def _remove(self, transaction: Transaction, mailbox_id: MailboxId) -> list[Uid]:
        return remove_picked(transaction, mailbox_id, self._clock())


def insert_message(
    transaction: Transaction,
    mailbox_id: MailboxId,
    uid: Uid,
    *,
    modseq: ModSeq,
    flags: Iterable[str],
    content_id: ContentId,
    internal_date: float,
    content_size: int,
    prefix: bytes = b"",
    saved: float | None = None,
) -> None:
    """`saved`: when it came into the mailbox, where that is not its internal date."""
    text = " ".join(sorted(spelled(transaction.connection, flags)))
    statement = (
        "INSERT INTO message (mailbox_id, uid, flag_set_id, modseq, content_id, internal_date, size, prefix, saved)"
        " SELECT ?, ?, id, ?, ?, ?, ?, ?, ? FROM flag_set WHERE flags = ?"
    )
    row = (mailbox_id, uid, modseq, content_id, internal_date, len(prefix) + content_size, prefix, saved, text)
    if not transaction.execute(statement, row).rowcount:
        intern(transaction.connection, frozenset(text.split()))
        transaction.execute(statement, row)


def publish_mailbox(transaction: Transaction, mailbox_id: MailboxId, modseq: ModSeq) -> None:
    mailbox = mailbox_by_id(transaction.connection, mailbox_id)
    transaction.publish(MailboxChanged(mailbox.account_id, mailbox_id, modseq))
