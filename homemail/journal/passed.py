"""Messages that passed, read backward from the files of the log: only as far as rows are asked for.

Going backward every later line of a message is known when its first one comes, so each row is right when it is given.
What is known of messages whose first line is still further back is kept for whoever goes on, and made anew from the
end of the log where it was not kept. All of `Reader` blocks and is called on a thread.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence

from homemail.control.methods.log import LogLine
from homemail.control.methods.messages import MessageDetail, MessageRow, MessagesList, MessagesPage
from homemail.control.passage import begins, fits, fold, holds, refusal
from homemail.control.stamps import epoch
from homemail.journal.file import Block
from homemail.journal.lines import matches, parse_line

COUNT_MAX = 1000
LINES_HELD = 20_000  # of messages whose beginning is not read yet
LINES_SHOWN = 2000  # of one message
READERS_KEPT, KEPT_FOR = 3, 600.0  # seconds
BEGUN_WITHIN = 2000  # lines: what HomeMail writes itself has no line of a client in front of its Message-ID
CUT_AFTER = 3600.0  # seconds without the line that would take it
_ABOUT = re.compile(r"\w{3} [ \d]\d [\d:]{8} \S+ ([^\s\[:]+)\[\d+\]: (?:NOQUEUE: reject: |(?!NOQUEUE)([0-9A-Z]{6,}): )")
_QUEUE_ID = re.compile(r"[0-9A-Z]{6,64}")
_NOTICE = re.compile(r"notification: ([0-9A-Z]{6,})\Z")
_SIGNS = {
    "refused": ("status=bounced", "reject: "),
    "deferred": ("status=deferred", "hold"),
}  # without them: no such row


class Reader:
    """Rows of one kind, holding one text, newest first in `rows`."""

    def __init__(self, kind: str, needle: str, recent: Sequence[LogLine], end: str, now: float) -> None:
        self.rows: list[MessageRow] = []
        self.place = end
        self.lines = 0  # read so far
        self._kind, self._needle, self._now = kind, needle.lower(), now
        self._recent = list(recent)  # the newest last; these know their number and reason
        self._held: dict[str, list[str | LogLine]] = {}  # by queue ID, newest first; taken apart when it is needed
        self._tried: dict[str, set[str]] = {}  # recipients of which a later attempt is known
        self._maybe: dict[str, int] = {}  # those that may begin with a line that was read, and how many lines ago
        self._held_lines = 0
        self._pid = 0  # of the engine that wrote the newest line

    def take(self, block: Block, count: int) -> None:
        """Read on until there are `count` rows or the block is at its end."""
        for at, octets in block.lines:
            self.lines += 1
            text = octets.decode("utf-8", "replace")
            known = _remembered(self._recent, text)
            if not self._pid and (line := parse_line(text)):
                self._pid = line.pid
            if found := _ABOUT.match(text):
                if found[2]:
                    self._line(found[2], found[1], text[found.end() :], known or text)
                else:
                    self._refusal(known or parse_line(text))
            if self._maybe:
                self._settle_maybe()
            if len(self.rows) >= count:
                self.place = block.place(at)
                return
        self.place = block.place(block.begin)

    def finish(self) -> None:
        """There are no older lines: of what is left the beginning is not kept."""
        for queue_id in list(self._held):
            self._give(queue_id)

    def _refusal(self, line: LogLine | None) -> None:
        row = refusal(line, epoch(line.stamp, self._now)) if line else None
        if row is not None and fits(row, self._kind) and holds(row, self._needle):
            self.rows.append(row)

    def _line(self, queue_id: str, program: str, rest: str, line: str | LogLine) -> None:
        if not (rest.startswith("to=<") and self._is_stale(queue_id, rest)):
            self._hold(queue_id, line)
        if rest.startswith("client=") or program.endswith("/pickup"):
            self._give(queue_id)
        elif rest.startswith("message-id="):
            self._maybe[queue_id] = self.lines
        elif (notice := _NOTICE.search(rest)) and notice[1] in self._maybe:
            self._give(notice[1])

    def _is_stale(self, queue_id: str, rest: str) -> bool:
        """An attempt of which a later one is known."""
        tried, recipient = self._tried.setdefault(queue_id, set()), rest.partition(">,")[0]
        if recipient in tried:
            return True
        tried.add(recipient)
        return False

    def _hold(self, queue_id: str, line: str | LogLine) -> None:
        self._held.setdefault(queue_id, []).append(line)
        self._held_lines += 1
        while self._held_lines > LINES_HELD:
            self._drop(next(iter(self._held)))

    def _drop(self, queue_id: str) -> list[str | LogLine]:
        lines = self._held.pop(queue_id, [])
        self._held_lines -= len(lines)
        self._tried.pop(queue_id, None)
        self._maybe.pop(queue_id, None)
        return lines

    def _settle_maybe(self) -> None:
        while self._maybe:
            queue_id = next(iter(self._maybe))
            if self.lines - self._maybe[queue_id] < BEGUN_WITHIN:
                return
            self._give(queue_id)

    def _give(self, queue_id: str) -> None:
        held = self._drop(queue_id)
        if not self._may_be_wanted(held):
            return
        lines = [found for one in reversed(held) if (found := parse_line(one) if isinstance(one, str) else one)]
        if not lines:
            return
        passage = fold(queue_id, epoch(lines[0].stamp, self._now), lines)
        is_cut = passage.pid != self._pid or self._now - passage.when > CUT_AFTER
        if passage.row.state == "arriving" and is_cut and not passage.row.recipients:
            passage.break_off()
        if fits(passage.row, self._kind) and passage.matches(self._needle):
            self.rows.append(passage.row)

    def _may_be_wanted(self, held: Sequence[str | LogLine]) -> bool:
        """A look at the lines as they stand: to take each message of a large log apart would take long."""
        texts = [one if isinstance(one, str) else one.text for one in held]
        signs = _SIGNS.get(self._kind, ())
        if signs and not any(sign in text for text in texts for sign in signs):
            return False
        return not self._needle or any(self._needle in text.lower() for text in texts)


class PassedMessages:
    """`settle` gives the newest lines with what files do not have, and the place behind them once all are written;
    `before` reads the lines before a place."""

    def __init__(
        self,
        settle: Callable[[], Awaitable[tuple[Sequence[LogLine], str]]],
        before: Callable[[str], Awaitable[Block | None]],
    ) -> None:
        self._settle = settle
        self._before = before
        self._readers: dict[tuple[str, str, str], Reader] = {}
        self._forgetting: asyncio.TimerHandle | None = None

    async def list(self, request: MessagesList) -> MessagesPage:
        count = max(1, min(request.count, COUNT_MAX))
        needle = request.search.strip()
        reader = self._readers.pop((request.kind, needle, request.before), None)
        if reader is None or not request.before:
            recent, end = await self._settle()
            reader = Reader(request.kind, needle, recent, end, time.time())
            await self._read_up_to(reader, request.before)
        reader.rows.clear()
        first = reader.lines
        while len(reader.rows) < count and (not request.lines or reader.lines - first < request.lines):
            block = await self._before(reader.place)
            if block is None:
                await asyncio.to_thread(reader.finish)
                return MessagesPage(_by_time(reader.rows))
            await asyncio.to_thread(reader.take, block, count)
        self._keep(reader, (request.kind, needle, reader.place))
        return MessagesPage(_by_time(reader.rows), reader.place)

    async def show(self, queue_id: str) -> MessageDetail:
        """Its lines are looked for from the end of the log to its first one."""
        if not _QUEUE_ID.fullmatch(queue_id):  # a word of every line would bring the whole log into memory
            return MessageDetail(None)
        known, place = await self._settle()
        now, recent = time.time(), list(known)
        found: list[LogLine] = []
        begun = since = 0
        while not begun and (block := await self._before(place)):
            place = block.place(block.begin)
            begun, since = await asyncio.to_thread(_lines_about, queue_id, block, recent, found, since)
        if not found:
            return MessageDetail(None)
        lines = found[::-1]
        own = [one for one in lines if one.queue_id == queue_id]
        passage = await asyncio.to_thread(fold, queue_id, epoch(lines[0].stamp, now), own)
        return MessageDetail(passage.row, passage.recipients, tuple(lines[-LINES_SHOWN:]))

    async def _read_up_to(self, reader: Reader, place: str) -> None:
        """What the reader knew there, when it was not kept: after a restart, or long after."""
        mark, _, octet = place.partition(":")
        while place and (block := await self._before(reader.place)):
            if block.mark == mark and octet.isdecimal() and block.begin <= int(octet):
                rest = tuple(line for line in block.lines if line[0] >= int(octet))
                await asyncio.to_thread(reader.take, Block(mark, rest, int(octet)), LINES_HELD)
                return
            await asyncio.to_thread(reader.take, block, LINES_HELD)
            reader.rows.clear()

    def _keep(self, reader: Reader, key: tuple[str, str, str]) -> None:
        self._readers[key] = reader
        while len(self._readers) > READERS_KEPT:
            del self._readers[next(iter(self._readers))]
        if self._forgetting is not None:
            self._forgetting.cancel()
        self._forgetting = asyncio.get_running_loop().call_later(KEPT_FOR, self._readers.clear)


def _by_time(rows: Sequence[MessageRow]) -> tuple[MessageRow, ...]:
    """Oldest first; of one second in their order in the log."""
    oldest_first = rows[::-1]
    return tuple(sorted(oldest_first, key=lambda row: row.when))


def _lines_about(
    queue_id: str, block: Block, recent: list[LogLine], found: list[LogLine], since: int
) -> tuple[bool, int]:
    """Adds the lines about a message, newest first. Whether its first one was among them; and how many lines were read
    since one that may be the first."""
    wanted = queue_id.encode()
    for _at, octets in block.lines:
        since += bool(since)
        if since > BEGUN_WITHIN:
            return True, since
        if not recent and wanted not in octets:
            continue
        text = octets.decode("utf-8", "replace")
        line = _remembered(recent, text) or (parse_line(text) if queue_id in text else None)
        if line is None or not matches(line, search="", queue_id=queue_id):
            continue
        found.append(line)
        notice = _NOTICE.search(line.message)
        if (notice and notice[1] == queue_id) or (line.queue_id == queue_id and begins(line)):
            return True, since
        since = since or int(line.message.startswith(f"{queue_id}: message-id="))
    return False, since


def _remembered(recent: list[LogLine], text: str) -> LogLine | None:
    """The same line with its number and reason. The two lists go side by side unless the disk did not take a line."""
    if not recent:
        return None
    line = recent.pop()
    if line.text == text:
        return line
    recent.clear()
    return None
