"""The people of the house, what is known of the one that is chosen, and what may be typed. Plain Python."""

import re
from dataclasses import dataclass, field

from homemail.control.methods.clients import ClientRow, ClientTable
from homemail.control.methods.people import Person, Reach, User, Users
from homemail.settings.sizes import parse_size
from homemail.ui import formats
from homemail.ui.panels.shared_model import Shared, rights_words
from homemail.ui.words import tr, trn

_NAME = re.compile(r"(?!anyone\Z)[a-z0-9](?:[a-z0-9._-]*[a-z0-9_])?\Z", re.IGNORECASE)  # as the engine
PASSWORD_MIN = 4
FULL_NAME_MAX = 200  # characters, as the engine takes them
NEARLY = 0.9  # of what may be kept: worth a sign
LIMIT_MAX = 10**15  # octets, as the engine takes them
DAYS = (0, 1, 3, 7, 14, 30, 60, 90, 180, 365)  # that mail may stay once POP3 has handed it out; 0 is for good
DEVICES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Device:
    """A program of somebody at one place: what reads and what sends are one."""

    program: str
    protocols: str
    tls: str
    address: str
    last: float


@dataclass(slots=True)
class People:
    users: tuple[User, ...] = ()
    scram_waits_for: tuple[str, ...] = ()
    loaded: bool = False
    segment: str = ""  # the part that is open
    chosen: str = ""  # whose card is shown
    person: Person | None = None
    clients: tuple[ClientRow, ...] = ()
    shared: Shared = field(default_factory=Shared)

    def apply(self, users: Users) -> None:
        """Who was chosen stays chosen while there; somebody always is."""
        self.scram_waits_for = users.scram_waits_for
        self.users, self.loaded = tuple(sorted(users.users, key=lambda one: one.name.lower())), True
        if self.find(self.chosen) is None:
            self.choose(self.users[0].name if self.users else "")

    def find(self, name: str) -> User | None:
        return next((one for one in self.users if one.name == name), None)

    def choose(self, name: str) -> None:
        if name != self.chosen:
            self.chosen, self.person = name, None

    def apply_person(self, person: Person, clients: ClientTable) -> bool:
        """Whether it is the one that is chosen by now."""
        if person.user.name != self.chosen:
            return False
        self.person, self.clients = person, clients.clients
        return True

    def devices(self) -> tuple[Device, ...]:
        """What the chosen one was seen with, the latest first."""
        found: dict[str, list[ClientRow]] = {}
        for row in self.clients:
            if row.user.lower() == self.chosen.lower():
                found.setdefault(row.address, []).append(row)
        return tuple(
            Device(
                next((text for text in (*(one.name for one in rows), *(one.program for one in rows)) if text), ""),
                ", ".join(dict.fromkeys(one.protocol.upper() for one in rows)),
                rows[0].tls,
                address,
                max(one.last for one in rows),
            )
            for address, rows in found.items()
        )[:DEVICES_SHOWN]

    # What may be typed

    def name_problem(self, name: str) -> str:
        """Why this name cannot be given, or nothing."""
        if not name:
            return ""
        if not _NAME.match(name):
            return tr("Letters, digits, dots and hyphens, as before the @ of an address.")
        if any(one.name.lower() == name.lower() for one in self.users):
            return tr("{name} lives here already.", name=name)
        return ""

    def can_add(self, name: str, password: str) -> bool:
        return bool(name) and not self.name_problem(name) and not password_problem(password) and bool(password)

    def removal(self) -> str:
        """What goes with the chosen one, and what stays behind."""
        person = self.find(self.chosen)
        if person is None:
            return ""
        told = [
            trn("Remove {name} with {n} message ({size})? It is deleted for good.",
                "Remove {name} with {n} messages ({size})? They are deleted for good.",
                person.messages, name=person.name, size=formats.size(person.storage))
        ]  # fmt: skip
        if shown := dict.fromkeys(one.mailbox for one in self.shared.shown_by(person.name)):
            told.append(tr("Others lose what was shown to them: {mailboxes}.", mailboxes=", ".join(shown)))
        rows = [one.address for one in self.person.addresses if one.rule] if self.person else []
        if not person.messages:
            told[0] = tr("Remove {name}? The mailbox is empty.", name=person.name)
        if rows:
            told.append(tr("These addresses stay and lead there no more: {addresses}.", addresses=", ".join(rows)))
        return " ".join(told)


def kept(person: User) -> str:
    """How much mail someone has, and of how much where there is a limit."""
    used = formats.size(person.storage)
    if not person.storage_limit:
        return used
    return tr("{used} of {limit}", used=used, limit=formats.size(person.storage_limit))


def kept_whole(person: User) -> str:
    """With the number of messages."""
    number = formats.number(person.messages)
    if person.messages_limit:
        number = tr("{used} of {limit}", used=number, limit=formats.number(person.messages_limit))
    return trn("{size}, {number} message", "{size}, {number} messages", person.messages, size=kept(person),
               number=number)  # fmt: skip


def fullness(person: User) -> float:
    """The share of what someone may keep that is taken: of octets or messages, whichever is scarcer."""
    pairs = ((person.storage, person.storage_limit), (person.messages, person.messages_limit))
    return max((used / limit for used, limit in pairs if limit), default=0.0)


def parse_limit(text: str) -> int | None:
    """Octets in "2 GB" or, as French writes it, "2 Go"; None when it is no size."""
    try:
        return min(LIMIT_MAX, parse_size(text))
    except ValueError:
        return None


def password_problem(password: str) -> str:
    if password and len(password) < PASSWORD_MIN:
        return tr("At least {n} characters.", n=PASSWORD_MIN)
    return ""


def full_name_problem(text: str) -> str:
    if len(text) > FULL_NAME_MAX:
        return tr("At most {n} characters.", n=FULL_NAME_MAX)
    return ""


def days_words(days: int) -> str:
    """What becomes of mail that a program has fetched by POP3."""
    return trn("leaves INBOX after {n} day", "leaves INBOX after {n} days", days) if days else tr("stays in INBOX")


def reach_words(reach: Reach) -> str:
    """By what an address leads there."""
    match reach.kind:
        case "own":
            return tr("own address")
        case "alias":
            return tr("alias")
        case "virtual":
            return tr("other domain")
        case "catch_all":
            return tr("whatever nobody else has")
    return tr("as nobody else has it")


def way_words(person: Person) -> str:
    """How mail for the outside leaves."""
    if not person.outside:
        return tr("This house sends no mail to the outside.")
    if not person.relay:
        return tr("Leaves as {address}, straight to its recipients.", address=person.outside)
    if person.has_own_relay:
        return tr("Leaves as {address}, through a relay of their own: {relay} ({host}).", address=person.outside,
                  relay=person.relay, host=person.relay_host)  # fmt: skip
    return tr("Leaves as {address}, through the relay of the house ({host}).", address=person.outside,
              host=person.relay_host)  # fmt: skip


def way_target(person: Person) -> str:
    """What the page Sending shows of it."""
    return f"relays.{person.relay}" if person.has_own_relay else ""


def shown_words(people: People) -> list[tuple[str, str, str]]:
    """What the chosen one shows to others: the mailbox, to whom, and the single rights."""
    shared = people.shared
    return [
        (one.mailbox, tr("{who}: {what}", who=shared.who(one), what=rights_words(one.rights)), one.rights)
        for one in shared.shown_by(people.chosen)
    ]
