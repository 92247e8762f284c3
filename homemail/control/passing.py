"""Messages as they pass, live: lines of the log in, the rows that they changed out. For faces; bounded."""

from collections.abc import Iterable

from homemail.control.methods.log import LogLine
from homemail.control.methods.messages import MessageRow
from homemail.control.passage import Passage, begins, refusal
from homemail.control.stamps import epoch

KEPT = 5000  # messages that may still change


class Passing:
    """`load` the rows that are shown, then `take` what comes."""

    def __init__(self) -> None:
        self._known: dict[str, Passage] = {}  # by queue ID

    def passage(self, queue_id: str) -> Passage | None:
        return self._known.get(queue_id)

    def load(self, rows: Iterable[MessageRow]) -> None:
        """Rows of a page; of a message that is known the live one is newer."""
        for row in rows:
            if row.queue_id and row.queue_id not in self._known:
                self._keep(Passage.of(row))

    def take(self, lines: Iterable[LogLine], now: float) -> list[MessageRow]:
        """Each row once, as it is after the last of the lines, in the order of their first change."""
        changed: dict[str, Passage | MessageRow] = {}
        for line in lines:
            queue_id = line.queue_id
            if not queue_id:
                if row := refusal(line, epoch(line.stamp, now)):
                    changed[f"{row.key} {line.number}"] = row
                continue
            passage = self._known.get(queue_id)
            if passage is None and (begins(line) or ": message-id=" in line.message):
                passage = self._keep(Passage(queue_id, epoch(line.stamp, now)))
            if passage is not None and passage.take(line):
                changed[queue_id] = passage
        return [one.row if isinstance(one, Passage) else one for one in changed.values()]

    def clear(self) -> None:
        self._known.clear()

    def _keep(self, passage: Passage) -> Passage:
        self._known[passage.row.queue_id] = passage
        if len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return passage
