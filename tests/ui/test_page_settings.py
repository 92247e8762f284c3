"""The page Settings against a real engine; the terminal says what it did."""

import json
import socket
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_house import RealHouse, real_house, until

from tests.doubles.ports import free_ports


def test_ports_by_keyboard_refused_wrong_undone_and_what_the_terminal_changes(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path) as house:
            house.window.go("settings")
            page = house.page("settings")
            await until(lambda: page.fields.model.page and page.fields.row("listen.smtp").state.text())
            await a_port_by_keyboard(house, page)
            await a_port_that_is_taken(house, page)
            wrong_and_undone(page)
            await typed_while_the_terminal_changes(house, page)
            await house.lose_the_engine()
            await until(lambda: "Open" in page.fields.row("listen.smtp").state.text())
            assert page.fields.row("limits.errors").box.text() == "33"

    run(story)


async def a_port_by_keyboard(house: RealHouse, page: Any) -> None:
    (port,) = free_ports(1)
    page.parts.switch.buttons["window"].setFocus()
    for _ in range(2):
        QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Right)
    assert page.parts.switch.chosen == "network"
    row = page.fields.row("listen.smtp")
    while house.window.focusWidget() is not row.box:
        QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Tab)
    row.box.selectAll()
    QTest.keyClicks(row.box, str(port))
    QTest.keyClick(row.box, Qt.Key.Key_Return)
    await until(lambda: row.state.text() == f"Open at 127.0.0.1, port {port}")
    assert await house.run("settings", "get", "listen.smtp") == f"{port}\n"


async def a_port_that_is_taken(house: RealHouse, page: Any) -> None:
    row = page.fields.row("listen.imap")
    with socket.create_server(("127.0.0.1", 0)) as other:
        write(row, str(other.getsockname()[1]))
        page.ports.save.click()
        await until(lambda: row.state.text().startswith("Refused at 127.0.0.1"))
        report = json.loads(await house.run("doctor", "--inside", "--json", status=1))
        (line,) = [one for one in report["lines"] if one["target"] == "listen.imap"]
        assert line["page"] == "settings"
    write(row, str(house.imap))
    page.ports.save.click()
    await until(lambda: row.state.text() == f"Open at 127.0.0.1, port {house.imap}")
    await until(lambda: page.fields.model.kept("listen.imap") == str(house.imap) and not page.ports.undo.isEnabled())


def wrong_and_undone(page: Any) -> None:
    row = page.fields.row("listen.imap")
    before = row.box.text()
    write(row, page.fields.row("listen.smtp").box.text())
    assert "is the port of" in row.note.text()
    assert not page.ports.save.isEnabled()
    page.ports.undo.click()
    assert row.box.text() == before
    assert not row.note.text().startswith("Port")


async def typed_while_the_terminal_changes(house: RealHouse, page: Any) -> None:
    house.window.go("settings", found="limits.recipients")
    typed, other = page.fields.row("limits.recipients"), page.fields.row("limits.errors")
    await until(lambda: typed.is_lit and typed.box.hasFocus() and typed.isVisible())
    QTest.keyClicks(typed.box, "300")
    await house.run("settings", "set", "limits.errors", "33", "limits.recipients", "400")
    await until(lambda: other.box.text() == "33" and "400" in typed.note.text())
    assert typed.box.text() == "300"
    QTest.keyClick(typed.box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.fields.model.kept("limits.recipients") == "300")
    typed.back.click()
    QTest.keyClick(typed.box, Qt.Key.Key_Return)
    await until(lambda: page.fields.model.kept("limits.recipients") == "1000")
    assert "recipients" not in house.folders.settings.read_text("utf-8")


def write(row: Any, text: str) -> None:
    row.box.setFocus()
    row.box.selectAll()
    QTest.keyClicks(row.box, text)


def test_a_broken_file_is_said_and_put_back(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, '[queue]\nlifetime = "5d"\n') as house:
            house.window.go("settings")
            page, file = house.page("settings"), house.folders.settings
            assert not page._mistake.isVisible()
            file.write_text(file.read_text("utf-8").replace('"5d"', '"for ever"'), "utf-8")
            await house.run("reload", status=1)
            await until(lambda: page._mistake.isVisible() and page._mend.isVisible())
            assert "queue.lifetime: 'for ever' is not a duration" in page._mistake_words.text()
            page._mend.click()
            await until(lambda: not page._mistake.isVisible())
            assert await house.run("settings", "get", "queue.lifetime") == "5d\n"
            assert 'lifetime = "5d"' in file.read_text("utf-8")

    run(story)
