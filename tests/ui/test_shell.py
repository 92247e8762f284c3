"""The shell of the window: rail, bar, search, shortcuts, icon, languages and colours, what is remembered."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import shiboken6
from household import Household
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon, QWidget
from test_window import answer, house_and_window, opened, until

from homemail.control.events import StatusChanged
from homemail.control.methods.queue import QueueFlush
from homemail.settings.folders import Folders
from homemail.ui import preferences, theme, tray, words
from homemail.ui.cares import Care, Cause
from homemail.ui.icons import app_icon
from homemail.ui.pages import PLACES
from homemail.ui.preferences import OnClose, Preferences
from homemail.ui.shortcuts import LISTS, TABLE, sheet
from homemail.ui.task import Tasks
from homemail.ui.theme import LIGHT, State
from homemail.ui.window import Window


@pytest.fixture
def with_icons(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """A desktop that has a place for icons; what is said on it is listed."""
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, title, text, *_rest: said.append((title, text)))
    yield said
    theme.apply(QApplication.instance(), theme.Look.LIGHT)  # type: ignore[arg-type]


async def type_in(window: Window, text: str) -> list[str]:
    await asyncio.sleep(0.05)  # what was made anew before is gone
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.isVisible()
    QTest.keyClicks(window.search.box, text)
    return found(window)


def found(window: Window) -> list[str]:
    return [window.search.list.item(number).text() for number in range(window.search.list.count())]


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def test_the_search_opens_pages_settings_people_and_messages_by_keys(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            assert (await type_in(window, "filt"))[0] == "Filters"
            press(window.search.box, Qt.Key.Key_Return)
            assert window.page.NAME == "filters"
            assert not window.search.isVisible()
            await type_in(window, "genevieve")
            await until(lambda: found(window) == ["Geneviève Moreau-Lefèvre"])
            press(window.search.box, Qt.Key.Key_Return)
            people: Any = window.page
            assert people.NAME == "people"
            assert [one.name for one in people.table.selected()] == ["mamie"]
            queue_id = next(iter(house.queue))
            await type_in(window, queue_id.lower()[:8])
            await until(lambda: found(window)[:1] == [queue_id])
            press(window.search.box, Qt.Key.Key_Return)
            queue: Any = window.page
            await until(lambda: [row.queue_id for row in queue.model.rows] == [queue_id])
            assert await type_in(window, "zzzzz") == []
            assert window.search.none.isVisible()
            press(window.search.box, Qt.Key.Key_Escape)
            assert not window.search.isVisible()

    run(story)


def test_the_search_does_things(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            await type_in(window, "flush")
            press(window.search.box, Qt.Key.Key_Return)
            await until(lambda: QueueFlush() in house.calls)
            await until(lambda: "tried now" in window.farewell.text)
            await type_in(window, "stop the eng")
            press(window.search.box, Qt.Key.Key_Return)
            assert not house.stop_asked
            answer(window.farewell, "Stop the engine").click()
            await until(lambda: house.stop_asked)

    run(story)


def test_language_and_colours_change_while_it_runs_and_are_remembered(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("queue")
            await type_in(window, "francais")
            press(window.search.box, Qt.Key.Key_Return)
            assert words.language() == "fr"
            assert window.page.NAME == "queue"
            assert window.rail.buttons["queue"].accessibleName() == "File d’attente"
            assert window.bar.word.text() == "Le courrier circule"
            await type_in(window, "sombres")
            press(window.search.box, Qt.Key.Key_Return)
            assert theme.is_dark()
            await until(lambda: all(page.is_loaded() for page in window.pages.values()))
            assert window.pages["settings"].window_card.look.currentData() == "dark"  # type: ignore[attr-defined]
            kept = preferences.load(house.folders.root / "window.json")
            assert (kept.language, kept.look, kept.page) == ("fr", "dark", "queue")
            await type_in(window, "english")
            press(window.search.box, Qt.Key.Key_Return)
            window.preferences.look = "light"
            window.dress()

    run(story)


def test_a_window_that_is_made_anew_shows_no_other_and_stays_in_front(run: Any, tmp_path: Path, qapp: Any) -> None:
    class Shown(QObject):
        windows: ClassVar[list[QWidget]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.windows.append(watched)
            return False

    async def story() -> None:
        watch = Shown()
        qapp.installEventFilter(watch)
        async with house_and_window(tmp_path) as (_house, window):
            window.activateWindow()
            window.dress()
            await asyncio.sleep(0.05)
            assert watch.windows == [window]
            assert window.isActiveWindow()
        qapp.removeEventFilter(watch)

    run(story)


def test_without_an_engine_the_search_still_opens_pages_and_says_what_it_lacks(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        house = Household(Folders(tmp_path / "house"))
        async with opened(house.folders) as window:
            assert (await type_in(window, "security"))[0] == "Security"
            assert "does not run" in window.search.none.text()
            press(window.search.box, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
            assert window.page.NAME == "security"

    run(story)


def test_every_shortcut_comes_from_the_table_and_f1_shows_it(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            bound = {one.key().toString() for one in window.findChildren(QShortcut)}
            assert bound == {key.keys for key in TABLE.values()} - {f"Ctrl+{n}" for n in range(len(PLACES) + 1, 10)}
            press(window, Qt.Key.Key_F1)
            assert window.sheet.isVisible()
            shown = {one.text() for one in window.sheet.findChildren(QLabel)}
            for place, rows in sheet():
                assert place in {"", LISTS, *window.pages}
                for keys, what in rows:
                    assert {keys, what} <= shown
            press(window.sheet.closing, Qt.Key.Key_Escape)
            assert not window.sheet.isVisible()

    run(story)


def test_no_two_shortcuts_of_one_page_share_their_keys() -> None:
    for place in {key.place for key in TABLE.values()}:
        keys = [key.keys for key in TABLE.values() if key.place in {place, "", LISTS}]
        assert len(keys) == len(set(keys)), place


def test_tab_goes_from_bar_to_rail_to_page_and_everything_has_a_name(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            window.activateWindow()
            window.go("queue")
            window.bar.search.setFocus()
            seen: list[QWidget] = []
            for _ in range(30):
                focus = QApplication.focusWidget()
                assert focus
                seen.append(focus)
                QTest.keyClick(focus, Qt.Key.Key_Tab)
            first_page = next(at for at, one in enumerate(seen) if window.page.isAncestorOf(one))
            first_rail = next(at for at, one in enumerate(seen) if window.rail.isAncestorOf(one))
            assert 0 < first_rail < first_page
            press(window, Qt.Key.Key_F6)
            assert window.rail.has_focus()
            press(window, Qt.Key.Key_F6)
            assert not window.rail.has_focus()
            for one in (window.bar.search, window.search.box, window.search.list, *window.rail.buttons.values()):
                assert one.accessibleName()

    run(story)


def test_tab_stays_inside_the_search(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            window.activateWindow()
            await type_in(window, "")
            for _ in range(3):
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
                assert window.search.isAncestorOf(QApplication.focusWidget())

    run(story)


def test_the_icon_shows_the_state_and_does_what_it_says(run: Any, tmp_path: Path, with_icons: Any) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            assert window.tray
            assert "Mail is flowing" in window.tray.icon.toolTip()
            assert "4 messages in the queue" in window.tray.icon.toolTip()
            window.tray.flush.trigger()
            await until(lambda: QueueFlush() in house.calls)
            window.preferences.on_close = OnClose.KEEP
            window.close()
            assert not window.isVisible()
            window.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
            assert window.isVisible()
            assert window.tray.leave.text() == "Quit; mail keeps flowing"
            gone: list[bool] = []
            window.leaving.connect(lambda: gone.append(True))
            window.tray.leave.trigger()
            assert gone == [True]
            assert not house.stop_asked

    run(story)


def test_the_icon_has_a_picture_before_the_state_is_known(qapp: QApplication) -> None:
    made = tray.Tray(tray.Acts(*[lambda *_: None] * 6))
    assert not made.icon.icon().isNull()
    made.close()


def test_states_differ_in_shape_not_only_in_colour(qapp: QApplication) -> None:
    def grey(state: State) -> bytes:
        picture = tray.state_icon(state).pixmap(32, 32).toImage().convertToFormat(app_grey)
        return bytes(picture.constBits())

    app_grey = app_icon().pixmap(8, 8).toImage().Format.Format_Mono
    assert len({grey(state) for state in State}) == len(State)
    assert LIGHT.of(State.GOOD) != LIGHT.of(State.BAD)


def test_what_needs_a_person_is_told_once_on_the_desktop(run: Any, tmp_path: Path, with_icons: Any) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.hide()
            house.trouble = "the disk is full"
            for _ in range(3):
                house.publish(StatusChanged(house.status()))
                await asyncio.sleep(0.1)
            await until(lambda: with_icons)
            assert with_icons == [("Mail is not accepted", "the disk is full")]
            window.tray.icon.messageClicked.emit()  # type: ignore[union-attr]
            assert window.isVisible()
            assert window.page.NAME == "overview"
            house.trouble = ""
            house.publish(StatusChanged(house.status()))
            await until(lambda: not window.cares.open)
            window.hide()
            window.preferences.notify = False
            house.trouble = "the disk is full"
            house.publish(StatusChanged(house.status()))
            await until(lambda: window.cares.open)
            assert len(with_icons) == 1

    run(story)


def test_returned_mail_is_shown_in_the_window_and_leads_to_its_lines(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            house.log("qmgr", "ABCDEF12: from=<anna@maison.lan>, size=1, nrcpt=1 (queue active)")
            house.log("smtp", "ABCDEF12: to=<b@far.example>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/0/0, "
                      "dsn=5.1.1, status=bounced (550 no)")  # fmt: skip
            await until(lambda: "anna@maison.lan" in window.care_notice.text)
            window.dress()
            assert "anna@maison.lan" in window.care_notice.text
            answer(window.care_notice, "Show").click()
            assert window.page.NAME == "flow"
            assert window.page.log.search.text() == "ABCDEF12"  # type: ignore[attr-defined]
            assert not window.care_notice.text

    run(story)


def test_a_page_that_is_opened_has_the_focus_and_not_the_notice_above_it(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.activateWindow()
            house.log("qmgr", "ABCDEF12: from=<anna@maison.lan>, size=1, nrcpt=1 (queue active)")
            house.log("smtp", "ABCDEF12: to=<b@far.example>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/0/0, "
                      "dsn=5.1.1, status=bounced (550 no)")  # fmt: skip
            await until(lambda: "anna@maison.lan" in window.care_notice.text)
            window.dress()
            for opened in (window.search, window.sheet):
                opened.open()
                opened.dismiss()
                assert window.focusWidget() is window.page
            for name in window.pages:
                window.go(name)
                await until(window.page.is_loaded)
                assert window.focusWidget() in (window.page, window.page.entrance()), name
            assert window.pages["people"].entrance() is not window.pages["people"]
            window.rail.buttons["queue"].setFocus()
            press(window.rail.buttons["queue"], Qt.Key.Key_Return)
            assert window.rail.has_focus()
            answer(window.care_notice, "Put away").setFocus()
            answer(window.care_notice, "Put away").click()
            assert window.focusWidget() in (window.page, window.page.entrance())

    run(story)


def test_a_desktop_without_a_place_for_icons_is_told_of(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            window.go("settings")
            card: Any = window.pages["settings"].window_card  # type: ignore[attr-defined]
            assert window.tray is None
            assert not card.icon.isEnabled()
            assert "no place for icons" in card._icon_words.text()

    run(story)


def test_start_at_login_shows_what_stands_on_the_disk(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("settings")
            card: Any = window.pages["settings"].window_card  # type: ignore[attr-defined]
            entry = tmp_path / "config" / "autostart" / "homemail.desktop"
            assert not card.login.isChecked()
            card.login.click()
            assert str(house.folders.root) in entry.read_text("utf-8")
            assert card.login.isChecked()
            entry.unlink()
            window.go("queue")
            window.go("settings")
            assert not card.login.isChecked()
            entry.parent.rmdir()
            entry.parent.write_text("a file where a folder must be", "utf-8")
            card.login.click()
            assert not card.login.isChecked()
            assert "did not work" in window.page.notice.text

    run(story)


def test_a_setting_that_is_found_has_the_focus_and_is_lit(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            await type_in(window, "largest")
            await until(lambda: found(window)[:1] == ["Largest message"])
            press(window.search.box, Qt.Key.Key_Return)
            assert window.page.NAME == "settings"
            page: Any = window.page
            await until(lambda: page.fields.row("limits.message_size").is_lit)
            row = page.fields.row("limits.message_size")
            assert page.parts.switch.chosen == "limits"
            assert row.box.hasFocus()
            assert row.box.text() == "50M"

    run(story)


def test_widths_splitters_page_and_size_are_remembered(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("queue")
            page: Any = window.page
            header = page.table.horizontalHeader()
            edge = QPoint(header.sectionViewportPosition(2) - 1, 8)
            QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
            header.resizeSection(1, 171)
            QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
            page.table.selectRow(0)
            await until(page.detail.isVisible)
            sizes = [150, page._split.height() - 150 - page._split.handleWidth()]
            page._split.setSizes(sizes)
            page._split.splitterMoved.emit(150, 1)
            window.resize(1111, 701)
            window.close()
            answer(window.farewell, "Keep mail flowing").click()
            kept = json.loads((house.folders.root / "window.json").read_text("utf-8"))
            assert list(kept["widths"].values()) == [{"1": 171}]
            async with opened(house.folders) as again:
                assert again.page.NAME == "queue"
                await until(again.page.is_loaded)
                assert again.page.table.columnWidth(1) == 171  # type: ignore[attr-defined]
                assert again.preferences.splits == kept["splits"]
                again.resize(1300, 800)
                await asyncio.sleep(0.1)
                assert again.page.table.columnWidth(1) == 171  # type: ignore[attr-defined]

    run(story)


@pytest.mark.parametrize("bad", [[], {"queue.0/6": {"x": 1, "77": 90, "1": -5}}, {"queue.0/6": "no"}, 7])
def test_a_damaged_memory_costs_only_itself(run: Any, tmp_path: Path, bad: Any) -> None:
    async def story() -> None:
        house = Household(Folders(tmp_path / "house"))
        kept = {"widths": bad, "splits": {"queue.0/2": ["a", 1]}, "page": "nowhere", "geometry": "§"}
        (house.folders.root / "window.json").write_text(json.dumps(kept), "utf-8")
        async with opened(house.folders) as window:
            assert window.page.NAME == "overview"

    run(story)


def test_preferences_of_an_older_window_are_read(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"look": "dark", "tray": "yes"}', "utf-8")
    assert preferences.load(tmp_path / "window.json") == Preferences(look="dark")


def test_a_care_says_something_for_every_cause() -> None:
    for cause in Cause:
        care = Care(cause, "about", "reason", "who")
        assert care.title
        assert care.text


def test_work_that_ends_after_the_page_was_made_anew_fails_in_no_deleted_table(run: Any) -> None:
    async def story() -> None:
        tasks = Tasks(asyncio.get_running_loop())
        answered = asyncio.get_running_loop().create_future()
        page, shown = QLabel(), []

        async def work() -> str:
            return str(await answered)

        tasks.start(work(), done=lambda text: shown.append(page.setText(text)))
        await asyncio.sleep(0)
        shiboken6.delete(page)
        answered.set_result("late")
        await until(lambda: not tasks.running)
        assert not shown

    run(story)
