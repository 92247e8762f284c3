"""LIST, LSUB and NAMESPACE: which mailboxes there are.

LIST is RFC 3501 §6.3.8 with the selections and returns of RFC 5258, CHILDREN
(RFC 3348), special uses (RFC 6154), STATUS (RFC 5819), MYRIGHTS (RFC 8440) and
annotations (RFC 9590) in the answer.
Parents need not exist: CREATE a.b makes no a, and DELETE of a parent leaves
its children; such names are listed as \\NonExistent, or \\Noselect as RFC 3501 calls it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from homemail.imap.commands.status import parse_status_items, send_status
from homemail.imap.completion import Completion
from homemail.imap.wire.acl import format_myrights
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.format import format_astring
from homemail.imap.wire.mailbox_name import SEPARATOR
from homemail.store.errors import NoSuchMailbox

if TYPE_CHECKING:
    from homemail.imap.names import Reached
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.imap.wire.list_pattern import ListPattern

_SELECTIONS = frozenset((b"SUBSCRIBED", b"REMOTE", b"RECURSIVEMATCH", b"SPECIAL-USE"))
_RETURNS = frozenset((b"SUBSCRIBED", b"CHILDREN", b"SPECIAL-USE", b"MYRIGHTS"))
_PATTERNS_MAX = 100


async def namespace(session: Session, arguments: Arguments) -> Completion:
    """namespace = "NAMESPACE"; the own mailboxes, other users', the family's    (RFC 2342 §5)"""
    arguments.end()
    others, family = (
        b"((" + session.names.format_prefix(word + SEPARATOR) + b' "."))'
        for word in (session.names.others, session.names.family)
    )
    await session.untagged(b'NAMESPACE (("" ".")) ' + others + b" " + family)
    return Completion("Done")


@dataclass(slots=True)
class _Returns:
    """What else each answer tells."""

    options: set[bytes] = field(default_factory=set)
    status_items: tuple[bytes, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Request:
    """list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]    (RFC 5258 §6)"""

    patterns: tuple[ListPattern, ...]
    only_root: bool
    selections: frozenset[bytes]
    returns: _Returns
    extended: bool

    def matches(self, name: str) -> bool:
        return any(pattern.matches(name) for pattern in self.patterns)

    def asks_for_level(self, name: str) -> bool:
        return not self.extended or any(
            pattern.ends_within_level and pattern.matches(name) for pattern in self.patterns
        )


_ONE = _Request((), False, frozenset(), _Returns({b"SUBSCRIBED"}), extended=True)


@dataclass(slots=True)
class Name:
    """A name of the tree: a mailbox, or only the parent of some, or only a subscription."""

    name: str
    reached: Reached | None = None
    subscribed: bool = False
    has_children: bool = False

    @property
    def special_use(self) -> str | None:
        return None if self.reached is None else self.reached.mailbox.special_use


async def list_mailboxes(session: Session, arguments: Arguments) -> Completion:
    request = _parse_list(session, arguments)
    if request.only_root:
        # RFC 3501 §6.3.8: an empty pattern asks for the separator and the root.
        await session.untagged(b'LIST (\\Noselect) "." ""')
        return Completion("Listed")
    tree = await read_tree(session)
    chosen = [name for name in tree.values() if request.matches(name.name)]
    for name in chosen:
        await _answer(session, request, name, tree)
    return Completion("Listed")


def _parse_list(session: Session, arguments: Arguments) -> _Request:
    arguments.space()
    selections: frozenset[bytes] = frozenset()
    extended = arguments.looking_at(b"(")
    if extended:
        selections = _parse_options(arguments, _SELECTIONS)
        arguments.space()
        if b"RECURSIVEMATCH" in selections and not selections & {b"SUBSCRIBED", b"SPECIAL-USE"}:
            raise SyntaxFault("RECURSIVEMATCH needs something to match")  # RFC 5258 §3.1
    reference = arguments.astring()
    arguments.space()
    if arguments.looking_at(b"("):
        extended = True
        patterns = _parse_patterns(arguments)
    else:
        patterns = [arguments.list_mailbox()]
    returns = _Returns()
    if arguments.skip_space():
        extended = True
        arguments.token(b"RETURN")
        arguments.space()
        returns = _parse_returns(arguments)
    arguments.end()
    only_root = patterns == [b""] and not extended
    return _Request(
        tuple(session.names.pattern(reference, pattern) for pattern in patterns),
        only_root, selections, returns, extended,
    )  # fmt: skip


def _parse_options(arguments: Arguments, known: frozenset[bytes]) -> frozenset[bytes]:
    """ "(" [list-select-opt *(SP list-select-opt)] ")" """
    arguments.token(b"(")
    options = set()
    while not arguments.skip(b")"):
        option = arguments.keyword()
        if option not in known:
            raise SyntaxFault("There is no such option")
        options.add(option)
        if not arguments.looking_at(b")"):
            arguments.space()
    return frozenset(options)


def _parse_patterns(arguments: Arguments) -> list[bytes]:
    """patterns = "(" list-mailbox *(SP list-mailbox) ")" """
    arguments.token(b"(")
    patterns = [arguments.list_mailbox()]
    while not arguments.skip(b")"):
        arguments.space()
        patterns.append(arguments.list_mailbox())
        if len(patterns) > _PATTERNS_MAX:
            raise SyntaxFault("Those are too many patterns")
    return patterns


def _parse_returns(arguments: Arguments) -> _Returns:
    """list-return-opts = "RETURN" SP "(" [return-option *(SP return-option)] ")" """
    arguments.token(b"(")
    returns = _Returns()
    while not arguments.skip(b")"):
        option = arguments.keyword()
        if option == b"STATUS":
            arguments.space()
            returns.status_items = parse_status_items(arguments)
        elif option == b"METADATA":
            from homemail.imap.wire.metadata import parse_entries

            arguments.space()
            returns.entries = parse_entries(arguments)
        elif option in _RETURNS:
            returns.options.add(option)
        else:
            raise SyntaxFault("There is no such option")
        if not arguments.looking_at(b")"):
            arguments.space()
    return returns


async def read_tree(session: Session) -> dict[str, Name]:
    """Every name by its spelling, INBOX first, then in order of the names."""
    tree = {reached.name: Name(reached.name, reached) for reached in await session.names.all()}
    for name in await session.names.subscriptions():
        tree.setdefault(name, Name(name)).subscribed = True
    for name in list(tree):
        exists = tree[name].reached is not None
        parent = name.rpartition(SEPARATOR)[0]
        while parent and exists:
            tree.setdefault(parent, Name(parent)).has_children = True
            parent = parent.rpartition(SEPARATOR)[0]
    return {name: tree[name] for name in sorted(tree, key=lambda name: (name != "INBOX", name))}


async def _answer(session: Session, request: _Request, name: Name, tree: dict[str, Name]) -> None:
    # RFC 5258 §3.5: a parent stands for the children that the patterns leave out.
    child_selected = b"RECURSIVEMATCH" in request.selections and any(
        _is_selected(request, other) and not request.matches(spelt)
        for spelt, other in tree.items()
        if spelt.startswith(name.name + SEPARATOR)
    )
    selected = _is_selected(request, name)
    if not selected and not child_selected:
        return
    attributes = _attributes(request, name)
    childinfo = b""
    if child_selected:
        criteria = b" ".join(b'"' + one + b'"' for one in (b"SUBSCRIBED", b"SPECIAL-USE") if one in request.selections)
        childinfo = b' ("CHILDINFO" (' + criteria + b"))"  # RFC 5258 §4
    await _tell(session, attributes, name.name, childinfo)
    if name.reached is not None and selected:
        try:
            await _tell_more(session, request.returns, name.reached)
        except NoSuchMailbox:
            return  # RFC 5819 §2: deleted between LIST and STATUS


async def _tell_more(session: Session, returns: _Returns, reached: Reached) -> None:
    if b"MYRIGHTS" in returns.options:  # RFC 8440 §3
        await session.untagged(format_myrights(session.names.format(reached.name), reached.rights))
    if returns.status_items and "r" in reached.rights:  # RFC 5819 §2: nothing of what may not be opened
        await send_status(session, reached, returns.status_items)
    if returns.entries:
        from homemail.imap.commands.metadata import Place, send_metadata

        place = Place(session, reached)
        if place.may_be_read:
            await send_metadata(place, returns.entries)


async def _tell(session: Session, attributes: list[str], name: str, extended: bytes) -> None:
    """mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox [SP extended items]"""
    words = b"LIST (" + " ".join(attributes).encode() + b') "." ' + session.names.format(name)
    await session.untagged(words + extended)


async def tell_one(session: Session, name: str, supplied: bytes | None) -> None:
    """LIST of one name as it is now; `supplied`: what else the client called it    (RFC 9051 §6.3.9.7)

    oldname-extended-item = "OLDNAME" SP "(" mailbox ")"
    """
    tree = await read_tree(session)
    oldname = b""
    if supplied is not None:
        oldname = b' ("OLDNAME" (' + format_astring(supplied, utf8=True) + b"))"
    await _tell(session, all_attributes(tree.get(name) or Name(name)), name, oldname)


def all_attributes(name: Name) -> list[str]:
    """Of a name that is told of without a LIST command."""
    return _attributes(_ONE, name)


async def tell_other_name(session: Session, name: str, supplied: bytes) -> None:
    """To who speaks IMAP4rev2: that `supplied` is another way to write `name`, if it is one."""
    if session.enabled.rev2 and not session.names.is_spelled(name, supplied):
        await tell_one(session, name, supplied)


def _is_selected(request: _Request, name: Name) -> bool:
    """Whether the selection options hold for it; without any, mailboxes and their parents are meant."""
    if b"SPECIAL-USE" in request.selections and not name.special_use:
        return False
    if b"SUBSCRIBED" in request.selections:
        return name.subscribed
    # RFC 5258 §3.4: a level that is no mailbox itself is meant by "%" at the end of a pattern alone. Whoever asks the
    # old way is shown what RFC 3501 §6.3.4 shows after DELETE.
    return name.reached is not None or (name.has_children and request.asks_for_level(name.name))


def _attributes(request: _Request, name: Name) -> list[str]:
    attributes = []
    if name.reached is None:
        # RFC 5258 §3.1: \\NonExistent implies \\Noselect, and a client that asks the old way knows only that.
        attributes.append("\\NonExistent" if request.extended else "\\Noselect")
    if (b"SUBSCRIBED" in request.selections or b"SUBSCRIBED" in request.returns.options) and name.subscribed:
        attributes.append("\\Subscribed")
    attributes.append("\\HasChildren" if name.has_children else "\\HasNoChildren")
    if name.special_use:
        attributes.append(name.special_use)
    return attributes


async def lsub(session: Session, arguments: Arguments) -> Completion:
    """lsub = "LSUB" SP mailbox SP list-mailbox    (RFC 3501 §6.3.9)"""
    arguments.space()
    reference = arguments.astring()
    arguments.space()
    pattern = session.names.pattern(reference, arguments.list_mailbox())
    arguments.end()
    subscriptions = await session.names.subscriptions()
    listed: dict[str, bytes] = {name: b"()" for name in subscriptions if pattern.matches(name)}
    if pattern.ends_within_level:
        # RFC 3501 §6.3.9: with "%", a parent that is not subscribed stands for its subscribed children.
        for name in subscriptions:
            parent = name.rpartition(SEPARATOR)[0]
            while parent:
                if pattern.matches(parent):
                    listed.setdefault(parent, b"(\\Noselect)")
                parent = parent.rpartition(SEPARATOR)[0]
    for name in sorted(listed, key=lambda name: (name != "INBOX", name)):
        await session.untagged(b"LSUB " + listed[name] + b' "." ' + session.names.format(name))
    return Completion("Listed")
