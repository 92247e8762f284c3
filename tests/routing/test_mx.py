"""MX lookup against a scripted DNS server: real packets, every answer DNS can give."""

import random
from collections.abc import AsyncIterator

import pytest

from homemail.routing.mx import MxFound, MxLoop, NoSuchDomain, NullMx, Resolver, TemporaryDnsFailure
from homemail.settings.model import Resolver as ResolverSettings
from tests.doubles.dns_server import SERVFAIL, SILENT, DnsServer


@pytest.fixture
async def dns() -> AsyncIterator[DnsServer]:
    server = await DnsServer().start()
    yield server
    server.stop()


def where(dns: DnsServer, timeout: int = 2) -> ResolverSettings:
    return ResolverSettings(("127.0.0.1",), dns.port, timeout)


async def test_preference_order_and_addresses(dns: DnsServer) -> None:
    dns.records = {
        "else.example": ["MX 20 b.else.example.", "MX 10 a.else.example."],
        "a.else.example": ["A 127.0.0.2", "AAAA ::1"],
        "b.else.example": ["AAAA ::1"],
    }
    found = await Resolver().lookup("else.example", where(dns))
    assert isinstance(found, MxFound)
    assert [(host.host, host.addresses) for host in found.hosts] == [
        ("a.else.example", ("127.0.0.2", "::1")),
        ("b.else.example", ("::1",)),
    ]


async def test_equal_preferences_are_shuffled(dns: DnsServer) -> None:
    hosts = [f"m{number}.else.example" for number in range(6)]
    dns.records = {"else.example": [f"MX 10 {host}." for host in hosts]}
    dns.records |= {host: ["A 127.0.0.2"] for host in hosts}
    orders = set()
    for seed in range(5):
        found = await Resolver(random.Random(seed)).lookup("else.example", where(dns))
        assert isinstance(found, MxFound)
        assert {host.host for host in found.hosts} == set(hosts)
        orders.add(tuple(host.host for host in found.hosts))
    assert len(orders) > 1


async def test_without_mx_the_domain_itself_is_asked(dns: DnsServer) -> None:
    dns.records = {"else.example": ["A 127.0.0.3"]}
    found = await Resolver().lookup("else.example", where(dns))
    assert isinstance(found, MxFound)
    assert found.hosts[0].addresses == ("127.0.0.3",)


async def test_null_mx(dns: DnsServer) -> None:
    dns.records = {"else.example": ["MX 0 .", "A 127.0.0.3"]}
    assert isinstance(await Resolver().lookup("else.example", where(dns)), NullMx)


async def test_no_such_domain(dns: DnsServer) -> None:
    assert isinstance(await Resolver().lookup("else.example", where(dns)), NoSuchDomain)
    dns.records = {"else.example": ["TXT x"]}
    assert isinstance(await Resolver().lookup("else.example", where(dns)), NoSuchDomain)


async def test_mx_without_any_address(dns: DnsServer) -> None:
    dns.records = {"else.example": ["MX 10 gone.else.example."]}
    assert isinstance(await Resolver().lookup("else.example", where(dns)), NoSuchDomain)


@pytest.mark.parametrize("trouble", [SERVFAIL, SILENT])
async def test_failures_may_pass(dns: DnsServer, trouble: str) -> None:
    dns.records = {"else.example": [trouble]}
    assert isinstance(await Resolver().lookup("else.example", where(dns, 1)), TemporaryDnsFailure)


async def test_one_mx_unknown_does_not_stop_the_other(dns: DnsServer) -> None:
    dns.records = {
        "else.example": ["MX 10 a.else.example.", "MX 20 b.else.example."],
        "a.else.example": [SERVFAIL],
        "b.else.example": ["A 127.0.0.2"],
    }
    found = await Resolver().lookup("else.example", where(dns))
    assert isinstance(found, MxFound)
    assert [host.host for host in found.hosts] == ["b.else.example"]


async def test_hosts_no_better_than_ourselves_are_not_asked(dns: DnsServer) -> None:
    dns.records = {
        "else.example": ["MX 5 a.else.example.", "MX 10 gateway.maison.test.", "MX 20 c.else.example."],
        "a.else.example": ["A 127.0.0.2"],
        "c.else.example": ["A 127.0.0.2"],
    }
    found = await Resolver().lookup("else.example", where(dns), ("Gateway.maison.test",))
    assert isinstance(found, MxFound)
    assert [host.host for host in found.hosts] == ["a.else.example"]
    dns.records["else.example"].pop(0)
    assert isinstance(await Resolver().lookup("else.example", where(dns), ("gateway.maison.test",)), MxLoop)


async def test_address_literals_need_no_dns(dns: DnsServer) -> None:
    for domain, address in (("[192.0.2.1]", "192.0.2.1"), ("[IPv6:2001:db8::1]", "2001:db8::1")):
        found = await Resolver().lookup(domain, where(dns))
        assert isinstance(found, MxFound)
        assert found.hosts[0].addresses == (address,)
    assert isinstance(await Resolver().lookup("[nonsense]", where(dns)), NoSuchDomain)
    assert not dns.questions


async def test_named_host(dns: DnsServer) -> None:
    dns.records = {"relay.example": ["A 127.0.0.9"]}
    assert await Resolver().addresses("relay.example", where(dns)) == ("127.0.0.9",)
    assert await Resolver().addresses("127.0.0.1", where(dns)) == ("127.0.0.1",)
    assert isinstance(await Resolver().addresses("gone.example", where(dns)), TemporaryDnsFailure)


async def test_records_are_given_as_text(dns: DnsServer) -> None:
    dns.records |= {
        "example.org": ['TXT "v=spf1 " "-all"', 'TXT "caf\\233"', "MX 10 mx.example.org."],
        "fails.example": [SERVFAIL],
    }
    ask = Resolver().records
    assert sorted(await ask("example.org", "TXT", where(dns))) == ["caf\xe9", "v=spf1 -all"]
    assert await ask("example.org", "MX", where(dns)) == ("10 mx.example.org.",)
    assert await ask("example.org", "A", where(dns)) == ()
    assert await ask("nowhere.example", "TXT", where(dns)) == ()
    assert await ask("a..b", "TXT", where(dns)) == ()
    assert isinstance(await ask("fails.example", "TXT", where(dns)), TemporaryDnsFailure)
