"""What a Postfix configuration is made of here: parts, each of a page, with lines of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MAIN, MASTER = "main.cf", "master.cf"
STARS = "********"  # stands where a password would


class Part(StrEnum):
    """What belongs together; the names are those of the window's pages."""

    SETTINGS = "settings"
    PEOPLE = "people"
    ADDRESSES = "addresses"
    SENDING = "sending"
    FILTERS = "filters"
    SECURITY = "security"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Line:
    """`note` stands above the line as a comment; a line without text is such a comment alone."""

    file: str
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class File:
    name: str
    lines: tuple[Line, ...]


Lines = Iterator[Line]


def main(name: str, value: str, note: str = "") -> Line:
    return Line(MAIN, f"{name} = {value}".rstrip(), note)


def remark(words: str) -> Line:
    """What Postfix has no line for."""
    return Line(MAIN, "", words)
