"""The journal: takes what the rooms log, writes mail.log, keeps the newest lines and publishes them to the faces.

Logging never waits for the disk: lines are collected and a task writes them in batches on a thread. What the disk
does not take is counted and said later; mail goes on. Losing the last moment of the log loses no mail.
"""

import asyncio
import itertools
import logging
import os
import time
import traceback
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from homemail.control.events import EventHub, LogLines
from homemail.control.methods.log import LogLine
from homemail.journal.file import Block, LogFile
from homemail.journal.flow_file import KeptFlow
from homemail.journal.lines import host_label, matches, parse_line, printable, program, stamp
from homemail.journal.passed import PassedMessages

RECENT = 1000  # lines kept in memory
PENDING_MAX = 20_000  # lines kept for a disk that does not take them
_TAIL_MAX = 10_000
_DAY = len("Nov  1")  # of a line's stamp
PACE = 0.05  # seconds between two batches
_PREFIX = {logging.WARNING: "warning: ", logging.ERROR: "error: ", logging.CRITICAL: "fatal: "}
_OURS = "homemail"


class Journal(logging.Handler):
    def __init__(self, path: Path, hostname: str, max_size: int, keep: int, hub: EventHub) -> None:
        super().__init__(logging.INFO)
        self._file = LogFile(path, max_size, keep)
        self._host = host_label(hostname)
        self._hub = hub
        self._pid = os.getpid()
        self._numbers = itertools.count(1)
        self._recent: deque[LogLine] = deque(maxlen=RECENT)
        self._pending: deque[LogLine] = deque(maxlen=PENDING_MAX)
        self._written = 0  # the number of the newest line that is in the file
        self._lost = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self.activity = asyncio.Event()  # set with every batch of lines; whoever waits for it clears it
        self._file_lock = asyncio.Lock()
        self._writer: asyncio.Task[None] | None = None
        self.flow: KeptFlow | None = None  # counts what the lines tell
        self.passed = PassedMessages(self._settled, self._before)

    def attach(self) -> None:
        """Begin to receive the log of every room. Nothing is written before `open`: the folder may be another's."""
        ours = logging.getLogger(_OURS)
        ours.setLevel(logging.INFO)
        ours.propagate = False
        ours.addHandler(self)
        logging.getLogger().addHandler(self)

    def open(self) -> None:
        """Begin to write; called on the engine's loop by who holds the data folder's lock."""
        self._loop = asyncio.get_running_loop()
        self._writer = asyncio.create_task(self._write_batches(), name="journal")
        self._news.set()

    async def shut(self) -> None:
        """Write what is left and receive no more."""
        logging.getLogger(_OURS).removeHandler(self)
        logging.getLogger().removeHandler(self)
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
            await self._write()

    def emit(self, record: logging.LogRecord) -> None:
        """On any thread; logging holds this handler's lock."""
        try:
            for message in _messages(record):
                self._enter(record, message)
        except Exception:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A record that cannot be formatted is said to be so; logging's own answer would print its arguments."""
        self._enter(record, f"a log record of {record.name} could not be written")

    async def tail(
        self, count: int, *, search: str = "", queue_id: str = "", today: bool = False
    ) -> tuple[LogLine, ...]:
        """The newest `count` lines that match, oldest first: from memory, then from the files; `today`: no older."""
        count = max(0, min(count, _TAIL_MAX))
        day = stamp(int(time.time()))[:_DAY] if today else ""
        recent, place = await self._settled()
        known = [line for line in reversed(recent) if line.stamp.startswith(day)]
        found = [line for line in known if matches(line, search=search, queue_id=queue_id)][:count]
        skip = len(recent)
        is_over = False
        while len(found) < count and not is_over and (block := await self._before(place)):
            place, lines = block.place(block.begin), block.lines[skip:]
            skip = max(0, skip - len(block.lines))
            more, is_over = await asyncio.to_thread(_matching, lines, search, queue_id, day)
            found += more
        return tuple(reversed(found[:count]))

    async def _settled(self) -> tuple[list[LogLine], str]:
        """The newest lines, and the place in the file behind the last of them."""
        async with self._file_lock:
            await self._write_locked()
            recent = [line for line in self._recent if line.number <= self._written]
            return recent, await asyncio.to_thread(self._file.end)

    async def _before(self, place: str) -> Block | None:
        """A block at a time, so that new lines do not wait for who reads a long log."""
        async with self._file_lock:
            return await asyncio.to_thread(self._file.before, place)

    def _enter(self, record: logging.LogRecord, message: str) -> None:
        name = record.name if record.name.startswith(_OURS) else f"{_OURS}.engine"
        line = LogLine(
            next(self._numbers),
            stamp(int(record.created)),
            self._host,
            program(name),
            self._pid,
            printable(message),
            getattr(record, "reason", ""),
        )
        self._recent.append(line)
        if len(self._pending) == PENDING_MAX:
            self._lost += 1
        self._pending.append(line)
        if self._loop is not None and not self._news.is_set() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    async def _write_batches(self) -> None:
        while True:
            await self._news.wait()
            await self._write()
            await asyncio.sleep(PACE)  # each batch is a thread's turn: in a busy spell many lines share one

    async def _write(self) -> None:
        async with self._file_lock:
            await self._write_locked()

    async def _write_locked(self) -> None:
        self._news.clear()
        batch: list[LogLine] = []
        while self._pending:
            batch.append(self._pending.popleft())
        if not batch:
            return
        self.activity.set()
        if self.flow is not None:
            now = time.time()
            for line in batch:
                self.flow.tally.take(line.program, line.message, now)
        self._hub.publish(LogLines(tuple(batch)))
        text = "".join(f"{line.text}\n" for line in batch)
        if self._lost:
            moment = stamp(int(time.time()))
            text = f"{moment} {self._host} homemail/engine[{self._pid}]: warning: {self._lost} log lines lost\n{text}"
        try:
            await asyncio.to_thread(self._file.append, text.encode("utf-8", "replace"))
        except OSError:
            self._lost += len(batch)
        else:
            self._lost = 0
        self._written = batch[-1].number


def _matching(lines: Iterable[tuple[int, bytes]], search: str, queue_id: str, day: str) -> tuple[list[LogLine], bool]:
    """Those of a block that match, newest first, and whether it goes back to before the day. Blocks."""
    found: list[LogLine] = []
    wanted = (queue_id or search).lower()
    for _at, octets in lines:
        text = octets.decode("utf-8", "replace")
        if not text.startswith(day):
            return found, True
        # The whole line is looked at first: taking every line of a large file apart would take long.
        if wanted in text.lower() and (line := parse_line(text)) and matches(line, search=search, queue_id=queue_id):
            found.append(line)
    return found, False


def _messages(record: logging.LogRecord) -> list[str]:
    """The record's lines. Words of other people's libraries may quote a peer or a password: their data is left out."""
    if not record.name.startswith(_OURS):
        if record.levelno < logging.WARNING:
            return []
        lines = [f"warning: {record.name}: {str(record.msg).partition(chr(10))[0]}"]
    else:
        text = record.getMessage()
        prefix = _PREFIX.get(record.levelno, "")
        lines = [text if prefix.strip() in text[:40] else prefix + text]
    if record.exc_info and record.exc_info[1] is not None:
        lines += _trace(record.exc_info[1])
    return lines


def _trace(fault: BaseException) -> list[str]:
    """Where it went wrong, as places in the code. The text of a fault may quote content; only the system's is kept."""
    said = f": {fault.strerror}" if isinstance(fault, OSError) and fault.strerror else ""
    frames = traceback.extract_tb(fault.__traceback__)[-12:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return [f"error: {type(fault).__name__}{said} at {places}"]
