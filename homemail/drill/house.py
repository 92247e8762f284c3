"""The house that is crashed: a throw-away data folder on loopback ports, and the engine on it.

Nothing of the real house is touched: its folder, its keyring, its ports and its log stay as they are.
"""

import asyncio
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

from homemail.control.client import ControlClient
from homemail.control.errors import ControlError
from homemail.control.methods.engine import Status
from homemail.control.methods.people import UserAdd
from homemail.mail.sentence import Sentence
from homemail.settings.folders import Folders
from homemail.settings.listener import free_ports

PERSON, DOMAIN = "drill", "drill.test"
HERE, OUTSIDE = f"{PERSON}@{DOMAIN}", "somebody@outside.test"
_PATIENCE = 60.0  # seconds for a start, and for the queue to become empty
_SETTINGS = """\
[identity]
hostname = "gateway.{domain}"
domain = "{domain}"
local_domains = ["{domain}"]
[listen]
addresses = ["127.0.0.1"]
smtp = {smtp}
imap = {imap}
submission = 0
submissions = 0
pop3 = 0
pop3s = 0
imaps = 0
[access]
trusted_networks = ["127.0.0.1/32"]
[relay]
host = "127.0.0.1"
port = {next_hop}
tls = "none"
[queue]
retry_minimum = "1s"
retry_maximum = "2s"
"""


class DrillHouse:
    """`async with` founds it and takes it down again, engine and folder."""

    def __init__(self, next_hop: int) -> None:
        self._folders = Folders(Path(tempfile.mkdtemp(prefix="homemail-drill-")))
        self._next_hop = next_hop
        self.smtp, self.imap = free_ports(2)
        self.password = secrets.token_urlsafe(12)
        self._engine: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> Self:
        text = _SETTINGS.format(domain=DOMAIN, smtp=self.smtp, imap=self.imap, next_hop=self._next_hop)
        self._folders.settings.write_text(text, "utf-8")
        try:
            await self.start()
            async with ControlClient(self._folders) as engine:
                await engine.call(UserAdd(PERSON, self.password))
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self.kill()
        await asyncio.to_thread(shutil.rmtree, self._folders.root, ignore_errors=True)

    async def start(self) -> float:
        """Seconds until the engine serves. Raises ControlError with its last words where it does not."""
        begun = time.monotonic()
        self._launch()
        while not await self._serves():
            if self._engine is None or self._engine.poll() is not None or time.monotonic() - begun > _PATIENCE:
                raise ControlError(Sentence("the engine of the drill does not start: {reason}", reason=self._said()))
            await asyncio.sleep(0.02)
        return time.monotonic() - begun

    def _launch(self) -> None:
        with self._errors.open("wb") as errors:
            self._engine = subprocess.Popen(
                [sys.executable, "-m", "homemail.cli.main", "serve", "--data", str(self._folders.root)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
            )

    def _said(self) -> str:
        lines = self._errors.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""

    @property
    def _errors(self) -> Path:
        return self._folders.root / "errors"

    def kill(self) -> None:
        """As a crash does: no time for a last word."""
        if self._engine is not None:
            self._engine.kill()
            self._engine.wait()
            self._engine = None

    async def until_empty(self) -> None:
        """Until nothing waits in the queue, or patience ends."""
        end = time.monotonic() + _PATIENCE
        async with ControlClient(self._folders) as engine:
            while time.monotonic() < end:
                queue = (await engine.call(Status())).queue
                if not queue.active + queue.deferred:
                    return
                await asyncio.sleep(0.1)

    async def _serves(self) -> bool:
        try:
            async with ControlClient(self._folders) as engine:
                await engine.call(Status())
                _, writer = await asyncio.open_connection("127.0.0.1", self.smtp)
        except (ControlError, OSError):
            return False
        writer.close()
        return True
