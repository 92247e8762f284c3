"""What EHLO offers, to whom. Pure.

Not among it: BINARYMIME (RFC 3030 §3), which no mailbox and few next hops could be given as it came; DELIVERBY,
which no next hop that is met keeps.
"""

from collections.abc import Sequence

from homemail.mail.envelope import Origin
from homemail.settings.model import Settings
from homemail.smtpd import questions


def offered(settings: Settings, origin: Origin, *, tls: bool, mechanisms: Sequence[str]) -> list[str]:
    """`tls`: whether STARTTLS would be taken now; `mechanisms`: by which SASL ones one may log in now."""
    words = ["PIPELINING", f"SIZE {settings.limits.message_size}"]  # RFC 2920, RFC 1870
    if tls:
        words.append("STARTTLS")  # RFC 3207
    if mechanisms:
        words.append(f"AUTH {' '.join(mechanisms)}")  # RFC 4954
        words.append(f"AUTH={' '.join(mechanisms)}")  # Quirk: Outlook Express before 6 reads only this form
    words += ["ENHANCEDSTATUSCODES", "8BITMIME", "DSN"]  # RFC 2034, RFC 6152, RFC 3461
    words += ["SMTPUTF8", "CHUNKING"]  # RFC 6531, RFC 3030
    if questions.may_ask(origin, settings):
        words.append("EXPN")  # RFC 5321 §3.5.2
    if origin.is_house:
        words.append("ETRN")  # RFC 1985
    return [*words, "HELP"]
