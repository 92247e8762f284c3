"""What an operator may do with what waits: to many messages at once, or to one recipient of one.

Many are done some at a time, each some in one transaction, so that mail goes on coming in; a queue manager that runs
hears of it from the store. Who is being delivered at this moment is never changed under the delivery's hands.
"""

import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from homemail.admin.queue import queue_id_of
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.queue import (
    Chosen,
    QueueAdd,
    QueueDelete,
    QueueDrop,
    QueueExpire,
    QueueFlush,
    QueueHold,
    QueueReaddress,
    QueueRelease,
    QueueRequeue,
    QueueReroute,
)
from homemail.mail.address import Address, BadAddress, not_an_address
from homemail.mail.ids import QueueId
from homemail.mail.sentence import Sentence, joined, words_of
from homemail.queue.corrections import BeingDelivered, Corrected, Corrections, Hands
from homemail.queue.intake import SettingsSource
from homemail.routing.override import BadRoute, parse_route
from homemail.routing.resolution import qualify
from homemail.store.store import Store
from homemail.store.values import Choice, QueuedRecipient, QueueEntry

_log = logging.getLogger("homemail.postsuper")  # as Postfix names who does this there

AT_ONCE = 500  # entries in one transaction: the store's writer is not away for longer than some hundredths of a second
_NAMED = 20  # lines of the log by name; of more their number is enough


class QueueVerbs:
    """`hands` is the queue manager, if one runs."""

    def __init__(
        self, store: Store, settings: SettingsSource, hands: Hands | None, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._corrections = Corrections(store, settings, clock, hands)

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(QueueFlush, self.flush)
        dispatcher.register(QueueHold, self.hold)
        dispatcher.register(QueueRelease, self.release)
        dispatcher.register(QueueDelete, self.delete)
        dispatcher.register(QueueExpire, self.expire)
        dispatcher.register(QueueRequeue, self.requeue)
        dispatcher.register(QueueReroute, self.reroute)
        dispatcher.register(QueueReaddress, self.readdress)
        dispatcher.register(QueueDrop, self.drop)
        dispatcher.register(QueueAdd, self.add)

    # -- many -------------------------------------------------------------------------------------------------------

    async def flush(self, request: QueueFlush) -> Done:
        asked = _Asked(request, all_by_default=True)
        async for some in self._chosen(asked):
            await self._store.queue_edits.flush(some, request.destination)
        if asked.is_everything:
            return Done(Sentence("everything that waits is tried again now"))
        return asked.done(
            Sentence("{queue_id} is tried again now", queue_id=asked.one),
            Sentence("tried again now: {number}", number=asked.found),
        )

    async def hold(self, request: QueueHold) -> Done:
        return await self._set_hold(_Asked(request), hold=True)

    async def release(self, request: QueueRelease) -> Done:
        return await self._set_hold(_Asked(request), hold=False)

    async def _set_hold(self, asked: "_Asked", *, hold: bool) -> Done:
        changed = 0
        async for some in self._chosen(asked):
            changed += await self._store.queue_edits.set_hold(some, hold)
            self._log(some, "placed on hold" if hold else "released from hold")
        if hold:
            one, many = Sentence("{queue_id} is held", queue_id=asked.one), Sentence("held: {number}", number=changed)
            return asked.done(one, many)
        if asked.one and not changed:
            raise Refused(Kind.INVALID, Sentence("{queue_id} is not held", queue_id=asked.one))
        one = Sentence("{queue_id} is released", queue_id=asked.one)
        return asked.done(one, Sentence("released: {number}", number=changed))

    async def delete(self, request: QueueDelete) -> Done:
        asked, gone = _Asked(request), 0
        async for some in self._chosen(asked):
            removed = await self._store.queue_edits.delete(some, request.destination)
            gone += len(removed)
            self._log(removed, "removed")
        one = Sentence("{queue_id} is deleted", queue_id=asked.one)
        return asked.done(one, Sentence("deleted: {number}", number=gone))

    async def reroute(self, request: QueueReroute) -> Done:
        asked, changed = _Asked(request), 0
        try:
            route = parse_route(request.next_hop, self._settings.current)
        except BadRoute as fault:
            raise Refused(Kind.INVALID, words_of(fault)) from None
        async for some in self._chosen(asked):
            changed += await self._store.queue_edits.reroute(some, route, request.destination)
            self._log(some, "next hop changed to %s", route or "that of the settings")
        way = route or Sentence("as the settings say")
        one = Sentence("{queue_id} goes by {way} from now on", queue_id=asked.one, way=way)
        return asked.done(one, Sentence("recipients that go by {way} from now on: {number}", way=way, number=changed))

    async def expire(self, request: QueueExpire) -> Done:
        asked, corrected = _Asked(request), []
        async for some in self._chosen(asked):
            self._log(some, "given up")
            corrected += [await self._corrections.expire(one, request.destination) for one in some]
        one = Sentence("{queue_id} is given up, and its sender is told", queue_id=asked.one)
        return self._corrected(asked, corrected, one, Sentence("recipients given up: {number}", number=_sum(corrected)))

    async def requeue(self, request: QueueRequeue) -> Done:
        asked, corrected = _Asked(request), []
        async for some in self._chosen(asked):
            self._log(some, "requeued")
            corrected += [await self._corrections.requeue(one, request.destination) for one in some]
        one = Sentence("{queue_id} is planned again", queue_id=asked.one)
        many = Sentence("recipients planned again: {number}", number=_sum(corrected))
        return self._corrected(asked, corrected, one, many)

    def _corrected(self, asked: "_Asked", corrected: list[Corrected], one: Sentence, many: Sentence) -> Done:
        busy = sum(each.busy for each in corrected)
        if busy and not _sum(corrected):
            raise Refused(Kind.INVALID, _BUSY)
        left = Sentence("being delivered at this moment and left alone: {number}", number=busy)
        return asked.done(one if not busy else many, many, *([left] if busy else []))

    async def _chosen(self, asked: "_Asked") -> AsyncIterator[list[QueueId]]:
        """The entries that are meant, some at a time. Raises Refused when those that were named are not there."""
        choice, after = asked.choice(self._clock()), None
        while some := await self._store.queue_edits.chosen(choice, AT_ONCE, after):
            asked.found += len(some)
            asked.missing -= set(some)
            yield some
            after = some[-1]
        if asked.named and not asked.found:
            if asked.missing and not (asked.request.sender or asked.request.destination):
                raise Refused(Kind.NOT_FOUND, _absent(next(iter(asked.named))))
            raise Refused(Kind.NOT_FOUND, Sentence("none of these messages fits"))

    # -- one recipient ----------------------------------------------------------------------------------------------

    async def readdress(self, request: QueueReaddress) -> Done:
        entry, recipient = await self._recipient(request.queue_id, request.address)
        new = self._new_address(entry, request.new)
        await self._correct(recipient, self._corrections.readdress(entry.queue_id, recipient, new))
        _log.info("%s: %s changed to %s", entry.queue_id, recipient.address, new)
        words = Sentence("{queue_id} goes to {after} in place of {before}", queue_id=entry.queue_id, after=str(new),
                         before=str(recipient.address))  # fmt: skip
        return Done(words)

    async def drop(self, request: QueueDrop) -> Done:
        entry, recipient = await self._recipient(request.queue_id, request.address)
        await self._correct(recipient, self._corrections.drop(entry.queue_id, recipient, tell=request.tell))
        _log.info("%s: %s removed", entry.queue_id, recipient.address)
        address = str(recipient.address)
        words = Sentence("{queue_id} does not go to {address} any more", queue_id=entry.queue_id, address=address)
        if len(entry.recipients) > 1:
            return Done(words)
        return Done(joined("; ", (words, Sentence("that was its last recipient, so it is gone"))))

    async def add(self, request: QueueAdd) -> Done:
        entry = await self._waiting(request.queue_id)
        new = self._new_address(entry, request.address)
        if not await self._corrections.add(entry.queue_id, new):
            raise Refused(Kind.NOT_FOUND, _absent(entry.queue_id))
        _log.info("%s: %s added", entry.queue_id, new)
        return Done(Sentence("{queue_id} goes to {address} too", queue_id=entry.queue_id, address=str(new)))

    async def _correct(self, recipient: QueuedRecipient, correction: Any) -> None:
        try:
            if not await correction:
                raise Refused(Kind.NOT_FOUND, _not_a_recipient(str(recipient.address)))
        except BeingDelivered:
            raise Refused(Kind.INVALID, _BUSY) from None

    async def _waiting(self, text: str) -> QueueEntry:
        entry = await self._store.queue.entry(queue_id_of(text))
        if entry is None:
            raise Refused(Kind.NOT_FOUND, _absent(text))
        return entry

    async def _recipient(self, queue_id: str, text: str) -> tuple[QueueEntry, QueuedRecipient]:
        entry = await self._waiting(queue_id)
        key = text.strip().lower()
        found = [one for one in entry.recipients if one.address.key == key]
        if not found:
            raise Refused(Kind.NOT_FOUND, _not_a_recipient(text))
        return entry, found[0]

    def _new_address(self, entry: QueueEntry, text: str) -> Address:
        try:
            address = qualify(text.strip(), self._settings.current)
        except BadAddress as fault:
            raise Refused(Kind.INVALID, not_an_address(text, fault)) from None
        if any(one.address.key == address.key for one in entry.recipients):
            words = Sentence("{queue_id} goes to {address} already", queue_id=entry.queue_id, address=str(address))
            raise Refused(Kind.EXISTS, words)
        return address

    def _log(self, queue_ids: list[QueueId], what: str, *values: str) -> None:
        if len(queue_ids) > _NAMED:
            _log.info(f"{what}: %d messages, %s to %s", *values, len(queue_ids), queue_ids[0], queue_ids[-1])
            return
        for queue_id in queue_ids:
            _log.info(f"%s: {what}", queue_id, *values)


class _Asked:
    """What a request means, and how much of it was found."""

    def __init__(self, request: Chosen[Any], *, all_by_default: bool = False) -> None:
        words = [one for one in (request.queue_id, *request.queue_ids) if one.strip()]
        self.request = request
        self.named = tuple(dict.fromkeys(queue_id_of(one) for one in words))
        self.missing = set(self.named)
        self.found = 0
        narrowed = request.destination.strip() or request.filter.strip()
        said = bool(self.named) or request.sender is not None or bool(narrowed)
        if not (said or request.all or all_by_default):
            raise Refused(Kind.INVALID, Sentence("name messages, a sender, a destination, or say all"))
        self.is_everything = not said

    @property
    def one(self) -> str:
        """The only message that was named."""
        return self.named[0] if len(self.named) == 1 else ""

    def choice(self, now: float) -> Choice:
        request = self.request
        return Choice(now, self.named, request.sender, request.destination, request.filter)

    def done(self, one: Sentence, many: Sentence, *more: Sentence) -> Done:
        said = [one if self.one else many, *more]
        if self.missing and not self.one:
            said.append(Sentence("not in the queue any more: {names}", names=", ".join(sorted(self.missing))))
        return Done(joined("; ", said) if len(said) > 1 else said[0])


_BUSY = Sentence("it is being delivered at this moment; look again in a minute")


def _sum(corrected: list[Corrected]) -> int:
    return sum(each.done for each in corrected)


def _absent(queue_id: str) -> Sentence:
    return Sentence("there is no message {queue_id} in the queue", queue_id=queue_id)


def _not_a_recipient(address: str) -> Sentence:
    return Sentence("{address} is no recipient of this message, or not any more", address=address)
