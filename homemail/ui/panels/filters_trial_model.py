"""The trial of checks on recent mail: how far it is, which messages they would touch, in words. Plain Python."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from homemail.control.methods.filters import Check, FilterRecent, RecentTrial, Touched
from homemail.ui.words import tr, trn

COUNTS = (50, 200, 1000)
USUAL = 200


@dataclass(slots=True)
class RecentTry:
    """`turn` numbers the trials: what an earlier one still hears is not wanted any more."""

    turn: int = 0
    is_running: bool = False
    checks: tuple[Check, ...] = ()
    number: int = 0  # the check in the form; 0: all of them
    touched: list[Touched] = field(default_factory=list)
    looked: int = 0
    done: int = 0
    total: int = 0
    stopped: Counter[int] = field(default_factory=Counter)
    failure: str = ""
    was_cancelled: bool = False
    was_tried: bool = False

    def begin(self, checks: tuple[Check, ...], number: int, table: str, scope: str, count: int) -> FilterRecent:
        self.forget()
        self.is_running = self.was_tried = True
        self.checks, self.number = checks, number
        return FilterRecent(checks, scope, table, count, number)

    def forget(self) -> None:
        """Nothing was tried."""
        self.turn += 1
        self.is_running = self.was_cancelled = self.was_tried = False
        self.touched, self.stopped = [], Counter()
        self.looked = self.done = self.total = 0
        self.failure = ""

    def hear(self, page: RecentTrial, turn: int) -> bool:
        """One page of the answer; whether the next one is wanted."""
        if turn != self.turn or not self.is_running:
            return False
        self.touched += page.touched
        self.looked += page.looked
        self.done, self.total = page.done, page.total
        self.stopped.update(page.stopped)
        self.is_running = bool(page.next)
        return self.is_running

    def cancel(self) -> None:
        self.was_cancelled = self.is_running
        self.is_running = False

    def fail(self, reason: str, turn: int) -> None:
        if turn == self.turn:
            self.is_running, self.failure = False, reason

    @property
    def headline(self) -> str:
        if self.failure:
            return self.failure
        if self.is_running:
            return tr("{done} of {total} messages looked through", done=self.done, total=self.total or "…")
        if not self.looked:
            return tr("No recent mail goes this way.")
        seen = trn("of {n} message", "of {n} messages", self.looked)
        words = trn("{n} would be touched, {seen}.", "{n} would be touched, {seen}.", len(self.touched), seen=seen)
        if not self.touched:
            words = tr("None would be touched, {seen}.", seen=seen)
        return tr("{words} The rest was not looked at.", words=words) if self.was_cancelled else words

    @property
    def warning(self) -> str:
        """About patterns that ran on without end."""
        return slow_words(sorted(self.stopped))


def slow_words(numbers: Sequence[int]) -> str:
    """Which checks were stopped, or nothing."""
    if not numbers:
        return ""
    return tr("Check {numbers} takes too long and was stopped, as it is for real mail: its pattern has to be mended.",
              numbers=", ".join(map(str, numbers)))  # fmt: skip
