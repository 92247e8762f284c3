"""Parts with their transfer encoding undone, piece by piece, and messages with raw octets made storable (RFC 3516)."""

import base64
import binascii
import re

from homemail.message.fields import parse_header
from homemail.message.mime import MAX_PARTS, Part, scan
from homemail.message.transfer_encoding import decode_quoted_printable

_BASE64_JUNK = re.compile(rb"[^A-Za-z0-9+/]+")
_IDENTITY = ("7bit", "8bit", "binary")
_LINE_MAX = 64 * 1024  # of quoted-printable held back for its end
_ENCODING = "Content-Transfer-Encoding"


def is_decodable(part: Part) -> bool:
    """Whether the encoding is known; of a multipart or message nothing is ever encoded (RFC 2045 §6.4)."""
    return part.encoding in (*_IDENTITY, "base64", "quoted-printable")


class Decoder:
    """Takes the octets of a part's body as they come and gives them decoded; holds a line of them at most."""

    def __init__(self, part: Part) -> None:
        plain = part.is_multipart or part.message is not None or part.encoding in _IDENTITY
        self._encoding = "" if plain else part.encoding
        self._held = b""

    def feed(self, octets: bytes) -> bytes:
        if not self._encoding:
            return octets
        if self._encoding == "base64":
            self._held += _BASE64_JUNK.sub(b"", octets)
            return binascii.a2b_base64(self._take(len(self._held) // 4 * 4))
        self._held += octets
        end = self._held.rfind(b"\n") + 1
        if end or len(self._held) <= _LINE_MAX:
            return decode_quoted_printable(self._take(end))
        return binascii.a2b_qp(self._take(len(self._held) - 3 if b"=" in self._held[-3:] else len(self._held)))

    def finish(self) -> bytes:
        held = self._take(len(self._held))
        if self._encoding != "base64":
            return decode_quoted_printable(held)
        # Cut short: one digit is no octet, two or three are (RFC 2045 §6.8).
        return binascii.a2b_base64(held + b"=" * (4 - len(held))) if len(held) > 1 else b""

    def _take(self, count: int) -> bytes:
        taken, self._held = self._held[:count], self._held[count:]
        return taken


class NotStorable(ValueError):
    """NUL stands where no encoding can take it away: in a header, or between the parts."""


def without_nul(content: bytes) -> bytes:
    """The message with its raw parts in base64, so that every reader can be shown it (RFC 3516 §4.4).

    Raises NotStorable.
    """
    root = scan(content)
    parts = list(root.walk())
    if len(parts) >= MAX_PARTS:
        raise NotStorable
    pieces: list[tuple[int, int, bytes]] = []
    for part in parts:
        if part.is_multipart or part.message is not None or part.opaque:
            continue
        body = content[part.body_start : part.end]
        if b"\0" not in body:
            continue
        header = parse_header(content[part.header_start : part.body_start]).replace(_ENCODING, "base64")
        encoded = base64.encodebytes(body).replace(b"\n", b"\r\n")
        pieces += [(part.header_start, part.body_start, header.raw), (part.body_start, part.end, encoded)]
    out: list[bytes] = []
    position = 0
    for start, end, octets in sorted(pieces):
        out += (content[position:start], octets)
        position = end
    out.append(content[position:])
    converted = b"".join(out)
    if b"\0" in converted:
        raise NotStorable
    return converted
