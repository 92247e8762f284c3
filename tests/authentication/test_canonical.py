"""The body as a stream hashes to what dkimpy makes of the whole, however it is cut."""

import hashlib
import tracemalloc

import pytest
from dkim.canonicalization import Relaxed, Simple
from hypothesis import given
from hypothesis import strategies as st

from homemail.authentication.canonical import BodyForm, BodyHasher, Canonical

WHOLE = {Canonical.SIMPLE: Simple, Canonical.RELAXED: Relaxed}
bodies = st.lists(st.sampled_from([b"\r\n", b" ", b"\t", b"a", b"bc", b"."]), max_size=30).map(b"".join)


def streamed(form, body, cuts):
    hasher = BodyHasher(form)
    start = 0
    for cut in [*sorted(cuts), len(body)]:
        hasher.feed(body[start:cut])
        start = max(start, cut)
    return hasher.finish()


def ended(body):
    """SMTP ends the last line; dkimpy would keep the blanks at the end of one that is not."""
    return body if not body or body.endswith(b"\r\n") else body + b"\r\n"


@pytest.mark.parametrize("canonical", Canonical)
@given(body=bodies, cuts=st.lists(st.integers(0, 60), max_size=5))
def test_pieces_hash_as_the_whole(canonical, body, cuts):
    whole = WHOLE[canonical].canonicalize_body(ended(body))
    assert streamed(BodyForm(canonical), body, cuts) == hashlib.sha256(whole).digest()


@given(body=bodies, cuts=st.lists(st.integers(0, 60), max_size=5), length=st.integers(0, 40))
def test_a_length_hashes_that_much_and_a_shorter_body_not_at_all(body, cuts, length):
    whole = Relaxed.canonicalize_body(ended(body))
    right = hashlib.sha256(whole[:length]).digest() if length <= len(whole) else None
    assert streamed(BodyForm(Canonical.RELAXED, length), body, cuts) == right


def test_bare_line_ends_hash_as_they_leave():
    form = BodyForm(Canonical.SIMPLE)
    assert streamed(form, b"a\nb\rc\r\n", [1, 2, 4]) == streamed(form, b"a\r\nb\r\nc\r\n", [])


@pytest.mark.parametrize("piece", [b" " * 65536, b"\r\n" * 32768, b"x" * 65536, b" \r" + b"\t" * 65534])
def test_megabytes_of_nothing_stay_out_of_memory(piece):
    hasher = BodyHasher(BodyForm(Canonical.RELAXED))
    tracemalloc.start()
    for _ in range(160):
        hasher.feed(piece)
    hasher.feed(b"end")
    hasher.finish()
    assert tracemalloc.get_traced_memory()[1] < 1_500_000
    tracemalloc.stop()
