"""The counts of what flowed over a restart: flow.json beside mail.log, written every few minutes and at the end.

What the file does not have, after a crash or before there was a file, is counted from mail.log. A file that cannot be
read is begun anew. Nobody waits for it, and a disk that does not take it costs nothing but the counts.
"""

import asyncio
import itertools
import logging
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from homemail.access.networks import TrustedNetworks
from homemail.control.methods.flow import FlowPage, FlowRow
from homemail.control.stamps import epoch
from homemail.journal.file import LogFile
from homemail.journal.flow import QUARTER, QUARTERS_KEPT, FlowTally
from homemail.journal.lines import parse_line
from homemail.settings.editing import write_atomically

SAVE_AFTER = 300.0  # seconds
LINES_READ = 40_000  # of mail.log at the start, before anybody is served: some tenths of a second
_log = logging.getLogger("homemail.engine")


class _Kept(msgspec.Struct, frozen=True):
    until: float  # lines of the log after this moment are not counted in it
    rows: tuple[FlowRow, ...]


class KeptFlow:
    """Use `await KeptFlow.open(...)`; `close` when no more lines come."""

    def __init__(self, path: Path, trusted: Iterable[str]) -> None:
        self.tally = FlowTally()
        self.trust(trusted)
        self._path = path
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, log: Path, keep: int, trusted: Iterable[str]) -> "KeptFlow":
        """`log` is mail.log, of which `keep` old files are there; `trusted` are the networks of the house."""
        kept = cls(place(log), trusted)
        await asyncio.to_thread(kept.read, LogFile(log, 0, keep), time.time())
        kept.tally.on_change = kept._soon
        return kept

    async def close(self) -> None:
        self.tally.on_change = lambda: None
        if self._timer is not None:
            self._timer.cancel()
        if self._saving is not None:
            await self._saving
        await self._save()

    def trust(self, networks: Iterable[str]) -> None:
        """Other networks are of the house from now on."""
        self.tally.trusts = TrustedNetworks(networks).contains

    async def history(self, since: float, until: float) -> FlowPage:
        now = time.time()
        oldest = int(now) // QUARTER - QUARTERS_KEPT + 1
        rows = self.tally.rows(max(since, oldest * QUARTER), until or now)
        return FlowPage(rows, oldest * QUARTER, since, until)

    def read(self, log: LogFile, now: float) -> None:
        """What was kept, and what the log says since. Blocks."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError):
            kept = _Kept(0.0, ())
        self.tally.restore(kept.rows)
        for when, program, message in reversed(list(_later(log, kept.until, now))):
            self.tally.take(program, message, when)

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_AFTER, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._saving = asyncio.create_task(self._save(), name="flow counts")

    async def _save(self) -> None:
        now = time.time()
        rows = self.tally.rows(now - QUARTERS_KEPT * QUARTER, now)
        try:
            await asyncio.to_thread(write, self._path, rows, now)
        except OSError as fault:
            _log.warning("the counts of what flowed are not kept for now: %s", fault.strerror)


def place(log: Path) -> Path:
    """Where the counts stand that belong to a mail.log."""
    return log.with_name("flow.json")


def write(path: Path, rows: tuple[FlowRow, ...], until: float) -> None:
    """The counts up to a moment. Blocks; raises OSError."""
    write_atomically(path, msgspec.json.encode(_Kept(until, rows)))


def _later(log: LogFile, after: float, now: float) -> Iterator[tuple[float, str, str]]:
    """What the log says of mail since a moment, newest first."""
    for text in itertools.islice(log.backwards(), LINES_READ):
        line = parse_line(text)
        if line is None:
            continue
        when = epoch(line.stamp, now)
        if when <= after:
            return
        if "status=" in text or "reject:" in text or "client=" in text:
            yield when, line.program, line.message
