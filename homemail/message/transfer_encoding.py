"""Content-Transfer-Encoding, undone: base64, quoted-printable, or as it stands (RFC 2045 §6)."""

import binascii

from homemail.message.words import decode_base64


def decode_transfer(data: bytes, encoding: str) -> bytes:
    """Never fails: what cannot be decoded is given as far as it goes; an unknown encoding as it stands."""
    match encoding.lower():
        case "base64":
            return decode_base64(data)
        case "quoted-printable":
            return binascii.a2b_qp(data)
        case _:
            return data
