"""A real store in a temporary folder, with one account; nothing is mocked but the clock."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from homemail.mail.address import Address, ReversePath
from homemail.store.store import Store
from homemail.store.values import Acceptance, Account, LocalCopy, Mailbox, RemoteRecipient


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class House:
    """A store, its account bob, and short words for what tests do all the time."""

    store: Store
    clock: Clock
    bob: Account
    inbox: Mailbox
    extra: dict[str, Any] = field(default_factory=dict)

    def to_bob(self, content: bytes = b"Subject: hello\r\n\r\nhi\r\n", **more: Any) -> Acceptance:
        address = Address.parse("bob@home.example")
        more.setdefault("local", (LocalCopy(self.bob.id, address, address, b"Return-Path: <>\r\n"),))
        return Acceptance(self.store.new_queue_id(), content, self.clock(), ReversePath.null(), **more)

    def outgoing(self, *recipients: str, **more: Any) -> Acceptance:
        addresses = [Address.parse(text) for text in recipients]
        remote = tuple(RemoteRecipient(address, address) for address in addresses)
        return self.to_bob(local=(), remote=remote, **more)

    async def mailbox(self, name: str) -> Mailbox:
        found = await self.store.mailboxes.find(self.bob.id, name)
        assert found is not None
        return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def house(tmp_path: Path, clock: Clock) -> AsyncIterator[House]:
    store = await Store.open(tmp_path, clock, floor=0, reserve=0)
    bob = await store.accounts.add("bob", "Bob", "hash")
    inbox = await store.mailboxes.find(bob.id, "INBOX")
    assert inbox is not None
    yield House(store, clock, bob, inbox)
    await store.close()


@pytest.fixture
def reopen(tmp_path: Path, clock: Clock) -> Callable[[], Any]:
    return lambda: Store.open(tmp_path, clock, floor=0, reserve=0)
