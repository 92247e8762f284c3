"""The engine comes, goes and comes back while the window stays: real processes, real kills."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from real_house import real_house
from test_real_engine import SETTINGS
from test_window import until

from homemail.settings.folders import Folders
from homemail.ui import app
from homemail.ui.at_login.item import command
from homemail.ui.link import Link, LinkState
from homemail.ui.only_window import OnlyWindow
from homemail.ui.task import Tasks
from homemail.ui.window import Window
from tests.doubles.ports import free_ports

PATIENCE = 40.0


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    smtp, imap, nobody = free_ports(3)
    made = Folders(tmp_path / "house")
    made.root.mkdir()
    made.settings.write_text(SETTINGS.format(smtp=smtp, imap=imap, nobody=nobody), "utf-8")
    return made


@contextlib.contextmanager
def somebodys_engine(folders: Folders) -> Iterator[subprocess.Popen[bytes]]:
    """Started in a terminal, not by the window."""
    engine = subprocess.Popen(
        [sys.executable, "-m", "homemail.cli.main", "serve", "--data", str(folders.root)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield engine
    finally:
        engine.kill()
        engine.wait()


@contextlib.asynccontextmanager
async def window_on(folders: Folders) -> AsyncIterator[Window]:
    link, tasks = Link(folders), Tasks(asyncio.get_running_loop())
    window = Window(link, tasks)
    window.show()
    listening = asyncio.create_task(link.run())
    try:
        yield window
    finally:
        if link.is_connected:
            await link.stop_engine()
        await tasks.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        window.hide()
        window.deleteLater()


def test_somebodys_engine_is_found_lost_and_found_again(run: Any, folders: Folders) -> None:
    async def story() -> None:
        with somebodys_engine(folders) as first:
            while not folders.control_socket.exists():
                await asyncio.sleep(0.05)
            async with window_on(folders) as window:
                await until(lambda: window.link.is_connected and window.link.status, PATIENCE)
                assert window.link.status.pid == first.pid  # type: ignore[union-attr]
                os.kill(first.pid, signal.SIGKILL)
                first.wait()
                await until(lambda: window.link.state is LinkState.LOST, PATIENCE)
                assert window.bar.word.text() == "Connection lost"
                window.go("people")
                await until(window.page._start.isVisible)
                with somebodys_engine(folders) as second:
                    await until(lambda: window.link.is_connected, PATIENCE)
                    await until(lambda: window.link.status.pid == second.pid)  # type: ignore[union-attr]
                    await until(lambda: window.bar.word.text() != "Connection lost")
                    await until(lambda: not window.page._start.isVisible())
                    second.send_signal(signal.SIGTERM)
                    await until(lambda: window.link.state is LinkState.LOST, PATIENCE)
                    assert second.wait(PATIENCE) == 0
                window.page._start.click()  # nobody's engine runs: one of our own
                await until(lambda: window.link.is_connected, PATIENCE)

    run(story)


def test_a_hidden_start_without_icons_leaves_the_engine_running_and_ends(run: Any, folders: Folders) -> None:
    async def story() -> None:
        loop = asyncio.get_running_loop()
        only = OnlyWindow(folders.root)
        await asyncio.wait_for(app.live(folders, loop, only, "HomeMail", None, hidden=True), PATIENCE)
        link = Link(folders, may_start=False)
        listening = asyncio.create_task(link.run())
        await until(lambda: link.is_connected and link.status, PATIENCE)
        await link.stop_engine()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

    run(story)


def test_an_engine_that_is_stopped_in_the_terminal_was_told_as_lost(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path) as house:
            await house.run("stop")
            await until(lambda: house.window.link.state is LinkState.STOPPED, PATIENCE)
            assert house.window.bar.word.text() == "Stopped"
            house.page("overview").link.start()
            await until(lambda: house.window.link.is_connected, PATIENCE)

    run(story)


def test_what_a_login_starts_is_a_command_that_is_understood(tmp_path: Path) -> None:
    words = command(tmp_path / "house")
    shown = subprocess.run([*words, "--help"], capture_output=True, text=True, timeout=60, check=False)
    assert shown.returncode == 0
    assert "--hidden" in shown.stdout
