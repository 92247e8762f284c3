"""Canonical, virtual, relocated, catch-all, masquerade and extensions, beside what a real Postfix makes of them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.routing.departure import plan_departure
from homemail.routing.planner import plan_arrival
from homemail.routing.resolution import HAS_MOVED, AddressClass, resolve_recipient
from homemail.routing.rewriting import Masquerading, Rewriting, rewrite_field
from homemail.routing.spans import address_spans
from homemail.settings.addresses import Canonical, Masquerade, SenderRewriting, Virtual
from homemail.settings.model import Identity, Settings
from tests.routing import postfix_tables as tables

OURS = ("maison.test", "gateway.maison.test", "localhost")
HOUSE = Settings(
    identity=Identity("gateway.maison.test", "maison.test", OURS),
    canonical=Canonical(tables.CANONICAL, tables.SENDER_CANONICAL, tables.RECIPIENT_CANONICAL),
    masquerade=Masquerade(tables.MASQUERADE, tables.MASQUERADE_EXCEPTIONS),
    virtual=Virtual(tables.VIRTUAL_DOMAINS, tables.VIRTUAL),
    relocated=tables.RELOCATED,
    sender_rewriting=SenderRewriting("outgoing", tables.GENERIC),
)
PEOPLE = frozenset({"chris", "anne", "paul", "self", "both", "nobody"})
CHRIS = ReversePath(Address.parse("chris@maison.test"))
ANSWERS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("postfix.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def recorded(*kinds: str) -> list[tuple[str, ...]]:
    return [answer for answer in ANSWERS if answer[0] in kinds]


def ends(address: str, settings: Settings = HOUSE) -> set[str]:
    """Where the planner brings an address: mailboxes with their extension, addresses outside, or a refusal."""
    envelope = Envelope(CHRIS, (Recipient(Address.parse(address)),))
    plan = plan_arrival(envelope, PEOPLE, settings, Origin.TRUSTED)
    found = {f"{target.account}{target.extension}" for target in plan.local}
    found |= {target.recipient.address.key for target in plan.remote}
    return found | {str(target.status) for target in plan.refused}


@pytest.mark.parametrize(("kind", "address", "answer"), recorded("recipient"))
def test_a_recipient_ends_where_postfix_brings_it(kind: str, address: str, answer: str) -> None:
    expected = set()
    for word in answer.removeprefix("550 ").lower().split():
        local_part, _, domain = word.rpartition("@")
        expected.add(local_part if domain in OURS else word)
    assert ends(address) == expected


@pytest.mark.parametrize(("kind", "address", "answer"), recorded("in", "out"))
def test_a_sender_becomes_what_postfix_makes_of_it(kind: str, address: str, answer: str) -> None:
    path = ReversePath(Address.parse(address))
    header = f"From: <{address}>\r\n".encode()
    to = Address.parse("paul@maison.test" if kind == "in" else "paul@else.example")
    plan = plan_arrival(Envelope(path, (Recipient(to),)), PEOPLE, HOUSE, Origin.TRUSTED, header)
    made = (str(plan.reverse_path), plan.header)
    if kind == "out":
        leaving = plan_departure(plan.reverse_path, to, plan.header, HOUSE)
        made = (str(leaving.reverse_path), leaving.header)
    assert made == (answer, f"From: <{answer}>\r\n".encode())


@pytest.mark.parametrize(("kind", "address", "answer"), recorded("to"))
def test_a_recipient_in_the_header_becomes_what_postfix_makes_of_it(kind: str, address: str, answer: str) -> None:
    envelope = Envelope(CHRIS, (Recipient(Address.parse("paul@maison.test")),))
    plan = plan_arrival(envelope, PEOPLE, HOUSE, Origin.TRUSTED, f"To: <{address}>\r\n".encode())
    assert plan.header.lower() == f"To: <{answer}>\r\n".encode().lower()


def test_rcpt_tells_the_new_address_and_relays_for_nobody() -> None:
    def asked(address: str) -> tuple[AddressClass, str]:
        found = resolve_recipient(Address.parse(address), PEOPLE, HOUSE)
        return found.kind, found.moved

    assert asked("gone@maison.test") == (AddressClass.UNKNOWN, "gone@new.example")
    assert asked("uncle@else.example") == (AddressClass.OUTSIDE, "uncle@new.example")
    assert asked("info@club.example") == (AddressClass.LOCAL, "")
    assert asked("friend@else.example") == (AddressClass.OUTSIDE, "")
    assert asked("x@nowhere.example") == (AddressClass.OUTSIDE, "")


def test_one_of_several_who_moved_is_told_of_while_the_others_receive() -> None:
    settings = replace(HOUSE, aliases={"all": ("chris", "gone", "uncle@else.example")})
    plan = plan_arrival(
        Envelope(CHRIS, (Recipient(Address.parse("all@maison.test")),)), PEOPLE, settings, Origin.TRUSTED
    )
    assert [target.account for target in plan.local] == ["chris"]
    assert [str(one.recipient.address) for one in plan.refused] == ["gone@maison.test", "uncle@else.example"]
    assert {one.status for one in plan.refused} == {HAS_MOVED}


def test_who_moved_while_the_mail_waited_is_told_at_departure() -> None:
    departure = plan_departure(CHRIS, Address.parse("uncle@else.example"), b"", HOUSE)
    assert (departure.reject_status, departure.next_hop) == (HAS_MOVED, None)
    assert "uncle@new.example" in str(departure.reject)


def test_catch_all_is_for_whom_nobody_else_has_and_never_for_the_roles() -> None:
    settings = replace(
        HOUSE,
        catch_all={"maison.test": ("anne",), "club.example": ("@maison.test",)},
        aliases={"postmaster": ("chris",)},
    )
    assert ends("whoever@maison.test", settings) == {"anne"}
    assert ends("whoever@localhost", settings) == {"5.1.1"}
    assert ends("chris@maison.test", settings) == {"chris"}
    assert ends("paul@club.example", settings) == {"paul"}
    assert ends("postmaster@maison.test", settings) == {"chris"}
    assert ends("postmaster@club.example", settings) == {"chris"}


def test_the_sign_before_an_extension_is_a_setting() -> None:
    def with_sign(sign: str) -> Settings:
        return replace(HOUSE, identity=replace(HOUSE.identity, recipient_delimiter=sign))

    assert ends("chris-shop@maison.test", with_sign("-")) == {"chris-shop"}
    assert ends("chris+shop@maison.test", with_sign("-")) == {"5.1.1"}
    assert ends("chris+shop@maison.test", with_sign("")) == {"5.1.1"}
    assert ends("mailer-daemon@maison.test", with_sign("-")) == {"anne"}


def test_a_circle_of_virtual_rows_ends() -> None:
    circle = Virtual(("club.example",), {"a@club.example": ("b@club.example",), "b@club.example": ("a@club.example",)})
    assert ends("a@club.example", replace(HOUSE, virtual=circle)) == {"5.4.6"}
    growing = Virtual((), {"chris": ("chris+x@maison.test",)})
    assert ends("chris@maison.test", replace(HOUSE, virtual=growing)) == {"5.1.1"}


def test_each_step_names_its_row() -> None:
    plan = plan_arrival(
        Envelope(
            CHRIS, (Recipient(Address.parse("mum@maison.test")), Recipient(Address.parse("info@old-club.example")))
        ),
        PEOPLE,
        HOUSE,
        Origin.TRUSTED,
        b"From: printer@maison.test\r\nTo: old.name@maison.test\r\n",
    )
    rules = [step.rule for step in plan.explanation if step.rule and not step.rule.startswith("users.")]
    assert rules == [
        "canonical.senders.printer",
        "canonical.both.old.name",
        "canonical.recipients.mum",
        "virtual.addresses.@old-club.example",
        "virtual.addresses.info@club.example",
    ]


def test_recipient_fields_leave_with_the_addresses_that_are_known_outside_when_wished() -> None:
    header = b"To: x@else.example, Chris <chris@maison.test>\r\n"
    wished = replace(HOUSE, sender_rewriting=replace(HOUSE.sender_rewriting, recipient_fields=True))
    to = Address.parse("x@else.example")
    assert plan_departure(CHRIS, to, header, HOUSE).header == header
    assert plan_departure(CHRIS, to, header, wished).header == header.replace(
        b"chris@maison.test", b"christian@isp.example"
    )


NAMES = st.sampled_from(("a", "b", "a+x", "b+y", "c"))
DOMAINS = st.sampled_from(("maison.test", "x.example", "y.example"))
ADDRESSES = st.builds("{}@{}".format, NAMES, DOMAINS)
KEYS = st.one_of(NAMES, ADDRESSES, DOMAINS.map("@{}".format))
TABLES = st.dictionaries(KEYS, st.one_of(ADDRESSES, DOMAINS.map("@{}".format)), max_size=6)


@given(TABLES, ADDRESSES)
@example_settings(deadline=None, max_examples=500)
def test_canonical_rewriting_ends_and_what_was_rewritten_stays(table: Mapping[str, str], address: str) -> None:
    rewriting = Rewriting(table, "maison.test", OURS, "canonical.both", repeats=True, keeps_extension=True)
    once, _ = rewrite_field(f"From: {address}\r\n".encode(), rewriting)
    assert rewrite_field(once, rewriting)[0] == once


@given(st.lists(st.sampled_from(("a.test", "!b.a.test", "b.a.test", "!a.test")), max_size=3), ADDRESSES)
def test_masquerading_twice_is_masquerading_once(domains: list[str], address: str) -> None:
    hiding = Masquerading(tuple(domains))
    field = f"From: {address.replace('example', 'b.a.test')}\r\n".encode()
    once, _ = rewrite_field(field, hiding)
    assert rewrite_field(once, hiding)[0] == once


@given(TABLES, st.lists(st.one_of(ADDRESSES, st.sampled_from(('"Q, q" <a@x.example>', "(b@y.example)", "group: c;")))))
@example_settings(deadline=None)
def test_only_the_octets_of_matched_addresses_change(table: Mapping[str, str], parts: list[str]) -> None:
    rewriting = Rewriting(table, "maison.test", OURS)
    raw = ("From: " + ",\r\n ".join(parts) + "\r\n").encode()
    made, _ = rewrite_field(raw, rewriting)

    def rest(field: bytes) -> list[bytes]:
        value, position, kept = field[5:], 0, []
        for span in address_spans(value):
            kept.append(value[position : span.start])
            position = span.end
        return [*kept, value[position:]]

    assert rest(made) == rest(raw)


@given(
    st.dictionaries(KEYS, st.lists(st.one_of(ADDRESSES, DOMAINS.map("@{}".format), NAMES), min_size=1, max_size=3)),
    st.dictionaries(NAMES, st.lists(st.one_of(ADDRESSES, NAMES), min_size=1, max_size=3)),
    TABLES,
    ADDRESSES,
)
@example_settings(deadline=None, max_examples=300)
def test_every_address_ends_somewhere_whatever_the_tables_say(virtual, aliases, canonical, address) -> None:
    settings = replace(
        HOUSE,
        virtual=Virtual(("x.example",), {key: tuple(targets) for key, targets in virtual.items()}),
        aliases={key: tuple(targets) for key, targets in aliases.items()},
        canonical=Canonical(canonical),
    )
    assert ends(address, settings)
