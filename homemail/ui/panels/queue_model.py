"""The queue as a page shows it: a window of rows asked from the engine, and what may be done to them. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from homemail.control.method import Done
from homemail.control.methods.queue import (
    AttemptRow,
    Chosen,
    QueueDelete,
    QueueExpire,
    QueueFlush,
    QueueHold,
    QueueList,
    QueuePage,
    QueueRecipient,
    QueueRelease,
    QueueRequeue,
    QueueRow,
)
from homemail.ui.words import said, tr, trn

PAGE = 200


class Verb(Enum):
    RETRY = "retry"
    HOLD = "hold"
    RELEASE = "release"
    DELETE = "delete"
    EXPIRE = "expire"
    REQUEUE = "requeue"


@dataclass(slots=True)
class Queue:
    """One page of the queue, found by the message it begins behind or ends before: `offset` is for the words only."""

    offset: int = 0
    needle: str = ""
    total: int = 0
    rows: Sequence[QueueRow] = ()
    loaded: bool = False
    segment: str = ""  # which story of a message is told
    _asked: QueueList = field(default_factory=lambda: QueueList(limit=PAGE))
    _more: bool = False

    def request(self) -> QueueList:
        return self._asked

    def apply(self, page: QueuePage) -> None:
        self.total, self.rows, self.loaded, self._more = page.total, page.entries, True, page.more
        if not (self._asked.after or self._is_backward) or (self._is_backward and not page.more):
            self.offset = 0
        elif not self.needle and (self._asked.last or not page.more):
            self.offset = max(0, page.total - len(page.entries))

    @property
    def _is_backward(self) -> bool:
        return self._asked.last or bool(self._asked.before)

    def search(self, needle: str) -> None:
        self.needle, self.offset = needle.strip(), 0
        self._asked = QueueList(limit=PAGE, filter=self.needle)

    @property
    def has_next(self) -> bool:
        return bool(self._asked.before) or (self._more and not self._asked.last)

    @property
    def has_previous(self) -> bool:
        return self._more if self._is_backward else bool(self._asked.after)

    def turn(self, pages: int) -> None:
        """To the page behind this one (1) or before it (-1)."""
        if not self.rows:
            self.go_to_begin()
        elif pages > 0:
            self.offset += len(self.rows)
            self._asked = QueueList(self.rows[-1].queue_id, PAGE, self.needle)
        elif self.offset <= PAGE and not self.needle:
            self.go_to_begin()  # where a full page fits, whoever left meanwhile
        else:
            self.offset = max(0, self.offset - PAGE)
            self._asked = QueueList(limit=PAGE, filter=self.needle, before=self.rows[0].queue_id)

    def go_to_begin(self) -> None:
        self.offset = 0
        self._asked = QueueList(limit=PAGE, filter=self.needle)

    def go_to_end(self) -> None:
        self._asked = QueueList(limit=PAGE, filter=self.needle, last=True)

    @property
    def left_the_page(self) -> bool:
        """The page became empty under the reader, who is better off at the end of what there is."""
        return not self.rows and bool(self._asked.after)

    def range_text(self) -> str:
        if not self.rows:
            return ""
        first, last = self.offset + 1, self.offset + len(self.rows)
        if self.needle:
            if not (self.has_next or self.has_previous):
                return trn("{n} message found", "{n} messages found", len(self.rows))
            return tr("{n} of the messages found", n=len(self.rows))
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
        case _:
            return any(True for _ in rows)


_REQUESTS: dict[Verb, Any] = {
    Verb.RETRY: QueueFlush, Verb.HOLD: QueueHold, Verb.RELEASE: QueueRelease, Verb.DELETE: QueueDelete,
    Verb.EXPIRE: QueueExpire, Verb.REQUEUE: QueueRequeue,
}  # fmt: skip


def request_for(verb: Verb, rows: Iterable[QueueRow]) -> Chosen[Done]:
    """What to ask the engine: one call for all rows that the verb applies to."""
    request: Chosen[Done] = _REQUESTS[verb](**choice([row for row in rows if allowed(verb, [row])]))
    return request


def request_for_all(verb: Verb, needle: str) -> Chosen[Done]:
    """For everything that waits or, with a search, that it finds: also what no page shows."""
    request: Chosen[Done] = _REQUESTS[verb](all=True, filter=needle)
    return request


def choice(rows: Sequence[QueueRow]) -> dict[str, Any]:
    """The words of a request that name these messages."""
    ids = tuple(row.queue_id for row in rows)
    return {"queue_id": ids[0]} if len(ids) == 1 else {"queue_ids": ids}


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


# One attempt


def outcome_word(one: AttemptRow) -> str:
    match one.action:
        case "delayed":
            return tr("Put off")
        case "failed":
            return tr("Returned")
    return tr("Delivered")


def server_text(one: AttemptRow) -> str:
    if not one.host:
        return "–"
    return f"{one.host}[{one.address}]:{one.port}" if one.address != one.host else f"{one.host}:{one.port}"


def tls_text(one: AttemptRow) -> str:
    """What protected the line, and what was asked for."""
    if not one.host:
        return "–"
    if not one.tls_version:
        return tr("none ({policy})", policy=one.policy)
    values = {"version": one.tls_version, "cipher": one.tls_cipher, "policy": one.policy}
    if one.tls_verified:
        return tr("{version} {cipher}, verified ({policy})", **values)
    return tr("{version} {cipher} ({policy})", **values)


def step_text(one: AttemptRow) -> str:
    match one.step:
        case "connect":
            return tr("connection")
        case "greeting":
            return tr("greeting")
        case "end of DATA":
            return tr("end of DATA")
    return one.step


def answer_text(one: AttemptRow) -> str:
    """The server's answer as it came or, where there was none, why; and the step it was about."""
    answer = " ".join(part for part in (str(one.code or ""), one.enhanced, one.text) if part)
    answer = answer or f"{one.status} {said(one.reason)}"
    return tr("{step}: {answer}", step=step_text(one), answer=answer) if one.step else answer


def route_text(route: str) -> str:
    """The next hop that the operator chose, in words."""
    if route == "mx":
        return tr("straight to the recipient’s server")
    return tr("relay {name}", name=route.removeprefix("relay ")) if route.startswith("relay ") else route
