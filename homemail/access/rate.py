"""How often a client may do something: so many times a minute, and as many at once after a minute's rest.

Pure but for its table: the clock is a parameter, refusing is the caller's.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from homemail.access.networks import client_key

MINUTE: Final = 60.0
TABLE_MAX: Final = 10_000  # clients remembered; the one quiet for longest is forgotten first


@dataclass(frozen=True, slots=True)
class _Bucket:
    left: float
    when: float


class Rate:
    """What each client has left."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def admits(self, client_ip: str, limit: int) -> bool:
        """Once more, and counted; no limit is 0."""
        if not limit:
            return True
        key, now = client_key(client_ip), self._clock()
        bucket = self._buckets.get(key, _Bucket(float(limit), now))
        left = min(float(limit), bucket.left + max(0.0, now - bucket.when) * limit / MINUTE)
        admitted = left >= 1.0
        self._buckets[key] = _Bucket(left - admitted, now)
        self._buckets.move_to_end(key)
        while len(self._buckets) > TABLE_MAX:
            self._buckets.popitem(last=False)
        return admitted
