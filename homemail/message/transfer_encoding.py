"""Content-Transfer-Encoding, undone: base64, quoted-printable, or as it stands (RFC 2045 §6)."""

import binascii
import re

from homemail.message.words import decode_base64

_BLANKS = (b" ", b"\t")
_BLANK_SIGNS = (b" \r\n", b"\t\r\n", b" \n", b"\t\n")
_LINE_END_BLANKS = re.compile(rb"(?<![ \t])[ \t]+(?=\r?\n|\Z)")


def decode_transfer(data: bytes, encoding: str) -> bytes:
    """Never fails: what cannot be decoded is given as far as it goes; an unknown encoding as it stands."""
    match encoding.lower():
        case "base64":
            return decode_base64(data)
        case "quoted-printable":
            return decode_quoted_printable(data)
        case _:
            return data


def decode_quoted_printable(data: bytes) -> bytes:
    """Whole lines; blanks before a line end were added on the way, also after the "=" of a soft one (RFC 2045 §6.7)."""
    if data[-1:] in _BLANKS or any(sign in data for sign in _BLANK_SIGNS):
        data = _LINE_END_BLANKS.sub(b"", data)
    return binascii.a2b_qp(data)
