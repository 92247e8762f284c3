"""Whose turn it is among what waits: senders one after the other, so that a newsletter does not delay a letter.

The index on (sender, next_attempt) gives the distinct senders by one seek each, and of each the longest waiting
recipient first; nothing here reads all that waits.
"""

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from homemail.mail.ids import RecipientId

SENDERS_MAX = 200  # looked at in one go; the next look goes on behind them

RECIPIENT = (
    "SELECT id, queue_id, address, original, notify, orcpt, attempts, next_attempt, last_status, last_reason,"
    " last_remote, sender, route FROM recipient"
)
_SENDER = 11  # where it stands in a row
_SENDERS = """
    WITH RECURSIVE turn (sender) AS (
        SELECT MIN(sender) FROM recipient WHERE hold = 0 AND sender > ?
        UNION ALL
        SELECT (SELECT MIN(sender) FROM recipient WHERE hold = 0 AND sender > turn.sender) FROM turn
        WHERE turn.sender IS NOT NULL)
    SELECT sender FROM turn WHERE sender IS NOT NULL"""
_DUE = f"{RECIPIENT} WHERE hold = 0 AND sender = ? AND next_attempt <= ? ORDER BY next_attempt, queue_id, id"
_FIRST = "SELECT id, next_attempt FROM recipient WHERE hold = 0 AND sender = ? ORDER BY next_attempt, queue_id, id"


def take_turns(
    connection: sqlite3.Connection,
    now: float,
    limit: int,
    *,
    exclude: Collection[RecipientId],
    passed_over: Collection[str],
    begin: str,
) -> tuple[list[Any], str]:
    """Rows that are due, one of each sender a round, from the sender behind `begin` on; and where to begin next."""
    senders = _turns(connection, begin, passed_over)
    open_ones = [connection.execute(_DUE, (sender, now)) for sender in senders]
    end = senders[-1] if len(senders) >= SENDERS_MAX else begin
    found: list[Any] = []
    while open_ones and len(found) < limit:
        firsts: list[tuple[Any, sqlite3.Cursor]] = []
        for cursor in open_ones:
            row = next((row for row in cursor if row[0] not in exclude), None)
            if row is not None:
                firsts.append((row, cursor))
        open_ones = [cursor for _, cursor in firsts]
        if len(firsts) > limit - len(found):  # who is left out is the first of the next look
            firsts = firsts[: limit - len(found)]
            end = firsts[-1][0][_SENDER]
        found.extend(sorted((row for row, _ in firsts), key=lambda row: (row[7], row[0])))  # who waits longest
    for cursor in open_ones:
        cursor.close()
    return found, end


def _turns(connection: sqlite3.Connection, begin: str, passed_over: Collection[str]) -> list[str]:
    senders: list[str] = []
    for row in connection.execute(_SENDERS, (begin,)):
        if row[0] not in passed_over:
            senders.append(row[0])
            if len(senders) >= SENDERS_MAX:
                return senders
    return senders if not begin else senders + _turns(connection, "", {*passed_over, *senders})


def count_due(connection: sqlite3.Connection, now: float) -> int:
    """Entries that have a recipient whose time has come, by the index alone."""
    statement = (
        "SELECT COUNT(DISTINCT queue_id) FROM json_each(?) AS turn CROSS JOIN recipient"
        " WHERE hold = 0 AND sender = turn.value AND next_attempt <= ?"
    )
    senders = [row[0] for row in connection.execute(_SENDERS, ("",))]
    return int(connection.execute(statement, (json.dumps(senders), now)).fetchone()[0])


def earliest(
    connection: sqlite3.Connection, exclude: Collection[RecipientId], passed_over: Collection[str]
) -> float | None:
    """When the next recipient is due that is neither in `exclude` nor of a sender who is `passed_over`."""
    times: list[float] = []
    for (sender,) in connection.execute(_SENDERS, ("",)).fetchall():
        if sender not in passed_over:
            first = (float(row[1]) for row in connection.execute(_FIRST, (sender,)) if row[0] not in exclude)
            times.extend(time for time in (next(first, None),) if time is not None)
    return min(times, default=None)
