"""A long queue: what 100,000 messages that wait cost the engine at rest, and how soon an operator has them in hand.

    python -m tests.bench.queued --messages 100000

Fills a data folder through the store's own way in, then starts the engine on it and asks as its faces do. Prints one
table. Not a test: nothing depends on it.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from homemail.control.client import ControlClient
from homemail.control.methods.engine import Status
from homemail.control.methods.queue import QueueFlush, QueueHold, QueueList, QueueRelease, QueueReroute, QueueShow
from homemail.mail.address import Address, ReversePath
from homemail.mail.contact import Contact, SmtpStep
from homemail.mail.outcome import Outcome
from homemail.settings.folders import Folders
from homemail.store.store import Store
from homemail.store.values import Acceptance, RemoteRecipient, Settlement
from tests.bench.at_rest import ports, processor, resident

AT_ONCE = 500  # messages accepted together
REST = 25.0  # seconds of doing nothing that are measured; memory has been given back then
QUIET = 30.0  # seconds until the engine has given memory back
WAIT = 3600.0  # until the next attempt of each
SETTINGS = """
[identity]
hostname = "gateway.bench.test"
domain = "bench.test"
local_domains = ["bench.test"]

[listen]
addresses = ["127.0.0.1"]
smtp = {smtp}
submission = 0
submissions = 0
pop3 = 0
pop3s = 0
imap = 0
imaps = 0

[relay]
host = "127.0.0.1"
port = {nobody}
tls = "none"

[queue]
active_limit = 1000
"""
CONTENT = b"From: a@bench.test\r\nSubject: bench\r\n\r\n" + b"x" * 70 + b"\r\n"


async def fill(folder: Path, messages: int) -> None:
    """Every message was tried once and waits for an hour, each at one of 500 destinations."""
    store = await Store.open(folder, floor=0, reserve=0)
    sender = ReversePath(Address.parse("chris@bench.test"))
    met = Contact("mx.example", "192.0.2.1", 25, "", "", False, "opportunistic", SmtpStep.CONNECT)
    tried = Outcome.delayed("4.4.1", "connect to mx.example[192.0.2.1]:25: Connection timed out")
    tried = type(tried)(tried.action, tried.status, tried.reason, contact=met)

    async def one(number: int) -> None:
        to = Address.parse(f"r{number}@d{number % 500}.example")
        queue_id = store.new_queue_id()
        await store.accept(
            Acceptance(queue_id, CONTENT, time.time(), sender, account="chris", remote=(RemoteRecipient(to, to),))
        )
        entry = await store.queue.entry(queue_id)
        assert entry is not None
        waits = [Settlement(each.id, tried, time.time() + WAIT, 30.0) for each in entry.recipients]
        await store.queue.settle(queue_id, waits)

    for start in range(0, messages, AT_ONCE):
        await asyncio.gather(*(one(number) for number in range(start, min(start + AT_ONCE, messages))))
        print(f"\r{start + AT_ONCE} queued", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    await store.close()


class Engine:
    """The engine as a process, `ready` after `start_seconds`."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "homemail.cli.main", "serve", "--data", str(folders.root)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "ready" in line:
                break
        else:
            raise RuntimeError("the engine did not start")
        self.start_seconds = time.monotonic() - begun

    @property
    def memory(self) -> float:
        return resident(self.process.pid)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


async def timed(work: Callable[[], Awaitable[object]], times: int = 1) -> float:
    """Milliseconds, the quickest of some."""
    best = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        await work()
        best = min(best, time.perf_counter() - begun)
    return best * 1000


async def beside(engine: ControlClient, work: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Seconds of a long call, and the longest that somebody else waited for an answer meanwhile, in milliseconds."""
    worst = 0.0
    task = asyncio.ensure_future(work())
    begun = time.perf_counter()
    while not task.done():
        asked = time.perf_counter()
        await engine.call(QueueShow(FIRST[0]))
        worst = max(worst, time.perf_counter() - asked)
        await asyncio.sleep(0.01)
    await task
    return time.perf_counter() - begun, worst * 1000


FIRST: list[str] = []


async def ask(folders: Folders, messages: int, row: Callable[[str, str], None]) -> None:
    async with ControlClient(folders) as engine, ControlClient(folders) as other:
        call = engine.call
        FIRST[:] = [(await call(QueueList(limit=1))).entries[0].queue_id]
        middle = (await call(QueueList(limit=1, filter=f"r{messages // 2}@"))).entries[0].queue_id
        row("status with its counts", f"{await timed(lambda: call(Status()), 5):.1f} ms")
        row("first page of 200", f"{await timed(lambda: call(QueueList()), 5):.1f} ms")
        row("page in the middle", f"{await timed(lambda: call(QueueList(middle)), 5):.1f} ms")
        row("last page", f"{await timed(lambda: call(QueueList(last=True)), 5):.1f} ms")
        row("search, one found", f"{await timed(lambda: call(QueueList(filter=f'r{messages - 1}@')), 3):.0f} ms")
        row("search, none found", f"{await timed(lambda: call(QueueList(filter='nobody@')), 3):.0f} ms")
        row("one message with its attempts", f"{await timed(lambda: call(QueueShow(middle)), 5):.1f} ms")
        for words, request in (
            ("hold all", QueueHold(all=True)),
            ("release all", QueueRelease(all=True)),
            ("another next hop for a destination", QueueReroute(destination="d7.example", next_hop="mx")),
        ):
            took, worst = await beside(other, lambda request=request: call(request))  # type: ignore[misc]
            row(words, f"{took:.2f} s (others waited at most {worst:.0f} ms)")


async def drain(folders: Folders, engine: Engine, messages: int, row: Callable[[str, str], None]) -> None:
    """All are due at once, at a next hop that nobody listens at: what taking and putting off costs."""
    async with ControlClient(folders) as client:
        before, begun = processor({engine.process.pid}), time.monotonic()
        await client.call(QueueFlush())
        while (await client.call(Status())).queue.active:
            await asyncio.sleep(0.2)
        took, used = time.monotonic() - begun, processor({engine.process.pid}) - before
        row("all due, tried and put off again", f"{took:.1f} s, {used / messages * 1e6:.0f} µs of processor each")


def window(folders: Folders) -> list[tuple[str, str]]:
    """The queue's page with the engine running: its first rows, and the longest stall of the window's loop."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window_inside", str(folders.root), "queue"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if not done.stdout.strip():
        return [("window", "not measured: " + done.stderr.strip()[-200:])]
    return [(words, value) for words, value in json.loads(done.stdout.splitlines()[-1])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--no-drain", action="store_true", help="leave out the run in which all are due")
    asked = parser.parse_args()
    rows: list[tuple[str, str]] = []

    def row(words: str, value: str) -> None:
        rows.append((words, value))
        print(f"{words:40} {value}", flush=True)

    with tempfile.TemporaryDirectory(prefix="homemail-queued-") as place:
        folders = Folders(Path(place))
        smtp, nobody = ports(2)
        folders.settings.write_text(SETTINGS.format(smtp=smtp, nobody=nobody))
        engine = Engine(folders)
        time.sleep(3)
        row("start, nothing queued", f"{engine.start_seconds:.2f} s")
        row("memory, nothing queued", f"{engine.memory:.1f} MiB")
        engine.stop()
        asyncio.run(fill(folders.root, asked.messages))
        engine = Engine(folders)
        try:
            time.sleep(3)
            row(f"start, {asked.messages} queued", f"{engine.start_seconds:.2f} s")
            row(f"memory, {asked.messages} queued", f"{engine.memory:.1f} MiB")
            before = processor({engine.process.pid})
            time.sleep(REST)
            row("memory after some rest", f"{engine.memory:.1f} MiB")
            row("processor while they wait", f"{(processor({engine.process.pid}) - before) / REST:.2%}")
            asyncio.run(ask(folders, asked.messages, row))
            for words, value in window(folders):
                row(words, value)
            row("memory after all that", f"{engine.memory:.1f} MiB")
            time.sleep(QUIET)
            row("memory 30 s later", f"{engine.memory:.1f} MiB")
            if not asked.no_drain:
                asyncio.run(drain(folders, engine, asked.messages, row))
                time.sleep(QUIET)
                row("memory 30 s later", f"{engine.memory:.1f} MiB")
        finally:
            engine.stop()


if __name__ == "__main__":
    main()
