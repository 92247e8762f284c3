"""What waits, and what an operator may do with it: try again, hold, release, drop."""

import logging
import time
from collections.abc import Callable

from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.queue import (
    HistoryRow,
    QueueDelete,
    QueueDetail,
    QueueFlush,
    QueueHold,
    QueueList,
    QueuePage,
    QueueRecipient,
    QueueRelease,
    QueueRow,
    QueueShow,
)
from homemail.mail.ids import QueueId
from homemail.mail.sentence import Sentence
from homemail.message.fields import split
from homemail.store.store import Store
from homemail.store.values import QueueEntry

_log = logging.getLogger("homemail.postsuper")  # as Postfix names who does this there

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
    """Changes the queue in the store only: a running queue manager hears of it from there."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(QueueList, self.list)
        dispatcher.register(QueueShow, self.show)
        dispatcher.register(QueueFlush, self.flush)
        dispatcher.register(QueueHold, self.hold)
        dispatcher.register(QueueRelease, self.release)
        dispatcher.register(QueueDelete, self.delete)

    async def list(self, request: QueueList) -> QueuePage:
        now = self._clock()
        limit = max(0, min(request.limit, _PAGE_MAX))
        entries = await self._store.queue.page(max(0, request.offset), limit, request.filter)
        counts = await self._store.queue.counts()
        return QueuePage(counts.active + counts.deferred + counts.hold, tuple(_row(entry, now) for entry in entries))

    async def show(self, request: QueueShow) -> QueueDetail:
        queue_id = _queue_id(request.queue_id)
        entry = await self._store.queue.entry(queue_id)
        history = await self._store.history.of(queue_id)
        if entry is None and not history:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no message {queue_id}", queue_id=request.queue_id))
        header = b""
        if entry is not None:
            head = await self._store.contents.read(entry.content, 0, _HEADER_MAX)
            header = split(head).header
        rows = tuple(HistoryRow(event.when, _KINDS.get(event.kind, event.kind), event.text) for event in history)
        shown = header.decode("utf-8", "replace").replace("\r\n", "\n")
        return QueueDetail(_row(entry, self._clock()) if entry else None, shown, rows)

    async def flush(self, request: QueueFlush) -> Done:
        queue_id = (await self._waiting(request.queue_id)).queue_id if request.queue_id else None
        await self._store.queue.flush(queue_id, self._clock())
        if queue_id is None:
            return Done(Sentence("everything that waits is tried again now"))
        return Done(Sentence("{queue_id} is tried again now", queue_id=queue_id))

    async def hold(self, request: QueueHold) -> Done:
        entry = await self._waiting(request.queue_id)
        await self._store.queue.set_hold(entry.queue_id, True)
        _log.info("%s: placed on hold", entry.queue_id)
        return Done(Sentence("{queue_id} is held", queue_id=entry.queue_id))

    async def release(self, request: QueueRelease) -> Done:
        entry = await self._waiting(request.queue_id)
        if not entry.hold:
            raise Refused(Kind.INVALID, Sentence("{queue_id} is not held", queue_id=entry.queue_id))
        await self._store.queue.set_hold(entry.queue_id, False)
        _log.info("%s: released from hold", entry.queue_id)
        return Done(Sentence("{queue_id} is released", queue_id=entry.queue_id))

    async def delete(self, request: QueueDelete) -> Done:
        entry = await self._waiting(request.queue_id)
        if await self._store.queue.delete(entry.queue_id):
            _log.info("%s: removed", entry.queue_id)
        return Done(Sentence("{queue_id} is deleted", queue_id=entry.queue_id))

    async def _waiting(self, text: str) -> QueueEntry:
        entry = await self._store.queue.entry(_queue_id(text))
        if entry is None:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no message {queue_id} in the queue", queue_id=text))
        return entry


def _queue_id(text: str) -> QueueId:
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
            )
            for recipient in entry.recipients
        ),
    )
