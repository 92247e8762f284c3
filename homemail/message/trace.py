"""Trace fields: what a mail server writes on top of a message (RFC 5321 §4.4, RFC 5322 §3.6.7).

Received has Postfix's shape, because log and header tools know it. What the
client said of itself (HELO) is kept readable but cannot break out of its line
or forge a comment.
"""

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from homemail.mail.address import Address, ReversePath
from homemail.message.dates import format_date
from homemail.message.fields import Header, parse_header

HOP_LIMIT = 100  # RFC 5321 §6.3: a count of Received fields shows a loop; at least 100 is asked for
_HELO_MAX = 255
_LINE_MAX = 900
_STAMP_MAX = 4096
_STAMP = re.compile(
    rb"Received: (?:from [^\r\n]* \[(?:IPv6:)?([^\]\s]*)\]\)(?:\r?\n\t\([^\r\n]*)*\r?\n\t)?"
    rb"by [^\s()]+ \(HomeMail[^)\r\n]*\)(?: with (\S+))?\s+id ([0-9A-Za-z]+)"
)
_UNPLAIN = re.compile(r'[^ -~]|[()<>;"\\]')


def received_field(
    *,
    helo: str,
    client_name: str,
    client_ip: str,
    hostname: str,
    protocol: str,
    queue_id: str,
    when: datetime,
    recipient: Address | str | None = None,
    account: str | None = None,
    tls: str = "",
) -> bytes:
    """Time-stamp-line = "Received:" From-domain By-domain Opt-info ";" date-time    (RFC 5321 §4.4)

    `recipient` is for a message with exactly one: more would tell one of another (RFC 5321 §7.6).
    """
    name = _plain(client_name) or "unknown"
    lines = [f"Received: from {_plain(helo) or name} ({name} [{_address_literal(client_ip)}])"]
    if tls:
        lines.append(f"\t(using {_plain(tls)})")
    if account:
        lines.append(f"\t(Authenticated sender: {_plain(account)})")
    for_ = _for(recipient)
    end = "" if recipient else ";"
    lines.append(f"\tby {_plain(hostname)} (HomeMail) with {_plain(protocol)} id {_plain(queue_id)}{end}")
    lines.append(f"{for_}{format_date(when)}")
    return _fields(lines)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a Received field of HomeMail's own says: `client_ip` is "" where it came over no network."""

    queue_id: str
    client_ip: str
    protocol: str


def parse_stamp(field: bytes) -> Stamp | None:
    """A Received field as `received_field` and `received_locally_field` write it; None for any other."""
    found = _STAMP.match(field[:_STAMP_MAX])
    if found is None:
        return None
    ip, protocol, queue_id = (group.decode("ascii", "replace") if group else "" for group in found.groups())
    return Stamp(queue_id, ip, protocol)


def received_locally_field(
    *, hostname: str, queue_id: str, when: datetime, by_whom: str = "", recipient: Address | str | None = None
) -> bytes:
    """The stamp of what came over no network: reports, `sendmail`, the window (RFC 5321 §4.4 wants no From-domain)."""
    note = f"HomeMail, {_plain(by_whom)}" if by_whom else "HomeMail"
    for_ = _for(recipient)
    end = "" if recipient else ";"
    lines = [f"Received: by {_plain(hostname)} ({note})", f"\tid {_plain(queue_id)}{end}"]
    lines.append(f"{for_}{format_date(when)}")
    return _fields(lines)


def _for(recipient: Address | str | None) -> str:
    text = _bounded("" if recipient is None else str(recipient))
    return f"\tfor <{text}>; " if text else "\t"


def _fields(lines: list[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode("utf-8", "replace")


def return_path(reverse_path: ReversePath) -> bytes:
    """Return-path-line, at final delivery    (RFC 5321 §4.4)"""
    return f"Return-Path: <{_bounded(str(reverse_path))}>\r\n".encode("utf-8", "replace")


def delivered_to(address: Address) -> bytes:
    """Postfix's and qmail's mark against mail loops, one per address that delivered (RFC 9228 §3)."""
    return f"Delivered-To: {_bounded(str(address))}\r\n".encode("utf-8", "replace")


def count_received(header: Header | bytes) -> int:
    parsed = header if isinstance(header, Header) else parse_header(header)
    return len(parsed.get_all("received"))


@lru_cache(maxsize=64)
def _address_literal(client_ip: str) -> str:
    """IPv4 as it stands, IPv6 with its tag    (RFC 5321 §4.1.3)"""
    try:
        address = ipaddress.ip_address(client_ip.partition("%")[0])
    except ValueError:
        return _plain(client_ip) or "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped) if address.ipv4_mapped else f"IPv6:{address}"
    return str(address)


def _plain(text: str) -> str:
    """Words that cannot end the line, open a comment or start another clause."""
    return " ".join(_UNPLAIN.sub("?", text).split())[:_HELO_MAX]


def _bounded(text: str) -> str:
    """An address as it is; control characters cannot come in, but must not go out either."""
    return (text if text.isprintable() else "".join(ch if ch.isprintable() else "?" for ch in text))[:_LINE_MAX]
