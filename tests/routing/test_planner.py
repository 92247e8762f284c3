"""The planner: arrival and departure of whole messages."""

import re
import time
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.message.fields import split_fields
from homemail.routing.departure import plan_departure
from homemail.routing.planner import explain_route, plan_arrival
from homemail.routing.resolution import AddressClass, refusal, resolve_recipient
from homemail.routing.transports import HopKind
from homemail.settings.addresses import SenderRewriting
from homemail.settings.model import HeaderCheck, Identity, Settings
from homemail.settings.relays import Relay, Transport

HOUSE = Settings(
    identity=Identity("gateway.maison.test", "maison.test", ("maison.test", "gateway.maison.test", "localhost")),
    relay=Relay("127.0.0.1", 2626, "none", ""),
    aliases={"root": ("chris",), "postmaster": ("root",), "all": ("chris", "anne", "far@else.example")},
    sender_rewriting=SenderRewriting("outgoing", {"chris": "christian@isp.example"}),
    transports=(
        Transport("aol.com", "smtp.isp.example"),
        Transport(".aol.com", "sub.isp.example"),
        Transport(".mail.aol.com", "longest.isp.example", 587, "required", "us"),
        Transport("direct.example", ""),
    ),
    header_checks=(HeaderCheck("^Received:", "ignore", "", "outgoing"),),
)
PEOPLE = frozenset({"chris", "anne"})
CHRIS = ReversePath(Address.parse("chris@maison.test"))
HEADER = b"Received: from pc\r\n\tby gateway\r\nFrom: Chris <chris@maison.test>\r\nSubject: x\r\n\r\n"


def envelope(*addresses: str) -> Envelope:
    return Envelope(CHRIS, tuple(Recipient(Address.parse(address)) for address in addresses))


def with_checks(*checks: HeaderCheck) -> Settings:
    return replace(HOUSE, header_checks=checks)


def test_classes_at_rcpt() -> None:
    def kind(address: str) -> AddressClass:
        return resolve_recipient(Address.parse(address), PEOPLE, HOUSE).kind

    assert kind("CHRIS@maison.test") is AddressClass.LOCAL
    assert kind("postmaster@localhost") is AddressClass.LOCAL
    assert kind("personne@maison.test") is AddressClass.UNKNOWN
    assert kind("x@else.example") is AddressClass.OUTSIDE


def test_a_mailbox_reached_twice_gets_one_copy() -> None:
    plan = plan_arrival(
        envelope("chris@maison.test", "all@maison.test", "Far@else.example"), PEOPLE, HOUSE, Origin.TRUSTED
    )
    assert [(target.account, str(target.original)) for target in plan.local] == [
        ("chris", "chris@maison.test"),
        ("anne", "all@maison.test"),
    ]
    assert [str(target.recipient.address) for target in plan.remote] == ["far@else.example"]


def test_unknown_recipient_is_refused_and_says_so() -> None:
    plan = plan_arrival(envelope("personne@maison.test"), PEOPLE, HOUSE, Origin.STRANGER)
    assert str(plan.refused[0].status) == "5.1.1"


def test_outgoing_scope_leaves_the_house_copy_alone() -> None:
    plan = plan_arrival(envelope("anne@maison.test", "x@else.example"), PEOPLE, HOUSE, Origin.SUBMITTED, HEADER)
    assert plan.header == HEADER
    assert plan.reverse_path == CHRIS
    leaving = plan_departure(plan.reverse_path, plan.remote[0].recipient.address, plan.header, HOUSE)
    assert leaving.header == b"From: Chris <christian@isp.example>\r\nSubject: x\r\n\r\n"
    assert str(leaving.reverse_path) == "christian@isp.example"


def test_scope_all_rewrites_for_the_house_too_but_never_for_strangers() -> None:
    everywhere = replace(HOUSE, sender_rewriting=replace(HOUSE.sender_rewriting, scope="all"))
    plan = plan_arrival(envelope("anne@maison.test"), PEOPLE, everywhere, Origin.SUBMITTED, HEADER)
    assert b"christian@isp.example" in plan.header
    stranger = plan_arrival(envelope("anne@maison.test"), PEOPLE, everywhere, Origin.STRANGER, HEADER)
    assert stranger.header == HEADER


def test_next_hops() -> None:
    def hop(address: str) -> tuple[HopKind, str]:
        departure = plan_departure(CHRIS, Address.parse(address), b"", HOUSE)
        assert departure.next_hop is not None
        return departure.next_hop.kind, departure.next_hop.host

    assert hop("x@aol.com") == (HopKind.HOST, "smtp.isp.example")
    assert hop("x@a.aol.com") == (HopKind.HOST, "sub.isp.example")
    assert hop("x@b.mail.aol.com") == (HopKind.HOST, "longest.isp.example")
    assert hop("x@notaol.com") == (HopKind.RELAY, "127.0.0.1")
    assert hop("x@direct.example") == (HopKind.MX, "direct.example")


def test_no_relay_means_mx() -> None:
    departure = plan_departure(CHRIS, Address.parse("x@else.example"), b"", replace(HOUSE, relay=Relay()))
    assert departure.next_hop is not None
    assert departure.next_hop.kind is HopKind.MX


def test_login_names_its_secret_and_holds_no_password() -> None:
    departure = plan_departure(CHRIS, Address.parse("x@b.mail.aol.com"), b"", HOUSE)
    assert departure.next_hop is not None
    assert departure.next_hop.secret_name == "transport:.mail.aol.com"


def test_address_that_became_ours_returns_home() -> None:
    assert plan_departure(CHRIS, Address.parse("x@maison.test"), b"", HOUSE).returns_home


def test_reject_hold_redirect_and_warn() -> None:
    checks = with_checks(
        HeaderCheck("^X-Bad:", "reject", "no such thing here", "all"),
        HeaderCheck("^X-Wait: .*now", "hold", "", "incoming"),
        HeaderCheck("^X-Turn:", "redirect", "anne@maison.test", "all"),
        HeaderCheck("^subject: x", "warn", "look", "all"),
    )
    header = b"X-Wait: not\r\n now\r\nX-Turn: 1\r\nX-Bad: 1\r\nSubject: x\r\n"
    plan = plan_arrival(envelope("chris@maison.test"), PEOPLE, checks, Origin.STRANGER, header)
    assert plan.reject == "no such thing here"
    assert plan.hold is not None
    assert [target.account for target in plan.local] == ["anne"]
    assert plan.warnings == ("look: Subject: x",)


def test_prepend_and_replace_cannot_smuggle_a_field() -> None:
    checks = with_checks(
        HeaderCheck("^A:", "replace", "A: 2\r\nEvil: 1", "all"), HeaderCheck("^B:", "prepend", "X: 1", "all")
    )
    plan = plan_arrival(envelope("chris@maison.test"), PEOPLE, checks, Origin.STRANGER, b"A: 1\r\nB: 1\n\r\n")
    assert plan.header == b"A: 2  Evil: 1\r\nX: 1\nB: 1\n\r\n"


def test_a_pattern_without_end_is_stopped_and_named_and_the_next_check_still_counts() -> None:
    checks = with_checks(
        HeaderCheck(r"(.*a){25}", "reject", "never", "all"), HeaderCheck("^Subject:", "warn", "seen", "all")
    )
    header = b"Subject: " + b"a" * 24 + b"b" * 4000 + b"\r\n" + b"X: aaaa\r\n" * 100
    begun = time.monotonic()
    plan = plan_arrival(envelope("chris@maison.test"), PEOPLE, checks, Origin.STRANGER, header)
    assert time.monotonic() - begun < 30  # it would take years
    assert plan.reject is None
    assert plan.warnings[0].startswith("seen: Subject:")
    assert plan.warnings[1] == ("check 1, '(.*a){25}', takes too long and was stopped: its pattern has to be mended")
    assert plan.header == header


def test_reject_at_departure_gives_the_reason() -> None:
    departure = plan_departure(
        CHRIS,
        Address.parse("x@else.example"),
        b"X: secret\r\n",
        with_checks(HeaderCheck("secret", "reject", "no", "outgoing")),
    )
    assert (departure.reject, str(departure.reject_status)) == ("no", "5.7.1")
    assert departure.next_hop is None


def test_route_names_the_rows_that_decided() -> None:
    steps = explain_route(Address.parse("all@maison.test"), CHRIS, PEOPLE, HOUSE).steps
    rules = [step.rule for step in steps]
    assert "aliases.all" in rules
    assert "sender_rewriting.addresses.chris" in rules
    assert "relay" in rules


def test_bcc_does_not_leave_the_house() -> None:
    header = b"Return-Path: <x@y.example>\r\nTo: a@b.example\r\n"
    header += b"BCC: secret@else.example,\r\n\tother@else.example\r\n\r\n"
    departure = plan_departure(CHRIS, Address.parse("a@b.example"), header, HOUSE)
    assert departure.header == b"To: a@b.example\r\n\r\n"


def test_a_line_that_says_bcc_without_a_colon_is_no_field_and_leaves() -> None:
    departure = plan_departure(CHRIS, Address.parse("a@b.example"), b"bcc\r\nTo: a@b.example\r\n", HOUSE)
    assert departure.header == b"bcc\r\nTo: a@b.example\r\n"


@given(st.binary(max_size=300))
@example_settings(deadline=None)
def test_fields_are_the_header_and_nothing_is_lost(header: bytes) -> None:
    assume(b"bcc" not in header.lower() and b"return-path" not in header.lower())
    assert b"".join(split_fields(header)) == header
    assume(not re.search(rb"(?im)^\s*(bcc|resent-bcc|return-path)\s*:", header))
    assert plan_departure(ReversePath.null(), Address.parse("x@else.example"), header, Settings()).header == header


def test_a_circle_of_aliases_is_not_told_as_an_unknown_user() -> None:
    settings = replace(HOUSE, aliases={"a": ("b",), "b": ("a",)})
    for name, told in (("a", "550 5.4.6 <{}>: Recipient address rejected: Alias leads in a circle"),
                       ("c", "550 5.1.1 <{}>: Recipient address rejected: User unknown")):  # fmt: skip
        address = Address.parse(f"{name}@maison.test")
        resolution = resolve_recipient(address, {"chris"}, settings)
        assert resolution.status
        assert str(refusal(address, resolution.status)) == told.format(address)


def test_where_an_address_leads_is_asked_anew_when_aliases_or_accounts_change() -> None:
    address = Address.parse("dora@maison.test")
    assert resolve_recipient(address, PEOPLE, HOUSE).is_unknown
    assert resolve_recipient(address, PEOPLE | {"dora"}, HOUSE).is_local
    assert resolve_recipient(address, PEOPLE, HOUSE).is_unknown
    assert resolve_recipient(address, PEOPLE, replace(HOUSE, aliases={"dora": ("chris",)})).is_local
    living = set(PEOPLE)
    assert resolve_recipient(address, living, HOUSE).is_unknown
    living.add("dora")
    assert resolve_recipient(address, living, HOUSE).is_local
