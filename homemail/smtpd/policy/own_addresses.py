"""Whose address a sender is: what a login may put behind MAIL FROM, and into From.

An address belongs to the account at our domains, to those that aliases and virtual rows lead it to, to whoever is
rewritten to it or from it, and, outside, to the people named beside it in the senders of a relay. Pure.
"""

import contextlib
from collections.abc import Iterator, Mapping

from homemail.mail.address import Address, BadAddress, ReversePath
from homemail.mail.status import Reply
from homemail.message.addresses import Mailbox, parse_address_list
from homemail.message.fields import Header
from homemail.routing.aliases import expand
from homemail.routing.house import House, domain_key, lookup_key
from homemail.routing.resolution import expand_recipient
from homemail.routing.rewriting import Chain, canonical_senders, rewrite_reverse_path, sender_rewriting
from homemail.routing.transports import find_relay
from homemail.settings.model import Settings

_ROWS_MAX = 50  # addresses that become each other one after the other; more are a mistake in the settings


def decide_sender(address: Address, account: str, house: House, settings: Settings) -> Reply | None:
    """What MAIL gets from a client that logged in as `account`."""
    if _may_use(address, account, house, settings, settings.sending.senders):
        return None
    return _refusal(553, "Sender", address, account)


def decide_header(header: Header, account: str, house: House, settings: Settings) -> Reply | None:
    """What the end of the data gets: From and Sender are to be one's own too.

    RFC 5322 §3.6.6: who sends a message on as it came says so in Resent-From, and its author may be anybody outside.
    """
    rule = settings.sending.senders
    for name in ("resent-from", "resent-sender", "from", "sender"):
        for address in _addresses(header, name, house):
            if not _may_use(address, account, house, settings, rule):
                return _refusal(550, "From", address, account)
        if name == "resent-from" and name in header and rule == "own":
            rule = "house"
    return None


def _may_use(address: Address, account: str, house: House, settings: Settings, rule: str) -> bool:
    if rule == "any":
        return True
    owners = owners_of(address, house, settings)
    # By the rule of the house an outside address that the settings give to nobody may be anybody's.
    return account in owners or (rule == "house" and not owners and not house.is_ours(address.domain))


def _refusal(code: int, what: str, address: Address, account: str) -> Reply:
    return Reply.of(
        code, "5.7.1",
        f"<{address}>: {what} address rejected: not owned by user {account};"
        " choose an address of your own in your mail program, or have this one made yours in HomeMail"
        " (an alias, a rewriting of senders, or the senders of your relay)",
    )  # fmt: skip


def owners_of(address: Address, house: House, settings: Settings) -> frozenset[str]:
    """The accounts that the settings give an address to."""
    owners: set[str] = set()
    waiting, seen = [address], set[str]()
    while waiting and len(seen) < _ROWS_MAX:
        here = waiting.pop()
        if here.key in seen:
            continue
        seen.add(here.key)
        owners.update(_reached(here, house, settings))
        waiting.extend(_before(here, house, settings))
    return frozenset(owners) | _people_of_relay(address, house, settings)


def _reached(address: Address, house: House, settings: Settings) -> Iterator[str]:
    """Who gets mail for it, as it stands and as rows of canonical addresses make it."""
    yield from expand(address, house).accounts
    yield from expand_recipient(address, house, settings).accounts
    meant = rewrite_reverse_path(ReversePath(address), canonical_senders(settings))[0].address
    if meant is not None and meant != address:
        yield from expand(meant, house).accounts


def _before(address: Address, house: House, settings: Settings) -> Iterator[Address]:
    """Senders that become `address`: the keys of rows are names, user@host and @domain."""
    canonical = settings.canonical
    outgoing, incoming = sender_rewriting(settings), canonical_senders(settings)
    yield from _keys_of(settings.sender_rewriting.addresses, outgoing, address, house)
    yield from _keys_of(canonical.senders, incoming, address, house)
    yield from _keys_of(canonical.both, incoming, address, house)


def _keys_of(table: Mapping[str, str], chain: Chain, address: Address, house: House) -> Iterator[Address]:
    for key, value in table.items():
        name, _, domain = (value if "@" in value else f"{value}@{house.domain}").rpartition("@")
        if domain_key(domain) != domain_key(address.domain) or name.lower() not in ("", address.local_part.lower()):
            continue
        for candidate in _named(lookup_key(key), address.local_part, house):
            becomes = rewrite_reverse_path(ReversePath(candidate), chain)[0].address
            if becomes is not None and becomes.key == address.key:
                yield candidate


def _named(key: str, local_part: str, house: House) -> Iterator[Address]:
    """The addresses that a key may stand for."""
    name, at, domain = key.rpartition("@")
    names = (name,) if name else (key,) if not at else (local_part, *house.accounts, *house.aliases)
    for one in names:
        with contextlib.suppress(BadAddress):
            yield Address.parse(f"{one.partition('@')[0]}@{domain if at else house.domain}")


def _people_of_relay(address: Address, house: House, settings: Settings) -> frozenset[str]:
    """Whose outside address it is: those of this house that send through the same relay."""
    if house.is_ours(address.domain):
        return frozenset()
    path = ReversePath(address)
    found = find_relay(path, path, settings)
    people: set[str] = set()
    for sender in found[0].senders if found is not None else ():
        with contextlib.suppress(BadAddress):
            person = Address.parse(sender if "@" in sender else f"{sender}@{house.domain}")
            people.update(expand(person, house).accounts)
    return frozenset(people)


def _addresses(header: Header, name: str, house: House) -> Iterator[Address]:
    """Those that can be read; a bare name is one of the house's."""
    for value in header.get_all(name):
        for item in parse_address_list(value):
            for mailbox in (item,) if isinstance(item, Mailbox) else item.members:
                text = mailbox.address if mailbox.domain else f"{mailbox.address}@{house.domain}"
                with contextlib.suppress(BadAddress):
                    yield Address.parse(text.rstrip("."))
