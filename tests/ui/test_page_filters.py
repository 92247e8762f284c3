"""The page Filters against a real engine; the terminal says what it did."""

import asyncio
import smtplib
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from real_house import RealHouse, real_house, until

from homemail.ui.widgets.buttons import Button
from homemail.ui.widgets.notice import Notice
from tests.doubles.dns_server import DnsServer

SECRET = "nobody is to see this"


async def undo(notice: Notice) -> None:
    """The step comes a moment after the words that it belongs to."""

    def steps() -> list[Button]:
        return [one for one in notice.findChildren(Button) if one.text() == "Undo" and one.isVisibleTo(notice)]

    await until(steps)
    steps()[0].click()


async def patterns(house: RealHouse, table: str = "header") -> list[str]:
    return [one["pattern"] for one in await house.json("filter", "list", "--table", table)]


def test_checks_by_keyboard_wrong_input_undo_and_what_the_terminal_changes(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path) as house:
            await by_keyboard(house)
            await wrong_and_undone(house)
            await ready_made(house)
            await live(house)
            await house.lose_the_engine()
            page = house.page("filters")
            await until(lambda: page.model.segment == "mime_header_checks" and page.list.table.isVisible())
            assert await patterns(house) == ["^X-New:", "^X-One:", "^X-Two:"]

    run(story)


async def by_keyboard(house: RealHouse) -> None:
    page = house.page("filters")
    house.window.activateWindow()
    await until(house.window.isActiveWindow)
    house.window.go("filters")
    for pattern in ("^X-Two:", "^X-One:"):
        QTest.keyClick(house.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: house.window.focusWidget() is page._pattern)
        QTest.keyClicks(page._pattern, pattern)
        QTest.keyClick(page._pattern, Qt.Key.Key_Return)
        await until(lambda pattern=pattern: pattern in [one.pattern for one in page.model.checks])
    page.table.setFocus()
    page.table.selectRow(1)
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    await until(lambda: page.model.checks[0].pattern == "^X-One:" and page.table.selected()[0][0] == 1)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    await until(lambda: "was removed" in page.notice.text and len(page.model.checks) == 1)
    await undo(page.notice)
    await until(lambda: len(page.model.checks) == 2)
    assert await patterns(house) == ["^X-One:", "^X-Two:"]


async def wrong_and_undone(house: RealHouse) -> None:
    page = house.page("filters")
    page.table.selectRow(0)
    page._pattern.setText("^X-One(")
    assert page._pattern_why.isVisible()
    assert not page._save.isEnabled()
    page._undo.click()
    assert page._pattern.text() == "^X-One:"
    assert not page._pattern_why.isVisible()


async def ready_made(house: RealHouse) -> None:
    page = house.page("filters")
    page._pattern.setText("^X-One: half typed")
    switch = page.parts.buttons["header_checks"]
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Right)
    assert page.model.table == "mime_header_checks"
    page.list.first.click()
    assert page._save.isEnabled()
    assert not page.model.checks  # nothing is saved before Save
    page.trial.ways.choose("pasted")
    page.trial._direction.setCurrentIndex(page.trial._direction.findData("incoming"))
    page.trial.header.setPlainText('Content-Type: application/x; name="a.EXE"\nContent-Type: text/plain; name=a.txt\n')
    await until(lambda: [one.number for one in page.trial.tried.rows_model.rows] == [1, 0])
    page._save.click()
    await until(lambda: len(page.model.checks) == 1)
    assert "exe" in (await patterns(house, "mime"))[0]
    page.parts.choose("header_checks")
    assert page._pattern.text() == "^X-One: half typed"  # it stays while another table is looked at
    assert page._heading.text() == "Check 1"


async def live(house: RealHouse) -> None:
    """A check comes from the terminal before the one that is being changed: the form follows it."""
    page = house.page("filters")
    await house.run("filter", "add", "^X-New:", "--at", "1")
    await until(lambda: len(page.table.rows_model.rows) == 3)
    assert (page._heading.text(), page._pattern.text()) == ("Check 2", "^X-One: half typed")
    page._undo.click()
    house.window.go("filters", found="header_checks.3")  # as the way of a message names it
    assert (page._heading.text(), page._pattern.text()) == ("Check 3", "^X-Two:")
    page.parts.choose("mime_header_checks")


def send(house: RealHouse, subject: str) -> None:
    with smtplib.SMTP("127.0.0.1", house.smtp, timeout=30) as client:
        client.sendmail("anna@maison.test", ["bob@far.example"], f"Subject: {subject}\r\n\r\n{SECRET}\r\n")


def test_a_check_is_tried_on_recent_mail_before_it_is_saved(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            for subject in ("holidays", "[scan] a page", "more holidays"):
                await asyncio.to_thread(send, house, subject)
            page = house.page("filters")
            trial = page.model.recent
            house.window.go("filters")
            assert not page.trial._start.isEnabled()  # there is nothing to try
            page._pattern.setText("^Subject:.*holidays")
            page.trial._start.setFocus()
            QTest.keyClick(page.trial._start, Qt.Key.Key_Return)
            await until(lambda: trial.was_tried and not trial.is_running)
            rows = page.trial.touched.rows_model.rows
            assert [one.line for one in rows] == ["Subject: more holidays", "Subject: holidays"]
            assert {(one.sender, one.recipient) for one in rows} == {("anna@maison.test", "bob@far.example")}
            assert page.trial._headline.text() == "2 would be touched, of 3 messages."
            assert SECRET not in repr(rows)
            assert not await patterns(house)  # nothing was saved
            tried = await house.json("filter", "try", "--recent", "50", "--direction", "outgoing",
                                     "--pattern", "^Subject:.*holidays")  # fmt: skip
            assert {one["queue_id"] for one in tried["touched"]} == {one.queue_id for one in rows}
            page.trial.start()
            page.trial._cancel.click()
            assert not trial.is_running
            assert "The rest was not looked at" in page.trial._headline.text() or not trial.looked

    run(story)


def test_strangers_lists_checks_and_blocklists(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        dns = await DnsServer({"2.0.0.127.good.example": ["A 127.0.0.2"]}).start()
        more = f'[resolver]\nservers = ["127.0.0.1"]\nport = {dns.port}\ndnssec = "off"\n'
        more += '[strangers]\nblocklists = ["good.example", "gone.example"]\n'
        try:
            async with real_house(tmp_path, more) as house:
                await lists_by_keyboard(house)
                await lists_wrong_and_undone(house)
                page = house.page("filters")
                assert not dns.questions  # nobody is asked by itself
                page.strangers.ask.click()
                await until(lambda: page.model.strangers.asked)
                assert {one.zone: one.state for one in page.model.strangers.asked} == {
                    "good.example": "answers", "gone.example": "empty",
                }  # fmt: skip
                said = await house.run("strangers", "ask", "good.example")
                assert said.split() == ["good.example", "answers"]
                row = page.strangers.fields.row("strangers.sender_domain")
                row.box.click()
                page.strangers.checks.save.click()
                await until(lambda: page.strangers.fields.model.kept("strangers.sender_domain") == "true")
                assert "sender_domain = true" in house.folders.settings.read_text()
                assert row.state.text() == "Refused nobody today."
                house.window.resize(1440, 900)
                await asyncio.sleep(0.1)
                words = [one for one in page.strangers.checks.findChildren(QLabel) if one.isVisible()]
                assert not [
                    one.text() for one in words if one.height() < one.heightForWidth(one.width())
                ]  # none is cut
        finally:
            dns.stop()

    run(story)


async def lists_by_keyboard(house: RealHouse) -> None:
    house.window.activateWindow()
    await until(house.window.isActiveWindow)
    house.window.go("filters", found="strangers.block")
    page = house.page("filters")
    card = page.strangers.lists["block"]
    await until(lambda: house.window.focusWidget() is card.box)
    QTest.keyClicks(card.box, "@Spam.Example")
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    await until(lambda: page.model.strangers.entries("block") == ("spam.example",))
    assert await house.json("block", "list") == ["spam.example"]
    await house.run("allow", "add", "192.0.2.7/24")
    await until(lambda: list(page.strangers.lists["allow"].table.rows_model.rows) == ["192.0.2.0/24"])


async def lists_wrong_and_undone(house: RealHouse) -> None:
    page = house.page("filters")
    card = page.strangers.lists["block"]
    for wrong in ("not one", "spam.example", "192.0.2.0/24", "a@"):
        card.box.setText(wrong)
        assert card._why.isVisible()
        assert not card.put.isEnabled()
    card.box.clear()
    card.table.setFocus()
    card.table.selectRow(0)
    QTest.keyClick(card.table, Qt.Key.Key_Delete)
    await until(lambda: "is off the list" in page.notice.text and not page.model.strangers.entries("block"))
    await undo(page.notice)
    await until(lambda: page.model.strangers.entries("block") == ("spam.example",))
    assert await house.json("block", "list") == ["spam.example"]
