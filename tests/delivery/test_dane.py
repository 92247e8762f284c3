"""DANE with real certificates, a real handshake and a DNS server that vouches for its answers, or does not."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from homemail.delivery import dane
from homemail.mail.outcome import Action
from homemail.routing.mx import TlsaRecord
from tests.doubles.certificates import Certified, authority, leaf
from tests.doubles.dns_server import SERVFAIL, SILENT, DnsServer
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.sender import Sender, direct, outcome


@dataclass
class Far:
    """The other house: an authority, one below it, the mail server's own certificate, and DNS."""

    folder: Path
    root: Certified
    middle: Certified
    own: Certified
    dns: DnsServer
    mx: ScriptedHop
    sender: Sender

    def publish(self, *records: str) -> None:
        self.dns.records[f"_{self.mx.port}._tcp.mx.else.example"] = list(records)
        self.dns.proven = set(self.dns.records)

    def show(self, own: Certified) -> None:
        self.own = own
        self.mx.tls = own.server_context(self.folder)


@pytest.fixture
async def far(tmp_path: Path) -> AsyncIterator[Far]:
    root = authority()
    middle = authority("Below it", root)
    dns = await DnsServer({"else.example": ["MX 10 mx.else.example."], "mx.else.example": ["A 127.0.0.1"]}).start()
    sender = Sender()
    sender.ask(dns)
    far = Far(tmp_path, root, middle, root, dns, ScriptedHop(), sender)
    far.show(leaf(middle, "mx.else.example"))
    await far.mx.start()
    yield far
    await sender.agent.close()
    await far.mx.stop()
    dns.stop()


@pytest.mark.parametrize("selector", [0, 1])
@pytest.mark.parametrize("matching", [0, 1])
async def test_the_servers_own_key_is_enough_whatever_else_it_shows(far: Far, selector: int, matching: int) -> None:
    far.show(leaf(None, "another.name", days=-1))
    far.publish(far.own.tlsa(3, selector, matching))
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert got.action is Action.RELAYED
    assert got.tls.endswith(" (DANE)")
    assert far.mx.sessions == 1


@pytest.mark.parametrize("who", ["root", "middle"])
@pytest.mark.parametrize("selector", [0, 1])
async def test_an_authority_that_dns_names_vouches_for_the_server(far: Far, who: str, selector: int) -> None:
    far.publish(getattr(far, who).tlsa(2, selector))
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert got.action is Action.RELAYED
    assert got.tls.endswith(" (DANE)")
    assert len(far.mx.taken) == 1


async def test_an_authority_may_stand_whole_in_dns_and_not_in_the_handshake(far: Far) -> None:
    far.show(replace(far.own, issuers=far.own.issuers[:1]))
    far.publish(far.root.tlsa(2, 0, 0))
    assert outcome(await far.sender.send(direct(far.mx.port))).tls.endswith(" (DANE)")


@pytest.mark.parametrize("name", ["else.example", "*.else.example"])
async def test_with_an_authority_the_name_may_be_the_domains_too(far: Far, name: str) -> None:
    far.show(leaf(far.middle, name))
    far.publish(far.root.tlsa(2, 1))
    assert outcome(await far.sender.send(direct(far.mx.port))).tls.endswith(" (DANE)")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("key", "the server shows none of the certificates that DNS names"),
        ("authority", "the server shows none of the certificates that DNS names"),
        ("leaf as authority", "the server shows none of the certificates that DNS names"),
        ("name", "the certificate is for another name"),
        ("age", "certificate verification failed: certificate has expired"),
        ("forged", "certificate verification failed"),
    ],
)
async def test_what_dns_does_not_name_delays_the_mail(far: Far, wrong: str, said: str) -> None:
    record = far.root.tlsa(2, 1)
    match wrong:
        case "key":
            record = leaf(None, "mx.else.example").tlsa(3, 1)
        case "authority":
            record = authority().tlsa(2, 1)
        case "leaf as authority":
            record = far.own.tlsa(2, 1)
        case "name":
            far.show(leaf(far.middle, "mx.evil.example"))
        case "age":
            far.show(leaf(far.middle, "mx.else.example", days=-1))
        case "forged":  # the right authority is shown, and has signed nothing
            far.show(replace(leaf(None, "mx.else.example"), issuers=(far.middle.certificate, far.root.certificate)))
    far.publish(record)
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.7.5")
    assert got.reason.startswith(f"Cannot start TLS with mx.else.example[127.0.0.1]: {said}")
    assert got.reason.endswith("demands TLS with what DNS says of its keys (DANE), so the mail waits")
    assert not far.mx.taken
    assert not any(line.startswith("MAIL") for line in far.mx.lines)


async def test_a_server_without_starttls_is_not_spoken_with(far: Far) -> None:
    far.publish(far.own.tlsa(3, 1))
    far.mx.tls = None
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.7.4")
    assert "(DANE), so the mail waits" in got.reason


@pytest.mark.parametrize("record", ["TLSA 1 1 1 " + "ab" * 32, "TLSA 3 1 9 abcd"])
async def test_records_that_say_nothing_here_ask_for_encryption_and_no_more(far: Far, record: str) -> None:
    far.publish(record)
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert got.tls.endswith(" (DANE)")
    await far.sender.agent.close()
    far.mx.tls = None
    assert str(outcome(await far.sender.send(direct(far.mx.port))).status) == "4.7.4"


@pytest.mark.parametrize("trouble", [SERVFAIL, SILENT])
async def test_records_that_cannot_be_had_delay_the_mail_where_there_may_be_some(far: Far, trouble: str) -> None:
    far.sender.current = replace(far.sender.current, resolver=replace(far.sender.current.resolver, timeout=1))
    far.publish(trouble)
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.4.3")
    assert got.reason.startswith("DNS does not say which keys mx.else.example has: ")
    assert not far.mx.sessions


@pytest.mark.parametrize("unproven", ["else.example", "mx.else.example", "tlsa", "all", "off"])
async def test_without_proof_of_every_step_nothing_is_demanded(far: Far, unproven: str) -> None:
    far.publish(leaf(None, "mx.else.example").tlsa(3, 1))
    proven = set(far.dns.records)
    match unproven:
        case "tlsa":
            far.dns.proven = {name for name in proven if not name.startswith("_")}
        case "all":
            far.dns.proven = ()
        case "off":
            far.sender.current = replace(
                far.sender.current, resolver=replace(far.sender.current.resolver, dnssec="off")
            )
        case _:
            far.dns.proven = proven - {unproven}
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert got.action is Action.RELAYED
    assert not got.tls.endswith(")")


async def test_a_host_that_is_an_alias_has_its_records_under_its_last_name(far: Far) -> None:
    far.dns.records["mx.else.example"] = ["CNAME real.else.example."]
    far.dns.records["real.else.example"] = ["A 127.0.0.1"]
    far.dns.records[f"_{far.mx.port}._tcp.real.else.example"] = [far.own.tlsa(3, 1)]
    far.publish(leaf(None, "x").tlsa(3, 1))
    assert outcome(await far.sender.send(direct(far.mx.port))).tls.endswith(" (DANE)")
    far.dns.records.pop(f"_{far.mx.port}._tcp.real.else.example")
    await far.sender.agent.close()
    assert outcome(await far.sender.send(direct(far.mx.port))).action is Action.DELAYED


async def test_a_domain_without_mx_records_may_have_them_for_itself(far: Far) -> None:
    far.dns.records["else.example"] = ["A 127.0.0.1"]
    far.dns.records[f"_{far.mx.port}._tcp.else.example"] = [far.own.tlsa(3, 1)]
    far.dns.proven = set(far.dns.records)
    assert outcome(await far.sender.send(direct(far.mx.port))).tls.endswith(" (DANE)")


async def test_the_next_host_is_asked_where_the_first_one_fails_its_proof(far: Far) -> None:
    second = ScriptedHop(tls=leaf(None, "b.else.example").server_context(far.folder))
    await second.start("127.0.0.2", far.mx.port)
    far.dns.records["else.example"] = ["MX 10 mx.else.example.", "MX 20 b.else.example."]
    far.dns.records["b.else.example"] = ["A 127.0.0.2"]
    far.publish(leaf(None, "x").tlsa(3, 1))
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert got.remote_mta.startswith("b.else.example[")
    assert not got.tls.endswith(")")
    await second.stop()


async def test_the_explanation_of_a_route_names_it(far: Far) -> None:
    far.publish(far.own.tlsa(3, 1))
    assert await far.sender.agent.explain(direct(far.mx.port)) == [
        "mx.else.example: TLS with what DNS says of its keys, which the domain demands by DANE"
    ]


def test_of_two_hashes_the_stronger_counts() -> None:
    """RFC 7671 §9: a record that a weaker hash forged must not help where a stronger one is published."""
    whole = TlsaRecord(3, 0, 0, b"whole")
    weak = TlsaRecord(3, 1, 1, hashlib.sha256(b"a").digest())
    strong = TlsaRecord(3, 1, 2, hashlib.sha512(b"a").digest())
    other = TlsaRecord(2, 1, 1, hashlib.sha256(b"b").digest())
    short = TlsaRecord(3, 1, 1, b"x")
    assert dane.usable([whole, weak, strong, other, short]) == (whole, strong, other)


def test_certificates_that_cannot_be_read_match_nothing() -> None:
    record = TlsaRecord(3, 1, 1, hashlib.sha256(b"x").digest())
    assert not dane.names_server([record], [b"\x30\x00no certificate"])
    assert not dane.names_server([record], [])
    assert not dane.bears_name(b"\x30\x00no certificate", ["x"])
    assert dane.anchors([record], []) == ()
