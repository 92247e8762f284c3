"""How long the next login from an address has to wait.

Each failure doubles the wait up to a cap; time halves the count; nothing is
ever refused, so a child who types the wrong password cannot lock the house
out. Pure but for its table: the clock is a parameter and the waiting itself
is the caller's.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from homemail.access.networks import client_key

FIRST_DELAY: Final = 0.25  # seconds
STRANGER_CAP: Final = 8.0
TRUSTED_CAP: Final = 1.0
HALF_LIFE: Final = 300.0  # seconds until a failure counts half
TABLE_MAX: Final = 10_000  # addresses remembered; the one quiet for longest is forgotten first


@dataclass(frozen=True, slots=True)
class _Failures:
    count: float
    when: float


class LoginThrottle:
    """Failures per client address, fading with time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def delay(self, client_ip: str, *, trusted: bool) -> float:
        """Seconds to wait before the next attempt of this client is looked at."""
        count = self._count(client_key(client_ip))
        if count < 0.5:
            return 0.0
        cap = TRUSTED_CAP if trusted else STRANGER_CAP
        return float(min(cap, FIRST_DELAY * 2.0 ** min(count - 1, 30.0)))

    def failed(self, client_ip: str) -> None:
        key = client_key(client_ip)
        self._failures[key] = _Failures(self._count(key) + 1, self._clock())
        self._failures.move_to_end(key)
        while len(self._failures) > TABLE_MAX:
            self._failures.popitem(last=False)

    def succeeded(self, client_ip: str, *, trusted: bool) -> None:
        """The house starts afresh; a stranger who owns one password must not wash away his guesses at others."""
        key = client_key(client_ip)
        if trusted:
            self._failures.pop(key, None)
        elif key in self._failures:
            self._failures[key] = _Failures(self._count(key) / 2, self._clock())

    def _count(self, key: str) -> float:
        failures = self._failures.get(key)
        if failures is None:
            return 0.0
        age = max(0.0, self._clock() - failures.when)
        return float(failures.count * 0.5 ** (age / HALF_LIFE))
