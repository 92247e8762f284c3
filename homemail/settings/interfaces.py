"""What this machine's network interfaces say: for the first settings and for the certificate's names.

Linux tells its subnets without help; where the system does not, loopback is all that is trusted by itself.
"""

import ipaddress
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOOPBACK: Final = ("127.0.0.0/8", "::1/128")

_SIOCGIFADDR: Final = 0x8915  # linux/sockios.h
_SIOCGIFFLAGS: Final = 0x8913
_SIOCGIFNETMASK: Final = 0x891B
_IFF_UP: Final = 0x1
_IFF_LOOPBACK: Final = 0x8
_IFF_POINTOPOINT: Final = 0x10


@dataclass(frozen=True, slots=True)
class Lan:
    """A network and this machine's address in it."""

    address: str
    network: str
    is_private: bool


def own_networks() -> tuple[str, ...]:
    """Loopback and the private subnets of this machine's interfaces, as the settings write them.

    A public subnet is left out on purpose: on a rented server the neighbours would be strangers who may relay.
    """
    found = dict.fromkeys(LOOPBACK)
    found.update((str(interface.network), None) for interface in _interfaces() if _is_private(interface))
    return tuple(found)


def lans() -> tuple[Lan, ...]:
    """The IPv4 networks this machine is in, private ones first: what a household knows its network by."""
    found = [Lan(str(one.ip), str(one.network), _is_private(one)) for one in _interfaces_v4()]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: not one.is_private))


def every_address() -> tuple[str, ...]:
    """What means all addresses. IPv6 only where the system has it: a listener that cannot be bound would be shown as
    refused for ever."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(("::", 0))
    except OSError:
        return ("0.0.0.0",)
    return "0.0.0.0", "::"


def own_addresses() -> tuple[str, ...]:
    """The addresses under which the house can reach this machine: no loopback, no link-local ones."""
    found = dict.fromkeys(
        str(interface.ip) for interface in _interfaces() if not (interface.is_loopback or interface.is_link_local)
    )
    if not found:
        found = dict.fromkeys(_route_address())
    return tuple(found)


def _is_private(interface: ipaddress.IPv4Interface | ipaddress.IPv6Interface) -> bool:
    network = interface.network
    return network.is_private and not network.is_loopback and not network.is_unspecified


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
