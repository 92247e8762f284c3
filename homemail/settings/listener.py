"""The seven listeners by name: what each speaks and where its port stands in the settings."""

import errno
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listener:
    name: str  # the key in [listen]
    protocol: str  # "smtp", "pop3" or "imap"
    implicit_tls: bool
    standard_port: int


LISTENERS = (
    Listener("smtp", "smtp", False, 25),
    Listener("submission", "smtp", False, 587),
    Listener("submissions", "smtp", True, 465),
    Listener("pop3", "pop3", False, 110),
    Listener("pop3s", "pop3", True, 995),
    Listener("imap", "imap", False, 143),
    Listener("imaps", "imap", True, 993),
)


def free_ports(count: int) -> list[int]:
    """On 127.0.0.1, free at this moment; all held until all are found, so that none is given twice."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A port that cannot be listened on: `no_right`, else another program has it (or the address is not ours)."""

    port: int
    no_right: bool


def refusals(addresses: Sequence[str], port_offset: int = 0) -> tuple[Refusal, ...]:
    """Which ports the system would refuse, asked of it by taking each for a moment."""
    found = {}
    for address in addresses:
        for listener in LISTENERS:
            port = listener.standard_port + port_offset
            if fault := _refused(address, port):
                found[port] = Refusal(port, fault in (errno.EACCES, errno.EPERM))
    return tuple(found.values())


def _refused(address: str, port: int) -> int:
    """The error number, 0 where the port is free."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # as the engine binds: connections that are just over are no hindrance
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind((address, port))
            probe.listen(1)
    except OSError as fault:
        return fault.errno or errno.EADDRINUSE
    return 0
