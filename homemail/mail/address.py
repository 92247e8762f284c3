"""Addresses and reverse-paths as RFC 5321 means them.

An `Address` is RFC 5321's "Mailbox": local-part@domain, both present. A
`ReversePath` is an address or the null reverse-path `<>`. Nothing here knows
which domains are local; nothing here guesses a missing domain.
"""

import re
from dataclasses import dataclass

from homemail.mail.sentence import Sentence, words_of

_DOT_ATOM = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+)*\Z"
)
_QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f\x7f]|\\[\x20-\x7e])*"\Z')
_LABEL = re.compile(
    r"(?:[A-Za-z0-9_\u0080-\U0010ffff](?:[A-Za-z0-9_\u0080-\U0010ffff-]*[A-Za-z0-9_\u0080-\U0010ffff])?)\Z"
)
# Quirk: docomo.ne.jp and others gave addresses such as a..b@ and a.@ away; RFC 5321 §4.1.2 has them in quotes only.
_LOOSE_DOTS = re.compile(r"(?=\.*[^.])[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+\Z")
# address-literal = "[" ( IPv4-address-literal / IPv6-address-literal / General-address-literal ) "]"; RFC 5321 §4.1.3
_LITERAL = re.compile(r"\[(?:\d{1,3}(?:\.\d{1,3}){3}|[A-Za-z0-9-]*[A-Za-z0-9]:[\x21-\x5a\x5e-\x7e]+)\]\Z")

LOCAL_PART_MAX = 64  # octets, RFC 5321 §4.5.3.1.1
DOMAIN_MAX = 255  # octets, RFC 5321 §4.5.3.1.2


class BadAddress(ValueError):
    """The text is not local-part@domain; the message says why, in one clause."""


def not_an_address(text: str, fault: BadAddress) -> Sentence:
    return Sentence("{text} is not an address: {reason}", text=repr(text), reason=words_of(fault))


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """RFC 5321 "Mailbox". The domain is kept in lower case, the local part as written."""

    local_part: str
    domain: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "domain", self.domain.lower())

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Mailbox = Local-part "@" ( Domain / address-literal )    (RFC 5321 §4.1.2)"""
        local_part, at, domain = text.rpartition("@")
        if not at:
            raise BadAddress(Sentence("there is no @ in it"))
        if not _DOT_ATOM.match(local_part) and _LOOSE_DOTS.match(local_part):
            local_part = f'"{local_part}"'
        check_local_part(local_part)
        check_domain(domain)
        return cls(local_part, domain)

    def __str__(self) -> str:
        return f"{self.local_part}@{self.domain}"

    @property
    def key(self) -> str:
        """The form two spellings of one address share: house names are compared without case."""
        return str(self).lower()


def check_local_part(text: str) -> None:
    """Local-part = Dot-string / Quoted-string    (RFC 5321 §4.1.2)"""
    if not text:
        raise BadAddress(Sentence("nothing stands before the @"))
    if len(text.encode("utf-8", "surrogateescape")) > LOCAL_PART_MAX:
        raise BadAddress(Sentence("the part before the @ is longer than 64 octets"))
    if not (_DOT_ATOM.match(text) or _QUOTED.match(text)):
        raise BadAddress(Sentence("the part before the @ is not a dot-string or quoted string"))


def check_domain(text: str) -> None:
    """Domain = sub-domain *("." sub-domain), or an address literal    (RFC 5321 §4.1.2)"""
    if not text:
        raise BadAddress(Sentence("nothing stands after the @"))
    if len(text.encode("utf-8", "surrogateescape")) > DOMAIN_MAX:
        raise BadAddress(Sentence("the domain is longer than 255 octets"))
    if _LITERAL.match(text):
        return
    for label in text.split("."):
        if len(label) > 63 or not _LABEL.match(label):
            raise BadAddress(Sentence("{name} is not a domain name", name=repr(text)))


@dataclass(frozen=True, slots=True)
class ReversePath:
    """Where a failure is told: an address, or the null reverse-path of a message that must never bounce."""

    address: Address | None

    @classmethod
    def null(cls) -> "ReversePath":
        return cls(None)

    @property
    def is_null(self) -> bool:
        return self.address is None

    def __str__(self) -> str:
        """The address without brackets; the null reverse-path is the empty text."""
        return "" if self.address is None else str(self.address)
