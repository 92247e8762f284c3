"""History: what happened to each message that was accepted, for the question "where is it and why"."""

import sqlite3
from collections.abc import Iterable, Sequence

from homemail.mail.ids import QueueId
from homemail.mail.sentence import packed, unpacked
from homemail.store.attempts import parse_attempt, told
from homemail.store.database import Database, Transaction
from homemail.store.values import HistoryEvent

KEPT_SECONDS = 90 * 86400.0
_AT_ONCE = 16  # events that one statement writes


class History:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, queue_id: QueueId, limit: int = 5000) -> list[HistoryEvent]:
        """In the order in which it happened; of more than `limit` events the last."""

        def work(connection: sqlite3.Connection) -> list[HistoryEvent]:
            statement = "SELECT moment, kind, text, attempt FROM history WHERE queue_id = ? ORDER BY id DESC LIMIT ?"
            return [_event(*row) for row in connection.execute(statement, (queue_id, limit))][::-1]

        return await self._database.read(work)

    async def add(self, queue_id: QueueId, when: float, kind: str, texts: Sequence[str]) -> None:
        """What is told of a message that nothing else is written of."""
        await self._database.write(lambda transaction: note(transaction, queue_id, when, ((kind, t) for t in texts)))

    async def forget_before(self, moment: float) -> int:
        """Drop older events; gives how many."""
        statement = "DELETE FROM history WHERE moment < ?"
        return await self._database.write(lambda transaction: transaction.execute(statement, (moment,)).rowcount)


def _event(when: float, kind: str, text: str, fields: str | None) -> HistoryEvent:
    if fields is None:
        return HistoryEvent(when, kind, unpacked(text))
    attempt = parse_attempt(fields)
    return HistoryEvent(when, kind, told(attempt), attempt)


def note(transaction: Transaction, queue_id: QueueId, when: float, events: Iterable[tuple[str, str]]) -> None:
    """Write (kind, text) pairs in the transaction that makes them true; a text may be a sentence and stays one."""
    rows = [(queue_id, when, kind, packed(text).encode("utf-8", "replace").decode()) for kind, text in events]
    # As few statements as may be: the interpreter's lock changes hands at each, and a delivery has some ten events.
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        places = ", ".join(["(?, ?, ?, ?)"] * len(some))
        statement = f"INSERT INTO history (queue_id, moment, kind, text) VALUES {places}"  # noqa: S608, constants only
        transaction.execute(statement, [value for row in some for value in row])
