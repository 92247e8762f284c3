"""Which addresses belong to the house: `TrustedNetworks` answers for the settings' list.

What the machine's own interfaces say is in settings/interfaces.py.
"""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


def parse_address(text: str) -> IpAddress | None:
    """An address as sockets give it: a zone is dropped and an IPv4-mapped one (RFC 4291 §2.5.5.2) is its IPv4 self."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


class TrustedNetworks:
    """The networks whose clients may relay and log in without TLS. Text that is no network is trusted by nobody."""

    __slots__ = ("_networks", "_seen")

    def __init__(self, networks: Iterable[str]) -> None:
        parsed = (_parse_network(text) for text in networks)
        self._networks: tuple[IpNetwork, ...] = tuple(network for network in parsed if network is not None)
        self._seen: dict[str, bool] = {}

    def __repr__(self) -> str:
        return f"TrustedNetworks({[str(network) for network in self._networks]})"

    def contains(self, address: str) -> bool:
        known = self._seen.get(address)
        if known is None:
            if len(self._seen) >= 1024:  # a scan from many addresses must not grow this
                self._seen.clear()
            known = self._seen[address] = self._decide(address)
        return known

    __contains__ = contains

    def _decide(self, text: str) -> bool:
        address = parse_address(text)
        return address is not None and any(address in network for network in self._networks)


def _parse_network(text: str) -> IpNetwork | None:
    """Lenient: host bits may be set, as people write 192.168.1.10/24 for the network they are in."""
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    if isinstance(network, ipaddress.IPv6Network) and network.prefixlen >= 96:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return ipaddress.IPv4Network((mapped, network.prefixlen - 96))
    return network


@lru_cache(maxsize=256)
def client_key(ip: str) -> str:
    """Under which name a client is counted: an IPv6 client owns a whole /64, and a new address for each time."""
    address = parse_address(ip)
    if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address) if address is not None else ip
