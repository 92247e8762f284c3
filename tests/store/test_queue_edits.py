"""What an operator does to many entries, and to the recipients of one, on disk."""

from typing import Any

from homemail.mail.address import Address, ReversePath
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence
from homemail.store.values import Choice, QueueCounts, RemoteRecipient, Settlement

WAITS = Outcome.delayed("4.4.1", "connection timed out", "mx.example.net[192.0.2.1]:25")


async def queued(house: Any, *recipients: str, sender: str = "") -> Any:
    path = ReversePath(Address.parse(sender)) if sender else ReversePath.null()
    acceptance = house.outgoing(*recipients)
    acceptance = type(acceptance)(**{**fields(acceptance), "reverse_path": path})
    await house.store.accept(acceptance)
    return acceptance.queue_id


def fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


async def told(house: Any, queue_id: Any) -> list[str]:
    return [event.text for event in await house.store.history.of(queue_id) if event.kind == "queue"]


async def test_entries_are_chosen_by_id_sender_and_destination(house: Any) -> None:
    one = await queued(house, "ann@example.net", sender="chris@home.example")
    two = await queued(house, "eve@sub.example.net", "Ann@EXAMPLE.org", sender="zoe@home.example")
    three = await queued(house, "ann@notexample.net")

    async def chosen(**words: Any) -> list[Any]:
        return list(await house.store.queue_edits.chosen(Choice(house.clock(), **words), 9))

    assert await chosen() == [one, two, three]
    assert await chosen(destination="example.net") == [one]
    assert await chosen(destination="@example.org") == [two]
    assert await chosen(destination="ann@example.ORG") == [two]
    assert await chosen(sender="home.example") == [one, two]
    assert await chosen(sender="zoe@home.example") == [two]
    assert await chosen(sender="") == [three]
    assert await chosen(queue_ids=(three, one), sender="home.example") == [one]
    assert list(await house.store.queue_edits.chosen(Choice(house.clock()), 1, one)) == [two]
    assert list(await house.store.queue_edits.chosen(Choice(house.clock() - 1), 9)) == []


async def test_hold_and_release_of_many_count_those_that_changed(house: Any) -> None:
    edits, queue = house.store.queue_edits, house.store.queue
    ids = [await queued(house, "ann@example.net") for _ in range(3)]
    assert await edits.set_hold(ids[:2], True) == 2
    assert await edits.set_hold(ids, True) == 1
    assert await queue.counts() == QueueCounts(0, 0, 3)
    assert await queue.due(house.clock(), 9) == []
    assert await edits.set_hold(ids, False) == 3
    assert await told(house, ids[0]) == ["held by the operator", "released by the operator"]


async def test_deleting_a_destination_leaves_the_other_recipients(house: Any) -> None:
    both = await queued(house, "ann@example.net", "eve@example.org")
    one = await queued(house, "ann@example.net")
    assert await house.store.queue_edits.delete([both, one], "example.net") == [one]
    (left,) = (await house.store.queue.entry(both)).recipients
    assert str(left.address) == "eve@example.org"
    assert await told(house, both) == ["ann@example.net deleted by the operator"]
    assert await told(house, one) == ["deleted by the operator"]
    assert await house.store.sweep.unreferenced(0) == 1


async def test_flush_and_next_hop_of_a_destination(house: Any) -> None:
    edits, queue = house.store.queue_edits, house.store.queue
    queue_id = await queued(house, "ann@example.net", "eve@example.org")
    ids = [one.id for one in await queue.due(house.clock(), 9)]
    await queue.settle(queue_id, [Settlement(each, WAITS, house.clock() + 1800) for each in ids])
    assert await edits.flush([queue_id], "example.org") == 1
    assert [str(one.address) for one in await queue.due(house.clock(), 9)] == ["eve@example.org"]
    assert await edits.reroute([queue_id], "mx", "example.net") == 1
    ann, eve = (await queue.entry(queue_id)).recipients
    assert (ann.route, eve.route) == ("mx", "")
    assert len(await queue.due(house.clock(), 9)) == 2
    await edits.reroute([queue_id], "")
    assert (await told(house, queue_id))[0] == (
        "ann@example.net: next hop changed by the operator from as the settings say to mx"
    )


async def test_recipients_for_recipients_or_nothing(house: Any) -> None:
    edits, queue = house.store.queue_edits, house.store.queue
    queue_id = await queued(house, "anne@exmaple.net")
    (wrong,) = (await queue.entry(queue_id)).recipients
    right = Address.parse("anne@example.net")
    words = [Sentence("corrected")]
    assert await edits.replace(queue_id, {wrong.id}, [RemoteRecipient(right, right)], words)
    assert not await edits.replace(queue_id, {wrong.id}, [RemoteRecipient(right, right)], words)
    (left,) = (await queue.entry(queue_id)).recipients
    assert (left.address, left.attempts, left.next_attempt) == (right, 0, house.clock())
    assert await told(house, queue_id) == ["corrected"]
    assert await edits.replace(queue_id, {left.id}, (), words)
    assert await queue.entry(queue_id) is None
