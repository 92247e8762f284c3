"""The page Sending against a real engine; the terminal says what it did."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_house import RealHouse, real_house, until


def test_the_relay_by_keyboard_wrong_input_undo_and_what_the_terminal_changes(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path) as house:
            await by_keyboard(house)
            await wrong_and_undone(house)
            await live(house)
            await house.lose_the_engine()
            await until(lambda: house.page("sending").model.relay.host == "other.example")

    run(story)


async def by_keyboard(house: RealHouse) -> None:
    page = house.page("sending")
    house.window.go("sending")
    page._host.setFocus()
    page._host.selectAll()
    QTest.keyClicks(page._host, "smtp.provider.example")
    while house.window.focusWidget() is not page._login:
        QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(page._login, "moreau")
    QTest.keyClick(page._login, Qt.Key.Key_Return)
    await until(lambda: page.model.relay.host == "smtp.provider.example")
    (shown,) = await house.json("relay", "list")
    assert (shown["host"], shown["username"]) == ("smtp.provider.example", "moreau")


async def wrong_and_undone(house: RealHouse) -> None:
    page = house.page("sending")
    page._host.setText("not a host")
    assert page._host_why.text()
    assert not page._save.isEnabled()
    page._undo.click()
    assert page._host.text() == "smtp.provider.example"
    assert not page._host_why.text()


async def live(house: RealHouse) -> None:
    await house.run("relay", "set", "relay", "--host", "other.example")
    await until(lambda: house.page("sending")._host.text() == "other.example")
