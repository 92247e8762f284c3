"""One mail transaction, from MAIL to the end of the content: what has been said of it, and what may come next.

Pure. RFC 5321 §3.3 has the order of commands, RFC 3030 §2 what chunks add to it.
"""

from dataclasses import dataclass, field

from homemail.mail.address import ReversePath
from homemail.mail.envelope import Envelope, Recipient
from homemail.mail.status import Reply
from homemail.smtp.command import Bdat
from homemail.smtp.parameters import MailParameters
from homemail.smtpd import replies
from homemail.smtpd.policy.strangers import Advice
from homemail.smtpd.steps import Answer, ReceiveChunk, ReceiveContent


@dataclass(slots=True)
class Transaction:
    reverse_path: ReversePath
    parameters: MailParameters
    recipients: list[Recipient] = field(default_factory=list)
    refused: int = 0
    chunked: bool = False  # a BDAT has begun the content
    spoiled: bool = False  # a chunk was refused: nothing but RSET helps (RFC 3030 §2)
    advice: Advice | None = None  # of policy, about a stranger's mail

    @property
    def envelope(self) -> Envelope:
        parameters = self.parameters
        return Envelope(
            self.reverse_path,
            tuple(self.recipients),
            parameters.body,
            parameters.smtputf8,
            parameters.ret,
            parameters.envid,
        )


def answer_data(transaction: Transaction | None) -> Answer | ReceiveContent:
    if transaction is not None and transaction.chunked:
        return Answer(Reply.of(503, "5.5.1", "Error: DATA after BDAT"))
    refused = _why_not_yet(transaction)
    if refused is not None or transaction is None:
        return Answer(refused or replies.NEED_MAIL)
    return ReceiveContent(Reply.of(354, None, "End data with <CR><LF>.<CR><LF>"), transaction.envelope)


def answer_bdat(transaction: Transaction | None, command: Bdat) -> ReceiveChunk:
    """RFC 3030 §2: whatever is wrong, the octets have been sent, and are read."""
    refused = _why_not_yet(transaction)
    if transaction is not None and transaction.spoiled:
        refused = Reply.of(503, "5.5.1", "Error: an earlier chunk was refused, send RSET")
    if refused is not None or transaction is None:
        return ReceiveChunk(command.size, refusal=refused or replies.NEED_MAIL)
    first, transaction.chunked = not transaction.chunked, True
    return ReceiveChunk(command.size, first, transaction.envelope if command.last else None)


def _why_not_yet(transaction: Transaction | None) -> Reply | None:
    """Why no content is taken now."""
    if transaction is None:
        return replies.NEED_MAIL
    if transaction.recipients:
        return None
    if transaction.refused:  # pipelined behind RCPTs that were all refused (RFC 2920 §3.1)
        return Reply.of(554, "5.5.1", "Error: no valid recipients")
    return Reply.of(503, "5.5.1", "Error: need RCPT command")
