"""From a domain to a connection: addresses of both kinds, in order; and the questions that must not hold up others."""

import random
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from homemail.delivery.remote import RemoteAgent
from homemail.mail.outcome import Action
from homemail.routing.mx import Resolver
from homemail.settings.model import Delivery
from homemail.settings.model import Resolver as ResolverSettings
from tests.doubles.dns_server import SILENT, DnsServer
from tests.doubles.house import House
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.patience import until
from tests.doubles.sender import Sender, direct, outcome


@pytest.fixture
async def dns() -> AsyncIterator[DnsServer]:
    server = await DnsServer({"else.example": ["MX 10 mx.else.example."]}).start()
    yield server
    server.stop()


@pytest.fixture
async def far() -> AsyncIterator[ScriptedHop]:
    far = ScriptedHop()
    await far.start()
    yield far
    await far.stop()


@pytest.fixture
async def sender(dns: DnsServer) -> AsyncIterator[Sender]:
    sender = Sender()
    sender.ask(dns, timeout=30)
    yield sender
    await sender.agent.close()


def has_ipv6() -> bool:
    with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


async def test_ipv4_goes_first_and_a_dead_ipv6_address_costs_nothing(
    dns: DnsServer, far: ScriptedHop, sender: Sender
) -> None:
    dns.records["mx.else.example"] = ["AAAA 2001:db8::1", "A 127.0.0.1"]
    got = outcome(await sender.send(direct(far.port)))
    assert got.remote_mta.startswith("mx.else.example[127.0.0.1]")


@needs_ipv6
async def test_a_dead_ipv6_address_of_the_better_host_leads_to_the_next(
    dns: DnsServer, far: ScriptedHop, sender: Sender
) -> None:
    dns.records["else.example"].append("MX 20 b.else.example.")
    dns.records["mx.else.example"] = ["AAAA ::1"]  # nobody listens there
    dns.records["b.else.example"] = ["A 127.0.0.1"]
    got = outcome(await sender.send(direct(far.port)))
    assert got.remote_mta.startswith("b.else.example[127.0.0.1]")


@needs_ipv6
async def test_a_dead_ipv4_address_leads_to_the_same_hosts_ipv6(dns: DnsServer, sender: Sender) -> None:
    far = ScriptedHop()
    await far.start("::1")
    dns.records["mx.else.example"] = ["A 127.0.0.9", "AAAA ::1"]
    got = outcome(await sender.send(direct(far.port)))
    assert got.remote_mta == f"mx.else.example[::1]:{far.port}"
    await far.stop()


async def test_each_address_of_a_host_is_tried(dns: DnsServer, far: ScriptedHop, sender: Sender) -> None:
    dns.records["mx.else.example"] = ["A 127.0.0.7", "A 127.0.0.8", "A 127.0.0.9", "A 127.0.0.1"]
    assert outcome(await sender.send(direct(far.port))).remote_mta.startswith("mx.else.example[127.0.0.1]")
    dns.records["mx.else.example"].pop()
    await sender.agent.close()
    got = outcome(await sender.send(direct(far.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.4.1")


async def test_an_address_that_swallows_everything_is_given_up_and_the_next_one_asked(
    dns: DnsServer, far: ScriptedHop, sender: Sender
) -> None:
    sender.ask(dns, timeout=1)
    dns.records["mx.else.example"] = ["A 127.0.0.7", "A 127.0.0.1"]
    hole = socket.socket()
    hole.bind(("127.0.0.7", far.port))
    hole.listen(0)
    full = [socket.socket() for _ in range(4)]
    for one in full:  # whoever comes after these finds the line full and hears nothing
        one.setblocking(False)
        one.connect_ex(("127.0.0.7", far.port))
    got = outcome(await sender.send(direct(far.port)))
    assert got.remote_mta.startswith("mx.else.example[127.0.0.1]")
    dns.records["mx.else.example"].pop()
    await sender.agent.close()
    got = outcome(await sender.send(direct(far.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.4.1")
    assert got.reason == f"connect to mx.else.example[127.0.0.7]:{far.port}: Connection timed out"
    for one in (*full, hole):
        one.close()


async def test_hosts_of_equal_preference_share_the_mail(dns: DnsServer) -> None:
    hops = [ScriptedHop() for _ in range(3)]
    await hops[0].start("127.0.0.1")
    for number, hop in enumerate(hops[1:], 2):
        await hop.start(f"127.0.0.{number}", hops[0].port)
    dns.records["else.example"] = [f"MX 10 m{number}.else.example." for number in (1, 2, 3)]
    dns.records |= {f"m{number}.else.example": [f"A 127.0.0.{number}"] for number in (1, 2, 3)}
    sender = Sender()
    sender.ask(dns, timeout=30)
    for seed in range(20):
        agent = sender.agent = RemoteAgent(sender, sender.passwords.get, Resolver(random.Random(seed)))
        assert outcome(await sender.send(direct(hops[0].port))).action is Action.RELAYED
        await agent.close()
    assert all(len(hop.taken) >= 2 for hop in hops)
    for hop in hops:
        await hop.stop()


async def test_a_session_is_kept_for_its_domain_alone(dns: DnsServer, far: ScriptedHop, sender: Sender) -> None:
    """Two domains at one host may ask for different things, such as TLS."""
    dns.records |= {"mx.else.example": ["A 127.0.0.1"], "other.example": ["MX 10 mx.else.example."]}
    for domain in ("else.example", "other.example", "else.example"):
        assert outcome(await sender.send(direct(far.port, domain))).action is Action.RELAYED
    assert far.sessions == 2


@pytest.mark.parametrize("record", ["A 127.0.0.1", "A 0.0.0.0", "A 127.8.9.10"])
async def test_a_mail_server_that_is_this_computer_is_a_loop_and_not_spoken_with(
    dns: DnsServer, sender: Sender, record: str
) -> None:
    dns.records["mx.else.example"] = [record]
    got = outcome(await sender.send(direct(25)))
    assert (got.action, str(got.status)) == (Action.FAILED, "5.4.6")
    assert got.reason == "mail for else.example loops back to this server"
    assert await sender.agent.explain(direct(25)) == (got.reason,)


async def test_our_own_smtp_port_is_a_loop_too(dns: DnsServer, far: ScriptedHop, sender: Sender) -> None:
    dns.records["mx.else.example"] = ["A 127.0.0.1"]
    sender.current = replace(sender.current, listen=replace(sender.current.listen, smtp=far.port))
    assert str(outcome(await sender.send(direct(far.port))).status) == "5.4.6"
    assert not far.sessions


async def test_where_we_are_the_second_mail_server_mail_waits_for_the_first(
    dns: DnsServer, far: ScriptedHop, sender: Sender
) -> None:
    """Under a name that is not known as ours: the greeting tells."""
    dns.records["else.example"].append("MX 20 second.else.example.")
    dns.records |= {"mx.else.example": ["A 127.0.0.9"], "second.else.example": ["A 127.0.0.1"]}
    far.script = {"EHLO": ["250 gateway.maison.test"]}
    got = outcome(await sender.send(direct(far.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.4.1")
    dns.records["else.example"] = ["MX 10 second.else.example.", "MX 20 mx.else.example."]
    assert str(outcome(await sender.send(direct(far.port))).status) == "5.4.6"


async def test_a_domain_whose_dns_is_silent_does_not_hold_up_others(
    dns: DnsServer, far: ScriptedHop, tmp_path: Path
) -> None:
    dns.records |= {"mx.else.example": ["A 127.0.0.1"]} | {f"silent{number}.example": [SILENT] for number in range(9)}
    house = await House.open(tmp_path)
    house.current = replace(
        house.current,
        delivery=Delivery(far.port, 5, ""),
        resolver=ResolverSettings(("127.0.0.1",), dns.port, 2),
    )
    for number in range(9):
        await house.submit(f"x@silent{number}.example")
    await house.submit("anne@else.example")
    house.manager.start()
    await until(lambda: far.taken)
    assert house.manager.in_hand >= 9
    await until(lambda: not house.manager.in_hand)
    assert (await house.store.queue.counts()).deferred == 9
    await house.close()
