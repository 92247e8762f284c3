"""What SEARCH may ask (RFC 3501 §6.4.4), as a tree of values.

The old spellings are taken apart here: NEW is (RECENT UNSEEN), UNANSWERED is
the absence of \\Answered, a list of keys is all of them. Whoever answers the
search sees few kinds of key and no more.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.condstore import parse_modseq
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.object_id import parse_object_id
from homemail.imap.wire.sequence_set import SequenceSet
from homemail.mail import flags

DEPTH_MAX: Final = 50
KEYS_MAX: Final = 5000


@dataclass(frozen=True, slots=True)
class AllOf:
    """search-key *(SP search-key); of none, every message."""

    keys: tuple["SearchKey", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """ "OR" SP search-key SP search-key"""

    one: "SearchKey"
    other: "SearchKey"


@dataclass(frozen=True, slots=True)
class Not:
    """ "NOT" SP search-key"""

    key: "SearchKey"


@dataclass(frozen=True, slots=True)
class HasFlag:
    flag: str


@dataclass(frozen=True, slots=True)
class Recent:
    pass


class Comparison(Enum):
    BEFORE = "before"
    ON = "on"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class InternalDate:
    """ "BEFORE" / "ON" / "SINCE" SP date: the day of arrival, its time and zone left out"""

    comparison: Comparison
    day: date


@dataclass(frozen=True, slots=True)
class SentDate:
    """ "SENTBEFORE" / "SENTON" / "SENTSINCE" SP date: the day in the Date field"""

    comparison: Comparison
    day: date


@dataclass(frozen=True, slots=True)
class Larger:
    """ "LARGER" SP number64; "SMALLER" SP number64 is Not(Larger(number - 1))"""

    octets: int


@dataclass(frozen=True, slots=True)
class HeaderHas:
    """ "HEADER" SP header-fld-name SP astring; an empty text asks only whether the field is there"""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class TextHas:
    """ "BODY" SP astring, "TEXT" SP astring"""

    text: str
    with_header: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """sequence-set"""

    numbers: SequenceSet


@dataclass(frozen=True, slots=True)
class HasUid:
    """ "UID" SP sequence-set"""

    uids: SequenceSet


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """ "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer: changed at it or later (RFC 7162 §3.1.5)

    The store keeps one mod-sequence a message, so the named flag makes no difference, as the standard allows.
    """

    modseq: int


@dataclass(frozen=True, slots=True)
class Within:
    """ "YOUNGER" SP nz-number: came less than so many seconds ago (RFC 5032 §2); OLDER is Not(Within)"""

    seconds: int


@dataclass(frozen=True, slots=True)
class SaveDate:
    """ "SAVEDBEFORE" / "SAVEDON" / "SAVEDSINCE" SP date: the day it came into this mailbox (RFC 8514 §4.3)"""

    comparison: Comparison
    day: date


@dataclass(frozen=True, slots=True)
class Identified:
    """ "EMAILID" / "THREADID" SP objectid    (RFC 8474 §7)"""

    object_id: str
    of_thread: bool


SearchKey = (
    AllOf
    | Either
    | Not
    | HasFlag
    | Recent
    | InternalDate
    | SentDate
    | Larger
    | HeaderHas
    | TextHas
    | Numbered
    | HasUid
    | ChangedBy
    | Within
    | SaveDate
    | Identified
)

EVERY: Final = AllOf(())
_SYSTEM_FLAGS: Final = (
    (b"ANSWERED", flags.ANSWERED),
    (b"DELETED", flags.DELETED),
    (b"DRAFT", flags.DRAFT),
    (b"FLAGGED", flags.FLAGGED),
    (b"SEEN", flags.SEEN),
)
_PLAIN: Final[dict[bytes, SearchKey]] = {
    b"ALL": EVERY,
    b"SAVEDATESUPPORTED": EVERY,  # RFC 8514 §4.3: every mailbox here
    b"RECENT": Recent(),
    b"OLD": Not(Recent()),
    b"NEW": AllOf((Recent(), Not(HasFlag(flags.SEEN)))),
    **{name: HasFlag(flag) for name, flag in _SYSTEM_FLAGS},
    **{b"UN" + name: Not(HasFlag(flag)) for name, flag in _SYSTEM_FLAGS},
}
_HEADERS: Final = frozenset((b"BCC", b"CC", b"FROM", b"SUBJECT", b"TO"))
_COMPARISONS: Final = {comparison.name.encode(): comparison for comparison in Comparison}


class Charsets(Enum):
    """What a session's search texts may be written in."""

    ANY = "any"  # RFC 3501 §6.4.4
    UTF8_UNLESS_TOLD = "UTF-8 unless told"  # RFC 9051 §6.4.4
    UTF8_ONLY = "UTF-8 only"  # RFC 6855 §3


def parse_search(arguments: Arguments, charsets: Charsets = Charsets.ANY) -> SearchKey:
    """search = ["CHARSET" SP astring SP] search-key *(SP search-key)"""
    if arguments.skip(b"CHARSET "):
        return parse_keys_in_charset(arguments, charsets)
    return parse_keys(arguments, _decoder(None if charsets is Charsets.ANY else b"UTF-8"))


def parse_keys_in_charset(arguments: Arguments, charsets: Charsets = Charsets.ANY) -> SearchKey:
    """search-criteria = charset 1*(SP search-key)    (RFC 5256 §5)"""
    codec = parse_charset(arguments, charsets)
    return parse_keys(arguments, codec)


def parse_charset(arguments: Arguments, charsets: Charsets = Charsets.ANY) -> codecs.CodecInfo | None:
    """charset SP; raises Refused for one that is not known"""
    name = arguments.astring()
    if charsets is Charsets.UTF8_ONLY and name.upper() != b"UTF-8":
        # RFC 6855 §3 with erratum 4029. Lenient: UTF-8, which is what it is anyway, may be named for SEARCH too.
        raise SyntaxFault("UTF8=ACCEPT is enabled, so the charset is UTF-8")
    codec = _decoder(name)
    arguments.space()
    return codec


def parse_keys(arguments: Arguments, decoder: codecs.CodecInfo | None) -> SearchKey:
    reader = _KeyReader(arguments, decoder)
    keys = [reader.key(0)]
    while arguments.skip_space():
        keys.append(reader.key(0))
    arguments.end()
    return keys[0] if len(keys) == 1 else AllOf(tuple(keys))


def walk(key: SearchKey) -> Iterator[SearchKey]:
    """The key and all keys in it."""
    waiting = [key]
    while waiting:
        one = waiting.pop()
        yield one
        match one:
            case AllOf(keys):
                waiting.extend(keys)
            case Either(first, second):
                waiting += (first, second)
            case Not(inner):
                waiting.append(inner)
            case _:
                pass


def _decoder(charset: bytes | None) -> codecs.CodecInfo | None:
    """None is: UTF-8 where it is UTF-8, else Latin-1. Lenient: clients that send 8-bit text and no CHARSET."""
    if charset is None or charset.upper() == b"US-ASCII":
        return None
    try:
        codec = codecs.lookup(charset.decode("ascii"))
        codec.decode(b"")  # refuses hex, rot13 and the like, which are no charsets
        if not codec._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError, TypeError):
        raise Refused("That charset is not known here", "BADCHARSET (US-ASCII UTF-8)") from None
    return codec


class _KeyReader:
    def __init__(self, arguments: Arguments, codec: codecs.CodecInfo | None) -> None:
        self._arguments = arguments
        self._codec = codec
        self._count = 0

    def key(self, depth: int) -> SearchKey:
        """search-key = "ALL" / "ANSWERED" / … / sequence-set / "(" search-key *(SP search-key) ")" """
        arguments = self._arguments
        self._count += 1
        if depth > DEPTH_MAX or self._count > KEYS_MAX:
            raise SyntaxFault("That search is too complicated")
        if arguments.skip(b"("):
            keys = [self.key(depth + 1)]
            while not arguments.skip(b")"):
                arguments.space()
                keys.append(self.key(depth + 1))
            return AllOf(tuple(keys))
        if arguments.looking_at_sequence_set():
            return Numbered(arguments.sequence_set())
        name = arguments.keyword()
        if name in _PLAIN:
            return _PLAIN[name]
        return self._key_with_arguments(name, depth)

    def _key_with_arguments(self, name: bytes, depth: int) -> SearchKey:
        arguments = self._arguments
        if name not in _WITH_ARGUMENTS:
            raise SyntaxFault("There is no such search key")
        arguments.space()
        if name in _HEADERS:
            return HeaderHas(name.decode("ascii").capitalize(), self._text())
        if name in _COMPARISONS:
            return InternalDate(_COMPARISONS[name], arguments.date())
        if name.startswith(b"SAVED"):
            return SaveDate(_COMPARISONS[name.removeprefix(b"SAVED")], arguments.date())
        if name.startswith(b"SENT"):
            return SentDate(_COMPARISONS[name.removeprefix(b"SENT")], arguments.date())
        match name:
            case b"NOT":
                return Not(self.key(depth + 1))
            case b"OR":
                one = self.key(depth + 1)
                arguments.space()
                return Either(one, self.key(depth + 1))
            case b"KEYWORD":
                return HasFlag(self._keyword())
            case b"UNKEYWORD":
                return Not(HasFlag(self._keyword()))
            case b"LARGER":
                return Larger(arguments.number64())
            case b"SMALLER":
                return Not(Larger(arguments.number64() - 1))
            case b"HEADER":
                field = arguments.astring().decode("latin-1")
                arguments.space()
                return HeaderHas(field, self._text())
            case b"UID":
                return HasUid(arguments.sequence_set())
            case b"YOUNGER":
                return Within(self._seconds())
            case b"OLDER":
                return Not(Within(self._seconds()))
            case b"EMAILID" | b"THREADID":
                return Identified(parse_object_id(arguments), of_thread=name == b"THREADID")
            case b"MODSEQ":
                return ChangedBy(self._modseq())
            case _:
                return TextHas(self._text(), with_header=name == b"TEXT")

    def _seconds(self) -> int:
        seconds = self._arguments.number()
        if not seconds:
            raise SyntaxFault("That interval is none")
        return seconds

    def _modseq(self) -> int:
        arguments = self._arguments
        if arguments.looking_at(b'"'):
            arguments.string()
            arguments.space()
            if arguments.keyword() not in (b"PRIV", b"SHARED", b"ALL"):
                raise SyntaxFault("There is no such kind of entry")
            arguments.space()
        return parse_modseq(arguments)

    def _keyword(self) -> str:
        """flag-keyword = atom"""
        return flags.normalise(self._arguments.astring().decode("latin-1"))

    def _text(self) -> str:
        octets = self._arguments.astring()
        if self._codec is None:
            try:
                return octets.decode("utf-8")
            except UnicodeDecodeError:
                return octets.decode("latin-1")
        try:
            return self._codec.decode(octets)[0]
        except UnicodeError:
            raise SyntaxFault("The text is not in the charset it says it is in") from None


_WITH_ARGUMENTS: Final = (
    _HEADERS
    | _COMPARISONS.keys()
    | {b"SENT" + name for name in _COMPARISONS}
    | {b"NOT", b"OR", b"KEYWORD", b"UNKEYWORD", b"LARGER", b"SMALLER", b"HEADER", b"UID", b"BODY", b"TEXT"}
    | {b"SAVED" + name for name in _COMPARISONS}
    | {b"MODSEQ", b"YOUNGER", b"OLDER", b"EMAILID", b"THREADID"}
)
