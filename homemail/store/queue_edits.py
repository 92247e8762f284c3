"""What an operator does to the queue: to many entries at once, or to the recipients of one.

Each function is one transaction, writes what it did into the messages' history and tells the queue manager, which
lets go of what it had planned. Whoever has thousands to change asks `chosen` for some at a time, so that mail comes in
between. Nobody else's delivery is waited for here: see `QueueManager.reserved`.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence

from homemail.mail.address import ReversePath
from homemail.mail.ids import QueueId, RecipientId
from homemail.mail.sentence import Sentence, packed
from homemail.store.changes import QueueChanged
from homemail.store.database import Database, Transaction
from homemail.store.history import note
from homemail.store.intake import restored, restored_address, stored, write_recipient
from homemail.store.values import Choice, Clock, RemoteRecipient, turn_of

_IDS = "(SELECT value FROM json_each(?1))"
# An address, or a domain: all of it, whatever stands before its last @.
_AT = "(lower({0}) = ?2 OR substr(lower({0}), -length(?2) - 1) = '@' || ?2)"
_TO = _AT.format("address")
# Due, in the order of arrival: what came first leaves first.
_SOON = "min(?3, (SELECT arrival FROM entry WHERE entry.queue_id = recipient.queue_id))"


class QueueEdits:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def chosen(self, choice: Choice, limit: int, after: QueueId | None = None) -> list[QueueId]:
        """The next entries of a choice, in the order of their queue ids; those that came after `choice.until` not."""

        def work(connection: sqlite3.Connection) -> list[QueueId]:
            statement = (
                "SELECT queue_id FROM entry WHERE queue_id > :after AND arrival <= :until"
                " AND (:ids IS NULL OR queue_id IN (SELECT value FROM json_each(:ids)))"
                " AND (:sender IS NULL OR lower(reverse_path) = :sender"
                " OR (:sender <> '' AND substr(lower(reverse_path), -length(:sender) - 1) = '@' || :sender))"
                " AND (:to IS NULL OR EXISTS (SELECT 1 FROM recipient WHERE recipient.queue_id = entry.queue_id"
                " AND (lower(address) = :to OR substr(lower(address), -length(:to) - 1) = '@' || :to)))"
                " AND (:filter = '' OR instr(lower(queue_id || ' ' || reverse_path), :filter)"
                " OR EXISTS (SELECT 1 FROM recipient WHERE recipient.queue_id = entry.queue_id"
                " AND instr(lower(address || ' ' || original), :filter)))"
                " ORDER BY queue_id LIMIT :limit"
            )
            values = {
                "after": after or "",
                "until": choice.until,
                "ids": json.dumps(list(choice.queue_ids)) if choice.queue_ids else None,
                "sender": None if choice.sender is None else _key(choice.sender),
                "to": _key(choice.destination) or None,
                "filter": choice.filter.strip().lower(),
                "limit": limit,
            }
            return [QueueId(row[0]) for row in connection.execute(statement, values)]

        return await self._database.read(work)

    async def set_hold(self, queue_ids: Collection[QueueId], hold: bool) -> int:
        """How many were not so before."""

        def work(transaction: Transaction) -> int:
            rows = transaction.execute(
                f"UPDATE entry SET hold = ?2 WHERE hold <> ?2 AND queue_id IN {_IDS} RETURNING queue_id",  # noqa: S608
                (json.dumps(list(queue_ids)), hold),
            ).fetchall()
            changed = [QueueId(row[0]) for row in rows]
            if not changed:
                return 0
            ids = json.dumps(changed)
            transaction.execute(f"UPDATE recipient SET hold = ?2 WHERE queue_id IN {_IDS}", (ids, hold))  # noqa: S608
            words = Sentence("held by the operator") if hold else Sentence("released by the operator")
            self._tell(transaction, changed, words)
            return len(changed)

        return await self._database.write(work)

    async def delete(self, queue_ids: Collection[QueueId], destination: str = "") -> list[QueueId]:
        """Drop entries, or only their recipients of a destination, without telling anybody; those that are gone."""

        def work(transaction: Transaction) -> list[QueueId]:
            ids, to = json.dumps(list(queue_ids)), _key(destination)
            rows = transaction.execute(
                f"DELETE FROM recipient WHERE queue_id IN {_IDS} AND (?2 = '' OR {_TO}) RETURNING queue_id, address",  # noqa: S608
                (ids, to),
            ).fetchall()
            gone = self._remove_done(transaction, queue_ids)
            self._tell(transaction, gone, Sentence("deleted by the operator"))
            left: dict[QueueId, list[str]] = {}
            for queue_id, address in rows:
                left.setdefault(QueueId(queue_id), []).append(restored(address))
            for queue_id in left.keys() - set(gone):
                self._tell(transaction, [queue_id], *(_removed(address) for address in left[queue_id]))
            return gone

        return await self._database.write(work)

    async def flush(self, queue_ids: Collection[QueueId], destination: str = "") -> int:
        """Make recipients due now; how many."""

        def work(transaction: Transaction) -> int:
            now = self._clock()
            rows = transaction.execute(
                f"UPDATE recipient SET next_attempt = {_SOON}"  # noqa: S608, constants only
                f" WHERE queue_id IN {_IDS} AND (?2 = '' OR {_TO}) RETURNING queue_id",
                (json.dumps(list(queue_ids)), _key(destination), now),
            ).fetchall()
            if rows:
                transaction.publish(QueueChanged(tuple({QueueId(row[0]) for row in rows}), is_flush=True))
            return len(rows)

        return await self._database.write(work)

    async def reroute(self, queue_ids: Collection[QueueId], route: str, destination: str = "") -> int:
        """Choose the next hop of recipients, "" for the settings' own, and make them due; how many."""

        def work(transaction: Transaction) -> int:
            now = self._clock()
            before = transaction.execute(
                f"SELECT id, queue_id, address, route FROM recipient WHERE queue_id IN {_IDS} AND (?2 = '' OR {_TO})",  # noqa: S608
                (json.dumps(list(queue_ids)), _key(destination)),
            ).fetchall()
            transaction.execute(
                f"UPDATE recipient SET route = ?2, next_attempt = {_SOON} WHERE id IN {_IDS}",  # noqa: S608
                (json.dumps([row[0] for row in before]), route, now),
            )
            told: dict[QueueId, list[Sentence]] = {}
            for _, queue_id, address, old in before:
                told.setdefault(QueueId(queue_id), []).append(_rerouted(restored(address), old, route))
            for queue_id, words in told.items():
                self._tell(transaction, [queue_id], *words)
            transaction.publish(QueueChanged(tuple(told), is_edited=True, is_flush=True))
            return len(before)

        return await self._database.write(work)

    async def replace(
        self,
        queue_id: QueueId,
        removed: Collection[RecipientId],
        added: Sequence[RemoteRecipient],
        words: Sequence[Sentence],
        reverse_path: ReversePath | None = None,
    ) -> bool:
        """Recipients for recipients, in one entry: the new ones were never tried and are due.

        False, and nothing is changed, when one of those to be removed is not there any more. An entry that loses its
        last recipient goes.
        """

        def work(transaction: Transaction) -> bool:
            statement = "SELECT hold, account, reverse_path FROM entry WHERE queue_id = ?"
            entry = transaction.execute(statement, (queue_id,)).fetchone()
            there = transaction.execute(
                f"SELECT COUNT(*) FROM recipient WHERE id IN {_IDS} AND queue_id = ?2",  # noqa: S608
                (json.dumps(list(removed)), queue_id),
            ).fetchone()[0]
            if entry is None or there != len(removed):
                return False
            transaction.execute(f"DELETE FROM recipient WHERE id IN {_IDS}", (json.dumps(list(removed)),))  # noqa: S608
            hold, account, text = entry
            path = reverse_path or (ReversePath(restored_address(text)) if text else ReversePath.null())
            sender, now = turn_of(account, path), self._clock()
            for recipient in added:
                write_recipient(transaction, queue_id, recipient, now, hold=bool(hold), sender=sender)
            if reverse_path is not None:
                statement = "UPDATE entry SET reverse_path = ? WHERE queue_id = ?"
                transaction.execute(statement, (stored(str(reverse_path)), queue_id))
            self._tell(transaction, [queue_id], *words)
            self._remove_done(transaction, [queue_id])
            return True

        return await self._database.write(work)

    def _tell(self, transaction: Transaction, queue_ids: Collection[QueueId], *words: Sentence) -> None:
        """Into the history of each, and to the queue manager."""
        if not queue_ids:
            return
        if len(queue_ids) == 1:
            for queue_id in queue_ids:
                note(transaction, queue_id, self._clock(), [("queue", text) for text in words])
        else:
            statement = (
                "INSERT INTO history (queue_id, moment, kind, text) SELECT value, ?2, 'queue', ?3 FROM json_each(?1)"
            )
            for text in words:
                transaction.execute(statement, (json.dumps(list(queue_ids)), self._clock(), packed(text)))
        transaction.publish(QueueChanged(tuple(queue_ids), is_edited=True))

    def _remove_done(self, transaction: Transaction, queue_ids: Collection[QueueId]) -> list[QueueId]:
        """Entries without recipients go, and their contents may."""
        rows = transaction.execute(
            f"DELETE FROM entry WHERE queue_id IN {_IDS}"  # noqa: S608
            " AND NOT EXISTS (SELECT 1 FROM recipient WHERE recipient.queue_id = entry.queue_id)"
            " RETURNING queue_id, content_id",
            (json.dumps(list(queue_ids)),),
        ).fetchall()
        transaction.execute(
            "INSERT OR IGNORE INTO orphan (content_id, since) SELECT value, ?2 FROM json_each(?1)",
            (json.dumps([row[1] for row in rows]), self._clock()),
        )
        return [QueueId(row[0]) for row in rows]


def _key(text: str) -> str:
    """An address or domain as it is compared: "@example.org" means the domain."""
    return text.strip().lower().removeprefix("@")


def _removed(address: str) -> Sentence:
    return Sentence("{address} deleted by the operator", address=address)


def _rerouted(address: str, old: str, new: str) -> Sentence:
    settings = Sentence("as the settings say")
    return Sentence(
        "{address}: next hop changed by the operator from {before} to {after}",
        address=address,
        before=old or settings,
        after=new or settings,
    )
