"""Recipients that belong to this house after all: released from hold, turned here by a check, or ours since today.

The message is accepted a second time, in the transaction that takes them out of the queue.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from homemail.delivery.agent import Attempt
from homemail.mail.address import Address
from homemail.mail.envelope import Envelope, Recipient
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence
from homemail.message import fields, trace
from homemail.queue import lines
from homemail.queue.arrival import Arrival, compose_acceptance, log_local
from homemail.queue.bounce import local_time, tell_delivered
from homemail.queue.kept import KeptBody
from homemail.queue.room import still_crowded
from homemail.queue.settlement import Settler, Verdict
from homemail.routing.planner import ArrivalPlan, plan_arrival
from homemail.routing.resolution import HAS_MOVED
from homemail.settings.model import Settings
from homemail.store.errors import ContentGone
from homemail.store.staging import StagedContent
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient, QueueEntry, Settlement

_qmgr = logging.getLogger("homemail.qmgr")
_local = logging.getLogger("homemail.local")

PIECE = 128 * 1024


class Readmission:
    def __init__(self, store: Store, settler: Settler, clock: Callable[[], float]) -> None:
        self._store = store
        self._settler = settler
        self._clock = clock

    async def bring_home(
        self,
        entry: QueueEntry,
        header: bytes,
        recipients: Sequence[tuple[QueuedRecipient, Address]],
        settings: Settings,
        now: float,
    ) -> None:
        """Recipients that belong to this house: released from hold, turned here by a check, or ours since today."""
        crowded = await still_crowded(recipients, entry.size, self._store, settings)
        if crowded:
            verdicts = [Verdict(queued, Attempt(outcome), "local") for queued, outcome in crowded]
            await self._settler.settle(entry, header, verdicts, now)
            waiting = {queued.id for queued, _ in crowded}
            recipients = [one for one in recipients if one[0].id not in waiting]
        if not recipients:
            return
        found = tuple(Recipient(address, queued.notify, queued.orcpt) for queued, address in recipients)
        envelope = Envelope(entry.reverse_path, found, entry.body, entry.smtputf8, entry.ret, entry.envid)
        unknown: list[Verdict] = []
        known: list[QueuedRecipient] = []
        if trace.count_received(header) > trace.HOP_LIMIT:
            loop = Attempt(Outcome.failed("5.4.6", Sentence("too many hops")))
            await self._settler.settle(entry, header, [Verdict(one, loop, "local") for one, _ in recipients], now)
            return
        plan = plan_arrival(
            envelope,
            self._store.accounts.names,
            replace(settings, header_checks=(), mime_header_checks=(), body_checks=()),
            entry.origin,
        )
        broken = {target.recipient.address.key: target for target in plan.refused}
        for queued, address in recipients:
            if (target := broken.get(address.key)) is not None:
                words = target.reason
                if target.status != HAS_MOVED:
                    words = Sentence("unknown user: {address} ({reason})", address=str(address), reason=target.reason)
                outcome = Outcome.failed(str(target.status), words)
                unknown.append(Verdict(queued, Attempt(outcome), "local"))
            else:
                known.append(queued)
        if unknown:
            await self._settler.settle(entry, header, unknown, now)
        if known:
            told = {address.key for _, address in recipients}
            others = tuple(target for target in plan.refused if target.recipient.address.key not in told)
            await self._readmit(entry, header, replace(plan, refused=others), known, settings)

    async def _readmit(
        self,
        entry: QueueEntry,
        header: bytes,
        plan: ArrivalPlan,
        known: Sequence[QueuedRecipient],
        settings: Settings,
    ) -> None:
        content = await self._copied(entry)
        queue_id, now = self._store.new_queue_id(), self._clock()
        envelope = Envelope(entry.reverse_path, plan.recipients, entry.body, entry.smtputf8, entry.ret, entry.envid)
        # What leaves again has made a hop: without a mark, a check and an alias could turn it round for ever.
        received = trace.received_locally_field(
            hostname=settings.identity.hostname, queue_id=queue_id, when=local_time(now)
        )
        try:
            arrival = Arrival(
                queue_id,
                envelope,
                fields.parse_header(header),
                received if plan.remote else b"",
                content,
                entry.arrival,
                entry.origin,
                entry.account,
                entry.client,
                was_weighed=True,
            )
            acceptance = await compose_acceptance(arrival, plan, self._store, settings)
            words = Sentence("forwarded as {queue_id}", queue_id=queue_id)
            if acceptance.local:
                words = Sentence("delivered to mailbox")
            outcome = Outcome.delivered("2.0.0", words)
            settlements = [Settlement(queued.id, outcome) for queued in known]
            settled = await self._store.queue.settle(entry.queue_id, settlements, also=acceptance)
        finally:
            content.discard()
        delays = lines.Delays(before=self._clock() - entry.arrival)
        log_local(entry.queue_id, acceptance.local, delays)
        if not acceptance.local:
            for queued in known:
                line = lines.attempt(entry.queue_id, queued.address, queued.original, outcome, delays, relay="local")
                _local.info("%s", line, extra={"reason": outcome.reason})
        if settled.removed:
            _qmgr.info("%s", lines.removed(entry.queue_id))
        await tell_delivered(self._store, settings, arrival, plan, now)

    async def _copied(self, entry: QueueEntry) -> StagedContent:
        staging = self._store.staging()
        body = KeptBody(self._store, entry, 0)
        offset = 0
        try:
            while offset < body.size:
                piece = await body.read(offset, PIECE)
                if not piece:
                    raise ContentGone(f"{entry.queue_id}: the kept content is shorter than its size")
                staging.write(piece)
                offset += len(piece)
        except BaseException:
            staging.discard()
            raise
        return staging.finish()
