"""Accounts and their mailboxes: names, UIDVALIDITY, subscriptions, STATUS."""

from typing import Any

import pytest

from homemail.mail.flags import DELETED, SEEN
from homemail.store.errors import AccountExists, InboxIsFixed, MailboxExists, NoSuchAccount, NoSuchMailbox
from homemail.store.values import FlagOp, NewMessage


async def test_a_new_account_has_the_mailboxes_clients_look_for(house: Any) -> None:
    listed = await house.store.mailboxes.list(house.bob.id)
    assert {(mailbox.name, mailbox.special_use) for mailbox in listed} == {
        ("INBOX", None),
        ("Drafts", "\\Drafts"),
        ("Sent", "\\Sent"),
        ("Junk", "\\Junk"),
        ("Trash", "\\Trash"),
        ("Archive", "\\Archive"),
    }
    assert all(mailbox.subscribed for mailbox in listed)


async def test_account_names_are_compared_without_case(house: Any) -> None:
    with pytest.raises(AccountExists):
        await house.store.accounts.add("BOB", "", "")
    assert await house.store.accounts.find("Bob") == house.bob
    assert house.store.accounts.names == {"bob"}


async def test_a_removed_account_takes_its_mail_along(house: Any) -> None:
    await house.store.accept(house.to_bob())
    await house.store.accounts.set_password(house.bob.id, "other")
    assert (await house.store.accounts.list())[0].password_hash == "other"
    await house.store.accounts.remove(house.bob.id)
    assert house.store.accounts.names == frozenset()
    assert await house.store.sweep.unreferenced(0) == 1
    with pytest.raises(NoSuchAccount):
        await house.store.accounts.remove(house.bob.id)
    with pytest.raises(NoSuchMailbox):
        await house.store.messages.snapshot(house.inbox.id)


async def test_uidvalidity_grows_when_a_mailbox_is_made_again(house: Any) -> None:
    seen = []
    for _ in range(3):
        mailbox = await house.store.mailboxes.create(house.bob.id, "Work")
        seen.append(mailbox.uidvalidity)
        await house.store.mailboxes.delete(mailbox.id)
        house.clock.now -= 5  # not even a clock that is set back repeats one
    assert seen == sorted(set(seen))
    assert len(seen) == 3


async def test_inbox_is_found_in_any_case_and_stays(house: Any) -> None:
    assert await house.store.mailboxes.find(house.bob.id, "inBox") == house.inbox
    assert (await house.store.mailboxes.create(house.bob.id, "inbox.Sub")).name == "INBOX.Sub"
    with pytest.raises(InboxIsFixed):
        await house.store.mailboxes.delete(house.inbox.id)
    with pytest.raises(MailboxExists):
        await house.store.mailboxes.create(house.bob.id, "Inbox")


async def test_renaming_takes_those_below_along(house: Any) -> None:
    for name in ("a", "a.b", "a.b.c", "ab"):
        await house.store.mailboxes.create(house.bob.id, name)
    await house.store.mailboxes.rename((await house.mailbox("a")).id, "z")
    names = {mailbox.name for mailbox in await house.store.mailboxes.list(house.bob.id)}
    assert {"z", "z.b", "z.b.c", "ab"} <= names
    assert not {"a", "a.b"} & names
    with pytest.raises(MailboxExists):
        await house.store.mailboxes.rename((await house.mailbox("z")).id, "ab")


async def test_renaming_inbox_moves_its_messages_and_leaves_an_empty_one(house: Any) -> None:
    await house.store.accept(house.to_bob())
    before = await house.mailbox("INBOX")
    await house.store.mailboxes.rename(house.inbox.id, "Old")
    assert [m.uid for m in await house.store.messages.snapshot((await house.mailbox("Old")).id)] == [1]
    delta = await house.store.messages.changed_since(house.inbox.id, before.highestmodseq)
    assert (delta.changed, delta.vanished) == ([], [1])
    await house.store.accept(house.to_bob())
    assert [m.uid for m in await house.store.messages.snapshot(house.inbox.id)] == [2]


async def test_a_subscription_needs_no_mailbox(house: Any) -> None:
    await house.store.mailboxes.set_subscribed(house.bob.id, "Gone", True)
    await house.store.mailboxes.set_subscribed(house.bob.id, "Junk", False)
    assert "Gone" in await house.store.mailboxes.subscriptions(house.bob.id)
    assert not (await house.mailbox("Junk")).subscribed


async def test_status_counts(house: Any) -> None:
    messages = house.store.messages
    items = [NewMessage(b"12345", frozenset(flags)) for flags in ((), (SEEN,), (SEEN, DELETED))]
    await messages.append(house.inbox.id, items)
    status = await house.store.mailboxes.status(house.inbox.id)
    assert (status.messages, status.recent, status.unseen, status.deleted, status.size) == (3, 3, 1, 1, 15)
    assert await messages.claim_recent(house.inbox.id, 2) == 1
    assert await messages.claim_recent(house.inbox.id, 3) == 3
    assert await messages.claim_recent(house.inbox.id, 3) == 4
    await messages.set_flags(house.inbox.id, [1], FlagOp.ADD, [SEEN])
    status = await house.store.mailboxes.status(house.inbox.id)
    assert (status.recent, status.unseen, status.uidnext) == (0, 0, 4)
