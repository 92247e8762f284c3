"""How mail leaves: the relay host, transports of single domains, and the passwords they need."""

import msgspec

from homemail.control.method import Done, Request, method
from homemail.mail.sentence import Words


class RelaySettings(msgspec.Struct, frozen=True):
    host: str  # "" delivers by MX
    port: int
    tls: str
    username: str
    has_password: bool
    name: str = "relay"  # that of all mail; the others have names of their own
    senders: tuple[str, ...] = ()  # whose mail goes this way; of "relay": everybody else's
    fallback: str = ""  # the name of the relay that stands in
    messages_per_hour: int = 0  # 0: no limit
    message_size: int = 0
    recipients: int = 0
    outside: bool = True  # whether mail may leave the house at all


@method("relay.show")
class RelayShow(Request[RelaySettings], frozen=True):
    """The relayhost for mail to the outside, or the relay of that name."""

    name: str = "relay"


class RelayTable(msgspec.Struct, frozen=True):
    relays: tuple[RelaySettings, ...]


@method("relay.list")
class RelayList(Request[RelayTable], frozen=True):
    """Every relay: first the one for all mail, then those of single senders."""


@method("relay.set")
class RelaySet(Request[RelaySettings], frozen=True):
    """Change a relay, or make one for the mail of some senders; what is not given stays."""

    host: str | None = None
    port: int | None = None
    tls: str | None = None
    username: str | None = None
    password: str | None = None
    name: str = "relay"
    senders: tuple[str, ...] | None = None
    fallback: str | None = None
    messages_per_hour: int | None = None
    message_size: int | None = None
    recipients: int | None = None

    def __repr__(self) -> str:
        return f"RelaySet(name={self.name!r}, host={self.host!r}, port={self.port!r})"


@method("relay.remove")
class RelayRemove(Request[RelayTable], frozen=True):
    """Let the mail of its senders go the way of all mail; its password is forgotten."""

    name: str


class DialogueLine(msgspec.Struct, frozen=True):
    """`speaker`: "C" is this gateway, "S" the server, "*" a remark. A password is in none."""

    speaker: str
    text: Words


class RelayVerdict(msgspec.Struct, frozen=True):
    """`trouble` is "" where it works, else a word for programs, such as "password"; the texts are for people."""

    works: bool
    trouble: str
    verdict: Words
    advice: Words
    lines: tuple[DialogueLine, ...]


@method("relay.test")
class RelayTest(Request[RelayVerdict], frozen=True):
    """Try a relay without sending anything. The dialogue comes as events, under the word given here, and at the end.

    Without a sender the relay's own first address is tried.
    """

    name: str = "relay"
    sender: str = ""
    test: str = ""


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
