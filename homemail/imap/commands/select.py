"""SELECT, EXAMINE, CHECK, CLOSE and UNSELECT: entering and leaving the selected state (RFC 3501 §6.3.1, §6.4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.selected import SelectedMailbox
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.format import format_flags
from homemail.imap.wire.mailbox_name import parse_mailbox
from homemail.mail.flags import SYSTEM_FLAGS

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments


async def select(session: Session, arguments: Arguments, *, read_only: bool) -> Completion:
    """select = "SELECT" SP mailbox; examine = "EXAMINE" SP mailbox"""
    arguments.space()
    octets = arguments.astring()
    arguments.end()
    session.deselect()  # RFC 3501 §6.3.1: also when the new one cannot be selected
    mailbox = await session.store.mailboxes.find(session.account_id, parse_mailbox(octets))
    if mailbox is None:
        raise Refused("There is no such mailbox", "NONEXISTENT")
    view = await SelectedMailbox.open(session.store, mailbox, session.connection.wake, read_only=read_only)
    session.select(view)
    await _describe(session, view)
    return Completion("Open for reading", "READ-ONLY") if read_only else Completion("Open", "READ-WRITE")


async def _describe(session: Session, view: SelectedMailbox) -> None:
    """RFC 3501 §6.3.1: what a client must be told before it may use the mailbox."""
    permanent = b"()" if view.read_only else format_flags([*SYSTEM_FLAGS, *view.keywords])[:-1] + b" \\*)"
    uidnext = max(view.mailbox.uidnext, view.uids[-1] + 1 if view.uids else 1)
    await session.untagged(b"FLAGS " + view.format_known_flags())
    await session.untagged(b"OK [PERMANENTFLAGS " + permanent + b"] Flags that are kept")
    await session.untagged(b"%d EXISTS" % view.count)
    await session.untagged(b"%d RECENT" % view.recent_count)
    if view.first_unseen is not None:
        await session.untagged(b"OK [UNSEEN %d] The first unseen message" % view.first_unseen)
    await session.untagged(b"OK [UIDVALIDITY %d] UIDs are valid" % view.mailbox.uidvalidity)
    await session.untagged(b"OK [UIDNEXT %d] The next UID" % uidnext)


async def check(session: Session, arguments: Arguments) -> Completion:
    """check = "CHECK"; everything is on disk already, so this is a NOOP    (RFC 3501 §6.4.1)"""
    arguments.end()
    return Completion("Done")


async def close(session: Session, arguments: Arguments) -> Completion:
    """close = "CLOSE": deleted messages go, without a word of each    (RFC 3501 §6.4.2)"""
    arguments.end()
    view = session.view
    if not view.read_only:
        session.tally.expunged += len(await session.store.messages.expunge(view.mailbox.id))
    session.deselect()
    return Completion("Closed")


async def unselect(session: Session, arguments: Arguments) -> Completion:
    """unselect = "UNSELECT": like CLOSE, and nothing is expunged    (RFC 3691 §2)"""
    arguments.end()
    session.deselect()
    return Completion("Closed")
