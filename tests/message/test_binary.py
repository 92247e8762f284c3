"""Encodings undone piece by piece give what they give at once (RFC 3516)."""

import base64
import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.message.binary import Decoder, NotStorable, without_nul
from homemail.message.mime import decoded_body, scan
from homemail.message.preview import PREVIEW_MAX, preview


def decoded(content: bytes, step: int) -> bytes:
    part = scan(content)
    decoder = Decoder(part)
    body = content[part.body_start : part.end]
    return b"".join([decoder.feed(body[at : at + step]) for at in range(0, len(body), step)]) + decoder.finish()


@given(st.binary(max_size=300), st.integers(1, 60))
def test_base64_in_pieces(octets: bytes, step: int) -> None:
    content = b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(octets).replace(b"\n", b"\r\n")
    assert decoded(content, step) == octets


@given(st.binary(max_size=300), st.integers(1, 60))
def test_quoted_printable_in_pieces(octets: bytes, step: int) -> None:
    body = binascii.b2a_qp(octets, istext=False).replace(b"\n", b"\r\n")
    content = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + body
    assert decoded(content, step) == octets


@given(st.lists(st.sampled_from([b"a", b" ", b"\t", b"=", b"=41", b"\r\n", b"\n"]), max_size=40), st.integers(1, 9))
def test_blanks_in_quoted_printable_in_pieces_as_at_once(pieces: list[bytes], step: int) -> None:
    content = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"".join(pieces)
    assert decoded(content, step) == decoded_body(content, scan(content))


def test_a_soft_line_end_with_blanks_behind_it() -> None:
    content = b"Content-Transfer-Encoding: quoted-printable\r\n\r\nsoft= \t\r\n=62 \t= \r\nhard \r\nend\t "
    assert decoded_body(content, scan(content)) == b"softb \thard\r\nend"


@given(st.binary(max_size=200), st.sampled_from(["base64", "7bit", "binary"]), st.integers(1, 40))
def test_rubbish_in_pieces_as_at_once(octets: bytes, encoding: str, step: int) -> None:
    content = f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + octets
    assert decoded(content, step) == decoded_body(content, scan(content))


def test_a_line_of_quoted_printable_without_end_is_not_held() -> None:
    body = b"=41" * 100_000
    content = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + body
    assert decoded(content, 1000) == b"A" * 100_000


def test_raw_parts_in_base64() -> None:
    content = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\1\r\n"
        b"--b\r\n\r\ntext\r\n--b--\r\n"
    )
    converted = without_nul(content)
    first, second = scan(converted).children
    assert (first.encoding, decoded_body(converted, first)) == ("base64", b"\0\1")
    assert decoded_body(converted, second) == b"text"
    assert without_nul(b"a: b\r\n\r\ntext") == b"a: b\r\n\r\ntext"


@pytest.mark.parametrize(
    "content", [b"Subject: \0\r\n\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n\r\n\0\r\n--b\r\n\r\n--b--"]
)
def test_nul_outside_of_parts(content: bytes) -> None:
    with pytest.raises(NotStorable):
        without_nul(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: b\r\n\r\nHello,\r\n\r\n  world\r\n> quoted\r\n", "Hello, world"),
        (b"a: b\r\n\r\n> only\r\n> quoted\r\n", "> only > quoted"),
        (b"Content-Type: text/html\r\n\r\n<style>x</style><p>Hello<p>world", "Hello world"),
        (b"Content-Type: image/gif\r\n\r\nGIF", ""),
        (b"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nno", ""),
        (b"a: b\r\n\r\n", ""),
        (
            b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n"
            b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<b>caf=C3=A9</b>\r\n--b--",
            "café",
        ),
    ],
)
def test_previews(content: bytes, words: str) -> None:
    assert preview(content, scan(content)) == words


def test_a_preview_is_short() -> None:
    content = b"a: b\r\n\r\n" + b"word " * 100_000
    assert len(preview(content, scan(content))) <= PREVIEW_MAX
