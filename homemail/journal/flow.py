"""What flowed, counted from the lines of the log by quarters of an hour.

Lines are what every log tool counts too, so the counts can be had from an old mail.log as well. Whether mail for a
mailbox came from outside is known by the line of its client: who logged in or is in a trusted network is of the
house, and so is what HomeMail composes itself. The memory is a ring of fixed size. Pure: the time is a parameter.
"""

import re
from array import array
from collections.abc import Callable, Iterable

from homemail.control.methods.flow import FlowRow
from homemail.control.periods import KINDS

QUARTER = 900  # seconds
QUARTERS_KEPT = 70 * 96  # seventy days: this month and the whole one before
ORIGINS_KEPT = 500  # messages between their client's line and their delivery
_WIDTH = 1 + len(KINDS)
_INCOMING, _OUTGOING, _LOCAL, _REFUSED, _DEFERRED = range(1, _WIDTH)
_MAX = 2**32 - 1
_STATUS = re.compile(r", dsn=\d\.\d+\.\d+, status=(\w+) \(")
_CLIENT = re.compile(r"([0-9A-Za-z]+): client=\S*\[([^\]]*)\](.*)", re.DOTALL)


class FlowTally:
    """`take` each line in its order. `trusts` tells whether a network address is of the house."""

    def __init__(self, trusts: Callable[[str], bool] = lambda ip: False) -> None:
        self.trusts = trusts
        self._ring = array("I", bytes(4 * _WIDTH * QUARTERS_KEPT))
        self._outside: dict[str, bool] = {}  # by queue ID, the newest last
        self.on_change: Callable[[], None] = lambda: None

    def take(self, program: str, message: str, when: float) -> None:
        """One line of the log, and when it was written."""
        kind = 0
        match program.rpartition("/")[2]:
            case "smtpd":
                if message.startswith("NOQUEUE: reject:"):
                    kind = _REFUSED
                elif ": client=" in message:
                    self._note_client(message)
            case "cleanup" if ": reject: " in message:
                kind = _REFUSED
            case "smtp" | "local" as agent:
                kind = self._outcome(agent, message)
        if kind:
            self._add(int(when // QUARTER), kind, 1)
            self.on_change()

    def rows(self, since: float, until: float) -> tuple[FlowRow, ...]:
        """Quarters that begin between the two moments, oldest first."""
        first, last = max(0, since) // QUARTER, until // QUARTER
        found = []
        for at in range(0, len(self._ring), _WIDTH):
            quarter = self._ring[at]
            if quarter and first <= quarter <= last:
                found.append(FlowRow(quarter * QUARTER, *self._ring[at + 1 : at + _WIDTH]))
        return tuple(sorted(found, key=lambda row: row.start))

    def restore(self, rows: Iterable[FlowRow]) -> None:
        """Add what was kept."""
        for row in rows:
            for kind, name in enumerate(KINDS, 1):
                self._add(row.start // QUARTER, kind, getattr(row, name))

    def _note_client(self, message: str) -> None:
        if found := _CLIENT.match(message):
            queue_id, ip, rest = found.groups()
            self._outside[queue_id] = "sasl_username=" not in rest and not self.trusts(ip)
            if len(self._outside) > ORIGINS_KEPT:
                del self._outside[next(iter(self._outside))]

    def _outcome(self, agent: str, message: str) -> int:
        found = _STATUS.search(message)
        match found and found[1]:
            case "sent" if agent == "local":
                return _INCOMING if self._outside.get(message.partition(":")[0]) else _LOCAL
            case "sent":
                return _OUTGOING
            case "deferred":
                return _DEFERRED
            case "bounced":
                return _REFUSED
        return 0

    def _add(self, quarter: int, kind: int, count: int) -> None:
        if not 0 < quarter < _MAX or count <= 0:
            return
        at = quarter % QUARTERS_KEPT * _WIDTH
        if self._ring[at] != quarter:
            self._ring[at : at + _WIDTH] = array("I", [quarter, *[0] * len(KINDS)])
        self._ring[at + kind] = min(_MAX, self._ring[at + kind] + count)
