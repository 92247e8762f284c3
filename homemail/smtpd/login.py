"""One client's login: a SASL exchange in SMTP's replies, and who it turned out to be (RFC 4954)."""

from homemail.access import sasl
from homemail.mail.status import Reply
from homemail.smtp.command import Auth, Bdat, Command, Data, Etrn, Expn, Mail, Rcpt, Vrfy
from homemail.smtpd import replies
from homemail.smtpd.steps import Answer, CheckCredentials


class Login:
    def __init__(self) -> None:
        self.account: str | None = None
        self.mechanism = ""
        self._exchange: sasl.SaslExchange | None = None

    @property
    def is_under_way(self) -> bool:
        """The next line is the client's part of the exchange."""
        return self._exchange is not None

    def begin(self, command: Auth) -> Answer | CheckCredentials:
        exchange = sasl.start(command.mechanism)
        if exchange is None:
            return Answer(Reply.of(504, "5.5.4", "Unrecognized authentication type"))
        self._exchange = exchange
        self.mechanism = command.mechanism
        return self._answer(exchange.respond(command.initial))

    def respond(self, line: bytes) -> Answer | CheckCredentials:
        assert self._exchange is not None
        return self._answer(self._exchange.respond(line))

    def drop(self) -> None:
        """The exchange cannot go on."""
        self._exchange = None

    def end(self, account: str | None) -> Answer:
        """The authenticator's answer: None is a wrong name or password."""
        if account is None:
            return Answer(Reply.of(535, "5.7.8", "Error: authentication failed"))
        self.account = account
        return Answer(Reply.of(235, "2.7.0", "Authentication successful"))

    def _answer(self, step: sasl.Step) -> Answer | CheckCredentials:
        match step:
            case sasl.Challenge():
                return Answer(Reply.of(334, None, step.line.decode("ascii")))
            case sasl.Credentials():
                self._exchange = None
                return CheckCredentials(step)
            case sasl.SaslFault():
                self._exchange = None
                return Answer(Reply.of(501, "5.7.0" if step.cancelled else "5.5.2", step.reason))


def why_not_in_clear(command: Command) -> Reply | None:
    """RFC 8314 §4.1 as the house has it: submission says nothing of use in clear text."""
    match command:
        case Mail() | Rcpt() | Data() | Bdat() | Vrfy() | Expn() | Etrn():
            return replies.TLS_FIRST
        case Auth():
            return Reply.of(538, "5.7.11", "Must issue a STARTTLS command first")
        case _:
            return None
