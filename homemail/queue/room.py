"""Mail for people whose mailboxes are full: it waits in the queue, is tried again, and comes back when it is too old.

RCPT refuses whoever has no room (smtpd/policy/room.py), so only this comes here: members of an alias of whom others
have room, mail that came without RCPT (scripts, delivery reports), and what was queued before. Who passed RCPT for
himself gets his mail, and postmaster too, be it over the limit; so does whoever no address reaches alone, as waiting
would tell others twice. A message larger than the whole limit is returned.
"""

from collections.abc import Sequence

from homemail.mail.address import Address
from homemail.mail.envelope import Recipient
from homemail.mail.ids import AccountId
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence
from homemail.routing.house import House
from homemail.routing.planner import LocalTarget
from homemail.routing.resolution import expand_recipient
from homemail.settings.model import Settings
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient

POSTMASTER = "postmaster"


async def find_crowded(
    targets: Sequence[LocalTarget], size: int, store: Store, settings: Settings, *, was_weighed: bool
) -> frozenset[LocalTarget]:
    """Those who have to wait until they have room for `size` octets.

    `was_weighed`: whoever brought the message heard at RCPT of each recipient whether there is room.
    """
    if not store.quotas.in_force:
        return frozenset()
    waiting: dict[AccountId, LocalTarget] = {}
    for target in targets:
        account = await store.accounts.find(target.account)
        is_expected = was_weighed and leads_only_to(target.original, target.account, store, settings)
        may_wait = leads_only_to(in_house(target, settings).address, target.account, store, settings)
        if account is not None and may_wait and not is_expected and target.original.local_part.lower() != POSTMASTER:
            waiting[account.id] = target
    full = await store.quotas.full(waiting, size)
    for account_id in full:
        store.quotas.on_refusal(account_id)
    return frozenset(waiting[account_id] for account_id in full)


def in_house(target: LocalTarget, settings: Settings) -> Recipient:
    """A local target by an address of its own."""
    address = Address(target.account + target.extension, settings.identity.domain)
    return Recipient(address, target.recipient.notify, target.recipient.orcpt)


def leads_only_to(address: Address, account: str, store: Store, settings: Settings) -> bool:
    expansion = expand_recipient(address, House.of(settings, store.accounts.names), settings)
    return expansion.accounts == (account,) and not expansion.outside


async def still_crowded(
    recipients: Sequence[tuple[QueuedRecipient, Address]], size: int, store: Store, settings: Settings
) -> list[tuple[QueuedRecipient, Outcome]]:
    """Of recipients that wait, those who are one person each and still have no room."""
    if not store.quotas.in_force:
        return []
    house = House.of(settings, store.accounts.names)
    found: list[tuple[QueuedRecipient, Outcome]] = []
    for queued, address in recipients:
        expansion = expand_recipient(address, house, settings)
        if len(expansion.accounts) != 1 or expansion.outside or address.local_part.lower() == POSTMASTER:
            continue
        account = await store.accounts.find(expansion.accounts[0])
        if account is None or not await store.quotas.full([account.id], size):
            continue
        if 0 < store.quotas.limits_of(account.id).storage < size:
            words = Sentence("the message is larger than all that {account} may keep", account=account.name)
            outcome = Outcome.failed("5.2.3", words)
        else:
            store.quotas.on_refusal(account.id)
            outcome = Outcome.delayed("4.2.2", Sentence("the mailbox of {account} is full", account=account.name))
        found.append((queued, outcome))
    return found
