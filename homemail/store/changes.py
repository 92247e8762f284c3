"""What changed, told after the commit that changed it, in the order of the commits.

`listen` calls back on the loop at once, about everything or about one mailbox
or one account's list only, so that a change costs those it concerns;
`subscribe` is for a reader with a pace of its own: what it has not yet taken is
kept once per thing, so a slow reader costs a bounded amount of memory.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Hashable, Iterable
from dataclasses import dataclass

from homemail.mail.ids import AccountId, MailboxId, ModSeq, QueueId
from homemail.store.values import QueueEntry

_log = logging.getLogger("homemail.store")


@dataclass(frozen=True, slots=True)
class MailboxChanged:
    """Messages came, went or changed flags; `modseq` is the mailbox's highest now."""

    account_id: AccountId
    mailbox_id: MailboxId
    modseq: ModSeq


@dataclass(frozen=True, slots=True)
class MailboxListChanged:
    """An account's mailboxes or subscriptions."""

    account_id: AccountId


@dataclass(frozen=True, slots=True)
class MetadataChanged:
    """Annotations were set or removed (RFC 5464); told to listeners alone.

    `mailbox_id` 0 means the server's, then `account_id` is 0 too. `private_to` is who alone may know of entries below
    /private, 0 for shared ones. `by` is what the one who asked for it calls itself, so as not to be told.
    """

    account_id: AccountId
    mailbox_id: MailboxId
    entries: tuple[str, ...]
    private_to: AccountId
    by: int = 0


@dataclass(frozen=True, slots=True)
class AccountsChanged:
    """Accounts were added, removed or given another password; in the last two cases `revoked` names one."""

    revoked: AccountId | None = None


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """These entries came, went or were rescheduled."""

    queue_ids: tuple[QueueId, ...]

    is_sooner: bool = True  # some of them may be due before the time that was known
    is_flush: bool = False  # somebody asks that they be tried now, whatever is thought of their next hop
    is_edited: bool = False  # what was planned for them is out of date: the operator had his hand in it


@dataclass(frozen=True, slots=True)
class QueueArrived:
    """A new entry that is due, as it was stored, with its content, or the begin of one that is a file.

    Its taker need not read it back.
    """

    entry: QueueEntry
    head: bytes


Change = MailboxChanged | MailboxListChanged | MetadataChanged | AccountsChanged | QueueChanged | QueueArrived


def subject_of(change: Change) -> Hashable:
    """Two changes of one subject say the same; the later one is enough."""
    match change:
        case MailboxChanged():
            return change.mailbox_id
        case QueueArrived():
            return change.entry.queue_id
        case _:
            return change


def mailbox_topic(mailbox_id: MailboxId) -> Hashable:
    """What to `listen` about for the changes in one mailbox."""
    return ("mailbox", mailbox_id)


def list_topic(account_id: AccountId) -> Hashable:
    """What to `listen` about for the changes of one account's mailboxes and subscriptions."""
    return ("list", account_id)


def _topic_of(change: Change) -> Hashable:
    match change:
        case MailboxChanged():
            return mailbox_topic(change.mailbox_id)
        case MailboxListChanged():
            return list_topic(change.account_id)
        case _:
            return None


def coalesce(changes: Iterable[Change]) -> list[Change]:
    """The last change of each subject, in order."""
    kept: dict[Hashable, Change] = {}
    for change in changes:
        kept.pop(subject_of(change), None)
        kept[subject_of(change)] = change
    return list(kept.values())


class Subscription:
    """An async iterator of changes; ends when closed by either side."""

    def __init__(self, forget: Callable[["Subscription"], None]) -> None:
        self._forget = forget
        self._pending: dict[Hashable, Change] = {}
        self._wake = asyncio.Event()
        self._closed = False

    def offer(self, change: Change) -> None:
        self._pending.pop(subject_of(change), None)
        self._pending[subject_of(change)] = change
        self._wake.set()

    def close(self) -> None:
        self._closed = True
        self._forget(self)
        self._wake.set()

    def __aiter__(self) -> AsyncIterator[Change]:
        return self

    async def __anext__(self) -> Change:
        while not self._pending:
            if self._closed:
                raise StopAsyncIteration
            self._wake.clear()
            await self._wake.wait()
        return self._pending.pop(next(iter(self._pending)))


class Changes:
    """Where everybody who wants to know asks; lives on the event loop's thread."""

    def __init__(self) -> None:
        self._listeners: dict[Hashable, dict[int, Callable[[Change], None]]] = {None: {}}
        self._next = 0
        self._subscriptions: list[Subscription] = []

    def listen(self, callback: Callable[[Change], None], *topics: Hashable) -> Callable[[], None]:
        """Call back after every change, or only those of some topics; the result ends it."""
        number = self._next = self._next + 1
        for topic in topics or (None,):
            self._listeners.setdefault(topic, {})[number] = callback

        def end() -> None:
            for topic in topics or (None,):
                listeners = self._listeners.get(topic, {})
                listeners.pop(number, None)
                if topic is not None and not listeners:
                    self._listeners.pop(topic, None)

        return end

    def subscribe(self) -> Subscription:
        subscription = Subscription(self._forget)
        self._subscriptions.append(subscription)
        return subscription

    def publish(self, changes: Iterable[Change]) -> None:
        for change in changes:
            topic = _topic_of(change)
            concerned = () if topic is None else tuple(self._listeners.get(topic, {}).values())
            for callback in (*self._listeners[None].values(), *concerned):
                try:
                    callback(change)
                except Exception:  # one listener's fault must not keep the news from the others
                    _log.exception("a listener failed on %r", change)
            if isinstance(change, QueueArrived | MetadataChanged):
                continue  # they hold what comes from outside, which no slow reader may pile up
            for subscription in tuple(self._subscriptions):
                subscription.offer(change)

    def close(self) -> None:
        for subscription in tuple(self._subscriptions):
            subscription.close()

    def _forget(self, subscription: Subscription) -> None:
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)
