"""The queue: what waits, why, until when, and what an operator may do about it."""

from typing import Generic, TypeVar

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
    route: str = ""  # the next hop that the operator chose; "" is as the settings say


class QueueRow(msgspec.Struct, frozen=True):
    queue_id: str
    arrival: float
    size: int
    sender: str  # "" is the null reverse-path
    state: str  # "active", "deferred" or "hold"
    recipients: tuple[QueueRecipient, ...]


class QueuePage(msgspec.Struct, frozen=True):
    """`total` counts all entries in the queue, whatever the page and filter. `more`: others follow on the way asked."""

    total: int
    entries: tuple[QueueRow, ...]
    more: bool = False


@method("queue.list")
class QueueList(Request[QueuePage], frozen=True):
    """What waits, oldest first; `filter` looks in queue ID, sender and recipients.

    A page begins behind the queue ID `after`, or ends before `before`; `last` is the page at the end. None of these
    need be in the queue any more: IDs are in the order of time.
    """

    after: str = ""
    limit: int = 200
    filter: str = ""
    before: str = ""
    last: bool = False


class HistoryRow(msgspec.Struct, frozen=True):
    when: float
    kind: Words
    text: Words


class AttemptRow(msgspec.Struct, frozen=True):
    """One delivery attempt for one recipient, and the step that decided it.

    `tls_version` is "" without TLS; `policy` is what was asked of TLS; `code` is 0 where nothing was answered.
    `retry_at` is None after the last attempt.
    """

    when: float
    recipient: str
    action: str  # "delivered", "relayed", "delayed" or "failed"
    status: str  # enhanced status of the outcome
    reason: Words
    duration: float
    host: str = ""
    address: str = ""
    port: int = 0
    tls_version: str = ""
    tls_cipher: str = ""
    tls_verified: bool = False
    policy: str = ""
    step: str = ""  # "connect", "greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "end of DATA"
    code: int = 0
    enhanced: str = ""
    text: str = ""
    retry_at: float | None = None


class QueueDetail(msgspec.Struct, frozen=True):
    """One message: its entry while it waits, every attempt, and what else happened to it."""

    entry: QueueRow | None
    header: str
    history: tuple[HistoryRow, ...]
    attempts: tuple[AttemptRow, ...] = ()


@method("queue.show")
class QueueShow(Request[QueueDetail], frozen=True):
    """One message: recipients, header, attempts and history."""

    queue_id: str


R = TypeVar("R")


class Chosen(Request[R], Generic[R], frozen=True):
    """Messages by ID, by sender, by destination, or all that wait now; several words narrow each other.

    `sender` and `destination` are an address or a domain; a sender of "" is the null reverse-path. Only recipients of
    the destination are touched; hold and release, which know whole messages, touch all that have one. `filter` is as in
    `queue.list`.
    """

    queue_id: str = ""
    queue_ids: tuple[str, ...] = ()
    sender: str | None = None
    destination: str = ""
    all: bool = False
    filter: str = ""


@method("queue.flush")
class QueueFlush(Chosen[Done], frozen=True):
    """Try again now; without a choice all of them."""


@method("queue.hold")
class QueueHold(Chosen[Done], frozen=True):
    """Keep messages back until they are released."""


@method("queue.release")
class QueueRelease(Chosen[Done], frozen=True):
    """Let held messages go."""


@method("queue.delete")
class QueueDelete(Chosen[Done], frozen=True):
    """Drop messages from the queue; nobody is told."""


@method("queue.expire")
class QueueExpire(Chosen[Done], frozen=True):
    """Give messages up now: their senders are told, as when their time is over."""


@method("queue.requeue")
class QueueRequeue(Chosen[Done], frozen=True):
    """Plan messages again by the settings of today, from the recipients that their senders named."""


@method("queue.reroute")
class QueueReroute(Chosen[Done], frozen=True):
    """Change the next hop and try now: `HOST[:PORT]`, `relay NAME`, `mx`, or `default` for the settings' own."""

    next_hop: str = "default"


@method("queue.readdress")
class QueueReaddress(Request[Done], frozen=True):
    """Send to another address in place of one recipient's."""

    queue_id: str
    address: str
    new: str


@method("queue.drop")
class QueueDrop(Request[Done], frozen=True):
    """Take one recipient off a message; with `tell` its sender gets a report."""

    queue_id: str
    address: str
    tell: bool = False


@method("queue.add")
class QueueAdd(Request[Done], frozen=True):
    """One recipient more for a message. Its sender is not told what becomes of that one."""

    queue_id: str
    address: str
