"""Reverse-paths and forward-paths as they stand in MAIL and RCPT.

A path is an address, a name without a domain (`<postmaster>`, or whatever a
household's old script sends) or the null reverse-path. Source routes are
read and ignored. What is lenient is lenient for the house only; a stranger's
path stands in its brackets.
"""

import re
from dataclasses import dataclass
from enum import Enum

from homemail.mail.address import Address, BadAddress, check_domain, check_local_part
from homemail.mail.status import Reply

PATH_MAX = 256  # octets with the brackets, RFC 5321 §4.5.3.1.3

_INNER = re.compile(r'<((?:[^<>"]|"(?:[^"\\]|\\.)*")*)>')
_BARE = re.compile(r'[^\s<>"]+')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Strictness(Enum):
    """Whose grammar applies."""

    STRICT = "strict"  # strangers: RFC 5321, a blank after the colon forgiven
    LENIENT = "lenient"  # the house: what people type and old programs send


class SyntaxFault(Exception):
    """The command cannot be read; `reply` says so to the client."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Unqualified:
    """A local part that came without a domain."""

    local_part: str

    def __str__(self) -> str:
        return self.local_part


ForwardPath = Address | Unqualified


def split_path(text: str, strictness: Strictness) -> tuple[str, str]:
    """Take the path off the front: its inside without brackets, and the parameters behind it."""
    text = text.strip(" \t")
    match = _INNER.match(text)
    if match:
        rest = text[match.end() :]
        if rest and rest[0] not in " \t":
            raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: nothing may follow the closing bracket"))
        return match[1].strip(" ") if strictness is Strictness.LENIENT else match[1], rest.strip(" \t")
    # Lenient: no brackets, as people type over telnet.
    bare = _BARE.match(text) if strictness is Strictness.LENIENT else None
    if bare is None:
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: the address stands in <brackets>"))
    rest = text[bare.end() :]
    if rest and rest[0] not in " \t":
        raise SyntaxFault(Reply.of(501, "5.5.4", "Syntax: the address stands in <brackets>"))
    return bare[0], rest.strip(" \t")


def parse_reverse_path(inner: str) -> Address | Unqualified | None:
    """Reverse-path = Path / "<>"; None is the null one    (RFC 5321 §4.1.2)"""
    return None if inner == "" else _parse(inner, "5.1.7")


def parse_forward_path(inner: str) -> ForwardPath:
    """Path = "<" [ A-d-l ":" ] Mailbox ">", or "<" "Postmaster" ">"    (RFC 5321 §4.1.1.3)"""
    if inner == "":
        raise SyntaxFault(Reply.of(501, "5.1.3", "Bad recipient address syntax"))
    return _parse(inner, "5.1.3")


def _parse(inner: str, status: str) -> ForwardPath:
    if _CONTROL.search(inner) or len(inner.encode("utf-8", "surrogateescape")) + 2 > PATH_MAX:
        raise _bad(status)
    if inner.startswith("@"):
        # RFC 5321 §4.1.2: the source route MUST be accepted, SHOULD NOT be generated, and SHOULD be ignored.
        route, colon, inner = inner.partition(":")
        if not colon:
            raise _bad(status)
        for hop in route.split(","):
            if not hop.startswith("@"):
                raise _bad(status)
            try:
                check_domain(hop[1:])
            except BadAddress:
                raise _bad(status) from None
    try:
        if "@" not in inner:
            check_local_part(inner)
            return Unqualified(inner)
        return Address.parse(inner.removesuffix("."))  # Lenient: a domain as DNS tools write it
    except BadAddress:
        raise _bad(status) from None


def _bad(status: str) -> SyntaxFault:
    return SyntaxFault(Reply.of(501, status, "Bad address syntax"))
