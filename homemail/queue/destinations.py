"""How many sessions a destination gets at a time, and when it counts as away.

Pure: the clock is a parameter. The feedback is that of Postfix's queue manager (SCHEDULER_README): the window of
sessions grows by one after as many answers as it is wide, shrinks by one with each session that fails, and a window
full of failures in a row makes the destination dead. Then nothing is tried there for a time that doubles from death to
death; one delivery goes ahead and shows whether it answers again.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from enum import Enum

from homemail.delivery.agent import Attempt
from homemail.mail.outcome import Action
from homemail.settings.model import Queue

INITIAL = 2  # sessions with a destination that nothing is known of
KEPT = 1000  # destinations that are remembered
DOUBLINGS_MAX = 30
_ROUNDING = 1e-9


class Feedback(Enum):
    """What a delivery says of its destination, whatever became of the message."""

    ANSWERED = "answered"
    LOST = "lost"  # a session broke, or the host asked to come later (421)
    AWAY = "away"  # no session came about
    NOTHING = "nothing"


class Turn(Enum):
    """What a feedback changed."""

    DIED = "died"
    REVIVED = "revived"
    NARROWED = "narrowed"


def feedback_of(attempts: Collection[Attempt]) -> Feedback:
    """Of all recipients of one delivery; one who was answered is enough."""
    kinds = {_feedback(attempt) for attempt in attempts}
    for kind in (Feedback.ANSWERED, Feedback.LOST, Feedback.AWAY):
        if kind in kinds:
            return kind
    return Feedback.NOTHING


def _feedback(attempt: Attempt) -> Feedback:
    outcome = attempt.outcome
    is_delayed = outcome.action is Action.DELAYED
    if not attempt.is_reached:
        # A quota of our own, X.3.z of our own system (RFC 3463 §3.4) or a domain that does not exist say nothing.
        is_away = is_delayed and not attempt.wait and (outcome.remote_mta or outcome.status.subject != 3)
        return Feedback.AWAY if is_away else Feedback.NOTHING
    if is_delayed and not outcome.remote_mta and outcome.status.subject == 3:
        return Feedback.NOTHING
    if is_delayed and not attempt.wait and (outcome.status.subject == 4 or outcome.diagnostic.startswith("421")):
        return Feedback.LOST
    return Feedback.ANSWERED


@dataclass(slots=True)
class Destination:
    window: int = INITIAL
    running: int = 0
    gained: float = 0.0  # parts of the next widening
    failed: float = 0.0  # parts of a window that failed in a row
    deaths: int = 0  # in a row; 0 is alive
    dead_until: float = 0.0
    has_answered: bool = False  # the last that was heard of it is an answer
    reason: str = ""

    def may_start(self, limit: int, now: float) -> bool:
        if self.deaths:
            return now >= self.dead_until and not self.running
        return self.running < min(self.window, limit)


class Destinations:
    def __init__(self) -> None:
        self._known: dict[Hashable, Destination] = {}

    def get(self, key: Hashable) -> Destination | None:
        """None while nothing is known of it."""
        return self._known.get(key)

    def away(self, key: Hashable, now: float) -> tuple[float, str] | None:
        """For how many seconds nothing is to be tried there, and why; None: it may be tried."""
        one = self._known.get(key)
        if one is None or not one.deaths or now >= one.dead_until:
            return None
        return one.dead_until - now, one.reason

    def started(self, key: Hashable) -> None:
        one = self._known.get(key)
        if one is None:
            self._make_room()
            one = self._known[key] = Destination()
        one.running += 1

    def ended(self, key: Hashable, feedback: Feedback, reason: str, queue: Queue, now: float) -> Turn | None:
        one = self._known[key]
        one.window = max(1, min(one.window, queue.destination_concurrency))
        was_full = one.running >= one.window
        one.running -= 1
        match feedback:
            case Feedback.ANSWERED:
                return _answered(one, queue.destination_concurrency, was_full=was_full)
            case Feedback.NOTHING:
                return None
        part, before = 1 / one.window, one.window
        one.has_answered, one.gained = False, 0.0
        one.window = max(1, one.window - 1)
        if feedback is Feedback.AWAY and now >= one.dead_until:
            one.failed += part
            if one.deaths or one.failed >= 1 - _ROUNDING:
                one.deaths += 1
                one.failed, one.window, one.reason = 0.0, 1, reason
                wait = queue.retry_minimum * (1 << min(one.deaths - 1, DOUBLINGS_MAX))
                one.dead_until = now + max(queue.retry_minimum, min(wait, queue.retry_maximum))
                return Turn.DIED
        return Turn.NARROWED if one.window < before else None

    def revive(self) -> None:
        """Somebody knows better: each destination that is away may be tried now."""
        for one in self._known.values():
            one.dead_until = 0.0

    def dead(self, now: float) -> dict[Hashable, tuple[float, str]]:
        """Who is away, for how many seconds more nothing is tried, and why."""
        return {key: (max(0.0, one.dead_until - now), one.reason) for key, one in self._known.items() if one.deaths}

    def _make_room(self) -> None:
        """Forget one that is idle, rather one that lives."""
        if len(self._known) < KEPT:
            return
        idle = [key for key, one in self._known.items() if not one.running]
        if idle:
            del self._known[next((key for key in idle if not self._known[key].deaths), idle[0])]


def _answered(one: Destination, limit: int, *, was_full: bool) -> Turn | None:
    turn = Turn.REVIVED if one.deaths else None
    if one.deaths:
        one.window = min(INITIAL, limit)
    one.deaths, one.dead_until, one.failed, one.has_answered, one.reason = 0, 0.0, 0.0, True, ""
    if was_full and one.window < limit:  # sessions that nobody needed are no proof that more would be taken
        one.gained += 1 / one.window
        if one.gained >= 1 - _ROUNDING:
            one.window, one.gained = one.window + 1, 0.0
    return turn
