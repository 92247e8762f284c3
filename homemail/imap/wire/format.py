"""Values as the server writes them: strings, flags, dates, response codes (RFC 3501 §9).

Whatever goes in, what comes out parses: text that does not fit a quoted
string becomes a literal. Human text is plain ASCII without line ends.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from homemail.mail.flags import SYSTEM_FLAGS

_ASTRING = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\]+\Z")
_QUOTABLE = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-\x7f]*\Z")
_QUOTABLE_UTF8 = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-\xff]*\Z")
_SPECIAL = re.compile(rb'["\\]')
QUOTED_MAX: Final = 1000  # octets; beyond it a literal is kinder to clients with line buffers

# strftime's %b follows the locale, the wire does not.
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_string(octets: bytes, *, utf8: bool = False) -> bytes:
    """string = quoted / literal; `utf8`: octets are UTF-8, and the client takes that in quotes (RFC 6855 §3)"""
    if len(octets) <= QUOTED_MAX and (_QUOTABLE_UTF8 if utf8 else _QUOTABLE).match(octets):
        return b'"' + _SPECIAL.sub(rb"\\\g<0>", octets) + b'"'
    return b"{%d}\r\n" % len(octets) + octets


def format_nstring(octets: bytes | None) -> bytes:
    """nstring = string / nil"""
    return b"NIL" if octets is None else format_string(octets)


def format_astring(octets: bytes, *, utf8: bool = False) -> bytes:
    """astring = 1*ASTRING-CHAR / string; the word NIL is quoted, lest a client read it as nothing."""
    if _ASTRING.match(octets) and octets.upper() != b"NIL":
        return octets
    return format_string(octets, utf8=utf8)


def format_flags(flags: Iterable[str], *, recent: bool = False) -> bytes:
    """ "(" [flag-fetch *(SP flag-fetch)] ")", system flags first, keywords by name"""
    kept = frozenset(flags)
    ordered = [flag for flag in SYSTEM_FLAGS if flag in kept]
    if recent:
        ordered.append("\\Recent")
    ordered += sorted(kept.difference(SYSTEM_FLAGS))
    return ("(" + " ".join(ordered) + ")").encode("ascii", "replace")


def format_date_time(when: float) -> bytes:
    """date-time, in UTC: DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE"""
    moment = datetime.fromtimestamp(int(when), UTC)
    month = _MONTHS[moment.month - 1]
    return f'"{moment.day:2d}-{month}-{moment.year:04d} {moment:%H:%M:%S} +0000"'.encode("ascii")


def format_text(text: str) -> bytes:
    """text = 1*TEXT-CHAR: printable ASCII, never empty."""
    return re.sub(r"[^\x20-\x7e]", "?", text).encode("ascii") or b"?"
