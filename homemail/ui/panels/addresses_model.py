"""Aliases and sender rewriting as the page edits them. Plain Python."""

import re
from dataclasses import dataclass

from homemail.control.methods.addresses import Alias, Aliases, Rewriting, RewritingTable
from homemail.mail.address import Address, BadAddress
from homemail.ui.words import tr

_SEPARATORS = re.compile(r"[,;\s]+")


@dataclass(slots=True)
class Addresses:
    aliases: tuple[Alias, ...] = ()
    rewritings: tuple[Rewriting, ...] = ()
    scope: str = "outgoing"
    loaded: bool = False

    def apply(self, aliases: Aliases, table: RewritingTable) -> None:
        self.aliases = tuple(sorted(aliases.aliases, key=lambda one: one.name.lower()))
        self.rewritings = tuple(sorted(table.entries, key=lambda one: one.pattern.lower()))
        self.scope, self.loaded = table.scope, True


def parse_targets(text: str) -> tuple[str, ...]:
    """Names and addresses between commas, semicolons or spaces, each once."""
    return tuple(dict.fromkeys(part for part in _SEPARATORS.split(text) if part))


def targets_problem(text: str) -> str:
    for one in parse_targets(text):
        if "@" in one and (why := _address_problem(one)):
            return why
    return ""


def address_problem(text: str) -> str:
    """For the outside address of a rewriting, which must be whole."""
    return _address_problem(text) if text else ""


def _address_problem(text: str) -> str:
    try:
        Address.parse(text)
    except BadAddress:
        return tr("{text} is not an address such as name@example.org.", text=text)
    return ""
