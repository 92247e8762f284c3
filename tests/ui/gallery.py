"""Render every page, light and dark, English and French, at two sizes, to a folder of PNGs.

    QT_QPA_PLATFORM=offscreen python tests/ui/gallery.py FOLDER [PAGE...]

Behind the pages is a running engine filled by the demo; behind what is not as usual, the household that stands in for
one. Look at the pictures before calling it done.
"""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import msgspec  # noqa: E402
import qasync  # noqa: E402
from first_run_pictures import first_run  # noqa: E402
from household import Household, running  # noqa: E402
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget  # noqa: E402

from homemail.control.events import StatusChanged  # noqa: E402
from homemail.control.methods.doctor import DoctorLine  # noqa: E402
from homemail.demo.house import DemoHouse  # noqa: E402
from homemail.demo.traffic import Life  # noqa: E402
from homemail.drill.count import DrillCount  # noqa: E402
from homemail.mail.sentence import Sentence  # noqa: E402
from homemail.settings.folders import Folders  # noqa: E402
from homemail.ui.link import Link  # noqa: E402
from homemail.ui.panels.postfix import PostfixSheet  # noqa: E402
from homemail.ui.task import Tasks  # noqa: E402
from homemail.ui.widgets.segments import Parts  # noqa: E402
from homemail.ui.window import Window  # noqa: E402

SIZES = ((1024, 700), (1440, 900))
BUSTLE = float(os.environ.get("BUSTLE", "12"))  # seconds of mail before the first picture


FINDINGS = (
    DoctorLine("queue", "notice", Sentence("Messages that are held in the queue and leave only when released: {count}.",
               count=1), Sentence("Release or delete them in the queue."), "queue"),
    DoctorLine("people", "problem", Sentence("The alias {alias} leads nowhere: {reason}.", alias="club-nautique",
               reason=Sentence("no account or alias has that name")),
               Sentence("Correct the alias or remove it: `homemail alias set NAME TARGET…`."), "addresses"),
    DoctorLine("networks", "notice", Sentence("Computers of {networks} have to log in to send mail outside: these"
               " networks are not trusted.", networks="192.168.178.0/24"), Sentence("Trust them where everything in"
               " them is yours; old mail programs and printers need it."), "security"),
    DoctorLine("clock", "notice", Sentence("No time server keeps the clock of this computer right; it says {time}.",
               time="2026-11-21 15:09"), Sentence("Set the date and time of this computer, and have it ask a time"
               " server by itself (NTP).")),
    DoctorLine("disk", "ok", Sentence("There is room: {free} MB are free; the database takes {database} MB, the log"
               " {log} MB.", free=60792, database=812, log=17)),
)  # fmt: skip


async def settle(seconds: float = 0.25) -> None:
    await asyncio.sleep(seconds)


async def connected(window: Window) -> None:
    while not window.link.is_connected:
        await asyncio.sleep(0.02)
    await settle(0.4)


async def render(demo: DemoHouse, folder: Path, only: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not only or "first" in only:
        await first_run(folder, SIZES)
    loop = asyncio.get_running_loop()
    link, tasks = Link(demo.folders), Tasks(loop)
    async with Life(demo, (0.3, 0.8)), opened(link, tasks) as window:
        await asyncio.sleep(BUSTLE)
        for language in ("en", "fr"):
            for look in ("light", "dark"):
                window.preferences.language, window.preferences.look = language, look
                window.dress()
                for width, height in SIZES:
                    window.resize(width, height)
                    await settle()
                    await shots(window, folder, f"{language}-{look}-{width}", only)
    if only:
        return
    with tempfile.TemporaryDirectory() as root:
        house = Household(Folders(Path(root) / "house"))
        house.findings, house.scram_waits_for = FINDINGS, ("leo", "mamie")
        house.users["anna"] = msgspec.structs.replace(
            house.users["anna"], storage=1_910_000_000, storage_limit=2 * 10**9
        )
        link, tasks = Link(house.folders, may_start=False), Tasks(loop)
        async with contextlib.AsyncExitStack() as engine:
            await engine.enter_async_context(running(house))
            async with opened(link, tasks) as window:
                await states(window, house, folder)
                await engine.aclose()
                await settle(0.6)
                save(window, folder / "lost.png")


@contextlib.asynccontextmanager
async def opened(link: Link, tasks: Tasks) -> AsyncIterator[Window]:
    """A window with an engine behind it."""
    window = Window(link, tasks)
    window.show()
    listening = asyncio.create_task(link.run())
    await connected(window)
    yield window
    await tasks.close()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    window.hide()


async def shots(window: Window, folder: Path, name: str, only: list[str]) -> None:
    for page_name, page in window.pages.items():
        if only and page_name not in only:
            continue
        if page_name == "overview":
            await over_it(window, folder, name)
        window.go(page_name)
        await settle(0.1)
        if page_name == "overview":
            await charts(page, window, folder, name)
        if page_name == "devices":
            await foot(page, folder, name)
        if page_name == "queue":
            page.table.selectRow(1)  # type: ignore[attr-defined]
        if page_name == "addresses":
            await addresses(page, window, folder / f"addresses-way-{name}.png")
        if page_name == "filters":
            page.table.selectRow(1)  # type: ignore[attr-defined]
            await filters(window, page, folder, name)
        if page_name == "people":
            await mailboxes(page, window, folder / f"people-mailboxes-{name}.png")
            await postfix(window, page, folder, name)
        if page_name == "flow":
            await flow_log(window, page, folder / f"flow-log-{name}.png")
        if page_name == "settings":
            drill = window._models["settings"].drill
            drill.count = DrillCount(5, 5, 1204, doubled_outside=3, slowest_start=0.74, counted=True)
            drill.changed()
        if isinstance(parts := getattr(page, "parts", None), Parts):
            await each_part(parts, window, folder / f"{page_name}-PART-{name}.png")
        await settle(0.2)
        save(window, folder / f"{page_name}-{name}.png")


async def each_part(parts: Parts, window: Window, path: Path) -> None:
    """From its top to its foot, a screenful a picture; the first part is open again at the end."""
    first, *others = parts.switch.buttons
    for part in (*others, first):
        parts.choose(part)
        await settle(0.1)
        bar = area(parts).verticalScrollBar()
        for number, place in enumerate(range(0, bar.maximum() + bar.pageStep(), bar.pageStep())):
            bar.setValue(place)
            await settle(0.05)
            save(window, path.with_name(path.name.replace("PART", part + (f"-{number + 1}" if number else ""))))
        bar.setValue(0)


def area(widget: QWidget) -> QScrollArea:
    while not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget


async def flow_log(window: Window, page: Any, picture: Path) -> None:
    """The log behind the messages; then the newest message that somebody cares for."""
    page.show_found("log")
    page.log.view.selectRow(page.log.lines.rowCount() - 3)
    await settle(0.2)
    save(window, picture)
    page.show_found("messages")
    rows = page.messages.model.rows
    page.messages.table.selectRow(max(n for n, one in enumerate(rows) if one.state == "deferred" or n == 0))
    await settle(0.4)


async def over_it(window: Window, folder: Path, name: str) -> None:
    """The search, before and after a word, and the sheet of shortcuts."""
    window.search.open()
    await settle(0.2)
    save(window, folder / f"search-{name}.png")
    window.search.box.setText("mo")
    await settle(0.5)
    save(window, folder / f"search-found-{name}.png")
    window.search.dismiss()
    window.sheet.open()
    await settle(0.1)
    save(window, folder / f"shortcuts-{name}.png")
    window.sheet.dismiss()


async def charts(page: Any, window: Window, folder: Path, name: str) -> None:
    """A month with what a bar says, and a week as a table."""
    card = page.flow_chart
    card.spans.choose("month")
    await settle(0.2)
    card.chart._walk(4)
    await settle(0.1)
    save(window, folder / f"overview-month-{name}.png")
    card.spans.choose("week")
    card.as_table.setChecked(True)
    await settle(0.2)
    save(window, folder / f"overview-week-{name}.png")
    card.as_table.setChecked(False)
    card.spans.choose("day")


async def addresses(page: Any, window: Window, path: Path) -> None:
    """The way of an address, and a row that would be wrong; a message is left in the part that tries one."""
    page.route.ask.setText("factures@maison.test")
    page.route.sent_by.setText("anna@maison.test")
    page.route.follow()
    await settle(0.6)
    save(window, path)
    page.route.ask.setText("")
    aliases = page.cards[0]
    aliases.show_row("aliases", "root")
    aliases.targets.setText("postmaster, chris")
    await settle(0.6)
    save(window, path.with_name(path.name.replace("way", "wrong")))
    aliases._start_anew()
    page.before_after.boxes["from_"].setText("Anna <anna.moreau@maison.test>")
    page.before_after.boxes["to"].setText("mami@maison.test, claire@universite.example")
    page.before_after.after.choose("as it leaves")
    await settle(0.6)


async def filters(window: Window, page: Any, folder: Path, name: str) -> None:
    """The other tables, the trials, and strangers."""
    for part in ("mime_header_checks", "body_checks", "strangers"):
        page.parts.choose(part)
        if part == "strangers":
            page.strangers.ask.click()
        else:
            page.trial.ways.choose("pasted")
        await settle(0.5)
        save(window, folder / f"filters-{part}-{name}.png")
    await end_of(page, window, folder / f"filters-strangers-end-{name}.png")
    page.parts.choose("header_checks")
    page.trial.ways.choose("recent")
    page._pattern.setText("^Subject:")
    page._check()
    page._scope.setCurrentIndex(1)
    page._check()
    page.trial.start()
    await settle(1.0)
    await end_of(page, window, folder / f"filters-tried-{name}.png")
    page._undo.click()


async def end_of(page: Any, window: Window, path: Path) -> None:
    bar = page.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    await settle(0.1)
    save(window, path)
    bar.setValue(0)


async def foot(page: Any, folder: Path, name: str) -> None:
    """What an old program needs, which printers may send, and who was seen."""
    page.programs.button(0).click()
    await settle(0.1)
    save(page.window(), folder / f"devices-old-{name}.png")
    for part, table in (("without login", page.house.table), ("seen", page.seen)):
        page.parts.choose(part)
        table.selectRow(0)
        await settle(0.1)
        save(page.window(), folder / f"devices-{part.replace(' ', '-')}-{name}.png")
    page.parts.choose("connect")
    page.programs.button(2).click()


async def mailboxes(page: Any, window: Window, path: Path) -> None:
    """What the family shares."""
    page.parts.choose("mailboxes")
    page.mailboxes.table.selectRow(0)
    await settle(0.1)
    page.shares.table.selectRow(0)
    await settle(0.1)
    save(window, path)
    page.parts.choose("residents")


PASTED = """relayhost = [smtp.orange.example]:465
smtp_tls_wrappermode = yes
mynetworks = 127.0.0.0/8, 192.168.1.0/24
smtpd_milters = inet:localhost:8891
home_mailbox = Maildir/
# /etc/postfix/generic
anna anna.moreau@orange.example
"""


async def postfix(window: Window, page: Any, folder: Path, name: str) -> None:
    """The page as Postfix has it, and lines that are pasted there."""
    page.show_postfix()
    await settle(0.6)
    save(window, folder / f"postfix-{name}.png")
    sheet = next(one for one in window.findChildren(PostfixSheet) if one.isVisible())
    sheet.view.switch.choose("paste")
    sheet.view.input.setPlainText(PASTED)
    await settle(1.2)
    sheet.view.rows.selectRow(4)
    await settle(0.1)
    save(window, folder / f"postfix-paste-{name}.png")
    sheet.dismiss()


async def states(window: Window, house: Household, folder: Path) -> None:
    """What a page looks like when something is not as usual."""
    window.preferences.language, window.preferences.look = "en", "light"
    window.resize(1024, 700)
    window.dress()
    await settle(0.4)
    window.go("people")
    window.pages["people"].table.selectRow(2)  # type: ignore[attr-defined]
    window.pages["people"]._ask_removal()  # type: ignore[attr-defined]
    await settle()
    save(window, folder / "people-remove.png")
    window.pages["people"]._limit.click()  # type: ignore[attr-defined]
    await settle()
    save(window, folder / "people-limit.png")
    window.pages["people"].begin()  # type: ignore[attr-defined]
    await settle()
    save(window, folder / "people-add.png")
    window.close()
    await settle()
    save(window, folder / "closing.png")
    window.farewell.clear()
    house.offline = Sentence("this computer has no connection to the Internet")
    house.publish(StatusChanged(house.status()))
    for language in ("en", "fr"):
        window.preferences.language = language
        window.dress()
        window.go("overview")
        await settle()
        save(window, folder / f"overview-offline-{language}.png")
    house.offline = ""
    window.preferences.language = "en"
    window.dress()
    house.refused = {"smtp": "another program listens on it: Postfix master, process 611"}
    house.users.clear()
    house.queue.clear()
    house.publish(StatusChanged(house.status()))
    window.go("overview")
    await settle()
    save(window, folder / "overview-refused.png")
    house.refused = {}
    house.publish(StatusChanged(house.status()))
    house.checks = ()
    for name in ("people", "queue", "filters"):
        window.pages[name].load()
        await settle()
        window.go(name)
        await settle()
        save(window, folder / f"{name}-empty.png")
    window.go("flow")
    window.pages["flow"].messages.search.setText("no such thing")  # type: ignore[attr-defined]
    await settle(0.5)
    save(window, folder / "flow-not-found.png")


def save(window: Window, path: Path) -> None:
    window.grab().save(str(path))


def main() -> None:
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with DemoHouse() as demo, loop:
        loop.run_until_complete(render(demo, Path(sys.argv[1]), sys.argv[2:]))


if __name__ == "__main__":
    main()
