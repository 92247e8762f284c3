"""Whether the clock can be right: certificates, dates of messages and waits in the queue hang on it."""

import asyncio
import ctypes
import sys
import time
from collections.abc import Sequence

from homemail.admin.doctor.finding import Finding, notice, problem, well
from homemail.admin.doctor.premises import Premises
from homemail.mail.sentence import Sentence

FIRST = 1_767_225_600.0  # 2026-01-01: this program is younger
AHEAD = 120.0  # seconds that a file's time may be ahead of the clock
_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_TIMEX_SIZE = 512  # octets; the structure has fewer


async def look(premises: Premises) -> Sequence[Finding]:
    def newest() -> float:
        folder = premises.folders
        files = (folder.database, folder.database.with_name(folder.database.name + "-wal"), folder.log)
        return max((each.stat().st_mtime for each in files if each.exists()), default=0.0)

    written = await asyncio.to_thread(newest)
    return judge_clock(time.time(), written, await asyncio.to_thread(is_synchronised))


def judge_clock(now: float, written: float, synchronised: bool | None) -> list[Finding]:
    """`written`: when the youngest file of the house was written; `synchronised`: None where nobody says."""
    says = time.strftime("%Y-%m-%d %H:%M", time.localtime(now))
    mend = Sentence("Set the date and time of this computer, and have it ask a time server by itself (NTP).")
    if now < FIRST or written > now + AHEAD:
        words = Sentence("The clock of this computer is behind: it says {time}, and files are younger.", time=says)
        return [problem(words, mend)]
    if synchronised is False:
        words = Sentence("No time server keeps the clock of this computer right; it says {time}.", time=says)
        return [notice(words, mend)]
    zone = time.strftime("%Z", time.localtime(now))
    return [well(Sentence("The clock says {time}, time zone {zone}.", time=says, zone=zone))]


def is_synchronised() -> bool | None:
    """What the kernel was told by whoever asks a time server (adjtimex(2)); None where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        answer = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_SIZE))
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else bool(answer != _TIME_ERROR)
