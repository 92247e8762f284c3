"""Strings as IMAP's ENVELOPE and BODYSTRUCTURE carry them (RFC 3501 §4.3).

A quoted string holds 7-bit text without CR, LF and NUL; anything else goes as a
literal, which may hold any byte but NUL: NUL is left out. A client that takes
UTF-8 in quoted strings (RFC 6855 §3, RFC 9051 §4.3) takes literals as well, so
what is kept is right for every client.
"""

import re

_PLAIN = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-!#-\[\]-\x7f]*\Z")
_QUOTABLE = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-\x7f]*\Z")
_QUOTED_MAX = 4096  # longer ones go as literals: old clients keep a line buffer


def string(value: bytes) -> bytes:
    """string = quoted / literal    (RFC 3501 §9)"""
    if len(value) <= _QUOTED_MAX and _PLAIN.match(value):
        return b'"' + value + b'"'
    data = value.replace(b"\0", b"")
    if len(data) <= _QUOTED_MAX and _QUOTABLE.match(data):
        return b'"' + data.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    return b"{%d}\r\n%s" % (len(data), data)


def nstring(value: bytes | None) -> bytes:
    """nstring = string / nil    (RFC 3501 §9)"""
    return b"NIL" if value is None else string(value)
