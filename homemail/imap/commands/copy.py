"""COPY and MOVE (RFC 3501 §6.4.7, RFC 6851; COPYUID RFC 4315 §3): all of the messages, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.wire.sequence_set import compact, format_sequence_set

if TYPE_CHECKING:
    from homemail.imap.names import Reached
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.mail.ids import Uid
    from homemail.store.values import CopyResult


async def copy(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """copy = "COPY" SP sequence-set SP mailbox"""
    uids, target = await _parse(session, arguments, by_uid=by_uid)
    if not uids:
        return Completion("There was nothing to copy")
    result = await session.store.messages.copy(
        session.view.mailbox.id, uids, target.mailbox.id, whole=not by_uid, rights=target.rights
    )
    session.know_change(target.mailbox.id, result.modseq, result.target_uids)
    return Completion("Copied", _copyuid(result))


async def move(session: Session, arguments: Arguments, *, by_uid: bool) -> Completion:
    """move = "MOVE" SP sequence-set SP mailbox    (RFC 6851 §3)"""
    uids, target = await _parse(session, arguments, by_uid=by_uid)
    session.view.require("te")  # RFC 6851 §4.2: as STORE and EXPUNGE would
    if not uids:
        return Completion("There was nothing to move")
    result = await session.store.messages.move(
        session.view.mailbox.id, uids, target.mailbox.id, whole=not by_uid, rights=target.rights
    )
    session.know_change(target.mailbox.id, result.modseq, result.target_uids)
    session.view.know_gone(result.source_uids)
    code = _copyuid(result)
    if code is not None:
        # RFC 6851 §4.3: COPYUID comes before the EXPUNGE responses, which are owed after the command.
        await session.untagged(b"OK [" + code.encode("ascii") + b"] Moved")
    session.tally.expunged += len(result.source_uids)
    if code is not None and session.enabled.qresync:
        # RFC 7162 §3.2.7, as for EXPUNGE
        return Completion("Moved", lambda: f"HIGHESTMODSEQ {session.view.modseq}")
    return Completion("Moved")


async def _parse(session: Session, arguments: Arguments, *, by_uid: bool) -> tuple[list[Uid], Reached]:
    arguments.space()
    messages = arguments.sequence_set()
    arguments.space()
    octets = arguments.astring()
    arguments.end()
    uids = session.view.resolve(messages, by_uid=by_uid)
    return uids, await session.names.target(octets)


def _copyuid(result: CopyResult) -> str | None:
    if not result.source_uids:
        return None
    source = format_sequence_set(compact(result.source_uids)).decode("ascii")
    copies = format_sequence_set(compact(result.target_uids)).decode("ascii")
    return f"COPYUID {result.uidvalidity} {source} {copies}"
