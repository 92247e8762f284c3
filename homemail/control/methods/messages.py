"""Messages as they passed, one row each, as the lines of the mail log tell it."""

import msgspec

from homemail.control.method import Request, method
from homemail.control.methods.log import LogLine
from homemail.mail.sentence import Words

STATES = ("arriving", "deferred", "held", "delivered", "sent", "returned", "refused", "deleted", "unknown")
KINDS = ("in", "out", "house", "refused", "deferred")  # what a list can be narrowed to


class MessageRow(msgspec.Struct, frozen=True):
    """One message; or one refusal at the door, which never got a queue ID. There is no content and no subject."""

    key: str  # tells rows apart: the queue ID, or the line that refused
    when: float  # it came
    queue_id: str = ""
    state: str = "arriving"  # one of STATES
    reason: Words = ""
    sender: str | None = None  # "" is the null reverse-path; None: not known
    recipient: str = ""  # the first
    recipients: int = 0
    size: int = 0
    service: str = ""  # "smtp", "submission", "submissions", "sendmail"; "": HomeMail wrote it
    client: str = ""  # "name[address]"
    login: str = ""
    tls: str = ""
    is_outside: bool = False  # neither logged in nor from a trusted network
    relay: str = ""  # who took it, or was asked last
    ways: tuple[str, ...] = ()  # of "in", "out" and "house", those that its recipients went
    outcomes: tuple[str, ...] = ()  # final ones so far: "delivered", "sent", "returned"
    delay: float = 0.0  # seconds from its coming to the last attempt
    number: int = 0  # of the newest line of the log that is told here; 0 in old files


class MessageRecipient(msgspec.Struct, frozen=True):
    """One recipient, after its last attempt."""

    address: str
    state: str  # "delivered", "sent", "deferred", "returned"
    reason: Words = ""
    status: str = ""  # "2.0.0"
    original: str = ""  # the address it was written to, when that was another
    relay: str = ""
    tries: int = 0
    delay: float = 0.0


class MessagesPage(msgspec.Struct, frozen=True):
    """Rows by the time they came, oldest first. `before` is what to ask for older ones with; empty: there are none."""

    rows: tuple[MessageRow, ...]
    before: str = ""


class MessageDetail(msgspec.Struct, frozen=True):
    """`row` is None when the log has no such message."""

    row: MessageRow | None
    recipients: tuple[MessageRecipient, ...] = ()
    lines: tuple[LogLine, ...] = ()


@method("messages.list")
class MessagesList(Request[MessagesPage], frozen=True):
    """Messages that passed, the newest: all, those of one kind (in, out, house, refused, deferred), or those whose
    queue ID, sender, recipient, client or login holds a text. `before` goes on from an older page; a page ends after
    so many rows or lines of the log, whichever comes first (lines: 0 is all of them)."""

    count: int = 100
    kind: str = ""
    search: str = ""
    before: str = ""
    lines: int = 20_000


@method("messages.show")
class MessageShow(Request[MessageDetail], frozen=True):
    """One message that passed: its recipients, and its lines of the log."""

    queue_id: str
