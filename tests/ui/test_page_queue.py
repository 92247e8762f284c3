"""The page Queue against a real engine, by keyboard; the terminal says what it did."""

import asyncio
import smtplib
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_house import RealHouse, real_house, until

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_waiting_mail_by_keyboard_wrong_input_undo_and_what_the_terminal_changes(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("zoe",)) as house:
            await asyncio.to_thread(send, house.smtp, "far@elsewhere.example")
            page = house.page("queue")
            house.window.go("queue")
            await until(lambda: page.model.rows and page.model.rows[0].state == "deferred")
            queue_id = page.model.rows[0].queue_id
            await held_and_let_go(house, queue_id)
            await corrected(house, queue_id)
            await house.run("queue", "hold", queue_id)
            await until(lambda: page.model.rows[0].state == "hold")
            await house.lose_the_engine()
            await until(lambda: page.model.rows and page.model.rows[0].queue_id == queue_id)
            await dropped(house)

    run(story)


def send(port: int, recipient: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        client.sendmail("zoe@maison.test", [recipient], "Subject: hello\r\n\r\nhello\r\n")


async def held_and_let_go(house: RealHouse, queue_id: str) -> None:
    page = house.page("queue")
    page.table.setFocus()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_H, CONTROL)
    await until(lambda: page.model.rows[0].state == "hold")
    assert await state(house, queue_id) == "hold"
    QTest.keyClick(page.table, Qt.Key.Key_L, CONTROL)
    await until(lambda: page.model.rows[0].state == "deferred")
    assert await state(house, queue_id) == "deferred"


async def corrected(house: RealHouse, queue_id: str) -> None:
    """An address that is none is said beside the field; a right one is taken, and taken back."""
    page = house.page("queue")
    await until(page._acts["readdress"].isEnabled)
    page._acts["readdress"].trigger()
    box = page.form.address
    await until(lambda: house.window.focusWidget() is box)
    box.selectAll()
    QTest.keyClicks(box, "nobody")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert "name@example.org" in page.form._why.text()
    box.selectAll()
    QTest.keyClicks(box, "near@elsewhere.example")
    QTest.keyClick(box, Qt.Key.Key_Return)
    await until(lambda: page.model.rows[0].recipients[0].address == "near@elsewhere.example")
    assert await addresses(house, queue_id) == ["near@elsewhere.example"]
    (undo,) = [one for one in page.notice.findChildren(type(page._all)) if one.text() == "Undo"]
    undo.click()
    await until(lambda: page.model.rows[0].recipients[0].address == "far@elsewhere.example")
    assert await addresses(house, queue_id) == ["far@elsewhere.example"]


async def addresses(house: RealHouse, queue_id: str) -> list[str]:
    shown = await house.json("queue", "show", queue_id)
    return [one["address"] for one in shown["entry"]["recipients"]]


async def state(house: RealHouse, queue_id: str) -> str:
    shown = await house.json("queue", "show", queue_id)
    return str(shown["entry"]["state"])


async def dropped(house: RealHouse) -> None:
    """Delete asks once, naming what goes; the answer that changes nothing has the focus."""
    page = house.page("queue")
    page.table.setFocus()
    page.table.choose(page.model.rows[0].queue_id)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    await until(lambda: "far@elsewhere.example" in page.notice.text)
    QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Backtab)
    QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Return)
    await until(lambda: not page.model.rows)
    assert await house.json("queue", "list") == []
    assert page._list.currentWidget() is page._empty
