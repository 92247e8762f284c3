"""A mailbox of 100,000 messages: every row answers, and moving all of them is one line of history."""

from typing import Any

from homemail.mail.flags import SEEN
from homemail.store.database import Transaction
from homemail.store.flagsets import intern
from homemail.store.values import FlagOp

COUNT = 100_000


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
    assert len(await messages.snapshot(house.inbox.id)) == COUNT
    assert (await house.store.mailboxes.status(house.inbox.id)).unseen == COUNT
    assert len((await messages.set_flags(house.inbox.id, everything, FlagOp.ADD, [SEEN])).changed) == COUNT
    assert len(await messages.rows(house.inbox.id, everything, envelope=True, structure=True)) == COUNT
    archive = await house.mailbox("Archive")
    assert (await messages.move(house.inbox.id, everything, archive.id)).target_uids == list(everything)
    ranges = await house.store.database.read(lambda c: c.execute("SELECT COUNT(*) FROM expunged").fetchone()[0])
    assert ranges == 1
