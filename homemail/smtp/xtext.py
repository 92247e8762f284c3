"""xtext (RFC 3461 §4): printable ASCII where `+` and `=` and all else are written as +HH; and addresses in ORCPT."""

import re

_PLAIN = re.compile(rb"[!-*,-<>-~]")
_XTEXT = re.compile(r"(?:[!-*,-<>-~]|\+[0-9A-F]{2})*\Z")
_HEXCHAR = re.compile(r"\+([0-9A-F]{2})")


_UTF8 = re.compile(r"(?:[!-*,-<>-\[\]-~\u0080-\U0010ffff]|\\x\{[0-9A-F]{2,6}\})+\Z")
_EMBEDDED = re.compile(r"\\x\{([0-9A-F]{2,6})\}")
_EMBED = re.compile(r"[^!-*,-<>-\[\]-~]")


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


def parse_utf8_address(text: str) -> str:
    """utf-8-enc-addr = utf-8-addr-xtext / utf-8-addr-unitext / utf-8-address    (RFC 6533 §3)"""
    if not _UTF8.match(text):
        raise BadXtext(text)
    try:
        decoded = _EMBEDDED.sub(lambda match: chr(int(match[1], 16)), text)
        decoded.encode("utf-8")
    except (ValueError, OverflowError):  # beyond Unicode, or half of a surrogate pair
        raise BadXtext(text) from None
    return decoded


def format_orcpt(orcpt: str) -> str:
    """The value of ORCPT, in ASCII whatever the address (RFC 3461 §4.2; RFC 6533 §3: utf-8-addr-xtext)."""
    kind, _, address = orcpt.partition(";")
    return f"{kind};{_EMBED.sub(_embedded, address) if kind == 'utf-8' else format_xtext(address)}"


def _embedded(match: re.Match[str]) -> str:
    return f"\\x{{{ord(match[0]):02X}}}"
