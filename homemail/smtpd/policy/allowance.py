"""How much one person or device has sent within the last hour.

As Postfix's anvil does, what is asked for counts: a message at MAIL, a recipient at RCPT, whatever becomes of it.
Counted by the minute and in memory; a restart forgets.
"""

import time
from collections import deque
from collections.abc import Callable

HOUR = 60  # minutes


class Allowance:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spent: dict[str, deque[list[int]]] = {}  # [minute, how many]

    def spend(self, what: str, limit: int) -> int:
        """One more of `what`; where the limit is reached, the minutes to wait instead. A limit of 0 is none."""
        if not limit:
            self._spent.pop(what, None)
            return 0
        minute = int(self._clock() // 60)
        minutes = self._spent.setdefault(what, deque())
        while minutes and minutes[0][0] <= minute - HOUR:
            minutes.popleft()
        if sum(many for _, many in minutes) >= limit:
            return max(1, minutes[0][0] + HOUR - minute)
        if minutes and minutes[-1][0] == minute:
            minutes[-1][1] += 1
        else:
            minutes.append([minute, 1])
        return 0
