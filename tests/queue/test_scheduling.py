"""Who leaves when: a real store, real sockets, floods, and destinations that hang."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.mail.envelope import Origin
from homemail.store.database import Transaction
from tests.doubles.dns_server import DnsServer
from tests.doubles.house import House
from tests.doubles.next_hop import DROP, ScriptedHop
from tests.doubles.patience import until

HANGING = 60


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await House.open(tmp_path)
    yield house
    await house.close()


@pytest.fixture
async def far(house: House) -> AsyncIterator[ScriptedHop]:
    far = await ScriptedHop().start()
    house.relay_to(far.port)
    yield far
    await far.stop()


def senders(far: ScriptedHop) -> list[str]:
    return [taken.mail.split("<")[1].split("@")[0] for taken in far.taken]


async def send(house: House, sender: str, *to: str) -> None:
    await house.submit(*to, sender=f"{sender}@maison.test", origin=Origin.TRUSTED)


async def test_a_letter_does_not_wait_for_the_newsletters_of_another(house: House, far: ScriptedHop) -> None:
    far.delay = 0.002
    for number in range(150):
        await send(house, "list", f"r{number}@else.example")
    house.manager.start()
    await until(lambda: len(far.taken) >= 10)
    before = len(far.taken)
    await send(house, "anne", "friend@else.example")
    await until(lambda: "anne" in senders(far))
    assert senders(far).index("anne") - before < 40
    await until(lambda: len(far.taken) == 151)


async def test_a_fresh_letter_finds_room_though_another_has_more_than_fits(house: House, far: ScriptedHop) -> None:
    """With the newsletters of one filling the hand, the letter of another stayed in the store behind them all."""
    far.delay = 0.002
    house.relay_to(far.port, active_limit=20)
    for number in range(120):
        await send(house, "list", f"r{number}@else.example")
    house.manager.start()
    await until(lambda: len(far.taken) >= 5)
    assert house.manager.in_hand <= 20
    before = len(far.taken)
    await send(house, "anne", "friend@else.example")
    await until(lambda: "anne" in senders(far))
    assert senders(far).index("anne") - before < 40
    await until(lambda: len(far.taken) == 121)


async def test_mail_of_one_sender_keeps_its_order(house: House, far: ScriptedHop) -> None:
    house.relay_to(far.port, active_limit=8, destination_concurrency=1)
    for number in range(30):
        await send(house, "list", f"r{number}@else.example")
    house.manager.start()
    for number in range(30, 60):
        await send(house, "list", f"r{number}@else.example")
    await until(lambda: len(far.taken) == 60)
    assert [taken.rcpt[0] for taken in far.taken] == [f"RCPT TO:<r{number}@else.example>" for number in range(60)]


async def test_behind_a_hundred_thousand_of_one_a_letter_leaves_first(house: House, far: ScriptedHop) -> None:
    far.delay = 0.01
    await send(house, "list", "r@else.example")

    def fill(transaction: Transaction) -> None:
        columns = "content_id, arrival, reverse_path, body, smtputf8, size, hold, origin, client, message_id, subject"
        many = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000)"
        transaction.execute(
            f"{many} INSERT INTO entry (queue_id, {columns}) SELECT printf('Q%d', n), {columns}"
            " FROM n, (SELECT * FROM entry LIMIT 1)"
        )
        transaction.execute(
            f"{many} INSERT INTO recipient (queue_id, address, original, notify, next_attempt, hold, sender)"
            " SELECT printf('Q%d', n), address, original, '', next_attempt, 0, sender"
            " FROM n, (SELECT * FROM recipient LIMIT 1)"
        )

    await house.store.database.write(fill)
    await send(house, "anne", "waiting@else.example")  # it waits in the store too
    house.manager.start()
    await until(lambda: "anne" in senders(far))
    assert senders(far).index("anne") < 20
    before = len(far.taken)
    await send(house, "anne", "fresh@else.example")
    await until(lambda: senders(far).count("anne") == 2)
    assert len(far.taken) - before < 40
    assert house.manager.in_hand <= 1000


@contextmanager
def hangs(address: str, port: int) -> Iterator[None]:
    """A host that lets nobody in: its backlog is full, and it accepts none."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((address, port))
        server.listen(0)
        for _ in range(2):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex((address, port))
        yield


async def test_sixty_destinations_that_hang_do_not_delay_one_that_answers(house: House, far: ScriptedHop) -> None:
    dns = await DnsServer().start()
    with ExitStack() as stack:
        for number in range(HANGING):
            address = f"127.0.1.{number + 1}"
            stack.enter_context(hangs(address, far.port))
            dns.records[f"hang{number}.example"] = [f"MX 10 mx.hang{number}.example."]
            dns.records[f"mx.hang{number}.example"] = [f"A {address}"]
        dns.records["well.example"] = ["MX 10 mx.well.example."]
        dns.records["mx.well.example"] = ["A 127.0.0.1"]
        house.current = replace(house.current, relay=replace(house.current.relay, host=""))
        house.mx_by(dns, far.port)
        house.current = replace(house.current, delivery=replace(house.current.delivery, timeout=60))
        for round in range(3):
            for number in range(HANGING):
                await send(house, "list", f"r{round}@hang{number}.example")
        for _ in range(5):
            await send(house, "list", "friend@well.example")
        await send(house, "anne", "friend@well.example")
        house.manager.start()
        await until(lambda: "anne" in senders(far), 25)  # CONNECT_TIMEOUT is 30
        assert house.manager.in_hand >= 3 * HANGING
        await until(lambda: len(far.taken) == 6, 25)
        await house.manager.stop(0.1)
    dns.stop()


async def test_a_dead_destination_is_tried_by_one_and_comes_back(house: House, far: ScriptedHop) -> None:
    far.script = {"connect": [DROP]}
    house.manager.start()
    for number in range(10):
        await send(house, "list", f"r{number}@else.example")
    await until(lambda: house.manager.away() and not house.manager.in_hand)
    (away,) = house.manager.away()
    assert away.until == pytest.approx(house.clock.now + 300, abs=60)
    assert far.sessions == 2
    await send(house, "anne", "fresh@else.example")  # it is not tried at all
    await until(lambda: not house.manager.in_hand)
    assert far.sessions == 2
    rows = [entry.recipients[0] for entry in await house.store.queue.page()]
    assert sorted(one.attempts for one in rows) == [0] * 9 + [1, 1]
    await house.manager.flush()  # somebody knows better: one goes ahead
    await until(lambda: far.sessions == 3 and not house.manager.in_hand)
    assert len(house.manager.away()) == 1
    far.script = {}
    await house.manager.flush()
    await until(lambda: len(far.taken) == 11)
    assert not house.manager.away()


async def test_concurrency_falls_to_what_a_host_takes(house: House, far: ScriptedHop) -> None:
    house.relay_to(far.port, destination_concurrency=8)
    far.delay = 0.005
    house.manager.start()
    for number in range(60):
        await send(house, "list", f"r{number}@else.example")
    await until(lambda: len(far.taken) == 60)
    assert 2 < far.open_most <= 8


async def test_nothing_is_asked_while_a_share_is_used_up(house: House, far: ScriptedHop) -> None:
    far.delay = 0.01
    house.relay_to(far.port, active_limit=10, destination_concurrency=1)
    for number in range(20):
        await send(house, "list", f"r{number}@else.example")
    asked = 0
    ask = house.store.queue.due

    async def counting(*args: object, **more: object) -> object:
        nonlocal asked
        asked += 1
        return await ask(*args, **more)  # type: ignore[arg-type]

    house.store.queue.due = counting  # type: ignore[method-assign,assignment]
    house.manager.start()
    await until(lambda: len(far.taken) == 20)
    assert asked < 60
    await asyncio.sleep(0.2)
    asked = 0
    await asyncio.sleep(0.5)
    assert asked == 0
