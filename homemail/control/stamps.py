"""The moment that a line of the log names, which has no year. Pure: now is a parameter."""

import time
from functools import lru_cache

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def epoch(stamp: str, now: float) -> float:
    """Unix seconds of a stamp, in local time; it has no year, so it is the latest that is not in the future."""
    year = time.localtime(now).tm_year
    try:
        month, day = MONTHS.index(stamp[:3]) + 1, int(stamp[4:6])
        hour, minute, second = (int(part) for part in stamp[7:].split(":"))
        return _hour(year, month, day, hour, int(now) + 86400) + minute * 60 + second
    except (ValueError, OverflowError):
        return 0.0


@lru_cache(maxsize=4)
def _hour(year: int, month: int, day: int, hour: int, latest: int) -> float:
    when = time.mktime((year, month, day, hour, 0, 0, 0, 0, -1))
    return when if when <= latest else time.mktime((year - 1, month, day, hour, 0, 0, 0, 0, -1))
