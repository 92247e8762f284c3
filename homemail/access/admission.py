"""Who may connect at all: a cap for each client, a cap in all, and a reserve that strangers cannot take.

Each server counts the connections of all its listeners together, from the moment they are
accepted, TLS handshake included. Pure bookkeeping: refusing is the caller's.
"""

from collections import Counter
from dataclasses import dataclass

from homemail.access.networks import client_key
from homemail.settings.model import Limits

HOUSE_RESERVE = 0.2  # of all connections, kept for trusted networks
BUSY = 0.5  # from this part of the strangers' share on they are given less time


@dataclass(frozen=True, slots=True)
class Ticket:
    """One admitted connection, to be handed back."""

    key: str
    trusted: bool


class Admission:
    """How many are in, by client."""

    def __init__(self) -> None:
        self._by_client: Counter[str] = Counter()
        self._strangers = 0
        self._total = 0

    def admit(self, ip: str, *, trusted: bool, limits: Limits) -> Ticket | None:
        """A ticket, or None when there is no room for this client."""
        key = client_key(ip)
        share = limits.connections if trusted else _strangers_share(limits)
        in_use = self._total if trusted else self._strangers
        cap = _cap(limits, trusted=trusted)
        if self._total >= limits.connections or in_use >= share or self._by_client[key] >= cap:
            return None
        self._by_client[key] += 1
        self._total += 1
        self._strangers += not trusted
        return Ticket(key, trusted)

    def has_room_for_client(self, ip: str, *, trusted: bool, limits: Limits) -> bool:
        """Whether the client's own cap lets it in: what stands in its way, if anything does, are others."""
        return self._by_client[client_key(ip)] < _cap(limits, trusted=trusted)

    def leave(self, ticket: Ticket) -> None:
        self._total -= 1
        self._strangers -= not ticket.trusted
        self._by_client[ticket.key] -= 1
        if not self._by_client[ticket.key]:
            del self._by_client[ticket.key]

    def is_busy(self, limits: Limits) -> bool:
        """Strangers hold so much that each must be quick."""
        return self._strangers >= BUSY * _strangers_share(limits)


def _cap(limits: Limits, *, trusted: bool) -> int:
    """One machine of the house may not shut out the others either, but it may be a busy one."""
    return max(limits.connections_per_client, limits.connections // 2) if trusted else limits.connections_per_client


def _strangers_share(limits: Limits) -> int:
    return max(1, limits.connections - max(1, int(limits.connections * HOUSE_RESERVE)))
