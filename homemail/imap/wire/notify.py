"""NOTIFY: which events in which mailboxes a client wants to be told of (RFC 5465 §8), there and back."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from homemail.imap.wire.arguments import Arguments
from homemail.imap.wire.errors import Refused, SyntaxFault
from homemail.imap.wire.fetch_items import FetchItem, format_fetch_items, parse_fetch_items
from homemail.imap.wire.mailbox_name import format_mailbox, parse_mailbox

NAMES_MAX: Final = 1000  # mailboxes named in one command
_EVENTS_MAX: Final = 1000  # in one group, repeated ones counted


class Event(Enum):
    """event = message-event / mailbox-event / user-event"""

    MESSAGE_NEW = "MessageNew"
    MESSAGE_EXPUNGE = "MessageExpunge"
    FLAG_CHANGE = "FlagChange"
    ANNOTATION_CHANGE = "AnnotationChange"
    MAILBOX_NAME = "MailboxName"
    SUBSCRIPTION_CHANGE = "SubscriptionChange"
    MAILBOX_METADATA_CHANGE = "MailboxMetadataChange"
    SERVER_METADATA_CHANGE = "ServerMetadataChange"


MESSAGES_COME_AND_GO: Final = frozenset((Event.MESSAGE_NEW, Event.MESSAGE_EXPUNGE))
_MESSAGES_CHANGE: Final = frozenset((Event.FLAG_CHANGE, Event.ANNOTATION_CHANGE))
MESSAGE_EVENTS: Final = MESSAGES_COME_AND_GO | _MESSAGES_CHANGE
NAME_EVENTS: Final = frozenset((Event.MAILBOX_NAME, Event.SUBSCRIPTION_CHANGE))
SUPPORTED: Final = tuple(event for event in Event if event is not Event.ANNOTATION_CHANGE)
METADATA_EVENTS: Final = frozenset((Event.MAILBOX_METADATA_CHANGE, Event.SERVER_METADATA_CHANGE))


class Scope(Enum):
    """filter-mailboxes, without the names that follow some"""

    SELECTED = b"SELECTED"
    SELECTED_DELAYED = b"SELECTED-DELAYED"
    INBOXES = b"INBOXES"
    PERSONAL = b"PERSONAL"
    SUBSCRIBED = b"SUBSCRIBED"
    SUBTREE = b"SUBTREE"
    MAILBOXES = b"MAILBOXES"


OF_SELECTED: Final = frozenset((Scope.SELECTED, Scope.SELECTED_DELAYED))
_NAMED: Final = frozenset((Scope.SUBTREE, Scope.MAILBOXES))


@dataclass(frozen=True, slots=True)
class EventGroup:
    """event-group = "(" filter-mailboxes SP events ")"; no events: NONE. `items` are told of a new message."""

    scope: Scope
    events: frozenset[Event] = frozenset()
    names: tuple[str, ...] = ()
    items: tuple[FetchItem, ...] = ()

    def format(self) -> bytes:
        words = [self.scope.value]
        if self.scope in _NAMED:
            words.append(b"(" + b" ".join(format_mailbox(name) for name in self.names) + b")")
        events = [event for event in Event if event in self.events]
        told = [event.value.encode() + (b" " + format_fetch_items(self.items) if self.items and event is
                Event.MESSAGE_NEW else b"") for event in events]  # fmt: skip
        words.append(b"(" + b" ".join(told) + b")" if told else b"NONE")
        return b"(" + b" ".join(words) + b")"


@dataclass(frozen=True, slots=True)
class NotifyRequest:
    """notify = "NOTIFY" SP ("SET" [SP "STATUS"] 1*(SP event-group) / "NONE"); NONE has no groups"""

    groups: tuple[EventGroup, ...] = ()
    status: bool = False

    def format(self) -> bytes:
        if not self.groups:
            return b"NONE"
        return b" ".join([b"SET STATUS" if self.status else b"SET", *(group.format() for group in self.groups)])


def parse_notify(arguments: Arguments, *, utf8: bool = False) -> NotifyRequest:
    """What follows "NOTIFY" SP. Raises SyntaxFault; Refused for events there are not here, and too many names."""
    word = arguments.keyword()
    if word == b"NONE":
        arguments.end()
        return NotifyRequest()
    if word != b"SET":
        raise SyntaxFault("SET or NONE was expected")
    arguments.space()
    status = arguments.skip(b"STATUS")
    if status:
        arguments.space()
    groups, is_known = [], True
    while True:
        group, known = _parse_group(arguments, utf8=utf8)
        groups.append(group)
        is_known = is_known and known
        if not arguments.skip_space():
            break
    arguments.end()
    if sum(group.scope in OF_SELECTED for group in groups) > 1:
        raise SyntaxFault("The selected mailbox is named twice")  # RFC 5465 §6.1
    if not is_known or any(not group.events.issubset(SUPPORTED) for group in groups):
        names = " ".join(event.value for event in SUPPORTED)
        raise Refused("There is an event among these that nobody is told of here", f"BADEVENT ({names})")
    if sum(len(group.names) for group in groups) > NAMES_MAX:
        raise Refused("Those are too many mailboxes", "NOTIFICATIONOVERFLOW")
    return NotifyRequest(tuple(groups), status)


def _parse_group(arguments: Arguments, *, utf8: bool) -> tuple[EventGroup, bool]:
    """With whether all its events are known at all."""
    arguments.token(b"(")
    try:
        scope = Scope(arguments.keyword())
    except ValueError:
        raise SyntaxFault("There is no such choice of mailboxes") from None
    arguments.space()
    names: tuple[str, ...] = ()
    if scope in _NAMED:
        names = _parse_names(arguments, utf8=utf8)
        arguments.space()
    events: frozenset[Event] = frozenset()
    items: tuple[FetchItem, ...] = ()
    is_known = True
    if not arguments.skip(b"NONE"):
        events, items, is_known = _parse_events(arguments, of_selected=scope in OF_SELECTED)
    arguments.token(b")")
    if scope in OF_SELECTED and not events <= MESSAGE_EVENTS:
        raise SyntaxFault("Of the selected mailbox only messages are told")  # RFC 5465 §6.1
    # RFC 5465 §5
    if events & MESSAGES_COME_AND_GO and not events >= MESSAGES_COME_AND_GO:
        raise SyntaxFault("MessageNew and MessageExpunge go together")
    if events & _MESSAGES_CHANGE and not events >= MESSAGES_COME_AND_GO:
        raise SyntaxFault("FlagChange goes with MessageNew and MessageExpunge")
    return EventGroup(scope, events, names, items), is_known


def _parse_names(arguments: Arguments, *, utf8: bool) -> tuple[str, ...]:
    """one-or-more-mailbox = mailbox / "(" mailbox *(SP mailbox) ")"; no wildcards (RFC 5465 §6.6)"""
    octets = []
    if arguments.skip(b"("):
        octets.append(arguments.astring())
        while not arguments.skip(b")"):
            arguments.space()
            octets.append(arguments.astring())
    else:
        octets.append(arguments.astring())
    names: dict[str, None] = {}
    for name in octets:
        try:
            names[parse_mailbox(name, utf8=utf8)] = None
        except Refused:  # RFC 5465 §3.1: what is no mailbox is passed over
            continue
    return tuple(names)


def _parse_events(arguments: Arguments, *, of_selected: bool) -> tuple[frozenset[Event], tuple[FetchItem, ...], bool]:
    """events = "(" event *(SP event) ")"; event =/ "MessageNew" [SP "(" fetch-att *(SP fetch-att) ")"]"""
    arguments.token(b"(")
    events: set[Event] = set()
    items: dict[FetchItem, None] = {}
    is_known, count = True, 0
    while True:
        name = arguments.keyword().decode("ascii").lower()
        event = _BY_NAME.get(name)
        is_known = is_known and event is not None
        if event is not None:
            events.add(event)
        if of_selected and event is Event.MESSAGE_NEW and arguments.looking_at(b" ("):
            arguments.space()
            items.update(dict.fromkeys(parse_fetch_items(arguments)))
        count += 1
        if count > _EVENTS_MAX:
            raise SyntaxFault("Those are too many events")
        if arguments.skip(b")"):
            return frozenset(events), tuple(items), is_known
        arguments.space()


_BY_NAME: Final = {event.value.lower(): event for event in Event}
