"""What NOTIFY says, there and back: parse(format(x)) == x, and what is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.esearch import Return, ReturnOptions, parse_return
from homemail.imap.wire.fetch_items import (
    Attribute,
    BinarySection,
    BodySection,
    FetchItem,
    Partial,
    Preview,
    Section,
    SectionText,
)
from homemail.imap.wire.notify import (
    MESSAGES_COME_AND_GO,
    METADATA_EVENTS,
    NAME_EVENTS,
    NAMES_MAX,
    OF_SELECTED,
    Event,
    EventGroup,
    NotifyRequest,
    Scope,
    parse_notify,
)
from homemail.imap.wire.receiver import Literal, Part
from homemail.mail.mailbox_name import net_unicode

partials = st.none() | st.builds(Partial, st.integers(0, 2**32 - 1), st.integers(1, 2**32 - 1))
parts = st.lists(st.integers(1, 999), max_size=3).map(tuple)
fields = st.lists(st.sampled_from((b"From", b'X-"odd"', b"subject")), min_size=1, max_size=3).map(tuple)
sections = (
    st.builds(Section, parts)
    | st.builds(Section, parts, st.sampled_from((SectionText.HEADER, SectionText.TEXT)))
    | st.builds(Section, parts, st.sampled_from((SectionText.HEADER_FIELDS, SectionText.HEADER_FIELDS_NOT)), fields)
)
items: st.SearchStrategy[FetchItem] = (
    st.sampled_from(Attribute)
    | st.builds(Preview, st.booleans(), st.booleans())
    | st.builds(BodySection, sections, st.booleans(), partials)
    | st.builds(BinarySection, sections, st.booleans(), partials)
    | st.builds(BinarySection, sections, st.just(True), st.none(), st.just(True))
)
item_lists = st.lists(items, max_size=4, unique=True).map(tuple)
messages = st.sampled_from((frozenset[Event](), MESSAGES_COME_AND_GO, MESSAGES_COME_AND_GO | {Event.FLAG_CHANGE}))
names = st.sampled_from(sorted(NAME_EVENTS | METADATA_EVENTS, key=str))
mailbox_names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda name: name.partition(".")[0].upper() != "INBOX" and net_unicode(name) == name
)


def group_of_selected(scope: Scope, events: frozenset[Event], told: tuple[FetchItem, ...]) -> EventGroup:
    return EventGroup(scope, events, items=told if events else ())


def group_of_others(
    scope: Scope, events: frozenset[Event], more: frozenset[Event], named: tuple[str, ...]
) -> EventGroup:
    return EventGroup(scope, events | more, named if scope in (Scope.SUBTREE, Scope.MAILBOXES) else ())


of_selected = st.builds(group_of_selected, st.sampled_from(sorted(OF_SELECTED, key=str)), messages, item_lists)
of_others = st.builds(
    group_of_others,
    st.sampled_from(sorted(frozenset(Scope) - OF_SELECTED, key=str)),
    messages,
    st.frozensets(names),
    st.lists(mailbox_names, min_size=1, max_size=4, unique=True).map(tuple),
)


def command(octets: bytes) -> Arguments:
    """As the receiver cuts it, literals apart."""
    found: list[Part] = []
    while (at := octets.find(b"}\r\n")) >= 0:
        begin = octets.rindex(b"{", 0, at)
        size = int(octets[begin + 1 : at])
        found += [octets[:begin], Literal(octets[at + 3 : at + 3 + size])]
        octets = octets[at + 3 + size :]
    return Arguments((*found, octets))


@given(st.lists(of_selected, max_size=1), st.lists(of_others, min_size=1, max_size=4), st.booleans())
def test_notify_there_and_back(first: list[EventGroup], more: list[EventGroup], status: bool) -> None:
    wanted = NotifyRequest((*first, *more), status)
    assert parse_notify(command(wanted.format())) == wanted


def test_notify_none_there_and_back() -> None:
    assert parse_notify(command(NotifyRequest().format())) == NotifyRequest()


@given(item_lists.filter(bool))
def test_update_with_attributes_there_and_back(told: tuple[FetchItem, ...]) -> None:
    wanted = ReturnOptions(frozenset((Return.UPDATE, Return.COUNT)), None, told)
    assert parse_return(command(wanted.format() + b" ")) == wanted


@given(st.binary(max_size=60).filter(lambda octets: b"{" not in octets))
def test_whatever_is_sent_is_refused_or_understood(octets: bytes) -> None:
    for beginning in (b"", b"SET ", b"SET (", b"SET (mailboxes ", b"SET (selected (MessageNew "):
        with contextlib.suppress(SyntaxFault, Refused):
            parse_notify(Arguments((beginning + octets,)))


def test_too_many_names_are_too_much() -> None:
    named = " ".join(f"m{number}" for number in range(10 * NAMES_MAX))
    with pytest.raises(Refused) as refused:
        parse_notify(command(f"SET (mailboxes ({named}) (MessageNew MessageExpunge))".encode()))
    assert refused.value.code == "NOTIFICATIONOVERFLOW"


def test_names_that_no_mailbox_can_have_are_passed_over() -> None:
    found = parse_notify(command(b'SET (mailboxes ("a&b" inbox) (MailboxName))'))
    assert found.groups[0].names == ("INBOX",)
