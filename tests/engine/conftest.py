"""An engine in a process of its own, on free ports of loopback."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.doubles.ports import free_ports

SERVICES = ("smtp", "submission", "submissions", "pop3", "pop3s", "imap", "imaps")
ENVIRONMENT = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


@dataclass
class Gateway:
    """A data folder, and the engine that was started on it."""

    data: Path
    ports: dict[str, int]
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)
    locale: str = "C.UTF-8"

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "homemail.cli.main", "--data", str(self.data), *words],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**ENVIRONMENT, "LC_ALL": self.locale},
        )

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "homemail.cli.main", "--data", str(self.data), "serve"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**ENVIRONMENT, "LC_ALL": self.locale},
        )

    def wait_for(self, stream: str, text: str, timeout: float = 60) -> str:
        """The first line of stdout or stderr that holds the text."""
        assert self.process
        source = getattr(self.process, stream)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if select.select([source], [], [], 0.2)[0]:
                line = source.readline()
                self.said.append(line)
                if text in line:
                    return str(line).rstrip("\n")
                if not line:
                    break
        raise AssertionError(f"{text!r} did not come: {self.said}")

    def stop(self) -> int:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def log(self) -> str:
        return (self.data / "log" / "mail.log").read_text()

    def edit(self, old: str, new: str) -> None:
        path = self.data / "homemail.toml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    """Settings are written, nothing runs."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    ports = dict(zip(SERVICES, free_ports(len(SERVICES)), strict=True))
    listen = "\n".join(f"{name} = {port}" for name, port in ports.items())
    (data / "homemail.toml").write_text(
        f"""\
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test", "localhost"]
[listen]
addresses = ["127.0.0.1"]
{listen}
[access]
trusted_networks = ["127.0.0.1/32"]
[relay]
host = "127.0.0.1"
port = 9  # nobody there
tls = "none"
[aliases]
root = ["chris"]  # a comment that stays
"""
    )
    made = Gateway(data, ports)
    yield made
    if made.process and made.process.poll() is None:
        made.process.kill()
        made.process.wait(60)


@pytest.fixture
def running(gateway: Gateway) -> Gateway:
    """An engine that is ready, with chris in the house."""
    assert gateway.run("user", "add", "chris", "--password-stdin", stdin="pass-of-chris\n").returncode == 0
    gateway.start()
    gateway.wait_for("stdout", "ready")
    return gateway
