"""One client's session from greeting to farewell: what it may do now, and the answer to each command.

The receiver says what was sent, `dispatch` which command that is and whether
it may run in this state, the command does it, `selected` says what else the
client is owed, and this file writes it all in order. Faults of the client are
answered; faults of ours are logged and answered without a word of detail.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from homemail.access.clients import program_of
from homemail.access.login import Authenticator
from homemail.imap import dispatch, listening
from homemail.imap.announcer import Announcer
from homemail.imap.completion import Completion
from homemail.imap.compression import Garbled
from homemail.imap.connection import Connection, ConnectionLost
from homemail.imap.contents import Contents
from homemail.imap.enabled import Enabled
from homemail.imap.farewell import Farewell
from homemail.imap.literals import Literals
from homemail.imap.names import Names
from homemail.imap.selected import MailboxGone, SelectedMailbox, Wanted
from homemail.imap.wire import capability
from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.format import format_string, format_text
from homemail.imap.wire.receiver import CommandReceived, CommandReceiver, LiteralAnnounced, Overflow
from homemail.mail.ids import AccountId, MailboxId, ModSeq
from homemail.settings.live import LiveSettings
from homemail.store.errors import MessagesGone, NoSuchMailbox, OverQuota, StoreFull, StoreUnavailable
from homemail.store.store import Store
from homemail.store.values import Account

if TYPE_CHECKING:
    from homemail.imap.annotation_news import AnnotationNews
    from homemail.imap.notified import Notified

_log = logging.getLogger("homemail.imap")

LOGINS_WORTH: Final = 3  # so many times the patience for one command is there for all before login
AUTOLOGOUT: Final = 30 * 60.0  # RFC 3501 §5.4: at least 30 minutes
SIGN_OF_LIFE: Final = 10.0  # seconds of a command's silence
HANDSHAKE_PATIENCE: Final = 20.0
FAULTS_MAX: Final = 20  # BADs in a row; before login half of them
WRONG_PASSWORDS_MAX: Final = 5


class State(Enum):
    """RFC 3501 §3"""

    NOT_AUTHENTICATED = "not authenticated"
    AUTHENTICATED = "authenticated"
    SELECTED = "selected"
    LOGOUT = "logout"


@dataclass(slots=True)
class Tally:
    """What a session did, for its last log line."""

    fetched: int = 0
    appended: int = 0
    expunged: int = 0


class Session:
    """Holds the state; commands read and change it through what is public here."""

    def __init__(
        self,
        connection: Connection,
        store: Store,
        settings: LiveSettings,
        authenticator: Authenticator,
        announcer: Announcer,
        *,
        tls: ssl.SSLContext | None,
        login_patience: float,
    ) -> None:
        self.connection = connection
        self.store = store
        self.settings = settings
        self.authenticator = authenticator
        self.announcer = announcer
        self.tls = tls
        self.state = State.NOT_AUTHENTICATED
        self.selected: SelectedMailbox | None = None
        self.notified: Notified | None = None  # what NOTIFY asked for, once it did
        self.contents = Contents(store)
        self.enabled = Enabled()
        self.tally = Tally()
        self.annotations: AnnotationNews | None = None
        self.wrong_passwords = 0
        self.receiver = CommandReceiver()
        self.literals = Literals(self)
        self._account: Account | None = None
        self._names: Names | None = None
        self._let_go: Callable[[], None] = lambda: None  # of the login that is held
        self._program = ""  # what the client says it is
        self._login_patience = login_patience
        self._faults = 0
        self._heard_of = 0.0
        self._tag = b"*"

    # what commands ask of a session

    @property
    def account_id(self) -> AccountId:
        assert self._account is not None
        return self._account.id

    @property
    def user(self) -> str:
        """The name of the account."""
        assert self._account is not None
        return self._account.name

    @property
    def names(self) -> Names:
        """The mailboxes this session may know of, by name."""
        assert self._names is not None
        return self._names

    @property
    def view(self) -> SelectedMailbox:
        """The selected mailbox; the dispatch table lets no command that asks run without one."""
        assert self.selected is not None
        return self.selected

    @property
    def tag(self) -> bytes:
        """Of the command that is being answered."""
        return self._tag

    @property
    def may_send_password(self) -> bool:
        return self.connection.tls or self.authenticator.allows_plaintext(self.connection.client_ip)

    @property
    def may_start_tls(self) -> bool:
        return self.tls is not None and not self.connection.tls

    @property
    def capabilities(self) -> str:
        return capability.announced(
            logged_in=self._account is not None,
            starttls=self.may_start_tls,
            mechanisms=self.authenticator.mechanisms(tls=self.connection.tls) if self.may_send_password else (),
            compress=not self.connection.compresses,
            message_size=self.settings.current.limits.message_size,
        )

    async def send(self, octets: bytes) -> None:
        await self.connection.send(octets)

    async def untagged(self, octets: bytes) -> None:
        await self.connection.send(b"* " + octets + b"\r\n")

    async def still_working(self, done: int, goal: int) -> None:
        """Now and then a word from a command that takes long: it keeps routers awake and shows who has gone.

        `done` of `goal` messages have been looked at (RFC 9585 §4). Raises ConnectionLost.
        """
        now = asyncio.get_running_loop().time()
        if now - self._heard_of >= SIGN_OF_LIFE:
            self._heard_of = now
            await self.untagged(b"OK [INPROGRESS (%s %d %d)] Still working" % (format_string(self._tag), done, goal))
        await self.connection.flush()
        self.connection.require_open()

    async def continuation(self, octets: bytes) -> None:
        """continue-req = "+" SP (resp-text / base64) CRLF"""
        await self.connection.send(b"+ " + octets + b"\r\n")
        await self.connection.flush()

    def enter(self, account: Account | None, mechanism: str) -> None:
        """The authenticator's answer. Raises Refused; the same connection may try again (RFC 3501 §6.2.3)."""
        if account is None:
            self.wrong_passwords += 1
            raise Refused("User name or password is wrong", "AUTHENTICATIONFAILED")  # RFC 5530 §3
        self._account = account
        self._names = Names(self.store, account, self.enabled, self.settings.current.sharing)
        task = asyncio.current_task()
        assert task is not None
        self._let_go = self.authenticator.logins.hold(account.id, task.cancel)
        self.state = State.AUTHENTICATED
        self.receiver.logged_in()
        encryption = self.connection.tls_version or "none"
        _log.info(
            "login: user=<%s>, method=%s, client=[%s], tls=%s",
            account.name, mechanism, self.connection.client_ip, encryption,
        )  # fmt: skip
        self.authenticator.clients.seen(
            "imap", account.name, self.connection.client_ip, tls=self.connection.tls_version, program=self._program
        )

    def introduce(self, fields: Mapping[str, str]) -> None:
        """What the client says it is (RFC 2971), before its login or after it."""
        self._program = program_of(fields)
        if self._account is not None:
            self.authenticator.clients.named("imap", self._account.name, self.connection.client_ip, self._program)

    def select(self, selected: SelectedMailbox) -> None:
        self.selected = selected
        self.state = State.SELECTED
        self.govern(selected)

    def deselect(self) -> None:
        if self.selected is not None:
            self.selected.close()
            self.selected = None
            self.state = State.AUTHENTICATED

    def notify(self, notified: "Notified") -> None:
        """What another NOTIFY asked for takes the place of what the last one did (RFC 5465 §3.1)."""
        if self.notified is not None:
            self.notified.close()
        self.notified = notified

    def govern(self, view: SelectedMailbox) -> None:
        if self.notified is not None:
            self.notified.govern(view)
        else:
            view.want(Wanted.EVERYTHING)

    def know_change(self, mailbox_id: MailboxId, modseq: ModSeq | None, arrived: Sequence[int] = ()) -> None:
        """The command that is answered did this itself: it is no news to the client (RFC 5465 §5)."""
        if self.notified is not None:
            self.notified.know_change(mailbox_id, modseq)
        if self.selected is not None and self.selected.mailbox.id == mailbox_id:
            self.selected.know_arrivals(arrived)

    def know_name(self, name: str) -> None:
        """As `know_change`, of a name that was created, deleted, renamed to, subscribed to or no longer."""
        if self.notified is not None:
            self.notified.know_name(name)

    async def enable_condstore(self, *, qresync: bool = False) -> None:
        """RFC 7162 §3.1: from now on FETCH responses tell MODSEQ; HIGHESTMODSEQ is told at once if one is selected."""
        self.enabled.qresync = self.enabled.qresync or qresync
        if not self.enabled.condstore:
            self.enabled.condstore = True
            if self.selected is not None:
                await self.untagged(b"OK [HIGHESTMODSEQ %d] The highest mod-sequence" % self.selected.modseq)

    def watch_annotations(self) -> None:
        """RFC 5464 §4.1: from now on the client hears which annotations others change."""
        from homemail.imap.annotation_news import AnnotationNews

        self.annotations = self.annotations or AnnotationNews(self)

    async def start_tls(self) -> None:
        """After the tagged OK: whatever was sent in clear behind the command is dropped (CVE-2011-0411)."""
        assert self.tls is not None
        await self.connection.flush()
        self.receiver.forget()
        await self.connection.start_tls(self.tls, self.at_most(HANDSHAKE_PATIENCE))

    async def compress(self) -> None:
        """After the tagged OK; what was sent behind the command has to be compressed already (RFC 4978 §3)."""
        await self.connection.flush()
        self.connection.compress(self.receiver.take_rest())

    async def read_line(self) -> bytes:
        """A line outside the command grammar."""
        while True:
            line = self.receiver.next_line()
            if isinstance(line, bytes):
                return line
            if isinstance(line, Overflow):
                raise Farewell("That line is too long")
            await self.feed()

    async def feed(self) -> None:
        await self.connection.flush()
        octets = await self.connection.receive()
        if not octets:
            raise ConnectionLost
        self.receiver.feed(octets)

    async def send_owed(self, *, may_expunge: bool, look: bool = False) -> None:
        if self.annotations is not None:
            await self.annotations.tell()
        if self.selected is not None:
            async for piece in self.selected.owed(may_expunge=may_expunge, look=look):
                await self.send(piece)
                await asyncio.sleep(0)  # a client that takes all at once must not keep the others waiting
        if self.notified is not None:
            async for piece in self.notified.owed():
                await self.send(piece)

    # the life of a session

    async def serve(self) -> None:
        """From the greeting to the end; raises nothing but cancellation."""
        farewell = "Going away"
        linger = 0.0
        try:
            await self.untagged(b"OK [CAPABILITY " + self.capabilities.encode() + b"] HomeMail is ready")
            await self._converse()
        except ConnectionLost:
            farewell = ""
        except TimeoutError:
            farewell = "Nothing was heard for too long"
        except Farewell as words:
            farewell = str(words)
            linger = 1.0
        except Garbled:
            farewell = "What you send is not compressed as agreed"
            linger = 1.0
        except MailboxGone:
            farewell = "The selected mailbox was deleted"  # or closed to this account, which looks the same
        except Exception:
            _log.exception("session with [%s] broke off", self.connection.client_ip)
            farewell = "Internal error"
        finally:
            self._let_go()
            self.deselect()
            if self.notified is not None:
                self.notified.close()
            if self.annotations is not None:
                self.annotations.close()
            self._log_end()
        if farewell and self.state is not State.LOGOUT:
            try:
                await self.untagged(b"BYE " + format_text(farewell))
            except ConnectionLost:
                linger = 0.0
        await self.connection.close(linger)

    def _log_end(self) -> None:
        if self._account is not None:
            tally = self.tally
            _log.info(
                "logout: user=<%s>, client=[%s], fetched=%d, appended=%d, expunged=%d, in=%d, out=%d",
                self._account.name, self.connection.client_ip, tally.fetched, tally.appended, tally.expunged,
                self.connection.octets_in, self.connection.octets_out,
            )  # fmt: skip

    def at_most(self, patience: float) -> float:
        return min(patience, self.settings.current.limits.command_timeout)

    async def _converse(self) -> None:
        loop = asyncio.get_running_loop()
        login_by = loop.time() + LOGINS_WORTH * self._login_patience
        while self.state is not State.LOGOUT:
            if self._account is None:
                deadline = min(loop.time() + self._login_patience, login_by)
            else:
                deadline = loop.time() + AUTOLOGOUT
            async with asyncio.timeout_at(deadline) as patience:
                command = await self._receive_command()
                if self._account is not None:
                    patience.reschedule(None)  # its own commands wait as they see fit
                await self._answer(command)
            if self.wrong_passwords >= WRONG_PASSWORDS_MAX:
                raise Farewell("Too many wrong passwords")
            if self._faults >= (FAULTS_MAX if self._account is not None else FAULTS_MAX // 2):
                raise Farewell("Too many commands that are none")

    async def _receive_command(self) -> Arguments:
        """The next command, or as much of an APPEND as comes before its message."""
        self.literals.announced = None
        while True:
            match self.receiver.next_event():
                case CommandReceived(parts):
                    return Arguments(parts, utf8=self.enabled.utf8)
                case LiteralAnnounced() as announced:
                    if self._account is not None and dispatch.takes_literal_itself(announced.parts):
                        self.literals.announced = announced
                        return Arguments(announced.parts, utf8=self.enabled.utf8)
                    await self._keep_literal(announced)
                case Overflow():
                    await self.untagged(b"BAD That line is too long")
                    raise Farewell("That line is too long")
                case _:
                    await listening.until_more(self)

    async def _keep_literal(self, announced: LiteralAnnounced) -> None:
        if announced.fits:
            self.receiver.keep_literal()
            if announced.synchronising:
                await self.continuation(b"Go on")
        elif announced.synchronising:
            self.receiver.abandon_command()
            self._faults += 1
            await self.send(dispatch.tag_of(announced.parts) + b" BAD [TOOBIG] That literal is too large\r\n")
        else:
            # RFC 7888 §4: its octets are on their way; closing is one of the two ways out.
            raise Farewell("That literal is too large")

    async def _answer(self, arguments: Arguments) -> None:
        """One command: what it does, what else the client is owed, and the tagged response."""
        self._tag = b"*"
        self._heard_of = asyncio.get_running_loop().time()
        verb: dispatch.Verb | None = None
        completion: Completion | None = None
        code: str | Callable[[], str | None] | None
        try:
            self._tag = dispatch.take_tag(arguments)
            verb = dispatch.find_verb(arguments, self.state)
            if verb.by_number and self.enabled.uid_only:
                raise SyntaxFault("Message numbers are not spoken of any more", "UIDREQUIRED")  # RFC 9586 §3.1
            if self.selected is not None and not verb.leaves:
                async for piece in self.selected.rights_news():
                    await self.send(piece)
            completion = await verb.run(self, arguments)
            status, code, text = "OK", completion.code, completion.text
            self._faults = 0
        except SyntaxFault as fault:
            self._faults += 1
            status, code, text = "BAD", fault.code, str(fault)
        except Refused as refusal:
            status, code, text = "NO", refusal.code, refusal.text
        except StoreFull:
            status, code, text = "NO", "OVERQUOTA", "The disk of the mail server is full"
        except StoreUnavailable as fault:
            _log.error("store unavailable: %s", fault)
            status, code, text = "NO", "UNAVAILABLE", "The mail store cannot be reached now"
        except (ConnectionLost, Farewell, MailboxGone, TimeoutError):
            raise
        except MessagesGone:
            status, code, text = "NO", "EXPUNGEISSUED", "Some of those messages are no longer there"  # RFC 5530 §3
        except OverQuota:
            status, code, text = "NO", "OVERQUOTA", "There is no room for that in the mailboxes"  # RFC 9208 §4.3.1
        except NoSuchMailbox:
            status, code, text = "NO", "NONEXISTENT", "That mailbox is gone"
        except Exception:
            _log.exception("%s failed", verb.name if verb is not None else "a command")
            status, code, text = "NO", "SERVERBUG", "Internal error"
        await self.literals.discard()
        if verb is not None and self.state in (State.AUTHENTICATED, State.SELECTED):
            await self._send_owed_after(verb)
        if callable(code):
            code = code()
        bracketed = f"[{code}] " if code else ""
        await self.send(self._tag + f" {status} {bracketed}".encode() + format_text(text) + b"\r\n")
        if completion is not None and completion.then is not None:
            await completion.then()

    async def _send_owed_after(self, verb: "dispatch.Verb") -> None:
        try:
            await self.send_owed(may_expunge=verb.may_expunge, look=verb.looks)
        except StoreUnavailable as fault:
            _log.error("store unavailable: %s", fault)  # owed still, and said when it can be
