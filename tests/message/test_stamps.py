"""Dates, trace fields, completion, delivery reports, search text."""

import email
import email.policy
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Recipient
from homemail.mail.outcome import Outcome
from homemail.message import dates, trace
from homemail.message.completion import blank_line_before, complete
from homemail.message.dsn import DsnKind, Report, compose_dsn
from homemail.message.fields import parse_header, split
from homemail.message.mime import decoded_body, scan
from homemail.message.searchtext import fold, html_to_text, iter_body_text, iter_text

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=1)))
ALICE = Address.parse("alice@maison.mrs")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fri, 02 Jan 2026 03:04:05 +0100", NOW),
        ("2 Jan 26 03:04:05 +0100 (CET)", NOW),
        ("Fri, 2 Jan 2026 02:04:05 GMT", NOW),
        ("nonsense", None),
        ("31 Feb 2026 00:00:00 +0000", None),
        ("1 Jan 99999999999 00:00:00 +0000", None),
        ("", None),
    ],
)
def test_dates_are_read(text: str, expected: datetime | None) -> None:
    assert dates.parse_date(text) == expected


@given(st.text(max_size=60) | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{2,4} \d\d:\d\d:\d\d [+-]\d{4}"))
def test_dates_never_raise(text: str) -> None:
    dates.parse_date(text)
    dates.parse_internal_date(text.encode("utf-8", "replace"))
    dates.parse_imap_date(text.encode("utf-8", "replace"))


@given(
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1)),
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_dates_there_and_back(moment: datetime, minutes: int) -> None:
    when = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert dates.parse_date(dates.format_date(when)) == when
    assert dates.parse_internal_date(dates.format_internal_date(when)) == when


def test_imap_dates() -> None:
    assert dates.format_internal_date(0.0) == b'" 1-Jan-1970 00:00:00 +0000"'
    assert dates.parse_imap_date(b"1-Feb-1994") == dates.parse_imap_date(b'"01-feb-1994"')
    assert dates.parse_imap_date(b"30-Feb-1994") is None


def received(helo: str, **more: str) -> bytes:
    return trace.received_field(
        helo=helo,
        client_name="unknown",
        client_ip="192.168.0.10",
        hostname="gw.maison.mrs",
        protocol="ESMTPSA",
        queue_id="4A1B",
        when=NOW,
        **more,  # type: ignore[arg-type]
    )


def test_received_has_postfix_shape() -> None:
    assert received("chris", recipient="alice@maison.mrs") == (
        b"Received: from chris (unknown [192.168.0.10])\r\n"
        b"\tby gw.maison.mrs (HomeMail) with ESMTPSA id 4A1B\r\n"
        b"\tfor <alice@maison.mrs>; Fri, 2 Jan 2026 03:04:05 +0100\r\n"
    )
    assert b"id 4A1B;\r\n\tFri, 2 Jan" in received("chris", account="chris", tls="TLSv1.3 with cipher X")


def test_any_words_after_helo_are_kept() -> None:
    assert received("Bonjour je suis un etudiant").startswith(b"Received: from Bonjour je suis un etudiant (unknown [")


@given(st.text(max_size=400))
def test_hostile_helo_stays_in_its_line(helo: str) -> None:
    raw = received(helo)
    header = parse_header(raw)
    assert [field.name for field in header.fields] == ["Received"]
    assert raw.count(b"\n") == 3
    assert raw.count(b"(") == raw.count(b")") == 2
    assert raw.isascii()


@given(st.text(max_size=400))
def test_a_stamp_of_ours_is_read_back_whatever_the_client_called_itself(helo: str) -> None:
    stamp = trace.Stamp("4A1B", "192.168.0.10", "ESMTPSA")
    for raw in (
        received(helo),
        received(helo, account="chris", tls="TLSv1.3"),
        received(helo, recipient="a@b.example"),
    ):
        assert trace.parse_stamp(raw) == stamp
    local = trace.received_locally_field(hostname="gw", queue_id="4A1B", when=NOW, by_whom=helo)
    assert trace.parse_stamp(local) == trace.Stamp("4A1B", "", "")
    assert trace.parse_stamp(b"Received: from x ([192.0.2.1]) by other (Postfix) with ESMTP id 4A1B; now") is None


def test_trace_fields() -> None:
    assert trace.return_path(ReversePath.null()) == b"Return-Path: <>\r\n"
    assert trace.return_path(ReversePath(ALICE)) == b"Return-Path: <alice@maison.mrs>\r\n"
    header = trace.delivered_to(ALICE) + received("a") + received("b") + b"\r\n"
    assert trace.count_received(header) == 2


def completed(content: bytes) -> bytes:
    reverse_path = ReversePath(ALICE)
    return complete(content, reverse_path=reverse_path, now=NOW, hostname="gw", queue_id="Q1", full_name="Alice É")


def test_text_without_any_header_stays_text() -> None:
    for text in (b"le texte du message\r\n", b"  indented\r\n", b"\r\nafter a blank line\r\n"):
        whole = trace.return_path(ReversePath(ALICE)) + completed(text) + text
        header = parse_header(whole)
        assert all(name in header for name in ("Date", "Message-ID", "From"))
        assert text.lstrip() in whole[split(whole).body_offset :] + b" "
        assert b"indented" not in header.raw


def test_only_what_is_missing_is_completed() -> None:
    content = b"Subject: x\r\nDATE: whenever\r\nTo: y\r\ntext at once\r\n"
    added = parse_header(completed(content))
    assert [field.name for field in added.fields] == ["Message-ID", "From"]
    assert added.get("message-id") == b"<20260102030405.Q1@gw>"
    assert added.text("from") == "Alice É <alice@maison.mrs>"
    assert split(completed(content) + content).header.endswith(b"To: y\r\n")
    assert completed(b"From: a\r\nDate: b\r\nMessage-Id: c\r\n\r\n") == b""
    assert blank_line_before(b"Subject: x\r\n\r\n") == b""


@given(st.binary(max_size=100))
def test_completion_never_swallows_text(content: bytes) -> None:
    added = completed(content)
    original, whole = split(content), split(added + content)
    if parse_header(content).is_empty:
        assert (
            content.startswith(b"\r\n")
            or content.startswith(b"\n")
            or (added + content)[whole.body_offset :] == content
        )
    else:
        assert (added + content)[whole.body_offset :] == content[original.body_offset :]


def report(kind: DsnKind, outcome: Outcome, *, language: str = "en", whole: bytes | None = None) -> bytes:
    return compose_dsn(
        kind,
        hostname="gw.maison.mrs",
        queue_id="AB12",
        dsn_queue_id="CD34",
        arrival=NOW,
        now=NOW,
        to=ReversePath(ALICE),
        reports=[
            Report(
                Recipient(Address.parse("nobody@example.net"), orcpt="rfc822;friend@maison.mrs"),
                outcome,
                original=Address.parse("friend@maison.mrs"),
                last_attempt=NOW,
                will_retry_until=NOW + timedelta(days=5),
            )
        ],
        postmaster="postmaster@maison.mrs",
        header=b"Subject: hello\r\nMessage-ID: <a@b>\r\n\r\n",
        content=whole,
        envid="ENV+1",
        language=language,
    )


REFUSED = Outcome.failed("5.1.1", "host said", "mx.example.net[192.0.2.1]:25", "550 5.1.1 User unknown \r\nX: \xe9")


def test_a_failure_report_names_the_reason() -> None:
    whole = b"Subject: hello\r\n\r\n\xe9 --CD34.1767319445/gw.maison.mrs\r\n"
    raw = report(DsnKind.FAILURE, REFUSED, whole=whole)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message.get_content_type() == "multipart/report"
    assert message.get_param("report-type") == "delivery-status"
    assert message["from"].addresses[0].addr_spec == "MAILER-DAEMON@gw.maison.mrs"
    assert message["auto-submitted"] == "auto-replied"
    root = scan(raw)
    human, status, returned = root.children
    text = decoded_body(raw, human).decode()
    assert "Nobody has this address there." in text
    assert "550 5.1.1 User unknown X:" in text
    assert "you wrote to friend@maison.mrs" in text
    fields = raw[status.body_start : status.end]
    assert b"Reporting-MTA: dns; gw.maison.mrs\r\n" in fields
    assert b"Original-Envelope-Id: ENV+1\r\n" in fields
    assert (
        b"\r\n\r\nOriginal-Recipient: rfc822; friend@maison.mrs\r\nFinal-Recipient: rfc822; nobody@example.net\r\n"
        in fields
    )
    assert b"Action: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.example.net\r\nDiagnostic-Code: smtp; 550" in fields
    assert fields.isascii()
    assert returned.media_type == "message/rfc822"
    assert raw[returned.body_start : returned.end] == whole
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_reports_speak_french() -> None:
    raw = report(DsnKind.FAILURE, REFUSED, language="fr-FR")
    assert "Personne n'a cette adresse là-bas." in decoded_body(raw, scan(raw).children[0]).decode()
    assert scan(raw).children[2].media_type == "text/rfc822-headers"
    assert parse_header(raw).text("subject") == "Message non distribué, retourné à l'expéditeur"


def test_a_delay_report_says_until_when() -> None:
    raw = report(DsnKind.DELAY, Outcome.delayed("4.4.1", "connection timed out"))
    assert b"Action: delayed\r\nStatus: 4.4.1\r\n" in raw
    assert b"Will-Retry-Until: Wed, 7 Jan 2026" in raw
    assert b"only a warning" in raw


def test_a_success_report() -> None:
    raw = report(DsnKind.SUCCESS, Outcome.relayed("2.0.0", "250 ok", "mx.example.net"))
    assert b"Action: relayed\r\nStatus: 2.0.0\r\n" in raw


def test_an_international_address_is_told_as_utf_8() -> None:
    recipient = Recipient(Address("josé", "exemple.fr"))
    raw = compose_dsn(
        DsnKind.FAILURE,
        hostname="gw",
        queue_id="A",
        dsn_queue_id="B",
        arrival=NOW,
        now=datetime.now(UTC),
        to=ReversePath(ALICE),
        reports=[Report(recipient, Outcome.failed("5.6.7", "no SMTPUTF8"))],
        postmaster="postmaster@gw",
        header=b"",
    )
    assert "Final-Recipient: utf-8; josé@exemple.fr\r\n".encode() in raw
    assert scan(raw).children[1].media_type == "message/global-delivery-status"


def test_search_text_is_what_a_person_reads() -> None:
    content = (
        b"Subject: =?iso-8859-1?q?=C9t=E9?=\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<style>p{x}</style><p>caf=C3=A9 <b>no</b>ir &amp; 1 &lt; 2</p><script>hidden</script><!-- a > b -->end"
    )
    text = fold("\n".join(iter_text(content, scan(content))))
    assert "subject: ete" in text
    assert "cafe noir & 1 < 2" in text
    assert "end" in text
    assert "hidden" not in text
    assert "p{x}" not in text


def test_whom_a_report_is_about_was_not_found() -> None:
    report = (
        b"Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; ann@far.example\r\nStatus: 5.1.1\r\n"
    )
    content = b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n" + report + b"--b--\r\n"
    assert "ann@far.example" in fold("\n".join(iter_body_text(content, scan(content))))


def test_folding() -> None:
    assert fold("ÉTÉ") == fold("été") == fold("e\u0301te\u0301") == "ete"
    assert fold("Straße Œuvre") == "strasse oeuvre"
    assert fold("𝐀𝓂aⓏon") == "amazon"


@given(st.text(alphabet="<>!-/scriptyle &a;\"'", max_size=80))
def test_html_never_raises(source: str) -> None:
    html_to_text(source)


def test_hostile_html_is_linear() -> None:
    for unit in ("<!--", "<script>", "<a ", "<", "<style><script>", "&"):
        html_to_text(unit * 200_000)
