"""The model of homemail.toml: every section, key and default.

Values are frozen; durations are seconds, sizes octets. How a key is declared stands in declaration.py, relays and
tables of addresses in files of their own. Reading is in reading.py; nothing here opens a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from homemail.mail.sentence import Sentence
from homemail.settings.addresses import Canonical, Masquerade, SenderRewriting, Virtual
from homemail.settings.declaration import TABLE_KINDS, About, Kind, about, key
from homemail.settings.oauth import OAuth
from homemail.settings.quota import Quota
from homemail.settings.relays import PersonalRelay, Relay, Transport

_DAY = 86400
CHECK_ACTIONS = ("ignore", "reject", "warn", "hold", "redirect", "prepend", "replace", "discard")
CHECK_SCOPES = ("outgoing", "incoming", "all")
DELIMITERS = ("+", "-", "_", "=", "")
HELO_CHECKS = ("off", "forged", "strict")
GREETINGS = ("hostname", "reverse")
SENDER_RULES = ("any", "house", "own")


@dataclass(frozen=True, slots=True)
class Identity:
    hostname: str = key(
        Kind.DOMAIN, "Host name", "The gateway's full name; greetings, Received lines and certificates carry it.",
        "gateway.home.lan",
    )  # fmt: skip
    domain: str = key(Kind.DOMAIN, "Mail domain", "What stands behind the @ of the people who live here.", "home.lan")
    local_domains: tuple[str, ...] = key(
        Kind.DOMAINS, "Our domains", "Mail for any of these stays in the house.", ("home.lan", "localhost")
    )
    recipient_delimiter: str = key(
        Kind.CHOICE, "Sign before an extension",
        "What follows it in an address is for the reader: chris+shop is delivered to chris. Empty: none.", "+",
        choices=DELIMITERS,
    )  # fmt: skip
    greeting: str = key(
        Kind.CHOICE, "Name outside",
        'How the gateway greets the servers of recipients: by its host name, or ("reverse") by the name that reverse'
        " DNS gives its public address today.", "hostname", choices=GREETINGS,
    )  # fmt: skip
    language: str = key(
        Kind.CHOICE, "Language of reports", "In which the gateway tells senders what became of their mail.", "en",
        choices=("en", "fr"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listen:
    addresses: tuple[str, ...] = key(
        Kind.IP_ADDRESSES, "Addresses", "The network addresses to listen on; 0.0.0.0 and :: mean all.", ("127.0.0.1",)
    )
    smtp: int = key(Kind.PORT, "SMTP port", "Mail between servers and from old clients; 0 is off.", 25)
    submission: int = key(Kind.PORT, "Submission port", "Mail from clients, with STARTTLS and login; 0 is off.", 587)
    submissions: int = key(Kind.PORT, "Submissions port", "Mail from clients, TLS at once; 0 is off.", 465)
    pop3: int = key(Kind.PORT, "POP3 port", "Fetching mail; 0 is off.", 110)
    pop3s: int = key(Kind.PORT, "POP3S port", "Fetching mail, TLS at once; 0 is off.", 995)
    imap: int = key(Kind.PORT, "IMAP port", "Reading mail; 0 is off.", 143)
    imaps: int = key(Kind.PORT, "IMAPS port", "Reading mail, TLS at once; 0 is off.", 993)
    http: int = key(Kind.PORT, "Set-up page port", "Reserved for client autoconfiguration; 0 is off.", 0)


@dataclass(frozen=True, slots=True)
class Access:
    trusted_networks: tuple[str, ...] = key(
        Kind.NETWORKS, "Trusted networks", "Computers of these networks may send to the outside without a login.",
        ("127.0.0.0/8", "::1/128"),
    )  # fmt: skip
    plaintext_login: str = key(
        Kind.CHOICE, "Login without TLS", "From trusted networks only, from everywhere, or never.", "trusted",
        choices=("trusted", "always", "never"),
    )  # fmt: skip
    scram: bool = key(
        Kind.SWITCH, "Login without sending the password",
        "By SCRAM-SHA-256, offered once everybody has logged in since or has a new password. Off: only the Argon2 hash"
        " of a password is kept, which withstands guesses longer should the data folder be stolen.", True,
    )  # fmt: skip
    verify: str = key(
        Kind.CHOICE, "Who is told which addresses exist",
        "By VRFY and EXPN: the house and who is logged in, everybody, or nobody.", "house",
        choices=("house", "always", "never"),
    )  # fmt: skip
    greet_pause: int = key(
        Kind.DURATION, "Pause before the greeting",
        "For strangers, once a day: who speaks before the greeting is no mail server and is let go; 0 is no pause.",
        2, bounds=(0, 60),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    message_size: int = key(
        Kind.SIZE, "Largest message", "In octets, or as \"50M\"; a larger one is refused.", 52_428_800,
        bounds=(65_536, 2_147_483_647),
    )  # fmt: skip
    recipients: int = key(
        Kind.INTEGER, "Recipients of one message", "More are asked to come in a second message.", 1000,
        bounds=(100, 50_000),
    )  # fmt: skip
    connections: int = key(
        Kind.INTEGER, "Connections in all", "For each kind of server; a part is kept for the house.", 500,
        bounds=(10, 10_000),
    )  # fmt: skip
    connections_per_client: int = key(
        Kind.INTEGER, "Connections of one client", "Counted by network address.", 100, bounds=(2, 10_000)
    )
    connections_per_minute: int = key(
        Kind.INTEGER, "Connections of one stranger a minute", "More are turned away for now; 0 is any number.", 600,
        bounds=(0, 1_000_000),
    )  # fmt: skip
    messages_per_minute: int = key(
        Kind.INTEGER, "Messages of one stranger a minute", "More are asked to come later; 0 is any number.", 600,
        bounds=(0, 1_000_000),
    )  # fmt: skip
    recipients_per_minute: int = key(
        Kind.INTEGER, "Recipients of one stranger a minute", "More are asked to come later; 0 is any number.", 3000,
        bounds=(0, 1_000_000),
    )  # fmt: skip
    errors: int = key(
        Kind.INTEGER, "Errors of one session",
        "After half as many a stranger waits a second for each, after all the session is over; the house has five"
        " times as many.",
        20, bounds=(2, 100_000),
    )  # fmt: skip
    idle_commands: int = key(
        Kind.INTEGER, "Commands without a message",
        "NOOP, RSET, VRFY and greetings of one session; more of them are errors. The house has ten times as many.",
        100, bounds=(10, 100_000),
    )  # fmt: skip
    command_timeout: int = key(
        Kind.DURATION, "Patience for a command", "A client that says nothing for so long is let go.", 300,
        bounds=(1, 3600),
    )  # fmt: skip
    data_timeout: int = key(
        Kind.DURATION, "Patience for a message", "The longest that one message may take to come in.", 3600,
        bounds=(1, _DAY),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sharing:
    """Below which names mail programs show mailboxes that are not one's own."""

    others: str = key(
        Kind.FOLDER, "Folder of other people",
        "Below it are the mailboxes that others share, by their names. Programs that are connected see a new name when"
        " they connect again.", "Other Users",
    )  # fmt: skip
    family: str = key(
        Kind.FOLDER, "Folder of the family", "Below it are the mailboxes that belong to the whole house.", "Family"
    )


@dataclass(frozen=True, slots=True)
class Strangers:
    """What mail from outside has to pass; the house and whoever logged in never meet it."""

    helo: str = key(
        Kind.CHOICE, "Check the greeting",
        "forged refuses servers that greet with our own name; strict also names that are not full or not in DNS.",
        "forged", choices=HELO_CHECKS,
    )  # fmt: skip
    sender_domain: bool = key(
        Kind.SWITCH, "Check the sender's domain",
        "Refuses senders whose domain is not in DNS or takes no mail: nobody could answer them.", False,
    )  # fmt: skip
    blocklists: tuple[str, ...] = key(
        Kind.ZONES, "DNS blocklists",
        "Refuses servers listed in any of these zones; a list that does not answer refuses nobody.", (),
    )  # fmt: skip
    allow: tuple[str, ...] = key(
        Kind.STRANGERS, "Always let in", "Addresses, domains and networks that no check refuses.", ()
    )
    block: tuple[str, ...] = key(
        Kind.STRANGERS, "Never let in", "Addresses, domains and networks from which no mail is taken.", ()
    )


@dataclass(frozen=True, slots=True)
class Sending:
    """What people and devices of the house may send."""

    outside: bool = key(
        Kind.SWITCH, "Mail may leave the house",
        "Off: mail for the outside is refused at once, but for domains that have a way of their own.", True,
    )  # fmt: skip
    senders: str = key(
        Kind.CHOICE, "Sender after a login",
        "any: as the mail program says; house: addresses of this house only if one's own; own: only one's own.",
        "any", choices=SENDER_RULES,
    )  # fmt: skip
    header_from: bool = key(
        Kind.SWITCH, "Check the From line too",
        "Where the rule for senders is house or own: nobody who logged in writes as somebody else of this house.",
        True,
    )  # fmt: skip
    messages_per_hour: int = key(
        Kind.INTEGER, "Messages an hour", "Of one person or device; 0 is no limit.", 0, bounds=(0, 1_000_000)
    )
    recipients_per_hour: int = key(
        Kind.INTEGER, "Recipients an hour", "Of one person or device; 0 is no limit.", 0, bounds=(0, 1_000_000)
    )


@dataclass(frozen=True, slots=True)
class Queue:
    retry_minimum: int = key(
        Kind.DURATION, "First retry after", "Waiting times double from here.", 300, bounds=(1, _DAY)
    )
    retry_maximum: int = key(
        Kind.DURATION,
        "Longest wait between retries",
        "Waiting times do not grow beyond it.",
        3600,
        bounds=(1, 7 * _DAY),
    )
    lifetime: int = key(
        Kind.DURATION, "Give up after", "Then the sender is told that it failed.", 5 * _DAY, bounds=(1, 60 * _DAY)
    )
    delay_warning: int = key(
        Kind.DURATION, "Warn the sender after", "One notice that the message still waits; 0 is never.", 4 * 3600,
        bounds=(0, 60 * _DAY),
    )  # fmt: skip
    destination_concurrency: int = key(
        Kind.INTEGER, "Connections to one destination", "At the same time.", 5, bounds=(1, 100)
    )
    active_limit: int = key(
        Kind.INTEGER, "Recipients in hand", "How many are worked on at a time; the rest waits on disk.", 1000,
        bounds=(1, 100_000),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delivery:
    smtp_port: int = key(Kind.PORT, "Port of mail exchangers", "25 in the real world.", 25)
    timeout: int = key(
        Kind.DURATION, "Patience with a next hop", "For each step of the dialogue.", 120, bounds=(1, 3600)
    )
    ca_file: str = key(
        Kind.TEXT, "Extra certificates", "A file of certificates to trust besides the system's, when sending.", ""
    )


@dataclass(frozen=True, slots=True)
class Resolver:
    servers: tuple[str, ...] = key(Kind.IP_ADDRESSES, "DNS servers", "Empty: those of the system.", ())
    port: int = key(Kind.PORT, "DNS port", "53 in the real world.", 53)
    timeout: int = key(Kind.DURATION, "Patience with DNS", "For one lookup in all.", 10, bounds=(1, 120))
    dnssec: str = key(
        Kind.CHOICE, "Whether DNS is believed about signatures",
        "auto: a server on this computer that checks signatures (DNSSEC) is; trusted: any; off: none.", "auto",
        choices=("auto", "trusted", "off"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authentication:
    verify: bool = key(
        Kind.SWITCH, "Check mail from outside",
        "Notes in each message from the Internet whether its sender proves to be who it says (SPF, DKIM, DMARC, ARC).",
        True,
    )  # fmt: skip
    dmarc_reject: bool = key(
        Kind.SWITCH, "Refuse forged mail",
        "Refuses what fails where the sender's domain asks for it; forwarded mail and lists may be hit.", False,
    )  # fmt: skip
    exempt_networks: tuple[str, ...] = key(
        Kind.NETWORKS, "Not checked", "Mail from these networks is never checked.", ("127.0.0.0/8", "::1/128")
    )


@dataclass(frozen=True, slots=True)
class DkimKey:
    """One key that signs mail from one domain; `homemail dkim add` makes both."""

    domain: str = key(Kind.DOMAIN, "Domain", "What stands behind the @ in From, exactly.", "")
    selector: str = key(Kind.DOMAIN, "Selector", "The name of the key in DNS.", "homemail")
    key_file: str = key(Kind.TEXT, "Key file", "In the data folder; empty: keys/DOMAIN.SELECTOR.pem.", "")


@dataclass(frozen=True, slots=True)
class Log:
    max_size: int = key(
        Kind.SIZE, "Size of a log file", "In octets, or as \"20M\"; then a new one is begun.", 20_000_000,
        bounds=(10_000, 2_000_000_000), needs_restart=True,
    )  # fmt: skip
    keep: int = key(
        Kind.INTEGER, "Old log files kept", "The oldest goes first.", 5, bounds=(0, 1000), needs_restart=True
    )


@dataclass(frozen=True, slots=True)
class HeaderCheck:
    """What to do with a header field, or a line of the text, that matches, as Postfix's header_checks do."""

    pattern: str = key(Kind.PATTERN, "Pattern", "A regular expression over `Name: value`, without case.", "")
    action: str = key(Kind.CHOICE, "Action", "What is done with it.", "warn", choices=CHECK_ACTIONS)
    argument: str = key(Kind.TEXT, "Text", "The reason, the new line, or the address to redirect to.", "")
    scope: str = key(Kind.CHOICE, "Scope", "Mail that leaves, comes in, or both.", "all", choices=CHECK_SCOPES)


@dataclass(frozen=True, slots=True)
class Device:
    """A printer, a NAS: sends on the SMTP port without a login, known by its network address."""

    name: str = key(Kind.TEXT, "Name", "What the log and the refusals call it.", "")
    addresses: tuple[str, ...] = key(
        Kind.NETWORKS, "Network addresses", "Where it is; from there mail may leave the house without a login.", ()
    )
    senders: tuple[str, ...] = key(
        Kind.ALLOWED_SENDERS, "Allowed senders", "Addresses and domains it may send as; empty: any.", ()
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All of homemail.toml. Sections not in the file have their defaults."""

    identity: Identity = Identity()
    listen: Listen = Listen()
    access: Access = Access()
    limits: Limits = Limits()
    sharing: Sharing = Sharing()
    quota: Quota = field(default=Quota())
    strangers: Strangers = Strangers()
    sending: Sending = Sending()
    relay: Relay = field(default=Relay())
    queue: Queue = Queue()
    delivery: Delivery = Delivery()
    resolver: Resolver = Resolver()
    authentication: Authentication = Authentication()
    oauth: OAuth = field(default=OAuth())
    log: Log = Log()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    relocated: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    catch_all: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sender_rewriting: SenderRewriting = field(default=SenderRewriting())
    relays: tuple[PersonalRelay, ...] = ()
    canonical: Canonical = field(default=Canonical())
    masquerade: Masquerade = field(default=Masquerade())
    virtual: Virtual = field(default=Virtual())
    transports: tuple[Transport, ...] = ()
    header_checks: tuple[HeaderCheck, ...] = ()
    mime_header_checks: tuple[HeaderCheck, ...] = ()
    body_checks: tuple[HeaderCheck, ...] = ()
    dkim: tuple[DkimKey, ...] = ()
    devices: tuple[Device, ...] = ()


SECTIONS: Mapping[str, type] = MappingProxyType(
    {
        "identity": Identity,
        "listen": Listen,
        "access": Access,
        "limits": Limits,
        "sharing": Sharing,
        "quota": Quota,
        "strangers": Strangers,
        "sending": Sending,
        "relay": Relay,
        "queue": Queue,
        "delivery": Delivery,
        "resolver": Resolver,
        "authentication": Authentication,
        "oauth": OAuth,
        "log": Log,
        "sender_rewriting": SenderRewriting,
        "canonical": Canonical,
        "masquerade": Masquerade,
        "virtual": Virtual,
    }
)


TABLES: Mapping[str, About] = MappingProxyType(
    {
        "aliases": About(Kind.RECIPIENTS, Sentence("Alias"), Sentence("A name and those who receive its mail.")),
        "relocated": About(
            Kind.RELOCATED,
            Sentence("Moved"),
            Sentence("An address that is no more, and the new one, which senders are told."),
        ),
        "catch_all": About(
            Kind.CATCH_ALL,
            Sentence("Everything else"),
            Sentence("A domain, and those who receive what nobody else of it does."),
        ),
    }
)


LISTS: Mapping[str, type] = MappingProxyType(
    {
        "relays": PersonalRelay,
        "transports": Transport,
        "header_checks": HeaderCheck,
        "mime_header_checks": HeaderCheck,
        "body_checks": HeaderCheck,
        "dkim": DkimKey,
        "devices": Device,
    }
)


def keys() -> tuple[tuple[str, About], ...]:
    """Every scalar key as `section.name` with its declaration, in the order of the file."""
    return tuple(
        (f"{section}.{one.name}", about(one))
        for section, model in SECTIONS.items()
        for one in fields(model)
        if about(one).kind not in TABLE_KINDS
    )
