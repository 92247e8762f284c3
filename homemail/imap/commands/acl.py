"""SETACL, DELETEACL, GETACL, LISTRIGHTS and MYRIGHTS: who may do what in a mailbox (RFC 4314 §3).

Identifiers are the people of the house, and `anyone`. An owner has all rights
and cannot lose one; the family, which owns what all share, is not named.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.wire.acl import format_acl, format_listrights, format_myrights, parse_change, parse_identifier
from homemail.imap.wire.errors import Refused
from homemail.mail.rights import ALL, ANYONE, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from homemail.imap.names import Reached
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments

_log = logging.getLogger("homemail.acl")


async def setacl(session: Session, arguments: Arguments) -> Completion:
    """setacl = "SETACL" SP mailbox SP identifier SP mod-rights"""
    arguments.space()
    octets = arguments.astring()
    arguments.space()
    identifier = parse_identifier(arguments)
    arguments.space()
    change = parse_change(arguments)
    arguments.end()
    reached = await session.names.reach(session.names.parse(octets), "a")
    name = await _whom(session, identifier)
    if name is None:
        raise Refused("Nobody in this house has that name", "CANNOT")
    if name == await _owner(session, reached):
        if change(ALL) != ALL:
            raise Refused("An owner has all rights", "CANNOT")
        return Completion("An owner has all rights")
    await _change(session, reached, name, change)
    return Completion("Set")


async def deleteacl(session: Session, arguments: Arguments) -> Completion:
    """deleteacl = "DELETEACL" SP mailbox SP identifier"""
    arguments.space()
    octets = arguments.astring()
    arguments.space()
    identifier = parse_identifier(arguments)
    arguments.end()
    reached = await session.names.reach(session.names.parse(octets), "a")
    name = await _whom(session, identifier)
    if name is not None and name == await _owner(session, reached):
        raise Refused("An owner has all rights", "CANNOT")
    if name is not None:
        await _change(session, reached, name, lambda _: frozenset())
    return Completion("Taken off the list")


async def getacl(session: Session, arguments: Arguments) -> Completion:
    """getacl = "GETACL" SP mailbox"""
    arguments.space()
    octets = arguments.astring()
    arguments.end()
    reached = await session.names.reach(session.names.parse(octets), "a")
    owner = await _owner(session, reached)
    entries = {owner: ALL} if owner else {}
    entries |= await session.store.acl.of(reached.mailbox.id)
    await session.untagged(format_acl(session.names.format(reached.name), entries.items()))
    return Completion("Done")


async def listrights(session: Session, arguments: Arguments) -> Completion:
    """listrights = "LISTRIGHTS" SP mailbox SP identifier"""
    arguments.space()
    octets = arguments.astring()
    arguments.space()
    identifier = parse_identifier(arguments)
    arguments.end()
    reached = await session.names.reach(session.names.parse(octets), "a")
    name = await _whom(session, identifier)
    if name is None:
        raise Refused("Nobody in this house has that name", "CANNOT")
    owner = name == await _owner(session, reached)
    await session.untagged(format_listrights(session.names.format(reached.name), identifier, owner=owner))
    return Completion("Done")


async def myrights(session: Session, arguments: Arguments) -> Completion:
    """myrights = "MYRIGHTS" SP mailbox; with any right to know of it (RFC 4314 §4)"""
    arguments.space()
    octets = arguments.astring()
    arguments.end()
    reached = await session.names.reach(session.names.parse(octets), "")
    if reached.rights.isdisjoint("lrikxa"):
        raise Refused("There is no such mailbox", "NONEXISTENT")
    await session.untagged(format_myrights(session.names.format(reached.name), reached.rights))
    return Completion("Done")


async def _whom(session: Session, identifier: str) -> str | None:
    """The identifier as it is stored; a login name means the same with a domain of the house behind it."""
    if identifier.lower() == ANYONE:
        return ANYONE
    name = session.authenticator.account_name(identifier)
    account = None if name is None else await session.store.accounts.find(name)
    return None if account is None else account.name.lower()


async def _owner(session: Session, reached: Reached) -> str | None:
    """The owner's identifier; nobody's for what the family owns."""
    for account in await session.store.accounts.list():
        if account.id == reached.mailbox.account_id:
            return account.name.lower()
    return None


async def _change(
    session: Session, reached: Reached, identifier: str, change: Callable[[frozenset[str]], frozenset[str]]
) -> None:
    rights = await session.store.acl.change(reached.mailbox.id, identifier, change)
    _log.info(
        "mailbox=%s, owner=<%s>, identifier=%s, rights=%s, by=<%s>",
        reached.mailbox.name, await _owner(session, reached) or "family", identifier, stored(rights) or "none",
        session.user,
    )  # fmt: skip
