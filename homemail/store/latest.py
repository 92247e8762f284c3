"""The newest messages of all mailboxes and of the queue, for who asks what passed lately.

Only where they are and how they were addressed; content is read by whoever wants it, one message at a time.
"""

import sqlite3
from dataclasses import dataclass
from operator import attrgetter

from homemail.mail.ids import ContentId
from homemail.store.database import Database
from homemail.store.values import ContentRef

_SENT, _DRAFTS = "\\Sent", "\\Drafts"
_MAILBOXES = (
    "SELECT mailbox.id, account.name, special_use FROM mailbox JOIN account ON account.id = account_id"
    " WHERE special_use IS NULL OR special_use <> ?"
)
# By UID: what came last into a mailbox has the highest, and the table is kept in that order.
_NEWEST = (
    "SELECT COALESCE(saved, internal_date), content_id, prefix, size FROM message WHERE mailbox_id = ?"
    " ORDER BY uid DESC LIMIT ?"
)
_QUEUED = (
    "SELECT arrival, content_id, size, queue_id, reverse_path,"
    " (SELECT address FROM recipient WHERE recipient.queue_id = entry.queue_id ORDER BY id LIMIT 1)"
    " FROM entry ORDER BY arrival DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Latest:
    """One message; of several copies the first. What is not known of its envelope is ""."""

    moment: float
    content: ContentRef  # without what was written for one copy alone
    prefix: bytes = b""  # that: Return-Path and Delivered-To
    account: str = ""  # in whose mailbox it lies
    is_sent: bool = False  # a copy that a mail program keeps of what it sent
    queue_id: str = ""
    reverse_path: str = ""
    recipient: str = ""  # the first


class LatestMessages:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self, count: int, *, queued: bool) -> list[Latest]:
        """Newest first, each content once, drafts left out; `queued`: those that wait in the queue are among them."""

        def work(connection: sqlite3.Connection) -> list[Latest]:
            found = [one for row in connection.execute(_MAILBOXES, (_DRAFTS,)) for one in _of(connection, row, count)]
            if queued:
                found += map(_queued, connection.execute(_QUEUED, (count,)))
            found.sort(key=attrgetter("moment"), reverse=True)
            # A message that waits is told of by the queue, which knows its envelope.
            found.sort(key=lambda one: not one.queue_id)
            each = {one.content.content_id: one for one in reversed(found)}
            return sorted(each.values(), key=attrgetter("moment"), reverse=True)[:count]

        return await self._database.read(work)


def _of(connection: sqlite3.Connection, mailbox: tuple[int, str, str | None], count: int) -> list[Latest]:
    number, account, use = mailbox
    return [
        Latest(moment, ContentRef(ContentId(content), b"", size - len(prefix)), prefix, account, use == _SENT)
        for moment, content, prefix, size in connection.execute(_NEWEST, (number, count))
    ]


def _queued(row: tuple[float, int, int, str, str, str | None]) -> Latest:
    moment, content, size, queue_id, reverse_path, recipient = row
    return Latest(
        moment, ContentRef(ContentId(content), b"", size),
        queue_id=queue_id, reverse_path=reverse_path, recipient=recipient or "",
    )  # fmt: skip
