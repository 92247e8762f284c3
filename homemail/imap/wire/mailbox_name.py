"""Mailbox names between the wire and the store (mail/mailbox_name.py).

On the wire a name is modified UTF-7 (RFC 3501 §5.1.3), or UTF-8 once a client
has enabled that (RFC 6855 §3, RFC 9051 §5.1).
"""

from typing import Final

from homemail.imap.wire import mutf7
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.format import format_astring, format_string
from homemail.mail import mailbox_name
from homemail.mail.mailbox_name import BadName, canonical, check_new, net_unicode

SEPARATOR: Final = mailbox_name.SEPARATOR


def decode(octets: bytes, *, utf8: bool) -> str:
    """A name or pattern, composed as names are; raises ValueError for what is none."""
    return net_unicode(octets.decode("utf-8") if utf8 else mutf7.decode(octets))


def parse_mailbox(octets: bytes, *, utf8: bool = False) -> str:
    """mailbox = "INBOX" / astring; for a mailbox that is looked up."""
    try:
        return canonical(decode(octets, utf8=utf8))
    except ValueError:
        raise Refused("No mailbox has such a name", "NONEXISTENT") from None


def parse_new_mailbox(octets: bytes, *, utf8: bool = False) -> str:
    """mailbox = "INBOX" / astring; for a name about to be given.

    RFC 3501 §6.3.3: a trailing separator only says that children will follow.
    """
    try:
        name = canonical(decode(octets.removesuffix(SEPARATOR.encode()), utf8=utf8))
    except ValueError:
        raise Refused(f"A mailbox name is written in {'UTF-8' if utf8 else 'modified UTF-7'}", "CANNOT") from None
    try:
        check_new(name)
    except BadName as fault:
        raise Refused(str(fault), "CANNOT") from None
    return name


def format_mailbox(name: str, *, utf8: bool = False) -> bytes:
    """mailbox, as an astring"""
    return format_astring(_encoded(name, utf8=utf8), utf8=utf8)


def format_prefix(prefix: str, *, utf8: bool = False) -> bytes:
    """string, of the beginning of names"""
    return format_string(_encoded(prefix, utf8=utf8), utf8=utf8)


def _encoded(name: str, *, utf8: bool) -> bytes:
    return name.encode("utf-8") if utf8 else mutf7.encode(name)
