"""HomeMail at rest: memory, processor time, start and stop, the window; Debian's Postfix + Dovecot beside it.

Seconds of starting are told without those spent in line for a processor.

    python -m tests.bench.at_rest

Prints one table. The pair needs root and its packages and is left out otherwise. Not a test: nothing depends on it.
"""

import contextlib
import os
import re
import signal
import smtplib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import pair
from tests.bench.pair import DOMAIN, PEOPLE, Server

IDLE = 20.0  # seconds of doing nothing that are measured
QUIET = 25.0  # seconds after a burst until the engine has given memory back
BURST, WRITERS = 2000, 10
STARTS = 5
_WINDOW = """\
import asyncio, sys, time
from pathlib import Path
from tests.bench.at_rest import waited_for_a_processor
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, thing, event):
        if isinstance(thing, QMainWindow) and event.type() == QEvent.Type.Paint:
            print("painted", waited_for_a_processor("self"), flush=True)
            import os; os._exit(0)
        return False
app = QApplication(sys.argv[:1])
watch = Watch()
app.installEventFilter(watch)
from homemail.ui.app import main
main(Path(sys.argv[1]))
"""


def ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


def resident(process: int) -> float:
    """MiB."""
    text = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", text)
    assert found
    return int(found[1]) / 1024


def waited_for_a_processor(process: int | str) -> float:
    """Seconds that its threads stood in line for one, because the machine does other things too."""
    return sum(int(each.read_text().split()[1]) for each in Path(f"/proc/{process}/task").glob("*/schedstat")) / 1e9


def processor(processes: set[int]) -> float:
    """Seconds used so far, by all of them."""
    ticks = 0
    for process in processes:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def processor_per_minute(server: Server) -> float:
    before = processor(server.tree())
    time.sleep(IDLE)
    return (processor(server.tree()) - before) * 60 / IDLE


def burst(server: Server) -> None:
    """Mail from ten writers at once, to everybody in the house."""

    def write() -> None:
        with smtplib.SMTP("127.0.0.1", server.smtp, timeout=60) as client:
            for number in range(BURST // WRITERS):
                to = f"{PEOPLE[number % len(PEOPLE)]}@{DOMAIN}"
                client.sendmail(f"printer@{DOMAIN}", [to], f"Subject: {number}\r\n\r\n" + "x" * 70 + "\r\n" * 50)

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


@contextlib.contextmanager
def closed(server: Server) -> Iterator[Server]:
    try:
        yield server
    finally:
        server.close()


def starts_and_stops(folder: Path) -> tuple[float, float]:
    """Seconds to `ready` and to the end, each the median of a few."""
    program = [sys.executable, "-m", "homemail.cli.main", "--data", str(folder), "serve"]
    up, down = [], []
    for _ in range(STARTS):
        began = time.monotonic()
        with subprocess.Popen(program, stdout=subprocess.PIPE) as engine:
            assert engine.stdout
            assert engine.stdout.readline() == b"ready\n"
            up.append(time.monotonic() - began - waited_for_a_processor(engine.pid))
            began = time.monotonic()
            engine.send_signal(signal.SIGTERM)
            assert engine.wait(10) == 0
            down.append(time.monotonic() - began)
    return statistics.median(up), statistics.median(down)


def window(folder: Path) -> float:
    """Seconds from the start of the program to the first paint of its window."""
    shown = []
    for _ in range(STARTS):
        began = time.monotonic()
        program = [sys.executable, "-c", _WINDOW, str(folder)]
        done = subprocess.run(
            program, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False
        )
        assert "painted" in done.stdout, done.stderr
        shown.append(time.monotonic() - began - float(done.stdout.split()[-1]))
    return statistics.median(shown)


def main() -> None:
    smtp, imap, their_smtp, their_imap, relay = ports(5)
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        with contextlib.ExitStack() as stack:
            servers = [stack.enter_context(closed(pair.house(root / "house", smtp, imap, relay)))]
            if pair.is_possible():
                servers.append(stack.enter_context(closed(pair.pair(root / "pair", their_smtp, their_imap, relay))))
            engine = servers[0].roots[0]
            time.sleep(3)
            fresh = resident(engine), [server.memory() for server in servers]
            idle = [processor_per_minute(server) for server in servers]
            for server in servers:
                burst(server)
            busy = resident(engine), [server.memory() for server in servers]
            time.sleep(QUIET)
            after = resident(engine), [server.memory() for server in servers]
            shown = window(root / "house")
        up, down = starts_and_stops(root / "house")

    def row(what: str, figures: list[str]) -> None:
        rows.append((what, figures[0], figures[1] if len(figures) > 1 else "-"))

    def memory(what: str, measured: tuple[float, list[float]]) -> None:
        row(f"{what}, resident", [f"{measured[0]:.0f} MiB"])
        row(f"{what}, in proportion (PSS)", [f"{each:.0f} MiB" for each in measured[1]])

    memory("memory, fresh", fresh)
    memory(f"memory, just after {BURST} messages", busy)
    memory(f"memory, {QUIET:.0f} s later", after)
    row("processor time a minute, idle", [f"{each:.2f} s" for each in idle])
    row("start to `ready`", [f"{up:.2f} s"])
    row("stop", [f"{down:.2f} s"])
    row("start of the app to its window's first paint", [f"{shown:.2f} s"])
    print("| | HomeMail | Postfix + Dovecot |\n| --- | --- | --- |")
    for words in rows:
        print("| " + " | ".join(words) + " |")


if __name__ == "__main__":
    main()
