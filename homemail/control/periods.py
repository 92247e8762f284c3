"""Days, weeks and months of the user's own clock, and what flowed in each of their parts.

Pure: now and the time zone are parameters; None is the system's zone. The day on which clocks change has 23 or 25
hours, and a month as many days as it has. Faces sum the quarters of flow.history with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from homemail.control.methods.flow import FlowRow

HOUR = 3600
KINDS = ("incoming", "outgoing", "local", "refused", "deferred")


class Span(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Bucket:
    """One hour of a day, or one day of a week or month; Unix seconds. `counts` are in the order of KINDS."""

    start: float
    end: float
    counts: tuple[int, ...] = (0, 0, 0, 0, 0)

    @property
    def total(self) -> int:
        return sum(self.counts)


def first_day(span: Span, now: float, back: int = 0, zone: tzinfo | None = None) -> date:
    """The day on which a span begins; `back` spans before the one of now. Weeks begin on Monday (ISO 8601)."""
    today = datetime.fromtimestamp(now, zone).date()
    match span:
        case Span.DAY:
            return today - timedelta(days=back)
        case Span.WEEK:
            return today - timedelta(days=today.weekday() + 7 * back)
        case Span.MONTH:
            months = today.year * 12 + today.month - 1 - back
            return date(months // 12, months % 12 + 1, 1)


def edges(span: Span, first: date, zone: tzinfo | None = None) -> list[float]:
    """The moments between which a span's parts lie: one more than it has parts."""
    if span is Span.DAY:
        start, end = midnight(first, zone), midnight(first + timedelta(days=1), zone)
        hours = [start + HOUR * number for number in range(int((end - start) // HOUR))]
        return [*hours, end]  # where clocks change by half an hour, the last one is longer
    days = 7 if span is Span.WEEK else (first.replace(day=28) + timedelta(days=4)).replace(day=1) - first
    count = days if isinstance(days, int) else days.days
    return [midnight(first + timedelta(days=number), zone) for number in range(count + 1)]


def midnight(day: date, zone: tzinfo | None = None) -> float:
    """When a day begins; where clocks skip midnight, the first moment after it."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()


def fill(bounds: Sequence[float], rows: Iterable[FlowRow]) -> list[Bucket]:
    """The rows, summed between the bounds; what lies outside of them is left out."""
    sums = [[0] * len(KINDS) for _ in bounds[1:]]
    number = 0
    for row in sorted(rows, key=lambda one: one.start):
        if not bounds[0] <= row.start < bounds[-1]:
            continue
        while row.start >= bounds[number + 1]:
            number += 1
        for kind, name in enumerate(KINDS):
            sums[number][kind] += getattr(row, name)
    return [Bucket(bounds[at], bounds[at + 1], tuple(counts)) for at, counts in enumerate(sums)]
