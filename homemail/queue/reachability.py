"""Is the Internet there? What the deliveries say of the way out, put together.

Pure: the clock and the computer's route are parameters. The house is offline when there is no route, when no DNS
server answers, or when everybody who was tried kept silent: a relay, or several mail servers. A single mail server
that is silent is its own matter. While offline, one delivery after the other is tried, at growing intervals, until
somebody answers; nothing is asked of anybody that a delivery would not ask.
"""

from collections.abc import Hashable
from enum import Enum

from homemail.delivery.agent import Road
from homemail.mail.sentence import Sentence

WINDOW = 300.0  # seconds for which an answer, or a silence, counts
SILENT_MAX = 3  # mail servers that may be silent together before the house thinks that it is itself
FIRST_INTERVAL = 5.0
LONGEST_INTERVAL = 60.0
NO_ROUTE = Sentence("this computer has no connection to the Internet")


class Tide(Enum):
    OUT = "out"
    BACK = "back"


class Reachability:
    """`learn` from each delivery; `may_probe` says when one may be tried while the house is offline."""

    def __init__(self) -> None:
        self.reason = ""  # why the house is offline, or ""
        self._answered = float("-inf")
        self._silent: dict[Hashable, float] = {}
        self._interval = FIRST_INTERVAL
        self.last_probe = 0.0
        self.next_probe = 0.0

    @property
    def is_offline(self) -> bool:
        return bool(self.reason)

    def learn(
        self, hop: Hashable, road: Road, reason: str, *, is_relay: bool, route: str | None, now: float
    ) -> Tide | None:
        """`route` is the address that this computer would send from, or None."""
        match road:
            case Road.UNKNOWN:
                return None
            case Road.OPEN:
                self._answered = now
                self._silent.clear()
                return Tide.BACK if self._come_back() else None
        self._silent[hop] = now
        self._silent = {one: when for one, when in self._silent.items() if now - when < WINDOW}
        if self.is_offline:
            return None
        if route is None:
            reason = NO_ROUTE
        elif road is Road.SILENT and not self._is_silence(now, is_relay=is_relay):
            return None
        self.reason, self._interval = reason, FIRST_INTERVAL
        self.probed(now)
        return Tide.OUT

    def _is_silence(self, now: float, *, is_relay: bool) -> bool:
        if now - self._answered < WINDOW:
            return False
        return is_relay or len(self._silent) >= SILENT_MAX

    def may_probe(self, now: float, *, is_fresh: bool = False) -> bool:
        """`is_fresh`: a message that has just come in may ask a little sooner."""
        return now >= (min(self.next_probe, self.last_probe + FIRST_INTERVAL) if is_fresh else self.next_probe)

    def probed(self, now: float) -> None:
        self.last_probe, self.next_probe = now, now + self._interval
        self._interval = min(LONGEST_INTERVAL, 2 * self._interval)

    def rest(self, now: float) -> None:
        """A trial has ended, it may have taken long."""
        self.next_probe = max(self.next_probe, now + FIRST_INTERVAL)

    def hurry(self, now: float) -> None:
        """Something has changed: ask now, and often again."""
        self._interval, self.next_probe = FIRST_INTERVAL, now

    def forget(self) -> bool:
        """Nothing waits for the outside, so nobody knows; False if it was not thought offline."""
        self._silent.clear()
        return self._come_back()

    def _come_back(self) -> bool:
        was_offline, self.reason = self.is_offline, ""
        return was_offline
