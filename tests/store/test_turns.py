"""Whose turn it is among what waits: a sender's flood does not come before another's letter."""

from dataclasses import replace
from typing import Any

import pytest

from homemail.mail.address import Address, ReversePath
from homemail.mail.outcome import Outcome
from homemail.store.database import Transaction
from homemail.store.turns import SENDERS_MAX
from homemail.store.values import QueuedRecipient, Settlement, turn_of

LATER = Outcome.delayed("4.4.1", "connection timed out")
GREYLISTED = Outcome.delayed("4.7.1", "come again later")


async def send(house: Any, sender: str, count: int = 1) -> list[str]:
    found = []
    for _ in range(count):
        acceptance = replace(house.outgoing("far@example.net"), reverse_path=ReversePath(Address.parse(sender)))
        await house.store.accept(acceptance)
        found.append(acceptance.queue_id)
        house.clock.now += 1
    return found


def ids(due: list[QueuedRecipient]) -> list[str]:
    return [one.queue_id for one in due]


async def test_senders_take_turns_and_each_keeps_its_order(house: Any) -> None:
    flood, letter = await send(house, "list@home.example", 5), await send(house, "ann@home.example")
    due = await house.store.queue.due(house.clock(), 3)
    assert ids(due) == [flood[0], letter[0], flood[1]]
    assert ids(await house.store.queue.due(house.clock(), 9)) == [flood[0], letter[0], *flood[1:]]
    assert ids(await house.store.queue.due(house.clock(), 9, passed_over=["list@home.example"])) == letter


async def test_with_room_for_one_every_sender_comes_to_its_turn(house: Any) -> None:
    for sender in ("a", "b", "c"):
        await send(house, f"{sender}@home.example", 9)
    found = [(await house.store.queue.due(house.clock(), 1))[0].sender[0] for _ in range(6)]
    assert sorted(found) == ["a", "a", "b", "b", "c", "c"]
    assert sorted(found[:3]) == ["a", "b", "c"]


async def test_more_senders_than_one_look_takes(house: Any) -> None:
    await send(house, "a@home.example")

    def fill(transaction: Transaction) -> None:
        transaction.execute(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
            " INSERT INTO recipient (queue_id, address, original, notify, next_attempt, hold, sender)"
            " SELECT queue_id, 'b@example.net', 'b@example.net', '', next_attempt, 0, printf('s%05d', n)"
            " FROM n, (SELECT queue_id, next_attempt FROM recipient LIMIT 1)",
            (2 * SENDERS_MAX,),
        )

    await house.store.database.write(fill)
    seen: set[str] = set()
    for _ in range(3):
        seen |= {one.sender for one in await house.store.queue.due(house.clock(), 1000)}
    assert len(seen) == 2 * SENDERS_MAX + 1


async def test_a_letter_behind_a_hundred_thousand(house: Any) -> None:
    await send(house, "list@home.example")

    def fill(transaction: Transaction) -> None:
        transaction.execute(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000)"
            " INSERT INTO recipient (queue_id, address, original, notify, next_attempt, hold, sender)"
            " SELECT queue_id, address, original, '', next_attempt, 0, sender FROM n,"
            " (SELECT queue_id, address, original, next_attempt, sender FROM recipient LIMIT 1)"
        )

    await house.store.database.write(fill)
    (letter,) = await send(house, "ann@home.example")
    due = await house.store.queue.due(house.clock(), 200)
    assert len(due) == 200
    assert letter in ids(due)[:2]
    assert ids(await house.store.queue.due(house.clock(), 200, passed_over=["list@home.example"])) == [letter]
    assert await house.store.queue.next_due(passed_over=["list@home.example"]) == house.clock() - 1


async def test_flush_goes_by_the_order_of_arrival(house: Any) -> None:
    queue = house.store.queue
    sent = await send(house, "ann@home.example", 3)
    first, second, _ = await queue.due(house.clock(), 9)
    await queue.settle(first.queue_id, [Settlement(first.id, LATER, house.clock() + 900)])
    await queue.settle(second.queue_id, [Settlement(second.id, GREYLISTED, house.clock() + 300)])
    assert ids(await queue.due(house.clock(), 9)) == [sent[2]]
    await queue.flush_unreached(house.clock())
    assert ids(await queue.due(house.clock(), 9)) == [sent[0], sent[2]]  # who answered is asked again when it said
    await queue.flush(None, house.clock())
    assert ids(await queue.due(house.clock(), 9)) == sent


async def test_what_was_put_off_without_a_try_counts_no_attempt(house: Any) -> None:
    await send(house, "ann@home.example")
    (one,) = await house.store.queue.due(house.clock(), 9)
    before = len(await house.store.history.of(one.queue_id))
    await house.store.queue.settle(one.queue_id, [Settlement(one.id, LATER, house.clock() + 9, is_tried=False)])
    (found,) = (await house.store.queue.entry(one.queue_id)).recipients
    assert (found.attempts, found.next_attempt, found.last_status) == (0, house.clock() + 9, "4.4.1")
    assert len(await house.store.history.of(one.queue_id)) == before


async def test_what_has_outlived_its_time_is_found(house: Any) -> None:
    old, _ = await send(house, "ann@home.example", 2)
    assert ids(await house.store.queue.outlived(house.clock() - 2, 9)) == [old]


@pytest.mark.parametrize(
    ("account", "path", "turn"),
    [
        ("Ann", "list@else.example", "ann"),
        (None, "Ann@Home.example", "ann@home.example"),
        (None, "news+17@list.example", "news@list.example"),
        (None, "news-17-ann=home.example@list.example", "list.example"),
        (None, "", "<>"),
    ],
)
def test_who_takes_a_turn(account: str | None, path: str, turn: str) -> None:
    assert turn_of(account, ReversePath(Address.parse(path)) if path else ReversePath.null()) == turn
