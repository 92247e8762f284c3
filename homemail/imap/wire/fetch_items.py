"""What FETCH may ask for (RFC 3501 §6.4.5), as values that also write their own names in the response.

RFC822, RFC822.HEADER and RFC822.TEXT are sections under an old name: they
become `BodySection` with that name kept for the answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.condstore import parse_modseq
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.format import format_astring
from homemail.imap.wire.window import Window, parse_window


class Attribute(Enum):
    """fetch-att without parameters"""

    UID = b"UID"
    FLAGS = b"FLAGS"
    INTERNALDATE = b"INTERNALDATE"
    SIZE = b"RFC822.SIZE"
    ENVELOPE = b"ENVELOPE"
    BODY = b"BODY"
    BODYSTRUCTURE = b"BODYSTRUCTURE"
    MODSEQ = b"MODSEQ"  # RFC 7162 §3.1.4.2
    SAVEDATE = b"SAVEDATE"  # RFC 8514 §4.1
    EMAILID = b"EMAILID"  # RFC 8474 §5.1
    THREADID = b"THREADID"  # RFC 8474 §5.2


class SectionText(Enum):
    """section-text and section-msgtext; WHOLE is the absence of one."""

    WHOLE = b""
    HEADER = b"HEADER"
    HEADER_FIELDS = b"HEADER.FIELDS"
    HEADER_FIELDS_NOT = b"HEADER.FIELDS.NOT"
    TEXT = b"TEXT"
    MIME = b"MIME"


@dataclass(frozen=True, slots=True)
class Section:
    """section-spec: a part (empty for the whole message), and what of it."""

    part: tuple[int, ...] = ()
    text: SectionText = SectionText.WHOLE
    fields: tuple[bytes, ...] = ()

    def format(self) -> bytes:
        words = [b".".join(b"%d" % number for number in self.part)] if self.part else []
        if self.text is not SectionText.WHOLE:
            words.append(self.text.value)
        spelled = b".".join(words)
        if self.fields:
            spelled += b" (" + b" ".join(format_astring(field) for field in self.fields) + b")"
        return b"[" + spelled + b"]"


@dataclass(frozen=True, slots=True)
class Partial:
    """ "<" number "." nz-number ">" """

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class BodySection:
    """BODY[section]<partial>; with `peek`, reading it is not remembered as \\Seen."""

    section: Section
    peek: bool = False
    partial: Partial | None = None
    old_name: bytes | None = None

    def format_label(self) -> bytes:
        """How the response names it: BODY.PEEK answers as BODY, a partial with its first octet only."""
        if self.old_name is not None:
            return self.old_name
        origin = b"<%d>" % self.partial.first if self.partial else b""
        return b"BODY" + self.section.format() + origin


@dataclass(frozen=True, slots=True)
class BinarySection:
    """BINARY[section]<partial>, the part with its encoding undone, or BINARY.SIZE[section]    (RFC 3516 §4.2)

    Lenient: section-text too, as Dovecot's imaptest asks for it; there is nothing to undo in it.
    """

    section: Section
    peek: bool = False
    partial: Partial | None = None
    size: bool = False

    def format_label(self) -> bytes:
        name = b"BINARY.SIZE" if self.size else b"BINARY"
        origin = b"<%d>" % self.partial.first if self.partial else b""
        return name + self.section.format() + origin

    @property
    def is_encoded(self) -> bool:
        """Whether it names a part, which may have an encoding."""
        return bool(self.section.part) and self.section.text is SectionText.WHOLE


@dataclass(frozen=True, slots=True)
class Preview:
    """ "PREVIEW" [SP "(" "LAZY" ")"]    (RFC 8970 §4); SNIPPET is the name it had in Dovecot before"""

    lazy: bool = False
    snippet: bool = False


FetchItem = Attribute | BodySection | BinarySection | Preview


@dataclass(frozen=True, slots=True)
class Modifiers:
    """fetch-modifiers = SP "(" fetch-modifier *(SP fetch-modifier) ")"    (RFC 4466 §2.4)"""

    changed_since: int | None = None  # RFC 7162 §3.1.4.1
    vanished: bool = False  # RFC 7162 §3.2.6
    window: Window | None = None  # RFC 9394 §3.4


_ALL: Final = (Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE, Attribute.ENVELOPE)
_FAST: Final = (Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE)
MACROS: Final[dict[bytes, tuple[FetchItem, ...]]] = {b"ALL": _ALL, b"FAST": _FAST, b"FULL": (*_ALL, Attribute.BODY)}

_OLD_SECTIONS: Final = {
    b"RFC822": BodySection(Section(), old_name=b"RFC822"),
    b"RFC822.HEADER": BodySection(Section(text=SectionText.HEADER), peek=True, old_name=b"RFC822.HEADER"),
    b"RFC822.TEXT": BodySection(Section(text=SectionText.TEXT), old_name=b"RFC822.TEXT"),
}
_ATTRIBUTES: Final = {attribute.value: attribute for attribute in Attribute}
_SECTION_TEXTS: Final = {text.value: text for text in SectionText if text is not SectionText.WHOLE}

_NAME = re.compile(rb"[A-Za-z0-9.]+")
_PART = re.compile(rb"[1-9][0-9]{0,8}(?:\.[1-9][0-9]{0,8})*(?=[\].])")
_TEXT = re.compile(rb"[A-Za-z.]+")
PART_DEPTH_MAX: Final = 200
ITEMS_MAX: Final = 1000


def parse_fetch_items(arguments: Arguments) -> tuple[FetchItem, ...]:
    """ "ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")" """
    if not arguments.skip(b"("):
        name = arguments.match(_NAME, "What to fetch")[0].upper()
        if name in MACROS:
            return MACROS[name]
        return (_parse_item(name, arguments),)
    items: list[FetchItem] = []
    arguments.skip_space()
    while not arguments.skip(b")"):
        name = arguments.match(_NAME, "What to fetch")[0].upper()
        # Lenient: a macro inside the list, as some scripts write (FLAGS FAST).
        items.extend(MACROS[name] if name in MACROS else (_parse_item(name, arguments),))
        if len(items) > ITEMS_MAX:
            raise SyntaxFault("Too much is asked for at once")
        if not arguments.looking_at(b")"):
            arguments.space()
    if not items:
        raise SyntaxFault("What to fetch is missing")
    return tuple(dict.fromkeys(items))


def format_fetch_items(items: Sequence[FetchItem]) -> bytes:
    """ "(" fetch-att *(SP fetch-att) ")", as a command asks for them"""
    return b"(" + b" ".join(_format_item(item) for item in items) + b")"


def _format_item(item: FetchItem) -> bytes:
    match item:
        case Attribute():
            return item.value
        case Preview(lazy, snippet):
            return (b"SNIPPET" if snippet else b"PREVIEW") + (b" (LAZY)" if lazy else b"")
        case BodySection(old_name=bytes() as old_name):
            return old_name
        case BodySection(section, peek, partial):
            name = b"BODY"
        case BinarySection(section, peek, partial, size):
            name = b"BINARY.SIZE" if size else b"BINARY"
            peek = peek and not size
    extent = b"<%d.%d>" % (partial.first, partial.count) if partial else b""
    return name + (b".PEEK" if peek else b"") + section.format() + extent


def parse_modifiers(arguments: Arguments) -> Modifiers:
    """[SP "(" fetch-modifier *(SP fetch-modifier) ")"]"""
    if not arguments.skip_space():
        return Modifiers()
    arguments.token(b"(")
    modifiers = Modifiers()
    while True:
        match arguments.keyword():
            case b"CHANGEDSINCE":
                arguments.space()
                modifiers = replace(modifiers, changed_since=parse_modseq(arguments))
            case b"PARTIAL":
                arguments.space()
                modifiers = replace(modifiers, window=parse_window(arguments))
            case b"VANISHED":
                modifiers = replace(modifiers, vanished=True)
            case _:
                raise SyntaxFault("There is no such modifier")
        if arguments.skip(b")"):
            return modifiers
        arguments.space()


def _parse_item(name: bytes, arguments: Arguments) -> FetchItem:
    """fetch-att = "ENVELOPE" / "FLAGS" / … / "BODY" section ["<" number "." nz-number ">"] / "BODY.PEEK" section …"""
    if name in (b"BODY", b"BODY.PEEK") and arguments.looking_at(b"["):
        return BodySection(parse_section(arguments), name == b"BODY.PEEK", _parse_partial(arguments))
    if name in (b"BINARY", b"BINARY.PEEK", b"BINARY.SIZE"):
        section = parse_section(arguments)
        if name == b"BINARY.SIZE":
            return BinarySection(section, peek=True, size=True)
        return BinarySection(section, name == b"BINARY.PEEK", _parse_partial(arguments))
    if name in (b"PREVIEW", b"SNIPPET"):
        return Preview(_parse_lazy(arguments), snippet=name == b"SNIPPET")
    if name in _OLD_SECTIONS:
        return _OLD_SECTIONS[name]
    if name in _ATTRIBUTES:
        return _ATTRIBUTES[name]
    raise SyntaxFault("There is no such thing to fetch")


def parse_section(arguments: Arguments) -> Section:
    """section = "[" [section-msgtext / (section-part ["." section-text])] "]" """
    arguments.token(b"[")
    if arguments.skip(b"]"):
        return Section()
    part: tuple[int, ...] = ()
    if not arguments.looking_at_text():
        part = tuple(int(number) for number in arguments.match(_PART, "A section")[0].split(b"."))
        if len(part) > PART_DEPTH_MAX:
            raise SyntaxFault("That section is too deep")
        if arguments.skip(b"]"):
            return Section(part)
        arguments.token(b".")
    text = _SECTION_TEXTS.get(arguments.match(_TEXT, "A section")[0].upper())
    if text is None or (text is SectionText.MIME and not part):
        raise SyntaxFault("There is no such section")
    fields: tuple[bytes, ...] = ()
    if text in (SectionText.HEADER_FIELDS, SectionText.HEADER_FIELDS_NOT):
        arguments.space()
        fields = _parse_header_list(arguments)
    arguments.token(b"]")
    return Section(part, text, fields)


def _parse_lazy(arguments: Arguments) -> bool:
    """[SP "(" preview-mod *(SP preview-mod) ")"]; Lenient: FUZZY and LAZY=FUZZY, as before the standard"""
    if not arguments.skip(b" ("):
        return False
    lazy = False
    while True:
        word = arguments.keyword()
        if word not in (b"LAZY", b"FUZZY", b"LAZY=FUZZY"):
            raise SyntaxFault("There is no such kind of preview")
        lazy = lazy or word != b"FUZZY"
        if arguments.skip(b")"):
            return lazy
        arguments.space()


def _parse_header_list(arguments: Arguments) -> tuple[bytes, ...]:
    """header-list = "(" header-fld-name *(SP header-fld-name) ")" """
    arguments.token(b"(")
    fields = [arguments.astring()]
    while not arguments.skip(b")"):
        arguments.space()
        fields.append(arguments.astring())
    return tuple(fields)


def _parse_partial(arguments: Arguments) -> Partial | None:
    """["<" number64 "." nz-number64 ">"]    (RFC 9051 §9)"""
    if not arguments.skip(b"<"):
        return None
    first = arguments.number64()
    arguments.token(b".")
    count = arguments.number64()
    arguments.token(b">")
    if not count:
        raise SyntaxFault("A part of nothing is asked for")
    return Partial(first, count)
