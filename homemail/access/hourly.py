"""What has been done within the hour: messages and recipients of a person, messages through a relay.

Counted by the minute, and a minute is over an hour later than its end, so that no hour ever holds more than its
limit. Pure: the clock is a parameter. Whoever keeps it over a restart is told of each change, asks for what is
`unsaved`, and hands it back to `restore`.
"""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

MINUTE: Final = 60.0
WINDOW: Final = 61  # minutes

Count = tuple[str, int, int]  # what, in which minute since 1970, how often


class Hourly:
    def __init__(self) -> None:
        self._spent: dict[str, deque[list[int]]] = {}  # [minute, how often], oldest first
        self._unsaved: set[tuple[str, int]] = set()
        self.on_change: Callable[[], None] = lambda: None

    def spend(self, what: str, limit: int, now: float) -> float:
        """0 and one more is counted, or the seconds until there is room. A limit of 0 is none, and counts nothing."""
        if not limit:
            self._spent.pop(what, None)
            return 0.0
        minute = int(now // MINUTE)
        minutes = self._of(what, minute)
        too_many = sum(many for _, many in minutes) - limit + 1
        for when, many in minutes:
            if too_many <= 0:
                break
            too_many -= many
            if too_many <= 0:
                return max(1.0, (when + WINDOW) * MINUTE - now)
        if minutes and minutes[-1][0] == minute:
            minutes[-1][1] += 1
        else:
            minutes.append([minute, 1])
        self._changed(what, minute)
        return 0.0

    def give_back(self, what: str, then: float) -> None:
        """What was spent at that moment came to nothing."""
        minutes = self._spent.get(what, ())
        for entry in reversed(minutes):
            if entry[0] <= int(then // MINUTE) and entry[1]:
                entry[1] -= 1
                self._changed(what, entry[0])
                return

    def restore(self, counts: Iterable[Count]) -> None:
        """What an earlier engine counted."""
        for what, minute, many in sorted(counts, key=lambda count: count[1]):
            self._spent.setdefault(what, deque()).append([minute, many])

    def unsaved(self) -> list[Count]:
        """What has changed since this was asked last."""
        dirty, self._unsaved = self._unsaved, set()
        now = {(what, minute): many for what, minutes in self._spent.items() for minute, many in minutes}
        return [(what, minute, now.get((what, minute), 0)) for what, minute in dirty]

    def not_saved(self, counts: Iterable[Count]) -> None:
        """They could not be written: they come along with the next change."""
        self._unsaved.update((what, minute) for what, minute, _ in counts)

    def _of(self, what: str, minute: int) -> deque[list[int]]:
        minutes = self._spent.setdefault(what, deque())
        while minutes and minutes[0][0] <= minute - WINDOW:
            minutes.popleft()
        if minutes and minutes[-1][0] > minute:  # the clock was set back: what was counted ahead of it is of now
            ahead = [entry for entry in minutes if entry[0] >= minute]
            for entry in ahead:
                minutes.pop()
                self._unsaved.add((what, entry[0]))
            minutes.append([minute, sum(many for _, many in ahead)])
            self._changed(what, minute)
        return minutes

    def _changed(self, what: str, minute: int) -> None:
        self._unsaved.add((what, minute))
        self.on_change()
