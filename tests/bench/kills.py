"""kill -9 at random moments under load, with recipients in the house and beyond: `python -m tests.bench.kills`.

Writers hand in numbered messages, each in one of the ways of `WAYS`; a hand holds and releases what is in the queue;
the engine is killed, started again, and so on; then the queue runs dry. What was acknowledged must be in each mailbox
once, and at the next hop: once, or twice where the engine died between the sink's 250 and its own note of it.
"""

import argparse
import asyncio
import contextlib
import imaplib
import itertools
import random
import re
import smtplib
import tempfile
import threading
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from homemail.control.client import ControlClient
from homemail.control.errors import ControlError
from homemail.control.methods.queue import QueueFlush, QueueHold, QueueList, QueueRelease
from homemail.settings.folders import Folders
from tests.bench.at_rest import waited_for_a_processor
from tests.doubles.sink import Sink

WRITERS = 8
LARGE = 300_000
PATIENCE = 120.0  # seconds for the queue to run dry

# Recipients of one message: names in the house, friends outside, and one whom the next hop refuses.
WAYS = {
    "local": ("alice",),
    "remote": ("friend1@far.example", "friend2@far.example"),
    "both": ("chris", "friend3@far.example"),
    "alias": ("family",),
    "refused": ("refused@far.example",),
    "both and refused": ("alice", "refused@far.example", "friend4@far.example"),
    "held": ("alice", "friend5@far.example"),
}
FAMILY = ("alice", "chris", "aunt@far.example")
HOLDS = """\
[[header_checks]]
pattern = "^X-Way: held"
action = "hold"
"""
TOKEN = re.compile(r"r\d+w\d+x\d+")


def reached(way: str) -> Iterator[str]:
    for name in WAYS[way]:
        yield from FAMILY if name == "family" else (name,)


def body_of(token: str) -> bytes:
    chance = random.Random(token)
    size = LARGE if chance.random() < 0.04 else chance.randrange(3000)
    line = f".{token} is whatever a home has to say, and again\r\n".encode()
    return line * (size // len(line) + 1)


@dataclass
class Kills:
    """What the rounds showed; `faults` is empty when no mail was lost and none doubled that need not have been."""

    rounds: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)  # token: way
    refused: int = 0
    in_mailboxes: int = 0
    at_the_sink: int = 0
    reports: int = 0
    twice: list[float] = field(default_factory=list)  # seconds from the sink's 250 to the kill
    slowest_start: float = 0.0
    drained: float = 0.0
    faults: list[str] = field(default_factory=list)

    def table(self) -> str:
        ways = ", ".join(f"{number} {way}" for way, number in sorted(Counter(self.acknowledged.values()).items()))
        between = f", {max(self.twice):.3f} s before the kill at most" if self.twice else ""
        rows = (
            ("rounds of kill -9", f"{self.rounds}"),
            ("acknowledged", f"{len(self.acknowledged)} ({ways})"),
            ("told to come again", f"{self.refused}"),
            ("copies in mailboxes", f"{self.in_mailboxes}"),
            ("copies at the next hop", f"{self.at_the_sink}"),
            ("twice there, the answer lost", f"{len(self.twice)}{between}"),
            ("reports of refused recipients", f"{self.reports}"),
            ("slowest start after a kill", f"{self.slowest_start:.2f} s"),
            ("queue empty after the last start", f"{self.drained:.1f} s"),
            ("lost, doubled or altered", f"{len(self.faults)}"),
        )
        return "\n".join(f"{name:34} {value}" for name, value in rows)


class Writer(threading.Thread):
    """Sends numbered messages until the engine dies; remembers which were acknowledged."""

    def __init__(self, port: int, label: str, told: Callable[[str], None] = lambda token: None) -> None:
        super().__init__(daemon=True)
        self.port, self.label, self.told = port, label, told
        self.acknowledged: dict[str, str] = {}
        self.refused = 0

    def run(self) -> None:
        with contextlib.suppress(OSError), smtplib.SMTP("127.0.0.1", self.port, timeout=60) as client:
            for number in range(100_000):
                self._send(client, f"{self.label}x{number}")

    def _send(self, client: smtplib.SMTP, token: str) -> None:
        way = random.choice(tuple(WAYS))
        to = [name if "@" in name else f"{name}@maison.mrs" for name in WAYS[way]]
        text = f"Subject: {token}\r\nX-Way: {way}\r\n\r\n".encode() + body_of(token)
        try:
            client.sendmail("alice@maison.mrs", to, text)
        except smtplib.SMTPResponseException:
            self.refused += 1
            return
        self.acknowledged[token] = way
        self.told(token)


class Hand(threading.Thread):
    """Holds and releases messages of the queue at random until the engine dies."""

    def __init__(self, folders: Folders) -> None:
        super().__init__(daemon=True)
        self._folders = folders

    def run(self) -> None:
        with contextlib.suppress(ControlError, OSError):
            asyncio.run(self._meddle())

    async def _meddle(self) -> None:
        async with ControlClient(self._folders) as engine:
            while True:
                page = await engine.call(QueueList(limit=30))
                for entry in random.sample(page.entries, min(2, len(page.entries))):
                    release = entry.state == "hold" or random.random() < 0.3
                    with contextlib.suppress(ControlError):  # delivered meanwhile
                        await engine.call((QueueRelease if release else QueueHold)(entry.queue_id))
                await asyncio.sleep(0.02)


def run(house, sink: Sink, rounds: int, load: tuple[float, float] = (0.5, 1.5)) -> Kills:
    """`house` was made with `HOLDS` and with `sink` for its relay; it is left running."""
    found, killed = Kills(rounds), []
    folders = Folders(house.data)
    house.command("alias", "set", "family", *FAMILY)
    house.start()
    for number in range(rounds):
        writers = [Writer(house.ports["smtp"], f"r{number}w{one}") for one in range(WRITERS)]
        threads = [*writers, Hand(folders)]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(*load))
        house.kill()
        killed.append(time.monotonic())
        for thread in threads:
            thread.join(60)
        for writer in writers:
            found.acknowledged |= writer.acknowledged
            found.refused += writer.refused
        seconds = house.start()
        found.slowest_start = max(found.slowest_start, seconds - waited_for_a_processor(house.process.pid))
    found.drained = _run_dry(folders)
    _compare(house, sink, killed, found)
    return found


def _run_dry(folders: Folders) -> float:
    async def release_all() -> float:
        began = time.monotonic()
        async with ControlClient(folders) as engine:
            while True:
                page = await engine.call(QueueList(limit=1000))
                if not page.total:
                    return time.monotonic() - began
                assert time.monotonic() < began + PATIENCE + page.total / 20, page.entries[0]
                for entry in page.entries:
                    if entry.state == "hold":
                        with contextlib.suppress(ControlError):
                            await engine.call(QueueRelease(entry.queue_id))
                await engine.call(QueueFlush())
                await asyncio.sleep(0.5)

    return asyncio.run(release_all())


def _compare(house, sink: Sink, killed: list[float], found: Kills) -> None:
    said = found.faults.append
    copies: dict[str, Counter[str]] = {}
    reports: Counter[str] = Counter()
    for person in house.people:
        copies[person] = Counter()
        for token, body in _inbox(house, person):
            if token is None:
                reports.update(set(TOKEN.findall(body.decode("utf-8", "replace"))))
                continue
            copies[person][token] += 1
            if body != body_of(token):
                said(f"{token}: altered in the mailbox of {person}")
    found.in_mailboxes = sum(sum(counted.values()) for counted in copies.values())
    found.reports = sum(reports.values())
    arrivals: dict[tuple[str, str], list[float]] = defaultdict(list)
    for copy in sink.arrived:
        arrivals[copy.token, copy.address].append(copy.answered)
        if copy.body != zlib.crc32(body_of(copy.token)):
            said(f"{copy.token}: altered on its way to {copy.address}")
    found.at_the_sink = len(sink.arrived)
    for token, way in found.acknowledged.items():
        for name in reached(way):
            if name in copies and copies[name][token] != 1:
                said(f"{token} ({way}): {copies[name][token]} times in the mailbox of {name}")
            elif name.startswith("refused") and reports[token] != 1:
                said(f"{token} ({way}): {reports[token]} reports")
            elif name not in copies and not name.startswith("refused") and (token, name) not in arrivals:
                said(f"{token} ({way}): never reached {name}")
    # What was not acknowledged may be there, because the answer was lost, but once.
    for person, counted in copies.items():
        found.faults += [f"{token}: {times} times at {person}" for token, times in counted.items() if times > 1]
    found.faults += [f"{token}: {times} reports" for token, times in reports.items() if times > 1]
    for (token, address), answers in arrivals.items():
        for before, after in itertools.pairwise(answers):
            between = [moment - before for moment in killed if before < moment < after]
            if between:
                found.twice.append(min(between))
            else:
                said(f"{token}: twice to {address} and no kill between")


def _inbox(house, person: str) -> Iterator[tuple[str | None, bytes]]:
    """Token (None: a report) and what follows the header section."""
    client = imaplib.IMAP4("127.0.0.1", house.ports["imap"], timeout=120)
    client.authenticate("PLAIN", lambda _: f"\0{person}\0{house.people[person]}".encode())
    total = int(client.select("INBOX", readonly=True)[1][0])
    for first in range(1, total + 1, 200):
        answer = client.fetch(f"{first}:{min(total, first + 199)}", "(BODY.PEEK[])")[1]
        for item in answer:
            if isinstance(item, tuple):
                header, _, body = item[1].partition(b"\r\n\r\n")
                subject = re.search(rb"(?m)^Subject: (.*)\r?$", header)
                token = subject[1].decode().strip() if subject else ""
                yield (token if TOKEN.fullmatch(token) else None), body
    client.logout()


def main() -> None:
    from tests.system.conftest import make_house

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=200)
    rounds = asked.parse_args().rounds
    sink = Sink(pause=0.005).start()
    with tempfile.TemporaryDirectory(prefix="homemail-kills-") as folder:
        house = make_house(Path(folder) / "data", extra=HOLDS, relay_port=sink.port)
        try:
            found = run(house, sink, rounds)
        finally:
            if house.process:
                house.kill()
    sink.stop()
    print(found.table())
    print(*found.faults[:50], sep="\n")
    raise SystemExit(bool(found.faults))


if __name__ == "__main__":
    main()
