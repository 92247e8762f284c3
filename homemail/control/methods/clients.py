"""The programs and devices that connect: who was there, from where, how, and when."""

import msgspec

from homemail.control.method import Done, Request, method


class ClientRow(msgspec.Struct, frozen=True):
    """One program of one person at one network address, by one protocol."""

    protocol: str  # "imap", "pop3" or "smtp"
    user: str  # "" where it sent without a login, from a trusted network
    address: str
    tls: str  # "TLSv1.3", as it was the last time; "" without
    program: str  # what it says it is; nobody has checked that
    first: float
    last: float
    times: int
    name: str = ""  # what the house calls it


class ClientTable(msgspec.Struct, frozen=True):
    clients: tuple[ClientRow, ...]  # the latest first


@method("clients.list")
class ClientList(Request[ClientTable], frozen=True):
    """Every client that logged in or sent, the latest first."""


@method("clients.name")
class ClientName(Request[Done], frozen=True):
    """Call what connects from an address something; an empty name takes it back."""

    address: str
    name: str
    user: str | None = None  # whose; "" without a login, None for all


@method("clients.forget")
class ClientForget(Request[Done], frozen=True):
    """Forget what was seen at an address; what connects again is seen again."""

    address: str
    user: str | None = None  # whose; "" without a login, None for all
    protocol: str = ""  # only by this one
