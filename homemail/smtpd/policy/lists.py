"""The owner's lists of addresses, domains and networks; a domain stands for the domains below it too."""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from homemail.access.networks import TrustedNetworks
from homemail.mail.address import ReversePath
from homemail.message.addresses import ascii_domain


class SenderList:
    """Entries as the settings keep them, made ready for looking up."""

    def __init__(self, entries: Iterable[str]) -> None:
        listed = tuple(entries)
        self._networks = TrustedNetworks(entry for entry in listed if _is_network(entry))
        self._senders = frozenset(_key(*entry.rpartition("@")) for entry in listed if not _is_network(entry))

    def has_client(self, ip: str) -> bool:
        return self._networks.contains(ip)

    def has_sender(self, path: ReversePath) -> bool:
        if path.address is None or not self._senders:
            return False
        if _key(path.address.local_part, "@", path.address.domain) in self._senders:
            return True
        labels = ascii_domain(path.address.domain).rstrip(".").split(".")
        return any(".".join(labels[start:]) in self._senders for start in range(len(labels)))


def _is_network(entry: str) -> bool:
    try:
        ipaddress.ip_network(entry)
    except ValueError:
        return False
    return True


def _key(local_part: str, at: str, domain: str) -> str:
    return f"{local_part.lower()}{at}{ascii_domain(domain)}"


@lru_cache(maxsize=64)
def made_ready(entries: tuple[str, ...]) -> SenderList:
    return SenderList(entries)
