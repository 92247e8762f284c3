"""Domains whose mail goes a way of its own, as the card edits them. Plain Python."""

from dataclasses import dataclass

from homemail.control.methods.sending import TransportRow, TransportSet, TransportTable
from homemail.mail.address import BadAddress, check_domain
from homemail.ui.panels.sending_model import Typed, host_problem
from homemail.ui.words import tr

NEW = Typed("", 25, "opportunistic")


@dataclass(slots=True)
class Transports:
    rows: tuple[TransportRow, ...] = ()
    loaded: bool = False

    def apply(self, table: TransportTable) -> None:
        self.rows, self.loaded = tuple(sorted(table.transports, key=lambda one: one.domain.lstrip(".").lower())), True

    def find(self, domain: str) -> TransportRow | None:
        return next((one for one in self.rows if one.domain.lower() == domain.lower()), None)


def domain_problem(domain: str) -> str:
    """A leading dot stands for the subdomains."""
    if not domain:
        return ""
    try:
        check_domain(domain.removeprefix("."))
    except BadAddress:
        return tr("A domain such as example.org, or .example.org for what is below it.")
    return ""


def can_save(domain: str, typed: Typed) -> bool:
    return bool(domain) and not domain_problem(domain) and not host_problem(typed.host) and 0 < typed.port < 65536


def request(domain: str, typed: Typed) -> TransportSet:
    """Straight delivery has no login; a password that is not typed stays."""
    if not typed.host:
        return TransportSet(domain)
    password = typed.password if typed.username and typed.password else None
    return TransportSet(domain, typed.host, typed.port, typed.tls, typed.username, password)


def server_text(row: TransportRow) -> str:
    return row.host or tr("Straight delivery (MX)")
