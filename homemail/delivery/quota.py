"""How many messages each relay has had within the hour, so that our own limit delays before the provider's refuses.

Counted by the relay's name and login, in this process only: after a restart the provider's own answer is the judge,
which delays too (see `replies.is_quota`).
"""

from collections import deque

from homemail.routing.transports import NextHop

HOUR = 3600.0
WAIT_MIN = 1.0


class Quotas:
    """`take` before a message is offered, `give_back` when it was not."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, str, str], deque[float]] = {}

    def take(self, hop: NextHop, now: float) -> float:
        """0 and one more is counted, or the seconds until there is room for it."""
        if not hop.messages_per_hour:
            return 0.0
        taken = self._taken.setdefault(_key(hop), deque())
        while taken and now - taken[0] >= HOUR:
            taken.popleft()
        if len(taken) < hop.messages_per_hour:
            taken.append(now)
            return 0.0
        # Not the oldest makes room for us where the limit was lowered meanwhile.
        return max(WAIT_MIN, taken[len(taken) - hop.messages_per_hour] + HOUR - now)

    def give_back(self, hop: NextHop, then: float) -> None:
        """What was taken at that moment."""
        taken = self._taken.get(_key(hop))
        if taken and then in taken:
            taken.remove(then)


def _key(hop: NextHop) -> tuple[str, str, str]:
    return hop.relay, hop.host, hop.username
