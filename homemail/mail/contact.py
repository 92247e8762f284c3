"""With whom a delivery attempt spoke, how the line was protected, and which answer decided: data for the history."""

from dataclasses import dataclass
from enum import StrEnum


class SmtpStep(StrEnum):
    """The step of a dialogue that decided an attempt, by the command that people know."""

    NONE = ""
    CONNECT = "connect"
    GREETING = "greeting"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    CONTENT = "end of DATA"  # the answer to the final dot, or none


@dataclass(frozen=True, slots=True)
class Contact:
    """`policy` is what the settings or the domain asked of TLS; `tls_version` is "" where there was none.

    `code` is 0 where nothing was answered; `enhanced` and `text` are the answer's own (RFC 3463, RFC 2034).
    """

    host: str
    address: str = ""
    port: int = 0
    tls_version: str = ""
    tls_cipher: str = ""
    tls_verified: bool = False
    policy: str = ""
    step: SmtpStep = SmtpStep.NONE
    code: int = 0
    enhanced: str = ""
    text: str = ""
