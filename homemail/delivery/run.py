"""One delivery on its way: which recipients still wait for an answer, and what became of the others."""

import time
from dataclasses import dataclass, field

from homemail.delivery.agent import Attempt, Road, Transfer, TransferRecipient
from homemail.delivery.replies import unreachable
from homemail.mail.ids import RecipientId
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence
from homemail.mail.status import EnhancedStatus
from homemail.routing.transports import NextHop
from homemail.settings.model import Settings

_ROADS = tuple(Road)  # the later says more
NO_ANSWER = EnhancedStatus(4, 4, 1)  # RFC 3463 §3.5: no answer from host


@dataclass(slots=True)
class Run:
    """One delivery on its way: who still has no answer, and what the last trouble was for each."""

    transfer: Transfer
    hop: NextHop
    settings: Settings
    started: float
    attempts: dict[RecipientId, Attempt] = field(default_factory=dict)
    pending: dict[RecipientId, TransferRecipient] = field(default_factory=dict)
    trouble: dict[RecipientId, Outcome] = field(default_factory=dict)
    connected: float = 0.0
    sessions: int = 0
    asked: set[tuple[str, str]] = field(default_factory=set)  # hosts whose answer is known
    road: Road = Road.UNKNOWN
    in_session: bool = False

    def learn(self, road: Road) -> None:
        """What one address or lookup says of the way: the best of all is what counts."""
        self.road = max(self.road, road, key=_ROADS.index)

    def settle(
        self, recipient: TransferRecipient, outcome: Outcome, *, dsn_passed: bool = False, wait: float = 0.0
    ) -> None:
        now = time.monotonic()
        connecting = max(0.0, (self.connected or now) - self.started)
        sending = max(0.0, now - self.connected) if self.connected else 0.0
        is_reached = self.in_session or not self.is_unheard
        self.attempts[recipient.id] = Attempt(
            outcome,
            dsn_passed,
            self.started,
            connecting,
            sending,
            wait,
            is_reached=is_reached,
            road=Road.OPEN if is_reached else self.road,
        )
        self.pending.pop(recipient.id, None)
        self.trouble.pop(recipient.id, None)

    def settle_all(self, outcome: Outcome, *, wait: float = 0.0) -> None:
        for recipient in tuple(self.pending.values()):
            self.settle(recipient, outcome, wait=wait)

    def trouble_all(self, outcome: Outcome) -> None:
        """What a host said stays the last word: an address that nobody answered at tells less."""
        for recipient_id in self.pending:
            if outcome.status == NO_ANSWER and recipient_id in self.trouble:
                continue
            self.trouble[recipient_id] = outcome

    @property
    def is_unheard(self) -> bool:
        """Nobody was offered the message."""
        return not self.sessions and not self.asked

    @property
    def found_nobody(self) -> bool:
        """No host of the next hop could be spoken with, because of the network (RFC 3463 §3.5: X.4.z)."""
        return self.is_unheard and all(one.status.subject == NO_ANSWER.subject for one in self.trouble.values())

    def give_up(self) -> None:
        """Who is still pending keeps the last trouble as the outcome."""
        for recipient in tuple(self.pending.values()):
            default = unreachable(Sentence("no host of the next hop could be reached"))
            self.settle(recipient, self.trouble.get(recipient.id, default))
