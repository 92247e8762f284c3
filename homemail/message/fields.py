"""The header section: its end, and its fields kept byte for byte.

`split` decides where the header ends, for every room alike: IMAP's
BODY[HEADER] and BODY[TEXT] joined are the message. A field keeps its raw bytes;
its unfolded value is derived. A header that nobody changed gives back its bytes.
Nothing here raises, whatever the bytes.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from mmap import mmap
from typing import NamedTuple

from homemail.message.words import decode_words

MAX_FIELDS = 20_000  # a header with more (no honest one has 500) keeps the rest in one nameless field

_FIELD_NAME = rb"[!-9;-~]+[ \t]*:"  # field-name = 1*ftext; blanks before the colon are obs-optional (RFC 5322 §4.5)
# Lines that are no field (one broken in two, a byte order mark before the first) are passed over when one of these
# follows soon and before a blank line.
_KNOWN = (
    rb"(?:Return-Path|Received|Delivered-To|From|Sender|Reply-To|To|Cc|Subject|Date|Message-ID|MIME-Version"
    rb"|Content-(?:Type|Transfer-Encoding|Disposition)|Authentication-Results|Received-SPF|DKIM-Signature"
    rb"|X-[A-Za-z]+-[A-Za-z-]+)[ \t]*:"
)
_RUBBISH = re.compile(
    rb"(?!\r?\n)[^\n]{1,190}\n(?:(?!\r?\n|" + _KNOWN + rb")[^\n]{1,190}\n){0,20}(?=" + _KNOWN + rb")", re.IGNORECASE
)
# The first line that is neither a field, nor folded onto one, nor an mbox "From " line amid fields.
# Lenient: a line of blanks is folding (RFC 5322 §4.2 obs-FWS), so is one at the very start. A line without a colon
# and no field after it is text whose author forgot the blank line ("Ecrire votre message."): the body starts with it.
_HEADER_END = re.compile(
    rb"^(?![ \t]|" + _FIELD_NAME + rb"|>?From [^\n]*\n(?:[ \t]|" + _FIELD_NAME + rb"))", re.MULTILINE
)
_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
_UNFOLDED = re.compile(rb"([!-9;-~]+)[ \t]*:[ \t]*([^\r\n]*)\r?\n(?![ \t])")  # a field as most are: on one line
_FIELD_END = re.compile(rb"\n(?![ \t])")


@dataclass(frozen=True, slots=True)
class Split:
    """`header` holds the blank line that ends it, when there is one."""

    header: bytes
    body_offset: int


def split_fields(header: bytes) -> list[bytes]:
    """fields = *(field)    (RFC 5322 §2.2): each with its folded lines and line end, nothing lost.

    The empty line that ends a header section, when given, comes back as a last piece of its own.
    """
    fields: list[bytes] = []
    start = 0
    for found in _FIELD_END.finditer(header):
        end = found.end()
        fields.append(header[start:end])
        start = end
    if start < len(header):
        fields.append(header[start:])
    return fields


def header_end(content: bytes | mmap, start: int = 0, end: int | None = None) -> int:
    """Where the body begins in content[start:end]; `start` is the beginning of a line."""
    stop = len(content) if end is None else end
    position = start
    while True:
        found = _HEADER_END.search(content, position, stop)
        if found is None:
            return stop
        position = found.start()
        rubbish = _RUBBISH.match(content, position, stop)
        if rubbish is None:
            break
        position = rubbish.end()
    line_end = content[position : min(position + 2, stop)]
    if line_end == b"\r\n":
        return position + 2
    return position + 1 if line_end[:1] == b"\n" else position


def split(content: bytes) -> Split:
    end = header_end(content)
    return Split(content[:end], end)


class Field(NamedTuple):
    """One field as it came, line ends included. `name` is "" for what is no field (an mbox "From " line).

    A tuple, because of every message there are a dozen.
    """

    raw: bytes
    name: str
    value: bytes

    @classmethod
    def parse(cls, raw: bytes) -> "Field":
        found = _NAME.match(raw)
        if found is None:
            return cls(raw, "", unfold(raw))
        return cls(raw, found[1].decode("ascii"), unfold(raw[found.end() :]))

    @classmethod
    def compose(cls, name: str, value: bytes | str) -> "Field":
        return cls.parse(compose_field(name, value))

    @property
    def text(self) -> str:
        return decode_words(self.value)

    def is_named(self, name: str) -> bool:
        return self.name.lower() == name.lower()


def unfold(value: bytes) -> bytes:
    """RFC 5322 §2.2.3: line ends go, the blanks that follow them stay; outer blanks go."""
    value = value.strip(b" \t\r\n")
    return value.replace(b"\r\n", b"").replace(b"\n", b"") if b"\n" in value else value


def compose_field(name: str, value: bytes | str) -> bytes:
    """One field ready for the wire, folded where it has blanks. A line end in the value cannot start a new field."""
    data = value.encode("utf-8", "replace") if isinstance(value, str) else value
    words = re.sub(rb"[\r\n\0]+[ \t]*", b" ", data).strip().split(b" ")
    lines: list[bytes] = []
    line = name.encode("ascii") + b":"
    for word in words:
        # RFC 5322 §2.1.1: lines should stay within 78 characters
        if len(line) + 1 + len(word) > 78 and line.strip() and not line.endswith(b":") and word:
            lines.append(line)
            line = b""
        line += b" " + word
    lines.append(line)
    return b"\r\n".join(lines) + b"\r\n"


@dataclass(frozen=True)
class Header:
    """Fields in order, and the blank line after them (empty when the message has none)."""

    fields: tuple[Field, ...]
    separator: bytes = b""

    @cached_property
    def _by_name(self) -> dict[str, list[Field]]:
        index: dict[str, list[Field]] = {}
        for field in self.fields:
            index.setdefault(field.name.lower(), []).append(field)
        return index

    @property
    def raw(self) -> bytes:
        return b"".join(field.raw for field in self.fields) + self.separator

    def get_all(self, name: str) -> tuple[bytes, ...]:
        """Unfolded values of every field of that name, in order."""
        return tuple(field.value for field in self._by_name.get(name.lower(), ()))

    def get(self, name: str) -> bytes | None:
        """Unfolded value of the first field of that name."""
        found = self._by_name.get(name.lower())
        return found[0].value if found else None

    def text(self, name: str) -> str | None:
        """Decoded text of the first field of that name."""
        value = self.get(name)
        return None if value is None else decode_words(value)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    @property
    def is_empty(self) -> bool:
        """No field at all: what came was text only."""
        return not any(field.name for field in self.fields)

    def prepend(self, name: str, value: bytes | str) -> "Header":
        return replace(self, fields=(Field.compose(name, value), *self.fields))

    def append(self, name: str, value: bytes | str) -> "Header":
        """Last before the blank line; a last line that was cut short is ended first."""
        fields = self.fields
        if fields and not fields[-1].raw.endswith(b"\n"):
            fields = (*fields[:-1], fields[-1]._replace(raw=fields[-1].raw + b"\r\n"))
        return replace(self, fields=(*fields, Field.compose(name, value)))

    def remove(self, name: str) -> "Header":
        return replace(self, fields=tuple(field for field in self.fields if not field.is_named(name)))

    def replace(self, name: str, value: bytes | str) -> "Header":
        """One field of that name, at the place of the first; at the end if there was none."""
        kept: list[Field] = []
        done = False
        for field in self.fields:
            if not field.is_named(name):
                kept.append(field)
            elif not done:
                kept.append(Field.compose(name, value))
                done = True
        return replace(self, fields=tuple(kept)) if done else self.append(name, value)


def parse_header(header: bytes) -> Header:
    """A header section, or a whole message (its body is left out)."""
    end = header_end(header)
    separator = b""
    for blank in (b"\r\n", b"\n"):
        # The blank line, and not the end of the last field: a line end stands before it, or nothing does.
        if header.endswith(blank, 0, end) and (end == len(blank) or header[end - len(blank) - 1] == 0x0A):
            separator = blank
            break
    stop = end - len(separator)
    fields: list[Field] = []
    position = 0
    while position < stop:
        if len(fields) == MAX_FIELDS:
            fields.append(Field(header[position:stop], "", b""))
            break
        unfolded = _UNFOLDED.match(header, position, stop)
        if unfolded is not None:
            name, value = unfolded.groups()
            fields.append(Field(unfolded[0], name.decode("ascii"), value.rstrip(b" \t")))
            position = unfolded.end()
            continue
        found = _FIELD_END.search(header, position, stop)
        field_end = found.end() if found else stop
        fields.append(Field.parse(header[position:field_end]))
        position = field_end
    return Header(tuple(fields), separator)


def select_fields(header: bytes, names: Collection[str], *, inverted: bool = False) -> bytes:
    """The fields of those names (or all others), raw, then a blank line: RFC 3501 §6.4.5 HEADER.FIELDS[.NOT]."""
    wanted = {name.lower() for name in names}
    parsed = parse_header(header)
    chosen = b"".join(
        field.raw for field in parsed.fields if field.name and (field.name.lower() in wanted) is not inverted
    )
    if chosen and not chosen.endswith(b"\n"):
        chosen += b"\r\n"
    return chosen + b"\r\n"
