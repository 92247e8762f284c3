"""The Internet goes away and comes back: mail for outside waits as it is, and leaves in order on its return."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.queue import manager, reachability
from homemail.settings.model import Resolver
from homemail.settings.relays import Relay
from tests.doubles.dns_server import SILENT, DnsServer
from tests.doubles.house import House
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.patience import until


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reachability, "FIRST_INTERVAL", 0.2)
    monkeypatch.setattr(reachability, "LONGEST_INTERVAL", 0.4)
    monkeypatch.setattr(manager, "ROUTE_INTERVAL", 0.2)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await House.open(tmp_path)
    yield house
    await house.close()


@pytest.fixture
async def far() -> AsyncIterator[ScriptedHop]:
    far = await ScriptedHop().start()
    yield far
    await far.stop()


@pytest.fixture
async def dns(house: House, far: ScriptedHop) -> AsyncIterator[DnsServer]:
    dns = await DnsServer().start()
    for name in ("one", "two"):
        dns.records[f"{name}.example"] = [f"MX 10 mx.{name}.example."]
        dns.records[f"mx.{name}.example"] = ["A 127.0.0.1"]
    house.mx_by(dns, far.port, destination_concurrency=1)
    house.manager.start()
    yield dns
    dns.stop()


async def attempts(house: House) -> list[int]:
    return [one.attempts for entry in await house.store.queue.page() for one in entry.recipients]


def recipients(far: ScriptedHop) -> list[str]:
    return [line.split("<")[1].split("@")[0] for taken in far.taken for line in taken.rcpt]


async def test_dns_dies_and_comes_back(
    house: House, far: ScriptedHop, dns: DnsServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    dns.stop()
    for number in range(6):
        await house.submit(f"r{number}@one.example")
    await until(lambda: house.manager.offline)
    await house.submit("anne@maison.test")
    assert len(await house.inbox("anne")) == 1  # family mail flows
    await asyncio.sleep(3)  # trials go on
    assert house.manager.offline
    assert await attempts(house) == [0] * 6
    house.clock.now += 20_000  # long enough for a warning, were it the remote's fault
    assert not await house.inbox("chris")
    await dns.start()
    await until(lambda: len(far.taken) == 6)
    assert recipients(far) == [f"r{number}" for number in range(6)]
    assert not house.manager.offline
    said = [record.getMessage() for record in caplog.records if record.name == "homemail.qmgr"]
    assert sum("the house is offline" in text for text in said) == 1
    assert sum("online again" in text for text in said) == 1


async def test_no_dns_server_at_all(house: House, far: ScriptedHop, dns: DnsServer) -> None:
    """Settings that name one where nothing listens, and a system that names none."""
    await house.manager.stop()
    dns.stop()
    house.current = replace(house.current, resolver=Resolver(("127.0.0.1",), dns.port, 1))
    house.manager.start()
    await house.submit("far@one.example")
    await until(lambda: house.manager.offline)
    assert await attempts(house) == [0]


async def test_what_failed_before_it_was_noticed_leaves_with_the_others(
    house: House, far: ScriptedHop, dns: DnsServer
) -> None:
    dns.records["silent.example"] = [SILENT]
    await house.submit("first@silent.example")  # DNS is silent about one name: that name's own matter
    async with asyncio.timeout(30):
        while await attempts(house) != [1]:
            await asyncio.sleep(0.01)
    assert not house.manager.offline
    dns.stop()
    await house.submit("second@one.example")
    await until(lambda: house.manager.offline)
    dns.records["silent.example"] = dns.records["one.example"]
    await dns.start()
    await until(lambda: len(far.taken) == 2)


async def test_a_relay_that_goes_away_and_returns(house: House, far: ScriptedHop, dns: DnsServer) -> None:
    dns.records["smtp.isp.example"] = ["A 127.0.0.1"]
    house.current = replace(house.current, relay=Relay("smtp.isp.example", far.port, "none", ""))
    await house.submit("r0@else.example")
    await until(lambda: len(far.taken) == 1)
    await asyncio.sleep(0)
    await house.agent.close()
    # Nobody has this address: the system says at once that there is no way there.
    dns.records["smtp.isp.example"] = ["A 255.255.255.255"]
    for number in range(1, 4):
        await house.submit(f"r{number}@else.example")
    await until(lambda: house.manager.offline)
    assert await attempts(house) == [0, 0, 0]
    dns.records["smtp.isp.example"] = ["A 127.0.0.1"]
    await until(lambda: len(far.taken) == 4)
    assert recipients(far) == ["r0", "r1", "r2", "r3"]


async def test_a_way_out_that_appears_is_used_at_once(
    house: House, far: ScriptedHop, dns: DnsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reachability, "FIRST_INTERVAL", 3600.0)
    monkeypatch.setattr(reachability, "LONGEST_INTERVAL", 3600.0)
    house.route = None
    dns.stop()
    await house.submit("far@one.example")
    await until(lambda: house.manager.offline)
    assert "no connection" in house.manager.offline
    await dns.start()
    house.route = "192.168.1.10"
    await until(lambda: len(far.taken) == 1)


async def test_flush_asks_at_once(
    house: House, far: ScriptedHop, dns: DnsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reachability, "FIRST_INTERVAL", 3600.0)
    dns.stop()
    await house.submit("far@one.example")
    await until(lambda: house.manager.offline)
    await dns.start()
    await house.manager.flush()
    await until(lambda: len(far.taken) == 1)


async def test_a_lifetime_offline_ends_with_a_report(house: House, far: ScriptedHop, dns: DnsServer) -> None:
    dns.stop()
    await house.submit("far@one.example")
    await until(lambda: house.manager.offline)
    house.clock.now += house.current.queue.lifetime
    house.manager.wake()
    inbox: list[bytes] = []

    async def reported() -> None:
        while not inbox:
            inbox.extend(await house.inbox("chris"))
            await asyncio.sleep(0.02)

    async with asyncio.timeout(30):
        await reported()
    assert b"Action: failed" in inbox[0]
    assert b"Status: 5.4.7" in inbox[0]
    await until(lambda: not house.manager.offline)  # nothing waits any more, so nobody asks
    asked = len(dns.questions)
    await asyncio.sleep(1)
    assert len(dns.questions) == asked


async def test_a_machine_of_the_house_takes_mail_while_the_internet_is_away(
    house: House, far: ScriptedHop, dns: DnsServer
) -> None:
    dns.stop()
    await house.submit("far@one.example")
    await until(lambda: house.manager.offline)
    house.relay_to(far.port)
    await house.submit("near@else.example")
    await until(lambda: far.taken)
    assert recipients(far)[0] == "near"
