"""The people of the house, and what may be typed for a new one. Plain Python."""

import re
from dataclasses import dataclass

from homemail.control.methods.people import User, Users
from homemail.settings.sizes import parse_size
from homemail.ui import formats
from homemail.ui.words import tr

_NAME = re.compile(r"(?!anyone\Z)[a-z0-9](?:[a-z0-9._-]*[a-z0-9_])?\Z", re.IGNORECASE)  # as the engine
PASSWORD_MIN = 4
NEARLY = 0.9  # of what may be kept: worth a sign
LIMIT_MAX = 10**15  # octets, as the engine takes them


@dataclass(slots=True)
class People:
    users: tuple[User, ...] = ()
    scram_waits_for: tuple[str, ...] = ()
    loaded: bool = False

    def apply(self, users: Users) -> None:
        self.scram_waits_for = users.scram_waits_for
        self.users, self.loaded = tuple(sorted(users.users, key=lambda one: one.name.lower())), True

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


def kept(person: User) -> str:
    """How much mail someone has, and of how much where there is a limit."""
    used = formats.size(person.storage)
    if not person.storage_limit:
        return used
    return tr("{used} of {limit}", used=used, limit=formats.size(person.storage_limit))


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
