"""The queue as a page shows it: a window of rows asked from the engine, and what may be done to them. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from homemail.control.method import Request
from homemail.control.methods.queue import (
    QueueDelete,
    QueueFlush,
    QueueHold,
    QueueList,
    QueuePage,
    QueueRecipient,
    QueueRelease,
    QueueRow,
)
from homemail.ui.words import said, tr, trn

PAGE = 200


class Verb(Enum):
    RETRY = "retry"
    HOLD = "hold"
    RELEASE = "release"
    DELETE = "delete"


@dataclass(slots=True)
class Queue:
    offset: int = 0
    needle: str = ""
    total: int = 0
    rows: Sequence[QueueRow] = ()
    loaded: bool = False

    def request(self) -> QueueList:
        return QueueList(self.offset, PAGE, self.needle)

    def apply(self, page: QueuePage) -> None:
        self.total, self.rows, self.loaded = page.total, page.entries, True

    def search(self, needle: str) -> None:
        self.needle, self.offset = needle.strip(), 0

    @property
    def has_next(self) -> bool:
        return len(self.rows) == PAGE and (bool(self.needle) or self.offset + PAGE < self.total)

    @property
    def has_previous(self) -> bool:
        return self.offset > 0

    def turn(self, pages: int) -> None:
        self.offset = max(0, self.offset + pages * PAGE)

    @property
    def left_the_page(self) -> bool:
        """The page became empty under the reader, who is better off one page earlier."""
        return not self.rows and self.offset > 0

    def range_text(self) -> str:
        if not self.rows:
            return ""
        first, last = self.offset + 1, self.offset + len(self.rows)
        if self.needle:
            return trn("{n} message found", "{n} messages found", len(self.rows)) if not self.offset else (
                tr("{first} to {last} of what was found", first=first, last=last)
            )  # fmt: skip
        if last - first + 1 == self.total:
            return trn("{n} message", "{n} messages", self.total)
        return tr("{first} to {last} of {total}", first=first, last=last, total=self.total)


def allowed(verb: Verb, rows: Iterable[QueueRow]) -> bool:
    """Whether the verb means something for at least one of these."""
    match verb:
        case Verb.HOLD | Verb.RETRY:
            return any(row.state != "hold" for row in rows)
        case Verb.RELEASE:
            return any(row.state == "hold" for row in rows)
        case Verb.DELETE:
            return any(True for _ in rows)


def requests(verb: Verb, rows: Iterable[QueueRow]) -> list[Request[Any]]:
    """What to ask the engine, one call for each message the verb applies to."""
    make: Any = {
        Verb.RETRY: QueueFlush, Verb.HOLD: QueueHold, Verb.RELEASE: QueueRelease, Verb.DELETE: QueueDelete,
    }[verb]  # fmt: skip
    return [make(row.queue_id) for row in rows if allowed(verb, [row])]


def state_word(state: str) -> str:
    match state:
        case "active":
            return tr("Under way")
        case "deferred":
            return tr("Waiting")
        case "hold":
            return tr("Held")
    return state


def sender_text(row: QueueRow) -> str:
    """The null reverse-path has words of its own: it is mail of the mail system."""
    return row.sender or tr("(notice of HomeMail)")


def recipients_text(row: QueueRow) -> str:
    first = row.recipients[0].address if row.recipients else ""
    more = len(row.recipients) - 1
    return first if more < 1 else tr("{first} and {more} more", first=first, more=more)


def reason_text(row: QueueRow) -> str:
    """The last reason of the recipient that waits longest."""
    for one in row.recipients:
        if said := recipient_reason(one):
            return said
    return tr("Not tried yet")


def recipient_reason(one: QueueRecipient) -> str:
    return " ".join(part for part in (one.last_status, said(one.last_reason)) if part)


def next_attempt(row: QueueRow) -> float | None:
    """None when it is held or under way."""
    if row.state != "deferred" or not row.recipients:
        return None
    return min(one.next_attempt for one in row.recipients)
