"""The decisions of policy as tables: settings and a scripted DNS in, a reply or nothing out."""

import asyncio
from dataclasses import replace

import pytest

from homemail.mail.address import Address, ReversePath
from homemail.message.fields import parse_header
from homemail.routing.aliases import House
from homemail.settings.model import Device, Identity, Sending, Settings, Strangers
from homemail.settings.reading import parse
from homemail.smtpd.policy.blocklists import find_listing, name_in
from homemail.smtpd.policy.devices import decide_device_sender, device_at
from homemail.smtpd.policy.helo import decide_helo, decide_helo_by_dns
from homemail.smtpd.policy.lists import SenderList
from homemail.smtpd.policy.own_addresses import decide_header, decide_sender
from homemail.smtpd.policy.sender_domain import decide_sender_domain
from homemail.smtpd.policy.strangers import Caller, decide_at_once, decide_by_dns

HOUSE = Settings(identity=Identity("gw.maison.test", "maison.test", ("maison.test", "localhost")))


class Names:
    """DNS as a table: (name, kind) to answers; None is no answer, what is not there does not exist."""

    def __init__(self, **table: object) -> None:
        self.table: dict[tuple[str, str], tuple[str, ...] | None] = {}
        self.asked: list[tuple[str, str]] = []

    def has(self, name: str, kind: str, *answers: str) -> "Names":
        self.table[name, kind] = answers
        return self

    def fails(self, name: str, *kinds: str) -> "Names":
        self.table |= dict.fromkeys(((name, kind) for kind in kinds), None)
        return self

    async def __call__(self, name: str, kind: str) -> tuple[str, ...] | None:
        self.asked.append((name, kind))
        await asyncio.sleep(0)
        return self.table.get((name, kind), ())


def path(text: str) -> ReversePath:
    return ReversePath(Address.parse(text) if text else None)


def code(reply: object) -> str:
    return "" if reply is None else " ".join(str(reply).split()[:2])


@pytest.mark.parametrize(
    ("mode", "name", "answer"),
    [
        ("off", "gw.maison.test", ""),
        ("forged", "GW.Maison.TEST.", "550 5.7.1"),
        ("forged", "maison.test", "550 5.7.1"),
        ("forged", "localhost", ""),
        ("forged", "pc.maison.test", ""),
        ("forged", "a b", ""),
        ("strict", "gw.maison.test", "550 5.7.1"),
        ("strict", "mx.example.org", ""),
        ("strict", "[192.0.2.1]", ""),
        ("strict", "[IPv6:2001:db8::1]", ""),
        ("strict", "[nonsense]", "501 5.5.2"),
        ("strict", "a b", "501 5.5.2"),
        ("strict", "poste", "504 5.5.2"),
        ("strict", "192.0.2.1", "504 5.5.2"),
    ],
)
def test_a_strangers_greeting(mode, name, answer):
    reply = decide_helo(name, replace(HOUSE, strangers=Strangers(helo=mode)))
    assert code(reply) == answer
    assert reply is None or "greet with" in reply.text or "such as" in reply.text


async def test_a_greeting_is_refused_only_where_dns_is_sure():
    strict = replace(HOUSE, strangers=Strangers(helo="strict"))
    dns = Names().has("mx.example.org", "AAAA", "2001:db8::1").fails("mute.example.org", "A")
    assert await decide_helo_by_dns("mx.example.org", strict, dns) is None
    assert await decide_helo_by_dns("mute.example.org", strict, dns) is None
    assert code(await decide_helo_by_dns("gone.example.org", strict, dns)) == "450 4.7.1"
    assert await decide_helo_by_dns("gone.example.org", HOUSE, dns) is None


@pytest.mark.parametrize(
    ("sender", "answer"),
    [
        ("", ""),
        ("bob@[192.0.2.1]", ""),
        ("bob@mx.example", ""),
        ("bob@host.example", ""),
        ("bob@six.example", ""),
        ("bob@null.example", "550 5.7.27"),
        ("bob@gone.example", "550 5.1.8"),
        ("bob@mute.example", ""),
        ("bob@half.example", ""),
        ("bob@bücher.example", ""),
    ],
)
async def test_a_sender_whose_domain_cannot_be_answered(sender, answer):
    dns = (
        Names().has("mx.example", "MX", "10 mail.mx.example.").has("host.example", "A", "192.0.2.1")
        .has("xn--bcher-kva.example", "A", "192.0.2.1").has("six.example", "AAAA", "2001:db8::1")
        .has("null.example", "MX", "0 .")
        .fails("mute.example", "MX").fails("half.example", "AAAA")
    )  # fmt: skip
    assert code(await decide_sender_domain(path(sender), dns)) == answer


@pytest.mark.parametrize(
    ("ip", "name"),
    [
        ("192.0.2.99", "99.2.0.192.bl.test"),
        (
            "2001:db8:1:2:3:4:567:89ab",
            "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.bl.test",  # RFC 5782 §2.4
        ),
        ("::ffff:192.0.2.99", "99.2.0.192.bl.test"),
        ("unknown", None),
    ],
)
def test_the_name_of_a_client_in_a_blocklist(ip, name):
    assert name_in("bl.test", ip) == name


@pytest.mark.parametrize(
    ("answers", "innocent", "listed"),
    [
        (("127.0.0.2",), (), True),
        (("127.255.255.254",), (), False),
        (("203.0.113.5",), (), False),
        (("203.0.113.5", "127.0.0.10"), (), True),
        (("127.0.0.2",), ("127.0.0.2",), False),
        ((), (), False),
    ],
)
async def test_what_a_blocklist_may_answer(answers, innocent, listed):
    dns = Names().has("9.2.0.192.bl.test", "A", *answers).has("1.0.0.127.bl.test", "A", *innocent)
    dns.has("9.2.0.192.bl.test", "TXT", "see https://bl.test/\r\n250 é")
    found = await find_listing("192.0.2.9", ("bl.test",), dns)
    assert (found.listing is not None) is listed
    assert bool(found.notes) is (bool(answers) and not listed)
    if found.listing:
        assert found.listing.reason == "see https://bl.test/??250 ?"


async def test_an_ipv6_list_that_holds_the_world_is_left_out():
    innocent = "1.0.0.0.0.0.f.7.f.f.f.f." + "0." * 20 + "bl.test"
    client = name_in("bl.test", "2001:db8::9")
    dns = Names().has(str(client), "A", "127.0.0.2")
    assert (await find_listing("2001:db8::9", ("bl.test",), dns)).listing
    dns.has(innocent, "A", "127.0.0.2")
    assert (await find_listing("2001:db8::9", ("bl.test",), dns)).listing is None


async def test_the_first_list_of_the_owners_order_counts():
    dns = Names().has("9.2.0.192.two.test", "A", "127.0.0.2").has("9.2.0.192.one.test", "A", "127.0.0.3")
    found = await find_listing(
        "192.0.2.9", ("none.test", "one.test", "two.test"), dns.fails("9.2.0.192.none.test", "A")
    )
    assert found.listing is not None
    assert found.listing.zone == "one.test"


@pytest.mark.parametrize(
    ("ip", "sender", "client", "listed"),
    [
        ("192.0.2.77", "", True, False),
        ("198.51.100.4", "", True, False),
        ("198.51.100.5", "", False, False),
        ("2001:db8::5", "", True, False),
        ("203.0.113.1", "Bob@Example.ORG", False, True),
        ("203.0.113.1", "eve@example.org", False, False),
        ("203.0.113.1", "x@deep.example.net", False, True),
        ("203.0.113.1", "x@badexample.net", False, False),
        ("203.0.113.1", "x@xn--bcher-kva.example", False, True),
        ("203.0.113.1", "jürgen@bücher.example", False, True),
    ],
)
def test_the_owners_lists(ip, sender, client, listed):
    settings = parse("""[strangers]
block = ["192.0.2.77/24", "198.51.100.4", "2001:DB8::/32", "BOB@example.org", "@example.net", "bücher.example"]""")
    entries = settings.strangers.block
    assert entries == (
        "192.0.2.0/24",
        "198.51.100.4",
        "2001:db8::/32",
        "bob@example.org",
        "example.net",
        "bücher.example",
    )
    made = SenderList(entries)
    assert (made.has_client(ip), made.has_sender(path(sender))) == (client, listed)


async def test_who_is_allowed_is_let_in_whatever_speaks_against_it():
    strangers = Strangers("strict", True, ("bl.test",), allow=("192.0.2.0/24",), block=("bob@example.org",))
    settings = replace(HOUSE, strangers=strangers)
    caller = Caller("192.0.2.9", "unknown", "maison.test", path("bob@example.org"))
    advice = decide_at_once(caller, settings)
    assert advice is not None
    assert advice.refusal is None
    advice = decide_at_once(replace(caller, ip="203.0.113.9"), settings)
    assert advice is not None
    assert "Sender address rejected" in str(advice.refusal_for(Address("postmaster", "maison.test")))


async def test_postmaster_hears_whom_a_blocklist_refuses():
    settings = replace(HOUSE, strangers=Strangers(blocklists=("bl.test",)))
    caller = Caller("192.0.2.9", "unknown", "mx.example.org", path("bob@example.org"))
    assert decide_at_once(caller, settings) is None
    advice = await decide_by_dns(caller, settings, Names().has("9.2.0.192.bl.test", "A", "127.0.0.2"))
    assert str(advice.refusal_for(Address("alice", "maison.test"))) == (
        "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using bl.test;"
        " have it removed from that list, or write to postmaster@maison.test"
    )
    assert advice.refusal_for(Address("Postmaster", "maison.test")) is None


OWN = parse("""[identity]
domain = "maison.test"
hostname = "gw.maison.test"
local_domains = ["maison.test", "maison.example"]
[aliases]
family = ["alice", "bob"]
shop = ["bob"]
"ann@maison.example" = ["alice"]
away = ["alice@work.example"]
[sender_rewriting.addresses]
alice = "alice.a@isp.example"
shop = "shop@isp.example"
"@maison.example" = "all@isp2.example"
"bob@maison.test" = "family@isp.example"
"alice@maison.test" = "alice.a@isp.example"
[canonical.both]
"a.old" = "alice@maison.test"
[canonical.senders]
"alice@maison.example" = "mrs.a@isp5.example"
[masquerade]
domains = ["maison.test"]
[virtual]
domains = ["shop.example", "catch.example"]
[virtual.addresses]
"alice@gmail.example" = ["alice"]
"sales@shop.example" = ["alice"]
"help@shop.example" = ["bob"]
"@catch.example" = ["alice"]
[[relays]]
name = "a"
host = "smtp.isp3.example"
senders = ["alice", "alice@isp3.example", "@alice-and-co.example"]
[[relays]]
name = "b"
host = "smtp.isp3.example"
senders = ["bob@maison.test", "bob@isp3.example"]
[[relays]]
name = "office"
host = "smtp.isp4.example"
senders = ["info@isp4.example"]
""")


@pytest.mark.parametrize(
    ("sender", "house", "own"),
    [
        ("alice@maison.test", True, True),
        ("Alice+list@maison.example", True, True),
        ("family@maison.test", True, True),
        ("ann@maison.example", True, True),
        ("bob@maison.test", False, False),
        ("shop@maison.test", False, False),
        ("nobody@maison.test", False, False),
        ("away@maison.test", False, False),
        ("alice.a@isp.example", True, True),
        ("shop@isp.example", False, False),  # bob's, as the rewriting says
        ("all@isp2.example", True, True),
        ("family@isp.example", False, False),
        ("me@work.example", True, False),
        ("alice@gmail.example", True, True),  # a virtual row leads it to her
        ("sales@shop.example", True, True),
        ("help@shop.example", False, False),
        ("any@catch.example", True, True),
        ("a.old@maison.test", True, True),  # canonical rows make it her address
        ("alice@pc1.maison.test", True, True),  # the host is hidden
        ("bob@pc1.maison.test", False, False),
        ("alice@isp3.example", True, True),  # beside her name in the senders of a relay
        ("Alice+news@isp3.example", True, True),
        ("bob@isp3.example", False, False),
        ("x@alice-and-co.example", True, True),
        ("info@isp4.example", True, False),  # of a relay that names nobody of the house
        ("mrs.a@isp5.example", True, True),  # canonical senders turn hers into it
    ],
)
def test_whose_address_alice_may_use(sender, house, own):
    address, people = Address.parse(sender), House.of(OWN, {"alice", "bob"})
    for rule, allowed in (("any", True), ("house", house), ("own", own)):
        reply = decide_sender(address, "alice", people, replace(OWN, sending=Sending(senders=rule)))
        assert (reply is None) is allowed, rule
        if reply:
            assert code(reply) == "553 5.7.1"
            assert "choose an address of your own" in reply.text


@pytest.mark.parametrize(
    ("header", "house", "own"),
    [
        ("From: Alice <alice@maison.test>", "", ""),
        ("From: alice", "", ""),
        ("From: Bob <bob@maison.test>", "bob@maison.test", "bob@maison.test"),
        ("From: Bob <bob>", "bob@maison.test", "bob@maison.test"),
        ("From: bob@maison.test.", "bob@maison.test", "bob@maison.test"),
        ("From: =?utf-8?q?Bob?= \r\n <BOB@maison.test>", "BOB@maison.test", "BOB@maison.test"),
        ("From: alice@maison.test, bob@maison.test\r\nSender: alice@maison.test", "bob@maison.test", "bob@maison.test"),
        ("From: us: alice, bob;", "bob@maison.test", "bob@maison.test"),
        ("From: alice\r\nFrom: bob", "bob@maison.test", "bob@maison.test"),
        ("From: alice\r\nSender: bob", "bob@maison.test", "bob@maison.test"),
        ("From: me@work.example", "", "me@work.example"),
        ("From: bob@isp3.example", "bob@isp3.example", "bob@isp3.example"),
        ("Resent-From: alice\r\nFrom: friend@far.example", "", ""),
        ("Resent-From: alice\r\nFrom: bob", "bob@maison.test", "bob@maison.test"),
        ("Resent-From: bob\r\nFrom: alice", "bob@maison.test", "bob@maison.test"),
        ("From: Alice\r\nTo: bob", "", ""),
        ("From: the whole family", "", ""),  # a name, no address
        ("Subject: nothing", "", ""),
    ],
)
def test_as_whom_alice_may_write(header, house, own):
    people = House.of(OWN, {"alice", "bob"})
    parsed = parse_header(f"{header}\r\n\r\n".encode())
    for rule, refused in (("any", ""), ("house", house), ("own", own)):
        reply = decide_header(parsed, "alice", people, replace(OWN, sending=Sending(senders=rule)))
        assert (str(reply).split()[2:3] if reply else []) == ([f"<{refused}>:"] if refused else []), rule
        if reply:
            assert code(reply) == "550 5.7.1"
            assert "have this one made yours in HomeMail" in reply.text


PRINTER = Device("printer", ("192.168.1.40", "2001:db8:1::/64"), ("scanner@maison.test", "print.example"))


def test_a_device_is_known_by_its_address_and_bound_to_its_senders():
    assert device_at("192.168.1.40", (PRINTER,)) == device_at("2001:db8:1::9", (PRINTER,)) == PRINTER
    assert device_at("192.168.1.41", (PRINTER,)) is None
    assert decide_device_sender(path("Scanner@maison.test"), PRINTER) is None
    assert decide_device_sender(path("any@sub.print.example"), PRINTER) is None
    assert decide_device_sender(path("alice@maison.test"), replace(PRINTER, senders=())) is None
    for sender in ("alice@maison.test", ""):
        reply = decide_device_sender(path(sender), PRINTER)
        assert code(reply) == "553 5.7.1"
        assert "the device printer may not send as this; set its sender to scanner@maison.test" in str(reply)
