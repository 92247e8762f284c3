"""Who goes next: jobs wait in a lane per destination, and lanes take turns.

Pure bookkeeping. A slow or dead destination fills its own lane only; a lane that has its share of sessions is passed
over. No clock, no tasks: manager.py starts what `next_job` gives and says when it is `done`.
"""

from collections import deque
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

Job = TypeVar("Job")


class Lanes(Generic[Job]):
    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[Job]] = {}
        self._running: dict[Hashable, int] = {}
        self._turn: deque[Hashable] = deque()

    def add(self, destination: Hashable, job: Job) -> None:
        if destination not in self._waiting:
            self._waiting[destination] = deque()
            self._turn.append(destination)
        self._waiting[destination].append(job)

    def next_job(self, share: int) -> tuple[Hashable, Job] | None:
        """The next job whose destination has fewer than `share` running; it counts as running from now on."""
        for _ in range(len(self._turn)):
            destination = self._turn[0]
            self._turn.rotate(-1)
            if self._running.get(destination, 0) >= share:
                continue
            job = self._waiting[destination].popleft()
            self._running[destination] = self._running.get(destination, 0) + 1
            self._forget_empty(destination)
            return destination, job
        return None

    def done(self, destination: Hashable) -> None:
        left = self._running.get(destination, 0) - 1
        if left > 0:
            self._running[destination] = left
        else:
            self._running.pop(destination, None)

    def drain(self, destination: Hashable) -> list[Job]:
        """Take out all that waits for a destination that has just been found dead."""
        jobs = list(self._waiting.get(destination, ()))
        if jobs:
            self._waiting[destination].clear()
            self._forget_empty(destination)
        return jobs

    def waiting(self) -> Iterator[Job]:
        for jobs in self._waiting.values():
            yield from jobs

    def clear(self) -> None:
        self._waiting.clear()
        self._turn.clear()

    @property
    def running(self) -> int:
        return sum(self._running.values())

    def _forget_empty(self, destination: Hashable) -> None:
        if not self._waiting.get(destination):
            self._waiting.pop(destination, None)
            self._turn.remove(destination)
