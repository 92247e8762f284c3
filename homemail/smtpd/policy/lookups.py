"""DNS as policy asks it: answers are remembered for a few minutes, and all questions about a message share a deadline.

A resolver that was silent is given half a second for the next minute, so a house that is offline takes its mail.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable

from homemail.authentication.lookup import Query

PATIENCE = 5.0  # seconds for all questions about one message
PATIENCE_AFTER_SILENCE = 0.5
SILENCE = 60.0  # how long a silent resolver is remembered
MEMORY = 300.0  # how long an answer is
ANSWERS_MAX = 4096


class Lookups:
    """The answers at hand, and where the others are asked."""

    def __init__(self, query: Query, clock: Callable[[], float] = time.monotonic) -> None:
        self._query = query
        self._clock = clock
        self._answers: OrderedDict[tuple[str, str], tuple[float, tuple[str, ...]]] = OrderedDict()
        self._silent_until = 0.0

    def begin(self) -> "Questions":
        """The questions about one message."""
        return Questions(self, PATIENCE_AFTER_SILENCE if self._clock() < self._silent_until else PATIENCE)

    def find(self, name: str, kind: str) -> tuple[str, ...] | None:
        expires, answer = self._answers.get((name, kind), (0.0, ()))
        return answer if self._clock() < expires else None

    async def ask(self, name: str, kind: str) -> tuple[str, ...] | None:
        answer = await self._query(name, kind)
        if answer is not None:
            self._answers[name, kind] = (self._clock() + MEMORY, answer)
            self._answers.move_to_end((name, kind))
            if len(self._answers) > ANSWERS_MAX:
                self._answers.popitem(last=False)
        return answer

    def was_silent(self) -> None:
        self._silent_until = self._clock() + SILENCE


class Questions:
    """A Query with one deadline; `unanswered` names what DNS did not say."""

    def __init__(self, lookups: Lookups, patience: float) -> None:
        self._lookups = lookups
        self._deadline = asyncio.get_running_loop().time() + patience
        self.unanswered: list[str] = []

    async def __call__(self, name: str, kind: str) -> tuple[str, ...] | None:
        name = name.lower()
        answer = self._lookups.find(name, kind)
        if answer is None:
            try:
                async with asyncio.timeout_at(self._deadline):
                    answer = await self._lookups.ask(name, kind)
            except TimeoutError:
                self._lookups.was_silent()
        if answer is None:
            self.unanswered.append(name)
        return answer
