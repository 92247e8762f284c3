"""The first run: what was asked, what was typed, what is wrong with it, and the settings that come of it. Plain Python.

Nothing is written before the last step. `settings_text` is what `homemail init` would have checked; `requests` is what
the engine is asked once it runs.
"""

import getpass
import re
import secrets
import socket
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import Any

from homemail.control.method import Request
from homemail.control.methods.dkim import DkimAdd
from homemail.control.methods.people import UserAdd
from homemail.control.methods.sending import SecretSet
from homemail.mail.address import Address, BadAddress, check_domain
from homemail.settings.initial import UNPRIVILEGED_OFFSET, initial_settings
from homemail.settings.interfaces import LOOPBACK, Lan, every_address, lans, own_networks
from homemail.settings.listener import LISTENERS, Refusal, refusals
from homemail.settings.providers import Provider, read_providers
from homemail.settings.relays import PersonalRelay, Relay
from homemail.speech.resources import resources
from homemail.ui.panels.people_model import People, password_problem
from homemail.ui.panels.sending_model import USUAL_PORT, host_problem
from homemail.ui.words import language, tr

_UNSAFE = re.compile(r"[^a-z0-9-]+")
_INSIDE = "home.lan"
_HIGH = (UNPRIVILEGED_OFFSET, 4000, 12_000, 22_000, 32_000)  # the first at which all ports are free
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]  # none looks like another


class Home(StrEnum):
    INSIDE = "inside"
    PROVIDERS = "providers"
    ROUTER = "router"
    FIXED = "fixed"


class Step(Enum):
    HOME = "home"
    NAME = "name"
    PEOPLE = "people"
    NETWORK = "network"
    RELAY = "relay"
    END = "end"


@dataclass(slots=True)
class Person:
    full_name: str = ""
    account: str = ""
    password: str = ""
    outside: str = ""  # the address at a provider
    account_typed: bool = False
    way: "Way" = field(default_factory=lambda: Way())  # noqa: PLW0108  declared below


@dataclass(frozen=True, slots=True)
class Way:
    """How one person's mail leaves, at the provider. Without a password it goes the first person's way."""

    host: str = ""
    port: int = 587
    tls: str = "required"
    username: str = ""
    password: str = ""


def new_password() -> str:
    """Eight syllables of 70: 49 bits, more than guesses at a throttled login ever try; easy to read out."""
    drawn = [secrets.choice(_SYLLABLES) for _ in range(8)]
    return "-".join("".join(drawn[at : at + 2]) for at in range(0, 8, 2))


def host_label() -> str:
    return _UNSAFE.sub("-", socket.gethostname().split(".")[0].lower()).strip("-") or "gateway"


def account_of(full_name: str) -> str:
    """Anna Martin is anna; accents and what no login may hold go."""
    plain = unicodedata.normalize("NFKD", full_name).encode("ascii", "ignore").decode().lower()
    words = [_UNSAFE.sub("", word) for word in plain.split()]
    return next((word.strip("-") for word in words if word.strip("-")), "")


def _first_person() -> Person:
    try:
        name = account_of(getpass.getuser())
    except (OSError, KeyError, ImportError):  # a system without a name for who runs this
        name = ""
    if name in {"", "root", "postmaster"}:
        name = account_of(tr("Family"))
    return Person(name.capitalize(), name, new_password())


def domain_problem(text: str) -> str:
    try:
        check_domain(text)
    except BadAddress:
        return tr("{text} is not a name such as maison.lan.", text=text) if text else ""
    return ""


def address_problem(text: str) -> str:
    try:
        address = Address.parse(text)
    except BadAddress:
        return tr("An address such as anna@example.org.") if text else ""
    return "" if "." in address.domain else tr("An address such as anna@example.org.")


@dataclass(slots=True)
class Wizard:
    home: Home = Home.INSIDE
    step: Step = Step.HOME
    domain: str = _INSIDE
    hostname: str = field(default_factory=lambda: f"{host_label()}.{_INSIDE}")
    people: list[Person] = field(default_factory=lambda: [_first_person()])
    lans: tuple[Lan, ...] = field(default_factory=lambda: lans())  # noqa: PLW0108  asked anew, also by tests
    unticked: set[str] = field(default_factory=set)  # networks that are not to be served
    high: bool = False
    high_offset: int = UNPRIVILEGED_OFFSET
    refused: tuple[Refusal, ...] = ()
    look: Callable[..., tuple[Refusal, ...]] = refusals
    providers: dict[str, Provider] = field(default_factory=lambda: read_providers(resources() / "providers.tsv"))
    _typed: set[str] = field(default_factory=set)  # names that no longer follow

    # Steps

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(one for one in Step if one is not Step.RELAY or self.home is Home.PROVIDERS)

    @property
    def is_own_domain(self) -> bool:
        return self.home in {Home.ROUTER, Home.FIXED}

    def go(self, by: int) -> None:
        """The step after or before this one; the first and the last stay."""
        steps = self.steps
        self.step = steps[min(max(steps.index(self.step) + by, 0), len(steps) - 1)]
        if self.step is Step.NETWORK:
            self.look_at_ports()
        if self.step is Step.RELAY:
            self._fill_ways()

    def can_go(self) -> bool:
        return not self.problems() and not self._missing()

    def problems(self) -> dict[str, str]:
        """What is wrong in this step, by the field's name; what is empty is only missing."""
        found: dict[str, str] = {}
        match self.step:
            case Step.NAME:
                found = {"domain": self._own_domain_problem(), "hostname": domain_problem(self.hostname)}
            case Step.PEOPLE:
                for number, person in enumerate(self.people):
                    found |= {f"{name}{number}": text for name, text in self._of_person(number, person).items()}
            case Step.RELAY:
                found = {f"host{number}": host_problem(one.way.host) for number, one in enumerate(self.people)}
        return {name: text for name, text in found.items() if text}

    def _own_domain_problem(self) -> str:
        wrong = domain_problem(self.domain)
        if not wrong and self.is_own_domain and self.domain and ("." not in self.domain or self.domain == _INSIDE):
            return tr("The domain that you rent, such as martin.example.")
        return wrong

    def _of_person(self, number: int, person: Person) -> dict[str, str]:
        others = [one.account.lower() for at, one in enumerate(self.people) if at != number]
        account = People().name_problem(person.account)
        if not account and person.account and person.account.lower() in others[:number]:
            account = tr("{name} lives here already.", name=person.account)
        outside = address_problem(person.outside) if self.home is Home.PROVIDERS else ""
        return {"account": account, "password": password_problem(person.password), "outside": outside}

    def _missing(self) -> bool:
        match self.step:
            case Step.NAME:
                return not (self.domain and self.hostname)
            case Step.PEOPLE:
                first = self.home is Home.PROVIDERS and not self.people[0].outside
                return first or any(not (one.account and one.password) for one in self.people)
            case Step.NETWORK:
                return not self.high and bool(self.refused)
            case Step.RELAY:
                used = [one.way for one in self.senders if one is self.people[0] or one.way.password]
                return not all(way.host and way.username and way.port for way in used)
        return False

    # What is typed

    def choose(self, home: Home) -> None:
        """Another kind of home brings its usual names, unless somebody typed their own."""
        self.home = home
        if "domain" not in self._typed:
            self.domain = "" if self.is_own_domain else _INSIDE
        self._follow_names()

    def type_domain(self, text: str) -> None:
        self._typed.add("domain")
        self.domain = text.strip().lower().rstrip(".")
        self._follow_names()

    def type_hostname(self, text: str) -> None:
        self._typed.add("hostname")
        self.hostname = text.strip().lower().rstrip(".")

    def _follow_names(self) -> None:
        if "hostname" not in self._typed:
            label = "mail" if self.is_own_domain else host_label()
            self.hostname = f"{label}.{self.domain}" if self.domain else ""

    def type_name(self, person: Person, text: str) -> None:
        person.full_name = text
        if not person.account_typed:
            person.account = account_of(text)

    def type_account(self, person: Person, text: str) -> None:
        person.account, person.account_typed = text.strip(), True

    def add_person(self) -> None:
        self.people.append(Person(password=new_password()))

    def remove_person(self, person: Person) -> None:
        self.people = [one for one in self.people if one is not person] or [Person(password=new_password())]

    # Network

    @property
    def served(self) -> tuple[Lan, ...]:
        return tuple(one for one in self.lans if one.is_private and one.network not in self.unticked)

    def listen(self) -> tuple[str, ...]:
        """All addresses where all is served, or mail comes from the world; else those of the chosen networks."""
        if self.is_own_domain or (self.lans and len(self.served) == len(self.lans)):
            return every_address()
        return "127.0.0.1", *dict.fromkeys(one.address for one in self.served)

    def trusted(self) -> tuple[str, ...]:
        chosen = dict.fromkeys(one.network for one in self.served)
        whole = own_networks() if self.lans and len(self.served) == len(self.lans) else LOOPBACK
        return tuple(dict.fromkeys((*whole, *chosen)))

    def tick(self, network: str, on: bool) -> None:
        self.unticked = self.unticked - {network} if on else self.unticked | {network}
        self.look_at_ports(choose=False)

    def look_at_ports(self, *, choose: bool = True) -> None:
        """Take each port for a moment: the standard ones, and where they are refused the first free high ones."""
        self.refused = self.look(self.listen(), 0)
        free = (offset for offset in _HIGH if not self.look(self.listen(), offset))
        self.high_offset = next(free, UNPRIVILEGED_OFFSET)
        if choose or self.refused:
            self.high = bool(self.refused)

    def ports(self, offset: int) -> str:
        return ", ".join(str(one.standard_port + offset) for one in LISTENERS)

    # Ways out

    @property
    def senders(self) -> list[Person]:
        """Who writes to the outside by a provider."""
        return [one for one in self.people if one.outside] if self.home is Home.PROVIDERS else []

    def provider_of(self, person: Person) -> Provider | None:
        return self.providers.get(person.outside.rpartition("@")[2].lower())

    def _fill_ways(self) -> None:
        for one in self.senders:
            provider = self.provider_of(one)
            if provider is not None and one.way.host in ("", *(known.host for known in self.providers.values())):
                login = provider.login_of(one.outside)
                kept = one.way.password if one.way.username == login else ""
                one.way = Way(provider.host, provider.port, provider.tls, login, kept)
            elif not one.way.username:
                one.way = replace(one.way, username=one.outside)

    def type_way(self, person: Person, **typed: str | int) -> None:
        way = replace(person.way, **typed)  # type: ignore[arg-type]
        if "tls" in typed and person.way.port in USUAL_PORT.values():
            way = replace(way, port=USUAL_PORT[way.tls])
        person.way = way

    # What comes of it

    def settings_text(self) -> str:
        """Raises SettingsError when the whole cannot be used."""
        first = self.people[0]
        own = [one for one in self.senders if one is not first and one.way.password]
        return initial_settings(
            domain=self.domain,
            hostname=self.hostname,
            listen=self.listen(),
            trusted=self.trusted(),
            port_offset=self.high_offset if self.high else 0,
            language=language() if language() in {"en", "fr"} else "en",
            greeting="reverse" if self.home is Home.ROUTER else "hostname",
            relay=_relay(first.way) if self.senders else Relay(),
            outside=self.home is not Home.INSIDE,
            relays=[
                PersonalRelay(one.account, one.way.host, one.way.port, one.way.tls, one.way.username, (one.account,))
                for one in own
            ],
            aliases={"postmaster": [first.account], "root": [first.account]},
            senders={one.account: one.outside for one in self.senders},
        )

    def requests(self) -> list[Request[Any]]:
        """In order: who lives here, the providers' passwords, the key that signs."""
        asked: list[Request[Any]] = [UserAdd(one.account, one.password, one.full_name.strip()) for one in self.people]
        for one in self.senders:
            if one.way.password:
                name = "relay" if one is self.people[0] else f"relay:{one.account}"
                asked.append(SecretSet(name, one.way.password))
        if self.is_own_domain:
            asked.append(DkimAdd(self.domain))
        return asked


def _relay(way: Way) -> Relay:
    return Relay(way.host, way.port, way.tls, way.username)
