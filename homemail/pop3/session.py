"""A POP3 session: which command may come when, and what answers it (RFC 1939).

    AUTHORIZATION ── login ──► TRANSACTION ── QUIT ──► UPDATE
         └── QUIT, end of connection: nothing has changed ──┘

No sockets here: a line in, an `Answer` out. The maildrop changes only in
`_quit` of a TRANSACTION; whoever hangs up leaves everything as it was. The log
gets logins and logouts, never an argument of a command that is not known.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from homemail.access.login import Authenticator
from homemail.access.sasl import MECHANISMS, Challenge, Credentials, SaslExchange, SaslFault, client_text, start
from homemail.pop3.capabilities import capabilities
from homemail.pop3.command import LINE_MAX, Command, parse_command, parse_number
from homemail.pop3.maildrop import Maildrop, MaildropLocks, Surpluses, open_maildrop
from homemail.store.errors import ContentGone, StoreError, StoreUnavailable

if TYPE_CHECKING:
    from homemail.store.store import Store
    from homemail.store.values import Account

FAULTS_MAX: Final = 25  # a program that talks nonsense is let go
SASL_LINE_MAX: Final = 12290  # RFC 5034 §4: AUTH lines are not bound by the 512 octets of commands
_LINES_AT_ONCE: Final = 1000

_log = logging.getLogger("homemail.pop3")


class State(Enum):
    AUTHORIZATION = auto()
    TRANSACTION = auto()
    UPDATE = auto()


class After(Enum):
    """What the connection does once the answer is sent."""

    GO_ON = auto()
    START_TLS = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """A status line and, for a multi-line response, the octets that follow, the final dot included."""

    line: bytes
    body: AsyncIterator[bytes] | None = None
    after: After = After.GO_ON

    @property
    def is_error(self) -> bool:
        return self.line.startswith(b"-")


@dataclass(slots=True)
class Counts:
    """What a session did, for its line in the log."""

    top: int = 0
    retr: int = 0
    octets: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class House:
    """What all sessions of the server share."""

    store: "Store"
    authenticator: Authenticator
    hostname: Callable[[], str]
    locks: MaildropLocks
    surpluses: Surpluses
    offers_tls: bool


@dataclass(slots=True)
class Session:
    """One connection's dialogue."""

    house: House
    client_ip: str
    tls: bool
    state: State = State.AUTHORIZATION
    account: "Account | None" = None
    counts: Counts = field(default_factory=Counts)
    _username: str | None = None
    _exchange: SaslExchange | None = None
    _mechanism: str = ""
    _maildrop: Maildrop | None = None
    _holds_lock: bool = False
    _faults: int = 0

    @property
    def line_max(self) -> int:
        """How long the next line may be."""
        return SASL_LINE_MAX if self._exchange is not None else LINE_MAX

    def greeting(self) -> Answer:
        """RFC 1939 §4. Without a timestamp, since APOP needs passwords that are kept in the clear."""
        return _ok(f"{self.house.hostname()} HomeMail POP3 ready")

    async def answer(self, line: bytes) -> Answer:
        """The answer to one line, without its line end."""
        try:
            answer = await self._answer(line)
        except StoreUnavailable:
            _log.warning("warning: mail store unavailable for unknown[%s]", self.client_ip)
            answer = _error("[SYS/TEMP] The mail store is not available, try again later")
        if answer.is_error:
            return self._count_fault(answer)
        return answer

    def too_long(self) -> Answer:
        """The line was longer than `line_max`; its octets are gone."""
        self._exchange = None
        return self._count_fault(_error("Line too long"))

    def secured(self) -> None:
        """RFC 2595 §4: after STLS the session starts over; what was said in the clear does not count."""
        self.tls = True
        self._username = None
        self._exchange = None

    def end(self, reason: str = "connection lost") -> None:
        """Let go of the maildrop, whatever happened before; safe to call again."""
        if self._holds_lock and self.account is not None:
            self._holds_lock = False
            self.house.locks.release(self.account.id)
            counts = self.counts
            _log.info(
                "logout: user=<%s>, client=unknown[%s], top=%d, retr=%d/%d, del=%d/%d (%s)",
                self.account.name,
                self.client_ip,
                counts.top,
                counts.retr,
                counts.octets,
                counts.deleted,
                0 if self._maildrop is None else len(self._maildrop),
                reason,
            )
        self._maildrop = None

    # The table and what stands behind it

    async def _answer(self, line: bytes) -> Answer:
        if self._exchange is not None:
            return await self._continue_sasl(line)
        command = parse_command(line)
        entry = COMMANDS.get(command.keyword)
        if entry is None:
            return _error("Unknown command")
        if self.state not in entry.states:
            return _error(_OUT_OF_PLACE[self.state])
        if entry.words is not None and len(command.arguments) not in entry.words:
            return _error(f"Usage: {entry.usage}")
        return await entry.handler(self, command)

    def _count_fault(self, answer: Answer) -> Answer:
        self._faults += 1
        if self._faults < FAULTS_MAX or self.state is State.UPDATE:
            return answer
        self.end("too many errors")
        return _error("Too many errors", After.CLOSE)

    @property
    def _may_login(self) -> bool:
        return self.tls or self.house.authenticator.allows_plaintext(self.client_ip)

    async def _capa(self, _: Command) -> Answer:
        may_start_tls = self.house.offers_tls and not self.tls and self.state is State.AUTHORIZATION
        lines = capabilities(may_login=self._may_login, may_start_tls=may_start_tls)
        return _listing("Capability list follows", lines)

    async def _stls(self, _: Command) -> Answer:
        if self.tls:
            return _error("TLS is in use already")
        if not self.house.offers_tls:
            return _error("TLS is not available")
        return Answer(b"+OK Begin TLS\r\n", after=After.START_TLS)

    async def _user(self, command: Command) -> Answer:
        if not self._may_login:
            return _error(_NEEDS_TLS)
        name = client_text(command.rest.strip(b" \t"))
        if not name:
            return _error("Usage: USER name")
        self._username = name
        return _ok("Password, please")  # RFC 1939 §7: the same for names that do not exist

    async def _pass(self, command: Command) -> Answer:
        """RFC 1939 §7: the password is all that follows the one space, blanks too."""
        if not self._may_login:
            return _error(_NEEDS_TLS)
        username, self._username = self._username, None
        if username is None:
            return _error("USER first")
        return await self._login(Credentials(username, client_text(command.rest)), "USER")

    async def _auth(self, command: Command) -> Answer:
        """RFC 5034 §4: AUTH mechanism [initial-response]"""
        words = command.arguments
        if not words:  # Quirk: Outlook Express asks for the list this way (draft-myers-sasl-pop3)
            return _listing("Mechanisms follow", MECHANISMS if self._may_login else ())
        if not self._may_login:
            return _error(_NEEDS_TLS)
        mechanism = words[0].decode("ascii", "replace")
        exchange = start(mechanism)
        if exchange is None:
            return _error("Unknown authentication mechanism")
        self._exchange = exchange
        self._mechanism = mechanism.upper()
        return await self._continue_sasl(words[1] if len(words) > 1 else None)

    async def _continue_sasl(self, line: bytes | None) -> Answer:
        exchange = self._exchange
        assert exchange is not None
        match exchange.respond(line):
            case Challenge() as challenge:
                return Answer(b"+ " + challenge.line + b"\r\n")
            case Credentials() as credentials:
                self._exchange = None
                return await self._login(credentials, self._mechanism)
            case SaslFault(reason=reason):
                self._exchange = None
                return _error(reason)

    async def _login(self, credentials: Credentials, mechanism: str) -> Answer:
        account = await self.house.authenticator.login(
            credentials.username, credentials.password, self.client_ip, "pop3"
        )
        if account is None:
            return _error("[AUTH] Wrong user name or password")
        if not await self.house.locks.acquire(account.id):
            _log.info("warning: unknown[%s]: maildrop in use, user=<%s>", self.client_ip, account.name)
            return _error("[IN-USE] The maildrop is open in another session")  # RFC 2449 §8.1.1
        self.account, self._holds_lock = account, True
        try:
            maildrop = await open_maildrop(self.house.store, self.house.surpluses, account)
        except BaseException:
            self._holds_lock = False
            self.house.locks.release(account.id)
            self.account = None
            raise
        self._maildrop = maildrop
        self.state = State.TRANSACTION
        _log.info(
            "login: user=<%s>, method=%s, client=unknown[%s], %s",
            account.name,
            mechanism,
            self.client_ip,
            "TLS" if self.tls else "no TLS",
        )
        return _ok(f"Logged in, {_messages(len(maildrop))}")

    @property
    def _drop(self) -> Maildrop:
        assert self._maildrop is not None
        return self._maildrop

    async def _stat(self, _: Command) -> Answer:
        """RFC 1939 §5: the drop listing: count and octets, nothing else."""
        drop = self._drop
        numbers = list(drop.numbers())
        return _ok(f"{len(numbers)} {sum(await drop.sizes(numbers))}")

    async def _list(self, command: Command) -> Answer:
        numbers = self._asked_for(command)
        if numbers is None:
            return _error(_NO_SUCH_MESSAGE)
        return _scan(command, numbers, map(str, await self._drop.sizes(numbers)))

    async def _uidl(self, command: Command) -> Answer:
        numbers = self._asked_for(command)
        if numbers is None:
            return _error(_NO_SUCH_MESSAGE)
        return _scan(command, numbers, map(self._drop.unique_id, numbers))

    def _asked_for(self, command: Command) -> Sequence[int] | None:
        """The one message named, or all that are not deleted."""
        if not command.arguments:
            return list(self._drop.numbers())
        number = self._number(command.arguments[0])
        return None if number is None else [number]

    async def _retr(self, command: Command) -> Answer:
        number = self._number(command.arguments[0])
        if number is None:
            return _error(_NO_SUCH_MESSAGE)
        (size,) = await self._drop.sizes([number])
        body = await _begun(self._drop.retrieve(number))
        if body is None:
            return _error(_GONE)
        self.counts.retr += 1
        self.counts.octets += size
        return Answer(f"+OK {size} octets\r\n".encode(), body)

    async def _top(self, command: Command) -> Answer:
        number, lines = self._number(command.arguments[0]), parse_number(command.arguments[1])
        if number is None:
            return _error(_NO_SUCH_MESSAGE)
        if lines is None:
            return _error("Usage: TOP message lines")
        body = await _begun(self._drop.retrieve(number, lines))
        if body is None:
            return _error(_GONE)
        self.counts.top += 1
        return Answer(b"+OK Top of message follows\r\n", body)

    async def _dele(self, command: Command) -> Answer:
        number = self._number(command.arguments[0])
        if number is None:
            return _error(_NO_SUCH_MESSAGE)
        self._drop.deleted.add(number)
        return _ok(f"Message {number} deleted")

    async def _noop(self, _: Command) -> Answer:
        return _ok("Nothing done")

    async def _rset(self, _: Command) -> Answer:
        self._drop.deleted.clear()
        return _ok(f"Nothing is deleted, {_messages(len(self._drop))}")

    async def _quit(self, _: Command) -> Answer:
        """RFC 1939 §6: the only way into UPDATE. If the removal fails nothing was removed, and the client is told."""
        if self.state is State.AUTHORIZATION:
            return Answer(b"+OK Bye\r\n", after=After.CLOSE)
        self.state = State.UPDATE
        try:
            self.counts.deleted = await self._drop.update()
        except StoreError:
            self.end("the removal of messages failed")
            return _error("[SYS/TEMP] The deleted messages could not be removed", After.CLOSE)
        self.end("quit")
        return Answer(b"+OK Bye\r\n", after=After.CLOSE)

    def _number(self, text: bytes) -> int | None:
        number = parse_number(text)
        return number if number is not None and self._drop.has(number) else None


Handler = Callable[[Session, Command], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command belongs, how many words it takes (None: it looks for itself) and who answers it."""

    states: frozenset[State]
    words: frozenset[int] | None
    usage: str
    handler: Handler


_A = frozenset({State.AUTHORIZATION})
_T = frozenset({State.TRANSACTION})
_NONE, _ONE, _TWO, _MAYBE = frozenset({0}), frozenset({1}), frozenset({2}), frozenset({0, 1})

COMMANDS: Final[dict[str, Entry]] = {
    "CAPA": Entry(_A | _T, _NONE, "CAPA", Session._capa),
    "STLS": Entry(_A, _NONE, "STLS", Session._stls),
    "USER": Entry(_A, None, "USER name", Session._user),
    "PASS": Entry(_A, None, "PASS password", Session._pass),
    "AUTH": Entry(_A, frozenset({0, 1, 2}), "AUTH mechanism [initial-response]", Session._auth),
    "STAT": Entry(_T, _NONE, "STAT", Session._stat),
    "LIST": Entry(_T, _MAYBE, "LIST [message]", Session._list),
    "UIDL": Entry(_T, _MAYBE, "UIDL [message]", Session._uidl),
    "RETR": Entry(_T, _ONE, "RETR message", Session._retr),
    "TOP": Entry(_T, _TWO, "TOP message lines", Session._top),
    "DELE": Entry(_T, _ONE, "DELE message", Session._dele),
    "NOOP": Entry(_T, _NONE, "NOOP", Session._noop),
    "RSET": Entry(_T, _NONE, "RSET", Session._rset),
    "QUIT": Entry(_A | _T, _NONE, "QUIT", Session._quit),
}

_NEEDS_TLS: Final = "Login needs TLS here, send STLS first"
_NO_SUCH_MESSAGE: Final = "No such message"
_GONE: Final = "[SYS/TEMP] The message was removed in the meantime"
_OUT_OF_PLACE: Final = {
    State.AUTHORIZATION: "Log in first",
    State.TRANSACTION: "Already logged in",
    State.UPDATE: "The session is over",
}


def _ok(text: str) -> Answer:
    return Answer(f"+OK {text}\r\n".encode())


def _error(text: str, after: After = After.GO_ON) -> Answer:
    return Answer(f"-ERR {text}\r\n".encode(), after=after)


def _scan(command: Command, numbers: Sequence[int], facts: Iterable[str]) -> Answer:
    """RFC 1939 §5, scan listing: one line, or a line for each."""
    lines = (f"{number} {fact}" for number, fact in zip(numbers, facts, strict=True))
    return _ok(next(lines)) if command.arguments else _listing(_messages(len(numbers)), lines)


def _listing(text: str, lines: Iterable[str]) -> Answer:
    return Answer(f"+OK {text}\r\n".encode(), _lines(lines))


async def _lines(lines: Iterable[str]) -> AsyncIterator[bytes]:
    """A multi-line response of short lines; none begins with a dot."""
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _LINES_AT_ONCE:
            yield "".join(f"{text}\r\n" for text in batch).encode()
            batch.clear()
    yield "".join(f"{text}\r\n" for text in (*batch, ".")).encode()


async def _begun(body: AsyncIterator[bytes]) -> AsyncIterator[bytes] | None:
    """The same octets with the first piece already read: +OK is said only of a message that is there."""
    try:
        first = await anext(body)
    except ContentGone:
        return None

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for piece in body:
            yield piece

    return whole()


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"
