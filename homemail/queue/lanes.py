"""Who goes next: destinations take turns, and at each destination the senders do.

Pure bookkeeping. Jobs of one sender for one destination keep their order. A slow or dead destination fills its own
lane only, a newsletter delays a letter to the same next hop by one message. No clock, no tasks: deliveries.py starts
what `next_job` gives.
"""

from collections import deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Job = TypeVar("Job")


class Lanes(Generic[Job]):
    def __init__(self) -> None:
        self._lanes: dict[Hashable, dict[str, deque[Job]]] = {}  # senders in the order of their turns
        self._turn: deque[Hashable] = deque()

    def __bool__(self) -> bool:
        return bool(self._turn)

    def add(self, destination: Hashable, sender: str, job: Job) -> None:
        lane = self._lanes.get(destination)
        if lane is None:
            lane = self._lanes[destination] = {}
            self._turn.append(destination)
        lane.setdefault(sender, deque()).append(job)

    def next_job(self, may_start: Callable[[Hashable], bool]) -> tuple[Hashable, Job] | None:
        """The next job of a destination that may have one started."""
        for _ in range(len(self._turn)):
            destination = self._turn[0]
            self._turn.rotate(-1)
            if may_start(destination):
                return destination, self._take(destination)
        return None

    def _take(self, destination: Hashable) -> Job:
        lane = self._lanes[destination]
        sender = next(iter(lane))
        jobs = lane.pop(sender)
        job = jobs.popleft()
        if jobs:
            lane[sender] = jobs  # behind the others
        elif not lane:
            self._forget(destination)
        return job

    def drain(self, destination: Hashable) -> list[Job]:
        """Take out all that waits for a destination."""
        lane = self._lanes.get(destination)
        if lane is None:
            return []
        self._forget(destination)
        return [job for jobs in lane.values() for job in jobs]

    def withdraw(self, is_meant: Callable[[Job], bool]) -> list[Job]:
        """Take out jobs that nobody has begun."""
        taken: list[Job] = []
        for destination, lane in tuple(self._lanes.items()):
            for sender, jobs in tuple(lane.items()):
                if meant := [job for job in jobs if is_meant(job)]:
                    taken += meant
                    left = deque(job for job in jobs if not is_meant(job))
                    if left:
                        lane[sender] = left
                    else:
                        del lane[sender]
            if not lane:
                self._forget(destination)
        return taken

    def destinations(self) -> list[Hashable]:
        """Those for which something waits."""
        return list(self._turn)

    def clear(self) -> None:
        self._lanes.clear()
        self._turn.clear()

    def _forget(self, destination: Hashable) -> None:
        del self._lanes[destination]
        self._turn.remove(destination)
