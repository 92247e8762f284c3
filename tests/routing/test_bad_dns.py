"""DNS that fails, lies, hangs and leads astray: what it means for mail, and that it has an end."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from homemail.routing import mx
from homemail.routing.mx import HOSTS_MAX, MxFound, MxLoop, NoSuchDomain, NullMx, Resolver, TemporaryDnsFailure
from homemail.settings.model import Resolver as ResolverSettings
from tests.doubles.dns_server import (
    FORGED,
    GARBAGE,
    REFUSED,
    SERVFAIL,
    SILENT,
    TCP_SILENT,
    WRONG_ID,
    WRONG_QUESTION,
    DnsServer,
)


@pytest.fixture
async def dns() -> AsyncIterator[DnsServer]:
    server = await DnsServer().start()
    yield server
    server.stop()


def where(dns: DnsServer, timeout: int = 1) -> ResolverSettings:
    return ResolverSettings(("127.0.0.1",), dns.port, timeout)


@pytest.mark.parametrize("trouble", [SERVFAIL, REFUSED, SILENT, GARBAGE, WRONG_ID, WRONG_QUESTION])
@pytest.mark.parametrize("about", ["else.example", "mx.else.example"])
async def test_a_server_that_fails_hangs_or_lies_delays_the_mail(dns: DnsServer, trouble: str, about: str) -> None:
    dns.records = {"else.example": ["MX 10 mx.else.example."], "mx.else.example": ["A 127.0.0.2"], about: [trouble]}
    began = time.monotonic()
    found = await Resolver().lookup("else.example", where(dns))
    assert isinstance(found, TemporaryDnsFailure)
    assert found.reason
    assert time.monotonic() - began < 30  # one second's patience was asked for; a busy machine may need more


async def test_a_server_that_is_not_there_is_passed_over(dns: DnsServer) -> None:
    dns.records = {"else.example": ["A 127.0.0.2"]}
    settings = ResolverSettings(("127.0.0.77", "127.0.0.1"), dns.port, 10)
    assert isinstance(await Resolver().lookup("else.example", settings), MxFound)


async def test_a_forged_answer_that_comes_first_is_not_believed(dns: DnsServer) -> None:
    dns.records = {"else.example": [FORGED, "A 127.0.0.2"]}
    found = await Resolver().lookup("else.example", where(dns, 10))
    assert isinstance(found, MxFound)
    assert found.hosts[0].addresses == ("127.0.0.2",)


@pytest.mark.parametrize(("bad", "good"), [("A", "AAAA ::1"), ("AAAA", "A 127.0.0.2")])
@pytest.mark.parametrize("trouble", [SERVFAIL, SILENT])
async def test_one_kind_of_address_is_enough(dns: DnsServer, bad: str, good: str, trouble: str) -> None:
    dns.records = {"else.example": [f"{bad} {trouble}", good]}
    found = await Resolver().lookup("else.example", where(dns))
    assert isinstance(found, MxFound)
    assert found.hosts[0].addresses == (good.split()[1],)


async def test_five_hundred_mail_servers_are_asked_for_by_tcp_and_the_best_are_kept(dns: DnsServer) -> None:
    dns.records = {"else.example": [f"MX {number} m{number}.else.example." for number in range(500)]}
    dns.records |= {f"m{number}.else.example": ["A 127.0.0.2"] for number in range(500)}
    found = await Resolver().lookup("else.example", where(dns, 10))
    assert isinstance(found, MxFound)
    assert [host.preference for host in found.hosts] == list(range(HOSTS_MAX))
    assert dns.by_tcp == 1
    assert len(dns.questions) == 2 + 2 * HOSTS_MAX  # and no more of anybody's servers


async def test_aliases_are_followed_to_their_end(dns: DnsServer) -> None:
    dns.records = {
        "else.example": ["CNAME real.example."],
        "real.example": ["MX 10 mx.else.example."],
        "mx.else.example": ["CNAME mx.real.example."],  # RFC 5321 §5.1 forbids it; people do it
        "mx.real.example": ["A 127.0.0.2"],
    }
    found = await Resolver().lookup("else.example", where(dns))
    assert isinstance(found, MxFound)
    assert (found.hosts[0].host, found.hosts[0].addresses) == ("mx.else.example", ("127.0.0.2",))


async def test_aliases_in_a_circle_have_an_end(dns: DnsServer) -> None:
    dns.records = {"a.example": ["CNAME b.example."], "b.example": ["CNAME a.example."]}
    assert isinstance(await Resolver().lookup("a.example", where(dns)), TemporaryDnsFailure)
    dns.records["else.example"] = ["MX 10 a.example."]
    assert isinstance(await Resolver().lookup("else.example", where(dns)), TemporaryDnsFailure)
    dns.records["else.example"].append("MX 20 good.example.")
    dns.records["good.example"] = ["A 127.0.0.2"]
    assert isinstance(await Resolver().lookup("else.example", where(dns)), MxFound)


async def test_a_domain_may_be_its_own_mail_server(dns: DnsServer) -> None:
    dns.records = {"else.example": ["MX 10 else.example.", "A 127.0.0.2"]}
    assert isinstance(await Resolver().lookup("else.example", where(dns)), MxFound)


async def test_an_address_where_a_name_belongs_is_nobody(dns: DnsServer) -> None:
    dns.records = {"else.example": ["MX 10 127.0.0.1."]}
    assert isinstance(await Resolver().lookup("else.example", where(dns)), NoSuchDomain)


async def test_a_null_mx_among_others_is_passed_over(dns: DnsServer) -> None:
    """RFC 7505 §3 wants it alone; what else is said counts more."""
    dns.records = {"else.example": ["MX 0 .", "MX 10 mx.else.example."], "mx.else.example": ["A 127.0.0.2"]}
    found = await Resolver().lookup("else.example", where(dns))
    assert isinstance(found, MxFound)
    assert len(found.hosts) == 1
    dns.records["else.example"] = ["MX 0 .", "MX 5 ."]
    assert isinstance(await Resolver().lookup("else.example", where(dns)), NullMx | NoSuchDomain)


async def test_a_mail_server_at_our_own_address_is_a_loop_unless_a_better_one_is_there(dns: DnsServer) -> None:
    def is_own(address: str) -> bool:
        return address == "127.0.0.2"

    dns.records = {
        "else.example": ["MX 20 ours.else.example.", "MX 30 worse.else.example."],
        "ours.else.example": ["A 127.0.0.2"],
        "worse.else.example": ["A 127.0.0.3"],
        "better.else.example": ["A 127.0.0.4"],
    }
    ask = Resolver().lookup
    assert isinstance(await ask("else.example", where(dns), (), is_own), MxLoop)
    assert isinstance(await ask("[127.0.0.2]", where(dns), (), is_own), MxLoop)
    assert isinstance(await ask("ours.else.example", where(dns), (), is_own), MxLoop)
    dns.records["else.example"].append("MX 10 better.else.example.")
    found = await ask("else.example", where(dns), (), is_own)
    assert isinstance(found, MxFound)
    assert [host.host for host in found.hosts] == ["better.else.example"]
    dns.records["better.else.example"] = [SERVFAIL]
    assert isinstance(await ask("else.example", where(dns), (), is_own), TemporaryDnsFailure)
    dns.records["better.else.example"] = ["A 127.0.0.4"]
    dns.records["worse.else.example"] = [SERVFAIL]
    assert isinstance(await ask("else.example", where(dns), (), is_own), MxFound)
    dns.records["else.example"].pop()
    assert isinstance(await ask("else.example", where(dns), (), is_own), MxLoop)


async def test_many_lookups_wait_side_by_side(dns: DnsServer) -> None:
    dns.records = {f"d{number}.example": [SILENT] for number in range(50)} | {"else.example": ["A 127.0.0.2"]}
    resolver, settings = Resolver(), where(dns, 3)
    silent = [asyncio.create_task(resolver.lookup(f"d{number}.example", settings)) for number in range(50)]
    assert isinstance(await resolver.lookup("else.example", settings), MxFound)
    assert not any(task.done() for task in silent)
    assert all(isinstance(found, TemporaryDnsFailure) for found in await asyncio.gather(*silent))


async def test_a_system_that_hangs_about_a_name_is_asked_about_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question takes a thread of the few that everything else needs too."""
    asked: list[str] = []
    answer = asyncio.Event()

    async def hang(host: str) -> tuple[str, ...]:
        asked.append(host)
        await answer.wait()
        return ("127.0.0.2",)

    monkeypatch.setattr(mx, "_system_addresses", hang)
    resolver, settings = Resolver(), ResolverSettings((), 53, 10)
    first, *others = [asyncio.create_task(resolver.addresses("relay.example", settings)) for _ in range(5)]
    await asyncio.sleep(0.05)
    first.cancel()
    await asyncio.sleep(0.05)
    answer.set()
    assert await asyncio.gather(*others) == [("127.0.0.2",)] * 4
    assert asked == ["relay.example"]
    assert await resolver.addresses("relay.example", settings) == ("127.0.0.2",)
    assert len(asked) == 2


async def test_an_answer_cut_short_whose_whole_never_comes_delays_the_mail(dns: DnsServer) -> None:
    dns.records = {"else.example": [TCP_SILENT] + [f"MX {number} m{number}.else.example." for number in range(99)]}
    assert isinstance(await Resolver().lookup("else.example", where(dns)), TemporaryDnsFailure)
    assert dns.by_tcp


async def test_proof_is_believed_from_this_computer_or_where_the_owner_says_so(dns: DnsServer) -> None:
    """RFC 4035 §4.9.3: anybody on the way can set the bit."""
    from homemail.routing.question import _is_believed

    def believed(servers: tuple[str, ...], dnssec: str) -> bool:
        settings = ResolverSettings(servers, 53, 1, dnssec)
        questioner = Resolver()._questioner
        return _is_believed(questioner._resolver(settings), settings)

    assert believed(("127.0.0.53",), "auto")
    assert believed(("::1", "127.0.0.1"), "auto")
    assert not believed(("127.0.0.1", "192.168.1.1"), "auto")
    assert not believed(("9.9.9.9",), "auto")
    assert believed(("9.9.9.9",), "trusted")
    assert not believed(("127.0.0.1",), "off")
