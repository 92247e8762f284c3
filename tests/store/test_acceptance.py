"""The one transaction: all or nothing, shared by those who wait together, told after it is on disk."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from homemail.mail.address import Address
from homemail.mail.ids import AccountId, ModSeq
from homemail.store.changes import MailboxChanged, QueueArrived, QueueChanged
from homemail.store.database import FOLD_AT, FOLD_AT_ONCE
from homemail.store.errors import NoSuchAccount
from homemail.store.values import LocalCopy, RemoteRecipient

ELSEWHERE = Address.parse("ann@example.net")
BOB = Address.parse("bob@home.example")


async def test_an_accepted_message_is_in_the_mailbox_and_in_the_queue(house: Any) -> None:
    acceptance = house.to_bob(
        remote=(RemoteRecipient(ELSEWHERE, ELSEWHERE),), header_prefix=b"Received: x\r\n", history=("client=a",)
    )
    await house.store.accept(acceptance)
    (row,) = await house.store.messages.rows(house.inbox.id, [1])
    whole = b"Return-Path: <>\r\nReceived: x\r\nSubject: hello\r\n\r\nhi\r\n"
    assert await house.store.contents.read(row.content) == whole
    assert row.size == len(whole)
    entry = await house.store.queue.entry(acceptance.queue_id)
    assert await house.store.contents.read(entry.content) == whole.removeprefix(b"Return-Path: <>\r\n")
    assert [event.kind for event in await house.store.history.of(acceptance.queue_id)] == ["accept", "local"]


async def test_content_is_stored_once_for_all_recipients(house: Any) -> None:
    copies = tuple(LocalCopy(house.bob.id, BOB, BOB, mailbox=name) for name in ("INBOX", "Junk", "Archive"))
    await house.store.accept(house.to_bob(local=copies))
    count = await house.store.database.read(lambda c: c.execute("SELECT COUNT(*) FROM content").fetchone()[0])
    assert count == 1


async def test_one_impossible_recipient_leaves_nothing_of_the_message(house: Any) -> None:
    good = LocalCopy(house.bob.id, BOB, BOB)
    acceptance = house.to_bob(local=(good, replace(good, account_id=AccountId(99))))
    with pytest.raises(NoSuchAccount):
        await house.store.accept(acceptance)
    assert await house.store.messages.snapshot(house.inbox.id) == []
    assert await house.store.history.of(acceptance.queue_id) == []


async def test_concurrent_acceptances_share_commits(house: Any) -> None:
    before = house.store.database.commits
    await asyncio.gather(*(house.store.accept(house.to_bob(b"n: %d\r\n\r\n" % n)) for n in range(300)))
    assert house.store.database.commits - before < 60
    summaries = await house.store.messages.snapshot(house.inbox.id)
    assert [summary.uid for summary in summaries] == list(range(1, 301))


async def test_a_failure_in_a_shared_commit_touches_nobody_else(house: Any) -> None:
    bad = house.to_bob(local=(LocalCopy(AccountId(99), BOB, BOB),))
    jobs = [house.store.accept(house.to_bob()) for _ in range(20)]
    jobs.insert(10, house.store.accept(bad))
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(result) for result in results if result is not None] == [NoSuchAccount]
    assert len(await house.store.messages.snapshot(house.inbox.id)) == 20


async def test_changes_are_told_after_the_commit_in_order(house: Any) -> None:
    told: list[object] = []
    stop = house.store.changes.listen(told.append)
    subscription = house.store.changes.subscribe()
    local, remote = house.to_bob(), house.outgoing("ann@example.net")
    await house.store.accept(local)
    await house.store.accept(remote)
    stop()
    await house.store.accept(house.to_bob())
    entry = await house.store.queue.entry(remote.queue_id)
    changed = QueueChanged((remote.queue_id,), is_sooner=False)
    arrived = QueueArrived(entry, b"Subject: hello\r\n\r\nhi\r\n")  # as it would be read back
    assert told == [MailboxChanged(house.bob.id, house.inbox.id, ModSeq(2)), changed, arrived]
    assert await anext(subscription) == changed
    assert await anext(subscription) == MailboxChanged(house.bob.id, house.inbox.id, ModSeq(3))
    subscription.close()
    assert [change async for change in subscription] == []


async def test_queue_ids_are_unique_and_ordered_even_when_the_clock_stands(house: Any) -> None:
    ids = [house.store.new_queue_id() for _ in range(2000)]
    assert len(set(ids)) == 2000
    assert [name[:-2] for name in ids] == sorted({name[:-2] for name in ids})
    assert all(name.isalnum() and name == name.upper() and len(name) == 13 for name in ids)


async def test_a_missing_mailbox_is_made_rather_than_mail_lost(house: Any) -> None:
    await house.store.accept(house.to_bob(local=(LocalCopy(house.bob.id, BOB, BOB, mailbox="Lists.Python"),)))
    assert (await house.store.mailboxes.status((await house.mailbox("Lists.Python")).id)).messages == 1


async def test_a_long_history_keeps_its_order(house: Any) -> None:
    said = tuple(f"step {number}" for number in range(40))
    acceptance = house.to_bob(history=said)
    await house.store.accept(acceptance)
    events = await house.store.history.of(acceptance.queue_id)
    assert tuple(event.text for event in events[:40]) == said


async def test_a_commit_never_waited_for_the_log_to_be_folded_and_the_log_stays_small(
    house: Any, tmp_path: Path
) -> None:
    for _ in range(240):
        await house.store.accept(house.to_bob(b"Subject: photo\r\n\r\n" + b"x" * 200_000))
    async with asyncio.timeout(30):
        while (tmp_path / "mail.db").stat().st_size < 24_000_000:
            await house.store.accept(house.to_bob())
    assert (tmp_path / "mail.db-wal").stat().st_size < FOLD_AT_ONCE + FOLD_AT
