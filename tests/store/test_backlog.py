"""What reading asks for is made ready behind the deliveries, in pieces, when it is quiet."""

import asyncio
from typing import Any

import pytest

from homemail.store import backlog
from homemail.store.backlog import Backlog
from homemail.store.errors import StoreUnavailable
from homemail.store.values import NewMessage

PATIENCE = 30.0
TABLES = ("parsed", "sort_key", "header_text", "body_text")


class Maker:
    """Has some pieces to make; remembers when it was asked."""

    def __init__(self, pieces: int, fault: Exception | None = None) -> None:
        self.pieces, self.fault = pieces, fault
        self.asked: list[float] = []

    async def fill_some(self, limit: int) -> int:
        self.asked.append(asyncio.get_running_loop().time())
        if self.fault is not None:
            fault, self.fault = self.fault, None
            raise fault
        self.pieces -= 1
        return 0 if self.pieces < 0 else limit


@pytest.fixture(autouse=True)
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "FIRST", 0.0)
    monkeypatch.setattr(backlog, "QUIET", 0.2)


async def until(condition: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await condition():
            await asyncio.sleep(0.02)


async def test_imported_messages_are_ready_soon(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "AT_ONCE", 7)
    store = house.store
    working = Backlog((store.search, store.ordering, store.messages._parsed), store.changes)
    working.start()

    async def is_ready() -> bool:
        counts = await store.database.read(
            lambda connection: [connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES]
        )
        return min(counts) == expected

    for expected in (40, 41):
        await store.messages.append(
            house.inbox.id, [NewMessage(b"Subject: x\r\n\r\nhi\r\n")] * (40 if expected == 40 else 1)
        )
        await until(is_ready)
    await working.stop()


async def test_no_piece_is_made_while_messages_come(house: Any) -> None:
    maker = Maker(1000)
    working = Backlog((maker,), house.store.changes)
    working.start()
    for _ in range(10):
        await house.store.accept(house.to_bob())
        await asyncio.sleep(0.01)
    last = working._changed_at
    during = [moment for moment in maker.asked if moment < last]

    async def has_worked() -> bool:
        return len(maker.asked) > len(during)

    await until(has_worked)
    assert maker.asked[len(during)] - last > 0.19
    await working.stop()


async def test_a_house_that_is_never_quiet_gets_it_done_nevertheless(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog, "PATIENCE", 0.1)
    monkeypatch.setattr(backlog, "QUIET", 3600.0)
    maker = Maker(3)
    working = Backlog((maker,), house.store.changes)
    working.start()
    await house.store.accept(house.to_bob())

    async def is_done() -> bool:
        return maker.pieces < 0

    await until(is_done)
    await working.stop()


async def test_after_a_failure_it_is_tried_again(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "AFTER_FAILURE", 0.05)
    maker = Maker(2, StoreUnavailable("the disk does not answer"))
    working = Backlog((maker,), house.store.changes)
    working.start()

    async def is_done() -> bool:
        return maker.pieces < 0

    await until(is_done)
    asked = len(maker.asked)
    await asyncio.sleep(0.3)
    assert len(maker.asked) == asked, "nothing came, nothing wakes"
    await working.stop()
