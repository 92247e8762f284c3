"""The first run without a window: what is suggested, what is refused, and the settings that come of each kind."""

import pytest

from homemail.control.methods.dkim import DkimAdd
from homemail.control.methods.people import UserAdd
from homemail.control.methods.sending import SecretSet
from homemail.settings.interfaces import Lan
from homemail.settings.listener import Refusal
from homemail.settings.providers import read_providers
from homemail.settings.reading import parse
from homemail.speech.resources import resources
from homemail.ui.panels.wizard_model import Home, Person, Step, Way, Wizard, account_of, new_password

LAN = Lan("192.168.1.10", "192.168.1.0/24", True)
GUESTS = Lan("192.168.2.10", "192.168.2.0/24", True)
PUBLIC = Lan("203.0.113.9", "203.0.113.0/24", False)


def wizard(home: Home = Home.INSIDE, **how: object) -> Wizard:
    made = Wizard(people=[Person("Anna Martin", "anna", "bado-kemi")], lans=(LAN,), look=lambda _where, _offset: ())
    for name, value in how.items():
        setattr(made, name, value)
    made.choose(home)
    return made


def through(made: Wizard) -> None:
    """Enter, Enter, Enter."""
    for _ in made.steps[:-1]:
        assert made.can_go(), (made.step, made.problems())
        made.go(1)
    assert made.step is Step.END


def test_enter_enter_enter_makes_a_house() -> None:
    made = wizard()
    through(made)
    settings = parse(made.settings_text())
    assert settings.identity.domain == "home.lan"
    assert settings.aliases["postmaster"] == ("anna",)
    assert settings.relay.host == ""
    assert not settings.sending.outside  # only this house
    assert settings.listen.smtp == 25
    assert "192.168.1.0/24" in settings.access.trusted_networks
    assert made.requests() == [UserAdd("anna", "bado-kemi", "Anna Martin")]


def test_providers_send_for_each_by_their_own_login() -> None:
    made = wizard(Home.PROVIDERS)
    made.people[0].outside = "anna.martin@gmail.com"
    made.people.append(Person("Zoé", "zoe", "rofi-tusa", "zoe@free.fr"))
    made.people.append(Person("Luc", "luc", "rofi-tusa"))
    for _ in range(4):
        made.go(1)
    assert made.step is Step.RELAY
    assert made.people[1].way == Way("smtp.free.fr", 465, "implicit", "zoe", "")
    made.type_way(made.people[0], password="app password")
    made.type_way(made.people[1], password="hers")
    assert made.can_go()
    settings = parse(made.settings_text())
    assert (settings.relay.host, settings.relay.port, settings.relay.tls) == ("smtp.gmail.com", 465, "implicit")
    assert settings.relay.username == "anna.martin@gmail.com"
    assert [(one.name, one.host, one.senders) for one in settings.relays] == [("zoe", "smtp.free.fr", ("zoe",))]
    assert dict(settings.sender_rewriting.addresses) == {"anna": "anna.martin@gmail.com", "zoe": "zoe@free.fr"}
    kept = [one for one in made.requests() if isinstance(one, SecretSet)]
    assert [(one.name, one.secret) for one in kept] == [("relay", "app password"), ("relay:zoe", "hers")]
    assert "app password" not in made.settings_text()


def test_without_a_password_of_their_own_others_go_the_first_ones_way() -> None:
    made = wizard(Home.PROVIDERS)
    made.people[0].outside = "anna@orange.fr"
    made.people.append(Person("Zoé", "zoe", "rofi-tusa", "zoe@orange.fr"))
    for _ in range(4):
        made.go(1)
    made.type_way(made.people[0], password="x")
    assert parse(made.settings_text()).relays == ()


def test_who_has_no_known_provider_is_asked_for_the_server() -> None:
    made = wizard(Home.PROVIDERS)
    made.people[0].outside = "anna@provider.example"
    for _ in range(4):
        made.go(1)
    assert not made.can_go()
    made.type_way(made.people[0], host="smtp provider")
    assert made.problems()
    made.type_way(made.people[0], host="smtp.provider.example")
    made.type_way(made.people[0], tls="implicit")
    assert made.people[0].way.port == 465
    assert made.can_go()


@pytest.mark.parametrize(("home", "greeting"), [(Home.ROUTER, "reverse"), (Home.FIXED, "hostname")])
def test_an_own_domain_is_asked_for_and_signs(home: Home, greeting: str) -> None:
    made = wizard(home)
    made.go(1)
    assert not made.can_go()
    made.type_domain("home.lan")
    assert made.problems()
    made.type_domain("Martin.Example")
    assert made.hostname == "mail.martin.example"
    for _ in range(3):
        assert made.can_go()
        made.go(1)
    settings = parse(made.settings_text())
    assert settings.identity.greeting == greeting
    assert settings.listen.addresses[0] == "0.0.0.0"
    assert made.requests()[-1] == DkimAdd("martin.example")


def test_what_was_typed_stays_when_going_back_and_forward() -> None:
    made = wizard()
    made.go(1)
    made.type_domain("maison.lan")
    made.type_hostname("post.maison.lan")
    made.go(1)
    made.add_person()
    made.type_name(made.people[1], "Élodie")
    made.go(-1)
    made.go(-1)
    made.choose(Home.PROVIDERS)
    made.choose(Home.INSIDE)
    made.go(1)
    assert (made.domain, made.hostname) == ("maison.lan", "post.maison.lan")
    assert [one.account for one in made.people] == ["anna", "elodie"]


def test_wrong_people_are_said_beside_their_field() -> None:
    made = wizard(Home.PROVIDERS)
    made.step = Step.PEOPLE
    assert not made.can_go()  # an address outside is missing
    made.people[0].outside = "anna"
    made.people.append(Person("Anna", "ANNA", "abc"))
    assert set(made.problems()) == {"outside0", "account1", "password1"}
    made.type_account(made.people[1], "zoë b")
    assert "account1" in made.problems()


def test_refused_ports_give_higher_ones_where_those_are_free() -> None:
    def look(_where: object, offset: int) -> tuple[Refusal, ...]:
        return {0: (Refusal(25, True),), 2000: (Refusal(2025, False),)}.get(offset, ())

    made = wizard(look=look)
    through(made)
    assert made.high
    assert parse(made.settings_text()).listen.imap == 4143
    made.step, made.high = Step.NETWORK, False
    assert not made.can_go()


def test_only_chosen_networks_are_served() -> None:
    made = wizard(lans=(LAN, GUESTS))
    made.tick(GUESTS.network, False)
    assert made.listen() == ("127.0.0.1", "192.168.1.10")
    assert "192.168.2.0/24" not in made.trusted()
    made.tick(LAN.network, False)
    assert made.listen() == ("127.0.0.1",)
    assert made.trusted() == ("127.0.0.0/8", "::1/128")


def test_a_public_address_is_not_listened_on_unasked() -> None:
    made = wizard(lans=(LAN, PUBLIC))
    assert made.listen() == ("127.0.0.1", "192.168.1.10")
    assert "203.0.113.0/24" not in made.trusted()


def test_suggested_passwords_differ_and_names_are_logins() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 19 for one in made)
    assert [account_of(name) for name in ("Jean-Luc Élan", "  ", "Ζωή", "O'Neil")] == ["jean-luc", "", "", "oneil"]


def test_the_table_of_providers_is_whole() -> None:
    found = read_providers(resources() / "providers.tsv")
    assert found["wanadoo.fr"].host == "smtp.orange.fr"
    for domain, one in found.items():
        assert domain == domain.lower()
        assert (one.tls, one.port) in {("implicit", 465), ("required", 587)}
        assert one.password in {"usual", "app", "none"}
        assert one.login_of(f"x@{domain}") in {"x", f"x@{domain}"}
