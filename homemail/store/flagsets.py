"""Sets of flags, each stored once: a mailbox of 100,000 messages has a handful of them.

So changing flags is one UPDATE per distinct set, and reading them one look-up.
Flags are compared without case; a keyword keeps the spelling it was first
given (RFC 9051 §2.3.2).
"""

import sqlite3
from collections.abc import Iterable

from homemail.mail.flags import DELETED, SEEN, SYSTEM_FLAGS, normalise


class FlagSets:
    """What readers know already. Ids are never used twice, so what was committed once stays true."""

    def __init__(self) -> None:
        self._known: dict[int, frozenset[str]] = {}

    def named(self, connection: sqlite3.Connection) -> dict[int, frozenset[str]]:
        """All sets by id, as of the reader's snapshot."""
        highest = max(self._known, default=0)
        fresh = connection.execute("SELECT id, flags FROM flag_set WHERE id > ?", (highest,)).fetchall()
        if fresh:
            self._known = self._known | {number: _split(flags) for number, flags in fresh}
        return self._known


def _split(flags: str) -> frozenset[str]:
    return frozenset(flags.split())


def flags_of(connection: sqlite3.Connection, number: int) -> frozenset[str]:
    return _split(connection.execute("SELECT flags FROM flag_set WHERE id = ?", (number,)).fetchone()[0])


def spelled(connection: sqlite3.Connection, flags: Iterable[str]) -> frozenset[str]:
    """The flags as they are stored; new keywords are learnt."""
    return frozenset(_spell(connection, normalise(flag)) for flag in flags)


def _spell(connection: sqlite3.Connection, flag: str) -> str:
    if flag in SYSTEM_FLAGS:
        return flag
    connection.execute("INSERT OR IGNORE INTO keyword (name_key, name) VALUES (?, ?)", (flag.lower(), flag))
    row = connection.execute("SELECT name FROM keyword WHERE name_key = ?", (flag.lower(),)).fetchone()
    return str(row[0])


def intern(connection: sqlite3.Connection, flags: frozenset[str]) -> int:
    """The id of a set of spelled flags."""
    text = " ".join(sorted(flags))
    row = connection.execute("SELECT id FROM flag_set WHERE flags = ?", (text,)).fetchone()
    if row is None:
        row = connection.execute(
            "INSERT INTO flag_set (flags, seen, deleted) VALUES (?, ?, ?) RETURNING id",
            (text, SEEN in flags, DELETED in flags),
        ).fetchone()
    return int(row[0])
