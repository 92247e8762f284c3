"""Who may relay, who may log in without TLS, how long the certificate lasts: in words. Plain Python; now is given."""

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from homemail.control.methods.engine import ListenerState
from homemail.control.methods.security import CertificateState, SecurityState
from homemail.control.methods.settings import SettingsField
from homemail.ui import formats
from homemail.ui.panels.fields_model import Forms
from homemail.ui.panels.logins_model import Logins
from homemail.ui.theme import State
from homemail.ui.words import tr, trn

SENDERS = ("sending.senders", "sending.header_from")
LOGINS = ("access.plaintext_login", "access.scram")
TOKENS = ("oauth.issuer", "oauth.audience", "oauth.keys", "oauth.username_claim")
CHECKS = ("authentication.verify", "authentication.dmarc_reject", "authentication.exempt_networks")
DOOR = ("access.greet_pause", "access.verify")
SOON = 14  # days: renewal begins thirty days before the end, so something keeps it from being done
_AT_ONCE = frozenset({"submissions", "pop3s", "imaps"})
_HOME = tuple(
    ipaddress.ip_network(one)
    for one in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Reach(Enum):
    """How far a trusted network goes."""

    SELF = "self"
    HOME = "home"
    STRANGERS = "strangers"


@dataclass(slots=True)
class Security:
    state: SecurityState | None = None
    forms: Forms = field(default_factory=Forms)
    logins: Logins = field(default_factory=Logins)
    scram_waits_for: tuple[str, ...] = ()
    segment: str = ""

    def apply(self, state: SecurityState) -> None:
        self.state = state

    @property
    def networks(self) -> tuple[str, ...]:
        return self.state.trusted_networks if self.state else ()

    def missing(self) -> tuple[str, ...]:
        """Networks this machine is in whose computers are not trusted."""
        if self.state is None:
            return ()
        trusted = [_network(one) for one in self.state.trusted_networks]
        return tuple(
            one for one in self.state.own_networks
            if not one.startswith("fe80:") and not any(_holds(outer, _network(one)) for outer in trusted)
        )  # fmt: skip

    def reach(self, text: str) -> Reach:
        network = _network(text)
        if network is None or network.is_loopback:
            return Reach.SELF
        own = [_network(one) for one in self.state.own_networks] if self.state else []
        return Reach.HOME if any(_holds(outer, network) for outer in (*_HOME, *own)) else Reach.STRANGERS

    def network_problem(self, text: str) -> str:
        if not text:
            return ""
        network = _network(text)
        if network is None:
            return tr("A network such as 192.168.1.0/24, or one address.")
        if any(network == _network(one) for one in self.networks):
            return tr("{network} is in the list already.", network=text)
        return ""


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def _holds(outer: Network | None, inner: Network | None) -> bool:
    if outer is None or inner is None or outer.version != inner.version:
        return False
    return outer.prefixlen <= inner.prefixlen and inner.network_address in outer


def as_written(text: str) -> str:
    """A network without its host bits, an address without its mask."""
    network = _network(text)
    if network is None:
        return text
    return str(network.network_address) if network.num_addresses == 1 else str(network)


def covers(text: str, reach: Reach) -> str:
    """Which computers a network means."""
    network = _network(text)
    if network is None:
        return ""
    if reach is Reach.SELF:
        return tr("This computer itself")
    if reach is Reach.STRANGERS:
        return tr("Strangers: this is part of the internet")
    if network.num_addresses == 1:
        return tr("One computer")
    if network.version == 6:
        return tr("A network of the house")
    last = network.broadcast_address
    return tr("{first} to {last}", first=network.network_address, last=last)


def login_meaning(mode: str) -> str:
    """What follows from the choice."""
    match mode:
        case "trusted":
            return tr("Old programs in the house can log in; from elsewhere a password only travels encrypted.")
        case "always":
            return tr("Passwords from outside may travel readable. Choose this only behind a network you trust.")
    return tr("A password only travels encrypted; old programs without TLS cannot log in.")


def scram_state(wanted: bool, waits_for: Sequence[str]) -> tuple[State, str]:
    """Whether it is offered now, or whom it waits for."""
    if not wanted:
        return State.OFF, tr("Not offered.")
    if waits_for:
        return State.WAITING, tr("Not offered yet: these have to log in once, or need a new password: {names}.",
                                 names=", ".join(waits_for))  # fmt: skip
    return State.GOOD, tr("Offered to everybody.")


def senders_state(rule: str) -> tuple[State, str]:
    match rule:
        case "house":
            return State.GOOD, tr("Nobody who logged in writes as somebody else of this house; foreign addresses pass.")
        case "own":
            return State.GOOD, tr("Who logged in writes under one's own addresses only.")
    return State.OFF, tr("Who logged in may write under any address, also somebody else's.")


def check_state(verify: bool, refuse: bool) -> tuple[State, str]:
    """What happens to mail from outside."""
    if not verify:
        return State.OFF, tr("Nobody looks whether the sender of a message is who it says.")
    if refuse:
        return State.GOOD, tr("What fails is refused where the sender's domain asks for it (DMARC); forwarded mail and "
                              "lists may be hit.")  # fmt: skip
    return State.GOOD, tr("Each message carries a note whether its sender is who it says (SPF, DKIM, DMARC, ARC); "
                          "nothing is refused for it.")  # fmt: skip


def tokens_state(fields: dict[str, SettingsField]) -> tuple[State, str]:
    issuer = str(fields["oauth.issuer"].value) if "oauth.issuer" in fields else ""
    if not issuer:
        return State.OFF, tr("Passwords only.")
    return State.GOOD, tr("Tokens of {issuer} are taken, over TLS.", issuer=issuer)


def days_left(certificate: CertificateState, now: float) -> int:
    return int((certificate.not_after - now) // formats.DAY)


def lasts(certificate: CertificateState, now: float) -> str:
    left, day = days_left(certificate, now), formats.day(certificate.not_after)
    if left < 0:
        return tr("Ended on {day}", day=day)
    count = trn("{n} more day", "{n} more days", left)
    return tr("Until {day} ({count})", day=day, count=count)


def encrypted_ports(listeners: Iterable[ListenerState]) -> str:
    """Where TLS is spoken now."""
    bound = [one for one in listeners if one.state == "bound"]
    at_once = ", ".join(dict.fromkeys(str(one.port) for one in bound if one.name in _AT_ONCE))
    asked = ", ".join(dict.fromkeys(str(one.port) for one in bound if one.name not in _AT_ONCE))
    said = []
    if at_once:
        said.append(tr("At once on {ports}", ports=at_once))
    if asked:
        said.append(tr("When asked for (STARTTLS) on {ports}", ports=asked))
    return "\n".join(said) or tr("Nowhere: no port is open")
