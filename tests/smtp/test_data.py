"""The end of data: found once, whatever the pieces; dot-stuffing goes there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.delivery.content import DataEncoder
from homemail.smtp.data import DataDecoder, DataFault
from homemail.smtp.lines import Dialect

WIRE = st.lists(st.sampled_from([b"\r", b"\n", b".", b"\r\n", b"\r\n.", b"\r\n.\r\n", b"a", b"\0"])).map(b"".join)
CUTS = st.lists(st.integers(1, 7), min_size=1, max_size=60)


def decode(wire: bytes, cuts: list[int], dialect: Dialect, *, house: bool) -> tuple[bytes, bytes, bool, object]:
    """Content, what follows it, whether it ended, and the fault."""
    decoder = DataDecoder(dialect, house=house)
    content, rest, at, turn = b"", b"", 0, 0
    while at < len(wire):
        step = cuts[turn % len(cuts)]
        piece = wire[at : at + step]
        at, turn = at + step, turn + 1
        if decoder.finished:
            rest += piece
        else:
            content += decoder.feed(piece)
            rest = decoder.rest
    return (b"" if decoder.fault else content), rest, decoder.finished, decoder.fault


@given(WIRE, CUTS, st.sampled_from([Dialect.CRLF, Dialect.LF]), st.booleans())
def test_pieces_make_no_difference(wire: bytes, cuts: list[int], dialect: Dialect, house: bool) -> None:
    wire += b"\r\n.\r\nNEXT"
    in_pieces = decode(wire, cuts, dialect, house=house)
    whole = decode(wire, [len(wire)], dialect, house=house)
    assert in_pieces[1:3] == whole[1:3]
    assert bool(in_pieces[3]) == bool(whole[3])
    assert in_pieces[0] == whole[0]


@given(WIRE)
def test_crlf_session_ends_only_at_crlf_dot_crlf(wire: bytes) -> None:
    content, rest, finished, fault = decode(wire, [3], Dialect.CRLF, house=True)
    assert finished == (b"\r\n.\r\n" in b"\r\n" + wire)
    if finished:
        assert rest == (b"\r\n" + wire).split(b"\r\n.\r\n", 1)[1]
    if fault is None:
        without_pairs = content.replace(b"\r\n", b"")
        assert b"\r" not in without_pairs
        assert b"\n" not in without_pairs


@given(st.lists(st.sampled_from([b"\r\n", b".", b"..", b"x", b" "])).map(b"".join), CUTS)
def test_dot_stuffing_there_and_back(content: bytes, cuts: list[int]) -> None:
    pieces, at, turn = [], 0, 0
    while at < len(content):
        step = cuts[turn % len(cuts)]
        pieces.append(content[at : at + step])
        at, turn = at + step, turn + 1
    encoder = DataEncoder()
    wire = b"".join([*map(encoder.feed, pieces), encoder.finish()])
    back, rest, finished, fault = decode(wire, cuts, Dialect.CRLF, house=False)
    assert finished
    assert fault is None
    assert rest == b""
    assert back == content + (b"" if not content or content.endswith(b"\r\n") else b"\r\n")


@pytest.mark.parametrize(
    ("octets", "fault"),
    [(b"a\nb", DataFault.BARE_LF), (b"a\rb", DataFault.BARE_CR), (b"a\0b", DataFault.NUL), (b"a\r\nb", None)],
)
def test_faults_of_strangers(octets: bytes, fault: DataFault | None) -> None:
    decoder = DataDecoder(Dialect.CRLF, house=False)
    decoder.feed(octets + b"\r\n.\r\nQUIT\r\n")
    assert decoder.fault is fault
    assert decoder.rest == b"QUIT\r\n"


def test_a_person_in_bare_line_feeds() -> None:
    decoder = DataDecoder(Dialect.LF, house=False)
    assert decoder.feed(b"Subject: x\n\n..dot\n.\nQUIT\n") == b"Subject: x\r\n\r\n.dot\r\n"
    assert decoder.finished
    assert decoder.rest == b"QUIT\n"


def test_long_content_is_not_held_back() -> None:
    decoder = DataDecoder(Dialect.CRLF, house=False)
    out = sum(len(decoder.feed(b"x" * 65536)) for _ in range(100))
    assert out == 6553600
