"""The window with a real engine behind it, and the command line beside it: what a page did is asked of the terminal."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homemail.settings.folders import Folders
from homemail.ui.link import Link, LinkState
from homemail.ui.task import Tasks
from homemail.ui.window import Window
from tests.doubles.ports import free_ports

PATIENCE = 30.0  # seconds

_SETTINGS = """# The house of the tests.
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]

[listen]
addresses = ["127.0.0.1"]
smtp = {smtp}
submission = {submission}
submissions = 0
pop3 = 0
pop3s = 0
imap = {imap}
imaps = 0

[access]
trusted_networks = ["127.0.0.1/32"]

[relay]
host = "127.0.0.1"
port = {nobody}
tls = "none"
"""


async def until(fact: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Raises TimeoutError when it does not become true in time."""
    async with asyncio.timeout(seconds):
        while not fact():
            await asyncio.sleep(0.02)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealHouse:
    window: Window = field(repr=False)
    folders: Folders
    smtp: int
    submission: int
    imap: int

    def page(self, name: str) -> Any:
        return self.window.pages[name]

    async def run(self, *words: str, given: str = "", status: int = 0) -> str:
        """What `homemail WORDS` prints; `given` is its input. Fails unless it ends with `status`."""
        command = [sys.executable, "-m", "homemail.cli.main", "--data", str(self.folders.root), *words]
        environment = os.environ | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        done = await asyncio.to_thread(
            subprocess.run, command, capture_output=True, text=True, timeout=60, input=given, env=environment
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + (done.stderr if status else "")

    async def json(self, *words: str) -> Any:
        """What `homemail WORDS --json` says."""
        return json.loads(await self.run(*words, "--json"))

    async def lose_the_engine(self) -> None:
        """It is killed, which the window notices, starts another and finds it."""
        status = self.window.link.status
        assert status
        os.kill(status.pid, signal.SIGKILL)
        await until(lambda: self.window.link.state is not LinkState.CONNECTED)
        await until(lambda: self.window.link.is_connected and self._pid() not in {0, status.pid})

    def _pid(self) -> int:
        return self.window.link.status.pid if self.window.link.status else 0


@contextlib.asynccontextmanager
async def real_house(folder: Path, settings: str = "", people: tuple[str, ...] = ()) -> AsyncIterator[RealHouse]:
    """An engine started by the window, with `settings` behind the usual ones; everybody's password is "long enough"."""
    smtp, submission, imap, nobody = free_ports(4)
    folders = Folders(folder / "house")
    folders.root.mkdir()
    text = _SETTINGS.format(smtp=smtp, submission=submission, imap=imap, nobody=nobody) + settings
    folders.settings.write_text(text, "utf-8")
    link, tasks = Link(folders), Tasks(asyncio.get_running_loop())
    window = Window(link, tasks)
    window.resize(1024, 700)
    window.show()
    listening = asyncio.create_task(link.run())
    house = RealHouse(window=window, folders=folders, smtp=smtp, submission=submission, imap=imap)
    try:
        await until(lambda: link.is_connected and link.status)
        for name in people:
            await house.run("user", "add", name, "--password-stdin", given="long enough\n")
        await until(lambda: all(page.is_loaded() for page in window.pages.values()))
        yield house
    finally:
        if link.is_connected:
            await link.stop_engine()
        await tasks.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        window.hide()
        window.deleteLater()
