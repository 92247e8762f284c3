"""Which addresses reach somebody, and how their mail leaves: the planner's own answer, read backwards.

Pure: the names of the accounts and the settings are parameters.
"""

from collections.abc import Collection, Iterator, Sequence

from homemail.control.methods.people import Reach
from homemail.mail.address import Address, BadAddress, ReversePath
from homemail.routing.aliases import expand
from homemail.routing.house import House
from homemail.routing.rewriting import canonical_senders, rewrite_reverse_path, sender_rewriting
from homemail.routing.transports import bare_host, find_relay
from homemail.settings.model import Settings
from homemail.settings.relays import DEFAULT_RELAY

REACH_MAX = 500  # addresses that are told


def reaching(account: str, names: Collection[str], settings: Settings) -> tuple[Reach, ...]:
    """One's own first, then the rows of the tables in their order. Takes as long as there are rows."""
    house = House.of(settings, names)
    found = {}
    for reach, tried in _candidates(account, settings):
        if reach.address not in found and any(_leads(one, account, house) for one in tried):
            found[reach.address] = reach
            if len(found) == REACH_MAX:
                break
    return tuple(found.values())


def _candidates(account: str, settings: Settings) -> Iterator[tuple[Reach, Sequence[str]]]:
    """What may reach somebody, each with the addresses of which one has to."""
    identity, domain = settings.identity, settings.identity.domain
    unspoken = {identity.hostname.lower(), "localhost"}  # they work, and nobody writes to them
    for place in (domain, *(one for one in identity.local_domains if one.lower() not in unspoken)):
        yield Reach(f"{account}@{place}", "own"), (f"{account}@{place}",)
    for section, kind, rows in (
        ("aliases", "alias", settings.aliases),
        ("virtual.addresses", "virtual", settings.virtual.addresses),
        ("catch_all", "catch_all", {f"@{one}": targets for one, targets in settings.catch_all.items()}),
    ):
        for key, targets in rows.items():
            rule = f"{section}.{key.removeprefix('@') if kind == 'catch_all' else key}"
            if key.startswith("@"):
                whole = tuple(_whole(one, domain) for one in targets if not one.startswith("@"))
                yield Reach(key, "virtual" if kind == "virtual" else "catch_all", rule), whole
            else:
                yield Reach(_whole(key, domain), kind, rule), (_whole(key, domain),)
    yield Reach(f"postmaster@{domain}", "role"), (f"postmaster@{domain}",)


def _whole(text: str, domain: str) -> str:
    return text if "@" in text else f"{text}@{domain}"


def _leads(address: str, account: str, house: House) -> bool:
    try:
        return account.lower() in expand(Address.parse(address), house).accounts
    except BadAddress:
        return False


def own_way(address: Address, settings: Settings) -> tuple[str, str, str, bool]:
    """The address that the outside sees; the relay's name and host; and whether it is one of this sender's own.

    All empty where the house sends nothing to the outside.
    """
    original = ReversePath(address)
    path, _ = rewrite_reverse_path(original, canonical_senders(settings))
    path, _ = rewrite_reverse_path(path, sender_rewriting(settings))
    if not settings.sending.outside:
        return "", "", "", False
    found = find_relay(path, original, settings)
    if found is not None:
        return str(path.address), found[0].name, bare_host(found[0].host), True
    host = bare_host(settings.relay.host)
    return str(path.address), DEFAULT_RELAY if host else "", host, False
