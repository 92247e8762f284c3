"""Ports for engines and peers of a test: free ones, and below the range the system itself lends to outgoing
connections, so that none is taken between the asking and the listening; each worker of a run has a range of its own."""

import itertools
import os
import socket

_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_SHARE = 1_000
_START = os.getpid() % _SHARE  # so that two runs on one machine seldom ask for the same
_NUMBERS = itertools.cycle(10_000 + _WORKER * _SHARE + (_START + n) % _SHARE for n in range(_SHARE))


def free_ports(count: int) -> list[int]:
    """TCP ports on 127.0.0.1 that nobody listens on now, each given once in a thousand."""
    found: list[int] = []
    while len(found) < count:
        number = next(_NUMBERS)
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a server binds: TIME_WAIT is no hindrance
            try:
                tried.bind(("127.0.0.1", number))
            except OSError:
                continue
        found.append(number)
    return found
