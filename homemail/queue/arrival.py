"""Turn an arrival plan into the one acceptance the store commits, and into its log lines.

Used for what clients hand in and for what HomeMail composes itself. Each mailbox copy carries its own Return-Path and
Delivered-To in front of the shared content; each outside recipient becomes a queue entry's recipient.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.mail.ids import QueueId
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence, each_text
from homemail.message import trace
from homemail.message.fields import Header
from homemail.queue import lines
from homemail.queue.room import find_crowded, in_house
from homemail.routing.planner import ArrivalPlan, LocalTarget
from homemail.settings.model import Settings
from homemail.store.staging import StagedContent
from homemail.store.store import Store
from homemail.store.values import Acceptance, LocalCopy, RemoteRecipient

_cleanup = logging.getLogger("homemail.cleanup")
_qmgr = logging.getLogger("homemail.qmgr")
_local = logging.getLogger("homemail.local")

STEPS_MAX = 50  # of an explanation that are kept: a list of a thousand recipients has thousands
_ORIGINS = {
    Origin.STRANGER: Sentence("stranger"),
    Origin.VOUCHED: Sentence("stranger with a proven address"),
    Origin.TRUSTED: Sentence("trusted"),
    Origin.SUBMITTED: Sentence("submitted"),
    Origin.LOCAL: Sentence("local"),
}
DELIVERED = Outcome.delivered("2.0.0", Sentence("delivered to mailbox"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message on its way in: what the plan does not say. `header` is as it will be read, but for our Received."""

    queue_id: QueueId
    envelope: Envelope
    header: Header
    header_prefix: bytes  # Received and what was completed, in front of the content
    content: StagedContent | bytes
    when: float
    origin: Origin
    account: str | None = None
    client: str = ""
    hold: bool = False
    was_weighed: bool = False  # the client heard of each recipient whether there is room
    note: str = ""  # what was found about it, for its history
    content_offset: int = 0  # where the content goes on, when its header section was replaced in header_prefix

    @property
    def size(self) -> int:
        whole = len(self.content) if isinstance(self.content, bytes) else self.content.size
        return len(self.header_prefix) + whole - self.content_offset

    @property
    def message_id(self) -> str:
        return (self.header.text("Message-ID") or "").strip()


async def compose_acceptance(arrival: Arrival, plan: ArrivalPlan, store: Store, settings: Settings) -> Acceptance:
    """One transaction's worth: every local copy and every recipient that waits.

    A held message waits with its recipients as they were named; a recipient that lost its mailbox between RCPT and
    now waits too, and the queue manager bounces it with the reason. Whoever has no room waits for it (room.py).
    """
    local: list[LocalCopy] = []
    waiting: list[RemoteRecipient] = []
    if arrival.hold:
        waiting = [_waiting(recipient, recipient.address) for recipient in plan.recipients]
    else:
        waiting = [_waiting(target.recipient, target.original) for target in plan.remote]
        waiting.extend(_waiting(target.recipient, target.recipient.address) for target in plan.refused)
        crowded = await find_crowded(plan.local, arrival.size, store, settings, was_weighed=arrival.was_weighed)
        for target in plan.local:
            copy = None if target in crowded else await choose_copy(arrival, target, store, settings)
            if target in crowded:
                waiting.append(_waiting(in_house(target, settings), target.original))
            elif copy is None:  # the account was removed this very moment
                waiting.append(_waiting(target.recipient, target.original))
            else:
                local.append(copy)
    envelope = arrival.envelope
    return Acceptance(
        queue_id=arrival.queue_id,
        content=arrival.content,
        header_prefix=arrival.header_prefix,
        content_offset=arrival.content_offset,
        arrival=arrival.when,
        reverse_path=envelope.reverse_path,
        envid=envelope.envid,
        ret=envelope.ret,
        body=envelope.body,
        smtputf8=envelope.smtputf8,
        origin=arrival.origin,
        account=arrival.account,
        client=arrival.client,
        message_id=arrival.message_id,
        subject=arrival.header.text("Subject") or "",
        local=tuple(local),
        remote=tuple(waiting),
        hold=arrival.hold,
        history=story(
            plan, envelope.reverse_path, arrival.size, arrival.client or arrival.account, arrival.origin, arrival.note
        ),
    )


def story(
    plan: ArrivalPlan, sender: ReversePath, size: int, client: str | None, origin: Origin, *notes: str
) -> tuple[str, ...]:
    """What the history tells of an arrival: who brought it, and each step of the plan."""
    first = Sentence(
        "from=<{sender}> size={size} from {client} ({origin})",
        sender=str(sender),
        size=size,
        client=client or Sentence("HomeMail itself"),
        origin=_ORIGINS[origin],
    )
    steps = tuple(step.sentence for step in plan.explanation[:STEPS_MAX])
    return tuple(each_text(text, lines.printable) for text in (first, *filter(None, notes), *steps))


async def choose_copy(arrival: Arrival, target: LocalTarget, store: Store, settings: Settings) -> LocalCopy | None:
    """The one place where the mailbox and the flags of a local copy are chosen: INBOX, and none, for everybody.

    None if the account has gone. Whatever a filter would decide, it decides here, with the arrival before it.
    """
    account = await store.accounts.find(target.account)
    if account is None:
        return None
    address = Address(target.account + target.extension, settings.identity.domain)
    # RFC 5321 §4.4: the final delivery puts Return-Path in front; Delivered-To says whose copy this is.
    prefix = trace.return_path(arrival.envelope.reverse_path) + trace.delivered_to(address)
    return LocalCopy(account_id=account.id, recipient=address, original=target.original, prefix=prefix)


def _waiting(recipient: Recipient, original: Address) -> RemoteRecipient:
    return RemoteRecipient(address=recipient.address, original=original, notify=recipient.notify, orcpt=recipient.orcpt)


def log_arrival(arrival: Arrival, acceptance: Acceptance, before: float = 0.0) -> None:
    """What Postfix's cleanup, qmgr and local would say of it; `before` is the time the client took."""
    queue_id = arrival.queue_id
    _cleanup.info("%s", lines.message_id(queue_id, arrival.message_id))
    recipients = len(acceptance.local) + len(acceptance.remote)
    if arrival.hold:
        return
    _qmgr.info("%s", lines.active(queue_id, arrival.envelope.reverse_path, arrival.size, recipients))
    log_local(queue_id, acceptance.local, lines.Delays(before=before))
    if not acceptance.remote:
        _qmgr.info("%s", lines.removed(queue_id))


def log_local(queue_id: str, copies: Sequence[LocalCopy], delays: lines.Delays) -> None:
    for copy in copies:
        line = lines.attempt(queue_id, copy.recipient, copy.original, DELIVERED, delays, relay="local")
        _local.info("%s", line, extra={"reason": DELIVERED.reason})
