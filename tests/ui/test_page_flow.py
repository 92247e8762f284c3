"""The page Flow against a real engine; the terminal says the same."""

import asyncio
import smtplib
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from real_house import RealHouse, real_house, until

EVE = "eve@far.example"


def test_messages_are_seen_live_searched_and_followed_to_queue_addresses_and_lines(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            house.window.go("flow")
            await live(house)
            await put_off_by_key(house)
            await narrowed(house)
            await lines_and_addresses(house)
            await house.lose_the_engine()
            await until(lambda: len(view(house).model.rows) >= 3)  # from the file, after a kill

    run(story)


def view(house: RealHouse) -> Any:
    return house.page("flow").messages


def state_of(house: RealHouse, recipient: str) -> str:
    return next((row.state for row in view(house).model.rows if row.recipient == recipient), "")


async def hand_in(house: RealHouse, recipient: str) -> None:
    def work() -> None:
        with smtplib.SMTP("127.0.0.1", house.smtp, timeout=60) as smtp:
            smtp.ehlo()
            smtp.mail(EVE)
            if smtp.rcpt(recipient)[0] == 250:
                smtp.data(b"Subject: <b>bold</b>\r\n\r\nx\r\n")

    await asyncio.to_thread(work)


async def live(house: RealHouse) -> None:
    for recipient, state in {
        "anna@maison.test": "delivered",
        "nobody@maison.test": "refused",
        "friend@far.example": "deferred",
    }.items():
        await hand_in(house, recipient)
        await until(lambda recipient=recipient, state=state: state_of(house, recipient) == state)
    listed = {row["recipient"]: row["state"] for row in await house.json("messages")}
    assert listed == {row.recipient: row.state for row in view(house).model.rows}
    assert view(house).following.is_on


async def put_off_by_key(house: RealHouse) -> None:
    """By the arrow keys to the message that waits, and on to the queue."""
    table = view(house).table
    table.setFocus()
    table.selectRow(0)
    while table.selected()[0].state != "deferred":
        QTest.keyClick(table, Qt.Key.Key_Down)
    card = view(house).card
    await until(lambda: card.recipients.rows_model.rows and card.lines.rows_model.rows)
    (one,) = card.recipients.rows_model.rows
    assert (one.address, one.state, one.tries) == ("friend@far.example", "deferred", 1)
    chosen = table.selected()[0].queue_id
    card.copy.click()
    assert QApplication.clipboard().text() == chosen
    house.window.activateWindow()
    await until(house.window.isActiveWindow)
    QTest.keyClick(house.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: house.window.page.NAME == "queue")
    await until(lambda: [row.queue_id for row in house.page("queue").table.rows_model.rows] == [chosen])
    house.window.go("flow")


async def narrowed(house: RealHouse) -> None:
    """One kind, then a text that nothing holds, then all again."""
    kinds = view(house).kinds
    kinds.setCurrentIndex(kinds.findData("refused"))
    await until(lambda: [row.state for row in view(house).model.rows] == ["refused"])
    await hand_in(house, "nobody.else@maison.test")
    await until(lambda: len(view(house).model.rows) == 2)
    kinds.setCurrentIndex(0)
    QTest.keyClicks(view(house).search, "no such text")
    await until(lambda: not view(house).model.rows and view(house)._empty.isVisible())
    view(house).search.clear()
    await until(lambda: len(view(house).model.rows) == 4)


async def lines_and_addresses(house: RealHouse) -> None:
    """Enter shows the log's lines of a message; its address is explained; its sender is blocked, and taken back."""
    table, card = view(house).table, view(house).card
    number = next(n for n, row in enumerate(view(house).model.rows) if row.recipient == "nobody@maison.test")
    table.selectRow(number)
    card.where.click()
    addresses = house.page("addresses")
    await until(lambda: house.window.page is addresses and addresses.route.steps.rows_model.rows)
    assert addresses.route.ask.text() == "nobody@maison.test"
    house.window.go("flow")
    card.block.click()
    notice = house.page("flow").notice
    next(one for one in notice.findChildren(QPushButton) if one.text() == "Block").click()
    await until(lambda: "from now on" in notice.text)
    await until(lambda: undo(notice))
    assert EVE in await house.run("block", "list")
    undo(notice)[0].click()
    await until(lambda: "from now on" not in notice.text)
    assert EVE not in await house.run("block", "list")
    table.selectRow(0)
    chosen = table.selected()[0].queue_id
    QTest.keyClick(table, Qt.Key.Key_Return)
    flow = house.page("flow")
    await until(lambda: flow.model.segment == "log" and flow.log.lines.rowCount() > 3)
    assert all(chosen in line.message for line in flow.model.shown)
    flow.switch.buttons["messages"].click()


def undo(notice: Any) -> list[QPushButton]:
    return [one for one in notice.findChildren(QPushButton) if one.text() == "Undo"]
