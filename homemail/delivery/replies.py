"""What a next hop's reply, or its silence, means for a recipient: pure, no sockets.

The words follow Postfix's ("host mx[ip] said: ... (in reply to RCPT TO command)"), so that people and log tools find
what they know. A reply without an enhanced status gets one of its class (RFC 3463 §2).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from homemail.mail.contact import Contact, SmtpStep
from homemail.mail.outcome import Action, Outcome
from homemail.mail.sentence import Sentence, joined
from homemail.mail.status import EnhancedStatus

_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?:\s+|$)")
TEXT_MAX = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """One SMTP reply as it came, its text made harmless for logs and reports."""

    code: int
    text: str

    @classmethod
    def of(cls, code: int, text: str) -> "Answer":
        flat = " ".join(text.split())[:TEXT_MAX]
        return cls(code, flat if flat.isprintable() else "".join(ch if ch.isprintable() else "?" for ch in flat))

    @property
    def is_positive(self) -> bool:
        """Done. A 3xx is not: it asks for more, and only DATA has more to give (RFC 5321 §4.2.1)."""
        return 200 <= self.code <= 299

    @property
    def is_permanent(self) -> bool:
        return 500 <= self.code <= 599

    @property
    def status(self) -> EnhancedStatus:
        """The enhanced status in the text, if its class agrees with the code; else one that says the class only."""
        klass = 2 if self.is_positive else 5 if self.is_permanent else 4
        match = _ENHANCED.match(self.text)
        if match and int(match[1]) == klass:
            return EnhancedStatus(klass, int(match[2]), int(match[3]))
        return EnhancedStatus(klass, 0, 0)

    def __str__(self) -> str:
        return f"{self.code} {self.text}".rstrip()


@dataclass(frozen=True, slots=True)
class Peer:
    """The host of a session: its name, address and port, the TLS in use and what was asked of it."""

    host: str
    address: str
    port: int
    tls: str = ""
    tls_verified: bool = False
    policy: str = ""

    def __str__(self) -> str:
        return f"{self.host}[{self.address}]:{self.port}"

    @property
    def without_port(self) -> str:
        return f"{self.host}[{self.address}]"


def contact(peer: Peer, step: SmtpStep, answer: Answer | None = None) -> Contact:
    """What the history keeps of an attempt that got as far as this step."""
    version, cipher = (*peer.tls.split(" "), "", "")[:2]  # who asked for it stands behind them
    enhanced, text = "", answer.text if answer else ""
    if answer and (match := _ENHANCED.match(answer.text)):
        enhanced, text = match[0].strip(), answer.text[match.end() :]
    code = answer.code if answer else 0
    return Contact(
        peer.host, peer.address, peer.port, version, cipher, peer.tls_verified, peer.policy, step, code, enhanced, text
    )


# The steps by the words that the log has for them, which are Postfix's.
_STEPS: Mapping[str, SmtpStep] = {
    "initial server greeting": SmtpStep.GREETING,
    "receiving the initial server greeting": SmtpStep.GREETING,
    "performing the EHLO handshake": SmtpStep.EHLO,
    "performing the HELO handshake": SmtpStep.EHLO,
    "EHLO command": SmtpStep.EHLO,
    "STARTTLS command": SmtpStep.STARTTLS,
    "performing the STARTTLS handshake": SmtpStep.STARTTLS,
    "AUTH command": SmtpStep.AUTH,
    "performing the AUTH exchange": SmtpStep.AUTH,
    "sending MAIL FROM": SmtpStep.MAIL,
    "MAIL FROM command": SmtpStep.MAIL,
    "sending RCPT TO": SmtpStep.RCPT,
    "RCPT TO command": SmtpStep.RCPT,
    "sending RSET": SmtpStep.RCPT,
    "sending DATA command": SmtpStep.DATA,
    "DATA command": SmtpStep.DATA,
    "sending message body": SmtpStep.CONTENT,
    "sending end of data -- message may be sent more than once": SmtpStep.CONTENT,
    "end of DATA command": SmtpStep.CONTENT,
}


def step_of(words: str) -> SmtpStep:
    return _STEPS.get(words, SmtpStep.NONE)


def taken(answer: Answer, peer: Peer) -> Outcome:
    """The final reply to a message that the next hop took."""
    made = contact(peer, SmtpStep.CONTENT, answer)
    status = EnhancedStatus.parse(_two(answer.status))
    return Outcome(Action.RELAYED, status, str(answer), str(peer), str(answer), peer.tls, made)


def _two(status: EnhancedStatus) -> str:
    return str(status) if status.klass == 2 else "2.0.0"


def refused(answer: Answer, peer: Peer, step: str) -> Outcome:
    """A negative reply to one step of the dialogue, or one that has no place there: RFC 3463 §3.6, X.5.0."""
    reason = Sentence(
        "host {host} said: {answer} (in reply to {step})", host=peer.without_port, answer=str(answer), step=step
    )
    action = Action.FAILED if answer.is_permanent else Action.DELAYED
    status = answer.status if 400 <= answer.code <= 599 else EnhancedStatus(4, 5, 0)
    return Outcome(action, status, reason, str(peer), str(answer), peer.tls, contact(peer, step_of(step), answer))


def is_quota(answer: Answer) -> bool:
    """Whether a refusal says that the login has sent enough for now: time heals it, so it must not cost the mail.

    RFC 3463 §3.5: X.4.5 mail system congestion, which Gmail says at its daily limit (550 5.4.5). Others have no code
    for it, only words.
    """
    if not 400 <= answer.code <= 599:
        return False
    status = answer.status
    if (status.subject, status.detail) == (4, 5):
        return True
    return bool(_QUOTA.search(answer.text)) and not _NO_QUOTA.search(answer.text)


_QUOTA = re.compile(
    r"\b(daily|hourly|per (day|hour)|send(ing|er)?|outgoing|outbound|submission|relay(ing)?|(recipient )?rate)\b"
    r"[\w ,.'-]{0,60}\b(limits?|quota|threshold)\b"
    r"|\b(limit|quota|maximum)\b[\w ,.'-]{0,60}\b(per|an?|each|this) (day|hour)\b"
    r"|too many (messages|mails|e-?mails) (sent|from|in|per|today)"
    r"|SubmissionQuotaExceeded|RecipientRateLimitExceeded",
    re.IGNORECASE,
)
# A message too large or a recipient's full mailbox is the message's or the recipient's matter.
_NO_QUOTA = re.compile(r"\b(size|mailbox|storage|disk|length|line)\b", re.IGNORECASE)


def over_quota(answer: Answer, peer: Peer, step: SmtpStep) -> Outcome:
    """The provider takes no more from this login for now."""
    words = Sentence(
        "the quota at {host} is used up for now, it said: {answer}", host=peer.without_port, answer=str(answer)
    )
    status = answer.status
    waits = EnhancedStatus(4, status.subject, status.detail)
    return Outcome(Action.DELAYED, waits, words, str(peer), str(answer), peer.tls, contact(peer, step, answer))


def lost(peer: Peer, step: str, note: str = "") -> Outcome:
    """The connection broke; RFC 3463 §3.5: X.4.2 bad connection."""
    reason = joined("", (Sentence("lost connection with {host} while {step}", host=peer.without_port, step=step), note))
    made = contact(peer, step_of(step))
    return Outcome(Action.DELAYED, EnhancedStatus(4, 4, 2), reason, str(peer), "", peer.tls, made)


def timed_out(peer: Peer, step: str, note: str = "") -> Outcome:
    words = Sentence("conversation with {host} timed out while {step}", host=peer.without_port, step=step)
    reason = joined("", (words, note))
    made = contact(peer, step_of(step))
    return Outcome(Action.DELAYED, EnhancedStatus(4, 4, 2), reason, str(peer), "", peer.tls, made)


def unreachable(reason: str, status: str = "4.4.1") -> Outcome:
    """Nobody was reached; RFC 3463 §3.5: X.4.1 no answer from host."""
    return Outcome.delayed(status, reason)
