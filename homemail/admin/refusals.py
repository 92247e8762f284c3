"""What the checks for strangers did today, by the log, and whether DNS blocklists answer.

Who keeps the log and who asks DNS are given as what they can do. Nothing asks outside before an operator does.
"""

import asyncio
import ipaddress
import re
from collections import Counter
from typing import Protocol

from homemail.access.networks import parse_address
from homemail.admin.editor import SettingsEditor
from homemail.authentication.lookup import Query
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.log import LogLine
from homemail.control.methods.strangers import (
    Blocklist,
    BlocklistsAsked,
    Refusals,
    RefusedToday,
    StrangersAsk,
    StrangersRefused,
)
from homemail.mail.sentence import words_of
from homemail.settings.declaration import about
from homemail.settings.kinds import Unacceptable, check
from homemail.settings.model import Strangers

LINES_MAX = 10_000
_REJECT, _PREGREET = "NOQUEUE: reject: ", "PREGREET from "
# What smtpd.policy says to those it refuses; the owner's own list comes before the sender's domain.
_CHECKS = (
    ("block", re.compile(r" rejected: this house takes no mail from there;")),
    ("blocklists", re.compile(r" Service unavailable; Client host \[[^\]]*\] blocked using ([^;]+);")),
    ("helo", re.compile(r">: Helo command rejected: ")),
    ("sender_domain", re.compile(r" 550 5\.(?:1\.8|7\.27) <[^>]*>: Sender address rejected: ")),
)
_MEANING = ipaddress.ip_network("127.0.0.0/8")
_REFUSED_TO_TELL = ipaddress.ip_network("127.255.255.0/24")
_ZONES = about(Strangers.__dataclass_fields__["blocklists"])


class Journal(Protocol):
    async def tail(
        self, count: int, *, search: str = "", queue_id: str = "", today: bool = False
    ) -> tuple[LogLine, ...]: ...


class RefusalDesk:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(StrangersRefused, self.refused)

    async def refused(self, request: StrangersRefused) -> RefusedToday:
        lines = await self._journal.tail(LINES_MAX, search=_REJECT, today=True)
        hasty = await self._journal.tail(LINES_MAX, search=_PREGREET, today=True)
        counts = Counter(found for line in lines if (found := check_that_refused(line.message)))
        counts["greet_pause", ""] = sum(line.message.startswith(_PREGREET) for line in hasty)
        rows = (Refusals(name, count, zone) for (name, zone), count in counts.most_common() if count)
        return RefusedToday(tuple(rows), LINES_MAX in (len(lines), len(hasty)))


class BlocklistDesk:
    def __init__(self, editor: SettingsEditor, query: Query) -> None:
        self._editor = editor
        self._query = query

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(StrangersAsk, self.ask)

    async def ask(self, request: StrangersAsk) -> BlocklistsAsked:
        try:
            zones = check(_ZONES, list(request.zones)) or self._editor.current.strangers.blocklists
        except Unacceptable as fault:
            raise Refused(Kind.INVALID, words_of(fault)) from None
        states = await asyncio.gather(*(find_state(zone, self._query) for zone in zones))
        return BlocklistsAsked(tuple(map(Blocklist, zones, states)))


def check_that_refused(message: str) -> tuple[str, str] | None:
    """The check behind a line of the log, and the zone where it is one of several lists."""
    if not message.startswith(_REJECT):
        return None
    for name, words in _CHECKS:
        if found := words.search(message):
            return name, found[1] if found.groups() else ""
    return None


async def find_state(zone: str, ask: Query) -> str:
    """RFC 5782 §5: a list that works holds 127.0.0.2 and does not hold 127.0.0.1."""
    answers = await ask(f"2.0.0.127.{zone}", "A")
    if answers is None:
        return "silent"
    if not answers:
        return "empty"
    found = [address for answer in answers if (address := parse_address(answer)) is not None]
    if any(address in _REFUSED_TO_TELL for address in found):
        return "refuses"
    if not any(address in _MEANING for address in found):
        return "senseless"
    return "everything" if await ask(f"1.0.0.127.{zone}", "A") else "answers"
