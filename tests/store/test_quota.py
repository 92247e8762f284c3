"""What people keep is counted exactly, whatever they do; what they may keep is kept to."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homemail.mail.flags import DELETED
from homemail.store.errors import NoSuchAccount, OverQuota
from homemail.store.quota import NOTHING, Limits, OwnLimits, Use
from homemail.store.values import FlagOp, NewMessage


def summed(store: Any) -> Any:
    """The use of everybody by a look at every message."""
    statement = (
        "SELECT account_id, COALESCE(SUM(message.size), 0), COUNT(message.uid) FROM mailbox"
        " LEFT JOIN message ON message.mailbox_id = mailbox.id GROUP BY account_id"
    )
    return store.database.read(
        lambda connection: {number: Use(*use) for number, *use in connection.execute(statement)},
    )


async def act(house: Any, chance: random.Random) -> None:
    """One thing that a person, a program or the mail does."""
    store = house.store
    boxes = await store.mailboxes.list(chance.choice(await store.accounts.list()).id)
    every = [box for account in await store.accounts.list() for box in await store.mailboxes.list(account.id)]
    source, target = chance.choice(boxes), chance.choice(every)
    uids = [one.uid for one in await store.messages.snapshot(source.id)]
    some = chance.sample(uids, min(len(uids), chance.randint(0, 5)))
    content = b"Subject: x\r\n\r\n" + b"x" * chance.choice((0, 10, 500, 300_000))
    match chance.randint(0, 11):
        case 0 | 1:
            await store.accept(house.to_bob(content))
        case 2 | 3:
            await store.messages.append(target.id, [NewMessage(content)] * chance.randint(1, 3))
        case 4:
            await store.messages.copy(source.id, some, target.id)
        case 5:
            await store.messages.move(source.id, some, target.id)
        case 6:
            await store.messages.set_flags(source.id, some, FlagOp.ADD, [DELETED])
            await store.messages.expunge(source.id)
        case 7:
            await store.messages.delete(source.id, some)
        case 8 if uids:
            await store.messages.replace(source.id, uids[0], target.id, NewMessage(content))
        case 9 if source.name != "INBOX":
            await store.mailboxes.delete(source.id)
            await store.mailboxes.create(source.account_id, source.name, source.special_use)
        case 10:
            name = f"moved{chance.randint(0, 10**9)}"
            await store.mailboxes.rename(source.id, name)
        case _:
            pass


@settings(max_examples=25, deadline=None)
@given(st.integers())
async def test_counts_are_what_a_look_at_every_message_finds(tmp_path_factory: Any, seed: int) -> None:
    from homemail.store.store import Store
    from tests.store.conftest import Clock, House

    store = await Store.open(tmp_path_factory.mktemp("store"), Clock(), floor=0, reserve=0)
    try:
        bob = await store.accounts.add("bob", "Bob", "hash")
        await store.accounts.add("ann", "Ann", "hash")
        inbox = await store.mailboxes.find(bob.id, "INBOX")
        assert inbox is not None
        house = House(store, Clock(), bob, inbox)
        chance = random.Random(seed)
        for _ in range(25):
            await act(house, chance)
        assert await store.quotas.uses() == await summed(store)
        for account_id, use in (await summed(store)).items():
            assert await store.quotas.use_of(account_id) == use
    finally:
        await store.close()


def limit(house: Any, storage: int = 0, messages: int = 0) -> None:
    house.store.quotas.defaults = Limits(storage, messages)


async def fill(house: Any, mailbox: Any, *sizes: int) -> Any:
    return await house.store.messages.append(mailbox.id, [NewMessage(b"x" * size) for size in sizes])


async def test_nobody_is_limited_by_default(house: Any) -> None:
    assert not house.store.quotas.in_force
    await fill(house, house.inbox, *[1000] * 50)
    assert await house.store.quotas.full([house.bob.id], 10**9) == frozenset()


async def test_what_fits_exactly_is_taken_and_one_octet_more_is_not(house: Any) -> None:
    limit(house, storage=1000)
    await fill(house, house.inbox, 999)
    assert await house.store.quotas.full([house.bob.id]) == frozenset()
    assert await house.store.quotas.full([house.bob.id], 2) == {house.bob.id}
    with pytest.raises(OverQuota):
        await fill(house, house.inbox, 1, 1)
    await fill(house, house.inbox, 1)
    assert await house.store.quotas.full([house.bob.id]) == {house.bob.id}
    assert await house.store.quotas.use_of(house.bob.id) == Use(1000, 2)


async def test_messages_are_limited_by_their_number(house: Any) -> None:
    limit(house, messages=3)
    with pytest.raises(OverQuota):
        await fill(house, house.inbox, 1, 1, 1, 1)
    assert await house.store.quotas.use_of(house.bob.id) == NOTHING
    await fill(house, house.inbox, 1, 1, 1)
    assert await house.store.quotas.full([house.bob.id]) == {house.bob.id}


async def test_full_mailboxes_take_what_was_accepted(house: Any) -> None:
    limit(house, storage=10)
    await house.store.accept(house.to_bob())
    assert (await house.store.quotas.use_of(house.bob.id)).messages == 1


async def test_copies_count_and_moves_within_an_account_are_free(house: Any) -> None:
    limit(house, storage=1500)
    (uid,) = (await fill(house, house.inbox, 1000)).uids
    archive = await house.mailbox("Archive")
    with pytest.raises(OverQuota):
        await house.store.messages.copy(house.inbox.id, [uid], archive.id)
    limit(house, storage=10)  # full, and over
    moved = await house.store.messages.move(house.inbox.id, [uid], archive.id)
    assert moved.source_uids == [uid]


async def test_a_move_to_somebody_else_needs_room_there(house: Any) -> None:
    ann = await house.store.accounts.add("ann", "", "hash")
    hers = await house.store.mailboxes.find(ann.id, "INBOX")
    (uid,) = (await fill(house, house.inbox, 1000)).uids
    await house.store.quotas.set(ann.id, OwnLimits(storage=500))
    with pytest.raises(OverQuota):
        await house.store.messages.move(house.inbox.id, [uid], hers.id)
    assert await house.store.quotas.use_of(house.bob.id) == Use(1000, 1)


async def test_programs_without_move_can_delete_into_the_trash_of_a_full_mailbox(house: Any) -> None:
    limit(house, storage=1000)
    uids = (await fill(house, house.inbox, 90, 90, 820)).uids
    trash = await house.mailbox("Trash")
    await house.store.messages.copy(house.inbox.id, uids[:1], trash.id)
    with pytest.raises(OverQuota):  # there is an end to it
        await house.store.messages.copy(house.inbox.id, uids[1:2], trash.id)
    await house.store.messages.delete(house.inbox.id, uids[:1])
    await house.store.messages.copy(house.inbox.id, uids[1:2], trash.id)


async def test_a_draft_is_replaced_by_one_that_is_no_larger_where_nothing_else_fits(house: Any) -> None:
    limit(house, storage=1000, messages=1)
    (uid,) = (await fill(house, house.inbox, 900)).uids
    with pytest.raises(OverQuota):
        await house.store.messages.replace(house.inbox.id, uid, house.inbox.id, NewMessage(b"x" * 1001))
    await house.store.messages.replace(house.inbox.id, uid, house.inbox.id, NewMessage(b"x" * 1000))


async def test_one_persons_limits_go_before_those_of_all(house: Any, reopen: Any) -> None:
    quotas = house.store.quotas
    limit(house, storage=1000, messages=10)
    await quotas.set(house.bob.id, OwnLimits(storage=0))
    assert quotas.limits_of(house.bob.id) == Limits(0, 10)
    await quotas.set(house.bob.id, OwnLimits(2000, 20))
    limit(house)
    await house.store.close()
    house.store = await reopen()
    assert house.store.quotas.limits_of(house.bob.id) == Limits(2000, 20)
    assert house.store.quotas.in_force
    await house.store.quotas.set(house.bob.id, OwnLimits())
    assert not house.store.quotas.in_force
    with pytest.raises(NoSuchAccount):
        await house.store.quotas.set(99, OwnLimits(1))


async def test_who_was_told_is_known_after_a_restart_and_gone_with_the_account(house: Any, reopen: Any) -> None:
    await house.store.quota_warnings.tell(house.bob.id, 80, house.to_bob())
    await house.store.close()
    house.store = await reopen()
    assert await house.store.quota_warnings.told(house.bob.id) == 80
    assert (await house.store.mailboxes.status(house.inbox.id)).messages == 1
    await house.store.accounts.remove(house.bob.id)
    assert await house.store.quota_warnings.told(house.bob.id) == 0
    with pytest.raises(NoSuchAccount):
        await house.store.quota_warnings.tell(house.bob.id, 80)


async def test_what_the_family_owns_has_no_limit(house: Any) -> None:
    await house.store.database.write(lambda transaction: transaction.execute("UPDATE account SET kind = 'family'"))
    limit(house, storage=10)
    await fill(house, house.inbox, 1000)
    assert await house.store.quotas.full([house.bob.id]) == frozenset()
