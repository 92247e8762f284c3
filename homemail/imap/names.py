"""The names of mailboxes as one session spells them, and what its account may do behind each.

Every command that takes a mailbox name asks here, so there is one answer to
what may be seen, opened and changed. Besides its own mailboxes an account sees
those in which others gave it rights (mail/rights.py), in two namespaces
(RFC 2342): `Other Users.ann.Projects` and, for what the house owns together,
`Family.Bills`; the settings have both words. An own mailbox that has such a
name from before is still found by it; new ones cannot have it.

A mailbox that the account must not know of is refused in the words for one
that is not there (RFC 4314 §6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from homemail.imap.wire.errors import Refused
from homemail.imap.wire.list_pattern import ListPattern
from homemail.imap.wire.mailbox_name import (
    SEPARATOR,
    format_mailbox,
    format_prefix,
    parse_mailbox,
    parse_new_mailbox,
)
from homemail.mail.mailbox_name import net_unicode
from homemail.mail.rights import ALL

if TYPE_CHECKING:
    from homemail.imap.enabled import Enabled
    from homemail.mail.ids import AccountId, MailboxId
    from homemail.settings.model import Sharing
    from homemail.store.acl import Shared
    from homemail.store.store import Store
    from homemail.store.values import Account, Mailbox


@dataclass(frozen=True, slots=True)
class Reached:
    """A mailbox, its name as this session spells it, and the rights of the session's account there."""

    mailbox: Mailbox
    name: str
    rights: frozenset[str]

    def require(self, needed: str, *, missing: str = "NONEXISTENT") -> None:
        """Raises Refused with NOPERM unless all the rights `needed` are held (RFC 5530 §3).

        With `missing` if even its name must not be known (RFC 4314 §6).
        """
        if "l" not in self.rights and not self.rights.issuperset(needed):
            raise Refused("There is no such mailbox", missing)
        require_rights(self.rights, needed)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name belongs: whose mailbox it is or would be, and what it is called there."""

    account_id: AccountId
    name: str


class Names:
    """Of one session, from its login on. Names are decoded and canonical, as wire/mailbox_name.py gives them."""

    def __init__(self, store: Store, account: Account, enabled: Enabled, words: Sharing) -> None:
        self._store = store
        self._account = account
        self._enabled = enabled
        self.others = net_unicode(words.others)
        self.family = net_unicode(words.family)

    # how they are spelled on the wire

    def parse(self, octets: bytes) -> str:
        """mailbox, of one that is looked up; raises Refused."""
        return parse_mailbox(octets, utf8=self._enabled.utf8)

    def parse_new(self, octets: bytes) -> str:
        """mailbox, of a name about to be given; raises Refused."""
        return parse_new_mailbox(octets, utf8=self._enabled.utf8)

    def format(self, name: str) -> bytes:
        """mailbox, as an astring"""
        return format_mailbox(name, utf8=self._enabled.utf8)

    def format_prefix(self, prefix: str) -> bytes:
        """string, of what names of a namespace begin with    (RFC 2342 §5)"""
        return format_prefix(prefix, utf8=self._enabled.utf8)

    def is_spelled(self, name: str, octets: bytes) -> bool:
        """Whether that is how `name` is written in UTF-8; a separator behind it is no part of it (RFC 9051 §6.3.4)."""
        return octets.removesuffix(SEPARATOR.encode()) == name.encode()

    def pattern(self, reference: bytes, pattern: bytes) -> ListPattern:
        """reference and list-mailbox; raises Refused for one that is too long."""
        return ListPattern(reference, pattern, utf8=self._enabled.utf8)

    # what is behind them

    async def find(self, name: str) -> Reached | None:
        """The mailbox of that name if any right is held there; `require` says what may be told of it."""
        mailbox = await self._store.mailboxes.find(self._account.id, name)
        if mailbox is not None:
            return Reached(mailbox, name, ALL)
        if not self.is_shared(name):
            return None
        return next((reached for reached in await self._shared() if reached.name == name), None)

    async def reach(self, name: str, needed: str, *, missing: str = "NONEXISTENT") -> Reached:
        """The mailbox of that name, where all the rights `needed` are held.

        Raises Refused: NOPERM, or `missing` if there is none or it must not be known of.
        """
        reached = await self.find(name)
        if reached is None:
            raise Refused("There is no such mailbox", missing)
        reached.require(needed, missing=missing)
        return reached

    async def again(self, mailbox_id: MailboxId) -> Reached | None:
        """A mailbox that was reached before, as it is called now and with the rights of now; None if it is gone."""
        for mailbox in await self._store.mailboxes.list(self._account.id):
            if mailbox.id == mailbox_id:
                return Reached(mailbox, mailbox.name, ALL)
        return next((reached for reached in await self._shared() if reached.mailbox.id == mailbox_id), None)

    async def target(self, octets: bytes) -> Reached:
        """mailbox, of a command that puts messages there; it may be made first (RFC 3501 §6.3.11, §6.4.7)."""
        try:
            name = self.parse(octets)
        except Refused:
            raise Refused("There is no such mailbox", "TRYCREATE") from None
        return await self.reach(name, "i", missing="TRYCREATE")

    async def all(self) -> list[Reached]:
        """Every mailbox that is listed for the account, each name once: its own, then the others."""
        mailboxes = await self._store.mailboxes.list(self._account.id)
        named = {reached.name: reached for reached in await self._shared() if "l" in reached.rights}
        return list((named | {mailbox.name: Reached(mailbox, mailbox.name, ALL) for mailbox in mailboxes}).values())

    async def has_below(self, name: str) -> bool:
        """Whether that name is the parent of mailboxes that may be known of."""
        return any(reached.name.startswith(name + SEPARATOR) for reached in await self.all())

    async def place(self, name: str) -> Place:
        """Where a mailbox of that new name would go; raises Refused where the account may make none.

        RFC 4314 §4: with the right "k" on the nearest parent there is, known to the account or not.
        """
        if not self.is_shared(name):
            return Place(self._account.id, name)
        parent, reached = name, None
        while reached is None:
            parent = parent.rpartition(SEPARATOR)[0]
            if not parent:
                raise Refused("No mailbox can be made there", "NOPERM")
            reached = await self.find(parent)
        if reached.mailbox.account_id == self._account.id or "k" not in reached.rights:
            raise Refused("No mailbox can be made there", "NOPERM")
        place = Place(reached.mailbox.account_id, reached.mailbox.name)
        levels = name[len(parent) + 1 :].split(SEPARATOR)
        for index, level in enumerate(levels, 1):
            place = Place(place.account_id, place.name + SEPARATOR + level)
            hidden = await self._store.mailboxes.find(place.account_id, place.name)
            if hidden is not None and (index < len(levels) or not await self._lists(hidden.id)):
                raise Refused("No mailbox can be made there", "NOPERM")
        return place

    async def place_to_leave(self, name: str) -> Place:
        """Where a name stands that is to be another; raises Refused unless all of it may be taken away.

        Of others' mailboxes that is those below it too, each with the right "x" (RFC 4314 §4).
        """
        reached = await self.find(name)
        if reached is None and not self.is_shared(name):
            return Place(self._account.id, name)
        if reached is None:
            raise Refused("There is no such mailbox", "NONEXISTENT")
        reached.require("x")
        place = Place(reached.mailbox.account_id, reached.mailbox.name)
        if place.account_id != self._account.id:
            if place.name == "INBOX":
                raise Refused("INBOX is its owner's", "CANNOT")
            held = {one.mailbox.id for one in await self._shared() if "x" in one.rights}
            for mailbox in await self._store.mailboxes.list(place.account_id):
                if mailbox.name.startswith(place.name + SEPARATOR) and mailbox.id not in held:
                    raise Refused('The right "x" is needed for all below it', "NOPERM")
        return place

    def is_shared(self, name: str) -> bool:
        """Whether that name belongs, or would belong, to others or to the family."""
        return name.partition(SEPARATOR)[0] in (self.others, self.family)

    async def subscriptions(self) -> list[str]:
        """RFC 3501 §6.3.9: names as they are spelled, of mailboxes that may be gone."""
        return await self._store.mailboxes.subscriptions(self._account.id)

    async def _shared(self) -> list[Reached]:
        """Each name once: jean's `paul.Photos` stands before the `Photos` of jean.paul."""
        found = await self._store.acl.shared_with(self._account)
        reached: dict[str, Reached] = {}
        for shared in found:
            name = self._spell(shared)
            reached.setdefault(name, Reached(shared.mailbox, name, shared.rights))
        return list(reached.values())

    def _spell(self, shared: Shared) -> str:
        above = f"{self.others}{SEPARATOR}{shared.owner}" if shared.owner else self.family
        return above + SEPARATOR + shared.mailbox.name

    async def _lists(self, mailbox_id: MailboxId) -> bool:
        return any(one.mailbox.id == mailbox_id and "l" in one.rights for one in await self._shared())


def require_rights(held: frozenset[str], needed: str) -> None:
    """Raises Refused with NOPERM for the first that is not held."""
    for right in needed:
        if right not in held:
            raise Refused(f'The right "{right}" is needed for that', "NOPERM")
