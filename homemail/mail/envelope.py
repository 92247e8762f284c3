"""The envelope: what SMTP said about a message, apart from its content (RFC 5321 §2.3.1)."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from homemail.mail.address import Address, ReversePath


class Notify(StrEnum):
    """When a recipient's sender wants a DSN (RFC 3461 §4.1)."""

    NEVER = "NEVER"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    DELAY = "DELAY"


class Ret(StrEnum):
    """How much of the message a failure DSN returns (RFC 3461 §4.3)."""

    FULL = "FULL"
    HEADERS = "HDRS"


class Body(StrEnum):
    """The BODY parameter of MAIL (RFC 6152 §2, RFC 3030 §3)."""

    SEVEN_BIT = "7BIT"
    EIGHT_BIT = "8BITMIME"


class Origin(Enum):
    """By which door a message came in; policy, completion and rewriting depend on it."""

    STRANGER = "stranger"  # port 25, from outside the trusted networks, not logged in
    VOUCHED = "vouched"  # a stranger's, but its reverse-path is proven by SPF or DKIM to be the sender's own
    TRUSTED = "trusted"  # from a trusted network, not logged in
    SUBMITTED = "submitted"  # from a logged-in account
    LOCAL = "local"  # composed by HomeMail itself: DSNs, warnings

    @property
    def is_house(self) -> bool:
        return self is not Origin.STRANGER and self is not Origin.VOUCHED


@dataclass(frozen=True, slots=True)
class Recipient:
    """One forward-path: the unit of outcome. `notify` is empty when the client said nothing."""

    address: Address
    notify: frozenset[Notify] = frozenset()
    orcpt: str | None = None  # RFC 3461 §4.2, "rfc822;user@host", xtext decoded


@dataclass(frozen=True, slots=True)
class Envelope:
    reverse_path: ReversePath
    recipients: tuple[Recipient, ...]
    body: Body = Body.SEVEN_BIT
    smtputf8: bool = False
    ret: Ret | None = None
    envid: str | None = None  # RFC 3461 §4.4, xtext decoded
