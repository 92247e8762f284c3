"""Queue IDs: upper-case letters and digits, unique for ever, in the order of time.

The time in microseconds and two letters of chance: a clock that is set back
would have to meet the same microsecond and the same letters to repeat one.
"""

import random

from homemail.mail.ids import QueueId
from homemail.store.values import Clock

# Without vowels no word appears in a log by accident (Postfix's long queue IDs do the same).
_DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXYZ"


class QueueIds:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._chance = random.Random()  # no secret; the system, which seeds it, is not asked each time

    def new(self) -> QueueId:
        self._last = max(self._last + 1, int(self._clock() * 1_000_000))
        return QueueId(_in_digits(self._last) + _in_digits(self._chance.randrange(len(_DIGITS) ** 2), 2))


def _in_digits(number: int, width: int = 11) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits.rjust(width, "0")
