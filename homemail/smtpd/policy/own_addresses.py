"""Which senders are one's own: the account at our domains, aliases that lead to it, and what it is rewritten to."""

import contextlib
from collections.abc import Iterator

from homemail.mail.address import Address, BadAddress, ReversePath
from homemail.mail.status import Reply
from homemail.routing.aliases import expand
from homemail.routing.house import House, by_key
from homemail.routing.rewriting import rewrite_reverse_path, sender_rewriting
from homemail.settings.model import Settings


def decide_sender(address: Address, account: str, house: House, settings: Settings) -> Reply | None:
    """What MAIL gets from a client that logged in as `account`."""
    rule = settings.sending.senders
    if rule == "any" or (rule == "house" and not house.is_local(address.domain)):
        return None
    if is_own(address, account, house, settings):
        return None
    return Reply.of(
        553, "5.7.1",
        f"<{address}>: Sender address rejected: not owned by user {account};"
        " choose an address of your own in your mail program, or have an alias made for this one",
    )  # fmt: skip


def is_own(address: Address, account: str, house: House, settings: Settings) -> bool:
    if house.is_local(address.domain) and account in expand(address, house).accounts:
        return True
    chain = sender_rewriting(settings)
    for inside in _before(settings, account, address, house):
        if account in expand(inside, house).accounts:
            outside = rewrite_reverse_path(ReversePath(inside), chain)[0].address
            if outside is not None and outside.key == address.key:
                return True
    return False


def _before(settings: Settings, account: str, address: Address, house: House) -> Iterator[Address]:
    """Senders of the house that may leave as `address`: the keys are names, user@host and @domain."""
    everybody = (account, address.local_part, *(alias.partition("@")[0] for alias in house.aliases))
    for key in by_key(settings.sender_rewriting.addresses):
        local_part, at, domain = key.rpartition("@")
        names = (local_part,) if local_part else everybody if at else (key,)
        domain = domain if at else house.domain
        if house.is_local(domain):
            for name in names:
                with contextlib.suppress(BadAddress):
                    yield Address.parse(f"{name}@{domain}")
