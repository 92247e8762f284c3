"""Numbered migrations: from every older version to the same tables, and hands off a newer one."""

import sqlite3
from pathlib import Path

import pytest

from homemail.store.errors import StoreTooNew
from homemail.store.migrations import MIGRATIONS, migrate, version_of
from homemail.store.store import Store

UPGRADE = Path(__file__).parent / "upgrade"


def tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return [(name, " ".join(sql.split())) for name, sql in rows]


def fresh() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_every_older_database_becomes_the_newest(version: int) -> None:
    old = sqlite3.connect(":memory:", isolation_level=None)
    old.executescript((UPGRADE / f"version_{version}.sql").read_text())
    assert version_of(old) == version
    migrate(old)
    assert tables(old) == tables(fresh())
    assert old.execute("SELECT COUNT(*) FROM message").fetchone()[0] == 2


def test_a_step_that_fails_leaves_the_database_as_it_was() -> None:
    connection = fresh()
    before = tables(connection)

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (done)")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        migrate(connection, (*MIGRATIONS, broken))
    assert tables(connection) == before
    assert version_of(connection) == len(MIGRATIONS)


async def test_a_newer_database_is_refused_and_let_go(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "mail.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    for _ in range(2):  # the second time shows that the lock was dropped
        with pytest.raises(StoreTooNew, match="999"):
            await Store.open(tmp_path)
