"""The speed of mail in and out, HomeMail beside Debian's Postfix + Dovecot: `python -m tests.bench.mail`.

One run, one machine, the same load on each in turn; prints one table. Needs root, postfix and dovecot-imapd,
dovecot-lmtpd. Not a test: nothing depends on its figures.
"""

import argparse
import contextlib
import imaplib
import json
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import pair
from tests.bench.load import Load
from tests.bench.pair import DOMAIN, PASSWORD, PEOPLE, Server

SIZES, CONNECTIONS, EACH = (1_000, 10_000, 200_000), (1, 10, 50), (1, 20)
QUEUED = 20_000
LOOK = 0.05  # seconds between two looks into the mailboxes
HOME = [f"{name}@{DOMAIN}" for name in PEOPLE]
AWAY = [f"friend{number}@far.example" for number in range(20)]


@dataclass(frozen=True, slots=True)
class Figures:
    acknowledged: float  # messages per second
    arrived: float  # messages per second, seen by IMAP or taken by the next hop
    p50: float  # milliseconds from the first octet of content to the 250
    p99: float
    processor: float  # milliseconds of processor time a message: says more than time where others work too


class Mailboxes:
    """How many messages IMAP shows; asks as a client would, and no more often than it must."""

    def __init__(self, server: Server) -> None:
        self._clients = []
        for name in PEOPLE:
            client = imaplib.IMAP4("127.0.0.1", server.imap)
            client.login(name, PASSWORD)
            self._clients.append(client)

    def count(self) -> int:
        total = 0
        for client in self._clients:
            found = re.search(rb"MESSAGES (\d+)", client.status("INBOX", "(MESSAGES)")[1][0])
            assert found
            total += int(found[1])
        return total

    def close(self) -> None:
        for client in self._clients:
            client.logout()


class Sink:
    """Postfix's smtp-sink as the next hop; it tells how many messages it has taken."""

    def __init__(self, port: int, folder: Path) -> None:
        self._said = (folder / "sink").open("w+b")
        words = ["smtp-sink", "-u", "nobody", "-c", f"127.0.0.1:{port}", "1000"]
        self._process = subprocess.Popen(words, stdout=self._said)
        wait_for(port)

    def count(self) -> int:
        self._said.seek(max(0, self._said.seek(0, 2) - 100))
        counts = re.findall(rb"mesg=(\d+)\r", self._said.read())
        return int(counts[-1]) if counts else 0

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._said.close()


def measure(server: Server, load: Load, arrived: "Mailboxes | Sink") -> Figures:
    """Offer the load, and wait until all of it has arrived."""
    before, spent = arrived.count(), server.processor()
    words = [sys.executable, "-m", "tests.bench.load", json.dumps(asdict(load))]
    generator = subprocess.Popen(words, stdout=subprocess.PIPE)
    until = time.monotonic() + 60
    while arrived.count() < before + load.messages:
        if time.monotonic() > until or generator.poll():
            raise SystemExit(f"{load}: {arrived.count() - before} arrived")
        time.sleep(LOOK)
    seen = time.monotonic()
    said = json.loads(generator.communicate()[0])
    percents = statistics.quantiles(said["waits"], n=100, method="inclusive")
    return Figures(
        load.messages / (said["ended"] - said["began"]),
        load.messages / (seen - said["began"]),
        percents[49] * 1000,
        percents[98] * 1000,
        (server.processor() - spent) * 1000 / load.messages,
    )


def send(load: Load) -> None:
    subprocess.run([sys.executable, "-m", "tests.bench.load", json.dumps(asdict(load))], stdout=-3, check=True)


def head(title: str, arrived: str) -> None:
    print(f"\n{title}")
    print(f"{'':28} {'HomeMail':^38}   {'Postfix + Dovecot':^38}   ratio")
    columns = f"{'250/s':>7} {arrived + '/s':>9} {'p50':>6} {'p99 ms':>6} {'CPU ms':>6}"
    print(f"{'size, connections x messages':28} {columns}   {columns}   {'250':>5} {arrived:>7} {'p99':>5}", flush=True)


def row(name: str, ours: Figures, theirs: Figures) -> None:
    sides = (
        f"{each.acknowledged:7.0f} {each.arrived:9.0f} {each.p50:6.1f} {each.p99:6.1f} {each.processor:6.2f}"
        for each in (ours, theirs)
    )
    ratios = (ours.acknowledged / theirs.acknowledged, ours.arrived / theirs.arrived, ours.p99 / theirs.p99)
    print(f"{name:28} {'   '.join(sides)}   {ratios[0]:5.2f} {ratios[1]:7.2f} {ratios[2]:5.2f}", flush=True)


def local(servers: list[Server], scale: float, sizes: tuple[int, ...]) -> None:
    head("Local delivery", "visible")
    mailboxes = [Mailboxes(server) for server in servers]
    for size in sizes:
        for connections in CONNECTIONS:
            for each in EACH:
                messages = int(
                    max(20 * connections, (400 if connections == 1 else 1000) * scale / (1 + size / 100_000))
                )
                messages -= messages % each
                figures = [
                    measure(server, Load(server.smtp, messages, size, connections, each, HOME), seen)
                    for server, seen in zip(servers, mailboxes, strict=True)
                ]
                row(f"{size // 1000} kB, {connections} x {each}", *figures)
    for seen in mailboxes:
        seen.close()


def relay(servers: list[Server], scale: float, sizes: tuple[int, ...], sinks: list[Sink]) -> None:
    head("Relay to the next hop", "relayed")
    for size in sizes:
        for connections, each in ((1, 20), (10, 1), (10, 20), (50, 20)):
            messages = int(max(20 * connections, 1500 * scale / (1 + size / 100_000)))
            messages -= messages % each
            figures = [
                measure(server, Load(server.smtp, messages, size, connections, each, AWAY), sink)
                for server, sink in zip(servers, sinks, strict=True)
            ]
            row(f"{size // 1000} kB, {connections} x {each}", *figures)


def ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"nobody listens on port {port}")


@contextlib.contextmanager
def both(root: Path, relays: list[int]) -> Iterator[list[Server]]:
    smtp, imap, their_smtp, their_imap = ports(4)
    with contextlib.ExitStack() as stack:
        servers = [pair.house(root / "house", smtp, imap, relays[0])]
        stack.callback(servers[0].close)
        servers.append(pair.pair(root / "pair", their_smtp, their_imap, relays[1]))
        stack.callback(servers[1].close)
        for port in (smtp, imap, their_smtp, their_imap):
            wait_for(port)
        yield servers


def main() -> None:
    parser = argparse.ArgumentParser(description="Mail in and out, beside Postfix + Dovecot.")
    parser.add_argument("--scale", type=float, default=1.0, help="how many messages, as a factor")
    parser.add_argument("--size", type=int, action="append", help="only this size, in octets")
    parser.add_argument("--only", choices=("local", "relay", "memory"))
    choice = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers are stopped then too
    if not pair.is_possible():
        raise SystemExit("needs root, postfix, dovecot-imapd and dovecot-lmtpd")
    sizes = tuple(choice.size or SIZES)
    relays = ports(2)
    with tempfile.TemporaryDirectory(prefix="homemail-bench-") as name, contextlib.ExitStack() as stack:
        root = Path(name)
        root.chmod(0o755)
        servers = stack.enter_context(both(root, relays))
        memory = [("at rest, MiB", [server.memory() for server in servers])]
        if choice.only in (None, "local"):
            local(servers, choice.scale, sizes)
        if choice.only in (None, "relay"):
            with contextlib.ExitStack() as sinks:
                hops = []
                for number, port in enumerate(relays):
                    (root / f"hop{number}").mkdir()
                    hops.append(Sink(port, root / f"hop{number}"))
                    sinks.callback(hops[-1].close)
                relay(servers, choice.scale, sizes, hops)
        if choice.only in (None, "memory"):
            for server in servers:  # nobody listens at the next hop now
                send(Load(server.smtp, QUEUED, 1_000, 10, 20, AWAY))
            memory.append((f"{QUEUED:,} queued", [server.memory() for server in servers]))
            time.sleep(30)
            memory.append(("30 s later", [server.memory() for server in servers]))
        print(f"\n{'Memory (PSS), MiB':28} {'HomeMail':>20} {'Postfix + Dovecot':>20}")
        for title, (ours, theirs) in memory:
            print(f"{title:28} {ours:20.1f} {theirs:20.1f}")


if __name__ == "__main__":
    main()
