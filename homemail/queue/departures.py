"""Sort an entry's due recipients by what is to happen to them now, by the settings in force.

Pure but for its inputs: recipients for the same next hop travel in one transaction, up to a bound; those that came
home, are refused or are held are told apart. Two recipients that a header check turned to one address are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from homemail.delivery.agent import TransferRecipient
from homemail.mail.address import Address, ReversePath
from homemail.mail.ids import RecipientId
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence, words_of
from homemail.routing.departure import Leaving, plan_hop
from homemail.routing.override import BadRoute, overridden
from homemail.routing.resolution import HAS_MOVED
from homemail.routing.transports import NextHop
from homemail.settings.model import Settings
from homemail.store.values import QueuedRecipient

# RFC 5321 §4.5.3.1.8 lets a server take no more than 100; Postfix sends 50.
RECIPIENTS_MAX = 50


@dataclass(slots=True)
class Consignment:
    """Recipients of one message for one next hop. `shares` are those that another recipient's transfer serves."""

    next_hop: NextHop
    reverse_path: ReversePath
    header: bytes
    recipients: list[TransferRecipient] = field(default_factory=list)
    queued: list[QueuedRecipient] = field(default_factory=list)
    shares: dict[RecipientId, list[QueuedRecipient]] = field(default_factory=dict)


@dataclass(slots=True)
class Sorted:
    consignments: list[Consignment] = field(default_factory=list)
    home: list[tuple[QueuedRecipient, Address]] = field(default_factory=list)
    # Settled here and now: what a check refuses or throws away, who has moved, and whose chosen next hop is gone.
    refused: list[tuple[QueuedRecipient, Outcome]] = field(default_factory=list)


def sort_recipients(leaving: Leaving, recipients: Sequence[QueuedRecipient], settings: Settings) -> Sorted:
    result = Sorted()
    open_ones: dict[NextHop, Consignment] = {}
    reached: dict[tuple[NextHop, str], QueuedRecipient] = {}
    for queued in recipients:
        departure = plan_hop(leaving, queued.address, settings)
        if departure.reject is not None:
            words = departure.reject
            if departure.reject_status != HAS_MOVED:
                words = Sentence("refused by a header check: {text}", text=departure.reject)
            result.refused.append((queued, Outcome.failed(str(departure.reject_status), words)))
            continue
        if departure.discard is not None:
            words = Sentence("thrown away by a header check: {text}", text=departure.discard)
            result.refused.append((queued, Outcome.delivered("2.0.0", words)))
            continue
        hop = departure.next_hop
        if hop is None:
            result.home.append((queued, departure.recipient))
            continue
        if queued.route:
            try:
                hop = overridden(queued.route, departure.recipient.domain, settings)
            except BadRoute as fault:  # RFC 3463 §3.5: X.4.4 unable to route; it waits until a way is chosen anew
                words = Sentence("the next hop chosen by the operator is gone: {reason}", reason=words_of(fault))
                result.refused.append((queued, Outcome.delayed("4.4.4", words)))
                continue
        first = reached.setdefault((hop, departure.recipient.key), queued)
        consignment = open_ones.get(hop)
        if first is not queued:
            owner = next(one for one in result.consignments if first in one.queued)
            owner.shares.setdefault(first.id, []).append(queued)
            continue
        if consignment is None or len(consignment.recipients) >= (hop.recipients or RECIPIENTS_MAX):
            consignment = open_ones[hop] = Consignment(hop, departure.reverse_path, departure.header)
            result.consignments.append(consignment)
        consignment.queued.append(queued)
        consignment.recipients.append(
            TransferRecipient(queued.id, departure.recipient, queued.notify, queued.orcpt or _orcpt(queued))
        )
    return result


def _orcpt(queued: QueuedRecipient) -> str | None:
    """RFC 3461 §5.2.1: a relay that DSN parameters pass through may name the original recipient; only if asked for."""
    return f"rfc822;{queued.original}" if queued.notify and str(queued.original).isascii() else None
