"""Started by queued.py: the window on a data folder whose engine runs, and what its queue's page takes."""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from homemail.settings.folders import Folders
from homemail.ui.link import Link
from homemail.ui.task import Tasks
from homemail.ui.window import Window


async def until(fact: Any) -> None:
    async with asyncio.timeout(60):
        while not fact():
            await asyncio.sleep(0.002)


def _waited() -> float:
    """Seconds that this thread has stood in line for a processor, because the machine does other things too."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


class Stalls:
    """The longest time in which the window's loop did not come round, less what it stood in line for a processor."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter() - _waited()
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter() - _waited()
        self.worst = max(self.worst, now - self._last)
        self._last = now

    def take(self) -> float:
        worst, self.worst, self._last = self.worst, 0.0, time.perf_counter() - _waited()
        return worst * 1000


async def story(folders: Folders) -> None:
    link, tasks = Link(folders, may_start=False), Tasks(asyncio.get_running_loop())
    window = Window(link, tasks)
    window.resize(1280, 800)
    window.show()
    listening = asyncio.create_task(link.run())
    page: Any = window.pages["queue"]
    await until(lambda: link.is_connected and page.is_loaded())
    await asyncio.sleep(1)
    stalls = Stalls()
    await asyncio.sleep(0.5)
    stalls.take()

    async def step(words: str, does: Any, fact: Any) -> None:
        begun = time.perf_counter()
        does()
        await until(fact)
        took = (time.perf_counter() - begun) * 1000
        await asyncio.sleep(0.5)
        print(f"window:_{words}={took:.0f} ms (longest stall {stalls.take():.0f} ms)", flush=True)

    def taken() -> object:
        return page.model.rows and page.table.rows_model.rows is page.model.rows

    window.go("queue")
    page.model.rows = ()
    await step("first_rows", page.load, taken)
    first = page.model.rows[0].queue_id
    await step("newest_page", page._end.click, lambda: page.model.rows[0].queue_id != first and taken())
    page._begin.click()
    await until(lambda: page.model.rows[0].queue_id == first)
    await asyncio.sleep(0.5)
    stalls.take()
    await step("all_of_a_page_chosen", page.table.selectAll, lambda: len(page.table.selected()) == len(page.model.rows))
    page._choose_all.click()
    verbs = {verb.value: one for verb, one in page._verbs.items()}

    def hold() -> None:
        verbs["hold"].click()
        buttons = [page.notice._actions.itemAt(n).widget() for n in range(page.notice._actions.count())]
        next(one for one in buttons if one.text() == "Hold").click()

    await step("hold_all", hold, lambda: page.notice.text.startswith("held:"))
    page.table.selectAll()
    page._choose_all.click()

    def release() -> None:
        verbs["release"].click()
        buttons = [page.notice._actions.itemAt(n).widget() for n in range(page.notice._actions.count())]
        next(one for one in buttons if one.text() == "Release").click()

    await step("release_all", release, lambda: page.notice.text.startswith("released:"))
    await tasks.close()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    loop = qasync.QEventLoop(app, already_running=False)
    asyncio.set_event_loop(loop)
    loop.run_until_complete(story(Folders(Path(sys.argv[1]))))
