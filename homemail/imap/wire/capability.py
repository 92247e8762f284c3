"""What the server says it can do: each capability with the standard it comes from, and when it is announced.

Only what is real stands here. Not announced, and why:
IMAP4rev2          not all of its changes are made
LITERAL-           LITERAL+ says more
UTF8=ACCEPT        nothing here is sent as raw UTF-8
LOGIN-REFERRALS    a house has one mail server
"""

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
    Capability("SASL-IR", "RFC 4959", When.BEFORE_LOGIN),
    Capability("LITERAL+", "RFC 7888", When.ALWAYS),
    Capability("ID", "RFC 2971", When.ALWAYS),
    Capability("ENABLE", "RFC 5161", When.ALWAYS),
    Capability("IDLE", "RFC 2177", When.ALWAYS),
    Capability("NAMESPACE", "RFC 2342", When.AFTER_LOGIN),
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
    Capability("UIDPLUS", "RFC 4315", When.AFTER_LOGIN),
    Capability("MULTIAPPEND", "RFC 3502", When.AFTER_LOGIN),
    Capability("UNSELECT", "RFC 3691", When.AFTER_LOGIN),
    Capability("MOVE", "RFC 6851", When.AFTER_LOGIN),
)


def announced(*, logged_in: bool, starttls: bool, login: bool) -> str:
    """The capability list for a session as it stands; `login`: whether passwords may be sent now."""
    now = When.AFTER_LOGIN if logged_in else When.BEFORE_LOGIN
    names = [capability.name for capability in CAPABILITIES if now in capability.when]
    if not logged_in:
        if starttls:
            names.append("STARTTLS")  # RFC 3501 §6.2.1
        # RFC 3501 §6.2.3
        names += ["AUTH=PLAIN", "AUTH=LOGIN"] if login else ["LOGINDISABLED"]
    return " ".join(names)
