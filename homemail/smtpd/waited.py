"""Which strangers have waited for the greeting once: as in Postfix's postscreen, nobody is tried twice in a day."""

from collections.abc import Callable

TTL = 86_400.0  # seconds
KNOWN_MAX = 10_000


class Waited:
    """By network address, in memory: after a restart everybody waits once more."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}  # oldest first

    def knows(self, ip: str) -> bool:
        since = self._since.get(ip)
        return since is not None and self._clock() - since < TTL

    def note(self, ip: str) -> None:
        self._since.pop(ip, None)
        self._since[ip] = self._clock()
        if len(self._since) > KNOWN_MAX:
            del self._since[next(iter(self._since))]
