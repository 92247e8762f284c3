"""Tell senders what became of their mail: which report is owed to whom, and the acceptance that carries it.

RFC 3461 decides who is told (NOTIFY) and what is returned (RET); `message.dsn` writes the report. Reports leave with
the null reverse-path, go through the planner like any message and are committed in the transaction that settles the
recipients they speak of. A report that cannot be delivered goes to postmaster once, and never further.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Body, Envelope, Notify, Origin, Recipient, Ret
from homemail.mail.ids import QueueId
from homemail.message import fields, trace
from homemail.message.dsn import DsnKind, Report, compose_dsn
from homemail.queue.arrival import DELIVERED, Arrival, compose_acceptance, log_arrival
from homemail.routing.planner import ArrivalPlan, plan_arrival
from homemail.settings.model import Settings
from homemail.store.errors import StoreUnavailable
from homemail.store.store import Store
from homemail.store.values import Acceptance

_log = logging.getLogger("homemail.bounce")

# A report that nobody asked to be full returns small messages whole; Postfix's bounce_size_limit has this use.
WHOLE_MAX = 64 * 1024
WHOLE_MAX_ASKED = 1024 * 1024

_SAID = {
    DsnKind.FAILURE: "sender non-delivery notification",
    DsnKind.DELAY: "sender delay notification",
    DsnKind.SUCCESS: "sender delivery status notification",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The message a report is about."""

    queue_id: QueueId
    arrival: float
    reverse_path: ReversePath
    envid: str | None
    ret: Ret | None
    origin: Origin
    size: int
    header: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """A report ready for the store, and what to log once it is there."""

    acceptance: Acceptance
    arrival: Arrival
    about: QueueId
    said: str

    def log(self) -> None:
        _log.info("%s: %s: %s", self.about, self.said, self.arrival.queue_id)
        log_arrival(self.arrival, self.acceptance)


def wants(kind: DsnKind, notify: frozenset[Notify]) -> bool:
    """RFC 3461 §4.1: what the sender asked for; who said nothing is told of failures and long delays."""
    if kind is DsnKind.SUCCESS:
        return Notify.SUCCESS in notify
    asked = Notify.FAILURE if kind is DsnKind.FAILURE else Notify.DELAY
    return not notify or asked in notify


def returns_whole(subject: Subject) -> bool:
    """RFC 3461 §4.3: RET=FULL, within reason."""
    if subject.ret is Ret.HEADERS:
        return False
    return subject.size <= (WHOLE_MAX_ASKED if subject.ret is Ret.FULL else WHOLE_MAX)


async def compose_notice(
    kind: DsnKind,
    subject: Subject,
    reports: Sequence[Report],
    content: bytes | None,
    *,
    store: Store,
    settings: Settings,
    now: float,
) -> Notice | None:
    """The report to the sender; None when nobody is to be told. `content` is the whole message, if it is returned."""
    reports = [report for report in reports if wants(kind, report.recipient.notify)]
    if not reports:
        return None
    said = _SAID[kind]
    to = subject.reverse_path
    postmaster = Address("postmaster", settings.identity.domain)
    if subject.origin is Origin.STRANGER:
        # Backscatter: anybody can write anybody's address into MAIL FROM, and a report would hit who sent nothing.
        to = ReversePath.null()
    if to.address is None:
        # RFC 5321 §4.5.5: nothing answers the null reverse-path. Postmaster hears of a failure, unless it is his own.
        if kind is not DsnKind.FAILURE:
            return None
        if subject.origin is Origin.LOCAL and any(_is_for_postmaster(report) for report in reports):
            _log.warning("%s: postmaster cannot be told of a failure: the report is dropped", subject.queue_id)
            return None
        to, said = ReversePath(postmaster), "postmaster non-delivery notification"
    queue_id = store.new_queue_id()
    octets = compose_dsn(
        kind,
        hostname=settings.identity.hostname,
        queue_id=subject.queue_id,
        dsn_queue_id=queue_id,
        arrival=local_time(subject.arrival),
        now=local_time(now),
        to=to,
        reports=reports,
        postmaster=postmaster,
        header=subject.header,
        content=content,
        envid=subject.envid,
        language=settings.identity.language,
        reverse_path=subject.reverse_path,
    )
    arrival, plan = _arrive(queue_id, to, octets, store=store, settings=settings, now=now)
    return Notice(await compose_acceptance(arrival, plan, store, settings), arrival, subject.queue_id, said)


def _is_for_postmaster(report: Report) -> bool:
    reached = (report.recipient.address, report.original or report.recipient.address)
    return any(address.local_part.lower() == "postmaster" for address in reached)


def _arrive(
    queue_id: QueueId, to: ReversePath, octets: bytes, *, store: Store, settings: Settings, now: float
) -> tuple[Arrival, ArrivalPlan]:
    assert to.address is not None
    body = Body.SEVEN_BIT if octets.isascii() else Body.EIGHT_BIT
    envelope = Envelope(ReversePath.null(), (Recipient(to.address),), body)
    part = fields.split(octets)
    plan = plan_arrival(envelope, store.accounts.names, settings, Origin.LOCAL, part.header)
    received = trace.received_locally_field(
        hostname=settings.identity.hostname, queue_id=queue_id, when=local_time(now), recipient=to.address
    )
    arrival = Arrival(
        queue_id=queue_id,
        envelope=envelope,
        header=fields.parse_header(plan.header),
        header_prefix=received,
        content=plan.header + octets[part.body_offset :],
        when=now,
        origin=Origin.LOCAL,
    )
    return arrival, plan


async def tell_delivered(store: Store, settings: Settings, arrival: Arrival, plan: ArrivalPlan, now: float) -> None:
    """RFC 3461 §5.2.3: the report of a delivery into a mailbox, for those who asked for it.

    The message is in the mailbox whether or not there is room for its report: a full disk costs the report only.
    """
    targets = [target for target in plan.local if Notify.SUCCESS in target.recipient.notify]
    if not targets:
        return
    when = local_time(now)
    reports = [Report(target.recipient, DELIVERED, target.original, when) for target in targets]
    envelope = arrival.envelope
    subject = Subject(
        arrival.queue_id,
        arrival.when,
        envelope.reverse_path,
        envelope.envid,
        envelope.ret,
        arrival.origin,
        arrival.size,
        arrival.header.raw,
    )
    notice = await compose_notice(DsnKind.SUCCESS, subject, reports, None, store=store, settings=settings, now=now)
    if notice is None:
        return
    try:
        await store.accept(notice.acceptance)
    except StoreUnavailable as fault:
        _log.warning("%s: the delivery report cannot be kept: %s", arrival.queue_id, fault)
        return
    notice.log()


def local_time(moment: float) -> datetime:
    """To the second, as mail tells it."""
    return _second(int(moment))


@lru_cache(maxsize=2)
def _second(moment: int) -> datetime:
    return datetime.fromtimestamp(moment).astimezone()
