"""The name the gateway goes by outside: on a dynamic address, the one that the provider's reverse DNS gives it today.

Mail servers compare the name of a greeting with the reverse DNS of the address it comes from (RFC 5321 §4.1.1.1 asks
for a name that resolves). A name found in reverse DNS counts only if it leads back to the address.
"""

import ipaddress
import time
from collections.abc import Callable

import dns.reversename

from homemail.routing.mx import Resolver, TemporaryDnsFailure
from homemail.settings.model import Settings

KEPT = 3600.0  # seconds that a name found is used without asking again
KEPT_FAILURE = 300.0


class OutsideName:
    """Remembers the name of the last address: a house has one at a time."""

    def __init__(self, resolver: Resolver, clock: Callable[[], float] = time.monotonic) -> None:
        self._resolver = resolver
        self._clock = clock
        self._known: tuple[str, str, float] = ("", "", 0.0)  # an address, its name or "", until when

    async def of(self, local_address: str, settings: Settings) -> str:
        """The name for a connection that left from this address; the host name where reverse DNS has none."""
        hostname = settings.identity.hostname
        if settings.identity.greeting != "reverse":
            return hostname
        address, name, until = self._known
        if address != local_address or self._clock() >= until:
            name = await self._look_up(local_address, settings)
            self._known = (local_address, name, self._clock() + (KEPT if name else KEPT_FAILURE))
        return name or hostname

    async def _look_up(self, local_address: str, settings: Settings) -> str:
        outside = await self._outside(local_address, settings)
        if not outside:
            return ""
        pointer = dns.reversename.from_address(outside).to_text(omit_final_dot=True)
        names = await self._resolver.records(pointer, "PTR", settings.resolver)
        if isinstance(names, TemporaryDnsFailure):
            return ""
        for name in (one.rstrip(".").lower() for one in names):
            if outside in await self._addresses(name, settings):
                return name
        return ""

    async def _outside(self, local_address: str, settings: Settings) -> str:
        """Behind a router the socket has an inner address; the host name, kept up by dynamic DNS, has the outer one."""
        if _is_global(local_address):
            return local_address
        kind = 6 if ":" in local_address else 4
        found = await self._addresses(settings.identity.hostname, settings)
        return next((one for one in found if _is_global(one) and ipaddress.ip_address(one).version == kind), "")

    async def _addresses(self, host: str, settings: Settings) -> tuple[str, ...]:
        found = await self._resolver.addresses(host, settings.resolver)
        return () if isinstance(found, TemporaryDnsFailure) else found


def _is_global(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False
