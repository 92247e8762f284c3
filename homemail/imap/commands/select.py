"""SELECT, EXAMINE, CHECK, CLOSE and UNSELECT: entering and leaving the selected state (RFC 3501 §6.3.1, §6.4.1).

A client that comes back may say what it knows of the mailbox (QRESYNC, RFC 7162 §3.2.5): it is told what went and
what has other flags since, and asks for nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from homemail.imap.commands.fetch import tell
from homemail.imap.commands.list_mailboxes import tell_one
from homemail.imap.completion import Completion
from homemail.imap.selected import SelectedMailbox
from homemail.imap.wire.condstore import Qresync, parse_select_parameters
from homemail.imap.wire.errors import SyntaxFault
from homemail.imap.wire.object_id import mailbox_object_id
from homemail.imap.wire.sequence_set import format_sequence_set

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.mail.ids import Uid


async def select(session: Session, arguments: Arguments, *, read_only: bool) -> Completion:
    """select = "SELECT" SP mailbox [select-params]; examine = "EXAMINE" SP mailbox [select-params]"""
    arguments.space()
    octets = arguments.astring()
    parameters = parse_select_parameters(arguments, uid_only=session.enabled.uid_only)
    arguments.end()
    if parameters.qresync is not None and not session.enabled.qresync:
        raise SyntaxFault("QRESYNC has to be enabled first")  # RFC 7162 §3.2.5
    if session.selected is not None:
        await session.untagged(b"OK [CLOSED] The mailbox before this one is closed")  # RFC 7162 §3.2.11
    session.deselect()  # RFC 3501 §6.3.1: also when the new one cannot be selected
    reached = await session.names.reach(session.names.parse(octets), "r")
    if parameters.condstore or parameters.qresync:
        await session.enable_condstore()
    wake = session.connection.wake
    keywords = session.announcer.keywords_in_use.setdefault(reached.mailbox.id, set())
    view = await SelectedMailbox.open(
        session.store, session.names, reached, session.enabled, wake, keywords=keywords, examined=read_only
    )
    session.select(view)
    await _describe(session, view)
    if session.enabled.rev2:  # RFC 9051 §6.3.2
        name = reached.name
        await tell_one(session, name, None if session.names.is_spelled(name, octets) else octets)
    if parameters.qresync is not None:
        await _resynchronise(session, view, parameters.qresync)
    return Completion("Open for reading", "READ-ONLY") if view.read_only else Completion("Open", "READ-WRITE")


async def _describe(session: Session, view: SelectedMailbox) -> None:
    """RFC 3501 §6.3.1: what a client must be told before it may use the mailbox."""
    uidnext = max(view.mailbox.uidnext, view.uids[-1] + 1 if view.uids else 1)
    await session.untagged(b"FLAGS " + view.format_known_flags())
    await session.untagged(b"OK [PERMANENTFLAGS " + view.format_permanent_flags() + b"] Flags that are kept")
    await session.untagged(b"%d EXISTS" % view.count)
    speaks_rev1 = not session.enabled.rev2  # RFC 9051 Appendix E
    if speaks_rev1:
        await session.untagged(b"%d RECENT" % view.recent_count)
    if view.first_unseen is not None and speaks_rev1 and not session.enabled.uid_only:
        await session.untagged(b"OK [UNSEEN %d] The first unseen message" % view.first_unseen)
    await session.untagged(b"OK [UIDVALIDITY %d] UIDs are valid" % view.mailbox.uidvalidity)
    await session.untagged(b"OK [UIDNEXT %d] The next UID" % uidnext)
    await session.untagged(f"OK [MAILBOXID ({mailbox_object_id(view.mailbox.id)})] Its identifier".encode())
    await session.untagged(b"OK [HIGHESTMODSEQ %d] The highest mod-sequence" % view.modseq)


async def _resynchronise(session: Session, view: SelectedMailbox, known: Qresync) -> None:
    """VANISHED (EARLIER), then FETCH of flags    (RFC 7162 §3.2.5)"""
    if known.uidvalidity != view.mailbox.uidvalidity:
        return  # nothing the client knows means anything here; it sees the new UIDVALIDITY
    gone = await session.store.selection.vanished_since(view.mailbox.id, known.modseq, view.modseq)
    told = view.only_gone(gone, known.known_uids)
    if told.ranges:
        await session.untagged(b"VANISHED (EARLIER) " + format_sequence_set(told))
    changed: Sequence[Uid] = await session.store.selection.changed_uids(view.mailbox.id, known.modseq)
    if known.known_uids is not None:
        changed = cast("list[Uid]", known.known_uids.among_uids(changed))
    await tell(session, changed, view.news_items())


async def check(session: Session, arguments: Arguments) -> Completion:
    """check = "CHECK"; everything is on disk already, so this is a NOOP    (RFC 3501 §6.4.1)"""
    arguments.end()
    return Completion("Done")


async def close(session: Session, arguments: Arguments) -> Completion:
    """close = "CLOSE": deleted messages go, without a word of each    (RFC 3501 §6.4.2)"""
    arguments.end()
    view = session.view
    if "e" in view.rights:  # RFC 4314 §4: without it, CLOSE only closes
        session.tally.expunged += len(await session.store.messages.expunge(view.mailbox.id))
    session.deselect()
    return Completion("Closed")


async def unselect(session: Session, arguments: Arguments) -> Completion:
    """unselect = "UNSELECT": like CLOSE, and nothing is expunged    (RFC 3691 §2)"""
    arguments.end()
    session.deselect()
    return Completion("Closed")
