"""What an SMTP session decides, as values: the next step for the connection; and who is at the other end."""

from dataclasses import dataclass
from enum import Enum

from homemail.access.dialogue import Dialogue
from homemail.mail.envelope import Envelope, Recipient
from homemail.mail.status import Reply
from homemail.settings.model import Device
from homemail.smtp.command import Rcpt
from homemail.smtpd.policy.strangers import Caller


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
    device: Device | None = None  # whose address it is; trusted then

    def __str__(self) -> str:
        return f"{self.name}[{self.ip}]"


@dataclass(frozen=True, slots=True)
class Answer:
    """Say this. `guess`: the client tried a name that nobody has here."""

    reply: Reply
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """Say this, then close the connection."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Say this, then do the TLS handshake; whatever was read before it is dropped."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class LoginLine:
    """Hand this to the login's dialogue, then call `login_went`; None: the client gave no initial response."""

    dialogue: Dialogue
    line: bytes | None


@dataclass(frozen=True, slots=True)
class ReceiveContent:
    """Say this, receive the content, then call `content_taken` with the reply."""

    reply: Reply
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class ReceiveChunk:
    """Read so many octets, then call `chunk_taken` with the reply.

    They are content unless `refusal` is there: then they are dropped, and that is the reply. `first`: a content
    begins with them. `envelope` is there when the content ends with them.
    """

    size: int
    first: bool = False
    envelope: Envelope | None = None
    refusal: Reply | None = None


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Make due what waits for this domain, then call `tried_again` with how many recipients that was."""

    node: str
    below: bool


@dataclass(frozen=True, slots=True)
class Consult:
    """Ask policy about a stranger, then call `advised`."""

    caller: Caller
    command: Rcpt


@dataclass(frozen=True, slots=True)
class Weigh:
    """Ask whether this recipient has room for `size` octets (0: nobody said how many), then call `weighed`."""

    command: Rcpt
    recipient: Recipient
    size: int
    reply: Reply  # if there is room


Step = Answer | Close | Upgrade | LoginLine | ReceiveContent | ReceiveChunk | TryAgain | Consult | Weigh
