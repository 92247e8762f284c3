"""xtext (RFC 3461 §4): printable ASCII where `+` and `=` and all else are written as +HH."""

import re

_PLAIN = re.compile(rb"[!-*,-<>-~]")
_XTEXT = re.compile(r"(?:[!-*,-<>-~]|\+[0-9A-F]{2})*\Z")
_HEXCHAR = re.compile(r"\+([0-9A-F]{2})")


class BadXtext(ValueError):
    """The text is not xtext."""


def parse_xtext(text: str) -> str:
    """xtext = *( xchar / hexchar ); what it stands for is read as UTF-8, with Latin-1 for what is not."""
    if not _XTEXT.match(text):
        raise BadXtext(text)
    octets = _HEXCHAR.sub(lambda match: chr(int(match[1], 16)), text).encode("latin-1")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def format_xtext(text: str) -> str:
    return "".join(
        chr(octet) if _PLAIN.match(bytes((octet,))) else f"+{octet:02X}" for octet in text.encode("utf-8", "replace")
    )
