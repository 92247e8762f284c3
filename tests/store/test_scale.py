"""A mailbox of 100,000 messages answers at once; the bounds are wide, for a busy machine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from homemail.mail.flags import SEEN
from homemail.store.database import Transaction
from homemail.store.flagsets import intern
from homemail.store.values import FlagOp

COUNT = 100_000


@contextmanager
def within(seconds: float, what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    taken = time.perf_counter() - started
    print(f"{what}: {taken:.3f} s")
    assert taken < seconds, what


async def test_a_hundred_thousand_messages(house: Any) -> None:
    await house.store.accept(house.to_bob())

    def fill(transaction: Transaction) -> None:
        transaction.execute(
            "WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
            " INSERT INTO message (mailbox_id, uid, flag_set_id, modseq, content_id, internal_date, size, prefix)"
            " SELECT ?, n, ?, 2, 1, 0, 40, zeroblob(120) FROM n",
            (COUNT, house.inbox.id, intern(transaction.connection, frozenset())),
        )
        transaction.execute(
            "UPDATE mailbox SET uidnext = ?, highestmodseq = 3 WHERE id = ?", (COUNT + 1, house.inbox.id)
        )

    await house.store.database.write(fill)
    everything = range(1, COUNT + 1)
    messages = house.store.messages
    with within(0.5, "snapshot"):
        assert len(await messages.snapshot(house.inbox.id)) == COUNT
    with within(1, "status"):
        assert (await house.store.mailboxes.status(house.inbox.id)).unseen == COUNT
    with within(4, "set flags on all"):
        assert len((await messages.set_flags(house.inbox.id, everything, FlagOp.ADD, [SEEN])).changed) == COUNT
    with within(3, "envelope and structure of all"):
        assert len(await messages.rows(house.inbox.id, everything, envelope=True, structure=True)) == COUNT
    archive = await house.mailbox("Archive")
    with within(6, "move of all"):
        assert (await messages.move(house.inbox.id, everything, archive.id)).target_uids == list(everything)
    ranges = await house.store.database.read(lambda c: c.execute("SELECT COUNT(*) FROM expunged").fetchone()[0])
    assert ranges == 1
