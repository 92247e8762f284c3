"""The contract of a delivery agent: one message, some of its recipients, one next hop; what became of each is data.

The queue manager composes a `Transfer` and reads the `Attempt` of every recipient. Agents never raise across this
seam, and never see the store: content comes through a reader.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Body, Notify, Ret
from homemail.mail.ids import QueueId, RecipientId
from homemail.mail.outcome import Outcome
from homemail.routing.transports import NextHop


class BodyReader(Protocol):
    """The part of a message after its header section, in pieces; offset 0 is its first octet."""

    @property
    def size(self) -> int: ...

    async def read(self, offset: int, length: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class TransferRecipient:
    id: RecipientId
    address: Address
    notify: frozenset[Notify] = frozenset()
    orcpt: str | None = None


# Given a header and body as they are about to leave: the fields to put in front of them, or nothing.
Sign = Callable[[bytes, BodyReader], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Transfer:
    """One message for one next hop. `header` is as it leaves, with the empty line that ends it.

    `sign` is asked last, when nothing will be changed any more: a signature does not outlive a conversion.
    """

    queue_id: QueueId
    reverse_path: ReversePath
    recipients: tuple[TransferRecipient, ...]
    header: bytes
    body: BodyReader
    body_type: Body = Body.SEVEN_BIT
    smtputf8: bool = False
    ret: Ret | None = None
    envid: str | None = None
    sign: Sign | None = None

    @property
    def size(self) -> int:
        return len(self.header) + self.body.size


class Road(StrEnum):
    """What a delivery learnt of the way to the next hop."""

    UNKNOWN = "unknown"  # nothing: it was not gone, or the fault is ours
    CLOSED = "closed"  # there is no way out: no route, or no DNS server that answers
    SILENT = "silent"  # nobody answered, or DNS did not know: the hop is away, or all the Internet
    OPEN = "open"  # somebody answered, if only to refuse


@dataclass(frozen=True, slots=True)
class Attempt:
    """One recipient's outcome, and where the time went. `dsn_passed`: the next hop took over the duty to report.

    `wait`: seconds before which another attempt is of no use, because a quota is used up; 0 where nothing is known.
    `is_reached` is False where no session came about: the outcome speaks of the next hop, not of the message.
    """

    outcome: Outcome
    dsn_passed: bool = False
    started: float = 0.0
    connecting: float = 0.0
    sending: float = 0.0
    wait: float = 0.0
    is_reached: bool = True
    road: Road = Road.UNKNOWN


class DeliveryAgent(Protocol):
    async def deliver(self, transfer: Transfer, next_hop: NextHop) -> Mapping[RecipientId, Attempt]:
        """Every recipient of the transfer has an entry in the answer."""
        ...

    async def close(self) -> None: ...
