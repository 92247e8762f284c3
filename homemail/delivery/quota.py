"""How many messages each relay has had within the hour, so that our own limit delays before the provider's refuses.

Counted by the relay's name and login. Where the provider counts otherwise, its own answer delays too (see
`replies.is_quota`).
"""

from homemail.access.hourly import Hourly
from homemail.routing.transports import NextHop


class Quotas:
    """`take` before a message is offered, `give_back` when it was not."""

    def __init__(self, hourly: Hourly) -> None:
        self._hourly = hourly

    def take(self, hop: NextHop, now: float) -> float:
        """0 and one more is counted, or the seconds until there is room for it."""
        return self._hourly.spend(_key(hop), hop.messages_per_hour, now)

    def give_back(self, hop: NextHop, then: float) -> None:
        """What was taken at that moment."""
        self._hourly.give_back(_key(hop), then)


def _key(hop: NextHop) -> str:
    return f"relay {hop.relay} {hop.host} {hop.username}"
