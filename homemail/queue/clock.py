"""Notice that the clock was set while the engine ran: by hand, by NTP after a start with an empty battery, by a fault.

Ages and waits in the queue are moments of the clock. When it was set they are moved along (`Queue.follow_clock` of
the store), so that a jump neither ends a message's life nor keeps it waiting for a year. Time during which the machine
slept has passed, and is no jump, where the system has a clock that knows (Linux, Windows).
"""

import time
from collections.abc import Callable

SET = 120.0  # seconds; less is drift, which nobody needs to follow


def steady() -> float:
    """Seconds of a clock that nobody sets."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class ClockWatch:
    """`by` until it was `followed`."""

    def __init__(self, clock: Callable[[], float], steady: Callable[[], float]) -> None:
        self._clock = clock
        self._steady = steady
        self._offset = clock() - steady()
        self._since = steady()

    @property
    def age(self) -> float:
        """Seconds since the engine began, or the clock was set."""
        return self._steady() - self._since

    @property
    def by(self) -> float:
        """Seconds by which the clock was set, forwards or back; 0.0 if it was not."""
        offset = self._clock() - self._steady()
        by = offset - self._offset
        if abs(by) >= SET:
            return by
        self._offset = offset
        return 0.0

    def followed(self, by: float) -> None:
        self._offset += by
        self._since = self._steady()
