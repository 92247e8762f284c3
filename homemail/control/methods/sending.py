"""How mail leaves: the relay host, transports of single domains, and the passwords they need."""

import msgspec

from homemail.control.method import Done, Request, method


class RelaySettings(msgspec.Struct, frozen=True):
    host: str  # "" delivers by MX
    port: int
    tls: str
    username: str
    has_password: bool


@method("relay.show")
class RelayShow(Request[RelaySettings], frozen=True):
    """The relayhost for mail to the outside."""


@method("relay.set")
class RelaySet(Request[RelaySettings], frozen=True):
    """Change the relayhost; what is not given stays."""

    host: str | None = None
    port: int | None = None
    tls: str | None = None
    username: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"RelaySet(host={self.host!r}, port={self.port!r})"


class TransportRow(msgspec.Struct, frozen=True):
    domain: str  # ".example.org" stands for its subdomains
    host: str  # "" delivers by MX
    port: int
    tls: str
    username: str
    has_password: bool


class TransportTable(msgspec.Struct, frozen=True):
    transports: tuple[TransportRow, ...]


@method("transport.list")
class TransportList(Request[TransportTable], frozen=True):
    """Every domain whose mail goes a way of its own."""


@method("transport.set")
class TransportSet(Request[TransportTable], frozen=True):
    """Send mail for a domain its own way; a password that is not given stays as it is."""

    domain: str
    host: str = ""
    port: int = 25
    tls: str = "opportunistic"
    username: str = ""
    password: str | None = None

    def __repr__(self) -> str:
        return f"TransportSet(domain={self.domain!r}, host={self.host!r})"


@method("transport.remove")
class TransportRemove(Request[TransportTable], frozen=True):
    """Let mail for a domain go the way of all mail; its password is forgotten."""

    domain: str


@method("secret.set")
class SecretSet(Request[Done], frozen=True):
    """Keep a password for the outside (relay, transport:DOMAIN)."""

    name: str
    secret: str

    def __repr__(self) -> str:
        return f"SecretSet(name={self.name!r})"
