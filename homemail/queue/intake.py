"""The only door in: what a server has taken becomes mailbox copies and queue entries in one transaction.

The SMTP server, the command line and the bounce writer hand an envelope and its content over; intake refuses loops
and what a header check refuses, completes what an MSA may complete (house origins only), stamps Received, asks
`routing` where it goes, and returns `Accepted` only when the store's one transaction is on disk. It never loads a
large content whole, and it never guesses: what it cannot keep it refuses with a reply for the client.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from homemail.mail.address import ReversePath
from homemail.mail.envelope import Body, Envelope, Origin
from homemail.mail.ids import QueueId
from homemail.mail.sentence import Sentence
from homemail.mail.status import Reply
from homemail.message import completion, fields, trace
from homemail.queue import lines
from homemail.queue.arrival import Arrival, compose_acceptance, log_arrival, story
from homemail.queue.bounce import local_time, tell_delivered
from homemail.queue.judgement import Judge, Judgement, honest_header, is_judged, judge_arrival
from homemail.routing.content_checks import whole_lines
from homemail.routing.planner import ArrivalPlan, plan_arrival
from homemail.routing.resolution import refusal
from homemail.settings.model import Settings
from homemail.store.errors import StoreFull, StoreUnavailable
from homemail.store.staging import StagedContent
from homemail.store.store import Store

_cleanup = logging.getLogger("homemail.cleanup")

LOGGED_AFTER = 0.001  # seconds
HEADER_MAX = 1024 * 1024  # what is searched for the end of a header section


class SettingsSource(Protocol):
    """Where the settings in force are read, at each decision."""

    @property
    def current(self) -> Settings: ...


@dataclass(frozen=True, slots=True)
class Handover:
    """What the server knows of the client, for Received, policy and the log.

    `started` is when the transaction began; `queue_id` is given when the server has logged under one already.
    """

    origin: Origin
    client_ip: str = ""
    client_name: str = ""
    helo: str = ""
    protocol: str = "ESMTP"  # RFC 3848: ESMTP, ESMTPA, ESMTPS, ESMTPSA
    account: str | None = None
    tls: str = ""  # "TLSv1.3 TLS_AES_256_GCM_SHA384"
    listener: str = "smtp"
    started: float | None = None
    queue_id: QueueId | None = None

    @property
    def client(self) -> str:
        """As Postfix writes it; empty when it came by no connection."""
        return f"{self.client_name or 'unknown'}[{self.client_ip}]" if self.client_ip else ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The message is ours: reply 250 with this ID."""

    queue_id: QueueId

    @property
    def reply(self) -> Reply:
        return Reply.of(250, "2.0.0", f"Ok: queued as {self.queue_id}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The message is not ours, and `reply` says so. The reason for the log has been logged."""

    reply: Reply


class Intake:
    """Accepts messages. Holds no state of its own beyond what it was composed with."""

    def __init__(
        self,
        store: Store,
        settings: SettingsSource,
        clock: Callable[[], float] = time.time,
        judge: Judge | None = None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._judge = judge

    async def accept(
        self, envelope: Envelope, content: StagedContent | bytes, handover: Handover
    ) -> Accepted | Refusal:
        """Take responsibility for a message, or say why not. Never raises for the peer's or the disk's faults."""
        queue_id = handover.queue_id or self._store.new_queue_id()
        try:
            return await self._accept(queue_id, envelope, content, handover)
        except StoreFull as fault:
            _cleanup.warning("%s: reject: %s", queue_id, lines.printable(str(fault)))
            return Refusal(Reply.of(452, "4.3.1", "Insufficient system storage"))
        except StoreUnavailable as fault:
            _cleanup.error("%s: reject: %s", queue_id, lines.printable(str(fault)))
            return Refusal(Reply.of(451, "4.3.0", "Mail system is not ready, try again later"))

    async def _accept(
        self, queue_id: QueueId, envelope: Envelope, content: StagedContent | bytes, handover: Handover
    ) -> Accepted | Refusal:
        now = self._clock()
        settings = self._settings.current
        head = read_head(content)
        part = fields.split(head)
        header = as_read = fields.parse_header(part.header)
        if trace.count_received(header) > trace.HOP_LIMIT:
            return self._refuse(queue_id, envelope, handover, Reply.of(554, "5.4.6", "Error: too many hops"))
        honest = honest_header(part.header, handover.origin, settings)
        body = _checked_body(content, head, part.body_offset, settings)
        plan = plan_arrival(envelope, self._store.accounts.names, settings, handover.origin, honest, body=body)
        self._log_checks(queue_id, envelope, plan)
        if plan.reject is not None:
            return self._refuse(queue_id, envelope, handover, Reply.of(550, "5.7.1", one_line(plan.reject)))
        if plan.discard is not None:
            return await self._throw_away(queue_id, envelope, content, handover, plan)
        if not plan.local and not plan.remote:
            nobody = Reply.of(554, "5.5.1", "Error: no valid recipients")
            first = next(iter(plan.refused), None)
            reply = refusal(first.recipient.address, first.status, first.moved) if first is not None else nobody
            return self._refuse(queue_id, envelope, handover, reply)
        judgement = await self._judged(queue_id, envelope, content, part, handover)
        if judgement.reject is not None:
            return self._refuse(queue_id, envelope, handover, judgement.reject)
        rewritten = plan.body != body
        replaced = rewritten or plan.header != part.header
        if replaced:
            header = as_read = fields.parse_header(plan.header)
        when = local_time(now)
        added = completion.blank_line_before(header)
        if handover.origin.is_house:
            added = await self._completed(queue_id, header, plan.reverse_path, handover, when)
        if added:
            as_read = fields.parse_header(added + plan.header)
        body_type = _body_type(envelope, content, plan.body)
        if plan.reverse_path != envelope.reverse_path or body_type is not envelope.body:
            envelope = replace(envelope, reverse_path=plan.reverse_path, body=body_type)
        arrival = Arrival(
            queue_id=queue_id,
            envelope=envelope,
            header=as_read,
            header_prefix=judgement.field
            + self._received(queue_id, envelope, handover, when)
            + added
            + (plan.header if replaced else b"")
            + (plan.body if rewritten else b""),
            content=content,
            content_offset=(part.body_offset if replaced else 0) + (len(body) if rewritten else 0),
            when=now,
            origin=Origin.VOUCHED if judgement.vouches else handover.origin,
            account=handover.account,
            client=handover.client,
            hold=plan.hold is not None,
            was_weighed=bool(handover.client_ip),
            note=judgement.note,
        )
        acceptance = await compose_acceptance(arrival, plan, self._store, settings)
        await self._store.accept(acceptance)
        before = now - handover.started if handover.started else 0.0
        # The client's 250 goes first.
        asyncio.get_running_loop().call_later(LOGGED_AFTER, log_arrival, arrival, acceptance, before)
        if not arrival.hold:
            await tell_delivered(self._store, settings, arrival, plan, now)
        return Accepted(queue_id)

    async def _judged(
        self,
        queue_id: QueueId,
        envelope: Envelope,
        content: StagedContent | bytes,
        part: fields.Split,
        handover: Handover,
    ) -> Judgement:
        settings = self._settings.current
        if self._judge is None or not is_judged(handover.origin, handover.client_ip, settings):
            return Judgement()
        return await judge_arrival(
            self._judge,
            queue_id,
            content,
            part,
            client_ip=handover.client_ip,
            helo=handover.helo,
            reverse_path=envelope.reverse_path,
            settings=settings,
        )

    def _refuse(self, queue_id: QueueId, envelope: Envelope, handover: Handover, reply: Reply) -> Refusal:
        client = f"{handover.client_name or 'unknown'}[{handover.client_ip}]"
        said = lines.printable(str(reply))
        _cleanup.info("%s: reject: END-OF-MESSAGE from %s: %s; %s", queue_id, client, said, _from_and_to(envelope))
        return Refusal(reply)

    async def _throw_away(
        self,
        queue_id: QueueId,
        envelope: Envelope,
        content: StagedContent | bytes,
        handover: Handover,
        plan: ArrivalPlan,
    ) -> Accepted:
        """The sender is told that it was taken, and nobody gets it, as Postfix's DISCARD does; the history has it."""
        size = len(content) if isinstance(content, bytes) else content.size
        if isinstance(content, StagedContent):
            content.discard()
        to = ", ".join(f"<{recipient.address}>" for recipient in envelope.recipients[:10])
        sender, reason = envelope.reverse_path, lines.printable(plan.discard or "")
        _cleanup.info("%s: discard: %s; %s", queue_id, reason, _from_and_to(envelope))
        end = Sentence(
            "to={recipients} thrown away by a header check: {text}", recipients=lines.printable(to), text=reason
        )
        told = story(plan, sender, size, handover.client or handover.account, handover.origin)
        await self._store.history.add(queue_id, self._clock(), "accept", (*told, end))
        return Accepted(queue_id)

    def _log_checks(self, queue_id: QueueId, envelope: Envelope, plan: ArrivalPlan) -> None:
        for text in plan.warnings:
            _cleanup.info("%s: warning: header %s", queue_id, lines.printable(text))
        if plan.hold is not None:
            _cleanup.info("%s: hold: %s; %s", queue_id, lines.printable(plan.hold), _from_and_to(envelope))
        for target, reason in plan.broken:
            _cleanup.warning("%s: warning: alias target <%s> leads nowhere: %s", queue_id, target, reason)

    async def _completed(
        self, queue_id: QueueId, header: fields.Header, reverse_path: ReversePath, handover: Handover, when: datetime
    ) -> bytes:
        """RFC 6409 §8: an MSA may add the Date, Message-ID and From that its clients left out."""
        full_name = ""
        if handover.account is not None and "from" not in header:
            account = await self._store.accounts.find(handover.account)
            full_name = account.full_name if account is not None else ""
        return completion.complete(
            header,
            reverse_path=reverse_path,
            now=when,
            hostname=self._settings.current.identity.hostname,
            queue_id=queue_id,
            full_name=full_name,
        )

    def _received(self, queue_id: QueueId, envelope: Envelope, handover: Handover, when: datetime) -> bytes:
        """RFC 5321 §4.4; the recipient is named only when there is one, so that no Bcc shows."""
        only = envelope.recipients[0].address if len(envelope.recipients) == 1 else None
        hostname = self._settings.current.identity.hostname
        if not handover.client_ip:
            return trace.received_locally_field(
                hostname=hostname,
                queue_id=queue_id,
                when=when,
                by_whom=f"from {handover.account}" if handover.account else "",
                recipient=only,
            )
        return trace.received_field(
            helo=handover.helo,
            client_name=handover.client_name,
            client_ip=handover.client_ip,
            hostname=hostname,
            protocol=handover.protocol,
            queue_id=queue_id,
            when=when,
            recipient=only,
            tls=handover.tls,
        )


def read_head(content: StagedContent | bytes) -> bytes:
    """Enough of a content to hold its header section: the head, or more when a huge header goes on."""
    if isinstance(content, bytes):
        return content
    head = content.head
    if len(head) < content.size and fields.header_end(head) == len(head):
        return content.read(0, HEADER_MAX)
    return head


def _body_type(envelope: Envelope, content: StagedContent | bytes, checked: bytes) -> Body:
    """Old clients send eight bits without a word of it; the next hop is to be told (RFC 6152 §3)."""
    is_ascii = content.isascii() if isinstance(content, bytes) else content.is_ascii
    return envelope.body if is_ascii and checked.isascii() else Body.EIGHT_BIT


def _checked_body(content: StagedContent | bytes, head: bytes, offset: int, settings: Settings) -> bytes:
    """As much of the body as content checks are to see: nothing where there are none."""
    if not settings.mime_header_checks and not settings.body_checks:
        return b""
    size = len(content) if isinstance(content, bytes) else content.size
    return whole_lines(head[offset:], all_there=len(head) >= size)


def one_line(text: str) -> str:
    return " ".join(text.split()) or "refused"


def _from_and_to(envelope: Envelope) -> str:
    return lines.from_and_to(envelope.reverse_path, [one.address for one in envelope.recipients])
