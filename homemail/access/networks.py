"""Which addresses belong to the house.

`TrustedNetworks` answers for the settings' list; `own_networks` and
`own_addresses` find what the machine's interfaces say, for the first settings
and for the certificate's names. Linux tells its subnets without help; where
the system does not, loopback is all that is trusted by itself.
"""

import ipaddress
import socket
import struct
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

LOOPBACK: Final = ("127.0.0.0/8", "::1/128")

_SIOCGIFADDR: Final = 0x8915  # linux/sockios.h
_SIOCGIFFLAGS: Final = 0x8913
_SIOCGIFNETMASK: Final = 0x891B
_IFF_UP: Final = 0x1
_IFF_LOOPBACK: Final = 0x8
_IFF_POINTOPOINT: Final = 0x10


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


def own_networks() -> tuple[str, ...]:
    """Loopback and the private subnets of this machine's interfaces, as the settings write them.

    A public subnet is left out on purpose: on a rented server the neighbours would be strangers who may relay.
    """
    found = dict.fromkeys(LOOPBACK)
    for interface in _interfaces():
        network = interface.network
        if network.is_private and not network.is_loopback and not network.is_unspecified:
            found[str(network)] = None
    return tuple(found)


def own_addresses() -> tuple[str, ...]:
    """The addresses under which the house can reach this machine: no loopback, no link-local ones."""
    found = dict.fromkeys(
        str(interface.ip) for interface in _interfaces() if not (interface.is_loopback or interface.is_link_local)
    )
    if not found:
        found = dict.fromkeys(_route_address())
    return tuple(found)


def _interfaces() -> list[ipaddress.IPv4Interface | ipaddress.IPv6Interface]:
    if sys.platform != "linux":
        return []
    return [*_interfaces_v4(), *_interfaces_v6()]


def _interfaces_v4() -> list[ipaddress.IPv4Interface | ipaddress.IPv6Interface]:
    """netdevice(7): address and mask of each interface that is up; point-to-point ones are not the LAN."""
    if sys.platform != "linux":
        return []
    import fcntl

    found: list[ipaddress.IPv4Interface | ipaddress.IPv6Interface] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            try:
                flags = struct.unpack_from("H", fcntl.ioctl(probe, _SIOCGIFFLAGS, request), 16)[0]
                if not flags & _IFF_UP or flags & (_IFF_LOOPBACK | _IFF_POINTOPOINT):
                    continue
                address = socket.inet_ntoa(fcntl.ioctl(probe, _SIOCGIFADDR, request)[20:24])
                mask = socket.inet_ntoa(fcntl.ioctl(probe, _SIOCGIFNETMASK, request)[20:24])
            except OSError:
                continue  # an interface without an IPv4 address
            found.append(ipaddress.IPv4Interface(f"{address}/{mask}"))
    return found


def _interfaces_v6() -> list[ipaddress.IPv4Interface | ipaddress.IPv6Interface]:
    """proc(5), /proc/net/if_inet6: address, index, prefix length, scope, flags, name."""
    found: list[ipaddress.IPv4Interface | ipaddress.IPv6Interface] = []
    try:
        lines = Path("/proc/net/if_inet6").read_text(encoding="ascii").splitlines()
    except OSError:
        return found
    for line in lines:
        address, _, prefix, _, _, name = line.split()
        if name == "lo":
            continue
        number = ipaddress.IPv6Address(int(address, 16))
        found.append(ipaddress.IPv6Interface((number, int(prefix, 16))))
    return found


def _route_address() -> list[str]:
    """The address that packets for the world would leave from; connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address = str(probe.getsockname()[0])
        except OSError:
            return []
    return [] if address.startswith(("127.", "0.")) else [address]


@lru_cache(maxsize=256)
def client_key(ip: str) -> str:
    """Under which name a client is counted: an IPv6 client owns a whole /64, and a new address for each time."""
    address = parse_address(ip)
    if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address) if address is not None else ip
