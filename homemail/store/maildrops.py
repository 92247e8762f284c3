"""A mailbox as POP3 lists it, at once and compactly also where it holds 50,000 messages.

`surplus` is by how many octets a content grows on POP3's wire (pop3/multiline.py); it is found out once for each
content, which never changes, and kept.
"""

import json
import sqlite3
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from homemail.mail.ids import ContentId, MailboxId
from homemail.store.database import Database, Transaction
from homemail.store.values import ContentRef

UNKNOWN: Final = -1  # surplus of a content that nobody has looked at

_LIST = (
    "SELECT uid, message.content_id, size, prefix, COALESCE(surplus.octets, ?) FROM message"
    " LEFT JOIN surplus ON surplus.content_id = message.content_id WHERE mailbox_id = ? ORDER BY uid"
)
_KEEP = (
    "INSERT OR IGNORE INTO surplus (content_id, octets)"
    " SELECT content.id, pair.value FROM json_each(?) AS pair JOIN content ON content.id = CAST(pair.key AS INTEGER)"
)


@dataclass(slots=True)
class Listing:
    """One place a message in each, ascending by UID; an index gives the content there."""

    uids: "array[int]" = field(default_factory=lambda: array("Q"))
    contents: "array[int]" = field(default_factory=lambda: array("Q"))
    sizes: "array[int]" = field(default_factory=lambda: array("Q"))
    surpluses: "array[int]" = field(default_factory=lambda: array("q"))
    prefixes: list[bytes] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.uids)

    def __getitem__(self, index: int) -> ContentRef:
        return ContentRef(ContentId(self.contents[index]), self.prefixes[index], self.sizes[index])


class Maildrops:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def listing(self, mailbox_id: MailboxId) -> Listing:
        """All that is in it."""

        def work(connection: sqlite3.Connection) -> Listing:
            listing = Listing()
            same: dict[bytes, bytes] = {}  # most copies of a person have one of a few prefixes
            for uid, content, size, prefix, surplus in connection.execute(_LIST, (UNKNOWN, mailbox_id)):
                listing.uids.append(uid)
                listing.contents.append(content)
                listing.sizes.append(size)
                listing.surpluses.append(surplus)
                listing.prefixes.append(same.setdefault(prefix, prefix))
            return listing

        return await self._database.read(work)

    async def keep_surpluses(self, found: Mapping[int, int]) -> None:
        """By content; of those that are still there."""

        def work(transaction: Transaction) -> None:
            transaction.execute(_KEEP, (json.dumps(found),))

        await self._database.write(work, is_patient=True)
