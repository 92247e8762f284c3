"""What a page says as Postfix has it, and lines of Postfix taken, against a real engine beside a terminal."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from real_house import RealHouse, real_house, until

from homemail.ui.panels.postfix import PostfixSheet


def test_lines_of_postfix_shown_pasted_refused_taken_and_taken_back(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path) as house:
            sheet = await opened(house)
            await live(house, sheet)
            await wrong(sheet)
            await taken(house, sheet)
            await closed_by_keyboard(house, sheet)
            await whole(house)

    run(story)


async def opened(house: RealHouse) -> PostfixSheet:
    page = house.page("sending")
    house.window.activateWindow()
    await until(house.window.isActiveWindow)
    house.window.go("sending")
    way = next(one for one in page.findChildren(QPushButton) if one.text() == "Postfix")
    way.setFocus()
    QTest.keyClick(way, Qt.Key.Key_Return)
    sheet = house.window.findChild(PostfixSheet)
    assert isinstance(sheet, PostfixSheet)
    await until(lambda: "relayhost = [127.0.0.1]:" in sheet.view.lines.toPlainText())
    sheet.view.copy.click()
    assert QApplication.clipboard().text() == sheet.view.lines.toPlainText()
    return sheet


async def live(house: RealHouse, sheet: PostfixSheet) -> None:
    """The terminal changes something, and the sheet says so."""
    await house.run("relay", "set", "relay", "--host", "other.example")
    await until(lambda: "relayhost = [other.example]:" in sheet.view.lines.toPlainText())


async def wrong(sheet: PostfixSheet) -> None:
    QTest.keyClick(sheet.view.switch.buttons["lines"], Qt.Key.Key_Right)
    assert sheet.view.switch.chosen == "paste"
    sheet.view.input.setFocus()
    QTest.keyClicks(sheet.view.input, "mynetworks = 0.0.0.0/0")
    await until(lambda: sheet.view.model.reading and sheet.view.model.reading.trouble)
    assert not sheet.view.apply.isEnabled()
    assert "Internet" in sheet.view._summary.text()
    sheet.view.input.setPlainText("smtpd_milters = inet:x")
    await until(lambda: [one.verdict for one in sheet.view.model.rows] == ["no"])
    assert not sheet.view.apply.isEnabled()


async def taken(house: RealHouse, sheet: PostfixSheet) -> None:
    before = house.folders.settings.read_text("utf-8")
    sheet.view.input.setPlainText(
        "message_size_limit = 70000\nrelayhost = [smtp.isp.example]:587\n"
        "# /etc/postfix/sasl_passwd\n[smtp.isp.example]:587 maison:s3cr3t\n# /etc/postfix/generic\nanna a@isp.example\n"
    )
    await until(sheet.view.apply.isEnabled)
    sheet.view.apply.click()
    await until(lambda: "70000" in house.folders.settings.read_text("utf-8"))
    await until(lambda: not sheet.view.input.toPlainText())
    shown = await house.run("postfix", "show")
    assert "anna a@isp.example" in shown
    assert "[smtp.isp.example]:587 maison:***" in shown
    assert "s3cr3t" not in shown
    assert all(b"s3cr3t" not in one.read_bytes() for one in house.folders.root.rglob("*")
               if one.is_file() and one.name != "secrets.json")  # fmt: skip
    await house.run("history", "undo")
    await until(lambda: house.folders.settings.read_text("utf-8") == before)


async def closed_by_keyboard(house: RealHouse, sheet: PostfixSheet) -> None:
    QTest.keyClick(sheet.view.input, Qt.Key.Key_Escape)
    await until(lambda: house.window.findChild(PostfixSheet) is None)
    assert isinstance(QApplication.focusWidget(), QPushButton)
    assert QApplication.focusWidget().text() == "Postfix"


async def whole(house: RealHouse) -> None:
    """In Settings stands everything; found by the search, and still there after the engine was lost."""
    house.window.go("settings", found="postfix")
    page = house.page("settings")
    await until(lambda: "mydestination" in page.postfix.lines.toPlainText())
    assert "notify_classes" in page.postfix.lines.toPlainText()
    await house.lose_the_engine()
    page.postfix.input.setPlainText("recipient_delimiter = -")
    page.postfix.switch.choose("paste")
    await until(page.postfix.apply.isEnabled)
