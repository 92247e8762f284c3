"""What became of one recipient in one delivery attempt: data, never an exception.

The fields are those that RFC 3464 §2.3 asks of a delivery-status part.
"""

from dataclasses import dataclass
from enum import StrEnum

from homemail.mail.contact import Contact
from homemail.mail.status import EnhancedStatus


class Action(StrEnum):
    """RFC 3464 §2.3.3, less "expanded"."""

    DELIVERED = "delivered"
    RELAYED = "relayed"
    DELAYED = "delayed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reason` is for the log and history; `diagnostic` is the remote's own reply ("550 5.1.1 no such user")."""

    action: Action
    status: EnhancedStatus
    reason: str
    remote_mta: str = ""  # "mx.example.net[192.0.2.1]:25", or "" when nobody was reached
    diagnostic: str = ""
    tls: str = ""  # "TLSv1.3 TLS_AES_256_GCM_SHA384", or ""
    contact: Contact | None = None  # None: no server was looked for, or none was found

    def __post_init__(self) -> None:
        expected = {Action.DELIVERED: 2, Action.RELAYED: 2, Action.DELAYED: 4, Action.FAILED: 5}[self.action]
        if self.status.klass != expected:
            raise ValueError(f"outcome {self.action} cannot carry status {self.status}")

    @classmethod
    def delivered(cls, status: str, reason: str, remote_mta: str = "") -> "Outcome":
        return cls(Action.DELIVERED, EnhancedStatus.parse(status), reason, remote_mta)

    @classmethod
    def relayed(cls, status: str, reason: str, remote_mta: str, diagnostic: str = "", tls: str = "") -> "Outcome":
        return cls(Action.RELAYED, EnhancedStatus.parse(status), reason, remote_mta, diagnostic, tls)

    @classmethod
    def delayed(cls, status: str, reason: str, remote_mta: str = "", diagnostic: str = "") -> "Outcome":
        return cls(Action.DELAYED, EnhancedStatus.parse(status), reason, remote_mta, diagnostic)

    @classmethod
    def failed(cls, status: str, reason: str, remote_mta: str = "", diagnostic: str = "") -> "Outcome":
        return cls(Action.FAILED, EnhancedStatus.parse(status), reason, remote_mta, diagnostic)
