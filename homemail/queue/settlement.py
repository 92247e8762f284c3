"""Write down what came of an attempt, with the report it owes, and say it in the log.

Each group of outcomes and its report are one transaction of the store; if the disk is full it is tried until it
succeeds, because a delivery that is not written down would be made again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from homemail.delivery.agent import Attempt
from homemail.mail.envelope import Notify, Recipient
from homemail.mail.outcome import Action
from homemail.mail.sentence import Sentence
from homemail.mail.status import EnhancedStatus
from homemail.message.dsn import DsnKind, Report
from homemail.queue import lines, schedule
from homemail.queue.bounce import Notice, Subject, compose_notice, local_time, returns_whole
from homemail.queue.clock import ClockWatch
from homemail.queue.intake import SettingsSource
from homemail.settings.model import Settings
from homemail.store.errors import ContentGone, StoreError, StoreUnavailable
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient, QueueEntry, Settlement

_qmgr = logging.getLogger("homemail.qmgr")
_smtp = logging.getLogger("homemail.smtp")
_local = logging.getLogger("homemail.local")

PATIENCE = 5.0  # before a store that could not be written is tried again


@dataclass(frozen=True, slots=True)
class Verdict:
    """One recipient's outcome on its way to the store."""

    queued: QueuedRecipient
    attempt: Attempt
    relay: str = ""
    is_tried: bool = True  # False: put off with the others for the same next hop


class Settler:
    """`settle` returns when everything is on disk."""

    def __init__(self, store: Store, settings: SettingsSource, clock: Callable[[], float], watch: ClockWatch) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._watch = watch

    async def settle(self, entry: QueueEntry, header: bytes, verdicts: Sequence[Verdict], activated: float) -> bool:
        """Each group is one transaction with the report it owes, and is written once: a full disk only delays it.

        True when nothing of the entry is left in the queue.
        """
        removed = False
        final = [self._aged(verdict, entry, activated) for verdict in verdicts]
        try:
            for kind, group in _groups(final):
                removed = await self._settle_group(kind, entry, header, group, activated)
        except StoreError as fault:  # the entry was deleted meanwhile
            _qmgr.info("%s: not settled: %s", entry.queue_id, lines.printable(str(fault)))
        except Exception:
            _qmgr.exception("%s: settling failed within", entry.queue_id)
            await asyncio.sleep(PATIENCE)
        return removed

    async def _settle_group(
        self,
        kind: DsnKind | None,
        entry: QueueEntry,
        header: bytes,
        group: Sequence[Verdict],
        activated: float,
    ) -> bool:
        settings, now = self._settings.current, self._clock()
        settlements = [
            Settlement(
                one.queued.id,
                one.attempt.outcome,
                self._retry_at(one, entry, now, settings),
                one.attempt.connecting + one.attempt.sending,
                one.is_tried,
                str(one.queued.address),
            )
            for one in group
        ]
        while True:
            try:
                notice = await self._owed(kind, entry, header, group) if kind is not None else None
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
            _qmgr.info("%s", lines.removed(entry.queue_id))
        elif kind is None:
            await self._warn_of_delay(entry, header, group, activated)
        return settled.removed

    async def _warn_of_delay(self, entry: QueueEntry, header: bytes, group: Sequence[Verdict], now: float) -> None:
        """One notice in a message's life, after the attempt that makes it owed; `now` is when it was begun."""
        queue = self._settings.current.queue
        delayed = [one for one in group if one.attempt.outcome.action is Action.DELAYED and not self._is_late(one, now)]
        if not delayed or not schedule.owes_warning(now, entry.arrival, queue, warned=entry.delay_warned):
            return
        fresh = await self._store.queue.entry(entry.queue_id)  # another group may have warned meanwhile
        if fresh is None or fresh.delay_warned:
            return
        try:
            notice = await self._owed(DsnKind.DELAY, entry, header, delayed)
            also = notice.acceptance if notice is not None else None
            if not await self._store.queue.mark_delay_warned(entry.queue_id, also=also):
                return
        except StoreUnavailable as fault:  # the next attempt owes it still
            _qmgr.warning("%s: no delay notice: %s", entry.queue_id, lines.printable(str(fault)))
            return
        if notice is not None:
            notice.log()

    def _is_late(self, verdict: Verdict, activated: float) -> bool:
        queue = self._settings.current.queue
        return schedule.is_late(activated, verdict.queued.next_attempt, self._watch.age, queue)

    def _aged(self, verdict: Verdict, entry: QueueEntry, activated: float) -> Verdict:
        """A delay at the end of the message's life is a failure; RFC 3463 §3.5: X.4.7 delivery time expired.

        By the clock of when the entry was read: it may have been set during the attempt.
        """
        outcome = verdict.attempt.outcome
        is_old = schedule.is_expired(activated, entry.arrival, self._settings.current.queue)
        if outcome.action is not Action.DELAYED or not is_old or self._is_late(verdict, activated):
            return verdict
        reason = Sentence("delivery time expired; the last attempt: {reason}", reason=outcome.reason)
        expired = replace(outcome, action=Action.FAILED, status=EnhancedStatus(5, 4, 7), reason=reason)
        attempt = Attempt(
            expired,
            started=verdict.attempt.started,
            connecting=verdict.attempt.connecting,
            sending=verdict.attempt.sending,
        )
        return Verdict(verdict.queued, attempt, verdict.relay)

    def _retry_at(self, verdict: Verdict, entry: QueueEntry, now: float, settings: Settings) -> float | None:
        if verdict.attempt.outcome.action is not Action.DELAYED:
            return None
        if verdict.attempt.wait:
            return schedule.after(verdict.attempt.wait, now, entry.arrival, settings.queue)
        return schedule.next_attempt(now, entry.arrival, verdict.queued.attempts, settings.queue)

    async def _owed(self, kind: DsnKind, entry: QueueEntry, header: bytes, group: Sequence[Verdict]) -> Notice | None:
        """The report; a message so odd that no report can quote it is told of without being quoted."""
        try:
            return await self._notice(kind, entry, header, group, whole=True)
        except StoreError:
            raise
        except Exception:
            _qmgr.exception("%s: the report cannot quote this message", entry.queue_id)
            return await self._notice(kind, entry, b"", group, whole=False)

    async def _notice(
        self, kind: DsnKind, entry: QueueEntry, header: bytes, group: Sequence[Verdict], *, whole: bool
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
        whole = whole and kind is DsnKind.FAILURE and returns_whole(subject)
        content: bytes | None = None
        with contextlib.suppress(ContentGone):
            content = await self._store.contents.read(entry.content) if whole else None
        return await compose_notice(kind, subject, reports, content, store=self._store, settings=settings, now=now)

    def _log(self, entry: QueueEntry, verdicts: Iterable[Verdict], activated: float) -> None:
        for verdict in verdicts:
            queued, attempt = verdict.queued, verdict.attempt
            waited = self._clock() - activated - attempt.connecting - attempt.sending
            delays = lines.Delays(
                max(0.0, activated - entry.arrival), max(0.0, waited), attempt.connecting, attempt.sending
            )
            line = lines.attempt(
                entry.queue_id, queued.address, queued.original, attempt.outcome, delays, relay=verdict.relay
            )
            log = _local if verdict.relay == "local" else _smtp
            log.info("%s", line, extra={"reason": attempt.outcome.reason})


def _groups(verdicts: Sequence[Verdict]) -> list[tuple[DsnKind | None, list[Verdict]]]:
    """Verdicts by the report their transaction carries.

    RFC 3461 §5.2.2: a success is ours to tell when the next hop took the message without taking over the duty.
    """
    groups: dict[DsnKind | None, list[Verdict]] = {}
    for one in verdicts:
        action, kind = one.attempt.outcome.action, None
        if action is Action.FAILED:
            kind = DsnKind.FAILURE
        elif action is Action.RELAYED and not one.attempt.dsn_passed and Notify.SUCCESS in one.queued.notify:
            kind = DsnKind.SUCCESS
        groups.setdefault(kind, []).append(one)
    # Order matters: what was delivered is written down first, for it alone would be done twice after a power cut.
    return sorted(groups.items(), key=lambda item: item[0] is DsnKind.FAILURE)
