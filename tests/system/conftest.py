"""A whole house for the system tests: a real engine in a process of its own, on free ports, with two people in it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.doubles.ports import free_ports

SERVICES = ("smtp", "submission", "submissions", "pop3", "pop3s", "imap", "imaps")
PEOPLE = {"alice": "alice-pw é", "chris": "chris-pw"}


@dataclass
class House:
    """One data folder and, between `start` and `stop`, its engine."""

    data: Path
    ports: Mapping[str, int]
    relay_port: int
    settings: str
    process: subprocess.Popen[str] | None = None
    people: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)  # more of the environment

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **self.variables}

    def command(self, *words: str, stdin: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "homemail.cli.main", "--data", str(self.data), *words],
            input=stdin, capture_output=True, text=True, timeout=60, check=False, env=self.environment,
        )  # fmt: skip
        if check:
            assert done.returncode == 0, f"{words}: {done.stderr}"
        return done

    def start(self) -> float:
        """Seconds until `ready` was printed."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "homemail.cli.main", "serve", "--data", str(self.data)],
            stdout=subprocess.PIPE, stderr=(self.data / "stderr.txt").open("a"), text=True, env=self.environment,
        )  # fmt: skip
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line == "ready\n", (self.data / "stderr.txt").read_text()
        return time.monotonic() - began

    def stop(self) -> int:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.process = None
        return code

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait(60)
        self.process = None

    def add(self, name: str, password: str) -> None:
        self.command("user", "add", name, "--password-stdin", stdin=password + "\n")
        self.people[name] = password

    def log(self, *wanted: str) -> str:
        """The mail log once it holds all that is wanted: its lines are written a moment after what they tell of."""
        end = time.monotonic() + 60
        while True:
            text = (self.data / "log" / "mail.log").read_text("utf-8")
            if all(line in text for line in wanted) or time.monotonic() > end:
                return text
            time.sleep(0.05)

    def edit(self, old: str, new: str) -> None:
        path = self.data / "homemail.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


def make_house(
    data: Path, *, extra: str = "", relay: str = 'tls = "none"', relay_port: int = 0, relay_host: str = "127.0.0.1"
) -> House:
    """A data folder with settings and people; its engine is not started yet."""
    numbers = free_ports(len(SERVICES) + 1)
    ports = dict(zip(SERVICES, numbers, strict=False))
    relay_port = relay_port or numbers[-1]
    listen = "\n".join(f"{name} = {port}" for name, port in ports.items())
    settings = f"""\
[identity]
hostname = "gateway.maison.mrs"
domain = "maison.mrs"
local_domains = ["maison.mrs", "gateway.maison.mrs", "localhost"]
[listen]
addresses = ["127.0.0.1"]
{listen}
http = 0
[access]
trusted_networks = ["127.0.0.1/32"]
greet_pause = 0
[relay]
host = "{relay_host}"
port = {relay_port}
{relay}
[queue]
retry_minimum = "1s"
retry_maximum = "2s"
[aliases]
root = ["chris"]
postmaster = ["root"]
[sender_rewriting.addresses]
chris = "christian@isp.example"
{extra}
"""
    data.mkdir(mode=0o700, exist_ok=True)
    (data / "homemail.toml").write_text(settings, "utf-8")
    house = House(data, ports, relay_port, settings)
    for name, password in PEOPLE.items():
        house.add(name, password)
    return house


@contextlib.contextmanager
def running(house: House) -> Iterator[House]:
    house.start()
    try:
        yield house
    finally:
        if house.process:
            house.stop()


@pytest.fixture(scope="session")
def make_a_house():
    return make_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house shared by the tests of one file: each test sends mail with a token of its own."""
    with running(make_house(tmp_path_factory.mktemp("house"))) as up:
        yield up


@pytest.fixture
def new_house(tmp_path: Path) -> Iterator[House]:
    """A house of the test's own, not started."""
    made = make_house(tmp_path / "data")
    yield made
    if made.process:
        made.kill()
