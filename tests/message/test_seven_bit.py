"""Messages for servers without 8BITMIME: seven bits on the wire, and the same content once it is read."""

import email
import email.policy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homemail.message.fields import split
from homemail.message.mime import decoded_body, scan
from homemail.message.seven_bit import NotConvertible, to_seven_bit

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
E_ACUTE = "é".encode()


def body_of(content: bytes) -> bytes:
    return content[split(content).body_offset :]


def test_ascii_stays_the_same_object() -> None:
    content = b"Subject: \xe9\r\n\r\nplain\r\n"
    assert to_seven_bit(content) is content


def test_plain_text_becomes_quoted_printable_and_reads_the_same() -> None:
    content = (
        b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        b"Subject: x\r\n\r\n"
        + b"Un \xc3\xa9t\xc3\xa9 = chaud, et une longue ligne qui passe les bornes. " * 5
        + b"\r\n.\r\n"
    )
    got = to_seven_bit(content)
    assert got.isascii()
    assert got.startswith(content[: content.index(b"8bit")] + b"quoted-printable\r\nSubject: x\r\n\r\n")
    assert max(len(line) for line in got.split(b"\r\n")) <= 76
    assert email.message_from_bytes(got).get_payload(decode=True) == body_of(content)


def test_text_of_an_old_client_gets_the_headers_that_make_it_readable() -> None:
    got = to_seven_bit(b"Subject: x\r\n\r\nHallo J\xf6rg, gr\xfc\xdf dich, wie geht es dir denn heute so?\r\n")
    assert b"\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=unknown-8bit\r\n\r\nHallo J=F6rg" in got
    assert b"charset=utf-8" in to_seven_bit(b"Subject: x\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n")


def test_text_without_the_blank_line_gets_one() -> None:
    got = to_seven_bit(b"Subject: x\r\nEcrire votre message en fran\xc3\xa7ais.\r\n")
    assert b"\r\n\r\nEcrire votre message en fran=C3=A7ais.\r\n" in got


def test_only_the_parts_that_need_it_change() -> None:
    def message(encoding: bytes, body: bytes, outer: bytes) -> bytes:
        return (
            b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n'
            b"Content-Transfer-Encoding: " + outer + b"\r\n\r\npreamble\r\n--b\r\n"
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
            + encoding
            + b"\r\n\r\n"
            + body
            + b"\r\n--b\r\nContent-Type: text/x; name=\xe9\r\nContent-Transfer-Encoding:  7BIT\r\n\r\n"
            b"as it is \r\n--b--\r\n"
        )

    text = b"Fran" + "çais, encore une fois français, et ainsi de suite".encode()
    got = to_seven_bit(message(b"8bit", text, b"8bit"))
    encoded = text.replace("ç".encode(), b"=C3=A7")
    assert got == message(b"quoted-printable", encoded, b"7bit")


def test_a_message_inside_a_message_is_converted_where_it_lies() -> None:
    inner = b"Subject: in\r\n\r\n\xc3\xa9t\xc3\xa9 is the word here, and nothing but the word\r\n"
    content = b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + inner
    got = to_seven_bit(content)
    assert got.isascii()
    part = scan(got)
    assert (part.encoding, part.message is not None) == ("7bit", True)
    assert part.message is not None
    assert decoded_body(got, part.message) == body_of(inner)


def test_what_is_no_text_becomes_base64() -> None:
    body = bytes(range(128, 256)) * 4 + b"\r\n"
    got = to_seven_bit(
        b"MIME-Version: 1.0\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body
    )
    assert got.isascii()
    assert email.message_from_bytes(got).get_payload(decode=True) == body


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b'Content-Type: multipart/signed; boundary="b"\r\n\r\n--b\r\n\r\n\xc3\xa9\r\n--b\r\n\r\nsig\r\n--b--\r\n',
            "signed",
        ),
        (b"Content-Type: message/partial\r\n\r\n\xc3\xa9\r\n", "encode message/partial"),
        (b'Content-Type: multipart/mixed; boundary="\xe9"\r\n\r\n--\xe9\r\n\r\n\xc3\xa9\r\n--\xe9--\r\n', "boundary"),
        (b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n\xc3\xa9 no part at all\r\n', "no header"),
    ],
)
def test_what_cannot_be_converted_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(NotConvertible, match=reason):
        to_seven_bit(content)


@given(st.binary(max_size=300), st.sampled_from([b"", b"Content-Type: text/plain\r\n", b"Content-Type: x/y\r\n"]))
@settings(deadline=None)
def test_any_text_comes_through(body: bytes, head: bytes) -> None:
    body = b"t" + body.replace(b"\r", b"").replace(b"\n", b"\r\n") + b"\r\n"
    content = b"Subject: x\r\n" + head + b"\r\n" + body
    got = to_seven_bit(content)
    assert body_of(got).isascii()
    assert decoded_body(got, scan(got)) == body


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_corpus_comes_through_in_seven_bits() -> None:
    converted = 0
    for path in sorted(path for path in CORPUS.rglob("*") if path.is_file()):
        content = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        before = scan(content)
        try:
            got = to_seven_bit(content)
        except NotConvertible:
            continue
        converted += got is not content
        after = scan(got)
        leaves = [decoded_body(content, part) for part in before.walk() if not (part.children or part.message)]
        assert [decoded_body(got, part) for part in after.walk() if not (part.children or part.message)] == leaves, path
    assert converted
