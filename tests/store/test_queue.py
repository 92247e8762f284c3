"""The queue on disk: due, settled, held, flushed, and its history."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from homemail.mail.address import Address, ReversePath
from homemail.mail.contact import Contact, SmtpStep
from homemail.mail.envelope import Notify, Origin, Ret
from homemail.mail.outcome import Action, Outcome
from homemail.mail.sentence import Sentence
from homemail.store.retrieved import Retrieved
from homemail.store.sweep import Sweep
from homemail.store.values import QueueCounts, RemoteRecipient, Settlement

DEFERRED = Outcome.delayed("4.4.1", "connection timed out", "mx.example.net[192.0.2.1]:25")
FAILED = Outcome.failed("5.1.1", "refused", "mx.example.net[192.0.2.1]:25", "550 5.1.1 no such user")
RELAYED = Outcome.relayed("2.0.0", "250 ok", "mx.example.net[192.0.2.1]:25", tls="TLSv1.3")


async def test_an_entry_keeps_the_whole_envelope(house: Any) -> None:
    ann = Address.parse("ann@example.net")
    recipient = RemoteRecipient(ann, Address.parse("alias@home.example"), frozenset({Notify.DELAY}), "rfc822;a@b")
    acceptance = house.to_bob(
        local=(), remote=(recipient,), envid="e=1", ret=Ret.HEADERS, smtputf8=True, origin=Origin.SUBMITTED,
        account="bob", client="pc[10.0.0.2]", message_id="<1@x>", subject="s\udcff",
    )  # fmt: skip
    await house.store.accept(acceptance)
    entry = await house.store.queue.entry(acceptance.queue_id)
    assert entry.reverse_path == ReversePath.null()
    assert (entry.envid, entry.ret, entry.smtputf8, entry.origin) == ("e=1", Ret.HEADERS, True, Origin.SUBMITTED)
    assert (entry.account, entry.client, entry.message_id, entry.subject) == ("bob", "pc[10.0.0.2]", "<1@x>", "s\udcff")
    (stored,) = entry.recipients
    assert (stored.address, str(stored.original)) == (ann, "alias@home.example")
    assert (stored.notify, stored.orcpt, stored.attempts) == ({Notify.DELAY}, "rfc822;a@b", 0)


async def test_a_deferred_recipient_waits_and_the_entry_leaves_with_its_last(house: Any) -> None:
    queue = house.store.queue
    acceptance = house.outgoing("ann@example.net", "eve@example.net")
    await house.store.accept(acceptance)
    ann, eve = await queue.due(house.clock(), 10)
    assert await queue.due(house.clock(), 10, exclude=[ann.id]) == [eve]
    later = house.clock() + 1800
    settled = await queue.settle(
        acceptance.queue_id, [Settlement(ann.id, RELAYED, duration=0.5), Settlement(eve.id, DEFERRED, later)]
    )
    assert not settled.removed
    assert await queue.due(house.clock(), 10) == []
    assert await queue.next_due() == later
    assert await queue.counts() == QueueCounts(active=0, deferred=1, hold=0)
    (eve,) = await queue.due(later, 10)
    assert (eve.attempts, eve.last_status, eve.last_reason) == (1, "4.4.1", "connection timed out")
    assert (await queue.settle(acceptance.queue_id, [Settlement(eve.id, FAILED)])).removed
    assert await queue.entry(acceptance.queue_id) is None
    assert await queue.next_due() is None
    assert await house.store.sweep.unreferenced(0) == 1
    texts = [event.text for event in await house.store.history.of(acceptance.queue_id)]
    assert "dsn=2.0.0 relayed" in texts[0]
    assert texts[0].endswith("tls=TLSv1.3")
    assert "dsn=4.4.1 delayed (connection timed out)" in texts[1]
    assert "550 5.1.1 no such user" in texts[2]


async def test_the_report_of_a_failure_is_accepted_in_the_same_transaction(house: Any) -> None:
    acceptance = house.outgoing("ann@example.net")
    await house.store.accept(acceptance)
    (ann,) = await house.store.queue.due(house.clock(), 1)
    await house.store.sweep.stop()  # its first round commits too
    before = house.store.database.commits
    report = house.to_bob(b"Subject: failed\r\n\r\n")
    assert (await house.store.queue.settle(acceptance.queue_id, [Settlement(ann.id, FAILED)], also=report)).removed
    assert house.store.database.commits == before + 1
    assert len(await house.store.messages.snapshot(house.inbox.id)) == 1


async def test_settling_is_all_or_nothing(house: Any) -> None:
    acceptance = house.outgoing("ann@example.net", "eve@example.net")
    await house.store.accept(acceptance)
    ann, eve = await house.store.queue.due(house.clock(), 10)
    with pytest.raises(ValueError, match="next attempt"):
        await house.store.queue.settle(acceptance.queue_id, [Settlement(ann.id, RELAYED), Settlement(eve.id, DEFERRED)])
    assert await house.store.queue.due(house.clock(), 10) == [ann, eve]


async def test_held_entries_are_never_due(house: Any) -> None:
    queue = house.store.queue
    one, two = house.outgoing("ann@example.net"), house.outgoing("ann@example.net", hold=True)
    await house.store.accept(one)
    await house.store.accept(two)
    assert [r.queue_id for r in await queue.due(house.clock(), 10)] == [one.queue_id]
    await queue.set_hold(one.queue_id, True)
    assert await queue.due(house.clock(), 10) == []
    assert await queue.counts() == QueueCounts(0, 0, 2)
    for each in (one, two):
        await queue.set_hold(each.queue_id, False)
    assert len(await queue.due(house.clock(), 10)) == 2


async def test_flush_makes_everything_due(house: Any) -> None:
    queue = house.store.queue
    acceptance = house.outgoing("ann@example.net")
    await house.store.accept(acceptance)
    (ann,) = await queue.due(house.clock(), 1)
    await queue.settle(acceptance.queue_id, [Settlement(ann.id, DEFERRED, house.clock() + 1800)])
    await queue.flush(None, house.clock())
    assert [r.id for r in await queue.due(house.clock(), 1)] == [ann.id]


async def test_flush_of_a_domain_leaves_the_others_and_what_is_held(house: Any) -> None:
    queue = house.store.queue
    later = house.clock() + 1800
    for address in ("a@example.net", "b@mx.EXAMPLE.net", "c@notexample.net"):
        acceptance = house.outgoing(address)
        await house.store.accept(acceptance)
    held = house.outgoing("d@example.net")
    await house.store.accept(held)
    for recipient in await queue.due(house.clock(), 10):
        await queue.settle(recipient.queue_id, [Settlement(recipient.id, DEFERRED, later)])
    await queue.set_hold(held.queue_id, True)
    assert await queue.flush_domain("example.net", house.clock(), below=False) == 1
    assert [str(one.address) for one in await queue.due(house.clock(), 9)] == ["a@example.net"]
    assert await queue.flush_domain("example.net", house.clock(), below=True) == 1
    assert len(await queue.due(house.clock(), 9)) == 2
    assert await queue.flush_domain("nowhere.test", house.clock(), below=True) == 0


async def test_an_operator_deletes_and_finds(house: Any) -> None:
    queue = house.store.queue
    one, two = house.outgoing("ann@example.net"), house.outgoing("eve@example.org")
    await house.store.accept(one)
    await house.store.accept(two)
    assert [entry.queue_id for entry in await queue.page("", 1)] == [one.queue_id]
    assert [entry.queue_id for entry in await queue.page("", 9, "EVE@")] == [two.queue_id]
    await queue.mark_delay_warned(two.queue_id)
    assert (await queue.entry(two.queue_id)).delay_warned
    assert await house.store.queue_edits.delete([one.queue_id]) == [one.queue_id]
    assert await house.store.queue_edits.delete([one.queue_id]) == []
    assert [entry.queue_id for entry in await queue.page("", 9)] == [two.queue_id]


async def test_pages_go_on_behind_a_message_that_has_left(house: Any) -> None:
    queue = house.store.queue
    entries = [house.outgoing(f"r{number}@example.net") for number in range(5)]
    for entry in entries:
        await house.store.accept(entry)
    ids = [entry.queue_id for entry in entries]

    async def page(*words: Any, **more: Any) -> list[Any]:
        return [entry.queue_id for entry in await queue.page(*words, **more)]

    await house.store.queue_edits.delete([ids[1]])
    assert await page(ids[1], 2) == ids[2:4]
    assert await page("", 2, before=ids[4]) == ids[2:4]
    assert await page("", 2, last=True) == ids[3:]
    assert await page("", 2, "r4@", before=ids[4]) == []
    assert await page(ids[4], 2) == []


async def test_an_attempt_is_kept_as_fields(house: Any) -> None:
    acceptance = house.outgoing("ann@example.net", "eve@example.net")
    await house.store.accept(acceptance)
    ann, eve = await house.store.queue.due(house.clock(), 10)
    met = Contact(
        "mx.example.net", "192.0.2.1", 25, "TLSv1.3", "TLS_AES_256_GCM_SHA384", True, "required",
        SmtpStep.RCPT, 450, "4.2.1", "come back, é",
    )  # fmt: skip
    outcome = replace(DEFERRED, contact=met)
    later = house.clock() + 1800
    await house.store.queue.settle(
        acceptance.queue_id, [Settlement(ann.id, outcome, later, 1.25), Settlement(eve.id, FAILED)]
    )
    tried = [event.attempt for event in await house.store.history.of(acceptance.queue_id) if event.attempt]
    assert tried[0].contact == met
    assert (tried[0].recipient, tried[0].action, tried[0].status) == ("ann@example.net", Action.DELAYED, "4.4.1")
    assert (tried[0].duration, tried[0].retry_at) == (1.25, later)
    assert (tried[1].recipient, tried[1].contact, tried[1].retry_at) == ("eve@example.net", None, None)


async def test_an_attempt_of_a_recipient_deleted_meanwhile_is_in_the_history(house: Any) -> None:
    acceptance = house.outgoing("ann@example.net", "eve@example.net")
    await house.store.accept(acceptance)
    ann, _ = await house.store.queue.due(house.clock(), 10)
    await house.store.queue_edits.delete([acceptance.queue_id])
    await house.store.queue.settle(acceptance.queue_id, [Settlement(ann.id, RELAYED, address="ann@example.net")])
    last = (await house.store.history.of(acceptance.queue_id))[-1]
    assert last.attempt.action is Action.RELAYED


async def test_history_is_forgotten_after_its_time(house: Any) -> None:
    acceptance = house.to_bob(history=("client=x",))
    await house.store.accept(acceptance)
    assert await house.store.history.forget_before(house.clock() + 1) == 2
    assert await house.store.history.of(acceptance.queue_id) == []


async def test_reasons_and_history_stay_sentences_across_the_disk(house: Any) -> None:
    acceptance = house.outgoing("a@x.example")
    await house.store.accept(acceptance)
    (waiting,) = await house.store.queue.due(house.clock() + 1, 10)
    reason = Sentence("connect to {host}: {reason}", host="mx:25", reason=Sentence("Connection refused"))
    await house.store.queue.settle(acceptance.queue_id, [Settlement(waiting.id, Outcome.delayed("4.4.1", reason), 9e9)])
    entry = await house.store.queue.entry(acceptance.queue_id)
    kept = entry.recipients[0].last_reason
    assert (kept, kept.template, kept.values["host"]) == (str(reason), reason.template, "mx:25")
    last = (await house.store.history.of(acceptance.queue_id))[-1].text
    assert last.endswith("delayed (connect to mx:25: Connection refused)")
    assert last.values["reason"].values == reason.values


async def test_a_clock_that_is_a_year_ahead_at_the_start_does_not_cost_the_history(house: Any, tmp_path: Path) -> None:
    steady = 0.0
    store = house.store
    sweep = Sweep(
        store.database,
        tmp_path / "content",
        store.disk,
        Retrieved(store.database, house.clock),
        clock=house.clock,
        steady=lambda: steady,
    )
    acceptance = house.to_bob(history=("client=pc",))
    await house.store.accept(acceptance)
    right = house.clock.now
    house.clock.now += 365 * 86400
    steady = 300.0
    assert await sweep.old_history() == 0
    house.clock.now = right + 3600
    steady = 3600.0
    assert await sweep.old_history() == 0
    house.clock.now = right + 91 * 86400
    assert await sweep.old_history() == 0, "not twice a day"
    steady += 86400
    assert await sweep.old_history() > 0
    assert await house.store.history.of(acceptance.queue_id) == []


async def test_a_settlement_shares_the_commit_of_an_arrival_and_does_not_wait_long_for_one(house: Any) -> None:
    acceptance = house.outgoing("ann@example.net", "eve@example.net")
    await house.store.accept(acceptance)
    ann, eve = (await house.store.queue.entry(acceptance.queue_id)).recipients
    before = house.store.database.commits
    settling = asyncio.create_task(house.store.queue.settle(acceptance.queue_id, [Settlement(ann.id, RELAYED)]))
    await asyncio.sleep(0)
    await asyncio.gather(house.store.accept(house.outgoing("bob@example.net")), settling)
    assert house.store.database.commits == before + 1
    async with asyncio.timeout(30):  # nobody comes by
        assert (await house.store.queue.settle(acceptance.queue_id, [Settlement(eve.id, RELAYED)])).removed


async def test_a_settlement_that_waits_for_company_is_on_disk_when_the_store_is_closed(
    house: Any, reopen: Callable[[], Any]
) -> None:
    acceptance = house.outgoing("ann@example.net")
    await house.store.accept(acceptance)
    (ann,) = (await house.store.queue.entry(acceptance.queue_id)).recipients
    settling = asyncio.create_task(house.store.queue.settle(acceptance.queue_id, [Settlement(ann.id, RELAYED)]))
    await asyncio.sleep(0)
    await house.store.close()
    assert (await settling).removed
    store = await reopen()
    assert await store.queue.entry(acceptance.queue_id) is None
    await store.close()
