"""Mailbox names between the wire and the store.

On the wire a name is modified UTF-7 (RFC 3501 §5.1.3); in the store it is
text, "." between levels, INBOX in upper case. INBOX is without case, also as
a parent: `inbox.Test` is a child of INBOX.
"""

import unicodedata
from typing import Final

from homemail.imap.wire import mutf7
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.format import format_astring

SEPARATOR: Final = "."
NAME_MAX: Final = 255  # characters of a whole name
LEVELS_MAX: Final = 32


def canonical(name: str) -> str:
    """INBOX in upper case, alone or as the first level."""
    head, separator, rest = name.partition(SEPARATOR)
    return "INBOX" + separator + rest if head.upper() == "INBOX" else name


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
    except mutf7.BadModifiedUtf7:
        raise Refused("A mailbox name is written in modified UTF-7", "CANNOT") from None
    levels = name.split(SEPARATOR)
    if len(name) > NAME_MAX or len(levels) > LEVELS_MAX:
        raise Refused("That mailbox name is too long", "CANNOT")
    if not all(levels):
        raise Refused("A level of that mailbox name is empty", "CANNOT")
    # RFC 3501 §5.1: wildcards in names make trouble in LIST; control characters make it everywhere.
    if any(char in "%*" or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name):
        raise Refused("That mailbox name has characters that names cannot have", "CANNOT")
    return name


def format_mailbox(name: str) -> bytes:
    """mailbox, as an astring"""
    return format_astring(mutf7.encode(name))
