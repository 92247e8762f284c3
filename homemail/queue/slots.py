"""How many deliveries run at a time, to all destinations together.

Pure: the clock is a parameter. A delivery that takes long, because nobody picks up or the message is large, moves from
the brisk slots to the slow ones, so that many who hang do not keep out who answers. Some brisk slots are for
destinations that have answered the last time.
"""

BRISK_MAX = 50
SLOW_MAX = 150
RESERVED = 10  # of the brisk ones
SLOW_AFTER = 0.3  # seconds


class Slots:
    """`take` a number when a delivery starts, `release` it when it ends."""

    def __init__(self) -> None:
        self._brisk: dict[int, float] = {}  # number: when it began, the oldest first
        self._slow: set[int] = set()
        self._number = 0

    @property
    def running(self) -> int:
        return len(self._brisk) + len(self._slow)

    def may_take(self, now: float, *, has_answered: bool, is_first: bool) -> bool:
        """`is_first`: nothing else runs to this destination."""
        if len(self._brisk) < BRISK_MAX // 2:
            return True
        self._age(now)
        free = BRISK_MAX - len(self._brisk)
        if has_answered:
            return free > 0
        return free > (RESERVED if is_first else BRISK_MAX // 2)

    def take(self, now: float) -> int:
        self._number += 1
        self._brisk[self._number] = now
        return self._number

    def release(self, number: int) -> None:
        if self._brisk.pop(number, None) is None:
            self._slow.discard(number)

    def relief(self, now: float) -> float | None:
        """Seconds until a slot may be free though nothing ends; None: only an end frees one."""
        self._age(now)
        if len(self._brisk) < BRISK_MAX // 2 or len(self._slow) >= SLOW_MAX:
            return None
        return next(iter(self._brisk.values())) + SLOW_AFTER - now

    def _age(self, now: float) -> None:
        while self._brisk and len(self._slow) < SLOW_MAX:
            number = next(iter(self._brisk))
            if now < self._brisk[number] + SLOW_AFTER:
                return
            del self._brisk[number]
            self._slow.add(number)
