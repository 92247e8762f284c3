"""Turn a message into seven-bit MIME, for a server that does not take 8BITMIME (RFC 6152 §3: convert it, or bounce).

Pure. Each part whose body has octets beyond ASCII is encoded, text in quoted-printable where that is shorter, all
else in base64, and says so in its Content-Transfer-Encoding; every other octet stays. What a signature covers is
never touched (RFC 1847 §2.1): such a message is `NotConvertible`, as is one whose structure cannot be told. Header
fields go as they are: 8BITMIME is about bodies, and raw octets in a field were never legal to begin with.
"""

import base64
import binascii
import re
from dataclasses import replace

from homemail.mail.sentence import Sentence
from homemail.message.fields import Header, compose_field, parse_header
from homemail.message.mime import MAX_PARTS, Part, scan

_BEYOND = re.compile(rb"[\x80-\xff]")
_ENCODING = "Content-Transfer-Encoding"


class NotConvertible(ValueError):
    """The message cannot be had in seven bits; the text says why in one clause."""


def to_seven_bit(content: bytes) -> bytes:
    """The message with a body of seven-bit lines; the same object when it has one already."""
    root = scan(content)
    if content[root.body_start :].isascii():
        return content
    parts = list(root.walk())
    if len(parts) >= MAX_PARTS:
        raise NotConvertible(Sentence("it has too many parts"))
    tops = {id(root)} | {id(part.message) for part in parts if part.message is not None}
    pieces: list[tuple[int, int, bytes]] = []
    for part in parts:
        pieces += _converted(content, part, is_message=id(part) in tops)
    return _joined(content, sorted(pieces))


def _joined(content: bytes, pieces: list[tuple[int, int, bytes]]) -> bytes:
    """What lies between the pieces are delimiter lines, and text before and after the parts that nobody is shown."""
    out: list[bytes] = []
    position = 0
    for start, end, octets in pieces:
        out += (_BEYOND.sub(b"?", content[position:start]), octets)
        position = end
    out.append(_BEYOND.sub(b"?", content[position:]))
    return b"".join(out)


def _converted(content: bytes, part: Part, *, is_message: bool) -> list[tuple[int, int, bytes]]:
    """A part's header section and, where it is a leaf, its body: (start, end, octets in their place)."""
    raw, body = content[part.header_start : part.body_start], content[part.body_start : part.end]
    if body.isascii():
        unchanged = [(part.header_start, part.body_start, raw)]
        return unchanged if part.is_multipart or part.message else [*unchanged, (part.body_start, part.end, body)]
    _require_convertible(part, raw, is_message=is_message)
    header = parse_header(raw)
    if part.is_multipart or part.message:
        # RFC 2046 §5.1, §5.2.1: such a part is itself never encoded; what is inside has become 7bit.
        changed = header.replace(_ENCODING, "7bit") if _ENCODING in header else header
        return [(part.header_start, part.body_start, changed.raw)]
    encoding, encoded = _encoded(part, body)
    header = header.replace(_ENCODING, encoding)
    if is_message:
        header = _declared(header, body)
    if not header.separator:  # text whose author forgot the blank line
        header = replace(header, separator=b"\r\n")
    return [(part.header_start, part.body_start, header.raw), (part.body_start, part.end, encoded)]


def _require_convertible(part: Part, raw: bytes, *, is_message: bool) -> None:
    if part.media_type in ("multipart/signed", "multipart/encrypted"):
        raise NotConvertible(Sentence("it is signed, and would not be once it is converted"))
    if part.opaque:
        raise NotConvertible(Sentence("its structure cannot be told"))
    if part.is_multipart and not (part.parameter("boundary") or "").isascii():
        raise NotConvertible(Sentence("its boundary is not in ASCII"))
    if part.type == "message" and part.message is None and not part.subtype.startswith("global"):
        raise NotConvertible(Sentence("RFC 2046 lets nobody encode {type}", type=part.media_type))
    if not raw and not is_message:
        raise NotConvertible(Sentence("a part of it has no header to say how it is encoded"))


def _encoded(part: Part, body: bytes) -> tuple[str, bytes]:
    if part.encoding == "quoted-printable":  # it says so, and was not quite
        return part.encoding, _BEYOND.sub(lambda found: b"=%02X" % found[0][0], body)
    if part.encoding == "base64":
        return part.encoding, _BEYOND.sub(b"", body)  # RFC 2045 §6.8: what is not of the alphabet is ignored
    if part.type == "text" and 6 * len(_BEYOND.findall(body)) < len(body):
        return "quoted-printable", binascii.b2a_qp(body, istext=True)
    return "base64", base64.encodebytes(body).replace(b"\n", b"\r\n")


def _declared(header: Header, body: bytes) -> Header:
    """MIME from here on, or nobody undoes the encoding; RFC 1428 §3 names the character set that nobody told."""
    added = b"" if "MIME-Version" in header else compose_field("MIME-Version", "1.0")
    if "Content-Type" not in header:
        charset = "utf-8" if _is_utf8(body) else "unknown-8bit"
        added += compose_field("Content-Type", f"text/plain; charset={charset}")
    return replace(header, fields=(*header.fields, *parse_header(added).fields)) if added else header


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
