"""DNS blocklists as RFC 5782 has them: a client's address, turned round, is a name in the list's zone.

Only answers in 127.0.0.0/8 mean listed; those in 127.255.255.0/24 say that the list does not want to be asked by us.
A zone that lists what no list may hold has been given up by its owner and would refuse the world: it is left out.
"""

import asyncio
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from homemail.access.networks import parse_address
from homemail.authentication.lookup import Query

REASON_MAX = 200
_MEANING = ipaddress.ip_network("127.0.0.0/8")
_REFUSED_TO_TELL = ipaddress.ip_network("127.255.255.0/24")


@dataclass(frozen=True, slots=True)
class Listing:
    zone: str
    reason: str  # the list's own words, made harmless


@dataclass(frozen=True, slots=True)
class Findings:
    listing: Listing | None
    notes: tuple[str, ...] = ()  # about zones that cannot be used


def name_in(zone: str, ip: str) -> str | None:
    """The name to ask for; None when the text is no address    (RFC 5782 §2.1, §2.4)"""
    address = parse_address(ip)
    if address is None:
        return None
    digits = str(address).split(".") if address.version == 4 else list(address.exploded.replace(":", ""))
    return ".".join((*reversed(digits), zone))


async def find_listing(ip: str, zones: Sequence[str], ask: Query) -> Findings:
    """All zones are asked at the same time; the first of the owner's order that lists the client counts."""
    found = await asyncio.gather(*(_look(ip, zone, ask) for zone in zones))
    listing = next((one.listing for one in found if one.listing is not None), None)
    return Findings(listing, tuple(note for one in found for note in one.notes))


async def _look(ip: str, zone: str, ask: Query) -> Findings:
    name = name_in(zone, ip)
    if name is None:
        return Findings(None)
    answers = await ask(name, "A") or ()
    if not answers:
        return Findings(None)
    if not any(_means_listed(answer) for answer in answers):
        return Findings(None, (f"blocklist {zone} answers {answers[0]}, which means nothing; left out",))
    innocent, reasons = await asyncio.gather(ask(_innocent(zone, ip), "A"), ask(name, "TXT"))
    if innocent:
        return Findings(None, (f"blocklist {zone} lists the whole world; left out",))
    return Findings(Listing(zone, _harmless(" ".join(reasons or ()))))


def _means_listed(answer: str) -> bool:
    address = parse_address(answer)
    return address is not None and address in _MEANING and address not in _REFUSED_TO_TELL


def _innocent(zone: str, ip: str) -> str:
    """RFC 5782 §5: an IPv4 list must not hold 127.0.0.1, an IPv6 list not ::FFFF:7F00:1."""
    address = parse_address(ip)
    if address is None or address.version == 4:
        return f"1.0.0.127.{zone}"
    mapped = ipaddress.IPv6Address("::ffff:7f00:1").exploded.replace(":", "")
    return ".".join((*reversed(mapped), zone))


def _harmless(text: str) -> str:
    """A stranger's words in our reply: one line of printable ASCII, bounded."""
    return "".join(letter if " " <= letter <= "~" else "?" for letter in text)[:REASON_MAX].strip()
