"""A mailbox of 100,000 messages, and the others who are served meanwhile: no step of a command holds the loop long."""

import asyncio
import gc
import time
from collections.abc import Iterator
from typing import Any

import pytest

from homemail.imap import session as session_module
from homemail.store.database import Transaction
from homemail.store.values import NewMessage

COUNT = 100_000
STEP_MAX = 0.25  # seconds of the loop's own processor time, wide of the budget so that a busy machine does not count


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How long each step of the event loop took; what other tests left for the collector of garbage is not ours."""
    taken: list[float] = []
    gc.collect()
    gc.freeze()
    run = asyncio.events.Handle._run

    def timed(handle: asyncio.events.Handle) -> None:
        began = time.thread_time()
        run(handle)
        taken.append(time.thread_time() - began)

    monkeypatch.setattr(asyncio.events.Handle, "_run", timed)
    yield taken
    gc.unfreeze()


async def test_a_command_on_a_large_mailbox_held_everybody_else_up(house: Any, steps: list[float]) -> None:
    mailboxes = await house.store.mailboxes.list(house.alice)
    inbox = next(mailbox for mailbox in mailboxes if mailbox.name == "INBOX")
    await house.store.messages.append(inbox.id, [NewMessage(b"Subject: x\r\n\r\nbody\r\n")])

    def fill(transaction: Transaction) -> None:
        transaction.execute(
            "WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
            " INSERT INTO message (mailbox_id, uid, flag_set_id, modseq, content_id, internal_date, size, prefix)"
            " SELECT mailbox_id, n, flag_set_id, modseq, content_id, internal_date, size, prefix FROM message, n",
            (COUNT,),
        )
        transaction.execute("UPDATE mailbox SET uidnext = ? WHERE id = ?", (COUNT + 1, inbox.id))

    await house.store.database.write(fill)
    one, other = await house.login(), await house.login()
    await other.ok("SELECT INBOX")
    for command in (
        "SELECT INBOX",
        "FETCH 1:* (UID FLAGS)",
        "SEARCH UNSEEN SINCE 1-Jan-2020 LARGER 1",
        "UID SEARCH NOT KEYWORD $Label1",
        "STORE 1:* +FLAGS.SILENT ($Label1)",
        "UID STORE 1:1000 FLAGS (\\Seen)",
        "COPY 1:* Archive",
        "UID MOVE 1:50000 Trash",
        "STORE 1:* +FLAGS.SILENT (\\Deleted)",
        "EXPUNGE",
    ):
        steps.clear()
        await one.ok(command)
        # The client of this test runs on the same loop, and reads large answers in small steps of its own.
        assert max(steps) < STEP_MAX, command
    steps.clear()
    news = await other.ok("NOOP")
    assert sum(line.endswith(b"EXPUNGE") for line in news) == COUNT
    assert max(steps) < STEP_MAX


async def test_a_search_went_on_after_its_client_was_gone(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = await house.login()
    await client.ok("SELECT INBOX")
    mailbox = await house.store.mailboxes.find(house.alice, "INBOX")
    await house.store.messages.append(mailbox.id, [NewMessage(b"Subject: x\r\n\r\nbody\r\n")] * 5000)
    await client.ok("NOOP")
    monkeypatch.setattr(session_module, "SIGN_OF_LIFE", 0.0)
    looked: list[int] = []
    search = house.store.search.in_body

    async def counted(mailbox_id: Any, uids: Any, *arguments: Any, **named: Any) -> Any:
        looked.extend(uids)
        await asyncio.sleep(0.01)
        return await search(mailbox_id, uids, *arguments, **named)

    monkeypatch.setattr(house.store.search, "in_body", counted)
    await client.send(b"s SEARCH 1:100 BODY other\r\n")
    assert (await client.until(b"s"))[-2:] == [b"* SEARCH", b"OK Searched"]
    assert looked == list(range(1, 101)), "only messages still in question"
    await client.send(b"s SEARCH BODY other\r\n")
    assert (await client.line()).endswith(b"Still working")
    client.writer.transport.abort()
    async with asyncio.timeout(60):
        while house.server.connections:
            await asyncio.sleep(0.01)
    assert len(looked) < 5000
