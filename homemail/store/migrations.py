"""From any older database to this version, one numbered step at a time, each in a transaction of its own.

A step is never edited after its release; tests/store/upgrade keeps a database
of every version to prove it.
"""

import sqlite3
from collections.abc import Callable

from homemail.mail.sentence import Sentence
from homemail.store.errors import StoreTooNew
from homemail.store.schema import VERSION_1, VERSION_4, VERSION_5, VERSION_6

Migration = Callable[[sqlite3.Connection], None]


def _run(script: str) -> Migration:
    """`executescript` would commit behind the transaction's back, so each statement goes alone."""

    def step(connection: sqlite3.Connection) -> None:
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(statement)

    return step


# Waiting recipients by whose turn it is: `sender` is the name under which the queue keeps its senders apart.
VERSION_2 = """
ALTER TABLE recipient ADD COLUMN sender TEXT NOT NULL DEFAULT '<>';
UPDATE recipient SET sender = (SELECT lower(coalesce(nullif(coalesce(account, CAST(reverse_path AS TEXT)), ''), '<>'))
    FROM entry WHERE entry.queue_id = recipient.queue_id);
DROP INDEX recipient_due;
CREATE INDEX recipient_turn ON recipient (sender, next_attempt) WHERE hold = 0
"""

# Attempts as fields beside the texts of the history, next hops that the operator chose, and counts that indexes hold.
VERSION_3 = """
ALTER TABLE history ADD COLUMN attempt TEXT;
ALTER TABLE recipient ADD COLUMN route TEXT NOT NULL DEFAULT '';
DROP INDEX recipient_turn;
CREATE INDEX recipient_turn ON recipient (sender, next_attempt, queue_id) WHERE hold = 0;
CREATE INDEX entry_held ON entry (hold) WHERE hold = 1
"""

MIGRATIONS: tuple[Migration, ...] = tuple(map(_run, (VERSION_1, VERSION_2, VERSION_3, VERSION_4, VERSION_5, VERSION_6)))


def version_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the database to the newest version; raises StoreTooNew when it is beyond."""
    version = version_of(connection)
    if version > len(steps):
        words = Sentence(
            "a newer HomeMail has used this data folder (version {version}, this one knows {known}): please use the"
            " newer one",
            version=version,
            known=len(steps),
        )
        raise StoreTooNew(words)
    for number in range(version, len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            steps[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
