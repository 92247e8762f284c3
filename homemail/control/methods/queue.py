"""The queue: what waits, why, until when, and what an operator may do about it."""

import msgspec

from homemail.control.method import Done, Request, method
from homemail.mail.sentence import Words


class QueueRecipient(msgspec.Struct, frozen=True):
    address: str
    original: str
    attempts: int
    next_attempt: float
    last_status: str = ""
    last_reason: Words = ""
    last_remote: str = ""


class QueueRow(msgspec.Struct, frozen=True):
    queue_id: str
    arrival: float
    size: int
    sender: str  # "" is the null reverse-path
    state: str  # "active", "deferred" or "hold"
    recipients: tuple[QueueRecipient, ...]


class QueuePage(msgspec.Struct, frozen=True):
    """`total` counts all entries in the queue, whatever the page and filter."""

    total: int
    entries: tuple[QueueRow, ...]


@method("queue.list")
class QueueList(Request[QueuePage], frozen=True):
    """What waits, oldest first; `filter` looks in queue ID, sender and recipients."""

    offset: int = 0
    limit: int = 200
    filter: str = ""


class HistoryRow(msgspec.Struct, frozen=True):
    when: float
    kind: Words
    text: Words


class QueueDetail(msgspec.Struct, frozen=True):
    """One message: its entry while it waits, and what happened to it."""

    entry: QueueRow | None
    header: str
    history: tuple[HistoryRow, ...]


@method("queue.show")
class QueueShow(Request[QueueDetail], frozen=True):
    """One message: recipients, header and history."""

    queue_id: str


@method("queue.flush")
class QueueFlush(Request[Done], frozen=True):
    """Try again now: one message, or all of them."""

    queue_id: str = ""


@method("queue.hold")
class QueueHold(Request[Done], frozen=True):
    """Keep a message back until it is released."""

    queue_id: str


@method("queue.release")
class QueueRelease(Request[Done], frozen=True):
    """Let a held message go."""

    queue_id: str


@method("queue.delete")
class QueueDelete(Request[Done], frozen=True):
    """Drop a message from the queue; nobody is told."""

    queue_id: str
