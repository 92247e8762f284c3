"""What waits, and one message with all that happened to it."""

import time
from collections.abc import Callable

from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.queue import (
    AttemptRow,
    HistoryRow,
    QueueDetail,
    QueueList,
    QueuePage,
    QueueRecipient,
    QueueRow,
    QueueShow,
)
from homemail.mail.contact import Contact
from homemail.mail.ids import QueueId
from homemail.mail.sentence import Sentence
from homemail.message.fields import split
from homemail.store.store import Store
from homemail.store.values import AttemptRecord, QueueEntry

_HEADER_MAX = 64 * 1024  # octets of the header that are shown
_PAGE_MAX = 1000
# What kind of event a line of the history tells of.
_KINDS = {
    "accept": Sentence("accept"),
    "local": Sentence("local"),
    "attempt": Sentence("attempt"),
    "queue": Sentence("queue"),
}


class QueueDesk:
    """Only looks; what changes the queue is in queue_verbs.py."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(QueueList, self.list)
        dispatcher.register(QueueShow, self.show)

    async def list(self, request: QueueList) -> QueuePage:
        now = self._clock()
        limit = max(1, min(request.limit, _PAGE_MAX))
        queue, after, before = self._store.queue, queue_id_of(request.after), queue_id_of(request.before)
        found = await queue.page(after, limit + 1, request.filter.strip(), before=before, last=request.last)
        more = len(found) > limit
        if more:  # the one too many lies where the page was asked to go on
            found = found[1:] if before or request.last else found[:limit]
        counts = await queue.counts()
        total = counts.active + counts.deferred + counts.hold
        return QueuePage(total, tuple(_row(entry, now) for entry in found), more)

    async def show(self, request: QueueShow) -> QueueDetail:
        queue_id = queue_id_of(request.queue_id)
        entry = await self._store.queue.entry(queue_id)
        history = await self._store.history.of(queue_id)
        if entry is None and not history:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no message {queue_id}", queue_id=request.queue_id))
        header = b""
        if entry is not None:
            head = await self._store.contents.read(entry.content, 0, _HEADER_MAX)
            header = split(head).header
        attempts = tuple(_attempt(event.when, event.attempt) for event in history if event.attempt is not None)
        rows = tuple(
            HistoryRow(event.when, _KINDS.get(event.kind, event.kind), event.text)
            for event in history
            if event.attempt is None
        )
        shown = header.decode("utf-8", "replace").replace("\r\n", "\n")
        return QueueDetail(_row(entry, self._clock()) if entry else None, shown, rows, attempts)


def queue_id_of(text: str) -> QueueId:
    return QueueId(text.strip().upper())


def _row(entry: QueueEntry, now: float) -> QueueRow:
    waits = all(recipient.next_attempt > now for recipient in entry.recipients)
    return QueueRow(
        entry.queue_id,
        entry.arrival,
        entry.size,
        str(entry.reverse_path),
        "hold" if entry.hold else "deferred" if waits else "active",
        tuple(
            QueueRecipient(
                str(recipient.address),
                str(recipient.original),
                recipient.attempts,
                recipient.next_attempt,
                recipient.last_status,
                recipient.last_reason,
                recipient.last_remote,
                recipient.route,
            )
            for recipient in entry.recipients
        ),
    )


def _attempt(when: float, attempt: AttemptRecord) -> AttemptRow:
    met = attempt.contact or Contact("")
    return AttemptRow(
        when,
        attempt.recipient,
        attempt.action.value,
        attempt.status,
        attempt.reason,
        attempt.duration,
        met.host,
        met.address,
        met.port,
        met.tls_version,
        met.tls_cipher,
        met.tls_verified,
        met.policy,
        met.step.value,
        met.code,
        met.enhanced,
        met.text,
        attempt.retry_at,
    )
