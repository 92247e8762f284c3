"""What the store takes and gives: frozen values, no SQL, no files.

`MessageSummary` and `MessageRow` are named tuples because a mailbox has
100,000 of them and a tuple is built ten times faster than a dataclass.
"""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from homemail.mail.address import Address, ReversePath
from homemail.mail.contact import Contact
from homemail.mail.envelope import Body, Notify, Origin, Ret
from homemail.mail.ids import AccountId, ContentId, MailboxId, ModSeq, QueueId, RecipientId, Uid
from homemail.mail.outcome import Action, Outcome
from homemail.store.staging import StagedContent

Clock = Callable[[], float]  # seconds since 1970, as time.time


@dataclass(frozen=True, slots=True)
class Account:
    """Who may log in and owns mailboxes."""

    id: AccountId
    name: str
    full_name: str
    password_hash: str
    created: float
    scram: str = field(default="", repr=False)  # "" until its password is told (access/scram.py)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An IMAP mailbox. `name` uses "." between levels; `special_use` is an attribute of RFC 6154 such as \\Sent."""

    id: MailboxId
    account_id: AccountId
    name: str
    uidvalidity: int
    uidnext: Uid
    highestmodseq: ModSeq
    special_use: str | None
    subscribed: bool


@dataclass(frozen=True, slots=True)
class MailboxStatus:
    """What STATUS asks for (RFC 9051 §6.3.11); `size` is the sum of RFC822.SIZE, `deleted_size` of the \\Deleted."""

    messages: int
    recent: int
    unseen: int
    uidnext: Uid
    uidvalidity: int
    highestmodseq: ModSeq
    deleted: int
    size: int
    deleted_size: int


class ContentRef(NamedTuple):
    """One copy's bytes: `prefix`, written for this copy alone, then the content that all copies share."""

    content_id: ContentId
    prefix: bytes
    size: int  # of prefix and content together


@dataclass(frozen=True, slots=True)
class Overview:
    """A mailbox as SELECT shows it: ascending UIDs, which nobody may alter, every flag in use, the first unseen UID.

    `is_claimed`: no message is recent to whoever opens it now.
    """

    uids: "array[int]"
    flags: frozenset[str]
    first_unseen: Uid | None
    highestmodseq: ModSeq
    is_claimed: bool


class MessageSummary(NamedTuple):
    """What a selected session knows of every message."""

    uid: Uid
    flags: frozenset[str]
    modseq: ModSeq


class MessageRow(NamedTuple):
    """What FETCH asks for; the last three are ready wire bytes, None when not asked for."""

    uid: Uid
    flags: frozenset[str]
    modseq: ModSeq
    internal_date: float
    size: int
    saved: float  # when it came into this mailbox (RFC 8514)
    content: ContentRef
    envelope: bytes | None
    structure: bytes | None
    structure_basic: bytes | None


@dataclass(frozen=True, slots=True)
class Delta:
    """What happened in a mailbox since a mod-sequence (RFC 7162 §3.2.5)."""

    changed: list[MessageSummary]
    vanished: list[Uid]
    highestmodseq: ModSeq


@dataclass(frozen=True, slots=True)
class MailboxNews:
    """What happened in a mailbox since, in short: whether messages came or went, and whether others' flags changed."""

    status: MailboxStatus
    came_or_went: bool
    reflagged: bool


@dataclass(frozen=True, slots=True)
class NewMessage:
    """One message of APPEND."""

    content: bytes | StagedContent
    flags: frozenset[str] = frozenset()
    internal_date: float | None = None  # None: now


@dataclass(frozen=True, slots=True)
class AppendResult:
    """`modseq` is what the mailbox came to with it."""

    uidvalidity: int
    uids: list[Uid]
    modseq: ModSeq


class FlagOp(Enum):
    ADD = "+FLAGS"
    REMOVE = "-FLAGS"
    REPLACE = "FLAGS"


@dataclass(frozen=True, slots=True)
class FlagResult:
    """`changed`: messages whose flags differ now; `modified`: those UNCHANGEDSINCE kept back (RFC 7162 §3.1.3).

    All that changed have the mod-sequence `modseq`, and nothing else has it; None if nothing changed. `flags`: those
    of the command as they are spelled here.
    """

    changed: list[MessageSummary]
    modified: list[Uid]
    modseq: ModSeq | None
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class CopyResult:
    """COPYUID (RFC 4315 §3): the n-th source became the n-th target, whose mailbox came to `modseq` with it."""

    uidvalidity: int
    source_uids: list[Uid]
    target_uids: list[Uid]
    modseq: ModSeq | None = None


@dataclass(frozen=True, slots=True)
class LocalCopy:
    """One local recipient: the copy that goes into a mailbox in the transaction that accepts the message."""

    account_id: AccountId
    recipient: Address
    original: Address
    prefix: bytes = b""
    mailbox: str = "INBOX"
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RemoteRecipient:
    """One recipient that goes into the queue."""

    address: Address
    original: Address
    notify: frozenset[Notify] = frozenset()
    orcpt: str | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A message with its envelope. What is stored: `header_prefix`, then `content` from `content_offset` on."""

    queue_id: QueueId
    content: bytes | StagedContent
    arrival: float
    reverse_path: ReversePath
    header_prefix: bytes = b""
    content_offset: int = 0
    envid: str | None = None
    ret: Ret | None = None
    body: Body = Body.EIGHT_BIT
    smtputf8: bool = False
    origin: Origin = Origin.LOCAL
    account: str | None = None
    client: str = ""
    message_id: str = ""
    subject: str = ""
    local: tuple[LocalCopy, ...] = ()
    remote: tuple[RemoteRecipient, ...] = ()
    hold: bool = False
    history: tuple[str, ...] = ()


def turn_of(account: str | None, path: ReversePath) -> str:
    """The sender in whose turn a message leaves: the account that handed it in, or the reverse-path.

    A list that gives each copy a reverse-path of its own (VERP, news+ann=example.org@list.example) is one sender.
    """
    if account:
        return account.lower()
    if path.address is None:
        return "<>"
    name, domain = path.address.local_part.lower(), path.address.domain.lower()
    turn = domain if "=" in name else f"{name.partition('+')[0]}@{domain}"
    return turn.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class QueuedRecipient:
    """`route` is the next hop that the operator chose (routing/override.py), "" for the settings' own."""

    id: RecipientId
    queue_id: QueueId
    address: Address
    original: Address
    notify: frozenset[Notify]
    orcpt: str | None
    attempts: int
    next_attempt: float
    last_status: str
    last_reason: str
    last_remote: str
    sender: str = "<>"  # whose turn it takes, see `turn_of`
    route: str = ""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    queue_id: QueueId
    content: ContentRef
    arrival: float
    reverse_path: ReversePath
    envid: str | None
    ret: Ret | None
    body: Body
    smtputf8: bool
    size: int
    hold: bool
    delay_warned: bool
    origin: Origin
    account: str | None
    client: str
    message_id: str
    subject: str
    recipients: tuple[QueuedRecipient, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Entries that an operator means: all that fit every word said. Nothing said is all that came before `until`.

    `sender` and `destination` are an address or a domain; a sender of "" is the null reverse-path.
    """

    until: float
    queue_ids: tuple[QueueId, ...] = ()
    sender: str | None = None
    destination: str = ""
    filter: str = ""


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """Entries; `active` have a recipient never tried or due, `deferred` wait for their next attempt."""

    active: int
    deferred: int
    hold: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one recipient; a DELAYED one needs `next_attempt`. `duration` in seconds, for the history.

    `is_tried` is False for one that was put off without an attempt, as its next hop is known to be away.
    `address` is noted for a recipient who is not in the queue any more.
    """

    recipient_id: RecipientId
    outcome: Outcome
    next_attempt: float | None = None
    duration: float = 0.0
    is_tried: bool = True
    address: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """`removed`: no recipient is left, so the entry is gone."""

    removed: bool


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """What became of one recipient in one attempt. `duration` in seconds; `retry_at` is when the next one was due."""

    recipient: str
    action: Action
    status: str
    reason: str
    duration: float
    retry_at: float | None
    remote_mta: str
    tls: str
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    when: float
    kind: str  # "accept", "local", "attempt", "queue", or a word of the caller's
    text: str
    attempt: AttemptRecord | None = None  # the fields of what `text` says; None before version 2 of the database
