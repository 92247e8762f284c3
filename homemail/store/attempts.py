"""Delivery attempts in the history: written as fields, read as fields, told as the line they used to be.

One column holds the fields as JSON: who, what became of him, how long it took, when it is tried again, and the contact.
An attempt costs one row and no formatting; its sentence is made when somebody reads it.
"""

import json
from collections.abc import Sequence
from typing import Any

from homemail.mail.contact import Contact, SmtpStep
from homemail.mail.ids import QueueId
from homemail.mail.outcome import Action, Outcome
from homemail.mail.sentence import Sentence, joined, packed, unpacked
from homemail.store.database import Transaction
from homemail.store.values import AttemptRecord

# Recipient, outcome, seconds it took, next attempt.
Tried = tuple[str, Outcome, float, float | None]


def note_attempts(transaction: Transaction, queue_id: QueueId, when: float, attempts: Sequence[Tried]) -> None:
    """One statement for all of them, in the transaction that makes them true."""
    rows = [format_attempt(*one) for one in attempts]
    if len(rows) == 1:
        transaction.execute(
            "INSERT INTO history (queue_id, moment, kind, text, attempt) VALUES (?, ?, 'attempt', '', ?)",
            (queue_id, when, rows[0]),
        )
    elif rows:
        transaction.execute(
            "INSERT INTO history (queue_id, moment, kind, text, attempt)"
            " SELECT ?, ?, 'attempt', '', value FROM json_each(?) ORDER BY key",
            (queue_id, when, json.dumps(rows)),
        )


def format_attempt(recipient: str, outcome: Outcome, duration: float, retry_at: float | None) -> str:
    met = outcome.contact
    text = json.dumps(
        (
            recipient,
            outcome.action.value,
            str(outcome.status),
            packed(reason_of(outcome)),
            round(duration, 3),
            retry_at,
            outcome.remote_mta,
            outcome.tls,
            None
            if met is None
            else (
                met.host,
                met.address,
                met.port,
                met.tls_version,
                met.tls_cipher,
                met.tls_verified,
                met.policy,
                met.step.value,
                met.code,
                met.enhanced,
                met.text,
            ),
        ),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return text.encode("utf-8", "replace").decode()  # octets that are no UTF-8 cannot be told


def parse_attempt(text: str) -> AttemptRecord:
    """Raises ValueError or TypeError when it is none. Fields that a later version puts behind these are passed over."""
    recipient, action, status, reason, duration, retry_at, remote, tls, met, *_ = json.loads(text)
    return AttemptRecord(
        recipient, Action(action), status, unpacked(reason), duration, retry_at, remote, tls, met and _contact(met)
    )


def _contact(values: Sequence[Any]) -> Contact:
    host, address, port, version, cipher, verified, policy, step, code, enhanced, text, *_ = values
    return Contact(host, address, port, version, cipher, bool(verified), policy, SmtpStep(step), code, enhanced, text)


def told(attempt: AttemptRecord) -> str:
    """The attempt as one sentence."""
    text = Sentence(
        "to=<{address}> relay={relay} duration={seconds:.2f} dsn={status} {action} ({reason})",
        address=attempt.recipient,
        relay=attempt.remote_mta or Sentence("none"),
        seconds=attempt.duration,
        status=attempt.status,
        action=_ACTIONS[attempt.action],
        reason=attempt.reason,
    )
    return joined(" ", (text, f"tls={attempt.tls}")) if attempt.tls else text


_ACTIONS = {
    Action.DELIVERED: Sentence("delivered"),
    Action.RELAYED: Sentence("relayed"),
    Action.DELAYED: Sentence("delayed"),
    Action.FAILED: Sentence("failed"),
}


def reason_of(outcome: Outcome) -> str:
    if outcome.diagnostic and outcome.diagnostic not in outcome.reason:
        return joined(": ", (outcome.reason, outcome.diagnostic)) if outcome.reason else outcome.diagnostic
    return outcome.reason
