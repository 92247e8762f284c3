"""The queue manager: takes what is due, hands it to the delivery agent, and settles what came of it.

It sleeps until something is due or the queue changes; nothing is polled. At most `active_limit` recipients are in
hand, at most `destination_concurrency` sessions go to one destination, and destinations take turns. A settlement and
the report it owes are one transaction of the store; if the disk is full it is tried until it succeeds, because a
delivery that is not written down would be made again. Entries are planned with the settings of the moment.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from homemail.delivery.agent import Attempt, DeliveryAgent, Transfer
from homemail.mail.address import Address
from homemail.mail.envelope import Envelope, Notify, Recipient
from homemail.mail.ids import QueueId, RecipientId
from homemail.mail.outcome import Action, Outcome
from homemail.message import fields
from homemail.message.dsn import DsnKind, Report
from homemail.queue import lines, schedule
from homemail.queue.arrival import Arrival, compose_acceptance, log_local
from homemail.queue.bounce import Notice, Subject, compose_notice, local_time, returns_whole
from homemail.queue.departures import Consignment, sort_recipients
from homemail.queue.intake import SettingsSource
from homemail.queue.lanes import Lanes
from homemail.routing.planner import ArrivalPlan, plan_arrival, plan_leaving
from homemail.settings.model import Settings
from homemail.store.changes import Change, QueueChanged
from homemail.store.errors import ContentGone, StoreError, StoreUnavailable
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient, QueueEntry, Settlement

_qmgr = logging.getLogger("homemail.qmgr")
_smtp = logging.getLogger("homemail.smtp")
_local = logging.getLogger("homemail.local")

BATCH = 200  # recipients taken from the store at a time
JOBS_MAX = 50  # deliveries under way at a time, to all destinations
SLEEP_MAX = 600.0  # a clock that was set, or a machine that slept, is noticed within it
PATIENCE = 5.0  # before a store that could not be written is tried again
STOP_GRACE = 2.0
HEADER_PIECE = 128 * 1024
HEADER_MAX = 1024 * 1024
HELD = "held by a header check"


@dataclass(frozen=True, slots=True)
class _Job:
    entry: QueueEntry
    header: bytes  # as it was kept, for reports
    consignment: Consignment
    body_offset: int
    activated: float


@dataclass(frozen=True, slots=True)
class _Verdict:
    """One recipient's outcome on its way to the store."""

    queued: QueuedRecipient
    attempt: Attempt
    relay: str = ""


class _Body:
    """The body of a kept message, for the agent."""

    def __init__(self, store: Store, entry: QueueEntry, offset: int) -> None:
        self._store = store
        self._entry = entry
        self._offset = offset

    @property
    def size(self) -> int:
        return max(0, self._entry.content.size - self._offset)

    async def read(self, offset: int, length: int) -> bytes:
        return await self._store.contents.read(self._entry.content, self._offset + offset, length)


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
        self._wake = asyncio.Event()
        self._stopping = False
        self._in_hand: set[RecipientId] = set()
        self._lanes: Lanes[_Job] = Lanes()
        self._tasks: set[asyncio.Task[None]] = set()
        self._settling: set[asyncio.Task[None]] = set()
        self._main: asyncio.Task[None] | None = None
        self._unlisten: Callable[[], object] | None = None
        self._held: set[QueueId] = set()

    @property
    def in_hand(self) -> int:
        """Recipients being worked on at this moment."""
        return len(self._in_hand)

    def start(self) -> None:
        if self._main is None:
            self._stopping = False
            self._unlisten = self._store.changes.listen(self._changed)
            self._main = asyncio.get_running_loop().create_task(self._run(), name="queue manager")

    async def stop(self, grace: float = STOP_GRACE) -> None:
        """End within seconds. Deliveries that are not through by then are broken off and stay due."""
        self._stopping = True
        if self._unlisten is not None:
            self._unlisten()
            self._unlisten = None
        self._lanes.clear()
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
        for task in tuple(self._settling):
            task.cancel()
        await asyncio.gather(*self._settling, return_exceptions=True)
        self._in_hand.clear()

    async def flush(self, queue_id: QueueId | None = None) -> None:
        """Try now what waits for its next attempt."""
        await self._store.queue.flush(queue_id, self._clock())
        self._wake.set()

    def wake(self) -> None:
        """Look again what is due: the machine slept, or its clock was set."""
        self._wake.set()

    def _changed(self, change: Change) -> None:
        if isinstance(change, QueueChanged):
            self.wake()

    # -- taking -----------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                more = await self._take_due()
                wait = 0.0 if more else await self._until_next()
            except StoreUnavailable as fault:
                _qmgr.warning("warning: the queue cannot be read: %s", lines.printable(str(fault)))
                wait = PATIENCE
            except Exception:
                _qmgr.exception("the queue manager failed within and goes on")
                wait = PATIENCE
            if wait <= 0:
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._wake.wait()

    async def _until_next(self) -> float:
        """Seconds to sleep, unless the queue changes or something in hand comes to its end before."""
        limit = self._settings.current.queue.active_limit
        if len(self._in_hand) >= limit:
            return SLEEP_MAX
        due = await self._store.queue.next_due(self._in_hand)
        return SLEEP_MAX if due is None else min(SLEEP_MAX, max(due - self._clock(), 0.05))

    async def _take_due(self) -> bool:
        """Take a batch of what is due; True when there may be more."""
        settings = self._settings.current
        room = min(BATCH, settings.queue.active_limit - len(self._in_hand))
        if room <= 0:
            return False
        now = self._clock()
        due = await self._store.queue.due(now, room, self._in_hand)
        by_entry: dict[QueueId, list[QueuedRecipient]] = {}
        for recipient in due:
            if recipient.id not in self._in_hand:
                by_entry.setdefault(recipient.queue_id, []).append(recipient)
        for queue_id, recipients in by_entry.items():
            ids = {recipient.id for recipient in recipients}
            self._in_hand |= ids
            try:
                await self._activate(queue_id, recipients, settings, now)
            except BaseException:
                self._in_hand -= ids
                raise
        return bool(due) and len(due) >= room

    async def _activate(
        self, queue_id: QueueId, recipients: list[QueuedRecipient], settings: Settings, now: float
    ) -> None:
        entry = await self._store.queue.entry(queue_id)
        if entry is None or entry.hold:
            self._in_hand -= {recipient.id for recipient in recipients}
            return
        if any(recipient.attempts for recipient in recipients):
            _qmgr.info("%s", lines.active(queue_id, entry.reverse_path, entry.size, len(entry.recipients)))
        try:
            header, offset = await self._header(entry)
        except ContentGone:
            _qmgr.error("%s: the content of this message is missing", queue_id)
            lost = Outcome.delayed("4.3.0", "the content of this message is missing")
            self._begin_settling(entry, b"", [_Verdict(one, Attempt(lost)) for one in recipients], now)
            return
        leaving = plan_leaving(entry.reverse_path, header, settings)
        for text in leaving.verdict.warnings:
            _smtp.info("%s: warning: header %s", queue_id, lines.printable(text))
        if leaving.verdict.hold is not None and not self._was_released(entry):
            await self._hold(entry, recipients, leaving.verdict.hold, now)
            return
        sorted_ones = sort_recipients(leaving, recipients, settings)
        if sorted_ones.refused:
            refused = [_Verdict(one, Attempt(outcome)) for one, outcome in sorted_ones.refused]
            self._begin_settling(entry, header, refused, now)
        if sorted_ones.home:
            self._spawn(self._bring_home(entry, header, sorted_ones.home, settings, now), sorted_ones.home)
        for consignment in sorted_ones.consignments:
            self._lanes.add(consignment.next_hop, _Job(entry, header, consignment, offset, now))
        self._start_jobs()

    async def _header(self, entry: QueueEntry) -> tuple[bytes, int]:
        """The header section with the empty line that ends it, and where the body begins."""
        read = self._store.contents.read
        head = await read(entry.content, 0, HEADER_PIECE)
        part = fields.split(head)
        if part.body_offset == len(head) < entry.content.size:
            head = await read(entry.content, 0, HEADER_MAX)
            part = fields.split(head)
        return part.header, part.body_offset

    # -- holding ----------------------------------------------------------------------------------------------------

    def _was_released(self, entry: QueueEntry) -> bool:
        """The owner has let it go: the check that held it does not hold it twice."""
        return entry.queue_id in self._held or any(HELD in one.last_reason for one in entry.recipients)

    async def _hold(self, entry: QueueEntry, recipients: Sequence[QueuedRecipient], text: str, now: float) -> None:
        self._held.add(entry.queue_id)
        outcome = Outcome.delayed("4.7.1", f"{HELD}: {text}")
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
        self._wake.set()

    async def _deliver(self, job: _Job) -> None:
        entry, consignment = job.entry, job.consignment
        transfer = Transfer(
            entry.queue_id,
            consignment.reverse_path,
            tuple(consignment.recipients),
            consignment.header,
            _Body(self._store, entry, job.body_offset),
            entry.body,
            entry.smtputf8,
            entry.ret,
            entry.envid,
        )
        begun = time.monotonic()
        ids = _ids(consignment)
        try:
            attempts = await self._agent.deliver(transfer, consignment.next_hop)
        except asyncio.CancelledError:
            self._in_hand -= ids
            raise
        except Exception:
            _smtp.exception("%s: the delivery agent failed within", entry.queue_id)
            attempts = {}
        duration = time.monotonic() - begun
        missing = Attempt(Outcome.delayed("4.3.0", "internal error, see the engine's log"), sending=duration)
        verdicts: list[_Verdict] = []
        for queued in consignment.queued:
            attempt = attempts.get(queued.id, missing)
            verdicts.append(_Verdict(queued, attempt))
            verdicts.extend(_Verdict(share, attempt) for share in consignment.shares.get(queued.id, ()))
        self._begin_settling(entry, job.header, verdicts, job.activated)
        if verdicts and all(_found_nobody(verdict.attempt.outcome) for verdict in verdicts):
            self._suspend(consignment, verdicts[0].attempt.outcome)

    def _suspend(self, dead: Consignment, outcome: Outcome) -> None:
        """Who waits for a destination that cannot be reached is deferred at once, as Postfix does."""
        reason = f"delivery temporarily suspended: {outcome.reason}"
        suspended = Attempt(Outcome.delayed(str(outcome.status), reason))
        for job in self._lanes.drain(dead.next_hop):
            waiting = [*job.consignment.queued, *_shared(job.consignment)]
            verdicts = [_Verdict(queued, suspended) for queued in waiting]
            self._begin_settling(job.entry, job.header, verdicts, job.activated)

    # -- coming home ------------------------------------------------------------------------------------------------

    async def _bring_home(
        self,
        entry: QueueEntry,
        header: bytes,
        recipients: Sequence[tuple[QueuedRecipient, Address]],
        settings: Settings,
        now: float,
    ) -> None:
        """Recipients that belong to this house: released from hold, turned here by a check, or ours since today."""
        found = tuple(Recipient(address, queued.notify, queued.orcpt) for queued, address in recipients)
        envelope = Envelope(entry.reverse_path, found, entry.body, entry.smtputf8, entry.ret, entry.envid)
        unknown: list[_Verdict] = []
        known: list[QueuedRecipient] = []
        plan = plan_arrival(envelope, self._store.accounts.names, replace(settings, header_checks=()), entry.origin)
        broken = {target.recipient.address.key: target for target in plan.refused}
        for queued, address in recipients:
            if (target := broken.get(address.key)) is not None:
                outcome = Outcome.failed(str(target.status), f"unknown user: {address} ({target.reason})")
                unknown.append(_Verdict(queued, Attempt(outcome), "local"))
            else:
                known.append(queued)
        if unknown:
            await self._settle(entry, header, unknown, now)
        if known:
            await self._readmit(entry, header, plan, known, settings)

    async def _readmit(
        self,
        entry: QueueEntry,
        header: bytes,
        plan: ArrivalPlan,
        known: Sequence[QueuedRecipient],
        settings: Settings,
    ) -> None:
        staging = self._store.staging()
        body = _Body(self._store, entry, 0)
        offset = 0
        while offset < body.size:
            piece = await body.read(offset, HEADER_PIECE)
            if not piece:
                break
            staging.write(piece)
            offset += len(piece)
        content = staging.finish()
        try:
            queue_id = self._store.new_queue_id()
            envelope = Envelope(entry.reverse_path, plan.recipients, entry.body, entry.smtputf8, entry.ret, entry.envid)
            arrival = Arrival(
                queue_id,
                envelope,
                fields.parse_header(header),
                b"",
                content,
                entry.arrival,
                entry.origin,
                entry.account,
                entry.client,
            )
            # Who leads nowhere has been told apart by the caller.
            acceptance = await compose_acceptance(arrival, replace(plan, refused=()), self._store, settings)
            words = "delivered to mailbox" if acceptance.local else f"forwarded as {queue_id}"
            outcome = Outcome.delivered("2.0.0", words)
            settlements = [Settlement(queued.id, outcome) for queued in known]
            settled = await self._store.queue.settle(entry.queue_id, settlements, also=acceptance)
        finally:
            content.discard()
            self._in_hand -= {queued.id for queued in known}
        delays = lines.Delays(before=self._clock() - entry.arrival)
        log_local(entry.queue_id, acceptance.local, delays)
        if not acceptance.local:
            for queued in known:
                line = lines.attempt(entry.queue_id, queued.address, queued.original, outcome, delays, relay="local")
                _local.info("%s", line)
        if settled.removed:
            _qmgr.info("%s", lines.removed(entry.queue_id))

    # -- settling ---------------------------------------------------------------------------------------------------

    def _begin_settling(self, entry: QueueEntry, header: bytes, verdicts: Sequence[_Verdict], activated: float) -> None:
        """A task of its own, which stopping does not break off: what happened outside has to be written down."""
        task = asyncio.get_running_loop().create_task(
            self._settle(entry, header, verdicts, activated), name=f"settle {entry.queue_id}"
        )
        self._settling.add(task)
        task.add_done_callback(self._settled)

    def _settled(self, task: asyncio.Task[None]) -> None:
        self._settling.discard(task)
        self._wake.set()

    async def _settle(self, entry: QueueEntry, header: bytes, verdicts: Sequence[_Verdict], activated: float) -> None:
        """Each group is one transaction with the report it owes, and is written once: a full disk only delays it."""
        settings, now = self._settings.current, self._clock()
        final = [_aged(verdict, entry, now, settings) for verdict in verdicts]
        try:
            for kind, group in _groups(final):
                await self._settle_group(kind, entry, header, group, activated)
        except StoreError as fault:  # the entry was deleted meanwhile
            _qmgr.info("%s: not settled: %s", entry.queue_id, lines.printable(str(fault)))
        except Exception:
            _qmgr.exception("%s: settling failed within", entry.queue_id)
            await asyncio.sleep(PATIENCE)
        finally:
            self._in_hand -= {verdict.queued.id for verdict in verdicts}

    async def _settle_group(
        self,
        kind: DsnKind | None,
        entry: QueueEntry,
        header: bytes,
        group: Sequence[_Verdict],
        activated: float,
    ) -> None:
        settings, now = self._settings.current, self._clock()
        settlements = [
            Settlement(
                one.queued.id,
                one.attempt.outcome,
                self._retry_at(one, entry, now, settings),
                one.attempt.connecting + one.attempt.sending,
            )
            for one in group
        ]
        while True:
            try:
                notice = await self._notice(kind, entry, header, group) if kind is not None else None
                also = notice.acceptance if notice is not None else None
                settled = await self._store.queue.settle(entry.queue_id, settlements, also=also)
                break
            except StoreUnavailable as fault:
                _qmgr.warning("%s: cannot be settled yet: %s", entry.queue_id, lines.printable(str(fault)))
                await asyncio.sleep(PATIENCE)
        self._log(entry, group, activated)
        if notice is not None:
            notice.log()
        if settled.removed:
            self._held.discard(entry.queue_id)
            _qmgr.info("%s", lines.removed(entry.queue_id))
        elif kind is None:
            await self._warn_of_delay(entry, header, group, now)

    async def _warn_of_delay(self, entry: QueueEntry, header: bytes, group: Sequence[_Verdict], now: float) -> None:
        """One notice in a message's life, after the attempt that makes it owed."""
        delayed = [one for one in group if one.attempt.outcome.action is Action.DELAYED]
        if not delayed or not schedule.owes_warning(
            now, entry.arrival, self._settings.current.queue, warned=entry.delay_warned
        ):
            return
        fresh = await self._store.queue.entry(entry.queue_id)  # another group may have warned meanwhile
        if fresh is None or fresh.delay_warned:
            return
        try:
            notice = await self._notice(DsnKind.DELAY, entry, header, delayed)
            also = notice.acceptance if notice is not None else None
            await self._store.queue.mark_delay_warned(entry.queue_id, also=also)
        except StoreUnavailable as fault:  # the next attempt owes it still
            _qmgr.warning("%s: no delay notice: %s", entry.queue_id, lines.printable(str(fault)))
            return
        if notice is not None:
            notice.log()

    def _retry_at(self, verdict: _Verdict, entry: QueueEntry, now: float, settings: Settings) -> float | None:
        if verdict.attempt.outcome.action is not Action.DELAYED:
            return None
        return schedule.next_attempt(now, entry.arrival, verdict.queued.attempts, settings.queue)

    async def _notice(
        self, kind: DsnKind, entry: QueueEntry, header: bytes, group: Sequence[_Verdict]
    ) -> Notice | None:
        settings, now = self._settings.current, self._clock()
        subject = Subject(
            entry.queue_id,
            entry.arrival,
            entry.reverse_path,
            entry.envid,
            entry.ret,
            entry.origin,
            entry.size,
            header,
        )
        until = local_time(entry.arrival + settings.queue.lifetime) if kind is DsnKind.DELAY else None
        reports = [
            Report(
                Recipient(one.queued.address, one.queued.notify, one.queued.orcpt),
                one.attempt.outcome,
                one.queued.original,
                local_time(now),
                until,
            )
            for one in group
        ]
        whole = kind is DsnKind.FAILURE and returns_whole(subject)
        content: bytes | None = None
        with contextlib.suppress(ContentGone):
            content = await self._store.contents.read(entry.content) if whole else None
        return await compose_notice(kind, subject, reports, content, store=self._store, settings=settings, now=now)

    def _log(self, entry: QueueEntry, verdicts: Iterable[_Verdict], activated: float) -> None:
        for verdict in verdicts:
            queued, attempt = verdict.queued, verdict.attempt
            waited = self._clock() - activated - attempt.connecting - attempt.sending
            delays = lines.Delays(
                max(0.0, activated - entry.arrival), max(0.0, waited), attempt.connecting, attempt.sending
            )
            line = lines.attempt(
                entry.queue_id, queued.address, queued.original, attempt.outcome, delays, relay=verdict.relay
            )
            (_local if verdict.relay == "local" else _smtp).info("%s", line)

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
        self._wake.set()


def _ids(consignment: Consignment) -> set[RecipientId]:
    return {queued.id for queued in (*consignment.queued, *_shared(consignment))}


def _shared(consignment: Consignment) -> list[QueuedRecipient]:
    return [queued for shares in consignment.shares.values() for queued in shares]


def _found_nobody(outcome: Outcome) -> bool:
    """An error of our own, 4.3.x, says nothing about the destination (RFC 3463 §3.4)."""
    return outcome.action is Action.DELAYED and not outcome.remote_mta and outcome.status.subject != 3


def _aged(verdict: _Verdict, entry: QueueEntry, now: float, settings: Settings) -> _Verdict:
    """A delay at the end of the message's life is a failure; RFC 3463 §3.5: X.4.7 delivery time expired."""
    outcome = verdict.attempt.outcome
    if outcome.action is not Action.DELAYED or not schedule.is_expired(now, entry.arrival, settings.queue):
        return verdict
    reason = f"delivery time expired; the last attempt: {outcome.reason}"
    expired = Outcome.failed("5.4.7", reason, outcome.remote_mta, outcome.diagnostic)
    attempt = Attempt(
        expired,
        started=verdict.attempt.started,
        connecting=verdict.attempt.connecting,
        sending=verdict.attempt.sending,
    )
    return _Verdict(verdict.queued, attempt, verdict.relay)


def _groups(verdicts: Sequence[_Verdict]) -> list[tuple[DsnKind | None, list[_Verdict]]]:
    """Verdicts by the report their transaction carries.

    RFC 3461 §5.2.2: a success is ours to tell when the next hop took the message without taking over the duty.
    """
    groups: dict[DsnKind | None, list[_Verdict]] = {}
    for one in verdicts:
        action, kind = one.attempt.outcome.action, None
        if action is Action.FAILED:
            kind = DsnKind.FAILURE
        elif action is Action.RELAYED and not one.attempt.dsn_passed and Notify.SUCCESS in one.queued.notify:
            kind = DsnKind.SUCCESS
        groups.setdefault(kind, []).append(one)
    return list(groups.items())
