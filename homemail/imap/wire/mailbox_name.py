"""Mailbox names between the wire, in modified UTF-7 (RFC 3501 §5.1.3), and the store (mail/mailbox_name.py)."""

from typing import Final

from homemail.imap.wire import mutf7
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.format import format_astring
from homemail.mail import mailbox_name
from homemail.mail.mailbox_name import BadName, canonical, check_new

SEPARATOR: Final = mailbox_name.SEPARATOR


def parse_mailbox(octets: bytes) -> str:
    """mailbox = "INBOX" / astring; for a mailbox that is looked up."""
    try:
        return canonical(mutf7.decode(octets))
    except mutf7.BadModifiedUtf7:
        raise Refused("No mailbox has such a name", "NONEXISTENT") from None


def parse_new_mailbox(octets: bytes) -> str:
    """mailbox = "INBOX" / astring; for a name about to be given.

    RFC 3501 §6.3.3: a trailing separator only says that children will follow.
    """
    try:
        name = canonical(mutf7.decode(octets.removesuffix(SEPARATOR.encode())))
        check_new(name)
    except mutf7.BadModifiedUtf7:
        raise Refused("A mailbox name is written in modified UTF-7", "CANNOT") from None
    except BadName as fault:
        raise Refused(str(fault), "CANNOT") from None
    return name


def format_mailbox(name: str) -> bytes:
    """mailbox, as an astring"""
    return format_astring(mutf7.encode(name))
