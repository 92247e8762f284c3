"""Whether a recipient's mailbox has room, asked at RCPT where people have limits.

A full mailbox is refused with 452 4.2.2 to everybody and for as long as it is full. RFC 3463 §3.3 calls X.2.2 a
persistent transient failure: whoever reads the mailbox can make room, and a server that hears 4xx keeps the message and
tries for days (RFC 5321 §4.5.4.1), then tells its sender. 552 5.2.2, as Dovecot has it by default, would send back what
comes in the night in which a mailbox fills. A message that can never fit is refused for good: 552 5.2.3.

Only when none of those to whom an address leads has room is it refused; else the message is taken, and waits in the
queue for those who have none (queue/room.py). Postmaster is always reached (RFC 5321 §4.5.1).
"""

from typing import TYPE_CHECKING

from homemail.mail.address import Address
from homemail.mail.status import Reply
from homemail.routing.house import House
from homemail.routing.resolution import expand_recipient
from homemail.settings.model import Settings

if TYPE_CHECKING:
    from homemail.store.store import Store

POSTMASTER = "postmaster"


async def decide_room(address: Address, size: int, store: "Store", settings: Settings) -> Reply | None:
    """The refusal, if there is one. `size` is what MAIL announced in octets, 0 if it did not."""
    if address.local_part.lower() == POSTMASTER:
        return None
    expansion = expand_recipient(address, House.of(settings, store.accounts.names), settings)
    if expansion.outside or not expansion.accounts:
        return None
    accounts = [account.id for name in expansion.accounts if (account := await store.accounts.find(name)) is not None]
    full = await store.quotas.full(accounts, size)
    if len(full) < len(accounts):
        return None
    if all(0 < store.quotas.limits_of(account_id).storage < size for account_id in accounts):
        return Reply.of(552, "5.2.3", f"<{address}>: Recipient address rejected: message is larger than the mailbox")
    for account_id in full:
        store.quotas.on_refusal(account_id)
    return Reply.of(452, "4.2.2", f"<{address}>: Recipient address rejected: mailbox is full, try again later")
