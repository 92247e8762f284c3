"""The catalogue: every method of the control API, its parameters, its result and its one line of help.

A method is one `Request` class: its fields are the parameters, the type in brackets is the result, the docstring the
help. Server, client, command line and reference page are made from `METHODS`; nothing is declared twice. Times are
Unix seconds, sizes octets. Fields of `Words` are what the engine says to people, and arrive as sentences.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar, get_args

import msgspec

from homemail.mail.sentence import Words

R = TypeVar("R")
C = TypeVar("C", bound="type[Request[Any]]")


class Request(msgspec.Struct, Generic[R], frozen=True, forbid_unknown_fields=True):
    """The parameters of one call whose result is an R."""


class Method(msgspec.Struct, frozen=True):
    """One row of the catalogue. `content`: raw octets follow the parameters on the wire."""

    name: str
    request: type[Request[Any]]
    result: type[Any]
    help: str
    content: bool = False


_methods: dict[str, Method] = {}
_names: dict[type[Request[Any]], str] = {}

METHODS: Mapping[str, Method] = MappingProxyType(_methods)


def method_of(request: type[Request[Any]]) -> Method:
    return _methods[_names[request]]


def _method(name: str, *, content: bool = False) -> Callable[[C], C]:
    def enter(request: C) -> C:
        bases: tuple[Any, ...] = vars(request)["__orig_bases__"]
        result = get_args(bases[0])[0]
        words = " ".join((request.__doc__ or "").split())
        _methods[name] = Method(name, request, result, words, content)
        _names[request] = name
        return request

    return enter


class Done(msgspec.Struct, frozen=True):
    """It is done; `message` is one line that says what changed."""

    message: Words = ""


# The engine as a whole


class ListenerState(msgspec.Struct, frozen=True):
    name: str  # "smtp", "submission", ..., as in [listen]
    address: str
    port: int
    state: str  # "bound", "refused" or "off"
    reason: Words = ""  # why it was refused
    mend: Words = ""  # what the owner can do about it


class QueueCounts(msgspec.Struct, frozen=True):
    """Messages by state: due or under way, waiting for another attempt, held by the operator."""

    active: int = 0
    deferred: int = 0
    hold: int = 0


class EngineStatus(msgspec.Struct, frozen=True):
    version: str
    pid: int
    started: float
    hostname: str
    domain: str
    data_folder: str
    listeners: tuple[ListenerState, ...]
    queue: QueueCounts
    users: int
    settings_error: Words = ""  # why homemail.toml as it stands is not in force
    trouble: Words = ""  # the disk is full, the store cannot be written


@_method("status")
class Status(Request[EngineStatus], frozen=True):
    """Listeners with their state, queue counts, version."""


@_method("stop")
class Stop(Request[Done], frozen=True):
    """Stop the engine; mail that waits stays in the queue."""


@_method("reload")
class Reload(Request[EngineStatus], frozen=True):
    """Read homemail.toml again; where it is wrong the old settings stay in force."""


# People


class User(msgspec.Struct, frozen=True):
    name: str
    full_name: str
    address: str
    created: float


class Users(msgspec.Struct, frozen=True):
    users: tuple[User, ...]


@_method("user.list")
class UserList(Request[Users], frozen=True):
    """Everyone with a mailbox."""


@_method("user.add")
class UserAdd(Request[User], frozen=True):
    """Give someone a mailbox."""

    name: str
    password: str
    full_name: str = ""

    def __repr__(self) -> str:
        return f"UserAdd(name={self.name!r})"


@_method("user.passwd")
class UserPasswd(Request[Done], frozen=True):
    """Change someone's password."""

    name: str
    password: str

    def __repr__(self) -> str:
        return f"UserPasswd(name={self.name!r})"


@_method("user.remove")
class UserRemove(Request[Done], frozen=True):
    """Remove someone with all their mail."""

    name: str


# Addresses


class Alias(msgspec.Struct, frozen=True):
    name: str
    targets: tuple[str, ...]


class Aliases(msgspec.Struct, frozen=True):
    aliases: tuple[Alias, ...]


@_method("alias.list")
class AliasList(Request[Aliases], frozen=True):
    """Every alias with those who receive its mail."""


@_method("alias.set")
class AliasSet(Request[Done], frozen=True):
    """Make an alias, or give it other targets."""

    name: str
    targets: tuple[str, ...]


@_method("alias.remove")
class AliasRemove(Request[Done], frozen=True):
    """Remove an alias."""

    name: str


class Rewriting(msgspec.Struct, frozen=True):
    pattern: str  # a name, user@host or @domain
    address: str


class RewritingTable(msgspec.Struct, frozen=True):
    scope: str  # "outgoing" or "all"
    entries: tuple[Rewriting, ...]


@_method("rewriting.list")
class RewritingList(Request[RewritingTable], frozen=True):
    """Every sender that is rewritten, and in which mail."""


@_method("rewriting.set")
class RewritingSet(Request[Done], frozen=True):
    """Give a sender (a name, user@host or @domain) the address that the outside sees."""

    pattern: str
    address: str


@_method("rewriting.remove")
class RewritingRemove(Request[Done], frozen=True):
    """Leave a sender as it is."""

    pattern: str


@_method("rewriting.scope")
class RewritingScope(Request[Done], frozen=True):
    """Rewrite senders in mail that leaves the house ("outgoing") or in all mail ("all")."""

    scope: str


class RouteStep(msgspec.Struct, frozen=True):
    stage: Words
    text: Words
    rule: str = ""


class RouteExplanation(msgspec.Struct, frozen=True):
    steps: tuple[RouteStep, ...]


@_method("route")
class Route(Request[RouteExplanation], frozen=True):
    """Explain step by step where an address goes; nothing is sent."""

    address: str
    sender: str = ""


# Sending


class RelaySettings(msgspec.Struct, frozen=True):
    host: str  # "" delivers by MX
    port: int
    tls: str
    username: str
    has_password: bool


@_method("relay.show")
class RelayShow(Request[RelaySettings], frozen=True):
    """The relayhost for mail to the outside."""


@_method("relay.set")
class RelaySet(Request[RelaySettings], frozen=True):
    """Change the relayhost; what is not given stays."""

    host: str | None = None
    port: int | None = None
    tls: str | None = None
    username: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"RelaySet(host={self.host!r}, port={self.port!r})"


class TransportRow(msgspec.Struct, frozen=True):
    domain: str  # ".example.org" stands for its subdomains
    host: str  # "" delivers by MX
    port: int
    tls: str
    username: str
    has_password: bool


class TransportTable(msgspec.Struct, frozen=True):
    transports: tuple[TransportRow, ...]


@_method("transport.list")
class TransportList(Request[TransportTable], frozen=True):
    """Every domain whose mail goes a way of its own."""


@_method("transport.set")
class TransportSet(Request[TransportTable], frozen=True):
    """Send mail for a domain its own way; a password that is not given stays as it is."""

    domain: str
    host: str = ""
    port: int = 25
    tls: str = "opportunistic"
    username: str = ""
    password: str | None = None

    def __repr__(self) -> str:
        return f"TransportSet(domain={self.domain!r}, host={self.host!r})"


@_method("transport.remove")
class TransportRemove(Request[TransportTable], frozen=True):
    """Let mail for a domain go the way of all mail; its password is forgotten."""

    domain: str


@_method("secret.set")
class SecretSet(Request[Done], frozen=True):
    """Keep a password for the outside (relay, transport:DOMAIN)."""

    name: str
    secret: str

    def __repr__(self) -> str:
        return f"SecretSet(name={self.name!r})"


# Filters


class Check(msgspec.Struct, frozen=True):
    """What is done with a header line that matches; the first of the list that matches a line decides for it."""

    pattern: str
    action: str = "warn"
    argument: str = ""
    scope: str = "all"  # "outgoing", "incoming" or "all"


class Checks(msgspec.Struct, frozen=True):
    checks: tuple[Check, ...]


@_method("filter.list")
class FilterList(Request[Checks], frozen=True):
    """The header checks, in their order."""


@_method("filter.save")
class FilterSave(Request[Checks], frozen=True):
    """Put these header checks, in this order, in place of those there are."""

    checks: tuple[Check, ...]


class TriedLine(msgspec.Struct, frozen=True):
    """One header line and the number, from 1, of the check that decides for it; 0 is none."""

    line: str
    number: int


class FilterTrial(msgspec.Struct, frozen=True):
    lines: tuple[TriedLine, ...]


@_method("filter.try")
class FilterTry(Request[FilterTrial], frozen=True):
    """Which of these checks would decide for each line of a header; nothing is changed and nothing is sent."""

    header: str
    checks: tuple[Check, ...]
    scope: str = "outgoing"  # or "incoming"


# Security


class CertificateState(msgspec.Struct, frozen=True):
    names: tuple[str, ...]
    not_before: float
    not_after: float
    fingerprint: str  # SHA-256, in pairs with colons


class SecurityState(msgspec.Struct, frozen=True):
    trusted_networks: tuple[str, ...]
    own_networks: tuple[str, ...]  # those that this machine's interfaces are in
    plaintext_login: str
    certificate: CertificateState
    authority: CertificateState
    authority_file: str  # what the house's devices should trust


@_method("security.show")
class SecurityShow(Request[SecurityState], frozen=True):
    """Who may relay, who may log in without TLS, and the certificates in use."""


# Settings


class SettingsField(msgspec.Struct, frozen=True):
    """One key of homemail.toml with its words; `value` and `default` as they stand in the file."""

    key: str  # "limits.message_size"
    title: Words
    help: Words
    kind: str  # settings.model.Kind
    value: Any
    default: Any
    accepted: Words
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    needs_restart: bool = False


class SettingsPage(msgspec.Struct, frozen=True):
    file: str
    error: Words
    fields: tuple[SettingsField, ...]


@_method("settings.show")
class SettingsShow(Request[SettingsPage], frozen=True):
    """Every setting with title, help, value and bounds."""


@_method("settings.set")
class SettingsSet(Request[Done], frozen=True):
    """Change settings by key, all or none; the file keeps its comments."""

    changes: dict[str, Any]


# The queue


class QueueRecipient(msgspec.Struct, frozen=True):
    address: str
    original: str
    attempts: int
    next_attempt: float
    last_status: str = ""
    last_reason: Words = ""
    last_remote: str = ""


class QueueRow(msgspec.Struct, frozen=True):
    queue_id: str
    arrival: float
    size: int
    sender: str  # "" is the null reverse-path
    state: str  # "active", "deferred" or "hold"
    recipients: tuple[QueueRecipient, ...]


class QueuePage(msgspec.Struct, frozen=True):
    """`total` counts all entries in the queue, whatever the page and filter."""

    total: int
    entries: tuple[QueueRow, ...]


@_method("queue.list")
class QueueList(Request[QueuePage], frozen=True):
    """What waits, oldest first; `filter` looks in queue ID, sender and recipients."""

    offset: int = 0
    limit: int = 200
    filter: str = ""


class HistoryRow(msgspec.Struct, frozen=True):
    when: float
    kind: Words
    text: Words


class QueueDetail(msgspec.Struct, frozen=True):
    """One message: its entry while it waits, and what happened to it."""

    entry: QueueRow | None
    header: str
    history: tuple[HistoryRow, ...]


@_method("queue.show")
class QueueShow(Request[QueueDetail], frozen=True):
    """One message: recipients, header and history."""

    queue_id: str


@_method("queue.flush")
class QueueFlush(Request[Done], frozen=True):
    """Try again now: one message, or all of them."""

    queue_id: str = ""


@_method("queue.hold")
class QueueHold(Request[Done], frozen=True):
    """Keep a message back until it is released."""

    queue_id: str


@_method("queue.release")
class QueueRelease(Request[Done], frozen=True):
    """Let a held message go."""

    queue_id: str


@_method("queue.delete")
class QueueDelete(Request[Done], frozen=True):
    """Drop a message from the queue; nobody is told."""

    queue_id: str


# The log


class LogLine(msgspec.Struct, frozen=True):
    """One line of mail.log, taken apart. `number` grows by one with each line while an engine runs; 0 in old files."""

    number: int
    stamp: str  # "Nov 21 10:00:01"
    host: str
    program: str  # "homemail/smtpd"
    pid: int
    message: str
    reason: Words = ""  # why a recipient was delivered, deferred or bounced; not in what is read back from the file

    @property
    def text(self) -> str:
        """The line as it stands in the file."""
        return f"{self.stamp} {self.host} {self.program}[{self.pid}]: {self.message}"

    @property
    def queue_id(self) -> str:
        """The queue ID that the line is about, or the empty text."""
        head, colon, _ = self.message.partition(": ")
        return head if colon and head.isalnum() and head.isupper() and head != "NOQUEUE" and len(head) > 5 else ""


class LogPage(msgspec.Struct, frozen=True):
    lines: tuple[LogLine, ...]


@_method("log.tail")
class LogTail(Request[LogPage], frozen=True):
    """The last lines of the log: of all, of one queue ID, or of those that hold a text."""

    count: int = 200
    search: str = ""
    queue_id: str = ""


# Submission


class Submitted(msgspec.Struct, frozen=True):
    queue_id: str


@_method("sendmail", content=True)
class Sendmail(Request[Submitted], frozen=True):
    """Submit a message from this computer. An empty `sender` is the null reverse-path; a bare name is of our domain."""

    sender: str
    recipients: tuple[str, ...]
    account: str = ""  # who ran the command


# Keys that sign


class DkimRecord(msgspec.Struct, frozen=True):
    """A key that signs mail from a domain, and what is to be published for it."""

    domain: str
    selector: str
    algorithm: str  # "rsa" or "ed25519"; empty when the key file cannot be used
    name: str  # of the TXT record
    value: str  # of the TXT record
    zone: str  # the same as a line of a zone file
    trouble: str = ""  # why the key file cannot be used
    state: str = ""  # after a check: "published", "absent", "different" or "unknown"
    found: str = ""  # what DNS has instead


class DkimRecords(msgspec.Struct, frozen=True):
    records: tuple[DkimRecord, ...]


@_method("dkim.list")
class DkimList(Request[DkimRecords], frozen=True):
    """The keys that sign mail which leaves the house; with a domain, only its keys."""

    domain: str = ""


@_method("dkim.add")
class DkimAdd(Request[DkimRecord], frozen=True):
    """Make a key for a domain and sign its mail from now on; publish the record that comes back."""

    domain: str
    selector: str = "homemail"
    algorithm: str = "rsa"


@_method("dkim.check")
class DkimCheck(Request[DkimRecords], frozen=True):
    """Ask DNS whether the keys are published as they should be."""

    domain: str = ""


@_method("dkim.remove")
class DkimRemove(Request[Done], frozen=True):
    """Sign no longer with the keys of a domain, or one of them; the key files stay."""

    domain: str
    selector: str = ""


ENGINE_ONLY: frozenset[type[Request[Any]]] = frozenset({Status, Stop, Reload, Sendmail, SecurityShow})


def works_offline(request: Request[Any]) -> bool:
    """Whether a call can be carried out on the data folder itself when no engine runs."""
    return type(request) not in ENGINE_ONLY
