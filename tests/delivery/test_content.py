"""What leaves after DATA: CRLF everywhere, dots stuffed, one end."""

import re

from hypothesis import given
from hypothesis import strategies as st

from homemail.delivery.content import DataEncoder


def encode(*pieces: bytes) -> bytes:
    encoder = DataEncoder()
    return b"".join([encoder.feed(piece) for piece in pieces] + [encoder.finish()])


def test_dots_at_the_start_of_lines_are_stuffed() -> None:
    assert encode(b".a\r\n..b\r\n.\r\n c.\r\n") == b"..a\r\n...b\r\n..\r\n c.\r\n.\r\n"


def test_bare_line_ends_do_not_leave() -> None:
    assert encode(b"a\n.\nb\r.\rc") == b"a\r\n..\r\nb\r\n..\r\nc\r\n.\r\n"


def test_empty_content() -> None:
    assert encode() == b".\r\n"


@given(st.lists(st.sampled_from([b".", b"\r", b"\n", b"\r\n", b"a", b"..", b"\n.\r", b"\r\n.\r\n", b""]), max_size=30))
def test_pieces_make_no_difference_and_nothing_ends_early(pieces: list[bytes]) -> None:
    whole = encode(b"".join(pieces))
    assert encode(*pieces) == whole
    assert b"\r\n" + whole[-3:] == b"\r\n.\r\n"
    body = whole[:-3]
    assert not re.search(rb"(^|\n)\.\r\n", b"\n" + body) or b"\r\n.\r\n" not in b"\r\n" + body
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", whole)
    unstuffed = re.sub(rb"(^|\r\n)\.", rb"\1", body)
    plain = re.sub(rb"\r\n|\r|\n", b"\r\n", b"".join(pieces))
    assert unstuffed == (plain if plain.endswith(b"\r\n") or not plain else plain + b"\r\n")
