"""What an operator corrects in waiting messages: give up, plan again, another address, a recipient less or more.

What is being delivered at this moment is left alone and told: each correction reserves its recipients, so that the
queue manager does not take them meanwhile. Without an engine nothing is delivered and all is free.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from homemail.delivery.agent import Attempt
from homemail.mail.address import Address
from homemail.mail.envelope import Envelope, Notify, Recipient
from homemail.mail.ids import QueueId, RecipientId
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence
from homemail.queue.clock import ClockWatch, steady
from homemail.queue.intake import SettingsSource
from homemail.queue.kept import read_header
from homemail.queue.settlement import Settler, Verdict
from homemail.routing.planner import plan_arrival
from homemail.store.contents import HEAD
from homemail.store.errors import ContentGone
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient, QueueEntry, RemoteRecipient

Correct = Callable[[QueueEntry, list[QueuedRecipient]], Awaitable[None]]


class Hands(Protocol):
    """Who delivers: the queue manager."""

    def reserved(
        self, queue_id: QueueId, recipients: Sequence[QueuedRecipient]
    ) -> AbstractContextManager[set[RecipientId]]: ...


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many recipients, and how many were left alone because they are being delivered."""

    done: int = 0
    busy: int = 0


class BeingDelivered(Exception):
    """The one recipient that was meant is on its way."""


class Corrections:
    def __init__(self, store: Store, settings: SettingsSource, clock: Callable[[], float], hands: Hands | None) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._hands = hands
        self._settler = Settler(store, settings, clock, ClockWatch(clock, steady))

    async def expire(self, queue_id: QueueId, destination: str = "") -> Corrected:
        """Give up now; senders are told as they are of mail whose time is over."""
        return await self._each(queue_id, destination, self._expire)

    async def _expire(self, entry: QueueEntry, recipients: list[QueuedRecipient]) -> None:
        def given_up(one: QueuedRecipient) -> Outcome:
            words = Sentence("given up by the operator")
            if one.last_reason:
                words = Sentence("given up by the operator; the last attempt: {reason}", reason=one.last_reason)
            return Outcome.failed("5.4.7", words)  # RFC 3463 §3.5: delivery time expired

        await self._fail(entry, [(one, given_up(one)) for one in recipients])

    async def requeue(self, queue_id: QueueId, destination: str = "") -> Corrected:
        """Plan again from the recipients that the sender named, by the settings of now."""
        return await self._each(queue_id, destination, self._requeue)

    async def _requeue(self, entry: QueueEntry, recipients: list[QueuedRecipient]) -> None:
        named = {one.original.key: Recipient(one.original, one.notify, one.orcpt) for one in recipients}
        envelope = Envelope(entry.reverse_path, tuple(named.values()), entry.body, entry.smtputf8)
        # What its content met when it came is not done twice: it is kept as that left it.
        settings = replace(self._settings.current, header_checks=(), mime_header_checks=(), body_checks=())
        plan = plan_arrival(envelope, self._store.accounts.names, settings, entry.origin)
        served = await self._served(entry)
        new = [_waiting(one.recipient, one.original) for one in plan.remote]
        new += [_waiting(one.recipient, one.recipient.address) for one in plan.refused]
        for one in plan.local:
            address = Address(one.account, settings.identity.domain)
            if str(Address(one.account + one.extension, settings.identity.domain)) not in served:
                new.append(_waiting(replace(one.recipient, address=address), one.original))
        removed = {one.id for one in recipients}
        others = {one.address.key for one in entry.recipients if one.id not in removed}
        new = [one for one in new if one.address.key not in others]
        words = [_planned_again(recipients, new)]
        await self._store.queue_edits.replace(entry.queue_id, removed, new, words, plan.reverse_path)

    async def _served(self, entry: QueueEntry) -> set[str]:
        """Who of this house has it already: nobody gets it twice for being planned again."""
        story = await self._store.history.of(entry.queue_id)
        told = (event.text for event in story if event.kind == "local")
        return {str(text.values["address"]) for text in told if isinstance(text, Sentence) and "address" in text.values}

    async def drop(self, queue_id: QueueId, recipient: QueuedRecipient, *, tell: bool) -> bool:
        """One recipient less; False when it is not there any more. Raises BeingDelivered."""
        with self._one(queue_id, recipient):
            if not tell:
                words = Sentence("{address} deleted by the operator", address=str(recipient.address))
                return await self._store.queue_edits.replace(queue_id, {recipient.id}, (), [words])
            entry = await self._store.queue.entry(queue_id)
            found = [one for one in entry.recipients if one.id == recipient.id] if entry else []
            # RFC 3463 §3.8: X.7.1 delivery not authorized
            outcome = Outcome.failed("5.7.1", Sentence("taken off the message by the operator"))
            if entry is not None and found:
                await self._fail(entry, [(found[0], outcome)])
            return bool(found)

    async def readdress(self, queue_id: QueueId, recipient: QueuedRecipient, new: Address) -> bool:
        """Another address for one recipient, with all that was asked for it; False when it is not there any more.

        Raises BeingDelivered.
        """
        words = Sentence("{before} changed to {after} by the operator", before=str(recipient.address), after=str(new))
        with self._one(queue_id, recipient):
            added = RemoteRecipient(new, new, recipient.notify, recipient.orcpt)
            return await self._store.queue_edits.replace(queue_id, {recipient.id}, [added], [words])

    async def add(self, queue_id: QueueId, new: Address) -> bool:
        """One recipient more. The sender, who did not name it, hears nothing of it."""
        words = Sentence("{address} added by the operator", address=str(new))
        added = RemoteRecipient(new, new, frozenset({Notify.NEVER}))
        return await self._store.queue_edits.replace(queue_id, (), [added], [words])

    async def _each(self, queue_id: QueueId, destination: str, correct: Correct) -> Corrected:
        """The recipients of an entry that nobody is delivering to, as they are once they are reserved."""
        entry = await self._store.queue.entry(queue_id)
        recipients = [one for one in entry.recipients if is_for(one, destination)] if entry else []
        meant = {one.id for one in recipients}
        with self._reserved(queue_id, recipients) as free:
            entry = await self._store.queue.entry(queue_id)
            found = [one for one in entry.recipients if one.id in meant] if entry else []
            mine = [one for one in found if one.id in free]
            if entry is not None and mine:
                await correct(entry, mine)
            return Corrected(len(mine), len(found) - len(mine))

    @contextmanager
    def _one(self, queue_id: QueueId, recipient: QueuedRecipient) -> Iterator[None]:
        with self._reserved(queue_id, [recipient]) as free:
            if recipient.id not in free:
                raise BeingDelivered
            yield

    @contextmanager
    def _reserved(self, queue_id: QueueId, recipients: Sequence[QueuedRecipient]) -> Iterator[set[RecipientId]]:
        if self._hands is None:
            yield {one.id for one in recipients}
            return
        with self._hands.reserved(queue_id, recipients) as free:
            yield free

    async def _fail(self, entry: QueueEntry, failed: list[tuple[QueuedRecipient, Outcome]]) -> None:
        """With the report that is owed for it, in one transaction."""
        try:
            head = await self._store.contents.read(entry.content, 0, HEAD)
            header, _ = await read_header(self._store, entry, head)
        except ContentGone:
            header = b""
        verdicts = [Verdict(one, Attempt(outcome)) for one, outcome in failed]
        await self._settler.settle(entry, header, verdicts, self._clock())


def is_for(recipient: QueuedRecipient, destination: str) -> bool:
    """Whether it goes to this address or domain; "" is any."""
    wanted = destination.strip().lower().removeprefix("@")
    return not wanted or wanted in (recipient.address.key, recipient.address.domain)


def _waiting(recipient: Recipient, original: Address) -> RemoteRecipient:
    return RemoteRecipient(recipient.address, original, recipient.notify, recipient.orcpt)


def _planned_again(before: list[QueuedRecipient], after: list[RemoteRecipient]) -> Sentence:
    return Sentence(
        "planned again by the operator: {before} became {after}",
        before=", ".join(str(one.address) for one in before),
        after=", ".join(str(one.address) for one in after) or Sentence("nobody, for all have it"),
    )
