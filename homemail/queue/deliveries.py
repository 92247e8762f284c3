"""The deliveries under way: which goes next, and what its end says of its destination and of the way out.

Between the pure books (lanes, destinations, slots, reachability) and the agent. What a job comes to goes to its
`Desk`: verdicts that have to be written down, or the word that it was given back untried and stays due as it was.
"""

import asyncio
import ipaddress
import logging
import socket
import time
from collections.abc import Callable, Collection, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Protocol

from homemail.delivery.agent import Attempt, DeliveryAgent, Road, Transfer
from homemail.mail.ids import QueueId
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence
from homemail.queue import lines
from homemail.queue.departures import Consignment
from homemail.queue.destinations import Destination, Destinations, Feedback, Turn, feedback_of
from homemail.queue.intake import SettingsSource
from homemail.queue.kept import KeptBody
from homemail.queue.lanes import Lanes
from homemail.queue.reachability import Reachability, Tide
from homemail.queue.settlement import Verdict
from homemail.queue.slots import Slots
from homemail.routing.transports import HopKind, NextHop
from homemail.store.values import QueuedRecipient, QueueEntry

_qmgr = logging.getLogger("homemail.qmgr")
_smtp = logging.getLogger("homemail.smtp")

TRIAL_MAX = 60.0  # seconds until a trial that has not ended keeps no other from being made
INTERNAL = Sentence("internal error, see the engine's log")
_STRANGER = Destination()
_NO_ANSWER = (Road.SILENT, Road.CLOSED)
# RFC 5737 and RFC 3849: nobody has these addresses; the way to them is the way to the Internet.
_ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


@dataclass(frozen=True, slots=True)
class Job:
    entry: QueueEntry
    header: bytes  # as it was kept, for reports
    consignment: Consignment
    body: KeptBody
    activated: float

    @property
    def recipients(self) -> list[QueuedRecipient]:
        consignment = self.consignment
        return [*consignment.queued, *(one for shares in consignment.shares.values() for one in shares)]


class Desk(Protocol):
    """Who is told what became of a job."""

    def settle(self, job: Job, verdicts: Sequence[Verdict]) -> None: ...

    def give_back(self, job: Job) -> None:
        """It was not tried, or the house turned out to be offline."""

    def tide(self, tide: Tide) -> None:
        """The house went offline, or is online again."""


class Deliveries:
    """`add` jobs, `start` what may start; `stop` ends all within its grace."""

    def __init__(
        self, settings: SettingsSource, agent: DeliveryAgent, desk: Desk, route: Callable[[], str | None]
    ) -> None:
        self._settings = settings
        self._agent = agent
        self._desk = desk
        self._route = route
        self._lanes: Lanes[Job] = Lanes()
        self._slots = Slots()
        self._tasks: set[asyncio.Task[None]] = set()
        self._relief: asyncio.TimerHandle | None = None
        self._stopping = False
        self.is_on_trial = False
        self._trial: Job | None = None
        self._asked: set[NextHop] = set()  # of those that have had a trial
        self.destinations = Destinations()
        self.reachability = Reachability()

    @property
    def running(self) -> int:
        return self._slots.running

    def add(self, job: Job) -> None:
        hop, now = job.consignment.next_hop, _now()
        if self.reachability.is_offline and not _is_near(hop.host):
            if not self.is_on_trial or hop in self._asked:
                self._desk.give_back(job)
                return
            self.is_on_trial = False
            self._trial = job
            self._asked.add(hop)
            self.reachability.probed(now)
            self.destinations.revive()
        if (away := self.destinations.away(hop, now)) is not None:
            self._put_off(job, *away)
            return
        self._lanes.add(hop, job.consignment.queued[0].sender, job)

    def withdraw(self, queue_ids: Collection[QueueId]) -> list[Job]:
        """Jobs of these entries that have not been begun, and will not be."""
        return self._lanes.withdraw(lambda job: job.entry.queue_id in queue_ids)

    def revive(self) -> None:
        """Somebody asks that all be tried now."""
        self.destinations.revive()
        self.reachability.hurry(_now())

    def may_try(self, *, is_fresh: bool) -> bool:
        """Whether it is time for a trial; one at a time, or the second message would leave before the first."""
        now = _now()
        is_busy = self._trial is not None and now < self.reachability.last_probe + TRIAL_MAX
        return not is_busy and self.reachability.may_probe(now, is_fresh=is_fresh)

    def open_trial(self, *, anew: bool = False) -> None:
        """While the house is offline: the next job is tried, if its next hop was not yet asked, or asked `anew`."""
        self.is_on_trial = True
        if anew:
            self._asked.clear()

    def start(self) -> None:
        """Start what may start."""
        self._stopping = False
        limit = self._settings.current.queue.destination_concurrency
        while self._lanes and not self._stopping:
            now = _now()
            found = self._lanes.next_job(partial(self._may_start, limit, now))
            if found is None:
                self._wait_for_relief(now)
                return
            destination, job = found
            self.destinations.started(destination)
            number = self._slots.take(now)
            task = asyncio.get_running_loop().create_task(self._deliver(job), name=f"deliver {job.entry.queue_id}")
            self._tasks.add(task)
            task.add_done_callback(partial(self._done, number))

    def _may_start(self, limit: int, now: float, destination: Hashable) -> bool:
        known = self.destinations.get(destination) or _STRANGER
        return known.may_start(limit, now) and self._slots.may_take(
            now, has_answered=known.has_answered, is_first=not known.running
        )

    def _wait_for_relief(self, now: float) -> None:
        """Deliveries that hang give their slots back with time, and a destination that was away gets its trial."""
        wait = self._slots.relief(now)
        if self._relief is None and wait is not None:
            self._relief = asyncio.get_running_loop().call_later(wait + 0.01, self._relieved)

    def _relieved(self) -> None:
        self._relief = None
        self.start()

    def _done(self, number: int, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._slots.release(number)
        if not self._stopping:
            self.start()

    async def stop(self, grace: float) -> None:
        self._stopping = True
        self._trial = None
        self._lanes.clear()
        if self._relief is not None:
            self._relief.cancel()
            self._relief = None
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- one delivery -----------------------------------------------------------------------------------------------

    async def _deliver(self, job: Job) -> None:
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
        try:
            attempts = await self._agent.deliver(transfer, consignment.next_hop)
        except asyncio.CancelledError:
            self._end(consignment.next_hop, Feedback.NOTHING, "")
            self._desk.give_back(job)
            raise
        except Exception:
            _smtp.exception("%s: the delivery agent failed within", entry.queue_id)
            attempts = {}
        missing = Attempt(Outcome.delayed("4.3.0", INTERNAL), sending=time.monotonic() - begun, is_reached=False)
        verdicts: list[Verdict] = []
        for queued in consignment.queued:
            attempt = attempts.get(queued.id, missing)
            verdicts.append(Verdict(queued, attempt))
            verdicts.extend(Verdict(share, attempt) for share in consignment.shares.get(queued.id, ()))
        self._judge(job, verdicts)

    def _judge(self, job: Job, verdicts: Sequence[Verdict]) -> None:
        if job is self._trial:
            self._trial = None
            self.reachability.rest(_now())
        hop, attempts = job.consignment.next_hop, [verdict.attempt for verdict in verdicts]
        feedback, reason = feedback_of(attempts), attempts[0].outcome.reason
        if not _is_near(hop.host):
            road = self._learn(hop, attempts, reason)
            if self.reachability.is_offline and road in _NO_ANSWER:
                self._end(hop, Feedback.NOTHING, reason)
                self._desk.give_back(job)
                return
        self._desk.settle(job, verdicts)
        turn = self._end(hop, feedback, reason)
        if turn is Turn.DIED and (away := self.destinations.away(hop, _now())) is not None:
            for waiting in self._lanes.drain(hop):
                self._put_off(waiting, *away)
        elif all(attempt.wait for attempt in attempts):
            for waiting in self._lanes.drain(hop):
                self._put_off(waiting, attempts[0].wait, reason, str(attempts[0].outcome.status))

    def _end(self, hop: NextHop, feedback: Feedback, reason: str) -> Turn | None:
        queue, now = self._settings.current.queue, _now()
        turn = self.destinations.ended(hop, feedback, reason, queue, now)
        match turn:
            case Turn.DIED:
                away = self.destinations.away(hop, now)
                wait = away[0] if away is not None else 0.0
                _qmgr.warning("warning: %s is away, next trial in %.0f s: %s", hop, wait, lines.printable(reason))
            case Turn.REVIVED:
                _qmgr.info("%s answers again", hop)
            case Turn.NARROWED:
                known = self.destinations.get(hop) or _STRANGER
                _qmgr.info("%s: at most %d sessions at a time now: %s", hop, known.window, lines.printable(reason))
        return turn

    def _put_off(self, job: Job, wait: float, reason: str, status: str = "4.4.1") -> None:
        """Who waits for a destination that is away, or takes no more, is deferred without a try, as Postfix does."""
        words = Sentence("delivery temporarily suspended: {reason}", reason=reason)
        suspended = Attempt(Outcome.delayed(status, words), wait=wait, is_reached=False)
        self._desk.settle(job, [Verdict(queued, suspended, is_tried=False) for queued in job.recipients])

    # -- the way out ------------------------------------------------------------------------------------------------

    def _learn(self, hop: NextHop, attempts: Sequence[Attempt], reason: str) -> Road:
        roads = {attempt.road for attempt in attempts}
        road = next((one for one in (Road.OPEN, *_NO_ANSWER) if one in roads), Road.UNKNOWN)
        tide = self.reachability.learn(
            hop,
            road,
            reason,
            is_relay=hop.kind is HopKind.RELAY,
            route=self._route() if road in _NO_ANSWER else "",
            now=_now(),
        )
        if tide is Tide.OUT:
            for destination in self._lanes.destinations():
                if isinstance(destination, NextHop) and not _is_near(destination.host):
                    for job in self._lanes.drain(destination):
                        self._desk.give_back(job)
        elif tide is Tide.BACK:
            self.destinations.revive()
        if tide is not None:
            self._asked.clear()
            self._desk.tide(tide)
        return road


def _now() -> float:
    """A clock that nobody sets."""
    return asyncio.get_running_loop().time()


@lru_cache(maxsize=64)
def _is_near(host: str) -> bool:
    """A host of the house itself, named by its address: it is there with the Internet or without."""
    host = host.strip("[]").lower()
    with suppress(ValueError):
        return not ipaddress.ip_address(host.removeprefix("ipv6:")).is_global
    return host == "localhost"


def route_out() -> str | None:
    """The address that this computer would send to the Internet from, None without a way there; sends nothing."""
    for family, address in _ELSEWHERE:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return str(probe.getsockname()[0])
    return None
