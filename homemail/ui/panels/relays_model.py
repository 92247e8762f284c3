"""Relays of single senders, as the card edits them. Plain Python."""

import re
from dataclasses import dataclass

from homemail.control.methods.sending import RelaySet, RelaySettings, RelayTable
from homemail.settings.relays import DEFAULT_RELAY
from homemail.ui.panels.sending_model import Typed, host_problem
from homemail.ui.words import tr

NEW = Typed()
_NAME = re.compile(r"[\w.-]{1,60}\Z")


@dataclass(slots=True)
class Relays:
    rows: tuple[RelaySettings, ...] = ()

    def apply(self, table: RelayTable) -> None:
        """The relay of all mail has a form of its own."""
        others = (one for one in table.relays if one.name != DEFAULT_RELAY)
        self.rows = tuple(sorted(others, key=lambda one: one.name.lower()))

    def find(self, name: str) -> RelaySettings | None:
        return next((one for one in self.rows if one.name.lower() == name.lower()), None)


def name_problem(name: str) -> str:
    if name and (not _NAME.match(name) or name.lower() == DEFAULT_RELAY):
        return tr("A word of your choice, such as anna.")
    return ""


def senders_of(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,;]+", text) if word)


def can_save(name: str, senders: str, typed: Typed) -> bool:
    if name_problem(name) or host_problem(typed.host) or not 0 < typed.port < 65536:
        return False
    return bool(name and typed.host and senders_of(senders))


def request(name: str, senders: str, typed: Typed) -> RelaySet:
    """A password that is not typed stays."""
    password = typed.password if typed.username and typed.password else None
    return RelaySet(
        typed.host, typed.port, typed.tls, typed.username, password, name, senders_of(senders)
    )  # fmt: skip
