"""The settings of who takes our mail for the outside: the relay of all, those of single senders, and transports."""

from dataclasses import dataclass
from functools import partial

from homemail.settings.declaration import Kind, key

DEFAULT_RELAY = "relay"  # the name of the one that takes all mail
TLS_MODES = ("none", "opportunistic", "required", "implicit")


# What the relay of all and those of single senders have in common.
_fallback = partial(
    key,
    Kind.TEXT,
    "Instead of it",
    "The relay to take while this one cannot be reached, by its name; empty: wait.",
    "",
)


_messages_per_hour = partial(
    key, Kind.INTEGER, "Messages an hour", "What is beyond waits its turn; 0 is no limit.", 0, bounds=(0, 1_000_000)
)


_relay_message_size = partial(
    key, Kind.SIZE, "Largest message for the relay", "In octets; a larger one comes back; 0 is no limit.", 0,
    bounds=(0, 2_147_483_647),
)  # fmt: skip


_relay_recipients = partial(
    key, Kind.INTEGER, "Recipients of one message for the relay", "More go in further messages; 0 is no limit.", 0,
    bounds=(0, 50_000),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relay:
    host: str = key(
        Kind.HOST, "Relay host", "The provider's server that takes our mail for the outside; empty: deliver by MX.", ""
    )
    port: int = key(Kind.PORT, "Relay port", "587 with STARTTLS, 465 with TLS at once.", 587)
    tls: str = key(
        Kind.CHOICE, "TLS to the relay", "required and implicit check the relay's certificate.", "required",
        choices=TLS_MODES,
    )  # fmt: skip
    username: str = key(
        Kind.TEXT, "Login at the relay", "Empty: no login. The password is kept apart, under the name relay.", ""
    )
    fallback: str = _fallback()
    messages_per_hour: int = _messages_per_hour()
    message_size: int = _relay_message_size()
    recipients: int = _relay_recipients()


@dataclass(frozen=True, slots=True)
class PersonalRelay:
    """A relay for the mail of some senders, with a login of its own; the password is the secret relay:NAME."""

    name: str = key(Kind.NAME, "Name", "By which it is spoken of; its password is kept under the name relay:NAME.", "")
    host: str = key(Kind.HOST, "Server", "The provider's server that takes the mail of these senders.", "")
    port: int = key(Kind.PORT, "Port", "587 with STARTTLS, 465 with TLS at once.", 587)
    tls: str = key(Kind.CHOICE, "TLS", "required and implicit check the relay's certificate.", "required",
                    choices=TLS_MODES)  # fmt: skip
    username: str = key(Kind.TEXT, "Login", "Empty: no login.", "")
    senders: tuple[str, ...] = key(
        Kind.SENDERS, "Senders", "Whose mail goes this way: addresses outside, @domains, or names of people.", ()
    )
    fallback: str = _fallback()
    messages_per_hour: int = _messages_per_hour()
    message_size: int = _relay_message_size()
    recipients: int = _relay_recipients()


@dataclass(frozen=True, slots=True)
class Transport:
    """Where mail for one domain goes. ".aol.com" means its subdomains; an empty host means by MX."""

    domain: str = key(Kind.TEXT, "Domain", "example.org, or .example.org for its subdomains.", "")
    host: str = key(Kind.HOST, "Host", "The server that takes it; empty: by MX.", "")
    port: int = key(Kind.PORT, "Port", "25 for a mail exchanger, 587 for a provider's relay.", 25)
    tls: str = key(Kind.CHOICE, "TLS", "As for the relay.", "opportunistic", choices=TLS_MODES)
    username: str = key(
        Kind.TEXT, "Login", "Empty: no login. The password is kept apart, under the name transport:DOMAIN.", ""
    )
