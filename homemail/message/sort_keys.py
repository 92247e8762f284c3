"""What SORT and THREAD compare, of one header, computed once and kept (RFC 5256 §2, RFC 5957 §3).

Text is in the form that i;unicode-casemap compares octet by octet (RFC 5051):
title case, decomposed, UTF-8. Message-IDs are kept as 64-bit digests, so the
threads of a mailbox are found among numbers; that two of them agree by chance
does not happen, and who brings it about only joins two of his threads.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from homemail.message.addresses import Group, parse_address_list
from homemail.message.base_subject import base_subject
from homemail.message.dates import parse_date
from homemail.message.fields import unfold
from homemail.message.words import decode_words

_HEADER_MAX = 1024 * 1024  # octets of a header that are looked through
_TEXT_MAX = 500  # characters; nobody sees the order of what agrees for longer
_ADDRESSES_MAX = 4096  # octets of a field in which its first address is looked for
REFERENCES_MAX = 200  # of one message: the first and the last of them
_WANTED = re.compile(
    rb"^(from|to|cc|subject|date|message-id|references|in-reply-to)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
# What nearly every mailer writes, read without the parsers that take everything; those see whatever does not match.
_USUAL_DATE = re.compile(
    rb" *(?:[A-Z][a-z]{2}, *)?([0-9]{1,2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])"
    rb" ([+-](?:0[0-9]|1[0-4])[0-5][0-9])(?: *\([^()]*\))? *\Z"
)
_USUAL_ADDRESS = re.compile(
    rb"""(?:(?:"([^"\\]+)"[ \t]*|([^"<>@,;:()\\\[\]]+))<)?([A-Za-z0-9._+=/-]+)@([A-Za-z0-9.-]+)"""
    rb"""(?(1)>|(?(2)>|))[ \t]*(?:,|\Z)"""
)
_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")
_DAY_0 = date(1970, 1, 1).toordinal()
_MESSAGE_ID = re.compile(rb"<([^<>@]*@[^<>]*)>")  # msg-id, what is inside checked no further
_BLANKS = re.compile(rb"[\s\0]+")
_COMMENT = re.compile(rb"\([^()<>]*\)")
_QUOTED_LOCAL = re.compile(rb'"((?:[^"\\]|\\.)*)"(?=@)')


@dataclass(frozen=True, slots=True)
class SortKeys:
    sent: int | None  # seconds since 1970; None: no Date that can be read
    sent_day: int | None  # date.toordinal() of the day as it was where the message was written
    subject: bytes
    is_reply: bool
    from_box: bytes
    to_box: bytes
    cc_box: bytes
    from_name: bytes
    to_name: bytes
    message_id: int | None
    references: tuple[int, ...]  # ancestors, the oldest first


def sort_keys(header: bytes) -> SortKeys:
    """Of a header section: the first field of each name counts, and no other is looked at."""
    values: dict[bytes, bytes] = {}
    for found in _WANTED.finditer(header[:_HEADER_MAX]):
        name = found[1].lower()
        if name not in values:
            values[name] = unfold(found[2])
    subject = base_subject(values.get(b"subject"))
    from_box, from_name = _first_address(values.get(b"from"))
    to_box, to_name = _first_address(values.get(b"to"))
    cc_box, _ = _first_address(values.get(b"cc"))
    own = message_ids(values.get(b"message-id"))
    sent, sent_day = _sent(values.get(b"date"))
    return SortKeys(
        sent=sent,
        sent_day=sent_day,
        subject=collation_key(subject.text),
        is_reply=subject.is_reply,
        from_box=from_box,
        to_box=to_box,
        cc_box=cc_box,
        from_name=from_name,
        to_name=to_name,
        message_id=own[0] if own else None,
        references=_references(values),
    )


def _sent(value: bytes | None) -> tuple[int | None, int | None]:
    """Seconds since 1970, and the day as the author's calendar has it."""
    if value is None:
        return None, None
    usual = _USUAL_DATE.match(value)
    try:
        if usual is not None:
            day = date(int(usual[3]), _MONTHS.index(usual[2]) + 1, int(usual[1])).toordinal()
            zone = int(usual[7][0:3]) * 3600 + int(usual[7][0:1] + usual[7][3:5]) * 60
            return (day - _DAY_0) * 86400 + int(usual[4]) * 3600 + int(usual[5]) * 60 + int(usual[6]) - zone, day
    except ValueError:
        return None, None
    found = parse_date(value)
    return (None, None) if found is None else (int(found.timestamp()), found.toordinal())


def collation_key(text: str) -> bytes:
    """i;unicode-casemap: titlecase each character, then decompose (RFC 5051 §2)."""
    text = text[:_TEXT_MAX]
    if text.isascii():
        return text.upper().encode("ascii")
    titled = "".join(_titled(character) for character in text)
    return unicodedata.normalize("NFKD", titled).encode("utf-8", "replace")


def _titled(character: str) -> str:
    titled = character.title()
    return titled if len(titled) == 1 else character  # only the simple mapping counts


def _first_address(value: bytes | None) -> tuple[bytes, bytes]:
    """The first address's mailbox (RFC 5256 §3), and what a person sees of it (RFC 5957 §3)."""
    if not value:
        return b"", b""
    value = value[:_ADDRESSES_MAX].strip()
    usual = _USUAL_ADDRESS.match(value)
    if usual is not None:
        quoted, plain, local, domain = usual.groups()
        name = (plain or quoted or b"").strip()
        box = collation_key(decode_words(local))
        return box, collation_key(decode_words(_BLANKS.sub(b" ", name) or local + b"@" + domain))
    found = parse_address_list(value)
    if not found:
        return b"", b""
    first = found[0]
    if isinstance(first, Group):  # ENVELOPE shows its name as the mailbox (RFC 3501 §7.4.2)
        name = collation_key(first.display_name)
        return name, name
    shown = decode_words(first.name) if first.name else first.address
    return collation_key(decode_words(first.local_part)), collation_key(shown)


def _references(values: dict[bytes, bytes]) -> tuple[int, ...]:
    """RFC 5256 §3: References, or if nothing valid stands there the first Message-ID of In-Reply-To."""
    found = message_ids(values.get(b"references"))
    if not found:
        return message_ids(values.get(b"in-reply-to"))[:1]
    return found


def message_ids(value: bytes | None) -> tuple[int, ...]:
    """Digests of the Message-IDs in a field, without quoting that means nothing (RFC 5256 §3)."""
    if not value:
        return ()
    value = _BLANKS.sub(b"", value)
    if b"(" in value:
        value = _COMMENT.sub(b"", value)
    found = _MESSAGE_ID.findall(value)
    if len(found) > REFERENCES_MAX:
        found = [found[0], *found[1 - REFERENCES_MAX :]]
    return tuple([_digest(one) for one in found])


def _digest(message_id: bytes) -> int:
    if b'"' in message_id:
        message_id = _QUOTED_LOCAL.sub(lambda found: re.sub(rb"\\(.)", rb"\1", found[1]), message_id)
    return int.from_bytes(blake2b(message_id, digest_size=8).digest(), "big", signed=True)
