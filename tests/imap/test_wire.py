"""The grammar, there and back: whatever is written is read as the same value, and nonsense is refused, not obeyed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.imap.wire import mutf7
from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.fetch_items import (
    BodySection,
    Partial,
    Section,
    SectionText,
    parse_fetch_items,
)
from homemail.imap.wire.format import format_astring, format_date_time, format_flags, format_string
from homemail.imap.wire.list_pattern import ListPattern
from homemail.imap.wire.mailbox_name import format_mailbox, parse_mailbox, parse_new_mailbox
from homemail.imap.wire.receiver import (
    NEED_DATA,
    CommandReceived,
    CommandReceiver,
    LiteralAnnounced,
    LiteralOctets,
    Overflow,
)
from homemail.imap.wire.search_keys import parse_search
from homemail.imap.wire.sequence_set import SequenceSet, compact, format_sequence_set, parse_sequence_set

bounds = st.one_of(st.none(), st.integers(1, 2**32 - 1))
sets = st.lists(st.tuples(bounds, bounds), min_size=1, max_size=8).map(lambda pairs: SequenceSet(tuple(pairs)))
octets_without_nul = st.binary(max_size=1500).map(lambda octets: octets.replace(b"\0", b"x"))


def received(octets: bytes, pieces: int = 0) -> Arguments:
    """One command as the receiver gives it, with every literal kept, fed in pieces of that size."""
    receiver = CommandReceiver()
    receiver.logged_in()
    step = pieces or len(octets)
    for start in range(0, len(octets), step):
        receiver.feed(octets[start : start + step])
        while (event := receiver.next_event()) is not NEED_DATA:
            if isinstance(event, LiteralAnnounced):
                receiver.keep_literal()
                continue
            assert isinstance(event, CommandReceived)
            return Arguments(event.parts)
    raise AssertionError("no command")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_mailbox_names_there_and_back(name: str) -> None:
    assert mutf7.decode(mutf7.encode(name)) == name


@given(st.binary(max_size=40))
def test_a_name_has_one_spelling(octets: bytes) -> None:
    try:
        name = mutf7.decode(octets)
    except mutf7.BadModifiedUtf7:
        return
    assert mutf7.encode(name) == octets


@pytest.mark.parametrize(
    ("wire", "name"),
    [(b"~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語"), (b"Entw&APw-rfe", "Entwürfe"), (b"a&-b", "a&b")],
)
def test_modified_utf7_of_the_standard(wire: bytes, name: str) -> None:
    assert mutf7.decode(wire) == name
    assert mutf7.encode(name) == wire


@pytest.mark.parametrize("wire", [b"&", b"&AGE-", b"a&b", b"&2AA-", b"\xc3\xa9", b"&Jjo!", b"&U,BTFw-&ZeVnLIqe-"])
def test_bad_modified_utf7(wire: bytes) -> None:
    with pytest.raises(mutf7.BadModifiedUtf7):
        mutf7.decode(wire)


@given(sets)
def test_sequence_sets_there_and_back(given_set: SequenceSet) -> None:
    wire = format_sequence_set(given_set)
    assert format_sequence_set(parse_sequence_set(wire)) == wire
    count = 300
    numbers = set(range(1, count + 1))
    for uids in (list(range(1, count + 1)), [3, 7, 8, 2**32 - 1], []):
        found = given_set.among_uids(uids)
        assert found == sorted(set(found))
        assert set(found) <= set(uids)
        assert not uids or all(_means(given_set, uid, uids[-1]) == (uid in found) for uid in uids)
    assert numbers


def _means(given_set: SequenceSet, number: int, highest: int) -> bool:
    pairs = [(highest if a is None else a, highest if b is None else b) for a, b in given_set.ranges]
    return any(min(pair) <= number <= max(pair) for pair in pairs)


@given(st.lists(st.integers(1, 10_000), unique=True))
def test_compact_sets_keep_their_order(numbers: list[int]) -> None:
    counted = [n for low, high in compact(numbers).ranges for n in range(low or 0, (high or 0) + 1)]
    assert counted == numbers


@pytest.mark.parametrize("wire", [b"", b"0", b"1:0", b"a", b"1,,2", b"4294967296", b"1:2:3", b"*:*:*", b",1"])
def test_what_is_no_sequence_set(wire: bytes) -> None:
    with pytest.raises(SyntaxFault):
        parse_sequence_set(wire)


def test_a_set_beyond_the_mailbox() -> None:
    assert parse_sequence_set(b"2:9,1:*,*").spans_of_numbers(3) == [(1, 3)]
    assert parse_sequence_set(b"1:*").spans_of_numbers(0) == []
    for wire, count in ((b"4", 3), (b"1", 0), (b"5:9", 3)):
        with pytest.raises(SyntaxFault):
            parse_sequence_set(wire).spans_of_numbers(count)


@given(octets_without_nul, st.integers(1, 50))
def test_strings_there_and_back(octets: bytes, pieces: int) -> None:
    for formatted in (format_string(octets), format_astring(octets)):
        if formatted:
            arguments = received(formatted + b" x\r\n", pieces)
            assert arguments.astring() == octets
            arguments.space()
            assert arguments.atom() == b"x"


@given(st.integers(0, 2**33))
def test_date_times_there_and_back(when: int) -> None:
    assert received(format_date_time(when) + b"\r\n").date_time().timestamp() == when


@given(st.frozensets(st.sampled_from(["\\Seen", "\\Deleted", "$Label1", "work", "NonJunk", "a]b"])))
def test_flags_there_and_back(flags: frozenset[str]) -> None:
    assert received(format_flags(flags) + b"\r\n").flag_list() == flags
    assert received(format_flags(flags, recent=True) + b"\r\n").flag_list() == flags


part = st.lists(st.integers(1, 99), max_size=4).map(tuple)
names = st.lists(st.text(string.ascii_letters + "-", min_size=1).map(str.encode), min_size=1, max_size=3).map(tuple)
texts = st.sampled_from([SectionText.WHOLE, SectionText.HEADER, SectionText.TEXT])
sections = st.one_of(
    st.builds(Section, part, texts),
    st.builds(Section, part, st.sampled_from([SectionText.HEADER_FIELDS, SectionText.HEADER_FIELDS_NOT]), names),
    st.builds(Section, part.filter(bool), st.just(SectionText.MIME)),
)


@given(sections, st.one_of(st.none(), st.integers(0, 2**32 - 1)))
def test_sections_there_and_back(section: Section, first: int | None) -> None:
    item = BodySection(section, partial=None if first is None else Partial(first, 1))
    label = item.format_label() if first is None else item.format_label()[:-1] + b".1>"
    arguments = received(label + b"\r\n")
    assert parse_fetch_items(arguments) == (item,)
    arguments.end()


@given(st.binary(max_size=200), st.integers(1, 20))
def test_the_receiver_gives_the_same_in_any_pieces(octets: bytes, step: int) -> None:
    def events(size: int) -> list[object]:
        receiver = CommandReceiver()
        found: list[object] = []
        for start in range(0, len(octets), size):
            receiver.feed(octets[start : start + size])
            while (event := receiver.next_event()) is not NEED_DATA:
                found.append(event)
                if isinstance(event, LiteralAnnounced):
                    receiver.keep_literal() if event.fits else receiver.abandon_command()
                if isinstance(event, Overflow):
                    return found
        return found

    assert events(step) == events(max(1, len(octets)))


def test_a_streamed_literal_comes_in_pieces_and_its_rest_as_a_command() -> None:
    receiver = CommandReceiver()
    receiver.feed(b"a APPEND x {5+}\r\nab")
    assert isinstance(receiver.next_event(), LiteralAnnounced)
    receiver.stream_literal()
    assert receiver.next_event() == LiteralOctets(b"ab", finished=False)
    assert receiver.next_event() is NEED_DATA
    receiver.feed(b"cde\r\nb NOOP\r\n")
    assert receiver.next_event() == LiteralOctets(b"cde", finished=True)
    assert receiver.next_event() == CommandReceived((b"",))
    assert receiver.next_event() == CommandReceived((b"b NOOP",))


def test_the_longest_id_fits_before_login() -> None:
    """RFC 2971 §3.3"""
    receiver = CommandReceiver()
    line = b"a ID (" + b" ".join([b'"%030d" "%01024d"' % (n, n) for n in range(30)]) + b")"
    receiver.feed(line + b"\r\n")
    assert receiver.next_event() == CommandReceived((line,))


def test_empty_literals_do_not_pile_up() -> None:
    receiver = CommandReceiver()
    receiver.logged_in()
    for _ in range(100_000):
        receiver.feed(b"{0+}\r\n")
        event = receiver.next_event()
        if isinstance(event, Overflow):
            return
        assert isinstance(event, LiteralAnnounced)
        receiver.keep_literal()
    raise AssertionError("100,000 literals in one command")


@pytest.mark.parametrize(
    ("octets", "name"),
    [(b"inbox", "INBOX"), (b"inbox.Test", "INBOX.Test"), (b"Inboxes", "Inboxes"), (b"a.b.", "a.b")],
)
def test_names_of_mailboxes(octets: bytes, name: str) -> None:
    assert parse_new_mailbox(octets) == name
    assert parse_mailbox(format_mailbox(name)) == name


@pytest.mark.parametrize("octets", [b"", b".", b".a", b"a..b", b"a%", b"&AAo-", b"x" * 300, b"a." * 40 + b"a"])
def test_names_that_cannot_be_given(octets: bytes) -> None:
    with pytest.raises(Refused):
        parse_new_mailbox(octets)


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        (b"*", ["INBOX", "a.b"], []),
        (b"%", ["INBOX", "a"], ["a.b"]),
        (b"inbox.%", ["INBOX.x"], ["INBOX", "INBOX.x.y"]),
        (b"a*b%c", ["abc", "a.x.bxc"], ["ab.c"]),
        (b"", [""], ["a"]),
        (b"inb%", ["INBOX"], ["INBOX.x", "imbx"]),
        (b"%%*%", ["a.b.c"], []),
    ],
)
def test_list_patterns(pattern: bytes, matching: list[str], others: list[str]) -> None:
    met = ListPattern(b"", pattern)
    assert [name for name in matching + others if met.matches(name)] == matching


def test_a_pattern_made_to_take_for_ever() -> None:
    assert not ListPattern(b"", b"*a" * 400).matches("a" * 250 + "b")


@given(st.text(string.ascii_letters + string.digits + ' "()*:,\\[]<>.{}-', max_size=60))
def test_nonsense_is_a_fault_of_the_client(text: str) -> None:
    for parse in (parse_search, parse_fetch_items, Arguments.flags, Arguments.date_time, Arguments.list_mailbox):
        try:
            parse(Arguments((text.encode(),)))
        except (SyntaxFault, Refused):
            continue
