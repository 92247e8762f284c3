"""What an SMTP session decides, as values: the next step for the connection; and who is at the other end."""

from dataclasses import dataclass
from enum import Enum

from homemail.access import sasl
from homemail.mail.envelope import Envelope
from homemail.mail.status import Reply


class Role(Enum):
    """What a listener is for."""

    MTA = "smtp"
    MSA = "submission"
    MSA_TLS = "submissions"

    @property
    def is_submission(self) -> bool:
        return self is not Role.MTA


@dataclass(frozen=True, slots=True)
class Client:
    """Who is at the other end, as the socket says."""

    ip: str
    name: str
    trusted: bool
    plaintext_login: bool  # may log in without TLS

    def __str__(self) -> str:
        return f"{self.name}[{self.ip}]"


@dataclass(frozen=True, slots=True)
class Answer:
    reply: Reply


@dataclass(frozen=True, slots=True)
class Close:
    """Say this, then close the connection."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Say this, then do the TLS handshake; whatever was read before it is dropped."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class CheckCredentials:
    """Ask the authenticator, then call `logged_in`."""

    credentials: sasl.Credentials


@dataclass(frozen=True, slots=True)
class ReceiveContent:
    """Say this, receive the content, then call `content_taken` with the reply."""

    reply: Reply
    envelope: Envelope


Step = Answer | Close | Upgrade | CheckCredentials | ReceiveContent
