"""Listening sockets: bound as the settings say, each on its own. A busy port is a state to show, never a crash.

The engine binds; the protocol rooms serve what they are handed. After a reload only what changed is bound or closed.
What was refused is tried again with each `apply`, and told again only when the reason is another.
"""

import asyncio
import errno
import logging
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from homemail.control.methods.engine import ListenerState
from homemail.mail.sentence import Sentence, joined, system_words
from homemail.settings.listener import LISTENERS, Listener
from homemail.settings.model import Listen

_log = logging.getLogger("homemail.engine")

Serve = Callable[[socket.socket, Listener], Awaitable[asyncio.AbstractServer]]
Place = tuple[str, str, int]  # listener's name, address, port


@dataclass(frozen=True, slots=True)
class ListenerReport:
    """What became of one listener on one address; `mend` says what the owner can do."""

    name: str
    address: str
    port: int
    bound: bool
    reason: str = ""
    mend: str = ""

    @property
    def sentence(self) -> Sentence:
        place = Sentence("{name} {address} port {port}", name=self.name, address=self.address, port=self.port)
        if self.bound:
            return joined(": ", (place, Sentence("bound")))
        return joined(": ", (place, joined("; ", (self.reason, self.mend))))

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def state(self) -> ListenerState:
        """As the faces are told."""
        state = "bound" if self.bound else "refused"
        return ListenerState(self.name, self.address, self.port, state, self.reason, self.mend)


class Listeners:
    """Holds every listening socket of the engine."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._servers: dict[Place, asyncio.AbstractServer] = {}
        self._reports: dict[Place, ListenerReport] = {}

    @property
    def reports(self) -> tuple[ListenerReport, ...]:
        return tuple(self._reports.values())

    async def apply(self, wanted: Listen) -> None:
        """Bind what is wanted and not bound, close what is bound and not wanted."""
        places = _places(wanted)
        for place in [place for place in self._servers if place not in places]:
            await self._close(place)
        known, reports = self._reports, {}
        for place, listener in places.items():
            reports[place] = known[place] if place in self._servers else await self._open(place, listener)
            if reports[place] != known.get(place):
                _tell(reports[place])
        self._reports = reports

    async def close(self) -> None:
        """Stop listening; sessions in progress are the servers' own to end."""
        for place in tuple(self._servers):
            await self._close(place)
        self._reports = {place: replace(report, bound=False) for place, report in self._reports.items()}

    async def _open(self, place: Place, listener: Listener) -> ListenerReport:
        name, address, port = place
        bound: socket.socket | None = None
        try:
            bound = bind(address, port)
            self._servers[place] = await self._serve(bound, listener)
        except OSError as fault:
            if bound is not None:
                bound.close()
            return ListenerReport(name, address, port, False, *_explain(fault, address, port))
        return ListenerReport(name, address, port, True)

    async def _close(self, place: Place) -> None:
        server = self._servers.pop(place)
        server.close()
        _log.info("listening no more: %s %s port %d", *place)


def tried(wanted: Listen) -> tuple[ListenerReport, ...]:
    """What would become of each listener if an engine started now: bound for a moment, and let go."""
    reports = []
    for name, address, port in _places(wanted):
        try:
            bind(address, port).close()
        except OSError as fault:
            reports.append(ListenerReport(name, address, port, False, *_explain(fault, address, port)))
        else:
            reports.append(ListenerReport(name, address, port, True))
    return tuple(reports)


def _tell(report: ListenerReport) -> None:
    if report.bound:
        _log.info("listening: %s %s port %d", report.name, report.address, report.port)
    else:
        _log.warning("%s", report)


def bind(address: str, port: int) -> socket.socket:
    """A bound stream socket; raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # The protocol is named because asyncio switches Nagle's delay off only where it is: accepted sockets inherit it.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setblocking(False)
        if sys.platform == "win32":
            # There SO_REUSEADDR would let a second program take the port away from the first.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # "::" and "0.0.0.0" may both be listed.
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bound.bind((address, port))
    except BaseException:
        bound.close()
        raise
    return bound


def _places(wanted: Listen) -> dict[Place, Listener]:
    return {
        (listener.name, address, port): listener
        for listener in LISTENERS
        if (port := getattr(wanted, listener.name))
        for address in wanted.addresses
    }


def _explain(fault: OSError, address: str, port: int) -> tuple[str, str]:
    """What is wrong and what mends it, in words for the owner."""
    if fault.errno == errno.EADDRINUSE:
        return (
            Sentence("address already in use (port {port} is taken by another program)", port=port),
            Sentence("stop that program or choose another port under [listen]"),
        )
    if fault.errno in (errno.EACCES, errno.EPERM):
        mend = Sentence("choose a port above 1023 under [listen]")
        if sys.platform == "linux":
            mend = Sentence(
                "choose a port above 1023 under [listen], or allow it with: {command}",
                command=f"sudo sysctl net.ipv4.ip_unprivileged_port_start={min(port, 25)}",
            )
        return Sentence("no right to use port {port}", port=port), mend
    if fault.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        reason = Sentence("this computer does not have the address {address}", address=address)
        return reason, Sentence("correct addresses under [listen]")
    return system_words(fault), Sentence("see [listen] in homemail.toml")
