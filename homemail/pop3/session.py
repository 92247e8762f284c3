"""A POP3 session: which command may come when, and what answers it (RFC 1939).

    AUTHORIZATION ── login ──► TRANSACTION ── QUIT ──► UPDATE
         └── QUIT, end of connection: nothing has changed ──┘

No sockets here: a line in, an `Answer` out; `authorization` and `transaction`
hold what stands behind the table. The maildrop changes only in
`_quit` of a TRANSACTION; whoever hangs up leaves everything as it was. The log
gets logins and logouts, never an argument of a command that is not known.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from homemail.access.dialogue import Dialogue
from homemail.access.login import Authenticator
from homemail.pop3 import authorization, transaction
from homemail.pop3.answer import After, Answer, error, messages, ok
from homemail.pop3.command import LINE_MAX, Command, parse_command
from homemail.pop3.maildrop import Maildrop, MaildropLocks, open_maildrop
from homemail.store.errors import StoreError, StoreUnavailable

if TYPE_CHECKING:
    from homemail.store.store import Store
    from homemail.store.values import Account

FAULTS_MAX: Final = 25  # a program that talks nonsense is let go
SASL_LINE_MAX: Final = 12290  # RFC 5034 §4: AUTH lines are not bound by the 512 octets of commands

_log = logging.getLogger("homemail.pop3")


class State(Enum):
    AUTHORIZATION = auto()
    TRANSACTION = auto()
    UPDATE = auto()


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
    username: str | None = None
    dialogue: Dialogue | None = None  # a login by SASL that is under way
    maildrop: Maildrop | None = None
    days: int | None = None  # after which messages that were retrieved are removed
    _holds_lock: bool = False
    _let_go: Callable[[], None] = lambda: None  # of the login that is held
    _faults: int = 0
    tls_version: str = ""

    @property
    def line_max(self) -> int:
        """How long the next line may be."""
        return SASL_LINE_MAX if self.dialogue is not None else LINE_MAX

    def greeting(self) -> Answer:
        """RFC 1939 §4. Without a timestamp, since APOP needs passwords that are kept in the clear."""
        return ok(f"{self.house.hostname()} HomeMail POP3 ready")

    async def answer(self, line: bytes) -> Answer:
        """The answer to one line, without its line end."""
        try:
            answer = await self._answer(line)
        except StoreUnavailable:
            _log.warning("warning: mail store unavailable for unknown[%s]", self.client_ip)
            answer = error("[SYS/TEMP] The mail store is not available, try again later")
        if answer.is_error:
            return self._count_fault(answer)
        return answer

    def too_long(self, *, last: bool) -> Answer:
        """The line was longer than `line_max`; its octets are gone. `last`: too long even to wait for its end."""
        self.dialogue = None
        if last:
            return error("Line without end", After.CLOSE)
        return self._count_fault(error("Line too long"))

    def secured(self) -> None:
        """RFC 2595 §4: after STLS the session starts over; what was said in the clear does not count."""
        self.tls = True
        self.username = None
        self.dialogue = None

    def end(self, reason: str = "connection lost") -> None:
        """Let go of the maildrop, whatever happened before; safe to call again."""
        self._let_go()
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
                0 if self.maildrop is None else len(self.maildrop),
                reason,
            )
        self.maildrop = None

    # The table and what stands behind it

    async def _answer(self, line: bytes) -> Answer:
        if self.dialogue is not None:
            return await authorization.continue_sasl(self, line)
        command = parse_command(line)
        entry = COMMANDS.get(command.keyword)
        if entry is None:
            return error("Unknown command")
        if self.state not in entry.states:
            return error(_OUT_OF_PLACE[self.state])
        if entry.words is not None and len(command.arguments) not in entry.words:
            return error(f"Usage: {entry.usage}")
        return await entry.handler(self, command)

    def _count_fault(self, answer: Answer) -> Answer:
        self._faults += 1
        if self._faults < FAULTS_MAX or self.state is State.UPDATE:
            return answer
        self.end("too many errors")
        return error("Too many errors", After.CLOSE)

    @property
    def may_login(self) -> bool:
        return self.tls or self.house.authenticator.allows_plaintext(self.client_ip)

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """By which SASL ones it may log in now."""
        return self.house.authenticator.mechanisms(tls=self.tls) if self.may_login else ()

    @property
    def drop(self) -> Maildrop:
        """The maildrop; the table lets no command that asks run without one."""
        assert self.maildrop is not None
        return self.maildrop

    async def enter(self, account: "Account", mechanism: str) -> Answer:
        """The password was right: TRANSACTION begins, unless another session has the maildrop."""
        if not await self.house.locks.acquire(account.id):
            _log.info("warning: unknown[%s]: maildrop in use, user=<%s>", self.client_ip, account.name)
            return error("[IN-USE] The maildrop is open in another session")  # RFC 2449 §8.1.1
        self.account, self._holds_lock = account, True
        try:
            self.maildrop = await open_maildrop(self.house.store, account)
            self.days = await self.house.store.retrieved.days_of(account.id)
        except BaseException:
            self._holds_lock = False
            self.house.locks.release(account.id)
            self.account = None
            raise
        task = asyncio.current_task()
        assert task is not None
        self._let_go = self.house.authenticator.logins.hold(account.id, task.cancel)
        self.state = State.TRANSACTION
        _log.info(
            "login: user=<%s>, method=%s, client=unknown[%s], %s",
            account.name,
            mechanism,
            self.client_ip,
            "TLS" if self.tls else "no TLS",
        )
        self.house.authenticator.clients.seen("pop3", account.name, self.client_ip, tls=self.tls_version)
        return ok(f"Logged in, {messages(len(self.maildrop))}")

    async def _quit(self, _: Command) -> Answer:
        """RFC 1939 §6: the only way into UPDATE. If the removal fails nothing was removed, and the client is told."""
        if self.state is State.AUTHORIZATION:
            return Answer(b"+OK Bye\r\n", after=After.CLOSE)
        self.state = State.UPDATE
        try:
            self.counts.deleted = await self.drop.update(keeps_account=self.days is not None)
        except StoreError:
            self.end("the removal of messages failed")
            return error("[SYS/TEMP] The deleted messages could not be removed", After.CLOSE)
        self.end("quit")
        return Answer(b"+OK Bye\r\n", after=After.CLOSE)


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
    "CAPA": Entry(_A | _T, _NONE, "CAPA", authorization.capa),
    "STLS": Entry(_A, _NONE, "STLS", authorization.stls),
    "UTF8": Entry(_A, _NONE, "UTF8", authorization.utf8),
    "USER": Entry(_A, None, "USER name", authorization.user),
    "PASS": Entry(_A, None, "PASS password", authorization.password),
    "AUTH": Entry(_A, frozenset({0, 1, 2}), "AUTH mechanism [initial-response]", authorization.auth),
    "STAT": Entry(_T, _NONE, "STAT", transaction.stat),
    "LIST": Entry(_T, _MAYBE, "LIST [message]", transaction.list_sizes),
    "UIDL": Entry(_T, _MAYBE, "UIDL [message]", transaction.uidl),
    "RETR": Entry(_T, _ONE, "RETR message", transaction.retr),
    "TOP": Entry(_T, _TWO, "TOP message lines", transaction.top),
    "DELE": Entry(_T, _ONE, "DELE message", transaction.dele),
    "NOOP": Entry(_T, _NONE, "NOOP", transaction.noop),
    "RSET": Entry(_T, _NONE, "RSET", transaction.rset),
    "QUIT": Entry(_A | _T, _NONE, "QUIT", Session._quit),
}

_OUT_OF_PLACE: Final = {
    State.AUTHORIZATION: "Log in first",
    State.TRANSACTION: "Already logged in",
    State.UPDATE: "The session is over",
}
