"""Who sends through whom: a relay by its sender, beneath transports and above the relay of all."""

from dataclasses import replace

import pytest

from homemail.mail.address import Address, ReversePath
from homemail.routing.departure import plan_departure
from homemail.routing.planner import explain_route
from homemail.routing.transports import HopKind, NextHop, relay_hop
from homemail.settings.addresses import SenderRewriting
from homemail.settings.model import Identity, Sending, Settings
from homemail.settings.reading import SettingsError, parse
from homemail.settings.relays import PersonalRelay, Relay, Transport

ANNA = PersonalRelay("anna", "smtp.isp.example", 587, "required", "anna-login", ("anna",))
BEN = PersonalRelay("Ben", "smtp.isp.example", 587, "required", "ben-login", ("ben@isp.example", "@club.example"))
HOUSE = Settings(
    identity=Identity("gateway.maison.test", "maison.test", ("maison.test", "localhost")),
    relay=Relay("relay.all.example", 2626, "none", ""),
    relays=(ANNA, BEN),
    transports=(Transport("aol.com", "smtp.aol.example"),),
    sender_rewriting=SenderRewriting("outgoing", {"anna": "anna@isp.example", "ben": "ben@isp.example"}),
)
FAR = Address.parse("x@else.example")


def hop(sender: str, settings: Settings = HOUSE, to: Address = FAR) -> NextHop:
    path = ReversePath(Address.parse(sender)) if sender else ReversePath.null()
    found = plan_departure(path, to, b"", settings).next_hop
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sender", "relay"),
    [
        ("anna@maison.test", "anna"),  # by the name of the person
        ("Anna+lists@maison.test", "anna"),
        ("ben@maison.test", "ben"),  # by the address it leaves with
        ("ben@isp.example", "ben"),
        ("BEN+x@isp.example", "ben"),
        ("anybody@club.example", "ben"),  # by the domain
        ("chris@maison.test", "relay"),
        ("anna@elsewhere.example", "relay"),  # a name is one of this house only
        ("", "relay"),  # a report is nobody's
    ],
)
def test_a_relay_is_chosen_by_the_sender(sender: str, relay: str) -> None:
    assert hop(sender).relay == relay


def test_mail_stays_in_a_house_that_keeps_to_itself_but_for_domains_with_a_way() -> None:
    inside = replace(HOUSE, sending=Sending(outside=False))
    refused = plan_departure(ReversePath(Address.parse("anna@maison.test")), FAR, b"", inside)
    assert refused.next_hop is None
    assert refused.reject == "this house sends no mail to the outside"
    assert str(refused.reject_status) == "5.7.1"
    assert refused.explanation[-1].rule == "sending.outside"
    assert hop("anna@maison.test", inside, Address.parse("x@aol.com")).host == "smtp.aol.example"


def test_a_person_is_known_by_name_where_mail_was_rewritten_when_it_came() -> None:
    everywhere = replace(HOUSE, sender_rewriting=replace(HOUSE.sender_rewriting, scope="all"))
    assert hop("anna@isp.example", everywhere).relay == "anna"


def test_an_exact_address_goes_before_a_name_and_a_name_before_a_domain() -> None:
    rows = (
        PersonalRelay("domain", "d.example", senders=("@isp.example",)),
        PersonalRelay("name", "n.example", senders=("anna",)),
        PersonalRelay("address", "a.example", senders=("anna@isp.example",)),
    )
    assert hop("anna@maison.test", replace(HOUSE, relays=rows)).relay == "address"
    assert hop("anna@maison.test", replace(HOUSE, relays=rows[:2])).relay == "name"
    assert hop("anna@maison.test", replace(HOUSE, relays=rows[:1])).relay == "domain"


def test_two_people_at_one_provider_are_two_next_hops_with_their_own_secrets() -> None:
    anna, ben = hop("anna@maison.test"), hop("ben@maison.test")
    assert (anna.host, anna.port) == (ben.host, ben.port)
    assert anna != ben
    assert (anna.username, anna.secret_name) == ("anna-login", "relay:anna")
    assert (ben.username, ben.secret_name) == ("ben-login", "relay:Ben")


def test_a_transport_of_the_recipient_goes_before_the_relay_of_the_sender() -> None:
    found = hop("anna@maison.test", to=Address.parse("x@aol.com"))
    assert (found.kind, found.host) == (HopKind.HOST, "smtp.aol.example")


def test_route_says_by_which_sender_and_which_stands_in() -> None:
    settings = replace(HOUSE, relays=(replace(ANNA, fallback="relay"), BEN))
    steps = explain_route(FAR, ReversePath(Address.parse("anna@maison.test")), {"anna"}, settings).steps
    assert str(steps[-1]) == (
        "transport: mail from anna goes through the relay anna, smtp.isp.example, port 587;"
        " while it cannot be reached, through relay.all.example, port 2626 [relays.anna]"
    )


def test_relays_that_stand_in_for_each_other_end() -> None:
    settings = replace(HOUSE, relays=(replace(ANNA, fallback="ben"), replace(BEN, fallback="anna")))
    found = relay_hop("anna", settings)
    assert found.fallback is not None
    assert found.fallback.relay == "ben"
    assert found.fallback.fallback is None


BEGIN = '[identity]\nhostname = "g.maison.test"\ndomain = "maison.test"\nlocal_domains = ["maison.test"]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[relays]]\nname = "a"\n', "homemail.toml:5: relays.1: host is missing"),
        ('[[relays]]\nname = "a b"\nhost = "h"\n', "'a b' is not such a word"),
        ('[[relays]]\nname = "relay"\nhost = "h"\n', "'relay' is the name of another relay"),
        ('[[relays]]\nname = "a"\nhost = "h"\nfallback = "b"\n', "there is no other relay 'b'; accepted: relay, a"),
        ('[[relays]]\nname = "a"\nhost = "h"\nfallback = "A"\n', "there is no other relay 'A'"),
        ('[relay]\nhost = "h"\nfallback = "nobody"\n', "homemail.toml:7: relay.fallback: there is no other relay"),
        ('[[relays]]\nname = "a"\nhost = "h"\nsenders = ["@"]\n', "nothing stands after the @"),
        (
            '[[relays]]\nname = "a"\nhost = "h"\nsenders = ["x"]\n'
            '[[relays]]\nname = "b"\nhost = "h"\nsenders = ["X"]\n',
            "homemail.toml:12: relays.2.senders: X sends through the relay 'a' already",
        ),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as fault:
        parse(BEGIN + text)
    assert said in str(fault.value)
