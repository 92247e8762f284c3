"""GETMETADATA, SETMETADATA and the METADATA response on the wire (RFC 5464 §5)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.format import format_astring, format_nstring

ENTRY_MAX: Final = 255  # octets of an entry's name
NAMED_MAX: Final = 200  # entries of one command

# RFC 5464 §3.2: neither wildcards nor control characters, no empty level, none at the end.
_ENTRY: Final = re.compile(rb"/(?:private|shared)(?:/[^/*%\x00-\x1f\x7f-\xff]+)*\Z", re.IGNORECASE)
_DEPTHS: Final = {b"0": 0, b"1": 1, b"INFINITY": ENTRY_MAX}


@dataclass(frozen=True, slots=True)
class GetMetadata:
    """What is asked for; `depth` is in levels below each entry, `size_max` in octets of a value."""

    mailbox: bytes
    entries: tuple[str, ...]
    depth: int = 0
    size_max: int | None = None

    def names_among(self, there: Iterable[str]) -> list[str]:
        """The entries that are meant: with a depth those that are there, without one also those that are not."""
        if not self.depth:
            return list(self.entries)
        return [name for name in there if any(self._reaches(entry, name) for entry in self.entries)]

    def _reaches(self, entry: str, name: str) -> bool:
        return name == entry or (name.startswith(entry + "/") and name.count("/", len(entry)) <= self.depth)


def parse_getmetadata(arguments: Arguments) -> GetMetadata:
    """getmetadata = "GETMETADATA" [SP getmetadata-options] SP mailbox SP entries

    Lenient: the options may stand behind the mailbox, as in the examples of RFC 5464 §4.2.
    """
    arguments.space()
    options: dict[bytes, int] = {}
    if arguments.looking_at(b"("):
        options = _parse_options(arguments)
        arguments.space()
    mailbox = arguments.astring()
    arguments.space()
    if not options and (arguments.looking_at(b"(MAXSIZE") or arguments.looking_at(b"(DEPTH")):
        options = _parse_options(arguments)
        arguments.space()
    depth = options.get(b"DEPTH", 0)
    entries = parse_entries(arguments, with_roots=depth > 0)
    arguments.end()
    return GetMetadata(mailbox, entries, depth, options.get(b"MAXSIZE"))


def _parse_options(arguments: Arguments) -> dict[bytes, int]:
    """getmetadata-options = "(" getmetadata-option *(SP getmetadata-option) ")" """
    arguments.token(b"(")
    options: dict[bytes, int] = {}
    while not options or not arguments.skip(b")"):
        name = arguments.keyword()
        arguments.space()
        if name == b"MAXSIZE":  # maxsize-opt = "MAXSIZE" SP number
            options[name] = arguments.number()
        elif name == b"DEPTH":  # scope-opt = "DEPTH" SP ("0" / "1" / "infinity")
            depth = _DEPTHS.get(arguments.keyword())
            if depth is None:
                raise SyntaxFault("A depth is 0, 1 or infinity")
            options[name] = depth
        else:
            raise SyntaxFault("There is no such option")
        if not arguments.looking_at(b")"):
            arguments.space()
    return options


def parse_entries(arguments: Arguments, *, with_roots: bool = False) -> tuple[str, ...]:
    """entries = entry / "(" entry *(SP entry) ")" """
    if not arguments.skip(b"("):
        return (_parse_entry(arguments, with_roots=with_roots),)
    entries: dict[str, None] = {}
    while not entries or not arguments.skip(b")"):
        entries[_parse_entry(arguments, with_roots=with_roots)] = None
        _require_few(len(entries))
        if not arguments.looking_at(b")"):
            arguments.space()
    return tuple(entries)


def _parse_entry(arguments: Arguments, *, with_roots: bool = False) -> str:
    """entry = astring ; slash-separated path to entry, MUST NOT contain "*" or "%"; names have no case"""
    octets = arguments.astring()
    if len(octets) > ENTRY_MAX or not _ENTRY.match(octets) or (octets.count(b"/") < 2 and not with_roots):
        raise SyntaxFault("That is no name of an entry")
    return octets.decode("ascii").lower()


def parse_setmetadata(arguments: Arguments) -> tuple[bytes, dict[str, bytes | None]]:
    """setmetadata = "SETMETADATA" SP mailbox SP entry-values"""
    arguments.space()
    mailbox = arguments.astring()
    arguments.space()
    arguments.token(b"(")
    values: dict[str, bytes | None] = {}
    while not values or not arguments.skip(b")"):
        entry = _parse_entry(arguments)
        arguments.space()
        values[entry] = arguments.octets_or_nil()
        _require_few(len(values))
        if not arguments.looking_at(b")"):
            arguments.space()
    arguments.end()
    return mailbox, values


def _require_few(count: int) -> None:
    if count > NAMED_MAX:
        raise SyntaxFault("Those are too many entries at once")


def format_value(value: bytes | None) -> bytes:
    """value = nstring / literal8"""
    return (b"~" if value is not None and b"\0" in value else b"") + format_nstring(value)


def format_entry(entry: str) -> bytes:
    """entry = astring"""
    return format_astring(entry.encode("ascii"))
