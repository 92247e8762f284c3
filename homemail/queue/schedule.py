"""Decide when a deferred recipient is tried again, when its sender is warned, and when it is given up.

Pure: the clock is a parameter, nothing is stored here. Waiting times double from the first to the longest of the
settings (RFC 5321 §4.5.4.1 asks for patience and for four to five days before giving up).
"""

from homemail.settings.model import Queue

LATE = 600.0  # seconds
DOUBLINGS_MAX = 40  # beyond it any first wait has met the longest


def next_attempt(now: float, arrival: float, attempts: int, queue: Queue) -> float:
    """`attempts` counts those made before this one. The last try is at the end of the message's life, not after."""
    wait = min(queue.retry_maximum, queue.retry_minimum * (1 << min(attempts, DOUBLINGS_MAX)))
    return after(max(wait, queue.retry_minimum), now, arrival, queue)


def after(wait: float, now: float, arrival: float, queue: Queue) -> float:
    """When a quota has room again, but not later than the last try; that one has its wait too."""
    end = arrival + queue.lifetime
    return max(now + 1, min(now + wait, end) if now < end else now + wait)


def is_expired(now: float, arrival: float, queue: Queue) -> bool:
    return now - arrival >= queue.lifetime


def is_late(now: float, expected: float, clock_age: float, queue: Queue) -> bool:
    """The attempt comes long after it was expected, because the engine was off or the clock is not what it was.

    It does not end a message's life: nobody may have tried for days, and a clock that was just set may be wrong.
    """
    return now - expected > LATE and is_young(clock_age, queue)


def is_young(clock_age: float, queue: Queue) -> bool:
    """The engine has not had the time for an attempt, or a wrong clock not the time to be set right."""
    return clock_age < max(LATE, queue.retry_maximum)


def owes_warning(now: float, arrival: float, queue: Queue, *, warned: bool) -> bool:
    """One notice that the message still waits; a delay_warning of 0 is never."""
    return not warned and queue.delay_warning > 0 and now - arrival >= queue.delay_warning
