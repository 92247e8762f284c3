"""Queue IDs: upper-case letters and digits, unique for ever, in the order of time.

The time in microseconds and two letters of chance: a clock that is set back
would have to meet the same microsecond and the same letters to repeat one.
"""

import random

from homemail.mail.ids import QueueId
from homemail.store.values import Clock

# Without vowels no word appears in a log by accident (Postfix's long queue IDs do the same).
_DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXYZ"
_PAIRS = tuple(first + second for first in _DIGITS for second in _DIGITS)


class QueueIds:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._chance = random.Random()  # no secret; the system, which seeds it, is not asked each time

    def new(self) -> QueueId:
        self._last = max(self._last + 1, int(self._clock() * 1_000_000))
        return QueueId(_in_digits(self._last) + self._chance.choice(_PAIRS))


def _in_digits(number: int) -> str:
    digits = ""
    while number:
        number, pair = divmod(number, len(_PAIRS))
        digits = _PAIRS[pair] + digits
    return digits.lstrip("0").rjust(11, "0")
