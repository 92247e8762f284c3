"""The header section: where it ends, and that nothing in it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.message.fields import Field, compose_field, parse_header, select_fields, split
from homemail.message.words import decode_words, encode_words

MAILISH = st.lists(
    st.sampled_from(
        [
            b"Subject: x",
            b"To:",
            b" folded",
            b"\tfolded",
            b"\r\n",
            b"\n",
            b"text",
            b"From me",
            b": ",
            b"\0",
            b"\r",
            b"\xe9",
        ]
    )
).map(b"".join) | st.binary(max_size=200)


@pytest.mark.parametrize(
    ("content", "header"),
    [
        (b"A: 1\r\nB: 2\r\n\r\nbody\r\n", b"A: 1\r\nB: 2\r\n\r\n"),
        (b"A: 1\nB: 2\n\nbody\n", b"A: 1\nB: 2\n\n"),
        (b"A: 1\r\n folded\r\n\r\nbody", b"A: 1\r\n folded\r\n\r\n"),
        (b"Subject : blank before the colon\r\n\r\n", b"Subject : blank before the colon\r\n\r\n"),
        (b"To: a@b\r\nEcrire votre message. Tout ce que vous voulez.\r\n", b"To: a@b\r\n"),
        (b"le texte du message\r\n", b""),
        (b"\r\nbody", b"\r\n"),
        (b"", b""),
        (b"Subject: cut short", b"Subject: cut short"),
        (
            b"From a@b Mon Jan  1 00:00:00 2001\r\nTo: x\r\n\r\nbody",
            b"From a@b Mon Jan  1 00:00:00 2001\r\nTo: x\r\n\r\n",
        ),
        (b"Return-Path: <>\r\nFrom a@b\r\nTo: x\r\n\r\nb", b"Return-Path: <>\r\nFrom a@b\r\nTo: x\r\n\r\n"),
        (b"To: x\r\nFrom here on it is text\r\nwithout any field", b"To: x\r\n"),
    ],
)
def test_where_the_header_ends(content: bytes, header: bytes) -> None:
    assert split(content).header == header
    assert split(content).body_offset == len(header)


@given(MAILISH)
def test_a_header_gives_back_its_bytes(content: bytes) -> None:
    parts = split(content)
    assert parts.header + content[parts.body_offset :] == content
    parsed = parse_header(content)
    assert parsed.raw == parts.header
    assert parse_header(parts.header) == parsed
    assert all(field == Field.parse(field.raw) for field in parsed.fields)


def test_values_are_unfolded_and_found_without_case() -> None:
    header = parse_header(b"SUBJECT: one\r\n\ttwo\r\nTo:a\r\nto: b\r\n\r\n")
    assert header.get("Subject") == b"one\ttwo"
    assert header.get_all("TO") == (b"a", b"b")
    assert "cc" not in header


def test_a_changed_header_leaves_other_fields_alone() -> None:
    header = parse_header(b"X-Odd  :  kept \r\nFrom: a@home\r\nsender: b\r\n\r\n")
    changed = header.replace("From", "a@outside.example").remove("Sender").prepend("X-New", "1").append("X-Last", "2")
    assert changed.raw == b"X-New: 1\r\nX-Odd  :  kept \r\nFrom: a@outside.example\r\nX-Last: 2\r\n\r\n"


def test_a_value_cannot_smuggle_a_field() -> None:
    assert compose_field("Subject", "x\r\nBcc: y") == b"Subject: x Bcc: y\r\n"


def test_composed_lines_stay_short() -> None:
    raw = compose_field("References", " ".join(f"<{n}@example.net>" for n in range(30)))
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert parse_header(raw).get("references") == b" ".join(b"<%d@example.net>" % n for n in range(30))


def test_chosen_fields_come_raw_with_a_blank_line() -> None:
    header = b"From: a\r\nTo: b,\r\n c\r\nSubject: s\r\n\r\n"
    assert select_fields(header, ["to", "DATE"]) == b"To: b,\r\n c\r\n\r\n"
    assert select_fields(header, ["to"], inverted=True) == b"From: a\r\nSubject: s\r\n\r\n"
    assert select_fields(header, ["date"]) == b"\r\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        (b"=?utf-8?q?=C3=A9t=C3=A9?=", "été"),
        (b"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
        (b"=?utf-8?B?w6k=?= tail", "é tail"),
        (b"=?utf-8?B?w6?= =?utf-8?B?k=?=", "\ufffd"),
        (b"=?utf-8*fr?q?=C3?= =?utf-8?q?=A9?=", "é"),
        (b"=?no-such-charset?q?=E9?=", "é"),
        (b"=?base64?q?=E9?=", "é"),
        (b"caf\xe9", "café"),
        (b"caf\xc3\xa9", "café"),
        (b"=?x?=", "=?x?="),
    ],
)
def test_encoded_words_are_read(raw: bytes, text: str) -> None:
    if text != "\ufffd":
        assert decode_words(raw) == text
    else:
        assert isinstance(decode_words(raw), str)


@given(st.text(max_size=120))
def test_encoded_words_there_and_back(text: str) -> None:
    wire = encode_words(text)
    assert wire.isascii()
    assert all(len(word) <= 75 for word in wire.split(b"\r\n ") if word.startswith(b"=?"))
    back = decode_words(wire.replace(b"\r\n", b""))
    if text.isprintable():
        assert back == text


@given(st.binary(max_size=200))
def test_decoding_never_raises(raw: bytes) -> None:
    decode_words(raw)
    decode_words(b"=?" + raw + b"?b?" + raw + b"?=")


@pytest.mark.parametrize(
    "header",
    [
        b"From: a@b\r\nquite Delivered-To: c@d\r\nSubject: Hello\r\n\r\n",
        b"From: a@b\r\nby localhost with SMTP\r\n(three lines of it)\r\nor four\r\nSubject: Hello\r\n\r\n",
        b"\xef\xbb\xbfFrom: a@b\r\nSubject: Hello\r\n\r\n",
        b"From\r\n : <x@y>\r\nSubject: Hello\r\n\r\n",
        b"DKIM-Signature: v=1;\r\n"
        + b"h=mime-version:in-reply-to;\r\n" * 12
        + b"MIME-Version: 1.0\r\nSubject: Hello\r\n\r\n",
    ],
)
def test_a_message_with_one_broken_header_line_showed_no_subject(header: bytes) -> None:
    found = split(header + b"Text\r\nSubject: of the text\r\n")
    assert found.header == header
    assert parse_header(found.header).get("subject") == b"Hello"


def test_rubbish_before_a_blank_line_is_text_whatever_follows_the_blank_line() -> None:
    assert split(b"To: a@b\r\nDear all,\r\n\r\nFrom: me\r\n").header == b"To: a@b\r\n"
