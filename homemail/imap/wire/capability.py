"""What the server says it can do: each capability with the standard it comes from, and when it is announced.

Only what is real stands here. Not announced, and why:
LITERAL-           LITERAL+ says more
PREVIEW=FUZZY      what PREVIEW was before RFC 8970, which answers in another form
UTF8=ONLY          clients that know modified UTF-7 alone are served too
I18NLEVEL=2        one comparator is enough; it is not for clients to choose
LANGUAGE           what the server says to clients is for their logs
QUOTASET           nobody sets limits for himself; SETQUOTA is answered NO
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Flag, auto
from typing import Final


class When(Flag):
    """The states of a session that an announcement depends on."""

    BEFORE_LOGIN = auto()
    AFTER_LOGIN = auto()
    ALWAYS = BEFORE_LOGIN | AFTER_LOGIN


@dataclass(frozen=True, slots=True)
class Capability:
    name: str
    source: str
    when: When


CAPABILITIES: Final = (
    Capability("IMAP4rev1", "RFC 3501", When.ALWAYS),
    Capability("IMAP4rev2", "RFC 9051", When.ALWAYS),
    Capability("SASL-IR", "RFC 4959", When.BEFORE_LOGIN),
    Capability("LITERAL+", "RFC 7888", When.ALWAYS),
    Capability("ID", "RFC 2971", When.ALWAYS),
    Capability("ENABLE", "RFC 5161", When.ALWAYS),
    Capability("IDLE", "RFC 2177", When.ALWAYS),
    # RFC 2221 §4.1: a server MAY refer whoever logs in to another one. There is no other, so this one never does.
    Capability("LOGIN-REFERRALS", "RFC 2221", When.BEFORE_LOGIN),
    Capability("NOTIFY", "RFC 5465", When.AFTER_LOGIN),
    Capability("NAMESPACE", "RFC 2342", When.AFTER_LOGIN),
    Capability("ACL", "RFC 4314", When.AFTER_LOGIN),
    Capability("RIGHTS=texk", "RFC 4314", When.AFTER_LOGIN),
    Capability("LIST-MYRIGHTS", "RFC 8440", When.AFTER_LOGIN),
    Capability("CHILDREN", "RFC 3348", When.AFTER_LOGIN),
    Capability("LIST-EXTENDED", "RFC 5258", When.AFTER_LOGIN),
    Capability("LIST-STATUS", "RFC 5819", When.AFTER_LOGIN),
    Capability("SPECIAL-USE", "RFC 6154", When.AFTER_LOGIN),
    Capability("CREATE-SPECIAL-USE", "RFC 6154", When.AFTER_LOGIN),
    Capability("STATUS=SIZE", "RFC 8438", When.AFTER_LOGIN),
    Capability("CONDSTORE", "RFC 7162", When.AFTER_LOGIN),
    Capability("QRESYNC", "RFC 7162", When.AFTER_LOGIN),
    Capability("ESEARCH", "RFC 4731", When.AFTER_LOGIN),
    Capability("SEARCHRES", "RFC 5182", When.AFTER_LOGIN),
    Capability("PARTIAL", "RFC 9394", When.AFTER_LOGIN),
    Capability("SORT", "RFC 5256", When.AFTER_LOGIN),
    Capability("SORT=DISPLAY", "RFC 5957", When.AFTER_LOGIN),
    Capability("ESORT", "RFC 5267", When.AFTER_LOGIN),
    Capability("THREAD=ORDEREDSUBJECT", "RFC 5256", When.AFTER_LOGIN),
    Capability("THREAD=REFERENCES", "RFC 5256", When.AFTER_LOGIN),
    Capability("THREAD=REFS", "draft-ietf-morg-inthread", When.AFTER_LOGIN),
    # SORT and THREAD compare as i;unicode-casemap does; SEARCH finds all that it finds, and what differs in accents.
    Capability("I18NLEVEL=1", "RFC 5255", When.AFTER_LOGIN),
    Capability("WITHIN", "RFC 5032", When.AFTER_LOGIN),
    Capability("SAVEDATE", "RFC 8514", When.AFTER_LOGIN),
    Capability("OBJECTID", "RFC 8474", When.AFTER_LOGIN),
    Capability("PREVIEW", "RFC 8970", When.AFTER_LOGIN),
    Capability("SNIPPET=FUZZY", "Dovecot, before RFC 8970", When.AFTER_LOGIN),
    Capability("BINARY", "RFC 3516", When.AFTER_LOGIN),
    Capability("CATENATE", "RFC 4469", When.AFTER_LOGIN),
    Capability("URL-PARTIAL", "RFC 5550", When.AFTER_LOGIN),
    Capability("REPLACE", "RFC 8508", When.AFTER_LOGIN),
    Capability("CONTEXT=SEARCH", "RFC 5267", When.AFTER_LOGIN),
    Capability("CONTEXT=SORT", "RFC 5267", When.AFTER_LOGIN),
    Capability("UIDONLY", "RFC 9586", When.AFTER_LOGIN),
    Capability("INPROGRESS", "RFC 9585", When.AFTER_LOGIN),
    Capability("UTF8=ACCEPT", "RFC 6855", When.AFTER_LOGIN),
    Capability("UIDPLUS", "RFC 4315", When.AFTER_LOGIN),
    Capability("MULTIAPPEND", "RFC 3502", When.AFTER_LOGIN),
    Capability("UNSELECT", "RFC 3691", When.AFTER_LOGIN),
    Capability("MOVE", "RFC 6851", When.AFTER_LOGIN),
    Capability("QUOTA", "RFC 9208", When.AFTER_LOGIN),
    Capability("QUOTA=RES-STORAGE", "RFC 9208", When.AFTER_LOGIN),
    Capability("QUOTA=RES-MESSAGE", "RFC 9208", When.AFTER_LOGIN),
    Capability("METADATA", "RFC 5464", When.AFTER_LOGIN),
    Capability("LIST-METADATA", "RFC 9590", When.AFTER_LOGIN),
)


def announced(*, logged_in: bool, starttls: bool, mechanisms: Sequence[str], compress: bool, message_size: int) -> str:
    """The capability list for a session as it stands; `mechanisms`: by which SASL ones it may log in now.

    `compress`: whether it does not do so yet. `message_size`: octets of the largest message that is taken.
    """
    now = When.AFTER_LOGIN if logged_in else When.BEFORE_LOGIN
    names = [capability.name for capability in CAPABILITIES if now in capability.when]
    if logged_in:
        names.append(f"APPENDLIMIT={message_size}")  # RFC 7889 §2
        if compress:
            names.append("COMPRESS=DEFLATE")  # RFC 4978 §3
    else:
        if starttls:
            names.append("STARTTLS")  # RFC 3501 §6.2.1
        # RFC 3501 §6.2.3
        names += [f"AUTH={name}" for name in mechanisms] or ["LOGINDISABLED"]
    return " ".join(names)
