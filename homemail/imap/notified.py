"""What NOTIFY asked for, and the one place that decides which news of other mailboxes a session is owed (RFC 5465).

Changes are noted as they are published, once per mailbox, and become STATUS
and LIST when the session next speaks: what a client that does not read costs
is bounded by the mailboxes it asked about. What its own commands did is left
out. News of the selected mailbox is selected.py's, to which `govern` says how
much of it is wanted.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from homemail.imap.commands.fetch import introduce
from homemail.imap.commands.list_mailboxes import Name, all_attributes, read_tree
from homemail.imap.commands.status import ITEMS
from homemail.imap.selected import SelectedMailbox, Wanted
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.mailbox_name import SEPARATOR
from homemail.imap.wire.notify import (
    MESSAGE_EVENTS,
    METADATA_EVENTS,
    NAME_EVENTS,
    OF_SELECTED,
    Event,
    EventGroup,
    NotifyRequest,
    Scope,
)
from homemail.store.changes import Change, MailboxChanged, MailboxListChanged
from homemail.store.errors import NoSuchMailbox
from homemail.store.metadata import SERVER

if TYPE_CHECKING:
    from homemail.imap.annotation_news import AnnotationNews
    from homemail.imap.session import Session
    from homemail.mail.ids import MailboxId, ModSeq
    from homemail.store.values import MailboxStatus

WATCHED_MAX: Final = 2000  # mailboxes of which one session is told
NAMES_MAX: Final = 10_000  # mailboxes and subscriptions there are, where names are watched
OVERFLOW: Final = "Those are too many mailboxes to be told of"


@dataclass(slots=True)
class _Watched:
    """A mailbox whose messages are asked about; `modseq` and `uidnext`: what is known to the client, if it is."""

    name: str
    events: frozenset[Event]
    modseq: int | None
    uidnext: int
    own: set[int] = field(default_factory=set)


class Notified:
    """Of one session, from one NOTIFY command to the next."""

    def __init__(self, session: Session, request: NotifyRequest) -> None:
        self._session = session
        self._groups = tuple(group for group in request.groups if group.scope not in OF_SELECTED and group.events)
        chosen = [group for group in request.groups if group.scope in OF_SELECTED]
        self._selected = chosen[0] if chosen else EventGroup(Scope.SELECTED)
        self._watched: dict[MailboxId, _Watched] = {}
        self._closed_to: frozenset[str] = frozenset()  # names of mailboxes that may be seen and not be read
        self._names: dict[MailboxId, str] = {}
        self._subscribed: frozenset[str] = frozenset()
        self._own_names: set[str] = set()
        self._changed: set[MailboxId] = set()
        self._list_changed = False
        self._annotated: set[MailboxId] = set()  # whose annotations are asked about, the server's among them
        self._annotations = self._watch_annotations()
        self._unsubscribe = session.store.changes.listen(self._on_change) if self._groups else lambda: None

    @classmethod
    async def open(cls, session: Session, request: NotifyRequest) -> Notified:
        """Raises Refused where it is too much (RFC 5465 §5.8)."""
        notified = cls(session, request)
        try:
            await notified._survey()
        except BaseException:
            notified.close()
            raise
        return notified

    def close(self) -> None:
        self._unsubscribe()
        if self._annotations is not None:
            self._annotations.close()

    def _watch_annotations(self) -> AnnotationNews | None:
        if not any(group.events & METADATA_EVENTS for group in self._groups):
            return None
        from homemail.imap.annotation_news import AnnotationNews

        # Who has enabled METADATA hears of them all, and once is enough.
        return AnnotationNews(self._session, lambda one: one in self._annotated and self._session.annotations is None)

    # the selected mailbox

    @property
    def expunges_at_once(self) -> bool:
        """SELECTED, not SELECTED-DELAYED: EXPUNGE may be sent whenever no command is answered (RFC 5465 §6.1)."""
        return self._selected.scope is Scope.SELECTED

    def govern(self, view: SelectedMailbox) -> None:
        events = self._selected.events
        if not events:
            view.want(Wanted.NOTHING)
        else:
            view.want(Wanted.EVERYTHING if Event.FLAG_CHANGE in events else Wanted.MESSAGES)
        items = self._selected.items
        view.introduce = partial(introduce, self._session, items) if items else None

    # what commands of one's own have done

    def know_change(self, mailbox_id: MailboxId, modseq: ModSeq | None) -> None:
        watched = self._watched.get(mailbox_id)
        if watched is not None and modseq is not None:
            watched.own.add(modseq)

    def know_name(self, name: str) -> None:
        """It was created, deleted, renamed to, subscribed to or no longer."""
        if self._groups:
            self._own_names.add(name)

    # the owed

    def _on_change(self, change: Change) -> None:
        match change:
            case MailboxChanged(mailbox_id=changed):
                # While the list is out of date, it may be one that is about to be watched.
                if changed in self._watched or (self._list_changed and len(self._changed) < WATCHED_MAX):
                    self._changed.add(changed)
                    if not self._is_selected(changed):
                        self._session.connection.wake()
            case MailboxListChanged(account_id=account) if account == self._session.account_id:
                self._list_changed = True
                self._session.connection.wake()
            case _:
                pass

    def _is_selected(self, mailbox_id: MailboxId) -> bool:
        selected = self._session.selected
        return selected is not None and selected.mailbox.id == mailbox_id

    async def owed(self) -> AsyncIterator[bytes]:
        """Untagged responses about mailboxes that are not selected, and about names."""
        if self._list_changed:
            self._list_changed = False
            try:
                for line in await self._survey():
                    yield line
            except Refused:
                # RFC 5465 §5.8: from here on as after NOTIFY NONE
                self._give_up()
                yield b"* OK [NOTIFICATIONOVERFLOW] " + OVERFLOW.encode() + b"\r\n"
        if self._annotations is not None:
            await self._annotations.tell()
        view = self._session.selected
        for mailbox_id in tuple(self._changed):
            watched = self._watched.get(mailbox_id)
            if view is not None and view.mailbox.id == mailbox_id and view.wanted is Wanted.NOTHING:
                continue  # told when it is left
            self._changed.discard(mailbox_id)
            if watched is None:
                continue
            if self._is_selected(mailbox_id):
                watched.modseq = None  # the view tells; what it has told by then is not looked up when it is left
                continue
            news = await self._news(mailbox_id, watched)
            if news is not None:
                yield news

    def _give_up(self) -> None:
        self.close()
        self._groups, self._selected = (), EventGroup(Scope.SELECTED)
        for held in (self._watched, self._names, self._changed, self._own_names, self._annotated):
            held.clear()
        if self._session.selected is not None:
            self.govern(self._session.selected)

    async def first_status(self) -> AsyncIterator[bytes]:
        """STATUS of all that is watched and not selected: "NOTIFY" SP "SET" SP "STATUS"    (RFC 5465 §3.1)"""
        for mailbox_id, watched in self._watched.items():
            if not self._is_selected(mailbox_id):
                try:
                    found = await self._session.store.mailboxes.status(mailbox_id)
                except NoSuchMailbox:
                    continue
                watched.modseq, watched.uidnext = found.highestmodseq, found.uidnext
                flags = Event.FLAG_CHANGE in watched.events
                items = [b"MESSAGES", b"UIDNEXT", b"UIDVALIDITY", *([b"UNSEEN", b"HIGHESTMODSEQ"] if flags else [])]
                yield self._format_status(watched.name, items, found)
        for name in sorted(self._closed_to):
            yield self._format_no_access(name)

    async def _news(self, mailbox_id: MailboxId, watched: _Watched) -> bytes | None:
        """STATUS, if somebody else did what is asked about    (RFC 5465 §5.1 to §5.3)"""
        before = watched.modseq
        try:
            news = await self._session.store.mailboxes.news(mailbox_id, before or 0, watched.uidnext)
        except NoSuchMailbox:
            return None  # the survey of names tells that
        found = news.status
        own, watched.own = watched.own, set()
        watched.modseq, watched.uidnext = found.highestmodseq, found.uidnext
        flags = Event.FLAG_CHANGE in watched.events
        if before is None:
            items = [b"MESSAGES", b"UIDNEXT", b"UIDVALIDITY"]
        elif own.issuperset(range(before + 1, found.highestmodseq + 1)):
            return None
        elif news.came_or_went:
            items = [b"MESSAGES", b"UIDNEXT"]
        elif news.reflagged and flags:
            items = [b"UIDVALIDITY"]
        else:
            return None
        if flags:
            items.append(b"UNSEEN")
        if flags or self._session.enabled.condstore:
            items.append(b"HIGHESTMODSEQ")
        return self._format_status(watched.name, items, found)

    # names

    def _events_of(self, name: str, *, subscribed: bool) -> frozenset[Event]:
        """All that the groups which mean a mailbox of this name ask for."""
        personal = not self._session.names.is_shared(name)
        asked = (group.events for group in self._groups if _means(group, name, subscribed, personal))
        return frozenset[Event]().union(*asked)

    async def _survey(self) -> list[bytes]:
        """Look at all names again; what changed since is LIST    (RFC 5465 §5.4, §5.5). Raises Refused: too many."""
        if not self._groups:
            return []
        tree = await read_tree(self._session)
        if len(tree) > NAMES_MAX:
            raise Refused(OVERFLOW, "NOTIFICATIONOVERFLOW")
        names = {one.reached.mailbox.id: one.name for one in tree.values() if one.reached is not None}
        watched: dict[MailboxId, _Watched] = {}
        closed_to: set[str] = set()
        known = {one.name: mailbox_id for mailbox_id, one in self._watched.items()}
        # RFC 5465 §5.7: the server's annotations are no mailbox's, whatever choice of mailboxes they are asked with.
        annotated = {SERVER} if any(Event.SERVER_METADATA_CHANGE in group.events for group in self._groups) else set()
        for one in tree.values():
            wanted = self._events_of(one.name, subscribed=one.subscribed)
            if one.reached is not None and Event.MAILBOX_METADATA_CHANGE in wanted:
                annotated.add(one.reached.mailbox.id)
            events = wanted & MESSAGE_EVENTS
            if one.reached is None or not events:
                continue
            if "r" not in one.reached.rights:
                closed_to.add(one.name)  # RFC 5465 §3.1
                continue
            mailbox, before = one.reached.mailbox, self._watched.get(one.reached.mailbox.id)
            if before is not None:
                watched[mailbox.id] = replace(before, name=one.name, events=events)
                continue
            another = known.get(one.name, mailbox.id) != mailbox.id or one.name in self._closed_to
            if another or mailbox.id in self._changed:
                # Its UIDVALIDITY is another, or the right to read it was missing, or it came with messages in it.
                self._changed.add(mailbox.id)
            modseq = None if mailbox.id in self._changed else mailbox.highestmodseq
            watched[mailbox.id] = _Watched(one.name, events, modseq, mailbox.uidnext)
            if len(watched) > WATCHED_MAX:
                raise Refused(OVERFLOW, "NOTIFICATIONOVERFLOW")
        subscribed = frozenset(one.name for one in tree.values() if one.subscribed)
        told = self._name_news(names, subscribed) if self._names else {}
        lines = [self._format_no_access(name) for name in sorted(closed_to - self._closed_to)] if self._names else []
        self._names, self._subscribed, self._watched = names, subscribed, watched
        self._closed_to, self._annotated = frozenset(closed_to), annotated
        own, self._own_names = self._own_names, set()
        return lines + [
            self._format_list(tree.get(name) or Name(name), old) for name, old in told.items() if name not in own
        ]

    def _name_news(self, names: dict[MailboxId, str], subscribed: frozenset[str]) -> dict[str, str | None]:
        """Names to tell of, with the old one of what was renamed."""
        if not any(group.events & NAME_EVENTS for group in self._groups):
            return {}
        told: dict[str, str | None] = {}
        renamed = {old: names[one] for one, old in self._names.items() if names.get(one, old) != old}

        def wants(event: Event, *spelt: str) -> bool:
            either = self._subscribed | subscribed
            return any(event in self._events_of(name, subscribed=name in either) for name in spelt)

        for name in (name for one, name in self._names.items() if one not in names):
            if wants(Event.MAILBOX_NAME, name):
                told[name] = None
        for name in (name for one, name in names.items() if one not in self._names):
            if wants(Event.MAILBOX_NAME, name):
                told[name] = None
        for old, new in renamed.items():
            if not _went_along(old, new, renamed) and wants(Event.MAILBOX_NAME, old, new):
                told[new] = old
        for name in sorted(self._subscribed ^ subscribed):
            if wants(Event.SUBSCRIPTION_CHANGE, name):
                told.setdefault(name, None)
        return told

    # how it is written

    def _format_status(self, name: str, items: Iterable[bytes], found: MailboxStatus) -> bytes:
        pairs = b" ".join(b"%s %d" % (item, ITEMS[item](found)) for item in items)
        return b"* STATUS " + self._session.names.format(name) + b" (" + pairs + b")\r\n"

    def _format_no_access(self, name: str) -> bytes:
        return b'* LIST (\\NoAccess) "." ' + self._session.names.format(name) + b"\r\n"

    def _format_list(self, name: Name, old: str | None) -> bytes:
        """mailbox-list with oldname-extended-item = "OLDNAME" SP "(" mailbox ")"    (RFC 5465 §8)"""
        spelled = self._session.names.format
        renamed = b"" if old is None else b' ("OLDNAME" (' + spelled(old) + b"))"
        return (
            b"* LIST (" + " ".join(all_attributes(name)).encode() + b') "." ' + spelled(name.name) + renamed + b"\r\n"
        )


def _means(group: EventGroup, name: str, subscribed: bool, personal: bool) -> bool:
    """Whether this choice of mailboxes has a mailbox of that name in it."""
    match group.scope:
        case Scope.MAILBOXES:
            return name in group.names
        case Scope.SUBTREE:
            return any(name == top or name.startswith(top + SEPARATOR) for top in group.names)
        case Scope.SUBSCRIBED:
            return subscribed
        case _:
            # RFC 5465 §6.3: where mail is put depends on rules that change, so INBOXES is PERSONAL.
            return personal


def _went_along(old: str, new: str, renamed: dict[str, str]) -> bool:
    """Whether its parent was renamed, which says it all (RFC 5465 §5.4)."""
    parent = old.rpartition(SEPARATOR)[0]
    while parent:
        if parent in renamed and new == renamed[parent] + old.removeprefix(parent):
            return True
        parent = parent.rpartition(SEPARATOR)[0]
    return False
