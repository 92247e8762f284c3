"""The live log: a ring of lines, what of it is shown, and what came since. Plain Python.

Lines come in batches. The ring is trimmed in pieces of five per cent and only
while the reader follows, so that nothing moves under someone who reads; twice
the capacity is the hard end. While paused nothing is added to what is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from homemail.control.methods.log import LogLine
from homemail.ui.panels.messages_model import Messages

CAPACITY = 100_000


class Tone(Enum):
    """What a line says about the state of things, as Postfix's words tell it."""

    PLAIN = "plain"
    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Change:
    """What a view must do: take `removed` rows from the top, then put `added` at the end."""

    removed: int = 0
    added: int = 0


def tone_of(line: LogLine) -> Tone:
    text = line.message
    if "status=sent" in text:
        return Tone.GOOD
    if "status=deferred" in text or text.startswith(("warning:", "statistics:")) or ": warning:" in text:
        return Tone.WAITING
    if "status=bounced" in text or "reject:" in text or text.startswith(("fatal:", "error:", "panic:")):
        return Tone.BAD
    return Tone.PLAIN


class Flow:
    def __init__(self, capacity: int = CAPACITY) -> None:
        self.segment = "messages"  # what is shown: the messages, or the "log"
        self.messages = Messages()
        self.capacity = capacity
        self.needle = ""
        self.paused = False
        self.missed = 0
        self.loaded = False
        self.shown: list[LogLine] = []
        self._all: list[LogLine] = []
        self._held: list[LogLine] = []
        self._pending: list[LogLine] = []

    @property
    def total(self) -> int:
        return len(self._all)

    @property
    def held(self) -> int:
        """Lines that came while paused and would be shown."""
        return sum(1 for line in self._held if self._fits(line)) if self.needle else len(self._held)

    def load(self, lines: Sequence[LogLine]) -> None:
        """The log's end, once connected; lines that came by event already are not doubled."""
        newest = max((line.number for line in self._all), default=0)
        if newest:
            first = min(line.number for line in self._all)
            lines = [line for line in lines if line.number < first]
        self._all = [*lines, *self._all]
        self.loaded = True
        self._select()

    def forget(self) -> None:
        """Another engine counts anew."""
        self._all.clear()
        self._held.clear()
        self.shown = []
        self.loaded = False

    def add(self, lines: Iterable[LogLine], *, following: bool, missed: int = 0) -> Change:
        self.missed += missed
        if self.paused:
            self._held.extend(lines)
            del self._held[: -self.capacity]
            return Change()
        fresh = list(lines)
        self._all.extend(fresh)
        visible = [line for line in fresh if self._fits(line)]
        removed = self._trim(following)
        # Order matters: the view is told of removals before additions, and `shown` changes with them in between.
        self._pending = visible
        return Change(removed, len(visible))

    def take_pending(self) -> list[LogLine]:
        pending, self._pending = self._pending, []
        return pending

    def pause(self) -> None:
        self.paused = True

    def resume(self, *, following: bool) -> Change:
        self.paused = False
        held, self._held = self._held, []
        return self.add(held, following=following)

    def search(self, needle: str) -> None:
        """Show only lines that hold this text, without case."""
        self.needle = needle.strip().casefold()
        self._select()

    def _fits(self, line: LogLine) -> bool:
        return not self.needle or self.needle in line.text.casefold()

    def _select(self) -> None:
        self.shown = [line for line in self._all if self._fits(line)] if self.needle else list(self._all)

    def _trim(self, following: bool) -> int:
        """How many rows go from the top of `shown`."""
        limit = self.capacity if following else 2 * self.capacity
        if len(self._all) <= limit:
            return 0
        gone = self._all[: len(self._all) - limit + limit // 20]
        del self._all[: len(gone)]
        return sum(1 for line in gone if self._fits(line)) if self.needle else min(len(gone), len(self.shown))
