"""POP3 command lines: bytes in, a keyword and its arguments out (RFC 1939 §3).

A line longer than the protocol knows is no command; neither is one with
control characters. What was typed where a keyword belongs may be a password
and is therefore never kept.
"""

from dataclasses import dataclass, field
from typing import Final

LINE_MAX: Final = 512  # octets with CRLF; RFC 2449 §4 says 255, old clients send long names
NUMBER_MAX: Final = 4_294_967_295


@dataclass(frozen=True, slots=True)
class Command:
    """A keyword in capitals and the text after the one space that follows it."""

    keyword: str
    rest: bytes = field(repr=False)

    @property
    def arguments(self) -> list[bytes]:
        return self.rest.split()


def parse_command(line: bytes) -> Command:
    """command = keyword *(SP param)    (RFC 2449 §9)

    Lenient: keywords in any case, blanks before the keyword and after the last argument, as people type.
    """
    keyword, _, rest = line.strip(b"\r\n").lstrip(b" \t").partition(b" ")
    text = keyword.strip(b"\t").decode("ascii", "replace").upper()
    return Command(text if text.isascii() and text.isalnum() else "", rest)


def parse_number(text: bytes) -> int | None:
    """A message number or line count in decimal digits; None for anything else."""
    if not text.isdigit() or len(text) > 10:
        return None
    number = int(text)
    return number if number <= NUMBER_MAX else None
