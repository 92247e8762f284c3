"""What commands say about results and mod-sequences, there and back: parse(format(x)) == x."""

import re
from array import array
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.condstore import Qresync, SelectParameters, parse_select_parameters
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.esearch import Return, ReturnOptions, format_esearch, parse_return
from homemail.imap.wire.fetch_items import BinarySection, Partial, Section, SectionText, parse_fetch_items
from homemail.imap.wire.object_id import thread_object_id, thread_of
from homemail.imap.wire.quota import format_quota_root, parse_limits, parse_quota_root, storage
from homemail.imap.wire.receiver import Literal
from homemail.imap.wire.sequence_set import SAVED, SequenceSet, format_sequence_set, intersect, parse_sequence_set
from homemail.imap.wire.sort import format_sort_criteria, parse_sort_criteria
from homemail.imap.wire.thread import format_threads, shape_threads
from homemail.imap.wire.url import MessageUrl, parse_url
from homemail.imap.wire.window import Window
from homemail.message.threads import Threadables, Threads
from homemail.store.ordering import SortBy, SortKey

numbers = st.integers(1, 2**32 - 1)
windows = st.builds(
    lambda first, last, back: Window(-first, -last) if back else Window(min(first, last), max(first, last)),
    numbers, numbers, st.booleans(),
)  # fmt: skip
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


@given(st.lists(st.builds(SortBy, st.sampled_from(list(SortKey)), st.booleans()), min_size=1, max_size=5).map(tuple))
def test_sort_criteria_there_and_back(criteria: tuple[SortBy, ...]) -> None:
    assert parse_sort_criteria(command(format_sort_criteria(criteria))) == criteria


def forest(depth: int) -> st.SearchStrategy[Any]:
    below = st.lists(forest(depth - 1), max_size=3) if depth else st.just([])
    return st.tuples(st.booleans(), below)


@given(st.lists(forest(4), max_size=4))
def test_threads_there_and_back(trees: list[Any]) -> None:
    """A dummy may stand only at the top and over several, as the algorithms leave them."""
    count = 0
    below: dict[int, list[int]] = {}
    dummies: dict[int, int] = {}

    def grow(tree: Any, *, top: bool) -> int:
        nonlocal count
        is_message, children = tree
        dummy = top and not is_message and len(children) > 1
        number = 1000 + len(dummies) if dummy else count
        if dummy:
            dummies[number] = 1
        else:
            count += 1
        numbers = [grow(child, top=False) for child in children]
        if numbers:
            below[number] = numbers
        return number

    roots = [grow(tree, top=True) for tree in trees]
    messages = Threadables(sent=array("q", range(count)))
    named = {number - 1000 + count: numbers for number, numbers in below.items() if number >= 1000}
    children = {number: numbers for number, numbers in below.items() if number < 1000} | named
    roots = [root - 1000 + count if root >= 1000 else root for root in roots]
    octets = b"".join(format_threads(shape_threads(Threads(messages, roots, children)), range(1, count + 1)))

    def expected(node: int) -> Any:
        return [node + 1 if node < count else None, *(expected(child) for child in children.get(node, []))]

    assert read_threads(octets) == [expected(root) for root in roots]


def read_threads(octets: bytes) -> list[Any]:
    """thread-list = "(" (thread-members / thread-nested) ")", as [number or None, child, child …]"""
    words = re.findall(rb"[()]|[0-9]+", octets)
    position = 0

    def lists() -> list[Any]:
        nonlocal position
        found = []
        while position < len(words) and words[position] == b"(":
            position += 1
            found.append(members())
            assert words[position] == b")"
            position += 1
        return found

    def members() -> Any:
        nonlocal position
        if words[position] == b"(":
            return [None, *lists()]
        number = int(words[position])
        position += 1
        if words[position] == b"(":
            return [number, *lists()]
        return [number] if words[position] == b")" else [number, members()]

    found = lists()
    assert position == len(words)
    return found


urls = st.builds(
    MessageUrl,
    mailbox=st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    uidvalidity=st.none() | numbers,
    uid=numbers,
    section=st.sampled_from(
        (Section(), Section((1, 2)), Section((1,), SectionText.MIME), Section(text=SectionText.HEADER),
         Section((), SectionText.HEADER_FIELDS, (b"From", b"To")))
    ),
    first=st.integers(0, 10**6),
    count=st.none() | st.integers(0, 10**6),
    server=st.none() | st.tuples(st.sampled_from(("", "ann", "a b@c")), st.just("gateway.home.lan")),
)  # fmt: skip


@given(urls)
def test_urls_there_and_back(url: MessageUrl) -> None:
    if url.mailbox is None:
        url = replace(url, uidvalidity=None, server=None)
    assert parse_url(url.format().encode("ascii")) == url


@pytest.mark.parametrize(
    "octets", [b"", b"/", b"/INBOX", b"/INBOX/;UID=x", b"http://x/;UID=1", b"/I/;UID=1/;SECTION=", b"\xff"]
)
def test_bad_urls(octets: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse_url(octets)
    assert refused.value.code
    assert refused.value.code.startswith('BADURL "')


parts = st.lists(st.integers(1, 9), max_size=3).map(lambda numbers: Section(tuple(numbers)))
items = st.one_of(
    st.builds(BinarySection, parts, st.just(False),
              st.none() | st.builds(Partial, st.just(7), st.integers(1, 99))),
    st.builds(BinarySection, parts, st.just(True), size=st.just(True)),
)  # fmt: skip


@given(items)
def test_binary_items_there_and_back(item: BinarySection) -> None:
    label = item.format_label()
    if item.partial is not None:
        label = label.removesuffix(b">") + b".%d>" % item.partial.count
    assert parse_fetch_items(command(label)) == (item,)


@given(st.integers(-(2**63), 2**63 - 1), st.integers(1, 2**50))
def test_thread_identifiers_there_and_back(root: int, content: int) -> None:
    assert thread_of(thread_object_id(root, content)) == (root, None)
    assert thread_of(thread_object_id(None, content)) == (None, content)


roots = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=1200)


@given(roots)
def test_quota_roots_there_and_back(root: str) -> None:
    octets = format_quota_root(b"INBOX", [root]).removeprefix(b"QUOTAROOT INBOX ")
    literal = re.match(rb"\{(\d+)\}\r\n", octets)
    parts = (b"", Literal(octets[literal.end() :])) if literal else (octets,)
    assert parse_quota_root(Arguments(parts)) == root


@given(st.dictionaries(st.from_regex(r"[A-Z][A-Z-]{0,20}", fullmatch=True), st.integers(0, 2**63 - 1), max_size=32))
def test_limits_that_clients_ask_for(limits: dict[str, int]) -> None:
    said = " ".join(f"{name} {limit}" for name, limit in limits.items())
    found = parse_limits(command(f"({said})".encode()))
    assert found == [(name.encode(), limit) for name, limit in limits.items()]


@pytest.mark.parametrize("text", [b"", b"STORAGE 1", b"(STORAGE 1", b"(STORAGE -1)", b"(" + b"A 1 " * 33 + b"A 1)"])
def test_limits_that_are_none(text: bytes) -> None:
    with pytest.raises(SyntaxFault):
        parse_limits(command(text))


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_storage_reaches_its_limit_only_where_it_is_full(octets: int, limit: int) -> None:
    shown = storage(octets, limit)
    if octets >= limit:
        assert shown.usage >= shown.limit
