"""Counts by the minute: kept, replaced, forgotten when they are old, and never in the way of other counters."""

from tests.store.conftest import House


async def test_tallies_are_kept_replaced_and_forgotten(house: House) -> None:
    tallies = house.store.tallies
    assert await tallies.load() == []
    await tallies.save([("messages anna", 100, 2), ("relay a smtp.isp.example é x", 101, 1)], forget_before=40)
    await tallies.save([("messages anna", 100, 3)], forget_before=40)
    assert sorted(await tallies.load()) == [("messages anna", 100, 3), ("relay a smtp.isp.example é x", 101, 1)]
    await tallies.save([("messages anna", 161, 1)], forget_before=101)
    assert sorted(await tallies.load()) == [("messages anna", 161, 1), ("relay a smtp.isp.example é x", 101, 1)]
    # UIDVALIDITY lives beside them
    await house.store.mailboxes.create(house.bob.id, "Later")
    await tallies.save([], forget_before=10_000_000_000)
    assert await tallies.load() == []
    first = await house.store.mailboxes.create(house.bob.id, "Latest")
    assert first.uidvalidity > house.inbox.uidvalidity
