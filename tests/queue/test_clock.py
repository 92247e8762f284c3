"""A clock that jumps while mail waits: no message ends its life for it, none waits for a year."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from homemail.queue.clock import ClockWatch
from homemail.queue.manager import QueueManager
from tests.doubles.house import Clock, House
from tests.doubles.next_hop import ScriptedHop

DAY, YEAR = 86400.0, 365 * 86400.0


@pytest_asyncio.fixture
async def far() -> AsyncIterator[ScriptedHop]:
    hop = await ScriptedHop({"RCPT": ["450 4.2.0 later"]}).start()
    yield hop
    await hop.stop()


@pytest_asyncio.fixture
async def house(tmp_path: Path, far: ScriptedHop) -> AsyncIterator[House]:
    made = await House.open(tmp_path)
    made.relay_to(far.port)
    made.manager.start()
    yield made
    await made.close()


async def tried(house: House, queue_id: str, times: int) -> float:
    """When the next attempt is due, once so many were made; by the clock that is right."""
    while True:
        found = await house.store.queue.entry(queue_id)
        assert found is not None, "it was given up"
        if found.recipients[0].attempts >= times and not house.manager.in_hand:
            return found.recipients[0].next_attempt - house.clock.wrong_by - house.clock.now
        await asyncio.sleep(0.01)


async def set_clock(house: House, by: float) -> None:
    house.clock.wrong_by += by
    house.manager.wake()
    while house.manager._watch.by:
        await asyncio.sleep(0.01)


async def waiting(house: House) -> str:
    accepted = await house.submit("far@else.example")
    assert await tried(house, accepted.queue_id, 1) == 300
    return accepted.queue_id


@pytest.mark.parametrize("by", [YEAR, 5 * DAY, 3600.0])
async def test_a_clock_that_leaps_ahead_and_back_costs_an_attempt_and_no_bounce(house: House, by: float) -> None:
    queue_id = await waiting(house)
    await set_clock(house, by)
    assert await tried(house, queue_id, 2) == 600
    await set_clock(house, -by)
    assert await tried(house, queue_id, 2) == 600
    found = await house.store.queue.entry(queue_id)
    assert found is not None
    assert found.arrival == house.clock.now
    assert await house.inbox("chris") == []


async def test_a_clock_set_back_a_day_does_not_keep_mail_waiting(house: House, far: ScriptedHop) -> None:
    queue_id = await waiting(house)
    await set_clock(house, -DAY)
    assert await tried(house, queue_id, 1) == 300
    far.script = {}
    house.clock.now += 300
    house.manager.wake()
    while await house.store.queue.entry(queue_id):
        await asyncio.sleep(0.01)
    assert len(far.taken) == 1


async def test_mail_from_before_the_clock_was_right_has_its_whole_life(house: House) -> None:
    house.clock.wrong_by = -20 * YEAR  # the battery was empty, and NTP comes later
    await house.manager.stop()
    house.manager = QueueManager(house.store, house, house.agent, house.clock, house.clock.steady)
    house.manager.start()
    queue_id = await waiting(house)
    await set_clock(house, 20 * YEAR)
    for attempts, wait in ((2, 600), (3, 1200), (4, 2400)):
        assert await tried(house, queue_id, attempts) == wait
        house.clock.now += wait
        house.manager.wake()
    assert await house.inbox("chris") == []


async def test_a_start_with_a_clock_a_year_ahead_gives_nothing_up_at_once(house: House) -> None:
    queue_id = await waiting(house)
    await house.manager.stop()
    house.clock.wrong_by = YEAR
    house.manager = QueueManager(house.store, house, house.agent, house.clock, house.clock.steady)
    house.manager.start()
    assert await tried(house, queue_id, 2) == 600
    await set_clock(house, -YEAR)
    found = await house.store.queue.entry(queue_id)
    assert found is not None
    assert found.arrival == house.clock.now
    assert await tried(house, queue_id, 2) == 600
    assert await house.inbox("chris") == []


async def test_a_start_with_a_clock_behind_tries_what_waits(house: House) -> None:
    queue_id = await waiting(house)
    await house.manager.stop()
    house.clock.wrong_by = -YEAR
    house.manager = QueueManager(house.store, house, house.agent, house.clock, house.clock.steady)
    house.manager.start()
    assert await tried(house, queue_id, 2) == 600


async def test_queue_ids_and_uids_stay_unique_whatever_the_clock_says(house: House) -> None:
    seen = set()
    for by in (0.0, -DAY, YEAR, -YEAR, 0.0):
        house.clock.wrong_by = by
        for _ in range(3):
            seen.add((await house.submit("chris@maison.test")).queue_id)
    assert len(seen) == 15
    account = await house.store.accounts.find("chris")
    assert account is not None
    mailbox = await house.store.mailboxes.find(account.id, "INBOX")
    assert mailbox is not None
    assert [one.uid for one in await house.store.messages.snapshot(mailbox.id)] == list(range(1, 16))


def test_drift_is_no_jump() -> None:
    clock = Clock()
    watch = ClockWatch(clock, clock.steady)
    for _ in range(100):
        clock.wrong_by += 60
        assert watch.by == 0.0
    clock.wrong_by -= 3600
    assert watch.by == -3600
    watch.followed(-3600)
    assert watch.by == 0.0


async def test_an_hour_is_had_before_a_message_is_given_up_offline(house: House) -> None:
    queue_id = await waiting(house)
    await house.manager.stop()
    house.clock.wrong_by = YEAR
    house.manager = QueueManager(house.store, house, house.agent, house.clock, steady=house.clock.steady)
    await house.manager._end_outlived()
    assert await house.store.queue.entry(queue_id) is not None
    assert house.manager.in_hand == 0
    house.clock.now += 3600
    await house.manager._end_outlived()
    while await house.store.queue.entry(queue_id):
        await asyncio.sleep(0.01)
    (report,) = await house.inbox("chris")
    assert b"Status: 5.4.7" in report
