"""The queue's log lines in Postfix's shapes, so that tools for Postfix logs read them.

Text that came from a peer is made printable; commas stay out of `relay=`, because log tools cut there. Nothing of a
message's content but its Message-ID is ever in a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from homemail.mail.address import Address, ReversePath
from homemail.mail.outcome import Action, Outcome

TEXT_MAX = 1000
_STATUS = {
    Action.DELIVERED: "sent",
    Action.RELAYED: "sent",
    Action.DELAYED: "deferred",
    Action.FAILED: "bounced",
}


@dataclass(frozen=True, slots=True)
class Delays:
    """Postfix's delays=a/b/c/d: before the queue, in the queue, connecting, transmitting; in seconds."""

    before: float = 0.0
    queued: float = 0.0
    connecting: float = 0.0
    sending: float = 0.0

    def __str__(self) -> str:
        return "/".join(seconds(part) for part in (self.before, self.queued, self.connecting, self.sending))

    @property
    def total(self) -> float:
        return self.before + self.queued + self.connecting + self.sending


def seconds(value: float) -> str:
    """Two significant digits, as Postfix writes delays."""
    value = max(0.0, value)
    if value >= 10:
        return f"{value:.0f}"
    if value >= 1:
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def printable(text: str) -> str:
    """Text of a peer for one line of the log: no control characters, bounded."""
    text = text[:TEXT_MAX]
    return text if text.isprintable() else "".join(char if char.isprintable() else "?" for char in text)


def message_id(queue_id: str, value: str) -> str:
    return f"{queue_id}: message-id={printable(value)}"


def active(queue_id: str, reverse_path: ReversePath, size: int, recipients: int) -> str:
    return f"{queue_id}: from=<{printable(str(reverse_path))}>, size={size}, nrcpt={recipients} (queue active)"


def from_and_to(reverse_path: ReversePath, recipients: Sequence[Address]) -> str:
    """Whose message it was and for whom, for a line that is the last to tell: the first recipient and how many."""
    to = recipients[0] if recipients else ""
    return printable(f"from=<{reverse_path}> to=<{to}>, nrcpt={len(recipients)}")


def removed(queue_id: str) -> str:
    return f"{queue_id}: removed"


def attempt(
    queue_id: str, address: Address, original: Address | None, outcome: Outcome, delays: Delays, *, relay: str = ""
) -> str:
    """One summary line per recipient and attempt."""
    parts = [f"{queue_id}: to=<{printable(str(address))}>"]
    if original is not None and original.key != address.key:
        parts.append(f"orig_to=<{printable(str(original))}>")
    hop = printable(relay or outcome.remote_mta or "none").replace(",", " ")
    parts.append(f"relay={hop}")
    parts.append(f"delay={seconds(delays.total)}")
    parts.append(f"delays={delays}")
    parts.append(f"dsn={outcome.status}")
    parts.append(f"status={_STATUS[outcome.action]} ({printable(outcome.reason)})")
    return ", ".join(parts)
