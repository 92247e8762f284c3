"""The name outside: what reverse DNS gives the public address, checked both ways; else the host name."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from homemail.delivery.agent import Transfer, TransferRecipient
from homemail.delivery.outside_name import KEPT, OutsideName
from homemail.delivery.remote import RemoteAgent
from homemail.mail.address import Address, ReversePath
from homemail.mail.ids import QueueId, RecipientId
from homemail.routing.mx import Resolver
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Delivery, Identity, Settings
from homemail.settings.model import Resolver as ResolverSettings
from tests.doubles.dns_server import SERVFAIL, DnsServer
from tests.doubles.next_hop import ScriptedHop

PUBLIC, POINTER = "5.6.7.8", "8.7.6.5.in-addr.arpa"
DYNAMIC = "dyn-5-6-7-8.isp.example"


@pytest.fixture
async def dns() -> AsyncIterator[DnsServer]:
    rows = {
        POINTER: [f"PTR {DYNAMIC}."],
        DYNAMIC: [f"A {PUBLIC}"],
        "maison.dyndns.example": [f"A {PUBLIC}"],
        "else.example": ["MX 10 mx.else.example."],
        "mx.else.example": ["A 127.0.0.1"],
    }
    dns = await DnsServer(rows).start()
    yield dns
    dns.stop()


def asking(dns: DnsServer, greeting: str = "reverse") -> Settings:
    return Settings(
        identity=replace(Identity("maison.dyndns.example", "maison.test", ("maison.test",)), greeting=greeting),
        resolver=ResolverSettings(("127.0.0.1",), dns.port, 2),
    )


async def test_a_public_address_goes_by_its_reverse_name(dns: DnsServer) -> None:
    assert await OutsideName(Resolver()).of(PUBLIC, asking(dns)) == DYNAMIC


async def test_behind_a_router_the_host_name_leads_to_the_public_address(dns: DnsServer) -> None:
    assert await OutsideName(Resolver()).of("192.168.1.2", asking(dns)) == DYNAMIC


async def test_it_is_the_host_name_unless_wished(dns: DnsServer) -> None:
    assert await OutsideName(Resolver()).of(PUBLIC, asking(dns, "hostname")) == "maison.dyndns.example"
    assert not dns.questions


@pytest.mark.parametrize("rows", [["A 5.6.7.9"], [], [SERVFAIL]])
async def test_a_reverse_name_that_does_not_lead_back_is_not_used(dns: DnsServer, rows: list[str]) -> None:
    dns.records[DYNAMIC] = rows
    assert await OutsideName(Resolver()).of(PUBLIC, asking(dns)) == "maison.dyndns.example"


@pytest.mark.parametrize("rows", [[], [SERVFAIL]])
async def test_without_a_reverse_name_it_is_the_host_name(dns: DnsServer, rows: list[str]) -> None:
    dns.records[POINTER] = rows
    assert await OutsideName(Resolver()).of(PUBLIC, asking(dns)) == "maison.dyndns.example"


async def test_a_new_address_has_a_new_name_and_a_known_one_is_asked_again_after_an_hour(dns: DnsServer) -> None:
    now = 0.0
    names, settings = OutsideName(Resolver(), lambda: now), asking(dns)
    assert await names.of(PUBLIC, settings) == DYNAMIC
    asked = len(dns.questions)
    assert await names.of(PUBLIC, settings) == DYNAMIC
    assert len(dns.questions) == asked
    dns.records |= {"9.7.6.5.in-addr.arpa": ["PTR other.isp.example."], "other.isp.example": ["A 5.6.7.9"]}
    assert await names.of("5.6.7.9", settings) == "other.isp.example"
    assert await names.of(PUBLIC, settings) == DYNAMIC
    dns.records[POINTER] = ["PTR new.isp.example."]
    dns.records["new.isp.example"] = [f"A {PUBLIC}"]
    now = KEPT + 1
    assert await names.of(PUBLIC, settings) == "new.isp.example"


async def test_servers_of_recipients_are_greeted_by_it_and_relays_by_the_host_name(dns: DnsServer) -> None:
    class Source:
        current = replace(asking(dns), delivery=Delivery(25, 2, ""))

    far = await ScriptedHop().start()
    agent = RemoteAgent(Source(), lambda _: None)
    try:
        for hop in (
            NextHop(HopKind.MX, "else.example", far.port, "none"),
            NextHop(HopKind.RELAY, "127.0.0.1", far.port, "none"),
        ):
            await agent.deliver(_transfer(), hop)
    finally:
        await agent.close()
        await far.stop()
    greetings = [line for line in far.lines if line.startswith("EHLO")]
    assert greetings == [f"EHLO {DYNAMIC}", "EHLO maison.dyndns.example"]


def _transfer() -> Transfer:
    to = (TransferRecipient(RecipientId(1), Address.parse("anne@else.example")),)
    path = ReversePath(Address.parse("chris@maison.test"))
    return Transfer(QueueId("Q1"), path, to, b"Subject: x\r\n\r\n", _Body())


class _Body:
    size = 7

    async def read(self, offset: int, length: int) -> bytes:
        return b"hello\r\n"[offset : offset + length]
