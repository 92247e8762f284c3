"""The crash drill as the window shows it: what runs, what was counted, what it means. Plain Python, no Qt."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from homemail.drill.count import DrillCount
from homemail.ui.words import tr, trn

ROUNDS = 5


@dataclass(slots=True)
class Drill:
    """One at a time. `changed` is who shows it now: the page may be made anew while it runs."""

    changed: Callable[[], None] = lambda: None
    count: DrillCount | None = None
    failure: str = ""
    _work: asyncio.Task[DrillCount] | None = None

    @property
    def is_running(self) -> bool:
        return self._work is not None

    async def run(self) -> None:
        """Until it is through or broken off. Raises ControlError where the engine of its own does not start."""

        from homemail.drill.drill import crash  # an SMTP server and an IMAP client that a window seldom needs

        def tell(count: DrillCount) -> None:
            self.count = count
            self.changed()

        self.count, self.failure = None, ""
        self._work = asyncio.get_running_loop().create_task(crash(ROUNDS, tell))
        try:
            await asyncio.wait({self._work})
            self.count = None if self._work.cancelled() else self._work.result()
        finally:
            work, self._work = self._work, None
            if work is not None and not work.done():  # the window goes
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)

    def break_off(self) -> None:
        if self._work is not None:
            self._work.cancel()

    @property
    def headline(self) -> str:
        if self.failure:
            return self.failure
        if self.is_running:
            if self.count is None or not self.count.done:
                return tr("A house of its own is being founded…")
            return tr("Killed and started again: {done} of {rounds}", done=self.count.done, rounds=self.count.rounds)
        if self.count is None or not self.count.counted:
            return ""
        if self.count.holds:
            return tr("The promise was kept: nothing that was accepted is lost.")
        return tr("The promise was not kept. Please report this with the figures.")

    @property
    def figures(self) -> str:
        """One line each; empty while there is nothing to count."""
        count = self.count
        if count is None or not count.done:
            return ""
        lines = [trn("{n} message acknowledged", "{n} messages acknowledged", count.acknowledged)]
        if count.counted:
            lines.append(tr("In the mailbox: {lost} lost, {doubled} doubled", lost=count.lost, doubled=count.doubled))
            twice = count.doubled_outside
            outside = tr("Outside: {lost} lost, {doubled} twice", lost=count.lost_outside, doubled=twice)
            if twice:
                outside += " " + tr("(the kill came between the answer from outside and the note of it)")
            lines.append(outside)
        lines.append(tr("Slowest start after a kill: {seconds} s", seconds=round(count.slowest_start, 2)))
        return "\n".join(lines)
