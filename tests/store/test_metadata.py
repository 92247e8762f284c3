"""Annotations: private and shared, of mailboxes and of the server, and what becomes of them."""

from typing import Any

import pytest

from homemail.mail.ids import AccountId
from homemail.store.changes import Change, MailboxListChanged, MetadataChanged
from homemail.store.errors import NoSuchMailbox, TooManyEntries, UseTaken
from homemail.store.metadata import ENTRIES_MAX, SERVER


async def test_private_ones_are_a_persons_own_and_shared_ones_everybodys(house: Any) -> None:
    metadata = house.store.metadata
    ann = await house.store.accounts.add("ann", "Ann", "hash")
    await metadata.set(house.inbox.id, house.bob.id, {"/private/comment": b"mine", "/shared/comment": b"ours\0"})
    await metadata.set(house.inbox.id, ann.id, {"/private/comment": b"hers"})
    assert await metadata.value(house.inbox.id, house.bob.id, "/private/comment") == b"mine"
    assert await metadata.value(house.inbox.id, ann.id, "/private/comment") == b"hers"
    assert await metadata.value(house.inbox.id, ann.id, "/shared/comment") == b"ours\0"
    assert await metadata.sizes(house.inbox.id, house.bob.id) == {"/private/comment": 4, "/shared/comment": 5}
    await metadata.set(house.inbox.id, house.bob.id, {"/private/comment": None, "/shared/none": None})
    assert await metadata.sizes(house.inbox.id, house.bob.id) == {"/shared/comment": 5}
    await metadata.set(SERVER, ann.id, {"/private/x": b""})
    assert await metadata.value(SERVER, ann.id, "/private/x") == b""
    assert await metadata.value(SERVER, house.bob.id, "/private/x") is None


async def test_too_many_are_refused_as_a_whole(house: Any) -> None:
    metadata, place = house.store.metadata, (house.inbox.id, house.bob.id)
    with pytest.raises(TooManyEntries):
        await metadata.set(*place, {f"/private/{number}": b"x" for number in range(ENTRIES_MAX + 1)})
    assert await metadata.sizes(*place) == {}
    await metadata.set(*place, {f"/private/{number}": b"x" for number in range(ENTRIES_MAX)})
    await metadata.set(*place, {"/private/0": b"again", "/shared/one": b"elsewhere"})
    await metadata.set(*place, {"/private/new": b"x", "/private/1": None})


async def test_special_use_is_an_entry_that_makes_the_mailbox_special(house: Any) -> None:
    metadata, drafts = house.store.metadata, await house.mailbox("Drafts")
    entry = "/private/specialuse"
    assert await metadata.value(drafts.id, house.bob.id, entry) == b"\\Drafts"
    assert await metadata.sizes(drafts.id, house.bob.id) == {entry: 7}
    assert await metadata.value(drafts.id, AccountId(99), entry) is None
    work = await house.store.mailboxes.create(house.bob.id, "Work")
    with pytest.raises(UseTaken):
        await metadata.set(work.id, house.bob.id, {"/private/comment": b"x", entry: b"\\Drafts"})
    assert await metadata.sizes(work.id, house.bob.id) == {}
    heard: list[Change] = []
    house.store.changes.listen(heard.append)
    await metadata.set(drafts.id, house.bob.id, {entry: None})
    await metadata.set(work.id, house.bob.id, {entry: b"\\Drafts"})
    assert (await house.mailbox("Work")).special_use == "\\Drafts"
    assert (await house.mailbox("Drafts")).special_use is None
    assert heard.count(MailboxListChanged(house.bob.id)) == 2


async def test_they_go_with_their_mailbox_and_their_person_and_stay_at_a_rename(house: Any) -> None:
    metadata = house.store.metadata
    ann = await house.store.accounts.add("ann", "Ann", "hash")
    work = await house.store.mailboxes.create(house.bob.id, "Work")
    for person in (house.bob.id, ann.id):
        await metadata.set(work.id, person, {"/private/comment": b"x", "/shared/comment": b"y"})
    await house.store.mailboxes.rename(work.id, "Play")
    assert len(await metadata.sizes(work.id, ann.id)) == 2
    await house.store.accounts.remove(ann.id)
    assert await metadata.sizes(work.id, ann.id) == {"/shared/comment": 1}
    await house.store.mailboxes.delete(work.id)
    with pytest.raises(NoSuchMailbox):
        await metadata.set(work.id, house.bob.id, {"/private/comment": b"x"})
    rows = await house.store.database.read(lambda connection: connection.execute("SELECT * FROM metadata").fetchall())
    assert rows == []


async def test_listeners_hear_which_entries_changed_and_for_whom(house: Any) -> None:
    heard: list[Change] = []
    house.store.changes.listen(heard.append)
    values = {"/private/a": b"1", "/shared/b": None, "/private/c": b"2"}
    await house.store.metadata.set(house.inbox.id, house.bob.id, values, by=7)
    assert heard == [
        MetadataChanged(house.bob.id, house.inbox.id, ("/private/a", "/private/c"), house.bob.id, 7),
        MetadataChanged(house.bob.id, house.inbox.id, ("/shared/b",), AccountId(0), 7),
    ]
