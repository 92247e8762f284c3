"""`homemail demo`: the app, or the engine alone, on a throw-away house where mail flows."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from homemail.settings.folders import Folders
from homemail.speech.language import language, tr

if TYPE_CHECKING:
    from homemail.demo.house import DemoHouse


def declare(commands: Any, common: argparse.ArgumentParser) -> None:
    demo = commands.add_parser(
        "demo",
        help=tr("the app with a made-up household, its mail and a pretend Internet; thrown away at the end"),
        parents=[common],
    )
    demo.add_argument("--engine", action="store_true", help=tr("without the window"))
    demo.set_defaults(run=_demo)


def _demo(asked: argparse.Namespace, _folders: Folders) -> int:
    """No `async`: the window brings a loop of its own."""
    from homemail.demo.house import DemoHouse, sweep
    from homemail.demo.traffic import Life

    _on_signals(_leave)
    sweep()
    with DemoHouse(language()) as house:
        if asked.engine or not has_display():
            if not asked.engine:
                print(tr("there is no display here: the engine runs in the foreground, without the window"), flush=True)
            return asyncio.run(_foreground(house))
        try:
            from homemail.ui.app import main as start
        except ImportError as fault:
            print(f"homemail: {tr('the desktop app cannot start: {reason}', reason=fault)}", file=sys.stderr)
            return 1
        try:
            return start(
                house.folders.root,
                title=tr("HomeMail – demo"),
                beside=lambda tell: Life(house, progress=lambda *far: tell(_moving_in(*far))),
            )
        finally:
            _on_signals(signal.SIG_IGN)  # the window has undone it; what follows is the cleaning


def _moving_in(done: int, messages: int) -> str:
    """Nothing once all of it is there."""
    if done == messages:
        return ""
    return tr("The household moves in: {done} of its {messages} messages are there.", done=done, messages=messages)


def has_display() -> bool:
    """Qt aborts the process without one, so it is asked before."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


async def _foreground(house: "DemoHouse") -> int:
    """Until a signal, or until somebody stops the engine: 0 after a clean stop."""
    from homemail.demo.traffic import Life

    engine = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "homemail.cli.main", "serve", "--data", str(house.folders.root)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert engine.stdout is not None
    try:
        while line := await engine.stdout.readline():
            if line.strip() == b"ready":
                break
        else:
            return await engine.wait()
        async with Life(house) as life:
            ended, moved = asyncio.ensure_future(engine.wait()), asyncio.ensure_future(life.moved_in.wait())
            await asyncio.wait({ended, moved}, return_when=asyncio.FIRST_COMPLETED)
            if moved.done():
                _tell(house)
            moved.cancel()
            return await ended
    finally:
        if engine.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                engine.terminate()
            await engine.wait()


def _tell(house: "DemoHouse") -> None:
    from homemail.demo.letters import house as household

    ports = ", ".join(f"{name} {port}" for name, port in house.ports.items())
    print(tr("A made-up household is in {folder}; it is thrown away at the end.", folder=house.folders.root))
    print(tr("on 127.0.0.1: {ports}", ports=ports))
    print(tr("logins: {names}; password: {password}", names=", ".join(household().people), password=house.password))
    print(tr("Ctrl+C ends it"))
    print("ready", flush=True)


def _leave(_number: int, _frame: FrameType | None) -> None:
    _on_signals(signal.SIG_IGN)  # once is enough
    raise SystemExit(0)


def _on_signals(handler: "signal.Handlers | Callable[[int, FrameType | None], None]") -> None:
    """What ends the process shall clean up first; the window has its own way of leaving while it is open."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, handler)
