"""Dates as mail and IMAP write them.

Reading RFC 5322 is tolerant (old forms, missing seconds, zone names, comments)
and gives None for what is no date. Writing takes the moment as a parameter.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from homemail.message.fields import Header

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBER = {name.lower(): number for number, name in enumerate(_MONTHS, 1)}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATE_MAX = 512  # octets; a date is 40

# date = date-text / DQUOTE date-text DQUOTE    (RFC 3501 §9)
_IMAP_DATE = re.compile(rb'"?([ 0-9]?[0-9])-([A-Za-z]{3})-([0-9]{4})"?\Z')
# date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE    (RFC 3501 §9)
_IMAP_DATE_TIME = re.compile(
    rb'"?([ 0-9]?[0-9])-([A-Za-z]{3})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2})"?\Z'
)


def parse_date(value: bytes | str) -> datetime | None:
    """date-time, obsolete forms included    (RFC 5322 §3.3, §4.3)"""
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    try:
        fields = parsedate_tz(_without_comments(text[:_DATE_MAX]))
        if fields is None:
            return None
        year, month, day, hour, minute, second = fields[:6]
        offset = fields[9] or 0
        zone = timezone(timedelta(seconds=offset)) if abs(offset) < 86400 else UTC
        # RFC 5322 §3.3 allows the leap second :60, Python does not.
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _without_comments(text: str) -> str:
    text = re.sub(r"\([^()]*\)", " ", text)
    return re.sub(r"\s*:\s*", ":", text)  # RFC 5322 §4.3: blanks may stand around the colons of old times


def sent_date(header: Header) -> datetime | None:
    """When its author says it was sent; Resent-Date does not count (RFC 5256 §2.2)."""
    value = header.get("date")
    return None if value is None else parse_date(value)


def format_date(when: datetime) -> str:
    """date-time = day-of-week "," date time zone    (RFC 5322 §3.3); an unaware moment is local time"""
    aware = when if when.tzinfo is not None else when.astimezone()
    return (
        f"{_DAYS[aware.weekday()]}, {aware.day} {_MONTHS[aware.month - 1]} {aware.year:04d} "
        f"{aware.hour:02d}:{aware.minute:02d}:{aware.second:02d} {_zone(aware)}"
    )


def _zone(when: datetime) -> str:
    """zone = ("+" / "-") 4DIGIT    (RFC 5322 §3.3); seconds of an offset are dropped"""
    offset = when.utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def format_internal_date(when: datetime | float) -> bytes:
    """date-time with its quotes, as INTERNALDATE shows it    (RFC 3501 §9); seconds since 1970 are shown in UTC"""
    aware = when if isinstance(when, datetime) else datetime.fromtimestamp(when, UTC)
    if aware.tzinfo is None:
        aware = aware.astimezone()
    text = f'"{aware.day:2d}-{_MONTHS[aware.month - 1]}-{aware.year:04d} {aware:%H:%M:%S} {_zone(aware)}"'
    return text.encode("ascii")


def parse_internal_date(value: bytes) -> datetime | None:
    """date-time, as APPEND gives it, quotes or none    (RFC 3501 §9)"""
    found = _IMAP_DATE_TIME.match(value)
    if found is None:
        return None
    month = _MONTH_NUMBER.get(found[2].decode("ascii").lower(), 0)
    offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
    try:
        zone = timezone(-offset if found[7] == b"-" else offset)
        return datetime(
            int(found[3]), month, int(found[1]), int(found[4]), int(found[5]), min(int(found[6]), 59), tzinfo=zone
        )
    except ValueError:
        return None


def parse_imap_date(value: bytes) -> date | None:
    """date, as SEARCH's SINCE and its kin give it    (RFC 3501 §9)"""
    found = _IMAP_DATE.match(value)
    if found is None:
        return None
    try:
        return date(int(found[3]), _MONTH_NUMBER.get(found[2].decode("ascii").lower(), 0), int(found[1]))
    except ValueError:
        return None
