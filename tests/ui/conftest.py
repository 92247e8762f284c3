"""A Qt application and one loop for Qt and asyncio; the household behind the real control server."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent))

from homemail.ui import words
from homemail.ui.garbage import Garbage

Run = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    words.use("en")
    yield
    words.use("en")


@pytest.fixture
def run(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a coroutine on qasync's loop, as the app does."""
    import qasync

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setattr("homemail.ui.panels.fields_row.LIT", 60_000)  # on a busy machine a moment is soon over
    qapp.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(qapp, already_running=False)

    def go(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(180):  # a busy machine takes its time
                await story()

        with Garbage():
            loop.run_until_complete(bounded())

    asyncio.set_event_loop(loop)
    yield go
    loop.close()
    asyncio.set_event_loop(None)
