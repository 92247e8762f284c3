"""What the engine tells its faces without being asked, and the hub that hands it to each of them.

A face that is slow loses log lines, never the engine its time: each subscription is bounded, keeps the newest state
of each kind and counts the log lines it dropped. Batches are taken at most twenty times a second.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import ClassVar

import msgspec

from homemail.control.methods.engine import EngineStatus
from homemail.control.methods.log import LogLine
from homemail.control.methods.sending import DialogueLine
from homemail.mail.sentence import Words

BATCH_INTERVAL = 0.05  # seconds: twenty batches a second
LOG_LINES_KEPT = 5000  # for a face that does not read


class Event(msgspec.Struct, frozen=True, tag_field="event"):
    topic: ClassVar[str] = ""


class LogLines(Event, frozen=True, tag="log"):
    """New lines of the log, in order; `missed` were dropped before them because the reader was slow."""

    topic: ClassVar[str] = "log"
    lines: tuple[LogLine, ...]
    missed: int = 0


class StatusChanged(Event, frozen=True, tag="status"):
    """Listeners, queue counts or trouble changed; also the first event after connecting."""

    topic: ClassVar[str] = "status"
    status: EngineStatus


class QueueChanged(Event, frozen=True, tag="queue"):
    """Entries came, went or changed; empty: too many to name."""

    topic: ClassVar[str] = "queue"
    queue_ids: tuple[str, ...] = ()


class SettingsChanged(Event, frozen=True, tag="settings"):
    """Other settings are in force, or the file is wrong and `error` says why."""

    topic: ClassVar[str] = "settings"
    error: Words = ""


class HistoryChanged(Event, frozen=True, tag="history"):
    """The history of the settings has another change."""

    topic: ClassVar[str] = "history"


class AccountsChanged(Event, frozen=True, tag="accounts"):
    """Someone came or went."""

    topic: ClassVar[str] = "accounts"


class MailboxesChanged(Event, frozen=True, tag="mailboxes"):
    """A mailbox was made, renamed, removed or shared otherwise, of whomever."""

    topic: ClassVar[str] = "mailboxes"


class RelayTested(Event, frozen=True, tag="relay-test"):
    """The next lines of the dialogue of a trial, named by the word that its caller gave."""

    topic: ClassVar[str] = "relay-test"
    test: str
    lines: tuple[DialogueLine, ...]


AnyEvent = (
    LogLines
    | StatusChanged
    | QueueChanged
    | SettingsChanged
    | HistoryChanged
    | AccountsChanged
    | MailboxesChanged
    | RelayTested
)
TOPICS = ("log", "status", "queue", "settings", "history", "accounts", "mailboxes", "relay-test")
_QUEUE_IDS_NAMED = 200


class Subscription:
    """One face's share of the events; iterate to receive, close when done."""

    def __init__(self, hub: "EventHub", topics: frozenset[str]) -> None:
        self._hub = hub
        self._topics = topics
        self._lines: deque[LogLine] = deque(maxlen=LOG_LINES_KEPT)
        self._missed = 0
        self._queue_ids: set[str] = set()
        self._states: dict[str, AnyEvent] = {}
        self._dialogues: dict[str, list[DialogueLine]] = {}
        self._news = asyncio.Event()

    def wants(self, topic: str) -> bool:
        return topic in self._topics

    def put(self, event: AnyEvent) -> None:
        if event.topic not in self._topics:
            return
        match event:
            case LogLines(lines=lines):
                self._missed += max(0, len(self._lines) + len(lines) - LOG_LINES_KEPT)
                self._lines.extend(lines)
            case QueueChanged(queue_ids=queue_ids):
                if len(self._queue_ids) <= _QUEUE_IDS_NAMED:  # of more, none is named
                    self._queue_ids.update(queue_ids)
                self._states[event.topic] = event
            case RelayTested(test=test, lines=lines):
                self._dialogues.setdefault(test, []).extend(lines)
            case _:
                self._states[event.topic] = event
        self._news.set()

    async def __aiter__(self) -> AsyncIterator[AnyEvent]:
        while True:
            await self._news.wait()
            for event in self._take():
                yield event
            await asyncio.sleep(BATCH_INTERVAL)

    def _take(self) -> list[AnyEvent]:
        self._news.clear()
        states, self._states = self._states, {}
        if "queue" in states:
            few = len(self._queue_ids) <= _QUEUE_IDS_NAMED
            states["queue"] = QueueChanged(tuple(sorted(self._queue_ids)) if few else ())
            self._queue_ids.clear()
        events = list(states.values())
        events += [RelayTested(test, tuple(lines)) for test, lines in self._dialogues.items()]
        self._dialogues.clear()
        if self._lines:
            events.append(LogLines(tuple(self._lines), self._missed))
            self._lines.clear()
            self._missed = 0
        return events

    def close(self) -> None:
        self._hub.forget(self)


class EventHub:
    """Publishes to every subscription; publishing costs next to nothing when nobody listens."""

    def __init__(self) -> None:
        self._subscriptions: set[Subscription] = set()

    @property
    def has_listeners(self) -> bool:
        return bool(self._subscriptions)

    def subscribe(self, topics: frozenset[str] = frozenset(TOPICS)) -> Subscription:
        subscription = Subscription(self, topics)
        self._subscriptions.add(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        self._subscriptions.discard(subscription)

    def publish(self, event: AnyEvent) -> None:
        for subscription in self._subscriptions:
            subscription.put(event)
