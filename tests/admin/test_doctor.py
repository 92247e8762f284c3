"""What doctor judges, by plain examples: nothing here looks at a system."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from homemail.admin.doctor import (
    certificates,
    clock,
    disk,
    dns,
    identity,
    modes,
    networks,
    people,
    port25,
    ports,
    queue,
    records,
    relays,
    reverse,
    secrets,
    toml,
)
from homemail.admin.doctor.finding import Finding, Severity
from homemail.authentication.spf import SpfResult
from homemail.control.methods.dkim import DkimRecord
from homemail.control.methods.engine import ListenerState
from homemail.control.methods.sending import RelayVerdict
from homemail.mail.sentence import Sentence
from homemail.settings.addresses import SenderRewriting
from homemail.settings.model import Identity, Settings
from homemail.settings.reading import Problem, SettingsError
from homemail.settings.relays import PersonalRelay, Relay, Transport
from homemail.store.values import QueueCounts
from homemail.tls.standing import CertificateFacts

OK, NOTICE, PROBLEM = Severity.OK, Severity.NOTICE, Severity.PROBLEM
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def grave(found: list[Finding]) -> list[Severity]:
    """Also: whatever is not well says how to mend it, in sentences."""
    for one in found:
        assert isinstance(one.what, Sentence)
        assert (one.severity is OK) == (not one.mend)
    return [one.severity for one in found]


def test_ports() -> None:
    open_ = ListenerState("smtp", "0.0.0.0", 25, "bound")
    taken = ListenerState("imap", "0.0.0.0", 143, "refused", "taken", Sentence("stop that program"))
    assert grave(ports.judge_ports([open_], {}, is_running=True)) == [OK]
    found = ports.judge_ports([open_, taken], {143: ports.Holder("root", "dovecot", 611)}, is_running=True)
    assert grave(found) == [PROBLEM]
    assert found[0].what == "imap, 0.0.0.0, port 143: taken; it is dovecot, process 611 of the user root."
    assert found[0].mend == "stop that program"
    assert "user root" in ports.judge_ports([taken], {143: ports.Holder("root")}, is_running=True)[0].what
    assert grave(ports.judge_ports([ListenerState("smtp", "", 0, "off")], {}, is_running=True)) == [NOTICE]
    assert grave([ports.judge_absence("/home/x")]) == [PROBLEM]


def test_who_listens_is_read_from_the_systems_table() -> None:
    table = (
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        "   0: 00000000:0019 00000000:0000 0A 00000000:00000000 00:00000000 00000000   104        0 4711 1\n"
        "   1: 0100007F:0019 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1\n"
    )
    assert ports.parse_table(table, {25}) == {"4711": (25, "104")}
    assert ports.parse_table(table, {26}) == {}


@pytest.mark.parametrize(
    ("trusted", "own", "expected"),
    [
        (("127.0.0.0/8", "192.168.1.0/24"), ("127.0.0.0/8", "192.168.1.0/24"), [OK]),
        (("127.0.0.0/8", "192.168.0.0/16"), ("192.168.1.0/24",), [OK]),
        (("127.0.0.0/8",), ("192.168.1.0/24",), [NOTICE]),
        (("127.0.0.0/8",), ("fe80::/64",), [OK]),
        (("fd00::/8",), ("fd12::/64",), [OK]),
        (("93.184.0.0/16",), (), [PROBLEM]),
        (("93.184.216.34/32",), (), [NOTICE]),
        (("2a01:e0a::/32",), (), [PROBLEM]),
        (("2a01:e0a:1:2::/64",), ("2a01:e0a:1:2::/64",), [NOTICE]),
        (("100.64.0.0/10",), (), [OK]),
        ((), (), [OK]),
    ],
)
def test_trusted_networks(trusted: tuple[str, ...], own: tuple[str, ...], expected: list[Severity]) -> None:
    assert grave(networks.judge_networks(trusted, own)) == expected


def house(hostname: str, domain: str, relay: str = "", **more: object) -> Settings:
    settings = Settings(identity=Identity(hostname, domain, (domain,)), relay=Relay(relay))
    return replace(settings, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "expected", "direct"),
    [
        (house("gw.home.lan", "home.lan"), [OK], False),
        (house("gateway", "home.lan"), [NOTICE], False),
        (house("gw.home.lan", "home.lan", "smtp.isp.org"), [NOTICE], False),
        (
            house("gw.home.lan", "home.lan", "smtp.isp.org",
                  sender_rewriting=SenderRewriting(addresses={"@home.lan": "x@isp.org"})),
            [OK], False,
        ),
        (house("gw.home.lan", "moreau.org"), [NOTICE], True),
        (house("mail.moreau.org", "moreau.org"), [OK], True),
        (house("mail.moreau.org", "moreau.org", "smtp.isp.org"), [OK], False),
        (house("mail.moreau.org", "moreau.org", "smtp.isp.org", transports=(Transport("aol.com"),)), [OK], True),
    ],
)  # fmt: skip
def test_names(settings: Settings, expected: list[Severity], direct: bool) -> None:
    assert grave(identity.judge_identity(settings)) == expected
    assert identity.sends_directly(settings) is direct


def test_the_file_of_settings() -> None:
    assert toml.judge_file(Settings(), Settings()).severity is OK
    assert toml.judge_file(house("gw.home.lan", "x.lan"), Settings()).severity is NOTICE
    wrong = toml.judge_file(SettingsError((Problem("homemail.toml", 3, "listen.smtp", "no", ""),)), Settings())
    assert (wrong.severity, wrong.page, wrong.target) == (PROBLEM, "settings", "engine")
    assert "homemail.toml:3: listen.smtp: no" in wrong.what


@pytest.mark.parametrize(
    ("begins", "ends", "names", "expected"),
    [
        (-40, 300, ("gw.home.lan",), OK),
        (-40, 10, ("gw.home.lan",), NOTICE),
        (-400, -1, ("gw.home.lan",), PROBLEM),
        (1, 300, ("gw.home.lan",), PROBLEM),
        (-40, 300, ("other.home.lan",), NOTICE),
    ],
)
def test_certificates(begins: int, ends: int, names: tuple[str, ...], expected: Severity) -> None:
    facts = CertificateFacts("gw", names, NOW + timedelta(days=begins), NOW + timedelta(days=ends), "")
    assert grave(certificates.judge_certificate(facts, ("gw.home.lan",), NOW)) == [expected]
    assert grave(certificates.judge_authority(facts, NOW)) == ([PROBLEM] if ends < 0 else [])


def test_room_on_the_disk() -> None:
    room = disk.Room(10**10, 10**8, 0, 0, 0, 10**6, 10**8)
    assert grave(disk.judge_room(room)) == [OK]
    assert grave(disk.judge_room(replace(room, free=3 * 10**8))) == [NOTICE]
    assert grave(disk.judge_room(replace(room, free=9 * 10**7))) == [PROBLEM]
    assert grave(disk.judge_room(replace(room, free=9 * 10**7, reusable=10**9))) == [NOTICE]
    assert grave(disk.judge_room(replace(room, wal=10**9, log=10**9))) == [OK, NOTICE, NOTICE]


def test_the_clock() -> None:
    now = NOW.timestamp()
    assert grave(clock.judge_clock(now, now - 5, True)) == [OK]
    assert grave(clock.judge_clock(now, now, None)) == [OK]
    assert grave(clock.judge_clock(now, now, False)) == [NOTICE]
    assert grave(clock.judge_clock(now, now + 86400, True)) == [PROBLEM]
    assert grave(clock.judge_clock(86400.0, 0.0, True)) == [PROBLEM]


def test_the_queue() -> None:
    waits = queue.Waiting("4F2A", 5 * 3600.0, "far@isp.org", Sentence("Connection refused"))
    assert grave(queue.judge_queue(QueueCounts(1, 2, 0), replace(waits, age=60.0), "")) == [OK]
    found = queue.judge_queue(QueueCounts(0, 1, 2), waits, Sentence("no route"))
    assert grave(found) == [PROBLEM, NOTICE, NOTICE]
    assert found[1].what == "A message for far@isp.org has waited for 5 hours: Connection refused."
    assert {one.page for one in found} == {"queue"}


def test_people() -> None:
    assert grave([people.judge_empty()]) == [PROBLEM]
    assert grave(people.judge_room([people.Kept("a", 50), people.Kept("b", 92), people.Kept("c", 100)])) == [
        NOTICE,
        PROBLEM,
    ]
    assert grave(people.judge_postmaster(reached=False)) == [PROBLEM]
    assert people.judge_postmaster(reached=True) == []
    assert grave(people.judge_logins(("chris",))) == [NOTICE]
    assert grave(people.judge_senders({"isp": ("Chris", "lea", "@isp.org")}, {"chris"})) == [NOTICE]


def test_aliases_that_lead_nowhere_are_told_each_up_to_ten() -> None:
    settings = replace(
        house("gw.home.lan", "home.lan"),
        aliases={"root": ("chris",), "club": ("chris", "gone"), "a": ("b",), "b": ("a",)},
    )
    dangling = people.find_dangling(settings.aliases, frozenset({"chris"}), settings)
    assert sorted(dangling) == ["a", "b", "club"]
    assert dangling["club"] == "gone@home.lan: no account or alias has that name"
    everything = replace(settings, aliases={"@home.lan": ("outside@isp.org", "@no where")})
    assert list(people.find_dangling(everything.aliases, frozenset({"chris"}), everything)) == ["@home.lan"]
    many = {f"alias{number}": "reason" for number in range(12)}
    found = people.judge_aliases(many)
    assert len(found) == 11
    assert found[-1].what == "And 2 more aliases lead nowhere."


def test_modes() -> None:
    assert grave(modes.judge_modes({"/house": 0o40700, "/house/secrets.json": 0o100600})) == [OK]
    found = modes.judge_modes({"/house": 0o40755, "/house/tls/ca.key": 0o100644})
    assert [one.mend for one in found] == [
        "Keep it to its owner: chmod 700 /house",
        "Keep it to its owner: chmod 600 /house/tls/ca.key",
    ]


def test_passwords_for_the_outside() -> None:
    settings = replace(
        house("gw.home.lan", "home.lan"),
        relay=Relay("smtp.isp.org", username="anna"),
        relays=(PersonalRelay("work", "smtp.work.org", username="a"), PersonalRelay("free", "smtp.free.org")),
        transports=(Transport("far.org", "smtp.far.org", username="t"),),
    )
    asked = secrets.logins(settings)
    assert [one.secret for one in asked] == ["relay", "relay:work", "transport:far.org"]
    found = secrets.judge_logins(asked, {"relay"}, in_keyring=True)
    assert grave(found) == [PROBLEM, PROBLEM]
    assert "relay:work" in found[0].mend
    assert grave(secrets.judge_logins(asked, {one.secret for one in asked}, in_keyring=False)) == [OK]


def test_dns_servers() -> None:
    good, slow, silent = dns.Answered("9.9.9.9", 0.02), dns.Answered("1.1.1.1", 1.7), dns.Answered("8.8.8.8", None)
    assert grave(dns.judge_servers([good])) == [OK]
    assert grave(dns.judge_servers([good, slow, silent])) == [NOTICE, NOTICE]
    assert grave(dns.judge_servers([silent])) == [PROBLEM]
    assert dns.judge_servers([dns.Answered("", None)])[0].what == "The DNS server of this computer does not answer."


def test_relay_trials() -> None:
    said = Sentence("It works."), Sentence("Nothing was sent.")
    assert grave([relays.judge_trial(RelayVerdict(True, "", *said, ()))]) == [OK]
    assert grave([relays.judge_trial(RelayVerdict(False, "sender", *said, ()))]) == [NOTICE]
    assert grave([relays.judge_trial(RelayVerdict(False, "password", *said, ()))]) == [PROBLEM]


WHOLE = records.Published(
    "moreau.org", ("10 mx.moreau.org.",), ("v=spf1 mx -all",), ("v=DMARC1; p=none",),
    (DkimRecord("moreau.org", "home", "rsa", "", "", "", state="published"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (WHOLE, [OK]),
        (replace(WHOLE, mx=()), [NOTICE]),
        (replace(WHOLE, mx=("0 .",)), [NOTICE]),
        (replace(WHOLE, spf_records=()), [NOTICE]),
        (replace(WHOLE, spf_records=("v=spf1 a", "v=spf1 mx")), [PROBLEM]),
        (replace(WHOLE, spf_records=("v=spf1 nonsense:x",)), [PROBLEM]),
        (replace(WHOLE, address="9.9.9.9", spf=SpfResult.FAIL), [PROBLEM]),
        (replace(WHOLE, address="9.9.9.9", spf=SpfResult.PASS), [OK]),
        (replace(WHOLE, dmarc=()), [NOTICE]),
        (replace(WHOLE, keys=()), [NOTICE]),
        (replace(WHOLE, keys=(DkimRecord("moreau.org", "h", "rsa", "", "", "", state="absent"),)), [PROBLEM]),
        (replace(WHOLE, keys=(DkimRecord("moreau.org", "h", "rsa", "", "", "", state="different"),)), [PROBLEM]),
        (replace(WHOLE, keys=(DkimRecord("moreau.org", "h", "", "", "", "", trouble="x"),)), [PROBLEM]),
        (replace(WHOLE, mx=None, spf_records=None, dmarc=None), []),
    ],
)
def test_records_in_dns(found: records.Published, expected: list[Severity]) -> None:
    assert grave(records.judge_records(found)) == expected


def test_reverse_dns() -> None:
    named = reverse.Named("9.9.9.9", ("mail.moreau.org",), ("mail.moreau.org",))
    assert reverse.judge_reverse(named, "Mail.moreau.org", follows=False).severity is OK
    assert reverse.judge_reverse(named, "gw.moreau.org", follows=True).severity is OK
    assert reverse.judge_reverse(named, "gw.moreau.org", follows=False).severity is NOTICE
    assert reverse.judge_reverse(replace(named, leading_back=()), "x.org", follows=True).severity is PROBLEM
    assert reverse.judge_reverse(reverse.Named("9.9.9.9", (), ()), "x.org", follows=False).severity is PROBLEM
    assert reverse.judge_unknown("gw.moreau.org").severity is NOTICE


def test_the_way_out_on_port_25() -> None:
    assert grave(port25.judge_answers({"mx.a.org": False, "mx.b.org": True}, 25)) == [OK]
    assert grave(port25.judge_answers({"mx.a.org": False}, 25)) == [PROBLEM]
    assert port25.judge_answers({}, 25) == []
