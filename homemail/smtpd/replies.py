"""Replies that a client gets at more than one place, as RFC 5321 §4.2 and RFC 3463 number them."""

from homemail.mail.status import Reply
from homemail.smtp.data import DataFault

TLS_FIRST = Reply.of(530, "5.7.0", "Must issue a STARTTLS command first")
LOGIN_FIRST = Reply.of(530, "5.7.0", "Authentication required")
NO_SUCH_COMMAND = Reply.of(500, "5.5.2", "Error: command not recognized")
TOO_MANY_ERRORS = Reply.of(421, "4.7.0", "Error: too many errors")
LINE_TOO_LONG = Reply.of(500, "5.5.2", "Error: line too long")
TOO_BIG = Reply.of(552, "5.3.4", "Message size exceeds fixed limit")
DISK_FULL = Reply.of(452, "4.3.1", "Insufficient system storage")
TEMPORARY = Reply.of(451, "4.3.0", "Error: temporary failure, try again later")
OUT_OF_STEP = Reply.of(554, "5.5.0", "Error: SMTP protocol synchronization")
NEED_MAIL = Reply.of(503, "5.5.1", "Error: need MAIL command")
TOO_MANY_RECIPIENTS = Reply.of(450, "4.7.1", "Error: too many recipients from this client, try again later")
TOO_MUCH_MAIL = Reply.of(450, "4.7.1", "Error: too much mail from this client, try again later")

CONTENT_FAULTS = {
    DataFault.NUL: Reply.of(554, "5.6.0", "Error: NUL octet in message content"),
    DataFault.BARE_CR: Reply.of(554, "5.5.2", "Error: bare <CR> received"),
    DataFault.BARE_LF: Reply.of(554, "5.5.2", "Error: bare <LF> received"),
}
