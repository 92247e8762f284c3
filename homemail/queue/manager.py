"""The queue manager: takes what is due, hands it to the delivery agent, and settles what came of it.

It sleeps until something is due or the queue changes; nothing is polled. What has just arrived is told by the store,
after the commit, and is not read back; the store is asked for all that waits from earlier. At most `active_limit`
recipients are in hand, at most `destination_concurrency` sessions go to one destination, and destinations take turns.
A settlement and the report it owes are one transaction of the store; if the disk is full it is tried until it
succeeds, because a delivery that is not written down would be made again. Entries are planned with the settings of
the moment.
"""

import asyncio
import contextlib
import logging
import math
import time
from collections.abc import Callable, Coroutine, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from homemail.delivery.agent import Attempt, DeliveryAgent, Transfer
from homemail.mail.address import Address
from homemail.mail.ids import QueueId, RecipientId
from homemail.mail.outcome import Action, Outcome
from homemail.mail.sentence import Sentence, joined
from homemail.queue import lines
from homemail.queue.departures import Consignment, sort_recipients
from homemail.queue.intake import SettingsSource
from homemail.queue.kept import KeptBody, read_header
from homemail.queue.lanes import Lanes
from homemail.queue.readmission import Readmission
from homemail.queue.settlement import PATIENCE, Settler, Verdict
from homemail.routing.planner import plan_leaving
from homemail.store.changes import Change, QueueArrived, QueueChanged
from homemail.store.contents import HEAD
from homemail.store.errors import ContentGone, StoreError, StoreUnavailable
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient, QueueEntry, Settlement

_qmgr = logging.getLogger("homemail.qmgr")
_smtp = logging.getLogger("homemail.smtp")

BATCH = 200  # recipients taken from the store at a time
LOADED = 50  # entries read at a time
PACE = 0.01  # seconds between two looks for what is due, while there is work in hand
JOBS_MAX = 50  # deliveries under way at a time, to all destinations
SLEEP_MAX = 600.0  # a clock that was set, or a machine that slept, is noticed within it
STOP_GRACE = 2.0
HELD = Sentence("held by a header check")
INTERNAL = Sentence("internal error, see the engine's log")


@dataclass(frozen=True, slots=True)
class _Job:
    entry: QueueEntry
    header: bytes  # as it was kept, for reports
    consignment: Consignment
    body: KeptBody
    activated: float


class QueueManager:
    """`start`, then `stop`. The agent is not closed here: who composed it closes it."""

    def __init__(
        self,
        store: Store,
        settings: SettingsSource,
        agent: DeliveryAgent,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._settings = settings
        self._agent = agent
        self._clock = clock
        self._settler = Settler(store, settings, clock)
        self._readmission = Readmission(store, self._settler, clock)
        self._wake = asyncio.Event()
        self._stopping = False
        self._arrived: dict[QueueId, QueueArrived] = {}  # told by the store and not yet taken
        self._look_at = 0.0  # when the store is to be asked what is due
        self._in_hand: set[RecipientId] = set()
        self._lanes: Lanes[_Job] = Lanes()
        self._tasks: set[asyncio.Task[None]] = set()
        self._settling: set[asyncio.Task[bool]] = set()
        self._main: asyncio.Task[None] | None = None
        self._unlisten: Callable[[], object] | None = None

    @property
    def in_hand(self) -> int:
        """Recipients being worked on at this moment."""
        return len(self._in_hand)

    def start(self) -> None:
        if self._main is None:
            self._stopping = False
            self._look_at = 0.0
            self._unlisten = self._store.changes.listen(self._changed)
            self._main = asyncio.get_running_loop().create_task(self._run(), name="queue manager")

    async def stop(self, grace: float = STOP_GRACE) -> None:
        """End within seconds. Deliveries that are not through by then are broken off and stay due."""
        self._stopping = True
        if self._unlisten is not None:
            self._unlisten()
            self._unlisten = None
        self._lanes.clear()
        self._arrived.clear()
        if self._main is not None:
            self._main.cancel()
            await asyncio.gather(self._main, return_exceptions=True)
            self._main = None
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._settling:  # what was delivered is written down, if the store lets us
            await asyncio.wait(self._settling, timeout=grace)
        for settling in tuple(self._settling):
            settling.cancel()
        await asyncio.gather(*self._settling, return_exceptions=True)
        self._in_hand.clear()

    async def flush(self, queue_id: QueueId | None = None) -> None:
        """Try now what waits for its next attempt."""
        await self._store.queue.flush(queue_id, self._clock())
        self.wake()

    def wake(self) -> None:
        """Look again what is due: the machine slept, or its clock was set."""
        self._look_at = 0.0
        self._wake.set()

    def _changed(self, change: Change) -> None:
        match change:
            case QueueArrived(entry=entry):
                self._arrive(change, entry)
            case QueueChanged(queue_ids=queue_ids, is_sooner=True):
                for queue_id in self._arrived.keys() & queue_ids:  # held or deleted before it was taken
                    self._in_hand -= _recipient_ids(self._arrived.pop(queue_id).entry.recipients)
                self.wake()

    def _arrive(self, arrived: QueueArrived, entry: QueueEntry) -> None:
        ids = _recipient_ids(entry.recipients)
        if not ids.isdisjoint(self._in_hand):
            return  # a look at the store was quicker
        if entry.arrival > self._clock() or self._room() < len(ids):
            self.wake()  # it stays in the store until its time comes
            return
        self._in_hand |= ids
        self._arrived[entry.queue_id] = arrived
        self._wake.set()

    def _room(self) -> int:
        """How many recipients more may be in hand."""
        return self._settings.current.queue.active_limit - len(self._in_hand)

    # -- taking -----------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                await self._take_arrived()
                if self._now() >= self._look_at and self._room() > 0:
                    self._look_at = math.inf  # what changes from here on asks for another look
                    wait = 0.0 if await self._take_due() else await self._until_next()
                    self._look_at = min(self._look_at, self._now() + wait)
            except StoreUnavailable as fault:
                _qmgr.warning("warning: the queue cannot be read: %s", lines.printable(str(fault)))
                self._look_at = self._now() + PATIENCE
            except Exception:
                _qmgr.exception("the queue manager failed within and goes on")
                self._look_at = self._now() + PATIENCE
            wait = self._look_at - self._now() if self._room() > 0 else SLEEP_MAX
            if wait > 0:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._wake.wait()
            if self._lanes.running:  # every arrival and many an outcome wakes: many share one look
                await asyncio.sleep(PACE)

    def _now(self) -> float:
        """A clock that nobody sets."""
        return asyncio.get_running_loop().time()

    async def _until_next(self) -> float:
        """Seconds to sleep, unless the queue changes or something in hand comes to its end before."""
        due = await self._store.queue.next_due(self._in_hand)
        return SLEEP_MAX if due is None else min(SLEEP_MAX, max(due - self._clock(), 0.05))

    async def _take_due(self) -> bool:
        """Take a batch of what is due; True when there may be more."""
        now = self._clock()
        room = min(BATCH, self._room())
        due = await self._store.queue.due(now, room, self._in_hand)
        by_entry: dict[QueueId, list[QueuedRecipient]] = {}
        for recipient in due:
            if recipient.id not in self._in_hand:
                by_entry.setdefault(recipient.queue_id, []).append(recipient)
        waiting = list(by_entry.items())
        untaken = {recipient.id for recipients in by_entry.values() for recipient in recipients}
        # Order matters: before anything is waited for, or one that arrives this moment is taken twice.
        self._in_hand |= untaken
        try:
            for start in range(0, len(waiting), LOADED):
                some = dict(waiting[start : start + LOADED])
                loaded = await self._store.queue.loaded(some, HEAD)
                for queue_id, recipients in some.items():
                    await self._activate(queue_id, loaded.get(queue_id), recipients, now)
                    untaken -= _recipient_ids(recipients)
        except BaseException:
            self._in_hand -= untaken
            raise
        return bool(due) and len(due) >= room

    async def _take_arrived(self) -> None:
        """Take what the store has told us of: entries that are on disk, and that nobody else has looked at."""
        while self._arrived:
            queue_id = next(iter(self._arrived))
            arrived = self._arrived.pop(queue_id)
            recipients = list(arrived.entry.recipients)
            try:
                await self._activate(queue_id, (arrived.entry, arrived.head), recipients, self._clock())
            except BaseException:
                self._in_hand -= _recipient_ids(recipients)
                raise
            await asyncio.sleep(0)  # whoever waits for a 250 goes first

    async def _activate(
        self,
        queue_id: QueueId,
        loaded: tuple[QueueEntry, bytes | None] | None,
        recipients: list[QueuedRecipient],
        now: float,
    ) -> None:
        settings = self._settings.current  # as they are now, not as they were before the queue was read
        entry, head = loaded or (None, None)
        if entry is None or entry.hold:
            self._in_hand -= {recipient.id for recipient in recipients}
            return
        if any(recipient.attempts for recipient in recipients):
            _qmgr.info("%s", lines.active(queue_id, entry.reverse_path, entry.size, len(entry.recipients)))
        try:
            if head is None:
                raise ContentGone("the content was removed")
            header, offset = await read_header(self._store, entry, head)
        except ContentGone:
            _qmgr.error("%s: the content of this message is missing", queue_id)
            lost = Outcome.delayed("4.3.0", Sentence("the content of this message is missing"))
            self._begin_settling(entry, b"", [Verdict(one, Attempt(lost)) for one in recipients], now)
            return
        try:
            leaving = plan_leaving(entry.reverse_path, header, settings)
            sorted_ones = sort_recipients(leaving, recipients, settings)
        except Exception:  # one message that cannot be planned must not stand in the way of all behind it
            _qmgr.exception("%s: planning failed within", queue_id)
            waits = Attempt(Outcome.delayed("4.3.0", INTERNAL))
            self._begin_settling(entry, header, [Verdict(one, waits) for one in recipients], now)
            return
        for text in leaving.verdict.warnings:
            _smtp.info("%s: warning: header %s", queue_id, lines.printable(text))
        if leaving.verdict.hold is not None and not await self._was_released(entry):
            await self._hold(entry, recipients, leaving.verdict.hold, now)
            return
        if sorted_ones.refused:
            refused = [Verdict(one, Attempt(outcome)) for one, outcome in sorted_ones.refused]
            self._begin_settling(entry, header, refused, now)
        if sorted_ones.home:
            self._spawn(self._readmission.bring_home(entry, header, sorted_ones.home, settings, now), sorted_ones.home)
        body = KeptBody(self._store, entry, offset, head)
        for consignment in sorted_ones.consignments:
            self._lanes.add(consignment.next_hop, _Job(entry, header, consignment, body, now))
        self._start_jobs()

    # -- holding ----------------------------------------------------------------------------------------------------

    async def _was_released(self, entry: QueueEntry) -> bool:
        """The owner has let it go: the check that held it does not hold it twice."""
        story = await self._store.history.of(entry.queue_id)
        return any(event.kind == "queue" and event.text.startswith("released") for event in story)

    async def _hold(self, entry: QueueEntry, recipients: Sequence[QueuedRecipient], text: str, now: float) -> None:
        outcome = Outcome.delayed("4.7.1", joined(": ", (HELD, text)))
        settlements = [Settlement(recipient.id, outcome, now) for recipient in recipients]
        try:
            await self._store.queue.set_hold(entry.queue_id, True)
            await self._store.queue.settle(entry.queue_id, settlements)
        finally:
            self._in_hand -= {recipient.id for recipient in recipients}
        _qmgr.info("%s: hold: %s", entry.queue_id, lines.printable(text))

    # -- delivering -------------------------------------------------------------------------------------------------

    def _start_jobs(self) -> None:
        share = self._settings.current.queue.destination_concurrency
        while not self._stopping and self._lanes.running < JOBS_MAX:
            found = self._lanes.next_job(share)
            if found is None:
                return
            destination, job = found
            task = asyncio.get_running_loop().create_task(self._deliver(job), name=f"deliver {job.entry.queue_id}")
            self._tasks.add(task)
            task.add_done_callback(partial(self._job_done, destination))

    def _job_done(self, destination: Hashable, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._lanes.done(destination)
        self._start_jobs()

    async def _deliver(self, job: _Job) -> None:
        entry, consignment = job.entry, job.consignment
        transfer = Transfer(
            entry.queue_id,
            consignment.reverse_path,
            tuple(consignment.recipients),
            consignment.header,
            job.body,
            entry.body,
            entry.smtputf8,
            entry.ret,
            entry.envid,
        )
        begun = time.monotonic()
        ids = _recipient_ids((*consignment.queued, *_shared(consignment)))
        try:
            attempts = await self._agent.deliver(transfer, consignment.next_hop)
        except asyncio.CancelledError:
            self._in_hand -= ids
            raise
        except Exception:
            _smtp.exception("%s: the delivery agent failed within", entry.queue_id)
            attempts = {}
        duration = time.monotonic() - begun
        missing = Attempt(Outcome.delayed("4.3.0", INTERNAL), sending=duration)
        verdicts: list[Verdict] = []
        for queued in consignment.queued:
            attempt = attempts.get(queued.id, missing)
            verdicts.append(Verdict(queued, attempt))
            verdicts.extend(Verdict(share, attempt) for share in consignment.shares.get(queued.id, ()))
        self._begin_settling(entry, job.header, verdicts, job.activated)
        if verdicts and all(_is_closed(verdict.attempt) for verdict in verdicts):
            self._suspend(consignment, verdicts[0].attempt)

    def _suspend(self, dead: Consignment, attempt: Attempt) -> None:
        """Who waits for a destination that is not there, or takes no more, is deferred at once, as Postfix does."""
        outcome = attempt.outcome
        reason = Sentence("delivery temporarily suspended: {reason}", reason=outcome.reason)
        suspended = Attempt(Outcome.delayed(str(outcome.status), reason), wait=attempt.wait)
        for job in self._lanes.drain(dead.next_hop):
            waiting = [*job.consignment.queued, *_shared(job.consignment)]
            verdicts = [Verdict(queued, suspended) for queued in waiting]
            self._begin_settling(job.entry, job.header, verdicts, job.activated)

    # -- settling ---------------------------------------------------------------------------------------------------

    def _begin_settling(self, entry: QueueEntry, header: bytes, verdicts: Sequence[Verdict], activated: float) -> None:
        """A task of its own, which stopping does not break off: what happened outside has to be written down."""
        ids = {verdict.queued.id for verdict in verdicts}
        task = asyncio.get_running_loop().create_task(
            self._settler.settle(entry, header, verdicts, activated), name=f"settle {entry.queue_id}"
        )
        self._settling.add(task)
        task.add_done_callback(partial(self._settled, ids))

    def _settled(self, ids: set[RecipientId], task: asyncio.Task[bool]) -> None:
        self._settling.discard(task)
        self._in_hand -= ids
        if task.cancelled() or task.exception() or not task.result():
            self.wake()  # some of them may still be due
        elif self._look_at <= self._now():
            self._wake.set()  # there is room again

    def _spawn(self, work: Coroutine[Any, Any, None], recipients: Sequence[tuple[QueuedRecipient, Address]]) -> None:
        """Work of the store's alone; if it fails the recipients stay due."""

        async def guarded() -> None:
            try:
                await work
            except StoreError as fault:
                _qmgr.warning("warning: not brought home yet: %s", lines.printable(str(fault)))
                await asyncio.sleep(PATIENCE)
            except Exception:
                _qmgr.exception("bringing mail home failed within")
                await asyncio.sleep(PATIENCE)
            finally:
                self._in_hand -= {queued.id for queued, _ in recipients}

        task = asyncio.get_running_loop().create_task(guarded(), name="bring home")
        self._tasks.add(task)
        task.add_done_callback(self._spawned)

    def _spawned(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.wake()


def _recipient_ids(recipients: Iterable[QueuedRecipient]) -> set[RecipientId]:
    return {recipient.id for recipient in recipients}


def _shared(consignment: Consignment) -> list[QueuedRecipient]:
    return [queued for shares in consignment.shares.values() for queued in shares]


def _is_closed(attempt: Attempt) -> bool:
    """An error of our own, 4.3.x, says nothing about the destination (RFC 3463 §3.4)."""
    outcome = attempt.outcome
    return bool(attempt.wait) or (
        outcome.action is Action.DELAYED and not outcome.remote_mta and outcome.status.subject != 3
    )
