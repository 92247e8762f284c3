"""The desktop app: one window on one data folder, one event loop for Qt and asyncio.

The loop ends when the window says that the user is done, never because a
window closed: a reply may still be under way.
"""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication

from homemail.settings.folders import Folders
from homemail.ui.garbage import Garbage
from homemail.ui.icons import app_icon
from homemail.ui.link import Link, LinkState
from homemail.ui.only_window import OnlyWindow
from homemail.ui.task import Tasks
from homemail.ui.window import Window

log = logging.getLogger("homemail.ui")
# What is entered while the window is open; it may say how far it is, and nothing when it is done.
Beside = Callable[[Callable[[str], None]], contextlib.AbstractAsyncContextManager[object]]


def main(
    data_folder: Path,
    *,
    title: str = "HomeMail",
    beside: Beside | None = None,
    hidden: bool = False,
) -> int:
    """Show the window until the user is done; the exit status. `hidden`: as a login starts it, see `live`."""
    if not _has_display():
        print(
            "homemail: there is no display for the window; `homemail serve` runs the engine without one",
            file=sys.stderr,
        )
        return 1
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("HomeMail")
    app.setDesktopFileName("homemail")
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    only = OnlyWindow(data_folder)
    if only.wake_first():
        return 0
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            work = live(Folders(data_folder), loop, only, title, beside, hidden=hidden)
            with Garbage():
                loop.run_until_complete(work)
    finally:
        asyncio.set_event_loop(None)
    return 0


async def live(
    folders: Folders,
    loop: asyncio.AbstractEventLoop,
    only: OnlyWindow,
    title: str,
    beside: Beside | None,
    *,
    hidden: bool = False,
) -> None:
    """From the first paint to the last. Hidden, there is the icon, or where it has no place the engine is started and
    this process ends; an engine that does not start brings the window up."""
    done = asyncio.Event()
    link, tasks = Link(folders), Tasks(loop)
    window = Window(link, tasks)
    window.setWindowTitle(title)
    window.leaving.connect(done.set)
    link.on_state(_spare_the_collector)
    if hidden:
        link.on_state(lambda state: _stay_hidden(window, state))
    else:
        window.show()
    only.claim(window.come_forward)
    listening = asyncio.create_task(link.run(), name="engine link")
    listening.add_done_callback(_report)
    _leave_on_signals(loop, window)

    def tell(words: str) -> None:
        window.farewell.busy(words) if words else window.farewell.clear()

    async with beside(tell) if beside else contextlib.nullcontext():
        await done.wait()
    only.close()
    await tasks.close()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    window.deleteLater()


def _stay_hidden(window: Window, state: LinkState) -> None:
    if window.isVisible():
        return
    if state in {LinkState.NEW_HOUSE, LinkState.FAILED}:
        window.come_forward()
    elif state is LinkState.CONNECTED and window.tray is None:
        window.quit_now()


def _spare_the_collector(state: LinkState) -> None:
    """What is there by now stays: to look at it again and again for garbage would stop the loop for 80 ms each time."""
    if state is LinkState.CONNECTED:
        gc.freeze()


def _leave_on_signals(loop: asyncio.AbstractEventLoop, window: Window) -> None:
    """Ctrl+C in the terminal, its closing and the end of the session close the window, not the engine."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), window.quit_now)


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("the link to the engine ended", exc_info=error)


def _has_display() -> bool:
    """Qt aborts the process without one, so it is asked before."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
