"""The next hop that an operator types, in the form that is kept, and what it means when the message leaves."""

from dataclasses import replace

import pytest

from homemail.routing.override import BadRoute, overridden, parse_route
from homemail.routing.transports import HopKind
from homemail.settings.model import Identity, PersonalRelay, Relay, Settings

HOUSE = Settings(
    identity=Identity("gw.maison.test", "maison.test", ("maison.test",)),
    relay=Relay("smtp.isp.example", 587, "required", "chris"),
    relays=(PersonalRelay("Work", "mail.work.example", 465, "implicit", "anne", senders=("anne",)),),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("default", ""), (" Default ", ""), ("MX", "mx"), ("mx:25", "mx:25"), ("relay Work", "relay work"),
        ("Relay  relay", "relay relay"), ("Mail.Example.org", "mail.example.org:25"),
        ("10.0.0.9:2525", "10.0.0.9:2525"),
        ("[2001:db8::1]", "[2001:db8::1]:25"), ("[::1]:26", "[::1]:26"), ("nas_1:25", "nas_1:25"),
    ],
)  # fmt: skip
def test_what_is_typed_and_what_is_kept(typed: str, kept: str) -> None:
    assert parse_route(typed, HOUSE) == kept
    assert parse_route(kept or "default", HOUSE) == kept
    if kept:
        overridden(kept, "else.example", HOUSE)


@pytest.mark.parametrize(
    "typed", ["-host", "a b", "host:0", "host:65536", "host:x", "::1", "[::1", "relay nobody", "é.x"]
)
def test_what_is_no_next_hop(typed: str) -> None:
    with pytest.raises(BadRoute):
        parse_route(typed, HOUSE)


def test_a_host_has_no_login_and_a_relay_has_its_own() -> None:
    host = overridden("mail.example.org:2525", "else.example", HOUSE)
    assert (host.kind, host.host, host.port, host.username) == (HopKind.HOST, "mail.example.org", 2525, "")
    relay = overridden("relay work", "else.example", HOUSE)
    assert (relay.host, relay.username, relay.tls) == ("mail.work.example", "anne", "implicit")
    assert overridden("mx", "else.example", HOUSE).kind is HopKind.MX
    assert overridden("[::1]:26", "else.example", HOUSE).host == "::1"


def test_a_relay_that_is_gone_is_told() -> None:
    with pytest.raises(BadRoute, match="no relay work"):
        overridden("relay work", "else.example", replace(HOUSE, relays=()))
