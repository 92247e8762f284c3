"""Messages on their way out: whatever pieces they come in, the client gets the same lines."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from homemail.pop3.multiline import Surplus, Top, transmit

content = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"..", b"a", b"\0", b"\r\n.\r\n", b"\xe9"])).map(
    b"".join
)


def cut(whole, cuts):
    edges = sorted({0, len(whole), *(c % (len(whole) + 1) for c in cuts)})
    return [whole[a:b] for a, b in pairwise(edges)]


def sent(pieces, top=None):
    async def run():
        async def source():
            for piece in pieces:
                yield piece

        return b"".join([piece async for piece in transmit(source(), None if top is None else Top(top))])

    return asyncio.run(run())


def received(wire):
    """What a client makes of a multi-line response, RFC 1939 §3."""
    lines = wire.split(b"\r\n")
    assert lines[-2:] == [b".", b""], wire
    assert b"." not in lines[:-2]
    return b"".join(line.removeprefix(b".") + b"\r\n" for line in lines[:-2])


def expected(whole):
    lines = whole.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return lines if not lines or lines.endswith(b"\n") else lines + b"\r\n"


@given(content, st.lists(st.integers(0, 200), max_size=6))
@example(b".", [])
@example(b"a\r\n.\r\nb", [2, 3])
@example(b"a\r\r\n\n.", [2, 3, 4])
def test_every_cut_gives_the_same_message(whole, cuts):
    wire = sent(cut(whole, cuts))
    assert received(wire) == expected(whole)
    assert b"\n" not in wire.replace(b"\r\n", b"")


@given(content, st.lists(st.integers(0, 200), max_size=6))
def test_surplus_is_what_a_message_grows_by(whole, cuts):
    surplus = Surplus()
    for piece in cut(whole, cuts):
        surplus.feed(piece)
    assert len(whole) + surplus.total() == len(received(sent([whole])))


@given(content, st.lists(st.integers(0, 200), max_size=6), st.integers(0, 5))
def test_top_is_header_blank_line_and_so_many_lines(whole, cuts, count):
    text = expected(whole)
    head, blank, body = (b"\r\n" + text).partition(b"\r\n\r\n")
    lines = body.split(b"\r\n")[:-1][:count] if blank else []
    wanted = (head + blank)[2:] + b"".join(line + b"\r\n" for line in lines)
    assert received(sent(cut(whole, cuts), count)) == wanted


@pytest.mark.parametrize("whole", [b"a\r\n" * 5, b"a\r\n\r\nb\r\nc"])
def test_top_of_more_lines_than_there_are_is_the_message(whole):
    assert received(sent([whole], 10**9)) == expected(whole)
