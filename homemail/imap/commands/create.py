"""CREATE, DELETE and RENAME (RFC 3501 §6.3.3 to §6.3.5; USE of RFC 6154 §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homemail.imap.commands.list_mailboxes import tell_one, tell_other_name
from homemail.imap.completion import Completion
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.mailbox_name import SEPARATOR
from homemail.imap.wire.object_id import mailbox_object_id
from homemail.store.errors import MailboxExists

if TYPE_CHECKING:
    from homemail.imap.names import Place
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments

# RFC 6154 §2: the uses that a mailbox here can be created for.
SPECIAL_USES: Final = {use.lower(): use for use in ("\\Archive", "\\Drafts", "\\Junk", "\\Sent", "\\Trash")}


async def create(session: Session, arguments: Arguments) -> Completion:
    """create = "CREATE" SP mailbox [SP "(" "USE" SP "(" [use-attr *(SP use-attr)] ")" ")"]"""
    arguments.space()
    octets = arguments.astring()
    uses = _parse_uses(arguments) if arguments.skip_space() else []
    arguments.end()
    name = session.names.parse_new(octets)
    place = await session.names.place(name)
    special_use = await _decide_use(session, place, uses)
    try:
        mailbox = await session.store.mailboxes.create(place.account_id, place.name, special_use)
    except MailboxExists:
        raise Refused("There is such a mailbox already", "ALREADYEXISTS") from None
    session.know_name(name)
    await tell_other_name(session, name, octets)
    return Completion("Created", f"MAILBOXID ({mailbox_object_id(mailbox.id)})")  # RFC 8474 §4.1


def _parse_uses(arguments: Arguments) -> list[str]:
    """create-param =/ "USE" SP "(" [use-attr *(SP use-attr)] ")"    (RFC 6154 §6)"""
    arguments.token(b"(")
    arguments.token(b"USE")
    arguments.space()
    arguments.token(b"(")
    uses = []
    while not arguments.skip(b")"):
        arguments.token(b"\\")
        uses.append("\\" + arguments.atom().decode("ascii"))
        if not arguments.looking_at(b")"):
            arguments.space()
    arguments.token(b")")
    return uses


async def _decide_use(session: Session, place: Place, uses: list[str]) -> str | None:
    """RFC 6154 §3: NO [USEATTR] for a use that cannot be given; each use has one mailbox here."""
    if not uses:
        return None
    use = SPECIAL_USES.get(uses[0].lower())
    if use is None or len(uses) > 1 or place.account_id != session.account_id:
        raise Refused("A mailbox cannot be created for that use", "USEATTR")
    mailboxes = await session.store.mailboxes.list(place.account_id)
    if any(mailbox.special_use == use for mailbox in mailboxes):
        raise Refused("There is a mailbox for that use already", "USEATTR")
    return use


async def delete(session: Session, arguments: Arguments) -> Completion:
    """delete = "DELETE" SP mailbox; children stay, and the name with them    (RFC 3501 §6.3.4)"""
    arguments.space()
    octets = arguments.astring()
    arguments.end()
    name = session.names.parse(octets)
    if await session.names.find(name) is None and await session.names.has_below(name):
        # RFC 3501 §6.3.4: an error to delete a \Noselect name that has inferior names
        raise Refused("That name is kept by the mailboxes below it", "HASCHILDREN")
    reached = await session.names.reach(name, "x")
    mailbox = reached.mailbox
    if mailbox.name == "INBOX":
        raise Refused("INBOX cannot be deleted", "CANNOT")
    if session.selected is not None and session.selected.mailbox.id == mailbox.id:
        session.deselect()
    await session.store.mailboxes.delete(mailbox.id)
    session.know_name(reached.name)
    await tell_other_name(session, reached.name, octets)
    return Completion("Deleted")


async def rename(session: Session, arguments: Arguments) -> Completion:
    """rename = "RENAME" SP mailbox SP mailbox; INBOX stays and gives its messages away    (RFC 3501 §6.3.5)"""
    arguments.space()
    old = arguments.astring()
    arguments.space()
    new = arguments.astring()
    arguments.end()
    name = session.names.parse(old)
    new_name = session.names.parse_new(new)
    if new_name.startswith(name + SEPARATOR) and name != "INBOX":
        raise Refused("A mailbox cannot become its own child", "CANNOT")
    reached = await session.names.find(name)
    old_place = await session.names.place_to_leave(name)
    new_place = await session.names.place(new_name)
    if old_place.account_id != new_place.account_id:
        raise Refused("A mailbox stays with its owner", "CANNOT")
    try:
        if reached is None:  # a \\Noselect parent, which clients show as a folder like any other
            await session.store.mailboxes.rename_below(old_place.account_id, old_place.name, new_place.name)
        else:
            await session.store.mailboxes.rename(reached.mailbox.id, new_place.name)
    except MailboxExists:
        raise Refused("There is such a mailbox already", "ALREADYEXISTS") from None
    session.know_name(new_name)
    is_spelled = session.names.is_spelled
    if session.enabled.rev2 and not (is_spelled(reached.name if reached else name, old) and is_spelled(new_name, new)):
        await tell_one(session, new_name, old)  # RFC 9051 §6.3.6
    return Completion("Renamed")
