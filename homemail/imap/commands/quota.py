"""GETQUOTA, GETQUOTAROOT and SETQUOTA (RFC 9208; clients of RFC 2087 understand it all).

Everybody is a quota root: what is in all mailboxes of one person counts together, and the root has the person's name.
A root without limits has an empty list. What others own is told to whoever may read in one of their mailboxes; what
the family owns has no root. Limits are the owner's of the house: SETQUOTA is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from homemail.imap.completion import Completion
from homemail.imap.wire.errors import Refused
from homemail.imap.wire.quota import (
    Resource,
    format_quota,
    format_quota_root,
    parse_limits,
    parse_quota_root,
    storage,
)

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.imap.wire.arguments import Arguments
    from homemail.mail.ids import AccountId
    from homemail.store.values import Account


async def get_quota(session: Session, arguments: Arguments) -> Completion:
    """getquota = "GETQUOTA" SP quota-root-name"""
    arguments.space()
    root = parse_quota_root(arguments)
    arguments.end()
    owner = await session.store.accounts.find(root)
    if owner is None or not await _may_know(session, owner.id):
        raise Refused("There is no such quota root", "NONEXISTENT")
    await _send_quota(session, owner)
    return Completion("Done")


async def get_quota_root(session: Session, arguments: Arguments) -> Completion:
    """getquotaroot = "GETQUOTAROOT" SP mailbox; RFC 9208 §4.1.2: also of one that is yet to be made"""
    arguments.space()
    name = session.names.parse(arguments.astring())
    arguments.end()
    reached = await session.names.find(name)
    if reached is None and session.names.is_shared(name):
        raise Refused("There is no such mailbox", "NONEXISTENT")
    if reached is not None:
        reached.require("r")
    account_id = session.account_id if reached is None else reached.mailbox.account_id
    owners = [account for account in await session.store.accounts.list() if account.id == account_id]
    await session.untagged(format_quota_root(session.names.format(name), [owner.name for owner in owners]))
    for owner in owners:
        await _send_quota(session, owner)
    return Completion("Done")


async def set_quota(session: Session, arguments: Arguments) -> Completion:
    """setquota = "SETQUOTA" SP quota-root-name SP setquota-list"""
    arguments.space()
    parse_quota_root(arguments)
    arguments.space()
    parse_limits(arguments)
    arguments.end()
    raise Refused("Limits are set by the owner of this house", "NOPERM")


async def _may_know(session: Session, owner: AccountId) -> bool:
    if owner == session.account_id:
        return True
    return any(one.mailbox.account_id == owner and "r" in one.rights for one in await session.names.all())


async def _send_quota(session: Session, owner: Account) -> None:
    quotas = session.store.quotas
    limits, use = quotas.limits_of(owner.id), await quotas.use_of(owner.id)
    resources = [storage(use.storage, limits.storage)] if limits.storage else []
    if limits.messages:
        resources.append(Resource(b"MESSAGE", use.messages, limits.messages))
    await session.untagged(format_quota(owner.name, resources))
