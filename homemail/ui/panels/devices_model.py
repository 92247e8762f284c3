"""How a mail program of the house is connected, with the values that hold here and now. Plain Python.

The ports are those that are bound, the names those that the certificate has: nothing is promised that does not answer.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from homemail.control.methods.clients import ClientRow
from homemail.control.methods.engine import EngineStatus, ListenerState
from homemail.control.methods.people import User, Users
from homemail.control.methods.security import SecurityState
from homemail.ui.panels.house_devices_model import HouseDevices
from homemail.ui.words import tr


class Program(StrEnum):
    OUTLOOK_EXPRESS = "outlook-express"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    APPLE_MAIL = "apple-mail"
    IPHONE = "iphone"
    ANDROID = "android"
    SCRIPT = "script"


class Safety(StrEnum):
    """How a connection is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Door:
    """A port that is open, and how it is protected."""

    protocol: str  # "IMAP", "POP3" or "SMTP"
    port: int
    safety: Safety


@dataclass(frozen=True, slots=True)
class Value:
    """One line of a card: what it is called, and what is typed there, or chosen where `typed` is not set."""

    title: str
    text: str
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    values: tuple[Value, ...]


_READING = (("imaps", Safety.TLS), ("imap", Safety.STARTTLS), ("pop3s", Safety.TLS), ("pop3", Safety.STARTTLS))
_READING_OLD = (("pop3", Safety.NONE), ("imap", Safety.NONE))
_SENDING = (("submissions", Safety.TLS), ("submission", Safety.STARTTLS), ("smtp", Safety.STARTTLS))
_SENDING_OLD = (("smtp", Safety.NONE),)
_WITHOUT_LOGIN = (("smtp", Safety.NONE),)


@dataclass(slots=True)
class Devices:
    """What is known of the house, and what was chosen: a person, a server name, a program."""

    status: EngineStatus | None = None
    security: SecurityState | None = None
    people: tuple[User, ...] = ()
    house: HouseDevices = field(default_factory=HouseDevices)
    segment: str = ""  # the part of the page that is open
    person: str = ""
    server: str = ""
    program: Program = Program.THUNDERBIRD
    loaded: bool = False

    def apply(self, users: Users, security: SecurityState) -> None:
        self.people = tuple(sorted(users.users, key=lambda one: one.name.lower()))
        self.security, self.loaded = security, True
        if self.person not in {one.name for one in self.people}:
            self.person = self.people[0].name if self.people else ""
        names = self.servers()
        if self.server not in names:
            self.server = names[0] if names else ""

    @property
    def user(self) -> User | None:
        return next((one for one in self.people if one.name == self.person), None)

    # Where

    def servers(self) -> tuple[str, ...]:
        """Addresses and names that lead here and that the certificate has, the surest first.

        An address works without anything else; the host name only where the network's router knows it.
        """
        if self.status is None or self.security is None:
            return ()
        names = self.security.certificate.names
        addresses = [one for one in map(_address, names) if one is not None and self._answers(one)]
        if self.only_here:
            return tuple(str(one) for one in addresses)
        outward = [one for one in addresses if not one.is_loopback and not one.is_link_local]
        outward.sort(key=lambda one: (one.version, not one.is_private))
        hosts = [self.status.hostname] if self.status.hostname in names else []
        return (*(str(one) for one in outward), *hosts)

    @property
    def only_here(self) -> bool:
        """Nothing but this computer itself can connect."""
        bound = self._bound()
        return bool(bound) and all((one := _address(listener.address)) and one.is_loopback for listener in bound)

    def _bound(self) -> list[ListenerState]:
        return [one for one in self.status.listeners if one.state == "bound"] if self.status else []

    def _answers(self, address: "ipaddress.IPv4Address | ipaddress.IPv6Address") -> bool:
        everywhere = "0.0.0.0" if address.version == 4 else "::"
        return any(one.address in (everywhere, str(address)) for one in self._bound())

    # How

    def incoming(self) -> Door | None:
        return self._first(_READING_OLD if self.program is Program.OUTLOOK_EXPRESS else _READING)

    def outgoing(self) -> Door | None:
        if self.program is Program.SCRIPT:
            return self._first(_WITHOUT_LOGIN)
        return self._first(_SENDING_OLD if self.program is Program.OUTLOOK_EXPRESS else _SENDING)

    def _first(self, wanted: Sequence[tuple[str, Safety]]) -> Door | None:
        ports = {one.name: one.port for one in self._bound()}
        for name, safety in wanted:
            if name in ports:
                protocol = "SMTP" if name in ("smtp", "submission", "submissions") else name.removesuffix("s").upper()
                return Door(protocol, ports[name], safety)
        return None

    def groups(self) -> tuple[Group, ...]:
        """The values of the chosen program's card."""
        user, incoming, outgoing = self.user, self.incoming(), self.outgoing()
        groups = []
        if self.program is not Program.SCRIPT and user is not None:
            who = (Value(tr("Name"), user.full_name or user.name), Value(tr("E-mail address"), user.address))
            groups.append(Group(tr("Account"), (*who, Value(tr("User name"), user.name))))
            if incoming:
                groups.append(Group(tr("Incoming mail"), self._server_values(incoming)))
        if outgoing:
            groups.append(Group(tr("Outgoing mail"), self._server_values(outgoing)))
        return tuple(groups)

    def _server_values(self, door: Door) -> tuple[Value, ...]:
        login = tr("none") if self.program is Program.SCRIPT else tr("user name and password")
        return (
            Value(tr("Protocol"), door.protocol, typed=False),
            Value(tr("Server"), self.server),
            Value(tr("Port"), str(door.port)),
            Value(tr("Encryption"), safety_word(door.safety), typed=False),
            Value(tr("Authentication"), login, typed=False),
        )

    def as_text(self) -> str:
        """The whole card, for the clipboard."""
        parts = []
        for group in self.groups():
            lines = (tr("{what}: {value}", what=value.title, value=value.text) for value in group.values)
            parts.append("\n".join((group.title, *lines)))
        return "\n\n".join(parts)

    # What stands in the way

    def warnings(self) -> tuple[tuple[str, str], ...]:
        """What the owner should know before trying, the gravest first, and the setting that changes it."""
        told = []
        if self.only_here:
            words = tr("HomeMail listens on this computer only: other devices cannot connect.")
            told.append((words, "listen.addresses"))
        if self.program is not Program.SCRIPT and self.incoming() is None:
            told.append((tr("No port for reading mail that this program could use is open."), "listen.imaps"))
        if self.outgoing() is None:
            told.append((tr("No port for sending mail that this program could use is open."), "listen.submissions"))
        if self.program is Program.OUTLOOK_EXPRESS:
            told.append((self._without_tls(), "access.plaintext_login"))
        if self.program is Program.SCRIPT:
            words = tr("Without a login it may send from these networks: {networks}.", networks=self._trusted())
            told.append((words, "access.trusted_networks"))
        return tuple(told)

    def _without_tls(self) -> str:
        match self.security.plaintext_login if self.security else "":
            case "never":
                return tr("Outlook Express knows no TLS of today, and login without TLS is switched off:"
                          " it cannot log in.")  # fmt: skip
            case "always":
                return tr("Outlook Express knows no TLS of today: its password crosses the network readably.")
        return tr("Outlook Express knows no TLS of today: its password crosses the network readably."
                  " It is let in from these networks only: {networks}.", networks=self._trusted())  # fmt: skip

    def _trusted(self) -> str:
        return ", ".join(self.security.trusted_networks) if self.security else ""


def _address(text: str) -> "ipaddress.IPv4Address | ipaddress.IPv6Address | None":
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def safety_word(safety: Safety) -> str:
    match safety:
        case Safety.TLS:
            return tr("SSL/TLS")
        case Safety.STARTTLS:
            return tr("STARTTLS")
    return tr("none")


def connection(row: ClientRow) -> str:
    """By which protocol, and how protected."""
    return f"{row.protocol.upper()}, {row.tls or tr('in clear')}"


def program_title(program: Program) -> str:
    match program:
        case Program.OUTLOOK_EXPRESS:
            return "Outlook Express"
        case Program.OUTLOOK:
            return "Outlook"
        case Program.THUNDERBIRD:
            return "Thunderbird"
        case Program.APPLE_MAIL:
            return "Apple Mail"
        case Program.IPHONE:
            return "iPhone, iPad"
        case Program.ANDROID:
            return "Android"
    return tr("Printer, scanner, script")


def program_picture(program: Program) -> str:
    """A line drawing of our own of the kind of thing that it is."""
    match program:
        case Program.OUTLOOK_EXPRESS | Program.OUTLOOK:
            return "window"
        case Program.IPHONE | Program.ANDROID:
            return "phone"
        case Program.SCRIPT:
            return "printer"
    return "envelope"


def program_steps(program: Program) -> tuple[str, ...]:
    """What to do in the program, in its own words."""
    match program:
        case Program.OUTLOOK_EXPRESS:
            return (
                tr("Tools, Accounts, Add, Mail: type the name and the address above."),
                tr("Choose POP3 and type the servers; then the user name and the password."),
                tr("Afterwards open the account's Properties, Servers: tick that the outgoing server requires"
                   " authentication."),
                tr("On the tab Advanced set the ports above, and leave secure connection (SSL) off for both."),
            )  # fmt: skip
        case Program.OUTLOOK:
            return (
                tr("File, Add Account: type the address, tick to set it up yourself, choose IMAP."),
                tr("Type servers, ports and encryption as above, then the password."),
                tr("Where Outlook warns of the certificate, install the house's one on this computer first."),
            )
        case Program.THUNDERBIRD:
            return (
                tr("Menu, New Account, Email: type the name, the address and the password, then configure by hand."),
                tr("Type the values above; the way to log in is Normal password."),
                tr("Thunderbird asks about the certificate once for reading and once for sending: compare the"
                   " fingerprint above, and confirm."),
            )  # fmt: skip
        case Program.APPLE_MAIL:
            return (
                tr("Mail, Add Account, Other Mail Account: type the name, the address and the password."),
                tr("Mail says that it cannot verify the account: type the user name and the servers above."),
                tr("Where it asks about the certificate, show it, compare the fingerprint, and always trust it."),
                tr("In the account's Server Settings switch off automatic connection settings to set the ports."),
            )
        case Program.IPHONE:
            return (
                tr("Settings, Apps, Mail, Mail Accounts, Add Account, Other, Add Mail Account."),
                tr("Type the name, the address and the password; then choose IMAP and type servers and user name,"
                   " for outgoing mail too."),
                tr("Where it says that the server's identity cannot be verified: Details, compare the fingerprint,"
                   " Trust."),
                tr("Ports other than the usual ones are set afterwards: the account, Advanced; and for sending, SMTP."),
            )  # fmt: skip
        case Program.ANDROID:
            return (
                tr("In Gmail: Settings, Add account, Other; type the address and choose Personal (IMAP)."),
                tr("Type the password, then servers, ports and security type as above."),
                tr("Gmail takes only certificates that the phone trusts: install the house's one first, under Settings,"
                   " Security, Install from storage. K-9 Mail asks, as computers do."),
            )  # fmt: skip
    return (
        tr("Type the server and the port above where the device asks for an SMTP server, without a login."),
        tr("As the sender give an address of the house, so that answers and failures find somebody."),
        tr("Under Without a login you say which addresses one device may send as."),
        tr("Programs on this computer can use homemail sendmail in place of a server."),
    )
