"""Whether the address that mail leaves from has a name that leads back to it, where mail goes straight to strangers."""

import asyncio
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.identity import sends_directly
from homemail.admin.doctor.premises import Premises
from homemail.authentication.lookup import Query
from homemail.mail.sentence import Sentence
from homemail.settings.interfaces import own_addresses
from homemail.settings.model import Settings

NAMES_MAX = 5  # of one address that are followed


@dataclass(frozen=True, slots=True)
class Named:
    """An address, the names that reverse DNS gives it, and those of them that lead back."""

    address: str
    names: tuple[str, ...]
    leading_back: tuple[str, ...]


async def look(premises: Premises) -> Sequence[Finding]:
    settings, query = premises.settings, premises.query
    if not sends_directly(settings):
        return []
    address = await outside_address(settings, query)
    if not address:
        return [judge_unknown(settings.identity.hostname)]
    named = await _named(address, query)
    if named is None:
        return []  # DNS does not answer: another line says so
    return [judge_reverse(named, settings.identity.hostname, follows=settings.identity.greeting == "reverse")]


async def outside_address(settings: Settings, query: Query) -> str:
    """The public address of this house: an interface's, else the host name's, which dynamic DNS keeps up; or ""."""
    addresses = await asyncio.to_thread(own_addresses)
    if not any(map(_is_global, addresses)):
        addresses = await query(settings.identity.hostname, "A") or ()
    return next((one for one in addresses if _is_global(one)), "")


async def _named(address: str, query: Query) -> Named | None:
    answers = await query(ipaddress.ip_address(address).reverse_pointer, "PTR")
    if answers is None:
        return None
    names = tuple(one.rstrip(".").lower() for one in answers[:NAMES_MAX])
    kind = "AAAA" if ":" in address else "A"
    forward = await asyncio.gather(*(query(name, kind) for name in names))
    back = tuple(name for name, found in zip(names, forward, strict=True) if found and address in found)
    return Named(address, names, back)


def _is_global(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False


def judge_unknown(hostname: str) -> Finding:
    words = Sentence("The public address of this house is not known: {host} has none in DNS.", host=hostname)
    mend = Sentence("Give the host name an address in public DNS, or send through a provider's relay.")
    return notice(words, mend, "sending")


def judge_reverse(found: Named, hostname: str, *, follows: bool) -> Finding:
    """`follows`: the gateway greets by the name that reverse DNS gives."""
    address = found.address
    if not found.leading_back:
        words = Sentence("Reverse DNS has no name for our address {address}: many mail servers refuse its mail.",
                         address=address)  # fmt: skip
        if found.names:
            words = Sentence("Reverse DNS calls our address {address} {name}, which does not lead back to it.",
                             address=address, name=found.names[0])  # fmt: skip
        mend = Sentence("Ask the Internet provider to set it to {host}, or send through a provider's relay.",
                        host=hostname)  # fmt: skip
        return problem(words, mend, "sending")
    if follows or hostname.lower() in found.leading_back:
        words = Sentence(
            "Reverse DNS knows our address {address} as {name}.",
            address=address,
            name=hostname.lower() if hostname.lower() in found.leading_back else found.leading_back[0],
        )
        return well(words)  # fmt: skip
    words = Sentence("We greet as {host}, but reverse DNS calls our address {address} {name}.", host=hostname,
                     address=address, name=found.leading_back[0])  # fmt: skip
    return notice(words, Sentence("Set identity.greeting to reverse, or have the provider change the name."))
