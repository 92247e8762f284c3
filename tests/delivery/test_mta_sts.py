"""MTA-STS with a real HTTPS server, handshakes and a scripted DNS: what a policy demands, and when there is none."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.delivery import sts_policies
from homemail.delivery.mta_sts import BadPolicy, StsMode, StsPolicy, parse_policy, parse_record
from homemail.mail.outcome import Action
from tests.doubles.certificates import Certified, authority, leaf
from tests.doubles.dns_server import SERVFAIL, SILENT, DnsServer
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.policy_server import HANG, PolicyServer, answer, policy
from tests.doubles.sender import Sender, direct, outcome

ENFORCE = policy("mode: enforce", "mx: mx.else.example", "mx: *.backup.example", "max_age: 604800")


@dataclass
class Far:
    """The other house: its DNS, its mail server and its policy server, under one authority."""

    folder: Path
    root: Certified
    dns: DnsServer
    mx: ScriptedHop
    policies: PolicyServer
    sender: Sender

    def show(self, *names: str, above: Certified | None = None, days: int = 30) -> None:
        self.mx.tls = leaf(above or self.root, *names, days=days).server_context(self.folder)

    def publish(self, record: str) -> None:
        self.dns.records["_mta-sts.else.example"] = [f'TXT "{record}"']

    async def restart(self) -> None:
        await self.sender.agent.close()
        self.sender.agent = self.sender.new_agent()


@pytest.fixture
async def far(tmp_path: Path) -> AsyncIterator[Far]:
    root = authority()
    (tmp_path / "ca.pem").write_bytes(root.pem)
    policies = PolicyServer(leaf(root, "mta-sts.else.example").server_context(tmp_path), [ENFORCE])
    await policies.start()
    dns = await DnsServer(
        {
            "else.example": ["MX 10 mx.else.example."],
            "mx.else.example": ["A 127.0.0.1"],
            "mta-sts.else.example": ["A 127.0.0.1"],
            "_mta-sts.else.example": ['TXT "v=STSv1; id=1;"'],
        }
    ).start()
    sender = Sender(policy_file=tmp_path / "mta-sts.json", policy_port=policies.port)
    sender.ask(dns, str(tmp_path / "ca.pem"))
    far = Far(tmp_path, root, dns, ScriptedHop(), policies, sender)
    far.show("mx.else.example")
    await far.mx.start()
    yield far
    await sender.agent.close()
    await far.mx.stop()
    await policies.stop()
    dns.stop()


async def test_a_policy_that_is_met_lets_mail_pass_and_is_named_in_the_record(far: Far) -> None:
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert got.action is Action.RELAYED
    assert got.tls.startswith("TLSv1.3 ")
    assert got.tls.endswith(" (MTA-STS)")
    assert far.policies.asked == [
        f"GET /.well-known/mta-sts.txt HTTP/1.1 Host: mta-sts.else.example:{far.policies.port}"
    ]


async def test_a_server_without_starttls_is_not_spoken_with(far: Far) -> None:
    far.mx.tls = None
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.7.4")
    assert got.reason == (
        "TLS is required, but was not offered by host mx.else.example[127.0.0.1];"
        " the recipient's domain demands TLS with a valid certificate (MTA-STS), so the mail waits"
    )
    assert not any(line.startswith("MAIL") for line in far.mx.lines)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [("stranger", "self-signed"), ("name", "for another name"), ("age", "expired"), ("self", "self-signed")],
)
async def test_a_certificate_that_proves_nothing_delays_the_mail(far: Far, wrong: str, said: str) -> None:
    match wrong:
        case "stranger":
            far.show("mx.else.example", above=authority("Somebody"))
        case "name":
            far.show("mail.else.example")
        case "age":
            far.show("mx.else.example", days=-1)
        case "self":
            far.mx.tls = leaf(None, "mx.else.example").server_context(far.folder)
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.7.5")
    assert "Cannot start TLS with mx.else.example[127.0.0.1]: certificate verification failed: " in got.reason
    assert said in got.reason
    assert "(MTA-STS), so the mail waits" in got.reason
    assert not far.mx.taken
    assert far.mx.sessions == 1  # once more without TLS would be what an attacker wants


async def test_mail_servers_that_the_policy_does_not_name_are_passed_over(far: Far) -> None:
    far.dns.records["else.example"] = ["MX 10 evil.example.", "MX 20 m.backup.example."]
    far.dns.records["evil.example"] = ["A 127.0.0.1"]
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert (got.action, str(got.status)) == (Action.DELAYED, "4.7.0")
    assert got.reason.startswith("evil.example is no mail server that the policy of else.example names")
    assert not far.mx.sessions
    far.dns.records["m.backup.example"] = ["A 127.0.0.1"]
    far.show("m.backup.example")
    got = outcome(await far.sender.send(direct(far.mx.port)))
    assert got.remote_mta.startswith("m.backup.example[")


@pytest.mark.parametrize("mode", ["testing", "none"])
async def test_a_policy_on_trial_or_withdrawn_asks_for_nothing(far: Far, mode: str) -> None:
    far.policies.answers = [policy(f"mode: {mode}", "mx: other.example", "max_age: 86400")]
    far.mx.tls = None
    assert outcome(await far.sender.send(direct(far.mx.port))).action is Action.RELAYED
    assert len(far.policies.asked) == 1


async def test_a_policy_once_seen_holds_though_dns_forgets_it_and_over_a_restart(far: Far) -> None:
    await far.sender.send(direct(far.mx.port))
    far.mx.tls = None
    for trouble in ([], [SERVFAIL], [SILENT], ['TXT "v=STSv1; id=1"', 'TXT "v=STSv1; id=2"']):
        far.dns.records["_mta-sts.else.example"] = trouble
        await far.restart()
        assert outcome(await far.sender.send(direct(far.mx.port))).action is Action.DELAYED
    assert len(far.policies.asked) == 1


async def test_a_new_id_brings_the_new_policy_and_an_old_one_is_not_fetched_again(far: Far) -> None:
    await far.sender.send(direct(far.mx.port))
    await far.restart()
    await far.sender.send(direct(far.mx.port))
    assert len(far.policies.asked) == 1
    far.publish("v=STSv1; id=2;")
    far.policies.answers = [policy("mode: none", "max_age: 86400")]
    far.mx.tls = None
    await far.restart()
    assert outcome(await far.sender.send(direct(far.mx.port))).action is Action.RELAYED
    assert len(far.policies.asked) == 2


@pytest.mark.parametrize(
    "bad",
    [
        answer(b"", "404 Not Found"),
        answer(b"", "302 Found", more="Location: https://mta-sts.else.example/elsewhere\r\n"),
        answer(b"version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1\n", kind="text/html"),
        answer(b"version: STSv1\nmode: enforce\nmax_age: 86400\n"),
        answer(b"mode: enforce\nmx: a.example\nmax_age: 86400\n"),
        answer(b"version: STSv1\nmode: enforce\nmx: a.example\n" + b"x: y\n" * 20_000 + b"max_age: 1\n"),
        b"\x00\x01 no HTTP at all\r\n\r\n",
        b"",
        HANG,
    ],
)
async def test_a_policy_that_cannot_be_had_asks_for_nothing_and_is_not_asked_for_at_once_again(
    far: Far, bad: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sts_policies, "FETCH_TIMEOUT", 0.5)
    far.policies.answers = [bad]
    far.mx.tls = None
    assert outcome(await far.sender.send(direct(far.mx.port))).action is Action.RELAYED
    before = len(far.policies.asked)
    await far.sender.agent.explain(direct(far.mx.port))
    assert len(far.policies.asked) == before


async def test_what_was_seen_holds_though_the_new_policy_cannot_be_had(far: Far) -> None:
    await far.sender.send(direct(far.mx.port))
    far.publish("v=STSv1; id=2;")
    far.policies.answers = [answer(b"", "500 Oops")]
    far.mx.tls = None
    await far.restart()
    assert outcome(await far.sender.send(direct(far.mx.port))).action is Action.DELAYED


async def test_a_policy_server_has_to_prove_its_name(far: Far) -> None:
    for above, name in ((far.root, "else.example"), (authority("Somebody"), "mta-sts.else.example")):
        impostor = PolicyServer(leaf(above, name).server_context(far.folder), [ENFORCE])
        await impostor.start()
        far.sender.policy_port = impostor.port
        far.mx.tls = None
        await far.restart()
        assert outcome(await far.sender.send(direct(far.mx.port))).action is Action.RELAYED
        assert not impostor.asked
        await impostor.stop()


async def test_deliveries_to_one_domain_share_a_fetch_and_others_do_not_wait_for_it(far: Far) -> None:
    far.policies.answers = [HANG]
    far.dns.records["other.example"] = ["MX 10 mx.else.example."]
    waiting = asyncio.create_task(far.sender.send(direct(far.mx.port)))
    async with asyncio.timeout(30):
        while not far.policies.asked:
            await asyncio.sleep(0.01)
        assert outcome(await far.sender.send(direct(far.mx.port, "other.example"))).action is Action.RELAYED
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    far.policies.answers = [ENFORCE]
    several = await asyncio.gather(*(far.sender.send(direct(far.mx.port)) for _ in range(4)))
    assert {outcome(attempts).tls.rpartition(" ")[2] for attempts in several} == {"(MTA-STS)"}
    assert len(far.policies.asked) == 2


async def test_policies_of_many_domains_are_kept_side_by_side(far: Far) -> None:
    names = [f"d{number}.example" for number in range(8)]
    certificate = leaf(far.root, *(f"mta-sts.{name}" for name in names))
    await far.policies.stop()
    server = PolicyServer(certificate.server_context(far.folder), [ENFORCE])
    await server.start()
    far.sender.policy_port = server.port
    for name in names:
        far.dns.records |= {
            name: ["MX 10 mx.else.example."],
            f"mta-sts.{name}": ["A 127.0.0.1"],
            f"_mta-sts.{name}": ['TXT "v=STSv1; id=1;"'],
        }
    await far.restart()
    several = await asyncio.gather(*(far.sender.send(direct(far.mx.port, name)) for name in names))
    assert all(outcome(attempts).tls.endswith("(MTA-STS)") for attempts in several)
    assert sorted(json.loads((far.folder / "mta-sts.json").read_text())) == names
    await server.stop()


async def test_a_damaged_file_of_policies_is_as_good_as_none(far: Far) -> None:
    file = far.folder / "mta-sts.json"
    for content in ("", "{", "[]", '{"else.example": 7}'):
        file.write_text(content)
        await far.restart()
        assert outcome(await far.sender.send(direct(far.mx.port))).tls.endswith("(MTA-STS)")
    kept = json.loads(file.read_text())["else.example"]
    assert (kept["mode"], kept["mx"], kept["id"]) == ("enforce", ["mx.else.example", "*.backup.example"], "1")


async def test_the_explanation_of_a_route_names_the_policy(far: Far) -> None:
    far.dns.records["else.example"].append("MX 20 evil.example.")
    far.dns.records["evil.example"] = ["A 127.0.0.1"]
    said = await far.sender.agent.explain(direct(far.mx.port))
    assert said[0] == "mx.else.example: TLS with a valid certificate, which the domain demands by MTA-STS"
    assert said[1].startswith("evil.example: evil.example is no mail server that the policy of else.example names")
    assert not far.mx.sessions
    far.dns.records["_mta-sts.else.example"] = []
    far.sender.policy_file = None
    await far.restart()
    assert (await far.sender.agent.explain(direct(far.mx.port)))[0] == (
        "mx.else.example: TLS where it is offered; nobody asks for more"
    )


# RFC 8461 §3.1, §3.2, §4.1: what is no policy, and whom a pattern names.


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["v=STSv1; id=20160831085700Z;"], "20160831085700Z"),
        (["v=STSv1;id=a;x=y"], "a"),
        (["v=STSv1 ;\tid=a ;"], "a"),
        (["v=STSv1; x=id=b; id=a"], "a"),
        (["something else", "v=STSv1; id=a"], "a"),
        (["v=STSv1; id=a", "v=STSv1; id=a"], None),
        (["v=STSv1; id="], None),
        (["v=STSv1; id=a-b"], None),
        (["v=STSv1; id=" + "a" * 33], None),
        (["v=STSv1"], None),
        (["v=STSv2; id=a"], None),
        (["id=a; v=STSv1"], None),
        ([], None),
    ],
)
def test_records(texts: list[str], found: str | None) -> None:
    assert parse_record(texts) == found


def test_a_policy_as_the_standard_shows_it() -> None:
    text = b"version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.Example.net.\nmx: b\nmax_age: 604800\n"
    assert parse_policy(text) == StsPolicy(StsMode.ENFORCE, 604800, ("mail.example.com", "*.example.net", "b"))
    odd = b"max_age:99999999999\r\nmode:none  \r\nmode: enforce\r\n\r\nnew-thing: x\r\nversion:STSv1"
    with pytest.raises(BadPolicy):
        parse_policy(odd)
    assert parse_policy(odd.replace(b"99999999999", b"9999999999")) == StsPolicy(StsMode.NONE, 31_557_600)


@pytest.mark.parametrize(
    ("pattern", "host", "named"),
    [
        ("mx.example.com", "MX.example.com.", True),
        ("*.example.com", "mx.example.com", True),
        ("*.example.com", "a.mx.example.com", False),
        ("*.example.com", "example.com", False),
        ("example.com", "mx.example.com", False),
        ("*.com", "com", False),
        ("*", "com", False),
        ("*.", "com", False),
    ],
)
def test_patterns(pattern: str, host: str, named: bool) -> None:
    assert StsPolicy(StsMode.ENFORCE, 1, (pattern,)).names(host) is named


@given(st.binary(max_size=300))
def test_no_octets_break_the_parser(octets: bytes) -> None:
    for text in (octets, b"version: STSv1\nmode: enforce\nmx: a\nmax_age: 1\n" + octets):
        try:
            parse_policy(text)
        except BadPolicy:
            continue
