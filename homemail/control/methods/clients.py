"""The programs and devices that connect: who was there, from where, how, and when."""

import msgspec

from homemail.control.method import Request, method


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


class ClientTable(msgspec.Struct, frozen=True):
    clients: tuple[ClientRow, ...]  # the latest first


@method("clients.list")
class ClientList(Request[ClientTable], frozen=True):
    """Every client that logged in or sent, the latest first."""
