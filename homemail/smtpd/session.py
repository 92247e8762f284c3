"""One SMTP session's decisions: a command line in, the next step out.

Relies on the grammar in `homemail.smtp` and on routing's word about each
recipient. Holds no socket, no clock and no store: what takes time (checking a
password, TLS, receiving content) is returned as a step, and the connection
tells how it went. Every reply a client gets is decided here.
"""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from homemail.access.dialogue import Verdict
from homemail.access.sasl import Challenge, SaslFault
from homemail.mail.address import ReversePath
from homemail.mail.envelope import Envelope, Origin, Recipient
from homemail.mail.status import Reply
from homemail.queue.lines import printable
from homemail.settings.model import Settings
from homemail.smtp import command as smtp
from homemail.smtp.data import DataFault
from homemail.smtp.path import Strictness, SyntaxFault, Unqualified
from homemail.smtpd import questions, recipients, replies
from homemail.smtpd.extensions import offered
from homemail.smtpd.hosts import SERVICES
from homemail.smtpd.login import Login, why_not_in_clear
from homemail.smtpd.policy.gate import Gate
from homemail.smtpd.policy.strangers import Advice, Caller
from homemail.smtpd.steps import (
    Answer,
    Client,
    Close,
    Consult,
    LoginLine,
    ReceiveChunk,
    Role,
    Step,
    TryAgain,
    Upgrade,
    Weigh,
)
from homemail.smtpd.transaction import Transaction, answer_bdat, answer_data
from homemail.smtpd.wear import Wear

if TYPE_CHECKING:
    from homemail.access.login import Authenticator

_JUNK = (smtp.Noop, smtp.Rset, smtp.Vrfy, smtp.Expn, smtp.Etrn, smtp.Help, smtp.Helo, smtp.Ehlo)
_ANSWERED_LATER = (Consult, LoginLine, ReceiveChunk, TryAgain, Weigh)  # and counted then


class SmtpSession:
    """State of one session: greeting, login, transaction, and what the client has worn out."""

    def __init__(
        self,
        client: Client,
        role: Role,
        settings: Callable[[], Settings],
        directory: Callable[[], Collection[str]],
        note: Callable[[str], None],
        *,
        gate: Gate,
        authenticator: "Authenticator",
        offers_tls: bool,
        has_room: Callable[[int], bool],
        may_send: Callable[[], bool] = lambda: True,
        may_name: Callable[[], bool] = lambda: True,
        has_limits: Callable[[], bool] = lambda: False,
    ) -> None:
        self.client = client
        self.role = role
        self._settings = settings
        self._directory = directory
        self._note = note
        self._gate = gate
        self._offers_tls = offers_tls
        self._has_room = has_room  # on the disk, for a message of this size
        self._may_send = may_send  # one more message of a stranger
        self._may_name = may_name  # one more recipient of a stranger's mail
        self._has_limits = has_limits  # somebody may not keep any amount of mail
        self.tls = ""  # "TLSv1.3 TLS_AES_256_GCM_SHA384" once it is on
        self.helo = ""
        self._esmtp = False
        self._authenticator = authenticator
        self._login = Login()
        self._transaction: Transaction | None = None
        self.wear = Wear()

    # What the connection asks.

    @property
    def account(self) -> str | None:
        return self._login.account

    @property
    def mechanism(self) -> str:
        return self._login.mechanism

    @property
    def origin(self) -> Origin:
        if self.account is not None:
            return Origin.SUBMITTED
        return Origin.TRUSTED if self.client.trusted else Origin.STRANGER

    @property
    def strictness(self) -> Strictness:
        return Strictness.LENIENT if self.origin.is_house or self.role.is_submission else Strictness.STRICT

    @property
    def protocol(self) -> str:
        """The word after "with" in Received (RFC 3848)."""
        if not self._esmtp and not self.tls and self.account is None:
            return "SMTP"
        return "ESMTP" + ("S" if self.tls else "") + ("A" if self.account is not None else "")

    def with_clause(self, envelope: Envelope) -> str:
        """RFC 6531 §4.3: a message that came with SMTPUTF8 says so in its Received."""
        return "UTF8" + self.protocol.removeprefix("E") if envelope.smtputf8 else self.protocol

    @property
    def greet_pause(self) -> float:
        """Seconds that the greeting waits: who speaks before it is no mail server. The house never waits."""
        if self.origin.is_house or self.role.is_submission:
            return 0.0
        return float(self._settings().access.greet_pause)

    @property
    def in_transaction(self) -> bool:
        return self._transaction is not None

    @property
    def in_chunks(self) -> bool:
        """A content has been begun by BDAT."""
        return self._transaction is not None and self._transaction.chunked

    @property
    def is_tarpit(self) -> bool:
        return self.wear.is_tarpit(self._settings().limits, is_house=self.origin.is_house)

    def spoke_early(self) -> Close:
        """RFC 5321 §4.3.1: the server speaks first."""
        self._note(f"PREGREET from {self.client}: refused")
        return Close(replies.OUT_OF_STEP)

    def greeting(self) -> Reply:
        return Reply.of(220, None, f"{self._settings().identity.hostname} ESMTP HomeMail")

    def receive(self, line: bytes, *, more: bool = False) -> Step:
        """One line: a command, or the client's part of a login. `more`: the client has not waited for the reply."""
        verb = "AUTH" if self._login.is_under_way else smtp.verb_of(line)
        if more and verb in smtp.END_OF_GROUP and self.origin is Origin.STRANGER and not self.role.is_submission:
            # Only a program that does not listen, or somebody behind a confused proxy, sends this.
            self._note(f"improper command pipelining after {verb} from {self.client}")
            return self._counted(verb, Close(replies.OUT_OF_STEP))
        if self._login.is_under_way:
            return self._counted("AUTH", self._login.respond(line))
        try:
            step = self._decide(smtp.parse_command(line, self.strictness))
        except SyntaxFault as fault:
            # How many octets an unreadable BDAT brings nobody knows; none of them may be read as a command.
            # 521, as Postfix says: this is the end, and not by the client's wish.
            step = Close(Reply(521, fault.reply.status, fault.reply.lines)) if verb == "BDAT" else Answer(fault.reply)
            if verb in ("MAIL", "RCPT"):
                self._reject(verb, fault.reply, printable(line.decode("utf-8", "replace"))[:200])
        return self._counted(verb if verb in smtp.KNOWN_VERBS else "UNKNOWN", step)

    def overlong(self) -> Step:
        """A line passed the limit and is being dropped."""
        self._login.drop()
        return self._counted("UNKNOWN", Answer(replies.LINE_TOO_LONG))

    def tls_started(self, description: str) -> None:
        """RFC 3207 §4.2: everything the client said before is forgotten."""
        self.tls = description
        self.helo = ""
        self._esmtp = False
        self._transaction = None

    def login_went(self, outcome: Challenge | SaslFault | Verdict) -> Step:
        """What the login's dialogue answered."""
        return self._counted("AUTH", self._login.went(outcome))

    def login_failed_for_now(self) -> Step:
        """The store could not be asked (RFC 4954 §6)."""
        self._login.drop()
        return self._counted("AUTH", Answer(Reply.of(454, "4.7.0", "Temporary authentication failure")))

    def advised(self, command: smtp.Rcpt, advice: Advice) -> Step:
        """What policy says of a stranger's mail; it holds for all recipients of the transaction."""
        for note in advice.notes:
            self._note(f"warning: {self.client}: {printable(note)}")
        if self._transaction is not None:
            self._transaction.advice = advice
        return self._counted("RCPT", self._rcpt(command))

    def weighed(self, step: Weigh, refusal: Reply | None) -> Step:
        """Whether there is room; `refusal` says that there is none."""
        reply = refusal or step.reply
        transaction = self._transaction
        assert transaction is not None
        if refusal is not None:
            transaction.refused += 1
            self._reject("RCPT", refusal, str(step.command.path))
        else:
            transaction.recipients.append(step.recipient)
        return self._counted("RCPT", Answer(reply))

    def content_fault(self, fault: DataFault) -> Reply:
        reply = replies.CONTENT_FAULTS[fault]
        self._reject("DATA", reply)
        return reply

    def content_too_big(self) -> Reply:
        self._reject("DATA", replies.TOO_BIG)
        return replies.TOO_BIG

    def may_not_write_as(self, refusal: Reply) -> Reply:
        """Policy has read the header."""
        return self._reject("END-OF-MESSAGE", refusal)

    def content_taken(self, reply: Reply) -> Step:
        """What became of the content; the transaction is over either way (RFC 5321 §4.1.1.4)."""
        self._transaction = None
        if reply.is_positive:
            self.wear.renew()
            return Answer(reply)
        self.wear.take_back("DATA")
        return self._worn(Answer(reply))

    def chunk_taken(self, step: ReceiveChunk, reply: Reply) -> Step:
        """What became of a chunk; after the last one the transaction is over (RFC 3030 §2)."""
        if step.refusal is None and self._transaction is not None:
            self._transaction.spoiled = not reply.is_positive
            if step.envelope is not None:
                self._transaction = None
        if reply.is_positive and step.envelope is not None:
            self.wear.renew()
        elif not step.size:  # no progress
            self.wear.idle_commands += 1
        return self._counted("BDAT", Answer(reply))

    def tried_again(self, step: TryAgain, count: int) -> Step:
        return self._counted("ETRN", Answer(questions.tell_tried(step, count)))

    def not_tried_again(self) -> Step:
        return self._counted("ETRN", Answer(Reply.of(458, "4.3.0", "Unable to queue messages for node")))

    # What each command gets.

    def _decide(self, command: smtp.Command) -> Step:
        if isinstance(command, _JUNK):
            self.wear.idle_commands += 1
        if self.role.is_submission and not self.tls:
            refused = why_not_in_clear(command)
            if refused is not None:
                if isinstance(command, smtp.Bdat):
                    return ReceiveChunk(command.size, refusal=refused)
                return Answer(refused)
        match command:
            case smtp.Mail():
                return Answer(self._mail(command))
            case smtp.Rcpt():
                return self._rcpt(command)
            case smtp.Data():
                return answer_data(self._transaction)
            case smtp.Helo(name):
                return Answer(self._greet(name, esmtp=False))
            case smtp.Ehlo(name):
                return Answer(self._greet(name, esmtp=True))
            case smtp.Rset():
                self._transaction = None
                return Answer(Reply.of(250, "2.0.0", "Ok"))
            case smtp.Noop():
                return Answer(Reply.of(250, "2.0.0", "Ok"))
            case smtp.Quit():
                return Close(Reply.of(221, "2.0.0", "Bye"))
            case smtp.Bdat():
                return answer_bdat(self._transaction, command)
            case smtp.Help(topic):
                return Answer(questions.explain(topic))
            case smtp.Vrfy() | smtp.Expn():
                return Answer(*questions.answer(command, self.origin, self._directory(), self._settings()))
            case smtp.Etrn(node, below):
                if not self.origin.is_house:
                    return Answer(Reply.of(459, "4.7.1", "Node not allowed: log in first"))
                return TryAgain(node, below)
            case smtp.StartTls():
                return self._starttls()
            case smtp.Auth():
                return self._auth(command)
            case smtp.Unimplemented():
                return Answer(Reply.of(502, "5.5.1", "Error: command not implemented"))
            case smtp.Foreign():
                self._note(f"warning: non-SMTP command from {self.client}")
                return Close(Reply.of(221, "2.7.0", "Error: this is a mail server"))
            case smtp.Unknown():
                return Answer(replies.NO_SUCH_COMMAND)

    def _greet(self, name: str, *, esmtp: bool) -> Reply:
        self._transaction = None
        self.helo = printable(name)[:255]
        self._esmtp = esmtp
        settings = self._settings()
        if not esmtp:
            return Reply.of(250, None, settings.identity.hostname)
        tls = self._offers_tls and not self.tls
        mechanisms = self._authenticator.mechanisms(tls=bool(self.tls)) if self._may_log_in else ()
        words = offered(settings, self.origin, tls=tls, mechanisms=mechanisms)
        return Reply.of(250, None, settings.identity.hostname, *words)

    @property
    def _may_log_in(self) -> bool:
        if self.account is not None:
            return False
        return bool(self.tls) or (self.client.plaintext_login and not self.role.is_submission)

    def _starttls(self) -> Step:
        # RFC 3207 §4.2: TLS inside TLS is never started.
        if self.tls:
            return Answer(Reply.of(503, "5.5.1", "Error: TLS already active"))
        if not self._offers_tls:
            return Answer(Reply.of(502, "5.5.1", "Error: TLS is not offered"))
        self._transaction = None
        return Upgrade(Reply.of(220, "2.0.0", "Ready to start TLS"))

    def _auth(self, command: smtp.Auth) -> Step:
        if self.account is not None:
            return Answer(Reply.of(503, "5.5.1", "Error: already authenticated"))
        if self._transaction is not None:
            return Answer(Reply.of(503, "5.5.1", "Error: MAIL transaction in progress"))
        if not self._may_log_in:
            return Answer(Reply.of(538, "5.7.11", "Encryption required for authentication"))
        service = SERVICES[self.role]
        dialogue = self._authenticator.begin(command.mechanism, self.client.ip, service, tls=bool(self.tls))
        return self._login.begin(dialogue, command.initial)

    def _mail(self, command: smtp.Mail) -> Reply:
        if self.role.is_submission and self.account is None:
            return self._reject("MAIL", replies.LOGIN_FIRST)
        if self.origin is Origin.STRANGER and not self.helo:
            return self._reject("MAIL", Reply.of(503, "5.5.1", "Error: send HELO/EHLO first"))
        if self._transaction is not None:
            return Reply.of(503, "5.5.1", "Error: nested MAIL command")
        if self.origin is Origin.STRANGER and not self._may_send():
            return self._reject("MAIL", replies.TOO_MUCH_MAIL)
        parameters = command.parameters
        settings = self._settings()
        if parameters.size is not None and parameters.size > settings.limits.message_size:
            return self._reject("MAIL", replies.TOO_BIG)  # RFC 1870 §6.1
        if not self._has_room(parameters.size or 0):
            return self._reject("MAIL", replies.DISK_FULL)
        path = command.path
        if isinstance(path, Unqualified):
            qualified = recipients.qualify(path, self.origin, settings)
            if qualified is None:
                refusal = Reply.of(504, "5.5.2", f"<{path}>: Sender address rejected: need fully-qualified address")
                return self._reject("MAIL", refusal, str(path))
            path = qualified
        reverse_path = ReversePath(path)
        denied = self._gate.decide_mail(reverse_path, self.account, self.client.device, self._directory())
        if denied is not None:
            return self._reject("MAIL", denied)
        self._transaction = Transaction(reverse_path, parameters)
        return Reply.of(250, "2.1.0", "Ok")

    def _rcpt(self, command: smtp.Rcpt) -> Step:
        transaction = self._transaction
        if transaction is None:
            return Answer(replies.NEED_MAIL)
        if transaction.chunked:
            return Answer(Reply.of(503, "5.5.1", "Error: RCPT after BDAT"))
        settings = self._settings()
        path = command.path
        if len(transaction.recipients) >= settings.limits.recipients:
            reply = Reply.of(452, "4.5.3", "Error: too many recipients")
            return Answer(self._reject("RCPT", reply, str(path)))
        reply, address = recipients.judge(
            path, self.origin, self._directory(), settings, smtputf8=transaction.parameters.smtputf8
        )
        guess = address is None and reply.code == 550
        if address is not None and self.origin is Origin.STRANGER:
            if transaction.advice is None:
                caller = Caller(self.client.ip, self.client.name, self.helo, transaction.reverse_path)
                return Consult(caller, command)
            reply = transaction.advice.refusal_for(address) or reply
            if reply.is_positive and not self._may_name():
                reply = replies.TOO_MANY_RECIPIENTS
        elif address is not None:
            reply = self._gate.decide_recipient(self.account, self.client.device) or reply
        if address is None or not reply.is_positive:
            transaction.refused += 1
            return Answer(self._reject("RCPT", reply, str(path)), guess)
        recipient = Recipient(address, command.parameters.notify, command.parameters.orcpt)
        if self._has_limits():
            return Weigh(command, recipient, transaction.parameters.size or 0, reply)
        transaction.recipients.append(recipient)
        return Answer(reply)

    # Keeping count.

    def _counted(self, verb: str, step: Step) -> Step:
        if isinstance(step, _ANSWERED_LATER):
            return step
        reply = step.reply
        if reply.code == 334:
            return step
        self.wear.count(verb, good=reply.is_positive)
        if reply.is_positive and not (isinstance(step, Answer) and self._has_idled):
            return step
        return self._worn(step)

    @property
    def _has_idled(self) -> bool:
        return self.wear.has_idled(self._settings().limits, is_house=self.origin.is_house)

    def _worn(self, step: Step) -> Step:
        """One more error; past the limit the client is let go instead."""
        if isinstance(step, Close) or not self.wear.err(self._settings().limits, is_house=self.origin.is_house):
            return step
        self._note(f"too many errors from {self.client}")
        return Close(replies.TOO_MANY_ERRORS)

    def _reject(self, stage: str, reply: Reply, recipient: str = "") -> Reply:
        """Postfix's NOQUEUE line, which log tools count."""
        where = [f"proto={self.protocol}", f"helo=<{self.helo}>"]
        transaction = self._transaction
        if transaction is not None:
            to = f" to=<{printable(recipient)}>" if recipient and stage == "RCPT" else ""
            where.insert(0, f"from=<{printable(str(transaction.reverse_path))}>{to}")
        self._note(f"NOQUEUE: reject: {stage} from {self.client}: {printable(str(reply))}; {' '.join(where)}")
        return reply
