"""Modified UTF-7, the spelling of mailbox names on the wire (RFC 3501 §5.1.3).

Strict in what it takes: printable ASCII that was shifted, padding bits that
are not zero, lone surrogates and needless shifts have no second spelling, so
two names on the wire are never one name in the store.
"""

import binascii
import re

_RUN = re.compile(r"[^\x20-\x7e]+|&")
_SHIFT = re.compile(rb"&([A-Za-z0-9+,]*)-")


class BadModifiedUtf7(ValueError):
    """Not a modified UTF-7 name."""


def encode(name: str) -> bytes:
    """ "&" becomes "&-"; what is not printable ASCII becomes & modified-base64(UTF-16BE) -"""
    return _RUN.sub(lambda run: _shifted(run[0]), name).encode("ascii")


def _shifted(run: str) -> str:
    if run == "&":
        return "&-"
    base64 = binascii.b2a_base64(run.encode("utf-16-be"), newline=False)
    return "&" + base64.rstrip(b"=").replace(b"/", b",").decode("ascii") + "-"


def decode(octets: bytes) -> str:
    """The name; raises BadModifiedUtf7. The proof is that it encodes to the same octets again."""
    pieces = []
    position = 0
    for shift in _SHIFT.finditer(octets):
        pieces.append(_plain(octets[position : shift.start()]))
        pieces.append(_unshifted(shift[1]))
        position = shift.end()
    pieces.append(_plain(octets[position:]))
    name = "".join(pieces)
    if encode(name) != octets:
        raise BadModifiedUtf7("not the one spelling of this name")
    return name


def _plain(octets: bytes) -> str:
    if b"&" in octets or any(octet < 0x20 or octet > 0x7E for octet in octets):
        raise BadModifiedUtf7("octets outside printable ASCII")
    return octets.decode("ascii")


def _unshifted(base64: bytes) -> str:
    if not base64:
        return "&"
    try:
        utf16 = binascii.a2b_base64(base64.replace(b",", b"/") + b"=" * (-len(base64) % 4))
        return utf16.decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError) as fault:
        raise BadModifiedUtf7("the shifted part is not UTF-16 in base64") from fault
