"""The card of changes and undo everywhere, against a real engine; the terminal says what they did."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from real_house import RealHouse, real_house, until

from homemail.ui.widgets.notice import Notice

_ALIAS = '\n[aliases]\nkids = ["anna"]  # and lea soon\n'


async def press(notice: Notice, words: str) -> None:
    def found() -> list[QPushButton]:
        return [one for one in notice.findChildren(QPushButton) if one.text() == words and one.isVisible()]

    await until(found)
    found()[0].click()


async def aliases(house: RealHouse) -> dict[str, list[str]]:
    return {one["name"]: one["targets"] for one in await house.json("alias", "list")}


def test_changes_as_differences_undo_restore_and_what_comes_from_the_terminal(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, _ALIAS) as house:
            first = house.folders.settings.read_text()
            house.window.go("settings", found="changes")
            await live(house)
            await by_keyboard(house)
            await refused(house)
            await restored(house, first)
            await house.lose_the_engine()
            card = house.page("settings").history
            await until(card.undo.isEnabled)
            assert len(card.table.rows_model.rows) == 8

    run(story)


async def live(house: RealHouse) -> None:
    card = house.page("settings").history
    await until(lambda: card.model.shown)
    assert card._keys.text() == "With these settings the history begins."
    assert not card.undo.isEnabled()
    await house.run("alias", "remove", "kids")
    await until(lambda: card._keys.text() == "Alias kids: removed, it was anna")
    assert '-kids = ["anna"]  # and lea soon' in card._lines.toPlainText().splitlines()
    await house.run("relay", "set", "relay", "--host", "smtp.isp.example")
    await until(lambda: card._keys.text() == "Relay host (relay.host): 127.0.0.1 → smtp.isp.example")
    text = house.folders.settings.read_text()
    house.folders.settings.write_text(text.replace("# The house of the tests.", "# Our house."))
    await house.run("reload")
    await until(lambda: len(card.table.rows_model.rows) == 4)
    assert [card.table.rows_model.index(row, 2).data() for row in range(4)] == [
        "By hand", "Terminal", "Terminal", "By hand",
    ]  # fmt: skip


async def by_keyboard(house: RealHouse) -> None:
    """The change before the last two is taken back alone, with its comment."""
    page = house.page("settings")
    card = page.history
    card.table.setFocus()
    for _ in range(3):
        QTest.keyClick(card.table, Qt.Key.Key_Down)
        if card.model.wanted == 2:
            break
    await until(lambda: card.model.shown.change.number == 2)
    while house.window.focusWidget() is not card.undo:
        QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(card.undo, Qt.Key.Key_Space)
    await until(lambda: page.notice.text == "Taken back: Alias kids: removed, it was anna")
    text = house.folders.settings.read_text()
    assert 'kids = ["anna"]  # and lea soon' in text
    assert "# Our house." in text
    assert "smtp.isp.example" in text
    await until(lambda: card.model.changes[3].taken_back_by)
    await press(page.notice, "Bring it back")
    await until(lambda: page.notice.text == "Brought back: Alias kids: removed, it was anna")
    assert await aliases(house) == {}


async def refused(house: RealHouse) -> None:
    """What was changed again since is said, and cannot be clicked."""
    card = house.page("settings").history
    await house.run("relay", "set", "relay", "--host", "other.example")
    await until(lambda: len(card.table.rows_model.rows) == 7)
    card.table.selectRow(4)
    await until(lambda: card._obstacle.text() == "relay.host was changed again since, by change 7".capitalize())
    assert not card.undo.isEnabled()
    assert card.restore.isEnabled()


async def restored(house: RealHouse, first: str) -> None:
    page = house.page("settings")
    card = page.history
    card.table.selectRow(6)
    await until(lambda: card.model.shown.change.number == 1)
    card.restore.click()
    assert "Put all settings back to how they were after" in page.notice.text
    await press(page.notice, "Put everything back")
    await until(lambda: page.notice.text == "Everything as after change 1")
    assert house.folders.settings.read_text() == first
    (latest, *_) = json.loads(await house.run("history", "list", "--json"))
    assert (latest["deed"], latest["way"], latest["of"]) == ("restore", "window", 1)
    await until(lambda: len(card.table.rows_model.rows) == 8)


def test_ctrl_z_takes_back_the_last_change_and_a_text_field_keeps_its_own(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, _ALIAS) as house:
            page = house.page("sending")
            house.window.go("sending")
            house.window.activateWindow()
            await until(house.window.isActiveWindow)
            await until(lambda: page.server.host.text() == "127.0.0.1")
            page.server.host.setFocus()
            page.server.host.selectAll()
            QTest.keyClicks(page.server.host, "smtp.isp.example")
            QTest.keyClick(page.server.host, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert page.server.host.text() == "127.0.0.1"
            QTest.keyClicks(page.server.host, "smtp.isp.example")
            page.server.host.setText("smtp.isp.example")
            QTest.keyClick(page.server.host, Qt.Key.Key_Return)
            await until(lambda: page.notice.text and page.model.relay.host == "smtp.isp.example")
            await until(lambda: "Undo" in [one.text() for one in page.notice.findChildren(QPushButton)])
            page.server.host.setText("smtp.isp.example")  # nothing in it is left to undo
            QTest.keyClick(page.server.host, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: page.notice.text.startswith("Taken back: Relay host (relay.host)"))
            assert (await house.json("relay", "list"))[0]["host"] == "127.0.0.1"
            await press(page.notice, "Bring it back")
            await until(lambda: page.notice.text.startswith("Brought back: Relay host (relay.host)"))
            assert (await house.json("relay", "list"))[0]["host"] == "smtp.isp.example"
            for words in ("Taken back", "No change of the settings is left"):
                house.window.setFocus()
                QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
                await until(lambda words=words: page.notice.text.startswith(words))

    run(story)
