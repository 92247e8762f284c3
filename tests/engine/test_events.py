"""What faces are told without asking, from a real engine."""

import asyncio
import json
import select
import smtplib
import subprocess
import sys

from homemail.control.client import ControlClient
from homemail.control.events import AccountsChanged, LogLines, QueueChanged, SettingsChanged, StatusChanged
from homemail.control.methods.addresses import AliasSet
from homemail.control.methods.engine import Status
from homemail.control.methods.people import UserAdd
from homemail.settings.folders import Folders
from tests.engine.conftest import ENVIRONMENT


async def test_log_queue_status_settings_and_accounts_are_told(running):
    seen = []
    folders = Folders(running.data)

    async def watch() -> None:
        async with ControlClient(folders) as engine:
            async for event in engine.events():
                seen.append(event)

    def send() -> None:
        with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
            smtp.sendmail("chris@maison.test", ["friend@example.org"], "Subject: x\r\n\r\ny\r\n")

    async def until(condition) -> None:
        async with asyncio.timeout(60):
            while not condition():
                await asyncio.sleep(0.05)

    watcher = asyncio.create_task(watch())
    await until(lambda: seen)
    assert isinstance(seen[0], StatusChanged)
    async with ControlClient(folders) as engine:
        await asyncio.to_thread(send)
        await until(lambda: any(isinstance(event, QueueChanged) for event in seen))
        await until(
            lambda: any(
                isinstance(event, StatusChanged) and event.status.queue.deferred + event.status.queue.active
                for event in seen
            )
        )
        await engine.call(AliasSet("famille", ("chris",)))
        await until(lambda: SettingsChanged() in seen)
        await engine.call(UserAdd("nora", "her-password"))
        await until(lambda: AccountsChanged() in seen)
        assert (await engine.call(Status())).users == 2
    lines = [line for event in seen if isinstance(event, LogLines) for line in event.lines]
    assert [line.number for line in lines] == list(range(lines[0].number, lines[-1].number + 1))
    assert any("status=deferred" in line.message and line.queue_id for line in lines)
    watcher.cancel()


def test_log_follows(running):
    words = [
        sys.executable,
        "-u",
        "-m",
        "homemail.cli.main",
        "--data",
        str(running.data),
        "log",
        "-f",
        "--search",
        "NOQUEUE",
    ]
    follower = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
    try:
        assert follower.stdout
        for _ in range(60):  # until the follower is there to be told
            with smtplib.SMTP("127.0.0.1", running.ports["smtp"], timeout=60) as smtp:
                smtp.ehlo()
                smtp.mail("x@example.org")
                smtp.rcpt("nobody@maison.test")
            if select.select([follower.stdout], [], [], 1)[0]:
                break
        assert "User unknown" in follower.stdout.readline()
    finally:
        follower.kill()
        follower.wait(60)


def test_log_follow_as_json_is_one_object_a_line(running):
    """`log -f --json` printed plain text."""
    words = [sys.executable, "-u", "-m", "homemail.cli.main", "--data", str(running.data), "log", "-f", "--json"]
    follower = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
    try:
        assert follower.stdout
        first = json.loads(follower.stdout.readline())
        assert first["program"].startswith("homemail/")
    finally:
        follower.kill()
        follower.wait(60)


def test_commands_wait_for_an_engine_that_is_starting(gateway):
    gateway.start()
    done = gateway.run("user", "add", "early", "--password-stdin", stdin="pw\n")
    assert done.returncode == 0, done.stderr
    gateway.wait_for("stdout", "ready")
    assert "early" in gateway.run("user", "list").stdout
