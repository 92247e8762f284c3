"""Who may do what in a mailbox, as the store keeps it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homemail.mail.rights import ALL, ORDER, permitted
from homemail.store.changes import Change, MailboxListChanged
from homemail.store.values import FlagOp, NewMessage

FLAGS = st.frozensets(st.sampled_from(["\\Seen", "\\Deleted", "\\Flagged", "\\Draft", "work"]))


def give(letters: str) -> Any:
    return lambda _: frozenset(letters)


async def test_rights_are_what_name_and_anyone_have_together(house: Any) -> None:
    store, bob = house.store, house.bob
    alice = await store.accounts.add("Alice", "", "hash")
    mailbox = await store.mailboxes.create(alice.id, "Projects")
    await store.acl.change(mailbox.id, "bob", give("l"))
    await store.acl.change(mailbox.id, "anyone", give("r"))
    (shared,) = await store.acl.shared_with(bob)
    assert (shared.mailbox.name, shared.owner, shared.rights) == ("Projects", "Alice", frozenset("lr"))
    assert await store.acl.shared_with(alice) == []
    assert await store.acl.of(mailbox.id) == {"anyone": frozenset("r"), "bob": frozenset("l")}


async def test_somebody_who_is_removed_leaves_no_rights_to_the_next_of_that_name(house: Any) -> None:
    store, bob = house.store, house.bob
    alice = await store.accounts.add("Alice", "", "hash")
    mailbox = await store.mailboxes.create(alice.id, "Projects")
    await store.acl.change(mailbox.id, "bob", give("lr"))
    await store.accounts.remove(bob.id)
    assert await store.acl.of(mailbox.id) == {}
    again = await store.accounts.add("Bob", "", "hash")
    assert await store.acl.shared_with(again) == []


async def test_a_mailbox_takes_its_rights_with_it_and_gives_them_to_those_made_below(house: Any) -> None:
    store, bob = house.store, house.bob
    alice = await store.accounts.add("Alice", "", "hash")
    mailbox = await store.mailboxes.create(alice.id, "Projects")
    await store.acl.change(mailbox.id, "bob", give("lr"))
    await store.mailboxes.create(alice.id, "Projects.a.b")
    await store.mailboxes.rename(mailbox.id, "Plans")
    assert [shared.mailbox.name for shared in await store.acl.shared_with(bob)] == ["Plans", "Plans.a.b"]
    await store.mailboxes.delete(mailbox.id)
    again = await store.mailboxes.create(alice.id, "Plans")
    assert await store.acl.of(again.id) == {}


async def test_the_family_is_nobody(house: Any) -> None:
    store = house.store
    family = await store.accounts.family()
    assert await store.accounts.family() == family
    assert store.accounts.names == {"bob"}
    assert [account.name for account in await store.accounts.list()] == ["bob"]
    assert await store.accounts.find(":family") is None
    assert await store.mailboxes.list(family) == []


async def test_whose_view_changes_is_told(house: Any) -> None:
    store, bob = house.store, house.bob
    alice = await store.accounts.add("Alice", "", "hash")
    carol = await store.accounts.add("carol", "", "hash")
    mailbox = await store.mailboxes.create(alice.id, "Projects")
    heard: list[int] = []

    def hear(change: Change) -> None:
        if isinstance(change, MailboxListChanged):
            heard.append(change.account_id)

    store.changes.listen(hear)
    await store.acl.change(mailbox.id, "bob", give("lr"))
    assert set(heard) == {alice.id, bob.id}
    heard.clear()
    await store.mailboxes.rename(mailbox.id, "Plans")
    assert set(heard) == {alice.id, bob.id}
    heard.clear()
    await store.acl.change(mailbox.id, "bob", give(""))
    assert set(heard) == {alice.id, bob.id}
    heard.clear()
    await store.acl.change(mailbox.id, "anyone", give("lr"))
    await store.mailboxes.delete(mailbox.id)
    assert set(heard) == {alice.id, bob.id, carol.id}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(before=FLAGS, given_flags=FLAGS, rights=st.frozensets(st.sampled_from(ORDER)), operation=st.sampled_from(FlagOp))
@pytest.mark.asyncio
async def test_flags_change_as_far_as_rights_go(
    house: Any, before: frozenset[str], given_flags: frozenset[str], rights: frozenset[str], operation: FlagOp
) -> None:
    store, inbox = house.store, house.inbox
    (uid,) = (await store.messages.append(inbox.id, [NewMessage(b"A: B\r\n\r\n", before)])).uids
    await store.messages.set_flags(inbox.id, [uid], operation, given_flags, rights=rights)
    (row,) = await store.messages.rows(inbox.id, [uid])
    whole = {FlagOp.ADD: before | given_flags, FlagOp.REMOVE: before - given_flags, FlagOp.REPLACE: given_flags}
    assert row.flags == permitted(whole[operation], rights) | permitted(before, ALL - rights)
    trash = await house.mailbox("Trash")
    result = await store.messages.copy(inbox.id, [uid], trash.id, rights=rights)
    (copied,) = await store.messages.rows(trash.id, result.target_uids)
    assert copied.flags == permitted(row.flags, rights)
