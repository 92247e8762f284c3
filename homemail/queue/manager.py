"""The queue manager: takes what is due, hands it to the deliveries, and settles what came of it.

It sleeps until something is due or the queue changes; nothing is polled. What has just arrived is told by the store,
after the commit, and is not read back; the store is asked for all that waits from earlier. At most `active_limit`
recipients are in hand, shared among the senders, and whose mail still waits in the store is not overtaken by his own.
While the house is offline one delivery is tried now and then; the others stay in the store as they are, so that they
leave in order when it is back. A settlement and the report it owes are one transaction of the store.
"""

import asyncio
import contextlib
import logging
import math
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from homemail.delivery.agent import DeliveryAgent
from homemail.mail.ids import QueueId, RecipientId
from homemail.queue import lines, schedule
from homemail.queue.activation import Activation
from homemail.queue.clock import ClockWatch, steady
from homemail.queue.conclusion import Conclusion
from homemail.queue.deliveries import Deliveries, Job, route_out
from homemail.queue.hand import Hand
from homemail.queue.intake import SettingsSource
from homemail.queue.reachability import Tide
from homemail.queue.readmission import Readmission
from homemail.queue.settlement import PATIENCE, Settler, Verdict
from homemail.routing.transports import NextHop
from homemail.store.changes import Change, QueueArrived, QueueChanged
from homemail.store.contents import HEAD
from homemail.store.errors import StoreUnavailable
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient, QueueEntry

_qmgr = logging.getLogger("homemail.qmgr")

BATCH = 200  # recipients taken from the store at a time
LOADED = 50  # entries read at a time
WHOLE_MAX = 8  # that wait to be taken with all of their content in memory, however large
PACE = 0.01  # seconds between two looks for what is due, while there is work in hand
SLEEP_MAX = 600.0  # a clock that was set, or a machine that slept, is noticed within it
WAIT_MAX = 2 * 3600.0  # seconds that a quota can make a recipient wait, and more
STOP_GRACE = 2.0
ROUTE_INTERVAL = 5.0  # seconds between two looks whether the computer has another way out, while mail waits offline


@dataclass(frozen=True, slots=True)
class Away:
    """A next hop that is away: why, and when it is tried again."""

    host: str
    port: int
    reason: str
    until: float


class QueueManager:
    """`start`, then `stop`. The agent is not closed here: who composed it closes it.

    `route` gives the address that the computer would send to the Internet from, or None; `tell` hears that the house
    went offline or is back, or that a next hop went away.
    """

    def __init__(
        self,
        store: Store,
        settings: SettingsSource,
        agent: DeliveryAgent,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady,
        *,
        route: Callable[[], str | None] = route_out,
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._watch = ClockWatch(clock, steady)
        self._route = route
        self._tell = tell
        settler = Settler(store, settings, clock, self._watch)
        self._conclusion = Conclusion(settler, Readmission(store, settler, clock), self.leave, self.wake)
        self._deliveries = Deliveries(settings, agent, self, route)
        self._activation = Activation(
            store, settings, self._conclusion, self.leave, dispatch=self._deliveries.add, is_stale=self._is_stale
        )
        self._edited: set[QueueId] = set()  # by the operator, while some were being taken
        self._wake = asyncio.Event()
        self._stopping = False
        self._arrived: dict[QueueId, QueueArrived] = {}  # told by the store and not yet taken
        self._look_at = 0.0  # when the store is to be asked what is due
        self._hand = Hand()
        self._behind: set[str] | None = None  # senders whose mail waits in the store; None: perhaps everybody
        self._refused: set[str] = set()  # senders whose mail came in during a look, and stayed in the store
        self._blocked_at = 0  # how many were in hand when somebody's share was used up; 0: nobody's is
        self._last_route: str | None = ""
        self._came_in_offline = False
        self._is_back = False
        self.offline_since = 0.0
        self._main: asyncio.Task[None] | None = None
        self._unlisten: Callable[[], object] | None = None

    @property
    def in_hand(self) -> int:
        """Recipients being worked on at this moment."""
        return len(self._hand)

    @property
    def offline(self) -> str:
        """Why the house is thought offline, or ""."""
        return self._deliveries.reachability.reason

    def away(self) -> list[Away]:
        """The next hops that are away."""
        now = self._now()
        found = self._deliveries.destinations.dead(now)
        return [
            Away(hop.host, hop.port, reason, self._clock() + wait)
            for hop, (wait, reason) in found.items()
            if isinstance(hop, NextHop)
        ]

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
        self._arrived.clear()
        if self._main is not None:
            self._main.cancel()
            await asyncio.gather(self._main, return_exceptions=True)
            self._main = None
        await self._deliveries.stop(grace)
        await self._conclusion.stop(grace)
        self._hand.clear()
        self._behind = None

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
            case QueueChanged(queue_ids=queue_ids, is_sooner=True, is_flush=is_flush, is_edited=is_edited):
                self._let_go(frozenset(queue_ids), is_edited=is_edited)
                if is_flush:
                    self._deliveries.revive()
                self.wake()

    @contextlib.contextmanager
    def reserved(self, queue_id: QueueId, recipients: Sequence[QueuedRecipient]) -> Iterator[set[RecipientId]]:
        """Keep recipients of an entry from being taken while the block changes them; gives those it may change.

        The others are being delivered at this moment.
        """
        self._let_go({queue_id}, is_edited=True)
        free = [one for one in recipients if one.id not in self._hand]
        self._hand.take(free)
        try:
            yield {one.id for one in free}
        finally:
            self.leave(free)
            self.wake()

    def _let_go(self, queue_ids: Collection[QueueId], *, is_edited: bool) -> None:
        """What was told or taken of these entries and has not begun is read again: something about them changed."""
        for queue_id in self._arrived.keys() & queue_ids:  # held or deleted before it was taken
            self.leave(self._arrived.pop(queue_id).entry.recipients)
        if is_edited:
            self._edited.update(queue_ids)
            for job in self._deliveries.withdraw(queue_ids):
                self.leave(job.recipients)

    def _is_stale(self, queue_id: QueueId) -> bool:
        if queue_id not in self._edited:
            return False
        self.wake()
        return True

    def _arrive(self, arrived: QueueArrived, entry: QueueEntry) -> None:
        recipients = entry.recipients
        if any(one.id in self._hand for one in recipients):
            return  # a look at the store was quicker
        sender, limit = recipients[0].sender, self._limit
        is_behind = (self._behind is None or sender in self._behind) and not self.offline
        if is_behind or entry.arrival > self._clock() or not self._hand.may_take(sender, limit, len(recipients)):
            self._refused.add(sender)
            if self._behind is not None:
                self._behind.add(sender)  # it stays in the store until its time comes, and so does what comes after
            self.wake()
            return
        self._hand.take(recipients)
        if len(self._arrived) >= WHOLE_MAX:
            arrived = QueueArrived(entry, arrived.head[:HEAD])
        self._arrived[entry.queue_id] = arrived
        self._wake.set()

    @property
    def _limit(self) -> int:
        return self._settings.current.queue.active_limit

    # -- taking -----------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        is_first = True
        while not self._stopping:
            self._wake.clear()
            self._edited.clear()
            try:
                if by := self._watch.by:
                    await self._follow_clock(by)
                await self._take_arrived()
                if self._now() >= self._look_at and len(self._hand) < self._limit:
                    self._look_at = math.inf  # what changes from here on asks for another look
                    wait = await (self._look_offline() if self.offline else self._look())
                    self._look_at = min(self._look_at, self._now() + wait)
                if is_first:
                    await self._expect_no_later()
                    is_first = False
            except StoreUnavailable as fault:
                _qmgr.warning("warning: the queue cannot be read: %s", lines.printable(str(fault)))
                self._look_at = self._now() + PATIENCE
            except Exception:
                _qmgr.exception("the queue manager failed within and goes on")
                self._look_at = self._now() + PATIENCE
            wait = self._look_at - self._now() if len(self._hand) < self._limit else SLEEP_MAX
            if wait > 0:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._wake.wait()
            if self._deliveries.running:  # every arrival and many an outcome wakes: many share one look
                await asyncio.sleep(PACE)

    async def _expect_no_later(self) -> None:
        """What waits for longer than anything does was put off by a clock that has been set back since."""
        longest = max(self._settings.current.queue.retry_maximum, WAIT_MAX)
        if await self._store.queue.expect_before(self._clock() + longest, self._clock()):
            self._look_at = 0.0

    async def _follow_clock(self, by: float) -> None:
        await self._store.queue.follow_clock(self._clock(), by)
        self._watch.followed(by)
        self.offline_since += by
        self._look_at = 0.0
        _qmgr.warning("warning: the clock was set by %+.0f seconds; what waits has been moved along", by)

    def _now(self) -> float:
        """A clock that nobody sets."""
        return asyncio.get_running_loop().time()

    async def _look(self) -> float:
        """Take a batch of what is due; gives the seconds to sleep, unless the queue changes before."""
        if self._is_back:
            await self._store.queue.flush_unreached(self._clock())
            self._is_back = False
        now, limit, self._refused = self._clock(), self._limit, set()
        sated = self._hand.sated(limit)
        room = min(BATCH, limit - len(self._hand))
        due = await self._store.queue.due(now, room, self._hand.ids, sated)
        taken, left = await self._take(due, now)
        if len(due) >= room:
            self._behind = None
            if taken:
                return 0.0
        left.update(sated)
        if left and not await self._store.queue.due(now, 1, self._hand.ids):
            left.clear()
        if len(due) < room:
            self._behind = left | self._refused
        if left and left.isdisjoint(self._hand.sated(limit)):
            return 0.0  # they had their share, and have room again
        self._blocked_at = len(self._hand) if left else 0
        next_due = await self._store.queue.next_due(self._hand.ids, left)
        return SLEEP_MAX if next_due is None else min(SLEEP_MAX, max(next_due - self._clock(), 0.05))

    async def _take(self, due: Sequence[QueuedRecipient], now: float) -> tuple[int, set[str]]:
        """Activate what is due as far as the shares allow; how many recipients that was, and whose others stay."""
        left: set[str] = set()
        by_entry: dict[QueueId, list[QueuedRecipient]] = {}
        # Order matters: before anything is waited for, or one that arrives this moment is taken twice.
        for one in due:
            if one.id in self._hand:
                continue
            if one.sender in left or not self._hand.may_take(one.sender, self._limit):
                left.add(one.sender)
                continue
            self._hand.take([one])
            by_entry.setdefault(one.queue_id, []).append(one)
        waiting = list(by_entry.items())
        taken = sum(map(len, by_entry.values()))
        try:
            for start in range(0, len(waiting), LOADED):
                some = dict(waiting[start : start + LOADED])
                loaded = await self._store.queue.loaded(some, HEAD)
                for queue_id, recipients in some.items():
                    entry, head = loaded.get(queue_id) or (None, None)
                    await self._activation.activate(entry, head, recipients, now)
                    del by_entry[queue_id]
                self._deliveries.start()
        except BaseException:
            for recipients in by_entry.values():
                self.leave(recipients)
            raise
        return taken, left

    async def _take_arrived(self) -> None:
        """Take what the store has told us of: entries that are on disk, and that nobody else has looked at."""
        while self._arrived:
            queue_id = next(iter(self._arrived))
            arrived = self._arrived.pop(queue_id)
            entry = arrived.entry
            try:
                await self._activation.activate(entry, arrived.head, list(entry.recipients), self._clock())
            except BaseException:
                self.leave(entry.recipients)
                raise
            self._deliveries.start()
            if self.offline:
                self._came_in_offline, self._look_at = True, 0.0
            if self._arrived:
                await asyncio.sleep(0)  # whoever waits for a 250 goes first

    # -- offline ----------------------------------------------------------------------------------------------------

    async def _look_offline(self) -> float:
        """Let one delivery show whether the Internet is back, if it is time; gives the seconds to the next look."""
        reachability, now = self._deliveries.reachability, self._now()
        route, before = self._route(), self._last_route
        self._last_route = route
        if route is not None and route != before:
            reachability.hurry(now)
        is_fresh = self._came_in_offline
        self._came_in_offline = False
        if self._deliveries.may_try(is_fresh=is_fresh):
            await self._end_outlived()
            if not await self._try_one() and not self._hand and reachability.forget():
                self.tide(Tide.BACK)
                return 0.0
            if reachability.may_probe(now):
                reachability.probed(now)  # nobody could be asked
        wait = reachability.next_probe - now
        return min(ROUTE_INTERVAL, wait) if wait > 0 else ROUTE_INTERVAL  # the end of a trial wakes

    async def _try_one(self) -> bool:
        """Whether anything waits; the oldest message of a next hop that was not asked lately takes the trial."""
        due = await self._store.queue.due(self._clock(), LOADED, self._hand.ids)
        if due and self._last_route is not None:
            for anew in (False, True):
                self._deliveries.open_trial(anew=anew)
                await self._take(due, self._clock())
                if not self._deliveries.is_on_trial:
                    break
        return bool(due)

    async def _end_outlived(self) -> None:
        """Who has waited a lifetime for the Internet is told."""
        queue, reason = self._settings.current.queue, self.offline
        now = self._clock()
        if schedule.is_young(self._watch.age, queue):
            return
        found = await self._store.queue.outlived(now - queue.lifetime, LOADED, self._hand.ids)
        by_entry: dict[QueueId, list[QueuedRecipient]] = {}
        for one in found:
            by_entry.setdefault(one.queue_id, []).append(one)
        self._hand.take(found)
        try:
            loaded = await self._store.queue.loaded(by_entry, HEAD)
            for queue_id, recipients in tuple(by_entry.items()):
                entry, head = loaded.get(queue_id) or (None, None)
                await self._activation.end(entry, head, recipients, reason, now)
                del by_entry[queue_id]
        except BaseException:
            for recipients in by_entry.values():
                self.leave(recipients)
            raise

    def tide(self, tide: Tide) -> None:
        if tide is Tide.OUT:
            self.offline_since, self._last_route = self._clock(), self._route()
            _qmgr.warning("warning: the house is offline, mail for outside waits: %s", lines.printable(self.offline))
        else:
            seconds = self._clock() - self.offline_since
            _qmgr.info("the house is online again after %.0f s, what waits leaves now", seconds)
            self._is_back = True
        self._behind = None
        self.wake()
        self._tell()

    # -- what became of it ------------------------------------------------------------------------------------------

    def settle(self, job: Job, verdicts: Sequence[Verdict]) -> None:
        self._conclusion.settle(job.entry, job.header, verdicts, job.activated)

    def give_back(self, job: Job) -> None:
        self.leave(job.recipients)
        if self.offline:
            self.wake()

    def leave(self, recipients: Sequence[QueuedRecipient]) -> None:
        was_full = len(self._hand) >= self._limit
        self._hand.leave(one.id for one in recipients)
        if self._blocked_at and len(self._hand) <= self._blocked_at - max(1, self._limit // 16):
            self._blocked_at = 0
            self.wake()  # somebody who had his share has room again
        elif was_full:
            self._wake.set()
