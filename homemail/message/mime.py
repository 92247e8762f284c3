"""The MIME tree of a message, with byte offsets: our own scanner.

IMAP promises that BODY[1.2] is what BODYSTRUCTURE said, so offsets are exact
for every message, malformed ones too. A multipart is cut by its own boundary
inside the range its parent gave it, so an outer boundary always ends inner
parts (RFC 2046 §5.1.2). Searching is `bytes.find`; depth, parts and searched
bytes are bounded, so hostile input costs linear time and becomes one leaf. A
large message is scanned in the file it lies in (`scan_spliced`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from mmap import mmap
from typing import Protocol

from homemail.message.envelope import envelope_wire
from homemail.message.fields import Header, header_end, parse_header
from homemail.message.parameters import Parameter, find_parameter, parse_parameterised
from homemail.message.transfer_encoding import decode_transfer
from homemail.message.words import decode_words

MAX_DEPTH = 100  # multiparts and messages inside one another
MAX_PARTS = 10_000
_SEARCH_FACTOR = 16  # bytes searched for boundaries, in sizes of the message: honest mail nests 3 to 5 deep
_SEARCH_FLOOR = 1 << 24
_BEGINNING = 256 * 1024  # octets of a large message in which its header is looked for
_BEHIND_HEADER = 4096  # so much of what follows decides whether a header has ended
_PIECE = 1 << 20
_TEXT = ("text", "plain")
_BOUNDARY_MAX = 998  # RFC 2046 §5.1.1 says 70; a line cannot be longer than this

# After "--boundary": an end mark, blanks that transport added (RFC 2046 §5.1.1), the line end or the end of it all.
_DELIMITER_REST = re.compile(rb"(--)?[ \t]*(?:\r?\n|\r?\Z)")
_MEDIA_TYPE = re.compile(rb"([^\s/;]+)\s*/\s*([^\s/;]+)")
_SECTION = re.compile(r"(?:(\d{1,9}(?:\.\d{1,9})*)(?:\.|\Z))?(HEADER|TEXT|MIME)?\Z", re.IGNORECASE)


class Octets(Protocol):
    """What can be sliced into bytes: a message in memory or in its file."""

    def __getitem__(self, part: slice, /) -> bytes: ...


US_ASCII = Parameter(b"charset", b"us-ascii")


@dataclass(frozen=True, slots=True)
class Disposition:
    """Content-Disposition (RFC 2183 §2)."""

    kind: bytes
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """content[header_start:body_start] is the header with its blank line, content[body_start:end] the body."""

    header_start: int
    body_start: int
    end: int
    lines: int  # line ends in the body
    type: str  # lower case, as is subtype
    subtype: str
    parameters: tuple[Parameter, ...] = ()
    encoding: str = "7bit"  # lower case
    id: bytes | None = None
    description: bytes | None = None
    md5: bytes | None = None
    disposition: Disposition | None = None
    language: tuple[bytes, ...] = ()
    location: bytes | None = None
    children: tuple["Part", ...] = ()  # of a multipart; at least one
    message: "Part | None" = None  # of message/rfc822: the message inside
    envelope: bytes = b""  # of message/rfc822 or message/global: ENVELOPE of the message inside, as wire bytes
    global_message: "Part | None" = None  # of message/global, whose fields may be in UTF-8 (RFC 6532 §3.7)
    opaque: bool = False  # a multipart or message that was not looked into: shown as application/octet-stream
    header: Header | None = field(default=None, compare=False, repr=False)  # at the root of a message

    @property
    def size(self) -> int:
        return self.end - self.body_start

    @property
    def media_type(self) -> str:
        return f"{self.type}/{self.subtype}"

    @property
    def is_multipart(self) -> bool:
        return bool(self.children)

    def parameter(self, name: str) -> str | None:
        """Decoded text of a Content-Type parameter."""
        found = find_parameter(self.parameters, name)
        return None if found is None else found.text

    @property
    def filename(self) -> str | None:
        """Content-Disposition's filename, or Content-Type's name, which is older (RFC 2183 §2.3)."""
        found = find_parameter(self.disposition.parameters, "filename") if self.disposition else None
        found = found or find_parameter(self.parameters, "name")
        return None if found is None else found.text

    @property
    def is_attachment(self) -> bool:
        return self.disposition is not None and self.disposition.kind.lower() == b"attachment"

    def walk(self) -> Iterator["Part"]:
        """This part and all below, in order of appearance; messages inside are entered."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            if part.message is not None:
                waiting.append(part.message)
            waiting.extend(reversed(part.children))

    def numbered(self) -> Iterator[tuple[str, "Part"]]:
        """IMAP part numbers with their parts, multiparts and messages included; the root has none (RFC 3501 §6.4.5)."""
        waiting: list[tuple[str, Part]] = list(reversed(_numbered_below("", self)))
        while waiting:
            number, part = waiting.pop()
            yield number, part
            if part.message is not None:
                waiting.extend(reversed(_numbered_below(number + ".", part.message)))
            elif part.children:
                waiting.extend(reversed(_numbered_below(number + ".", part)))


def _numbered_below(prefix: str, part: Part) -> list[tuple[str, Part]]:
    children = part.children or (part,)
    return [(f"{prefix}{index}", child) for index, child in enumerate(children, 1)]


def scan(content: bytes) -> Part:
    """The tree of a whole message."""
    return _Scan(content).message(0, len(content), depth=0)


def scan_spliced(head: bytes, rest: mmap, start: int) -> Part:
    """The tree of a message that begins with `head` and goes on in `rest` from `start`, without copying the rest."""
    beginning = head + rest[start : start + _BEGINNING]
    body_start = header_end(beginning)
    complete = len(beginning) == len(head) + len(rest) - start
    if complete or body_start < len(head) or body_start + _BEHIND_HEADER > len(beginning):
        return scan(head + rest[start:])
    shift = len(head) - start
    header = parse_header(beginning[:body_start])
    found = _Scan(rest, shift)
    return found.build(-shift, body_start - shift, len(rest), header=header, depth=0, default=_TEXT, is_root=True)


class _Scan:
    """One pass over one content: what may still be searched and how many parts there are."""

    def __init__(self, content: bytes | mmap, shift: int = 0) -> None:
        self.content = content
        self.shift = shift  # from a place in `content` to the same place in the message
        self.parts = 0
        self.budget = _SEARCH_FACTOR * len(content) + _SEARCH_FLOOR

    def message(self, start: int, end: int, depth: int) -> Part:
        return self.part(start, end, depth, default=_TEXT, is_root=True)

    def part(self, start: int, end: int, depth: int, default: tuple[str, str], *, is_root: bool = False) -> Part:
        body_start = header_end(self.content, start, end)
        header = parse_header(self.content[start:body_start])
        return self.build(start, body_start, end, header=header, depth=depth, default=default, is_root=is_root)

    def build(
        self,
        start: int,
        body_start: int,
        end: int,
        *,
        header: Header,
        depth: int,
        default: tuple[str, str],
        is_root: bool,
    ) -> Part:
        self.parts += 1
        self.budget -= end - start
        type_, subtype, parameters = _media_type(header, default)
        encoding = _encoding(header)
        children: tuple[Part, ...] = ()
        message: Part | None = None
        global_message: Part | None = None
        envelope = b""
        opaque = False
        spent = depth >= MAX_DEPTH or self.parts >= MAX_PARTS or self.budget < 0
        if type_ == "multipart":
            if spent:
                opaque = True
            else:
                children = self.children(body_start, end, depth + 1, parameters, subtype)
        elif (type_, subtype) == ("message", "rfc822"):
            # RFC 2046 §5.2.1 forbids encoding a message. Where someone did, the bytes are no message.
            if spent or encoding in ("base64", "quoted-printable"):
                opaque = True
            else:
                message = self.message(body_start, end, depth + 1)
                envelope = envelope_wire(message.header or b"")
        elif (type_, subtype) == ("message", "global") and not spent and encoding not in ("base64", "quoted-printable"):
            global_message = self.message(body_start, end, depth + 1)
            envelope = envelope_wire(global_message.header or b"")
        return Part(
            header_start=start + self.shift,
            body_start=body_start + self.shift,
            end=end + self.shift,
            lines=self.count_lines(body_start, end),
            type=type_,
            subtype=subtype,
            parameters=parameters,
            encoding=encoding,
            id=header.get("content-id"),
            description=header.get("content-description"),
            md5=header.get("content-md5"),
            disposition=_disposition(header),
            language=_languages(header),
            location=header.get("content-location"),
            children=children,
            message=message,
            envelope=envelope,
            global_message=global_message,
            opaque=opaque,
            header=header if is_root else None,
        )

    def children(
        self, start: int, end: int, depth: int, parameters: tuple[Parameter, ...], subtype: str
    ) -> tuple[Part, ...]:
        """multipart-body = [preamble CRLF] dash-boundary … body-parts … close-delimiter    (RFC 2046 §5.1.1)"""
        default = ("message", "rfc822") if subtype == "digest" else _TEXT  # RFC 2046 §5.1.5
        found: list[Part] = []
        for part_start, part_end in self.ranges(start, end, _boundary(parameters)):
            found.append(self.part(part_start, part_end, depth, default))
            if self.parts >= MAX_PARTS:
                break
        if not found:
            # IMAP has no multipart without parts (RFC 3501 §7.4.2). The text is not lost: it is the one part.
            self.parts += 1
            first, last = start + self.shift, end + self.shift
            return (Part(first, first, last, self.count_lines(start, end), "text", "plain", (US_ASCII,)),)
        return tuple(found)

    def count_lines(self, start: int, end: int) -> int:
        return sum(self.content[piece : min(piece + _PIECE, end)].count(b"\n") for piece in range(start, end, _PIECE))

    def ranges(self, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
        """Where the body parts lie. A missing close-delimiter: the last one runs to the end."""
        if not boundary:
            return []
        found: list[tuple[int, int]] = []
        open_at = -1
        limit = MAX_PARTS - self.parts
        for line, after, closes in self.delimiters(start, end, b"--" + boundary):
            if open_at >= 0:
                found.append((open_at, max(open_at, self.before_line_end(line))))
            open_at = -1 if closes else after
            if closes or len(found) >= limit:
                break
        if open_at >= 0:
            found.append((open_at, end))
        return found

    def delimiters(self, start: int, end: int, dash_boundary: bytes) -> Iterator[tuple[int, int, bool]]:
        """(start of the line, start of the next, closes?) of each delimiter line."""
        content = self.content
        at_start = content[start : min(start + len(dash_boundary), end)] == dash_boundary
        line = start if at_start else self.next_line(dash_boundary, start, end)
        while line >= 0:
            rest = _DELIMITER_REST.match(content, line + len(dash_boundary), end)
            if rest is None:  # a longer boundary, or text that only looks like ours
                line = self.next_line(dash_boundary, line, end)
                continue
            yield line, rest.end(), rest[1] is not None
            # The line end that this delimiter closes with may be the one the next begins with.
            line = self.next_line(dash_boundary, max(line, rest.end() - 1), end)

    def next_line(self, dash_boundary: bytes, start: int, end: int) -> int:
        found = self.content.find(b"\n" + dash_boundary, start, end)
        return found + 1 if found >= 0 else -1

    def before_line_end(self, line: int) -> int:
        """RFC 2046 §5.1.1: the CRLF before a delimiter line belongs to the delimiter."""
        return line - 2 if line >= 2 and self.content[line - 2 : line] == b"\r\n" else line - 1


def _media_type(header: Header, default: tuple[str, str]) -> tuple[str, str, tuple[Parameter, ...]]:
    """Content-Type, or what RFC 2045 §5.2 says of a missing or unreadable one."""
    value = header.get("content-type")
    if value:
        main, parameters = parse_parameterised(value)
        found = _MEDIA_TYPE.match(main)
        if found is not None:
            return found[1].lower().decode("latin-1"), found[2].lower().decode("latin-1"), parameters
        if value[:1] not in (b";", b""):
            kept = tuple(parameter for parameter in parameters if parameter.name != b"boundary")
            return "text", "plain", kept or (US_ASCII,)
    return (*default, (US_ASCII,) if default[0] == "text" else ())


def _boundary(parameters: tuple[Parameter, ...]) -> bytes:
    found = find_parameter(parameters, "boundary")
    if found is None:
        return b""
    value = found.text.encode("utf-8", "replace") if found.name.endswith(b"*") else found.value
    value = value.rstrip(b" \t")  # bchars forbid a blank at the end
    return value if len(value) <= _BOUNDARY_MAX else b""


def _encoding(header: Header) -> str:
    value = header.get("content-transfer-encoding")
    if not value:
        return "7bit"
    main, _ = parse_parameterised(value)
    words = main.strip(b"\"'").split()
    return words[0].lower().decode("latin-1") if words else "7bit"


def _disposition(header: Header) -> Disposition | None:
    value = header.get("content-disposition")
    if not value:
        return None
    main, parameters = parse_parameterised(value)
    words = main.split()
    return Disposition(words[0], parameters) if words else None


def _languages(header: Header) -> tuple[bytes, ...]:
    """Content-Language = 1#Language-tag    (RFC 3282 §2)"""
    value = header.get("content-language")
    if not value:
        return ()
    tags = (tag.strip() for tag in value.split(b",", 100)[:100])
    return tuple(tag for tag in tags if tag)


def find_part(root: Part, number: str) -> Part | None:
    """The part that IMAP calls "1.2", or None. The root itself is "" (RFC 3501 §6.4.5)."""
    if not number:
        return root
    part = root
    below = root.children or (root,)  # a message that is no multipart: its body is part 1
    for index in (int(digits) for digits in number.split(".")):
        if not 1 <= index <= len(below):
            return None
        part = below[index - 1]
        inner = part.message or part.global_message
        below = part.children if inner is None else inner.children or (inner,)
    return part


def section(root: Part, spec: str) -> tuple[int, int] | None:
    """section-spec → where it lies in the content; None where there is no such thing (RFC 3501 §6.4.5, §9).

    HEADER.FIELDS is a choice of fields, not a range: ask for HEADER and `select_fields`.
    """
    found = _SECTION.match(spec)
    if found is None or spec.endswith("."):
        return None
    number, what = found[1] or "", (found[2] or "").upper()
    part = find_part(root, number)
    if part is None:
        return None
    if not number:
        match what:
            case "":
                return part.header_start, part.end
            case "HEADER":
                return part.header_start, part.body_start
            case "TEXT":
                return part.body_start, part.end
            case _:
                return None  # section-msgtext alone: MIME needs a part number
    match what:
        case "":
            return part.body_start, part.end
        case "MIME":
            return part.header_start, part.body_start
    inner = part.message or part.global_message
    if inner is None:
        return None  # HEADER and TEXT are for message/rfc822 and message/global parts
    return (inner.header_start, inner.body_start) if what == "HEADER" else (inner.body_start, inner.end)


def decoded_body(content: Octets, part: Part) -> bytes:
    """The part's body with its transfer encoding undone."""
    return decode_transfer(content[part.body_start : part.end], part.encoding)


def description_text(part: Part) -> str | None:
    return None if part.description is None else decode_words(part.description)
