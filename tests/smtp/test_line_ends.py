"""A bare line end is found wherever it stands, and nothing else is taken for one."""

from hypothesis import given
from hypothesis import strategies as st

from homemail.smtp.line_ends import has_bare

MARKS = [b"\r", b"\n", b"\r\n", b"a", b"\x85", b"\x0b", b"\x1c", b"\0", b"\xe9"]


@given(st.lists(st.sampled_from(MARKS)).map(b"".join))
def test_a_piece_has_a_bare_line_end_when_one_is_left_without_the_pairs(piece: bytes) -> None:
    rest = piece.replace(b"\r\n", b"")
    assert has_bare(piece) == (b"\r" in rest or b"\n" in rest)
