"""Pasted text as logical lines, each with the file it belongs to    (postconf(5), aliases(5), master(5))

A line that begins with white space continues the one before it; empty lines and comments count for nothing, but for a
comment that names a file (`# /etc/postfix/generic`, as our own output has it) or `==> generic <==`, as tail(1) has it.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from homemail.mail.sentence import Sentence
from homemail.postfix.values import MAIN, MASTER

TEXT_MAX = 128 * 1024  # characters
LINES_MAX = 2000
_VALUE_MAX = 8 * 1024  # what names in a value may grow to
_LINE_MAX = 8 * 1024  # with those that continue it
_DEPTH_MAX = 10
_NAMED = re.compile(r"#\s*(?:file:\s*)?/etc/(?:[\w.-]+/)*([\w.-]+)\s*\Z|==> *(?:\S*/)?([\w.-]+) *<==\s*\Z")
_PARAMETER = re.compile(r"([A-Za-z0-9_]+)\s*=\s*(.*)\Z", re.DOTALL)
_SERVICE = re.compile(r"\S+\s+(?:inet|unix|fifo|pass|unix-dgram)\s+[ny-]\s+[ny-]\s+[ny-]\s")
_CHECK = re.compile(r"!?[/|!%](.+)[/|!%]\w*\s+[A-Za-z]+")
_ALIAS = re.compile(r"(\"[^\"]+\"|[^\s:@/]+)\s*:\s")
_COMMAND = re.compile(r"(?:[$#%]\s+)?(?:sudo\s+)?postconf\s+-e\s+(.*)\Z", re.DOTALL)
_PLACE = re.compile(r"\$(?:\{(\w+)\}|\((\w+)\)|(\w+)|\{(\w+)\?([^{}]*)\}|\{(\w+):([^{}]*)\})")


class TooMuch(ValueError):
    """More text than is read."""


class NotKnown(ValueError):
    """A $name whose value is not known here; the name is the text."""


@dataclass(frozen=True, slots=True)
class Logical:
    """`number` counts lines of the paste from 1; `file` is "" where nothing says which it is."""

    number: int
    file: str
    text: str


def logical_lines(text: str, file: str = "") -> list[Logical]:
    """Raises TooMuch. `file` is where the lines begin to belong, "" to tell it by their look."""
    too_much = Sentence("this is more than is read at once: {lines} lines", lines=LINES_MAX)
    if len(text) > TEXT_MAX or text.count("\n") > LINES_MAX:
        raise TooMuch(too_much)
    found: list[Logical] = []
    for line in _joined(text, file):
        if len(line.text) > _LINE_MAX:
            raise TooMuch(too_much)
        found.extend(_unpacked(line))
    return found


def _joined(text: str, file: str) -> Iterator[Logical]:
    kept: Logical | None = None
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        line = raw.rstrip()
        if named := _NAMED.match(line.strip()):
            if kept:
                yield kept
            kept, file = None, named[1] or named[2]
            continue
        bare = line.strip()
        if not bare or (bare.startswith("#") and not _COMMAND.match(bare)):
            continue
        if kept and line[0].isspace():
            kept = Logical(kept.number, kept.file, f"{kept.text}\n{bare}")
            continue
        if kept:
            yield kept
        kept = Logical(number, file, bare)
    if kept:
        yield kept


def _unpacked(line: Logical) -> Iterator[Logical]:
    """What `postconf -e` was given are lines of main.cf; a line without a file gets one by its look."""
    if command := _COMMAND.match(line.text):
        try:
            words = shlex.split(command[1])
        except ValueError:
            words = [command[1]]
        yield from (Logical(line.number, MAIN, word) for word in words if not word.startswith("-"))
        return
    yield Logical(line.number, line.file or look_of(line.text), line.text)


def look_of(text: str) -> str:
    """The file that a line is surely of, or nothing."""
    if _SERVICE.match(text):
        return MASTER
    if _CHECK.match(text):
        return "header_checks"
    if _PARAMETER.match(text):
        return MAIN
    return "aliases" if _ALIAS.match(f"{text} ") else ""


def parse_parameter(text: str) -> tuple[str, str] | None:
    """parameter = value"""
    found = _PARAMETER.match(text)
    return (found[1], " ".join(found[2].split())) if found else None


def expanded(value: str, known: Mapping[str, str], depth: int = 0) -> str:
    """The value with $name, ${name}, $(name), ${name?text} and ${name:text} filled in; raises NotKnown."""

    grown = len(value)

    def fill(place: re.Match[str]) -> str:
        nonlocal grown
        filled = _filled(place, known)
        grown += len(filled)
        if grown > _VALUE_MAX:
            raise NotKnown(value[:40])
        return filled

    if "$" not in value:
        return value
    if depth > _DEPTH_MAX:
        raise NotKnown(value[:40])
    filled = _PLACE.sub(fill, value.replace("$$", "\0"))
    return filled.replace("\0", "$") if "$" not in filled else expanded(filled.replace("\0", "$$"), known, depth + 1)


def _filled(place: re.Match[str], known: Mapping[str, str]) -> str:
    if place[4] is not None:
        return place[5] if known.get(place[4]) else ""
    if place[6] is not None:
        return known.get(place[6]) or place[7]
    name = place[1] or place[2] or place[3]
    if name not in known:
        raise NotKnown(name)
    return known[name]


def words(value: str) -> list[str]:
    """A list of main.cf: commas or white space between its members; what stands in braces is one."""
    found = re.findall(r"(?:[^\s,{]+)?\{[^{}]*\}|[^\s,]+", value)
    return [one.strip() for one in found if one.strip()]
