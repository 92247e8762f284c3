"""Apply MIME header checks and body checks to the beginning of a message's content.

Pure. Where the headers of parts stand is what `message.mime` finds; every other line is text, boundaries included, as
in Postfix. Only the octets of a field or line that matched change. Both tables look at a message once, when it comes
in: what lies beyond the beginning that is given here passes unread.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from homemail.message import mime
from homemail.message.fields import split, split_fields
from homemail.routing.explanation import Step
from homemail.routing.header_checks import Checking, Verdict
from homemail.settings.model import HeaderCheck

BODY_MAX = 64 * 1024  # octets of the body that are looked through
_MIME_FIELD = re.compile(rb"(?:Content-[!-9;-~]*|MIME-Version)[ \t]*:", re.IGNORECASE)
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Checked:
    fields: list[bytes]
    body: bytes
    steps: tuple[Step, ...]


def apply(
    fields: Sequence[bytes],
    body: bytes,
    mime_checks: Sequence[tuple[int, HeaderCheck]],
    body_checks: Sequence[tuple[int, HeaderCheck]],
    verdict: Verdict,
) -> Checked:
    """The header's fields and the body's beginning after both tables; what they ask for is added to `verdict`."""
    if not mime_checks and not body_checks:
        return Checked(list(fields), body, ())
    of_parts = Checking("mime_header_checks", mime_checks, verdict)
    of_text = Checking("body_checks", body_checks, verdict)
    new_fields: list[bytes] = []
    for raw in fields:
        new_fields.extend(of_parts.fields([raw]) if _MIME_FIELD.match(raw) else [raw])
    out: list[bytes] = []
    for is_text, pieces in _sections(b"".join(fields), body):
        out.extend(of_text.lines(pieces) if is_text else of_parts.fields(pieces))
    of_parts.finish()
    of_text.finish()
    return Checked(new_fields, b"".join(out), (*of_parts.steps, *of_text.steps))


def looked_at(message: bytes, *, text: bool) -> list[bytes]:
    """What of a message the body checks look at (`text`), or the MIME header checks, in order."""
    part = split(message)
    body = whole_lines(message[part.body_offset :], all_there=True)
    found = [] if text else [raw for raw in split_fields(part.header) if _MIME_FIELD.match(raw)]
    found.extend(raw for is_text, pieces in _sections(part.header, body) if is_text is text for raw in pieces)
    return found


def _sections(header: bytes, body: bytes) -> Iterator[tuple[bool, list[bytes]]]:
    """Lines of text, then the fields before a part, and so on to the end of the body."""
    position = 0
    for start, end in _headers_of_parts(header, body):
        yield True, _LINE.findall(body[position:start])
        yield False, split_fields(body[start:end])
        position = end
    yield True, _LINE.findall(body[position:])


def whole_lines(beginning: bytes, *, all_there: bool) -> bytes:
    """As much of a body's beginning as is looked at: whole lines, none of them cut."""
    if len(beginning) <= BODY_MAX and all_there:
        return beginning
    return beginning[: beginning.rfind(b"\n", 0, BODY_MAX) + 1]


def _headers_of_parts(header: bytes, body: bytes) -> list[tuple[int, int]]:
    """Where they stand in the body, in order, none within another."""
    found: list[tuple[int, int]] = []
    position = 0
    for part in mime.scan(header + body).walk():
        start, end = part.header_start - len(header), part.body_start - len(header)
        if start >= position and end > start:
            found.append((start, end))
            position = end
    return found
