"""The last answers about whole mailboxes, in their order or as threads, for as long as no message comes or goes.

Flags may change meanwhile: they have no part in it. Bounded, and given up when
nothing happens (`forget`).
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, NamedTuple

from homemail.mail.ids import MailboxId

KEPT_MESSAGES = 500_000  # of all answers together: 6 MB


class _Kept(NamedTuple):
    version: tuple[int, int]
    result: Any
    messages: int


class KeptResults:
    """Asked on readers' threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[MailboxId, Hashable], _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, mailbox_id: MailboxId, question: Hashable, version: tuple[int, int]) -> Any:
        """None if it was not asked before, or not of this `version`."""
        kept = self._kept.get((mailbox_id, question))
        return kept.result if kept is not None and kept.version == version else None

    def keep(
        self, mailbox_id: MailboxId, question: Hashable, version: tuple[int, int], result: Any, *, messages: int
    ) -> None:
        with self._lock:
            self._kept[mailbox_id, question] = _Kept(version, result, messages)
            self._kept.move_to_end((mailbox_id, question))
            while sum(kept.messages for kept in self._kept.values()) > KEPT_MESSAGES:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()


def membership(connection: sqlite3.Connection, mailbox_id: MailboxId) -> tuple[int, int]:
    """A version of which messages there are: the next UID, and the mod-sequence at which one last went."""
    row = connection.execute(_MEMBERSHIP, (mailbox_id,)).fetchone()
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


_MEMBERSHIP = (
    "SELECT uidnext, COALESCE((SELECT MAX(modseq) FROM expunged WHERE mailbox_id = mailbox.id), 0) FROM mailbox"
    " WHERE id = ?"
)
