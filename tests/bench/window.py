"""The app before a busy house: how soon it is there, how soon a page is, and what stops its loop.

    python -m tests.bench.window [--messages 100000] [--lines 1000000] [--rate 200] [--seconds 60] [--keep FOLDER]

An engine with a long queue and a long log takes mail all the while; the real program is started beside it, on a screen
of its own (Xvfb, where there is one) or on none (offscreen). Times are told without those spent in line for a
processor, and modules are compiled beforehand, as an installer does. Prints one table. Not a test: nothing depends
on it.
"""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from homemail.demo.house import stop_engine
from homemail.settings.folders import Folders
from homemail.store.store import Store
from tests.bench.at_rest import ports, resident
from tests.bench.load import Generator, Load
from tests.bench.queued import SETTINGS, Engine, fill

STARTS = 5
LISTENS = SETTINGS + "\n[log]\nmax_size = 1_000_000_000\n"
PEOPLE = ("chris", "zoe", "mamie", "leo")
AT_ONCE = 0.1  # seconds of mail that are sent in one piece
_WAYS = (
    "{n:X}: client=pc{n}.bench.test[192.0.2.7]",
    "{n:X}: message-id=<{n}.20261120@bench.test>",
    "{n:X}: from=<someone{n}@example.org>, size=4711, nrcpt=1 (queue active)",
    "{n:X}: to=<r{n}@bench.test>, relay=local, delay=0.02, dsn=2.1.5, status=sent (delivered to INBOX)",
    "{n:X}: removed",
)


def write_log(folders: Folders, lines: int) -> None:
    folders.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with folders.log.open("w") as file:
        for number in range(lines):
            said = _WAYS[number % len(_WAYS)].format(n=0x4F2A00000 + number // len(_WAYS))
            moment = time.strftime("%b %d %H:%M:%S", time.localtime(time.time() - (lines - number) / 50))
            file.write(f"{moment} gateway homemail/queue[4711]: {said}\n")


async def settle_in(folders: Folders) -> None:
    store = await Store.open(folders.root, floor=0, reserve=0)
    for name in PEOPLE:
        await store.accounts.add(name, name.title(), "no password")
    await store.close()


@contextlib.contextmanager
def mail_flowing(port: int, rate: int) -> Iterator[None]:
    """For as long as it is entered; a process of its own."""
    words = [sys.executable, "-m", "tests.bench.window", "--flow", json.dumps([port, rate])]
    with subprocess.Popen(words) as flow:
        try:
            yield
        finally:
            flow.terminate()


def flow(port: int, rate: int) -> None:
    """Most of it for the house, a tenth for outside, where nobody answers."""
    recipients = [*(f"{name}@bench.test" for name in PEOPLE[:3] * 3), "far@d7.example"]
    each = max(1, round(rate * AT_ONCE))
    while True:
        begun = time.monotonic()
        Generator(Load(port, each, 2000, 1, each, recipients, sender="chris@bench.test")).run()
        time.sleep(max(0.0, begun + AT_ONCE - time.monotonic()))


@contextlib.contextmanager
def screens() -> Iterator[list[tuple[str, dict[str, str]]]]:
    """Names of screens and the environment that each means."""
    found = [("offscreen", {"QT_QPA_PLATFORM": "offscreen"})]
    if shutil.which("Xvfb") is None:
        yield found
        return
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        try:
            yield [*found, ("Xvfb", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"})]
        finally:
            server.terminate()


class Bench:
    def __init__(self, folders: Folders, compiled: Path) -> None:
        self._folders = folders
        self.engine_stays = False
        self._environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._environment["PYTHONPYCACHEPREFIX"] = str(compiled)

    def started(self, screen: dict[str, str]) -> dict[str, float]:
        """Seconds to the first paint and to the first figures, the medians of some."""
        runs = [self._start_once(screen) for _ in range(STARTS + 1)][1:]
        return {name: statistics.median(run[name] for run in runs) for name in runs[0]}

    def _start_once(self, screen: dict[str, str]) -> dict[str, float]:
        found = self._window("start", screen)
        if not self.engine_stays:
            stop_engine(self._folders)
        return found

    def used(self, screen: dict[str, str], seconds: float) -> dict[str, Any]:
        return self._window("use", screen, str(seconds))

    def _window(self, *words: Any) -> dict[str, Any]:
        story, screen, *rest = words
        (self._folders.root / "window.json").unlink(missing_ok=True)  # each opens on the Overview
        command = [sys.executable, "-m", "tests.bench.window_inside", str(self._folders.root), story, *rest]
        environment = {**self._environment, **screen, "BEGUN": str(time.monotonic())}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if not done.stdout.strip():
            raise RuntimeError(done.stderr[-2000:])
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--rate", type=int, default=200, help="messages a second while it is used")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each page")
    parser.add_argument("--screen", default="", help="only this one")
    parser.add_argument("--keep", type=Path, help="a folder to fill once and to use again")
    parser.add_argument("--flow", type=json.loads, help=argparse.SUPPRESS)
    parser.add_argument("--no-starts", action="store_true")
    asked = parser.parse_args()
    if asked.flow:
        flow(*asked.flow)
    with contextlib.ExitStack() as stack:
        place = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="homemail-window-")))
        folders = Folders(place / "house")
        smtp, nobody = ports(2)
        is_new = not folders.root.exists()
        folders.root.mkdir(parents=True, exist_ok=True)
        folders.settings.write_text(LISTENS.format(smtp=smtp, nobody=nobody))
        if is_new:
            asyncio.run(settle_in(folders))
            asyncio.run(fill(folders.root, asked.messages))
            write_log(folders, asked.lines)
        bench = Bench(folders, place / "compiled")
        shown = [one for one in stack.enter_context(screens()) if asked.screen in {"", one[0]}]
        for name, screen in [] if asked.no_starts else shown:
            cold = bench.started(screen)
            print(f"{name}: without an engine, first paint {cold['paint']:.2f} s, figures {cold['figures']:.2f} s")
        engine, bench.engine_stays = Engine(folders), True
        stack.callback(engine.stop)
        for name, screen in [] if asked.no_starts else shown:
            warm = bench.started(screen)
            print(
                f"{name}: engine there, first paint {warm['paint']:.2f} s, figures {warm['figures']:.2f} s", flush=True
            )
        stack.enter_context(mail_flowing(smtp, asked.rate))
        for name, screen in shown:
            tell(name, bench.used(screen, asked.seconds))
        print(f"the engine at the end: {resident(engine.process.pid):.0f} MiB")


def tell(screen: str, found: dict[str, Any]) -> None:
    for words, (median, worst, page) in (("first", found["first"]), ("later", found["later"])):
        print(f"{screen}: to another page, {words}: median {median:.0f} ms, worst {worst:.0f} ms ({page})")
    for page, one in found["pages"].items():
        print(
            f"{screen}: {page:10} longest stall {one['stall']:3.0f} ms, {one['lines']:4.0f} lines/s, "
            f"processor {one['share']:4.0%}  {one['who']}"
        )
    print(f"{screen}: memory {found['memory']:.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
