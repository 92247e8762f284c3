"""Delivery status notifications: multipart/report in words a household understands (RFC 3462 §1, RFC 3464 §2).

Three parts: what happened and why, for a person; the same for a program; the
message it is about, whole or its header only. Pure: moment, identifiers and
boundary come from the caller's values. Who is told, and whether, is `queue`'s.
"""

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Recipient
from homemail.mail.outcome import Action, Outcome
from homemail.message.dates import format_date
from homemail.message.dsn_words import Words, explain, words_of
from homemail.message.fields import compose_field, parse_header
from homemail.message.words import encode_words

_PRINTABLE = re.compile(rb"[^\x20-\x7e]+")


class DsnKind(StrEnum):
    """What is told; the first decides over the tone, each recipient's action is its outcome's."""

    FAILURE = "failure"
    DELAY = "delay"
    SUCCESS = "success"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one recipient. `original` is the address as the sender wrote it, where an alias changed it."""

    recipient: Recipient
    outcome: Outcome
    original: Address | None = None
    last_attempt: datetime | None = None
    will_retry_until: datetime | None = None


def compose_dsn(
    kind: DsnKind,
    *,
    hostname: str,
    queue_id: str,
    dsn_queue_id: str,
    arrival: datetime,
    now: datetime,
    to: ReversePath,
    reports: Sequence[Report],
    postmaster: Address | str,
    header: bytes,
    content: bytes | None = None,
    envid: str | None = None,
    language: str = "en",
    reverse_path: ReversePath | None = None,
) -> bytes:
    """The whole report, CRLF line ends, to be sent with the null reverse-path (RFC 3464 §2).

    `queue_id` is of the message it is about, `dsn_queue_id` of the report itself. `content` is the whole message
    when RET asks for it, else None and `header` is returned (RFC 3461 §6.2). `to` is the original reverse-path;
    for a double bounce it is postmaster's, and `reverse_path` says what the original was.
    """
    words = words_of(language)
    headers_only = content is None or kind is not DsnKind.FAILURE
    returned = _crlf(header if headers_only or content is None else content)
    human = _human_part(
        words,
        kind=kind,
        hostname=hostname,
        reports=reports,
        postmaster=postmaster,
        reverse_path=reverse_path or to,
        header=header,
    )
    status = _status_part(hostname, queue_id, arrival, reports, envid)
    international = not status.isascii()
    boundary = _boundary(f"{dsn_queue_id}.{int(now.timestamp())}/{hostname}", (returned, status))
    eight_bit = international or any(byte > 0x7F for byte in returned)
    transfer = "8bit" if eight_bit else "7bit"
    recipient = str(to) or str(postmaster)
    top = (
        compose_field("Date", format_date(now))
        + compose_field("From", f"{_encoded(words.sender_name)} <MAILER-DAEMON@{hostname}>")
        + compose_field("To", f"<{recipient}>")
        + compose_field("Subject", encode_words(words.subject[kind]))
        + compose_field("Message-ID", f"<{now:%Y%m%d%H%M%S}.{dsn_queue_id}@{hostname}>")
        + _references(header)
        + compose_field("Auto-Submitted", "auto-replied")  # RFC 3834 §5: no vacation answers this
        + compose_field("MIME-Version", "1.0")
        + b'Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="'
        + boundary
        + b'"\r\n'
        + compose_field("Content-Transfer-Encoding", transfer)
    )
    status_type = "message/global-delivery-status" if international else "message/delivery-status"  # RFC 6533 §4
    if headers_only:
        returned_type = "message/global-headers" if _is_international_header(returned) else "text/rfc822-headers"
    else:
        returned_type = "message/rfc822"  # RFC 6533 §5 has message/global too, which few readers open
    parts = (
        _part("text/plain; charset=utf-8", words.part_notification, "quoted-printable", human),
        _part(status_type, words.part_report, "8bit" if international else "7bit", status),
        _part(
            returned_type,
            words.part_headers if headers_only else words.part_message,
            "8bit" if any(byte > 0x7F for byte in returned) else "7bit",
            returned,
        ),
    )
    delimiter = b"--" + boundary
    preamble = b"This is a MIME-encapsulated message.\r\n"
    body = b"".join(b"\r\n" + delimiter + b"\r\n" + part for part in parts)
    return top + b"\r\n" + preamble + body + b"\r\n" + delimiter + b"--\r\n"


def _part(content_type: str, description: str, encoding: str, body: bytes) -> bytes:
    return (
        compose_field("Content-Description", encode_words(description))
        + compose_field("Content-Type", content_type)
        + compose_field("Content-Transfer-Encoding", encoding)
        + b"\r\n"
        + body
    )


def _human_part(
    words: Words,
    *,
    kind: DsnKind,
    hostname: str,
    reports: Sequence[Report],
    postmaster: Address | str,
    reverse_path: ReversePath,
    header: bytes,
) -> bytes:
    """Part one: for a person, reason first (RFC 3462 §1)."""
    lines = [words.greeting.format(hostname=hostname), "", *words.opening[kind], ""]
    parsed = parse_header(header)
    subject, date = parsed.text("subject"), parsed.text("date")
    if subject:
        lines.append(words.about_subject.format(subject=_line(subject)))
    if date:
        lines.append(words.about_date.format(date=_line(date)))
    lines.append(words.about_sender.format(sender=str(reverse_path) or words.no_sender))
    lines.append("")
    for report in reports:
        lines += _explanation(words, kind, report)
    lines += [words.help_line.format(postmaster=postmaster), ""]
    text = "\r\n".join(lines) + "\r\n"
    return binascii.b2a_qp(text.encode("utf-8", "replace"), istext=True)


def _explanation(words: Words, kind: DsnKind, report: Report) -> list[str]:
    outcome = report.outcome
    address = str(report.recipient.address)
    asked = report.original
    title = f"<{address}>" + (
        words.instead_of.format(original=asked) if asked is not None and str(asked) != address else ""
    )
    lines = [title, "    " + explain(words, outcome)]
    if outcome.diagnostic:
        who = outcome.remote_mta or words.remote
        lines += [
            "    " + words.remote_said.format(remote=_line(who)),
            "        " + _line(outcome.diagnostic),
        ]
    elif outcome.reason:
        lines.append("    " + words.technical.format(reason=_line(outcome.reason), status=outcome.status))
    if kind is DsnKind.DELAY and report.will_retry_until is not None:
        lines.append("    " + words.retry_until.format(until=format_date(report.will_retry_until)))
    return [*lines, ""]


def _status_part(
    hostname: str, queue_id: str, arrival: datetime, reports: Sequence[Report], envid: str | None
) -> bytes:
    """delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields )    (RFC 3464 §2.1)"""
    fields: list[tuple[str, str]] = []
    if envid:
        fields.append(("Original-Envelope-Id", envid))  # RFC 3464 §2.2.1
    fields += [
        ("Reporting-MTA", f"dns; {hostname}"),
        ("X-HomeMail-Queue-ID", queue_id),
        ("Arrival-Date", format_date(arrival)),
    ]
    blocks = [fields, *(_recipient_fields(report) for report in reports)]
    # Raw UTF-8 only where an address needs it (RFC 6533 §3): a foreign reply alone does not.
    international = any(
        not (str(report.recipient.address) + (report.recipient.orcpt or "")).isascii() for report in reports
    )
    return b"\r\n".join(_status_fields(block, international=international) for block in blocks)


def _recipient_fields(report: Report) -> list[tuple[str, str]]:
    """per-recipient-fields    (RFC 3464 §2.3)"""
    recipient, outcome = report.recipient, report.outcome
    fields: list[tuple[str, str]] = []
    if recipient.orcpt:
        fields.append(("Original-Recipient", _with_type(recipient.orcpt)))
    elif report.original is not None:
        fields.append(("Original-Recipient", _typed(str(report.original))))
    fields += [
        ("Final-Recipient", _typed(str(recipient.address))),
        ("Action", outcome.action.value),
        ("Status", str(outcome.status)),
    ]
    if outcome.remote_mta:
        fields.append(("Remote-MTA", f"dns; {_mta_name(outcome.remote_mta)}"))
    if outcome.diagnostic:
        fields.append(("Diagnostic-Code", f"smtp; {outcome.diagnostic}"))
    elif outcome.reason:
        fields.append(("Diagnostic-Code", f"X-HomeMail; {outcome.reason}"))
    if report.last_attempt is not None:
        fields.append(("Last-Attempt-Date", format_date(report.last_attempt)))
    if report.will_retry_until is not None and outcome.action is Action.DELAYED:
        fields.append(("Will-Retry-Until", format_date(report.will_retry_until)))
    return fields


def _typed(address: str) -> str:
    """generic-address with its type    (RFC 3464 §2.3.2, RFC 6533 §3)"""
    return f"rfc822; {address}" if address.isascii() else f"utf-8; {address}"


def _with_type(orcpt: str) -> str:
    kind, semicolon, address = orcpt.partition(";")
    return f"{kind}; {address.strip()}" if semicolon else _typed(orcpt)


def _mta_name(remote: str) -> str:
    """ "mx.example.net[192.0.2.1]:25" → the name alone; the address when there was no name."""
    return remote.partition("[")[0] or remote


def _status_fields(fields: list[tuple[str, str]], *, international: bool) -> bytes:
    charset = "utf-8" if international else "ascii"
    return b"".join(compose_field(name, _line(value).encode(charset, "replace")) for name, value in fields)


def _line(text: str) -> str:
    """What others wrote, on one line and printable."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())[:900]


def _references(header: bytes) -> bytes:
    """The report belongs to the thread of what it is about (RFC 5322 §3.6.4)."""
    identifier = parse_header(header).get("message-id")
    if not identifier or len(identifier) > 900 or _PRINTABLE.search(identifier):
        return b""
    return compose_field("In-Reply-To", identifier) + compose_field("References", identifier)


def _encoded(text: str) -> str:
    return encode_words(text).decode("ascii")


def _is_international_header(data: bytes) -> bool:
    """Raw UTF-8 in a header (RFC 6532 §3); other 8-bit bytes are old sins, and go as text."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _crlf(data: bytes) -> bytes:
    """Line ends as the wire needs them; data that has only CRLF stays the same."""
    return re.sub(rb"\r\n|\r|\n", b"\r\n", data)


def _boundary(seed: str, contents: tuple[bytes, ...]) -> bytes:
    """A boundary that occurs in none of them (RFC 2046 §5.1.1): at most 70 characters."""
    plain = re.sub(rb"[^A-Za-z0-9./_-]", b"_", seed.encode("ascii", "replace"))[:60]
    boundary, number = plain, 0
    while any(b"--" + boundary in content for content in contents):
        number += 1
        boundary = plain + b".%d" % number
    return boundary
