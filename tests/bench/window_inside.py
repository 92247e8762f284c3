"""Started by window.py and queued.py: the real program on a data folder, watched from inside; says what it saw as JSON.

    python -m tests.bench.window_inside FOLDER start
    python -m tests.bench.window_inside FOLDER use SECONDS
    python -m tests.bench.window_inside FOLDER queue

`start` ends at the first paint after the engine's figures are there; `use` opens every page, several times, and then
looks at each for some seconds; `queue` does what an operator does with a long queue.
"""

import asyncio
import gc
import json
import os
import statistics
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from tests.bench.at_rest import resident

BEGUN = float(os.environ.get("BEGUN", "0"))
TICK = 1  # milliseconds
SUSPECT = 0.02  # seconds after which the sampler looks who is at work
REST = 2.0  # seconds after a page is opened until it is looked at


def waited() -> float:
    """Seconds that the main thread has stood in line for a processor, because the machine does other things too."""
    text = Path(f"/proc/self/task/{os.getpid()}/schedstat").read_text()
    return int(text.split()[1]) / 1e9


async def until(fact: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not fact():
            await asyncio.sleep(0)


class Paints(QObject):
    """When the window was painted first, and how often each widget since."""

    def __init__(self) -> None:
        super().__init__()
        self.first = 0.0
        self.seen: set[QWidget] = set()

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(thing, QWidget):
            self.seen.add(thing)
            if not self.first and isinstance(thing, QMainWindow):
                self.first = time.monotonic() - BEGUN - waited()
        return False


class Stalls:
    """The longest time in which the loop did not come round, less what it stood in line; and who was at work then."""

    def __init__(self) -> None:
        self.worst, self.who = 0.0, ""
        self._suspects: list[str] = []
        self._collecting = 0.0
        self._came = time.perf_counter()
        self._last = self._came - waited()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        gc.callbacks.append(self._collect)
        self._main = threading.main_thread().ident or 0
        threading.Thread(target=self._sample, daemon=True).start()

    def _tick(self) -> None:
        self._came = time.perf_counter()
        now = self._came - waited()
        if now - self._last > self.worst:
            self.worst = now - self._last
            self.who = max(set(self._suspects), key=self._suspects.count, default="")
        self._suspects = []
        self._last = now

    def _collect(self, phase: str, _found: dict[str, int]) -> None:
        if phase == "start":
            self._collecting = time.perf_counter()
        elif (took := time.perf_counter() - self._collecting) > SUSPECT / 2:
            self._suspects += [f"the collector of garbage, {took * 1000:.0f} ms"] * 100

    def _sample(self) -> None:
        while True:
            time.sleep(0.005)
            if time.perf_counter() - self._came > SUSPECT and (frame := sys._current_frames().get(self._main)):
                ours = [one for one in traceback.extract_stack(frame) if "/homemail/" in one.filename]
                places = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in ours[-4:]]
                self._suspects.append(" > ".join(places))

    def take(self) -> tuple[float, str]:
        """Milliseconds."""
        found = (self.worst * 1000, self.who)
        self.worst, self.who, self._last = 0.0, "", time.perf_counter() - waited()
        return found

    def stop(self) -> None:
        self._timer.stop()


async def watch_start(window: Any, paints: Paints) -> dict[str, float]:
    page = window.pages["overview"]
    await until(lambda: window.link.status and page._facts.isVisible())
    paints.seen.clear()
    page.update()
    await until(lambda: page in paints.seen)
    return {"paint": paints.first, "figures": time.monotonic() - BEGUN - waited()}


async def watch_use(window: Any, paints: Paints, seconds: float) -> dict[str, Any]:
    await until(lambda: window.link.status)
    window.resize(1280, 800)
    await asyncio.sleep(2)
    names = list(window.pages)
    there_and_back = [*names[1:], *reversed(names[:-1])]

    async def to(name: str) -> tuple[float, str]:
        paints.seen.clear()
        begun = time.perf_counter() - waited()
        window.go(name)
        await until(lambda: window.page in paints.seen)
        took = (time.perf_counter() - waited() - begun) * 1000
        await asyncio.sleep(0.5)
        return took, name

    first = [await to(name) for name in names[1:]]
    later = [await to(name) for _ in range(3) for name in there_and_back]
    pages, stalls, lines = {}, Stalls(), [0]
    window.link.on_event(lambda event: lines.__setitem__(0, lines[0] + len(getattr(event, "lines", ()))))
    for name in names:
        window.go(name)
        await asyncio.sleep(REST)
        stalls.take()
        lines[0], used = 0, time.process_time()
        await asyncio.sleep(seconds)
        stall, who = stalls.take()
        share = (time.process_time() - used) / seconds
        pages[name] = {"stall": stall, "who": who if stall > SUSPECT * 1000 else "", "lines": lines[0] / seconds,
                       "share": share}  # fmt: skip
    stalls.stop()
    memory = resident(os.getpid())
    return {"first": _summary(first), "later": _summary(later), "pages": pages, "memory": memory}


def _summary(found: list[tuple[float, str]]) -> tuple[float, float, str]:
    worst = max(found)
    return statistics.median(one for one, _ in found), worst[0], worst[1]


async def watch_queue(window: Any) -> list[tuple[str, str]]:
    """What an operator does with a long queue, and how long that takes."""
    page: Any = window.pages["queue"]
    await until(lambda: window.link.is_connected and page.is_loaded())
    window.resize(1280, 800)
    await asyncio.sleep(1)
    rows: list[tuple[str, str]] = []
    stalls = Stalls()
    await asyncio.sleep(0.5)
    stalls.take()

    async def step(words: str, does: Any, fact: Any) -> None:
        begun = time.perf_counter()
        does()
        await until(fact)
        took = (time.perf_counter() - begun) * 1000
        await asyncio.sleep(0.5)
        rows.append((f"window: {words}", f"{took:.0f} ms (longest stall {stalls.take()[0]:.0f} ms)"))

    def taken() -> object:
        return page.model.rows and page.table.rows_model.rows is page.model.rows

    window.go("queue")
    page.model.rows = ()
    await step("first rows", page.load, taken)
    first = page.model.rows[0].queue_id
    await step("newest page", page._end.click, lambda: page.model.rows[0].queue_id != first and taken())
    page._begin.click()
    await until(lambda: page.model.rows[0].queue_id == first)
    await asyncio.sleep(0.5)
    stalls.take()
    await step("all of a page chosen", page.table.selectAll, lambda: len(page.table.selected()) == len(page.model.rows))
    page._choose_all.click()
    verbs = {verb.value: one for verb, one in page._verbs.items()}

    def hold() -> None:
        verbs["hold"].click()
        buttons = [page.notice._actions.itemAt(n).widget() for n in range(page.notice._actions.count())]
        next(one for one in buttons if one.text() == "Hold").click()

    await step("hold all", hold, lambda: page.notice.text.startswith("held:"))
    page.table.selectAll()
    page._choose_all.click()

    def release() -> None:
        verbs["release"].click()
        buttons = [page.notice._actions.itemAt(n).widget() for n in range(page.notice._actions.count())]
        next(one for one in buttons if one.text() == "Release").click()

    await step("release all", release, lambda: page.notice.text.startswith("released:"))
    return rows


def main() -> None:
    app = QApplication(sys.argv[:1])
    paints = Paints()
    app.installEventFilter(paints)
    from homemail.cli.main import main as start
    from homemail.ui import app as ours

    live = ours.live

    async def watched(*given: Any, **more: Any) -> None:
        """The app's own story, and ours beside it as soon as there is a window."""
        task = asyncio.create_task(live(*given, **more))
        while not (windows := [one for one in app.topLevelWidgets() if isinstance(one, QMainWindow)]):
            await asyncio.sleep(0)
        window, found = windows[0], None  # type: Any, Any
        match sys.argv[2]:
            case "start":
                found = await watch_start(window, paints)
            case "use":
                found = await watch_use(window, paints, float(sys.argv[3]))
            case _:
                found = await watch_queue(window)
        print(json.dumps(found), flush=True)
        window.quit_now()
        await task

    ours.live = watched
    start(["--data", sys.argv[1]])


if __name__ == "__main__":
    main()
