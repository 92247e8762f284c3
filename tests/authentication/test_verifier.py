"""The whole judgement: scripted DNS over real packets, one deadline, bodies of any size."""

import asyncio
import time
from types import SimpleNamespace

import pytest

from homemail.authentication import verifier as verifier_file
from homemail.authentication.keys import Algorithm, make_key
from homemail.authentication.signer import Signer
from homemail.authentication.verifier import Client, Verifier
from homemail.mail.address import Address, ReversePath
from homemail.routing.mx import Resolver, TemporaryDnsFailure
from homemail.settings.folders import Folders
from homemail.settings.model import DkimKey
from homemail.settings.model import Resolver as ResolverSettings
from tests.doubles.dns_server import SERVFAIL, SILENT, DnsServer

HEADER = b"From: Bob <bob@example.org>\r\nTo: chris@maison.test\r\nSubject: hello\r\n\r\n"
BODY = b"How are you?\r\n"


class Octets:
    def __init__(self, octets):
        self.octets = octets
        self.size = len(octets)

    def read(self, offset, length):
        return self.octets[offset : offset + length]


class Body(Octets):
    async def read(self, offset, length):
        return self.octets[offset : offset + length]


@pytest.fixture
async def dns():
    server = await DnsServer().start()
    yield server
    server.stop()


@pytest.fixture
def query(dns):
    resolver, settings = Resolver(), ResolverSettings(("127.0.0.1",), dns.port, 2)

    async def ask(name, kind):
        answer = await resolver.records(name, kind, settings)
        return None if isinstance(answer, TemporaryDnsFailure) else answer

    return ask


@pytest.fixture
def signer(tmp_path):
    folders = Folders(tmp_path)
    made = make_key(tmp_path / "keys" / "example.org.hm.pem", Algorithm.RSA)
    return SimpleNamespace(signer=Signer(folders), record=made.record, entries=(DkimKey("example.org", "hm"),))


def client(path="bob@example.org", ip="192.0.2.1"):
    return Client(ip, "mx.example.org", ReversePath(Address.parse(path) if path else None))


def publish(dns, signer):
    dns.records |= {
        "example.org": ['TXT "some other text"', 'TXT "v=spf1 mx " "-all"', "MX 10 mx.example.org."],
        "mx.example.org": ["A 192.0.2.1", 'TXT "v=spf1 a -all"'],
        "hm._domainkey.example.org": [
            "TXT " + " ".join(f'"{signer.record[at : at + 200]}"' for at in range(0, len(signer.record), 200))
        ],
        "_dmarc.example.org": ['TXT "v=DMARC1; p=reject"'],
    }


async def judged(query, header, body=BODY, who=None):
    return await Verifier(query).judge(who or client(), Octets(header + body), header, len(header))


async def test_good_mail_passes_everything(dns, query, signer):
    publish(dns, signer)
    header = await signer.signer.signature(HEADER, Body(BODY), signer.entries, "Q") + HEADER
    report = await judged(query, header)
    assert report.summary == "spf=pass dkim=pass:example.org dmarc=pass(p=reject) arc=none from-domain=example.org"
    assert [(one.method, one.result) for one in report.results] == [
        ("spf", "pass"),
        ("dkim", "pass"),
        ("dmarc", "pass"),
    ]


async def test_a_forgery_fails(dns, query, signer):
    publish(dns, signer)
    report = await judged(query, HEADER, who=client(ip="198.51.100.7"))
    assert report.summary == "spf=fail dkim=none dmarc=fail(p=reject) arc=none from-domain=example.org"
    assert report.dmarc.asks_to_reject


async def test_a_report_without_sender_is_judged_by_helo(dns, query, signer):
    publish(dns, signer)
    report = await judged(query, HEADER, who=client(""))
    assert str(report.results[0]) == "spf=pass smtp.helo=mx.example.org"
    assert report.dmarc.result == "pass"  # mx.example.org and example.org are one organization


async def test_a_server_that_fails_is_a_temperror(dns, query, signer):
    dns.records |= {name: [SERVFAIL] for name in ("example.org", "hm._domainkey.example.org", "_dmarc.example.org")}
    header = await signer.signer.signature(HEADER, Body(BODY), signer.entries, "Q") + HEADER
    report = await judged(query, header)
    assert (report.spf.result, report.dkim[0].result, report.dmarc.result) == ("temperror",) * 3


async def test_silent_dns_costs_one_patience_then_next_to_nothing(dns, query, signer, monkeypatch):
    monkeypatch.setattr(verifier_file, "PATIENCE", 2.0)
    monkeypatch.setattr(verifier_file, "PATIENCE_AFTER_SILENCE", 0.1)
    dns.records |= {name: [SILENT] for name in ("example.org", "_dmarc.example.org")}
    verifier = Verifier(query)
    taken = []
    for _ in range(2):
        started = time.monotonic()
        report = await verifier.judge(client(), Octets(HEADER + BODY), HEADER, len(HEADER))
        taken.append(time.monotonic() - started)
        assert report.spf.result == "temperror"
    assert taken[1] < taken[0] - 1.0


async def test_a_large_body_does_not_stop_the_loop(dns, query, signer):
    publish(dns, signer)
    body = b"x" * 70 + b"\r\n"
    large = body * 400_000  # 29 MB
    longest, stop = 0.0, False

    async def watch():
        nonlocal longest
        while not stop:
            before = time.thread_time()
            await asyncio.sleep(0.005)
            longest = max(longest, time.thread_time() - before)

    watching = asyncio.create_task(watch())
    header = await signer.signer.signature(HEADER, Body(large), signer.entries, "Q") + HEADER
    report = await judged(query, header, large)
    stop = True
    await watching
    assert report.dkim[0].result == "pass"
    assert longest < 0.5


async def test_mail_of_other_domains_is_not_signed(signer):
    for author in (b"bob@other.example", b"bob@sub.example.org", b"a@example.org, b@other.example", b"nobody"):
        header = b"From: " + author + b"\r\n\r\n"
        assert await signer.signer.signature(header, Body(BODY), signer.entries, "Q") == b""


async def test_a_key_that_is_missing_is_a_warning_and_the_mail_leaves(tmp_path, caplog):
    caplog.set_level("WARNING")
    entry = DkimKey("example.org", "gone")
    assert await Signer(Folders(tmp_path)).signature(HEADER, Body(BODY), (entry,), "Q1") == b""
    assert "Q1: warning: not signed for example.org: example.org.gone.pem cannot be read" in caplog.text
