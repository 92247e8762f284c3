"""The people of the house, and what may be typed for a new one. Plain Python."""

import re
from dataclasses import dataclass

from homemail.control.methods.people import User, Users
from homemail.ui.words import tr

_NAME = re.compile(r"(?!anyone\Z)[a-z0-9](?:[a-z0-9._-]*[a-z0-9_])?\Z", re.IGNORECASE)  # as the engine
PASSWORD_MIN = 4


@dataclass(slots=True)
class People:
    users: tuple[User, ...] = ()
    loaded: bool = False

    def apply(self, users: Users) -> None:
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


def password_problem(password: str) -> str:
    if password and len(password) < PASSWORD_MIN:
        return tr("At least {n} characters.", n=PASSWORD_MIN)
    return ""
