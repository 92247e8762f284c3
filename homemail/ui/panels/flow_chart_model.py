"""What flowed in a day, a week or a month, in the words of the chart. Plain Python."""

import time

from homemail.control.methods.flow import FlowHistory, FlowPage
from homemail.control.periods import KINDS, Bucket, Span, edges, fill, first_day
from homemail.ui import formats
from homemail.ui.words import tr


class FlowChart:
    """The span that is shown, `back` spans before now, and the counts for it."""

    def __init__(self) -> None:
        self.span = Span.DAY
        self.back = 0
        self.buckets: list[Bucket] = []
        self.kept_since = 0.0
        self._bounds: list[float] = []

    def request(self, now: float) -> FlowHistory:
        """What to ask the engine for."""
        self._bounds = edges(self.span, first_day(self.span, now, self.back))
        return FlowHistory(self._bounds[0], self._bounds[-1])

    def take(self, page: FlowPage) -> bool:
        """The answer; whether it is still what is wanted."""
        if not self._bounds or (self._bounds[0], self._bounds[-1]) != (page.since, page.until):
            return False
        self.kept_since = page.kept_since
        self.buckets = fill(self._bounds, page.rows)
        return True

    def choose(self, span: Span) -> None:
        """Another span, again the one of now."""
        self.span, self.back = span, 0

    def turn(self, back: int, now: float) -> bool:
        """So many spans further back, or forward; whether there is one."""
        wanted = self.back + back
        if wanted < 0 or (back > 0 and not self.may_turn_back(now)):
            return False
        self.back = wanted
        return True

    def may_turn_back(self, now: float) -> bool:
        """Whether what lies before can be known."""
        start = edges(self.span, first_day(self.span, now, self.back))[0]
        return start > self.kept_since

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(sum(bucket.counts[kind] for bucket in self.buckets) for kind in range(len(KINDS)))

    def title(self) -> str:
        """Which time is shown."""
        if not self.buckets:
            return ""
        start, last = self.buckets[0].start, self.buckets[-1].start
        match self.span:
            case Span.DAY:
                return tr("Today") if self.back == 0 else f"{formats.weekday(start)} {formats.day(start)}"
            case Span.WEEK:
                return f"{formats.day(start)} – {formats.day(last)}"
            case Span.MONTH:
                return formats.month(start)

    def mark(self, bucket: Bucket) -> str:
        """What stands below a bar."""
        match self.span:
            case Span.DAY:
                return formats.hour(bucket.start)
            case Span.WEEK:
                return f"{formats.weekday(bucket.start)} {time.localtime(bucket.start).tm_mday}"
            case Span.MONTH:
                return str(time.localtime(bucket.start).tm_mday)

    def name(self, bucket: Bucket) -> str:
        """An hour or a day in full."""
        if self.span is Span.DAY:
            return tr("{start} to {end}", start=formats.clock(bucket.start), end=formats.clock(bucket.end))
        return f"{formats.weekday(bucket.start)} {formats.day(bucket.start)}"

    def said(self, bucket: Bucket) -> str:
        """All there is to say of a bar, line by line."""
        if not bucket.total:
            return f"{self.name(bucket)}\n{tr('nothing')}"
        counts = zip(kind_titles(), bucket.counts, strict=True)
        lines = (tr("{what}: {count}", what=title, count=formats.number(count)) for title, count in counts if count)
        return "\n".join((self.name(bucket), *lines))


def kind_titles() -> tuple[str, ...]:
    """In the order of KINDS."""
    return tr("In"), tr("Out"), tr("In the house"), tr("Refused or returned"), tr("Put off")
