"""Structured MIME fields: a value and its parameters (RFC 2045 §5.1, RFC 2183 §2, RFC 2231 §3).

Tolerant: unquoted blanks and specials, quotes that are never closed, comments
and missing semicolons all give something. Continuations (name*0, name*1) are
joined; an extended value keeps its star and percent-encoding, as IMAP shows it.
"""

import re
from dataclasses import dataclass

from homemail.message.words import decode_parameter, percent

MAX_PARAMETERS = 200

_COMMENT = re.compile(rb"(?:^|(?<=[\s;]))\([^()]*\)")
_BETWEEN = re.compile(rb"[\s;]*")
_NAME = re.compile(rb"([^\s;=\"]+)\s*=\s*")
_QUOTED = re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)', re.DOTALL)
_UNQUOTED = re.compile(rb"[^;]*")
_UNESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_CONTINUED = re.compile(rb"([^*]+)\*([0-9]{1,4})(\*?)\Z")


@dataclass(frozen=True, slots=True)
class Parameter:
    """`name` in lower case, with its "*" when `value` is charset'language'percent-encoded."""

    name: bytes
    value: bytes

    @property
    def text(self) -> str:
        return decode_parameter(self.value, extended=self.name.endswith(b"*"))


def parse_parameterised(value: bytes) -> tuple[bytes, tuple[Parameter, ...]]:
    """value *( ";" parameter )    (RFC 2045 §5.1)"""
    if b"(" in value:
        value = _strip_comments(value)
    main, _, rest = value.partition(b";")
    found: list[tuple[bytes, bytes]] = []
    position = 0
    while position < len(rest) and len(found) < MAX_PARAMETERS:
        gap = _BETWEEN.match(rest, position)
        position = gap.end() if gap else position
        name = _NAME.match(rest, position)
        if name is None:  # Lenient: a word without "=": go on after the next semicolon
            position = rest.find(b";", position) + 1
            if position == 0:
                break
            continue
        quoted = _QUOTED.match(rest, name.end())
        if quoted is not None:
            text = _UNESCAPE.sub(rb"\1", quoted[1])
            position = quoted.end()
        else:  # Lenient: everything up to the semicolon, as in boundary=----=_Part 1
            plain = _UNQUOTED.match(rest, name.end())
            text = plain[0].strip() if plain else b""
            position = plain.end() if plain else len(rest)
        found.append((name[1].lower(), text))
    return main.strip(), _join_continuations(found)


def _strip_comments(value: bytes) -> bytes:
    """Comments outside quoted strings; nested ones are rare enough to stay."""
    pieces = value.split(b'"')
    pieces[::2] = [_COMMENT.sub(b"", piece) for piece in pieces[::2]]
    return b'"'.join(pieces)


def _join_continuations(found: list[tuple[bytes, bytes]]) -> tuple[Parameter, ...]:
    """RFC 2231 §3, §4.1: sections in the order of their numbers, one value."""
    sections: dict[bytes, list[tuple[int, bool, bytes]]] = {}
    result: list[Parameter] = []
    for name, value in found:
        continued = _CONTINUED.match(name)
        if continued is None:
            result.append(Parameter(name, value))
        else:
            sections.setdefault(continued[1], []).append((int(continued[2]), bool(continued[3]), value))
    for name, parts in sections.items():
        parts.sort(key=lambda part: part[0])
        if not any(extended for _, extended, _ in parts):
            result.append(Parameter(name, b"".join(value for _, _, value in parts)))
            continue
        joined = b"".join(value if extended else percent(value) for _, extended, value in parts)
        if not parts[0][1]:  # the first section carries charset and language; here it was plain
            joined = b"''" + joined
        result.append(Parameter(name + b"*", joined))
    return tuple(result)


def find_parameter(parameters: tuple[Parameter, ...], name: str) -> Parameter | None:
    """The extended form before the plain one: the plain is for old readers (as RFC 6266 §4.3)."""
    wanted = name.encode("ascii").lower()
    for form in (wanted + b"*", wanted):
        for parameter in parameters:
            if parameter.name == form:
                return parameter
    return None
