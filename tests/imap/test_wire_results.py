"""What commands say about results and mod-sequences, there and back: parse(format(x)) == x."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.condstore import Qresync, SelectParameters, parse_select_parameters
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.esearch import Return, ReturnOptions, Window, format_esearch, parse_return
from homemail.imap.wire.sequence_set import SAVED, SequenceSet, format_sequence_set, intersect, parse_sequence_set

numbers = st.integers(1, 2**32 - 1)
windows = st.builds(lambda first, last, back: Window(-first, -last) if back else Window(first, last),
                    numbers, numbers, st.booleans())  # fmt: skip
known = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5).map(lambda pairs: SequenceSet(tuple(pairs)))
spans = st.lists(st.integers(1, 60), max_size=12, unique=True).map(
    lambda edges: [(low, high) for low, high in zip(*[iter(sorted(edges))] * 2, strict=False)]
)


def command(octets: bytes) -> Arguments:
    return Arguments((octets,))


@given(st.frozensets(st.sampled_from(list(Return)), min_size=1), st.none() | windows)
def test_return_options_there_and_back(options: frozenset[Return], window: Window | None) -> None:
    if window is not None:
        options -= {Return.ALL}
    if options == {Return.CONTEXT} and window is None:
        options |= {Return.ALL}
    if not options and window is None:
        options = frozenset((Return.ALL,))
    wanted = ReturnOptions(options, window)
    assert parse_return(command(wanted.format() + b" ")) == wanted


@given(numbers, st.integers(1, 2**63 - 1), st.none() | known)
def test_qresync_there_and_back(uidvalidity: int, modseq: int, uids: SequenceSet | None) -> None:
    wanted = Qresync(uidvalidity, modseq, uids)
    assert parse_select_parameters(command(b" (" + wanted.format() + b")")) == SelectParameters(False, wanted)


@pytest.mark.parametrize(
    "octets", [b" ()", b" (QRESYNC (1 2", b" (QRESYNC (1 2 *))", b" (QRESYNC (1 9223372036854775808))"]
)
def test_bad_parameters_of_select(octets: bytes) -> None:
    with pytest.raises(SyntaxFault):
        parse_select_parameters(command(octets))


def test_the_saved_result_there_and_back() -> None:
    assert parse_sequence_set(format_sequence_set(SAVED)) is SAVED


@given(spans, spans)
def test_what_is_in_both(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    def counted(ranges: list[tuple[int, int]]) -> set[int]:
        return {number for low, high in ranges for number in range(low, high + 1)}

    assert counted(list(intersect(some, others))) == counted(some) & counted(others)


@given(st.lists(st.integers(1, 99), unique=True), windows)
def test_a_window_is_a_piece_of_the_results(results: list[int], window: Window) -> None:
    shown = list(window.among(results))
    low, high = sorted((abs(window.first), abs(window.last)))
    count = max(0, min(high, len(results)) - low + 1)
    assert len(shown) == count
    assert shown == (results[low - 1 :][:count] if window.first > 0 else results[::-1][low - 1 :][:count][::-1])


def test_the_responses_of_the_standard() -> None:
    """RFC 4731 §3.2, RFC 9394 §3.1"""
    both = ReturnOptions(frozenset((Return.MIN, Return.COUNT)))
    assert format_esearch(b"A282", both, [2, 10, 11], by_uid=False) == b'ESEARCH (TAG "A282") MIN 2 COUNT 3'
    assert format_esearch(b"A283", ReturnOptions(frozenset((Return.ALL,))), [2, 10, 11], by_uid=False) == (
        b'ESEARCH (TAG "A283") ALL 2,10:11'
    )
    beyond = ReturnOptions(window=Window(23501, 24000))
    assert format_esearch(b"A02", beyond, [7], by_uid=True) == b'ESEARCH (TAG "A02") UID PARTIAL (23501:24000 NIL)'
