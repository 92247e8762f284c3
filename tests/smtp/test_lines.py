"""Command lines: the dialect, the limit, and no memory for lines that never end."""

from hypothesis import given
from hypothesis import strategies as st

from homemail.smtp.lines import Dialect, Line, LineReceiver, Overlong


def lines_of(receiver: LineReceiver) -> list[Line | Overlong]:
    found = []
    while (line := receiver.next_line()) is not None:
        found.append(line)
    return found


def test_crlf_session_keeps_bare_lf_inside_the_line() -> None:
    receiver = LineReceiver()
    receiver.feed(b"EHLO x\r\nRCPT TO:<a@b>\nRCPT TO:<c@d>\r\nNOOP\n")
    assert lines_of(receiver) == [Line(b"EHLO x"), Line(b"RCPT TO:<a@b>\nRCPT TO:<c@d>")]
    assert receiver.dialect is Dialect.CRLF


def test_lf_session_until_the_first_crlf() -> None:
    receiver = LineReceiver()
    receiver.feed(b"HELO x\nNOOP\n")
    assert lines_of(receiver) == [Line(b"HELO x"), Line(b"NOOP")]
    assert receiver.dialect is Dialect.LF
    receiver.feed(b"NOOP\r\nA\nB\r\n")
    assert lines_of(receiver) == [Line(b"NOOP"), Line(b"A\nB")]
    assert receiver.dialect is Dialect.CRLF


def test_overlong_is_said_once_and_the_session_goes_on() -> None:
    receiver = LineReceiver(limit=100)
    found: list[Line | Overlong] = []
    for _ in range(1000):
        receiver.feed(b"x" * 1000)
        found += lines_of(receiver)
        assert len(receiver._buffer) < 2000
    receiver.feed(b"\r\nNOOP\r\n")
    assert found + lines_of(receiver) == [Overlong(), Line(b"NOOP")]
    assert receiver.dropped >= 1_000_000 - 100


@given(st.lists(st.sampled_from([b"A", b"\r", b"\n", b"\r\n", b"NOOP\r\n"])).map(b"".join), st.integers(1, 5))
def test_pieces_make_no_difference(wire: bytes, step: int) -> None:
    whole, cut = LineReceiver(limit=8), LineReceiver(limit=8)
    wire += b"\r\n"
    whole.feed(wire)
    found: list[Line | Overlong] = []
    for at in range(0, len(wire), step):
        cut.feed(wire[at : at + step])
        found += lines_of(cut)
    assert found == lines_of(whole)
    assert cut.dialect is whole.dialect
