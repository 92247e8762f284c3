"""Every look at the house, at the same time and each for so long at most; what was found, in the order of the subjects.

The looks are loaded when first asked for: they need DNS, an SMTP client and certificates, which a house at rest does
without. One examination at a time: relays are not asked for the same by two who look at once.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from homemail.admin.doctor.finding import Finding, notice
from homemail.admin.doctor.premises import Premises
from homemail.control.dispatcher import Dispatcher
from homemail.control.methods.doctor import Doctor, DoctorLine, DoctorReport
from homemail.mail.sentence import Sentence

_log = logging.getLogger("homemail.doctor")

PATIENCE = 25.0  # seconds for one look
Look = Callable[[Premises], Awaitable[Sequence[Finding]]]


class DoctorDesk:
    def __init__(self, premises: Premises) -> None:
        self._premises = premises
        self._busy = asyncio.Lock()

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(Doctor, self.examine)

    async def examine(self, request: Doctor) -> DoctorReport:
        async with self._busy:
            looks = await asyncio.to_thread(_looks, outside=request.outside)
            found = await asyncio.gather(*(_within(subject, look(self._premises)) for subject, look in looks))
        lines = [
            DoctorLine(subject, one.severity.value, one.what, one.mend, one.page, one.target)
            for (subject, _), findings in zip(looks, found, strict=True)
            for one in findings
        ]
        return DoctorReport(tuple(lines), time.time(), request.outside)


def _looks(*, outside: bool) -> list[tuple[str, Look]]:
    from homemail.admin.doctor import (
        certificates,
        clock,
        disk,
        identity,
        modes,
        networks,
        people,
        ports,
        queue,
        secrets,
        toml,
    )

    looks: list[tuple[str, Look]] = [
        ("ports", ports.look),
        ("settings", toml.look),
        ("networks", networks.look),
        ("identity", identity.look),
        ("people", people.look),
        ("queue", queue.look),
        ("secrets", secrets.look),
        ("certificates", certificates.look),
        ("modes", modes.look),
        ("disk", disk.look),
        ("clock", clock.look),
    ]
    if outside:
        from homemail.admin.doctor import dns, port25, records, relays, reverse

        looks += [
            ("dns", dns.look),
            ("relays", relays.look),
            ("records", records.look),
            ("reverse", reverse.look),
            ("port25", port25.look),
        ]
    return looks


async def _within(subject: str, look: Awaitable[Sequence[Finding]]) -> Sequence[Finding]:
    """What one look cannot see keeps nobody from the others' findings."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await look
    except TimeoutError:
        words = Sentence("Looking at {subject} took too long and was given up.", subject=subject)
        return [notice(words, Sentence("Try again; if it stays so, see the log."))]
    except Exception as fault:
        _log.exception("looking at %s failed", subject)
        words = Sentence("Looking at {subject} failed: {fault}.", subject=subject, fault=type(fault).__name__)
        return [notice(words, Sentence("See the log, and report it please."))]
