"""The seven listeners by name: what each speaks and where its port stands in the settings."""

import errno
import socket
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


def may_take_low_ports() -> bool:
    """Whether this user may listen below 1024, asked of the system: root, a capability or a sysctl may allow it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("0.0.0.0", min(listener.standard_port for listener in LISTENERS)))
        except OSError as fault:
            return fault.errno not in (errno.EACCES, errno.EPERM)
    return True


def free_ports(count: int) -> list[int]:
    """On 127.0.0.1, free at this moment; all held until all are found, so that none is given twice."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()
