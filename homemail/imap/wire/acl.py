"""What the ACL commands read and answer (RFC 4314 §7)."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.format import format_astring
from homemail.mail.rights import ORDER, BadRights, format_rights, parse_rights

IDENTIFIER_MAX: Final = 320  # octets: the longest address


def parse_identifier(arguments: Arguments) -> str:
    """identifier = astring; BAD for what can be nobody's name (RFC 4314 §3)"""
    octets = arguments.astring()
    try:
        identifier = octets.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise SyntaxFault("An identifier is written in UTF-8") from None
    odd = any(unicodedata.category(letter).startswith("C") for letter in identifier)
    if not identifier or odd or len(octets) > IDENTIFIER_MAX:
        raise SyntaxFault("That is no identifier")
    return identifier


def parse_change(arguments: Arguments) -> Callable[[frozenset[str]], frozenset[str]]:
    """mod-rights = astring ; +rights to add, -rights to remove, rights to replace"""
    try:
        text = arguments.astring().decode("ascii")
        rights = parse_rights(text.removeprefix("+") if text.startswith("+") else text.removeprefix("-"))
    except UnicodeDecodeError:
        raise SyntaxFault("There is no such right") from None
    except BadRights as fault:
        # RFC 4314 §3.1: never silently passed over
        raise SyntaxFault(f'The right "{fault}" is not known') from None
    match text[:1]:
        case "+":
            return lambda before: before | rights
        case "-":
            return lambda before: before - rights
        case _:
            return lambda _: rights


def format_acl(mailbox: bytes, entries: Iterable[tuple[str, frozenset[str]]]) -> bytes:
    """acl-data = "ACL" SP mailbox *(SP identifier SP rights)"""
    pairs = (b" " + _identifier(identifier) + b" " + _rights(format_rights(rights)) for identifier, rights in entries)
    return b"ACL " + mailbox + b"".join(pairs)


def format_myrights(mailbox: bytes, rights: frozenset[str]) -> bytes:
    """myrights-data = "MYRIGHTS" SP mailbox SP rights"""
    return b"MYRIGHTS " + mailbox + b" " + _rights(format_rights(rights))


def format_listrights(mailbox: bytes, identifier: str, *, owner: bool) -> bytes:
    """listrights-data = "LISTRIGHTS" SP mailbox SP identifier SP rights *(SP rights)

    An owner has all rights always; to others each can be given by itself (RFC 4314 §2.1.1 for c and d).
    """
    every = format_rights(ORDER)
    rights = [every] if owner else ["", *every]
    return b" ".join((b"LISTRIGHTS", mailbox, _identifier(identifier), *map(_rights, rights)))


def _identifier(identifier: str) -> bytes:
    return format_astring(identifier.encode())


def _rights(letters: str) -> bytes:
    return letters.encode("ascii") or b'""'
