"""The names of mailboxes as one session spells them, and what its account may do behind each.

Every command that takes a mailbox name asks here, so there is one answer to
what may be seen, opened and changed. Rights are the letters of RFC 4314 §2.1:

l  lookup: it is listed      t  set \\Deleted             k  make mailboxes below it
r  read: it can be opened    e  expunge                   x  delete or rename it
s  set \\Seen                 i  insert: APPEND, COPY      a  administer: change who may what
w  set other flags           p  post: take mail by address

Whoever owns a mailbox has them all. One that the account must not know of is
refused in the words for one that is not there (RFC 4314 §6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homemail.imap.wire.errors import Refused
from homemail.imap.wire.mailbox_name import SEPARATOR, parse_mailbox

if TYPE_CHECKING:
    from homemail.mail.ids import AccountId
    from homemail.store.store import Store
    from homemail.store.values import Account, Mailbox

ALL_RIGHTS: Final = frozenset("lrswipkxtea")


@dataclass(frozen=True, slots=True)
class Reached:
    """A mailbox, its name as this session spells it, and the rights of the session's account there."""

    mailbox: Mailbox
    name: str
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name belongs: whose mailbox it is or would be, and what it is called there."""

    account_id: AccountId
    name: str


class Names:
    """Of one session, from its login on. Names are decoded and canonical, as wire/mailbox_name.py gives them."""

    def __init__(self, store: Store, account: Account) -> None:
        self._store = store
        self._account = account

    async def find(self, name: str) -> Reached | None:
        """The mailbox of that name if it may be known of; what may be done there is in its rights."""
        mailbox = await self._store.mailboxes.find(self._account.id, name)
        return None if mailbox is None else Reached(mailbox, name, ALL_RIGHTS)

    async def reach(self, name: str, needed: str, *, missing: str = "NONEXISTENT") -> Reached:
        """The mailbox of that name, where all the rights `needed` are held.

        Raises Refused: NOPERM (RFC 5530 §3), or `missing` if there is none or it must not be known of.
        """
        reached = await self.find(name)
        if reached is None:
            raise Refused("There is no such mailbox", missing)
        require(reached, needed)
        return reached

    async def target(self, octets: bytes) -> Reached:
        """mailbox, of a command that puts messages there; it may be made first (RFC 3501 §6.3.11, §6.4.7)."""
        try:
            name = parse_mailbox(octets)
        except Refused:
            raise Refused("There is no such mailbox", "TRYCREATE") from None
        return await self.reach(name, "i", missing="TRYCREATE")

    async def all(self) -> list[Reached]:
        """Every mailbox that may be known of."""
        mailboxes = await self._store.mailboxes.list(self._account.id)
        return [Reached(mailbox, mailbox.name, ALL_RIGHTS) for mailbox in mailboxes]

    async def has_below(self, name: str) -> bool:
        """Whether that name is the parent of mailboxes that may be known of."""
        return any(reached.name.startswith(name + SEPARATOR) for reached in await self.all())

    async def place(self, name: str) -> Place:
        """Where a mailbox of that new name would go; raises Refused where none may be made."""
        return Place(self._account.id, name)

    async def place_to_leave(self, name: str) -> Place:
        """Where a name stands that is to be another; raises Refused unless all of it may be taken away."""
        return Place(self._account.id, name)

    async def subscriptions(self) -> list[str]:
        """RFC 3501 §6.3.9: names as they are spelled, of mailboxes that may be gone."""
        return await self._store.mailboxes.subscriptions(self._account.id)


def require(reached: Reached, needed: str) -> None:
    """Raises Refused with NOPERM unless all the rights `needed` are held."""
    lacking = [right for right in needed if right not in reached.rights]
    if lacking:
        raise Refused(f"The right {lacking[0]} is needed there", "NOPERM")
