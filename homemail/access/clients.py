"""Who connects: each client that logged in, or sent from a trusted network, with the time it was last there.

Every server tells of its logins here. What a client says of itself is kept as text that is safe to show, cut short,
and believed by nobody. Bounded: who was not seen for longest makes way, first of those that the house has no name for.
"""

import itertools
import re
import time
from collections.abc import Callable, Iterable, Mapping

import msgspec

from homemail.control.methods.clients import ClientRow

CLIENTS_KEPT = 300
PROGRAM_MAX = 80  # characters
_UNSHOWN = re.compile("[^\\w !-/:-@\\[-`{-~]")  # what is neither a letter, a digit, ASCII nor a plain blank
_Key = tuple[str, str, str]


class ClientBook:
    """Lives on the event loop's thread; `on_change` is told of each note."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._rows: dict[_Key, ClientRow] = {}  # who was seen last stands last
        self.on_change: Callable[[], None] = lambda: None

    def seen(self, protocol: str, user: str, address: str, *, tls: str, program: str = "") -> None:
        """A login, or a message without one. What the program said of itself before is kept while it says nothing."""
        key, now = (protocol, user, address), self._clock()
        old = self._rows.pop(key, None)
        said = shown(program) or (old.program if old else "")
        first, times = (old.first, old.times + 1) if old else (now, 1)
        name = old.name if old else self._name_of(user, address)
        self._rows[key] = ClientRow(protocol, user, address, tls, said, first, now, times, name)
        if len(self._rows) > CLIENTS_KEPT:
            oldest = itertools.islice(self._rows, CLIENTS_KEPT)  # the new one stays
            nameless = (one for one in oldest if not self._rows[one].name)
            del self._rows[next(nameless, next(iter(self._rows)))]
        self.on_change()

    def named(self, protocol: str, user: str, address: str, program: str) -> None:
        """What a client that is logged in says it is."""
        old = self._rows.get((protocol, user, address))
        if old is not None and (said := shown(program)) and said != old.program:
            self._rows[protocol, user, address] = msgspec.structs.replace(old, program=said)
            self.on_change()

    def call(self, rows: Iterable[ClientRow], name: str) -> None:
        """Give these a name of the house, or take it back; a program that both reads and sends is two rows."""
        for row in rows:
            self._rows[_key(row)] = msgspec.structs.replace(row, name=name)
        self.on_change()

    def forget(self, rows: Iterable[ClientRow]) -> None:
        for row in rows:
            self._rows.pop(_key(row), None)
        self.on_change()

    def _name_of(self, user: str, address: str) -> str:
        """What the same person's other protocols at this address are called."""
        return next((row.name for row in self._rows.values() if (row.user, row.address) == (user, address)), "")

    def rows(self) -> tuple[ClientRow, ...]:
        """The latest first."""
        return tuple(reversed(self._rows.values()))

    def restore(self, rows: Iterable[ClientRow]) -> None:
        """What was kept, the latest first."""
        for row in tuple(rows)[CLIENTS_KEPT - 1 :: -1] if rows else ():
            self._rows[_key(row)] = row


def _key(row: ClientRow) -> _Key:
    return row.protocol, row.user, row.address


def shown(text: str) -> str:
    """One short line without control characters, blanks in a row or anything that changes the writing's direction."""
    return " ".join(_UNSHOWN.sub(" ", text[: 4 * PROGRAM_MAX]).split())[:PROGRAM_MAX]


def program_of(fields: Mapping[str, str]) -> str:
    """Name and version of what a client says in IMAP's ID, with its system where it names one (RFC 2971 §3.3)."""
    told = (fields.get("name", ""), fields.get("version", ""))
    program = " ".join(part for part in told if part)
    system = " ".join(part for part in (fields.get("os", ""), fields.get("os-version", "")) if part)
    return f"{program} ({system})" if program and system else program or system
