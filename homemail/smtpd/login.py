"""One client's login: a SASL exchange in SMTP's replies, and who it turned out to be (RFC 4954)."""

from homemail.access.dialogue import Dialogue, Verdict
from homemail.access.sasl import Challenge, SaslFault
from homemail.mail.status import Reply
from homemail.smtp.command import Auth, Bdat, Command, Data, Etrn, Expn, Mail, Rcpt, Vrfy
from homemail.smtpd import replies
from homemail.smtpd.steps import Answer, LoginLine


class Login:
    def __init__(self) -> None:
        self.account: str | None = None
        self.mechanism = ""
        self._dialogue: Dialogue | None = None

    @property
    def is_under_way(self) -> bool:
        """The next line is the client's part of the exchange."""
        return self._dialogue is not None

    def begin(self, dialogue: Dialogue | None, initial: bytes | None) -> Answer | LoginLine:
        """`dialogue`: None where the mechanism is not offered."""
        self._dialogue = dialogue
        if dialogue is None:
            return Answer(Reply.of(504, "5.5.4", "Unrecognized authentication type"))
        self.mechanism = dialogue.mechanism
        return LoginLine(dialogue, initial)

    def respond(self, line: bytes) -> LoginLine:
        assert self._dialogue is not None
        return LoginLine(self._dialogue, line)

    def drop(self) -> None:
        """The exchange cannot go on."""
        self._dialogue = None

    def went(self, outcome: Challenge | SaslFault | Verdict) -> Answer:
        """What the dialogue answered to the client's line."""
        if isinstance(outcome, Challenge):
            return Answer(Reply.of(334, None, outcome.line.decode("ascii")))
        self._dialogue = None
        if isinstance(outcome, SaslFault) and outcome.temporary:
            return Answer(Reply.of(454, "4.7.0", outcome.reason))
        if isinstance(outcome, SaslFault):
            return Answer(Reply.of(501, "5.7.0" if outcome.cancelled else "5.5.2", outcome.reason))
        if outcome.account is None:
            return Answer(Reply.of(535, "5.7.8", "Error: authentication failed"))
        self.account = outcome.account.name
        return Answer(Reply.of(235, "2.7.0", "Authentication successful"))


def why_not_in_clear(command: Command) -> Reply | None:
    """RFC 8314 §4.1 as the house has it: submission says nothing of use in clear text."""
    match command:
        case Mail() | Rcpt() | Data() | Bdat() | Vrfy() | Expn() | Etrn():
            return replies.TLS_FIRST
        case Auth():
            return Reply.of(538, "5.7.11", "Must issue a STARTTLS command first")
        case _:
            return None
