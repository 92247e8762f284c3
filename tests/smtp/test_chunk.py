"""BDAT's content: the count alone ends a chunk, and what comes out is the same wherever chunks and pieces are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.smtp.chunk import ChunkDecoder
from homemail.smtp.data import DataFault
from homemail.smtp.lines import Dialect

CONTENT = st.lists(st.sampled_from([b"\r", b"\n", b".", b"\r\n", b"\r\n.\r\n", b"BDAT 3 LAST\r\n", b"a", b"\0"])).map(
    b"".join
)
CUTS = st.lists(st.integers(0, 7), min_size=1, max_size=20).filter(any)


def cut(octets: bytes, cuts: list[int]) -> list[bytes]:
    pieces, at, turn = [], 0, 0
    while at < len(octets):
        step = cuts[turn % len(cuts)]
        pieces.append(octets[at : at + step])
        at, turn = at + step, turn + 1
    return pieces


def decode(
    content: bytes, chunks: list[int], pieces: list[int], *, house: bool, dialect: Dialect = Dialect.CRLF
) -> tuple[bytes, DataFault | None]:
    """As the wire brings it: chunk after chunk, each in pieces, the next command behind the last of them."""
    decoder = ChunkDecoder(dialect, house=house)
    out = b""
    for chunk in cut(content, chunks):
        decoder.begin(len(chunk))
        wire = chunk + b"NEXT"
        for piece in cut(wire, pieces):
            if decoder.finished:
                break
            out += decoder.feed(piece)
        assert decoder.finished
        assert b"NEXT".startswith(decoder.rest)
    out += decoder.end()
    return (b"" if decoder.fault else out), decoder.fault


@given(CONTENT, CUTS, CUTS, st.booleans(), st.sampled_from([Dialect.CRLF, Dialect.LF]))
def test_chunks_and_pieces_make_no_difference(
    content: bytes, chunks: list[int], pieces: list[int], house: bool, dialect: Dialect
) -> None:
    parted, fault = decode(content, chunks, pieces, house=house, dialect=dialect)
    whole, whole_fault = decode(content, [max(1, len(content))], [len(content) + 4], house=house, dialect=dialect)
    assert (parted, bool(fault)) == (whole, bool(whole_fault))


@given(CONTENT, CUTS, CUTS)
def test_what_comes_out_has_one_kind_of_line_end(content: bytes, chunks: list[int], pieces: list[int]) -> None:
    out, fault = decode(content, chunks, pieces, house=True)
    assert (fault is None) == (b"\0" not in content)
    assert out.count(b"\r") == out.count(b"\n") == out.count(b"\r\n")
    assert not out or out.endswith(b"\r\n")


@given(CONTENT, CUTS)
def test_a_strangers_bare_line_end_is_a_fault_and_a_split_pair_is_none(content: bytes, chunks: list[int]) -> None:
    out, fault = decode(content, chunks, [3], house=False)
    odd = content.replace(b"\r\n", b"")
    assert (fault is None) == (not any(octet in odd for octet in b"\r\n\0"))
    if fault is None:
        assert out in (content, content + b"\r\n")


@pytest.mark.parametrize("size", [0, 1, 5])
def test_what_follows_a_chunk_is_left_alone(size: int) -> None:
    decoder = ChunkDecoder(Dialect.CRLF, house=False)
    decoder.begin(size)
    assert decoder.feed(b"12345QUIT\r\n") == b"12345"[:size]
    assert decoder.finished
    assert decoder.rest == b"12345QUIT\r\n"[size:]


def test_no_content_at_all_gets_no_line_end() -> None:
    assert decode(b"", [1], [1], house=False) == (b"", None)
