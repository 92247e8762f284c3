"""What was acknowledged is there after kill -9; a second engine is refused; a full disk loses nothing."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from homemail.mail.flags import DELETED
from homemail.store.disk import Disk
from homemail.store.errors import StoreFull, StoreLocked, StoreUnavailable
from homemail.store.store import Store
from homemail.store.values import FlagOp, NewMessage

ROOT = Path(__file__).parents[2]
WRITER = """
import asyncio, sys
from pathlib import Path
from homemail.mail.address import Address, ReversePath
from homemail.store.store import Store
from homemail.store.values import Acceptance, LocalCopy, RemoteRecipient

async def main(folder):
    store = await Store.open(folder, floor=0, reserve=0)
    bob = await store.accounts.find("bob") or await store.accounts.add("bob", "", "")
    address = Address.parse("bob@home.example")
    async def write(large):
        while True:
            name = store.new_queue_id()
            content = b"Message-ID: <%s>\\r\\n\\r\\n" % name.encode()
            if large:
                staging = store.staging()
                staging.write(content + b"x" * 300_000)
                content = staging.finish()
            await store.accept(Acceptance(name, content, 0.0, ReversePath.null(),
                local=(LocalCopy(bob.id, address, address),), remote=(RemoteRecipient(address, address),)))
            sys.stdout.write(name + "\\n")
            sys.stdout.flush()
    await asyncio.gather(*(write(n == 0) for n in range(10)))

asyncio.run(main(Path(sys.argv[1])))
"""


async def test_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged: set[str] = set()
    for round_number in range(4):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(0.1 + 0.07 * round_number)
        writer.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        acknowledged |= {
            line.decode().strip() for line in (first + writer.stdout.read()).splitlines(True) if b"\n" in line
        }
        writer.wait()
        writer.stdout.close()
    started = time.monotonic()
    store = await Store.open(tmp_path, floor=0, reserve=0)
    assert time.monotonic() - started < 30
    bob = await store.accounts.find("bob")
    assert bob is not None
    inbox = await store.mailboxes.find(bob.id, "INBOX")
    assert inbox is not None
    uids = [summary.uid for summary in await store.messages.snapshot(inbox.id)]
    found = []
    for row in await store.messages.rows(inbox.id, uids):
        content = await store.contents.read(row.content)
        assert row.size == len(content)
        found.append(content.split(b">")[0].removeprefix(b"Message-ID: <").decode())
    assert len(found) == len(set(found)), "exactly once"
    assert acknowledged <= set(found)
    assert {entry.queue_id for entry in await store.queue.page("", 10**6)} == set(found)
    check = await store.database.read(lambda c: c.execute("PRAGMA integrity_check").fetchone()[0])
    assert check == "ok"
    await store.close()


async def test_a_second_engine_is_told_who_holds_the_folder(house: Any, tmp_path: Path) -> None:
    with pytest.raises(StoreLocked) as refused:
        await Store.open(tmp_path)
    assert str(os.getpid()) in refused.value.holder
    assert socket.gethostname() in refused.value.holder
    await house.store.accept(house.to_bob())


async def test_a_closed_store_says_so(house: Any) -> None:
    await house.store.close()
    with pytest.raises(StoreUnavailable):
        await house.store.accept(house.to_bob())
    with pytest.raises(StoreUnavailable):
        await house.store.accounts.list()


async def test_below_the_floor_nothing_is_accepted_and_deleting_goes_on(house: Any) -> None:
    await house.store.accept(house.to_bob())
    house.store.disk.floor = 1 << 60
    with pytest.raises(StoreFull):
        await house.store.accept(house.to_bob())
    with pytest.raises(StoreFull):
        await house.store.messages.append(house.inbox.id, [NewMessage(b"x")])
    staging = house.store.staging()
    with pytest.raises(StoreFull):
        staging.write(b"x" * 300_000)
    staging.discard()
    await house.store.messages.set_flags(house.inbox.id, [1], FlagOp.ADD, [DELETED])
    assert await house.store.messages.expunge(house.inbox.id) == [1]


async def test_a_full_database_refuses_whole_messages_and_recovers(house: Any) -> None:
    await house.store.accept(house.to_bob())

    def pages(limit: int) -> Any:
        return house.store.database.write(lambda t: t.execute(f"PRAGMA max_page_count = {limit}").fetchone()[0])

    full = await pages(1)  # SQLite takes the present size for the smallest limit
    acceptance = house.to_bob(b"x" * 100_000, history=("client=x",))
    with pytest.raises(StoreFull):
        await house.store.accept(acceptance)
    assert await house.store.history.of(acceptance.queue_id) == []
    assert len(await house.store.messages.snapshot(house.inbox.id)) == 1
    assert await house.store.messages.delete(house.inbox.id, [1]) == [1]
    await pages(full + 1000)
    await house.store.accept(acceptance)
    assert [m.uid for m in await house.store.messages.snapshot(house.inbox.id)] == [2]


async def test_the_reserve_is_given_up_for_what_does_not_grow(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, floor=0, reserve=1 << 20)
    reserve = tmp_path / "reserve"
    assert reserve.stat().st_size == 1 << 20
    calls = []

    def fails_once(transaction: Any) -> str:
        calls.append(reserve.exists())
        if len(calls) == 1:
            transaction.execute("PRAGMA max_page_count = 1")
            try:
                transaction.execute(
                    "INSERT INTO history (queue_id, moment, kind, text) VALUES ('', 0, '', zeroblob(90000))"
                )
            finally:
                transaction.execute("PRAGMA max_page_count = 1000000")
        return "done"

    assert await store.database.write(fails_once) == "done"
    assert calls == [True, False]
    await store.close()


async def test_what_grows_has_no_claim_on_the_reserve(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, floor=0, reserve=1 << 20)
    await store.database.write(lambda t: t.execute("PRAGMA max_page_count = 1"))
    statement = "INSERT INTO history (queue_id, moment, kind, text) VALUES ('', 0, '', zeroblob(90000))"
    with pytest.raises(StoreFull):
        await store.database.write(lambda t: t.execute(statement), grows=True)
    refused, done = await asyncio.gather(
        store.database.write(lambda t: t.execute(statement), grows=True),
        store.database.write(lambda t: "done"),
        return_exceptions=True,
    )
    assert isinstance(refused, StoreFull)
    assert done == "done"
    assert (tmp_path / "reserve").exists()
    await store.close()


def test_a_disk_with_much_room_is_not_asked_for_each_message_and_one_near_its_floor_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    disk = Disk(tmp_path, floor=1000)
    monkeypatch.setattr(disk, "free", lambda: asked.append(0) or 1_000_000)
    for _ in range(50):
        disk.require_room(10)
    assert len(asked) < 10
    asked.clear()
    disk.floor = 900_000
    for _ in range(50):
        disk.require_room(10)
    assert len(asked) == 50
    with pytest.raises(StoreFull):
        disk.require_room(200_000)
