"""Which senders are one's own: the account at our domains, aliases that lead to it, and what it is rewritten to."""

from homemail.mail.address import Address, BadAddress
from homemail.mail.status import Reply
from homemail.routing.aliases import House, expand
from homemail.routing.rewriting import Rewriting
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
    rewriting = Rewriting.of(settings)
    for key in rewriting.addresses:
        inside = _before(key, address, house)
        if inside is None or account not in expand(inside, house).accounts:
            continue
        found = rewriting.find(inside.local_part, inside.domain)
        if found is not None and found[0].lower() == address.key:
            return True
    return False


def _before(key: str, address: Address, house: House) -> Address | None:
    """Whose mail would leave as `address` by this key: a name, user@host or @domain."""
    local_part, at, domain = key.rpartition("@")
    if not at:
        local_part, domain = key, house.domain
    elif not local_part:
        local_part = address.local_part
    if not house.is_local(domain):
        return None
    try:
        return Address.parse(f"{local_part}@{domain}")
    except BadAddress:
        return None
