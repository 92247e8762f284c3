"""Mailboxes and shares through their desks, on a real store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from homemail.admin.mailboxes import MailboxDesk
from homemail.admin.shares import ShareDesk
from homemail.control.errors import Refused
from homemail.control.methods.mailboxes import (
    MailboxCreate,
    MailboxList,
    MailboxRemove,
    MailboxRename,
    Share,
    ShareList,
    ShareRemove,
    ShareSet,
)
from homemail.store.store import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path, floor=0, reserve=0)
    for name in ("Alice", "bob"):
        await store.accounts.add(name, "", "hash")
    yield store
    await store.close()


async def test_a_family_mailbox_is_made_shared_renamed_and_removed(store: Store) -> None:
    mailboxes, shares = MailboxDesk(store), ShareDesk(store)
    assert "nobody sees it" in (await mailboxes.create(MailboxCreate("Bills"))).message
    await shares.set(ShareSet("Bills", "anyone", "read"))
    await shares.set(ShareSet("Bills", "Bob", "write"))
    assert "nobody" not in (await mailboxes.create(MailboxCreate("Bills.2024"))).message
    listed = (await shares.list(ShareList(""))).shares
    assert listed == (
        Share("", "Bills", "anyone", "lrs"),
        Share("", "Bills", "bob", "lrswipte"),
        Share("", "Bills.2024", "anyone", "lrs"),
        Share("", "Bills.2024", "bob", "lrswipte"),
    )
    await mailboxes.rename(MailboxRename("Bills", "Invoices"))
    await shares.remove(ShareRemove("Invoices.2024", "bob"))
    assert [one.mailbox for one in (await shares.list(ShareList())).shares] == [
        "Invoices", "Invoices", "Invoices.2024",
    ]  # fmt: skip
    await mailboxes.remove(MailboxRemove("Invoices"))
    assert [one.name for one in (await mailboxes.list(MailboxList(""))).mailboxes] == ["Invoices.2024"]
    everything = (await mailboxes.list(MailboxList())).mailboxes
    assert [one.owner for one in everything] == [""] + ["Alice"] * 6 + ["bob"] * 6


async def test_what_cannot_be_is_refused_in_a_line(store: Store) -> None:
    mailboxes, shares = MailboxDesk(store), ShareDesk(store)
    await mailboxes.create(MailboxCreate("Projects", "alice"))
    refused = (
        mailboxes.create(MailboxCreate("Projects", "alice")),
        mailboxes.create(MailboxCreate("a..b")),
        mailboxes.create(MailboxCreate("a%")),
        mailboxes.create(MailboxCreate("x", "nobody")),
        mailboxes.remove(MailboxRemove("INBOX", "alice")),
        mailboxes.remove(MailboxRemove("None", "alice")),
        mailboxes.rename(MailboxRename("inbox", "x", "alice")),
        mailboxes.rename(MailboxRename("None", "x", "alice")),
        mailboxes.rename(MailboxRename("Projects", "Trash", "alice")),
        mailboxes.list(MailboxList("nobody")),
        shares.set(ShareSet("Projects", "alice", "read", "alice")),
        shares.set(ShareSet("Projects", "nobody", "read", "alice")),
        shares.set(ShareSet("Projects", "bob", "reed", "alice")),
        shares.set(ShareSet("Projects", "bob", "", "alice")),
        shares.set(ShareSet("None", "bob", "lr", "alice")),
        shares.remove(ShareRemove("Projects", "bob", "alice")),
    )
    for call in refused:
        with pytest.raises(Refused) as fault:
            await call
        assert "\n" not in str(fault.value)
