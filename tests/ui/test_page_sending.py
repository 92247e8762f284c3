"""The page Sending against a real engine; the terminal says what it did."""

import asyncio
import smtplib
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
            await kept_in(house)
            await house.lose_the_engine()
            await until(lambda: house.page("sending").model.relay.host == "other.example")

    run(story)


async def by_keyboard(house: RealHouse) -> None:
    page = house.page("sending")
    house.window.go("sending")
    page.server.host.setFocus()
    page.server.host.selectAll()
    QTest.keyClicks(page.server.host, "smtp.provider.example")
    while house.window.focusWidget() is not page.server.login:
        QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(page.server.login, "moreau")
    QTest.keyClick(page.server.login, Qt.Key.Key_Return)
    await until(lambda: page.model.relay.host == "smtp.provider.example")
    (shown,) = await house.json("relay", "list")
    assert (shown["host"], shown["username"]) == ("smtp.provider.example", "moreau")


async def wrong_and_undone(house: RealHouse) -> None:
    page = house.page("sending")
    page.server.host.setText("not a host")
    assert page.server.host_why.text()
    assert not page._save.isEnabled()
    page._undo.click()
    assert page.server.host.text() == "smtp.provider.example"
    assert not page.server.host_why.text()


async def live(house: RealHouse) -> None:
    house.window.go("sending", found="relay.message_size")
    row = house.page("sending").fields.row("relay.message_size")
    await until(lambda: row.is_lit and row.box.hasFocus())
    row.box.selectAll()
    QTest.keyClicks(row.box, "20 MB")
    QTest.keyClick(row.box, Qt.Key.Key_Return)
    await until(lambda: "20" in row.note.text() and not house.page("sending").bounds.save.isEnabled())
    assert (await house.json("relay", "list"))[0]["message_size"] == 20_000_000
    await house.run("relay", "set", "relay", "--host", "other.example")
    await until(lambda: house.page("sending").server.host.text() == "other.example")


async def kept_in(house: RealHouse) -> None:
    """One press, and what is for the outside is refused at once; another, and it goes its way again."""
    page = house.page("sending")
    page._gate.click()
    await until(lambda: not page.model.relay.outside)
    assert "stays in the house" in page._summary.text()
    assert "sends no mail to the outside" in await house.run("route", "far@elsewhere.example")
    assert (await asyncio.to_thread(answer, house.smtp, "far@elsewhere.example"))[:7] == "550 5.7"
    page._gate.click()
    await until(lambda: page.model.relay.outside)
    assert (await asyncio.to_thread(answer, house.smtp, "far@elsewhere.example"))[:3] == "250"


def answer(port: int, recipient: str) -> str:
    """To RCPT."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        client.ehlo()
        client.mail("zoe@maison.test")
        code, text = client.rcpt(recipient)
        return f"{code} {text.decode()}"
