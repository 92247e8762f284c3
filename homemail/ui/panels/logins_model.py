"""Who logged in last, and whose login failed: from the list of clients and from the log. Plain Python."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from homemail.control.methods.clients import ClientRow
from homemail.control.methods.log import LogLine

WORDS = "login failed"  # what all lines of failed logins hold
KEPT = 200
_FAILED = re.compile(r"warning: unknown\[([^\]]+)\]: login failed, user=<([^>]*)>")


@dataclass(frozen=True, slots=True)
class FailedLogin:
    """`times` in a row from one address, as one user, by one service; `stamp` is the last of them."""

    stamp: str  # as it stands in the log: "Nov 21 10:00:01"
    address: str
    user: str  # "" where nobody has that name
    service: str
    times: int = 1


@dataclass(slots=True)
class Logins:
    last: tuple[ClientRow, ...] = ()
    failed: tuple[FailedLogin, ...] = ()  # the latest first
    loaded: bool = False

    def take_clients(self, rows: Iterable[ClientRow]) -> None:
        """The last login of each person, the latest first."""
        found: dict[str, ClientRow] = {}
        for row in sorted(rows, key=lambda one: -one.last):
            if row.user:
                found.setdefault(row.user, row)
        self.last = tuple(found.values())

    def take_log(self, lines: Iterable[LogLine]) -> None:
        self.failed, self.loaded = (), True
        self.hear(lines)

    def hear(self, lines: Iterable[LogLine]) -> bool:
        """Whether there were failed logins among new lines of the log."""
        found = list(self.failed)
        before = len(found), found[:1]
        for line in lines:
            if match := _FAILED.match(line.message):
                user = "" if match[2] == "(unknown)" else match[2]
                new = FailedLogin(line.stamp, match[1], user, line.program.rpartition("/")[2])
                same = found and (found[0].address, found[0].user, found[0].service) == (
                    new.address, new.user, new.service,
                )  # fmt: skip
                if same:
                    found[0] = FailedLogin(new.stamp, new.address, new.user, new.service, found[0].times + 1)
                else:
                    found.insert(0, new)
        self.failed = tuple(found[:KEPT])
        return before != (len(found), found[:1])
