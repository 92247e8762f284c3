"""What went wrong in the first hour with the app and without a mouse; the terminal says what was done."""

import asyncio
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from real_house import RealHouse, real_house, until

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


async def press(house: RealHouse, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or house.window, key, held)
    await asyncio.sleep(0.05)


def answers(widget: QWidget) -> dict[str, QPushButton]:
    return {one.text(): one for one in widget.findChildren(QPushButton) if one.isVisible()}


def test_ctrl_z_after_a_new_mailbox_undid_what_was_set_long_before(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            house.window.activateWindow()
            await house.run("settings", "set", "sending.outside", "false")
            house.window.go("people")
            people = house.page("people")
            people.show_found("mailboxes")
            people.mailboxes.name.setFocus()
            QTest.keyClicks(people.mailboxes.name, "Bills")
            await press(house, Qt.Key.Key_Return)
            await until(lambda: "Bills is there" in people.notice.text)
            people.mailboxes.table.setFocus()
            await press(house, Qt.Key.Key_Z, CONTROL)
            await until(lambda: "Take back the last change" in people.notice.text)
            assert (await house.run("settings", "get", "sending.outside")).strip() == "false"
            answers(people.notice)["Keep it"].click()
            assert not people.notice.text
            # What was just changed here is taken back at once, also from the field that the program has emptied.
            house.window.go("security")
            security = house.page("security")
            security.networks.box.setFocus()
            QTest.keyClicks(security.networks.box, "10.0.0.0/8")
            await press(house, Qt.Key.Key_Return)
            await until(lambda: "10.0.0.0/8" in security.notice.text)
            assert QApplication.focusWidget() is security.networks.box
            await press(house, Qt.Key.Key_Z, CONTROL)
            await until(lambda: "Taken back" in security.notice.text)
            assert "10.0.0.0/8" not in await house.run("settings", "get", "access.trusted_networks")
            assert (await house.run("settings", "get", "sending.outside")).strip() == "false"
            # What was saved from a field is taken back, not only its letters.
            house.window.go("sending")
            sending = house.page("sending")
            sending.server.host.setFocus()
            sending.server.host.selectAll()
            QTest.keyClicks(sending.server.host, "smtp.example.net")
            await press(house, Qt.Key.Key_Return)
            await until(lambda: sending.notice.text and "Undo" in answers(sending.notice))
            assert "still stays in the house" in sending.notice.text  # where mail may not leave no way is taken
            await press(house, Qt.Key.Key_Z, CONTROL)
            await until(lambda: "Taken back" in sending.notice.text)
            assert (await house.json("relay", "list"))[0]["host"] == "127.0.0.1"
            # News of a deed is old when somebody comes back to the page.
            house.window.go("security")
            assert not security.notice.text

    run(story)


def test_the_arrows_could_not_choose_the_only_row_and_the_rail_led_to_another_page(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            house.window.activateWindow()
            mail = "Subject: hello\n\nhello\n"
            await house.run("sendmail", "-f", "anna@maison.test", "friend@example.org", given=mail)
            house.window.go("queue")
            queue = house.page("queue")
            await until(lambda: queue.table.rows_model.rows)
            queue.table.setFocus(Qt.FocusReason.TabFocusReason)
            assert not queue.table.selected()
            await press(house, Qt.Key.Key_Down)
            assert len(queue.table.selected()) == 1
            rail = house.window.rail
            rail.take_focus()
            await press(house, Qt.Key.Key_4, CONTROL)
            assert house.window.page.NAME == "people"
            assert rail.buttons["people"].hasFocus()
            stops = [name for name, one in rail.buttons.items() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
            assert stops == ["people"]

    run(story)


def test_a_trial_of_the_relay_ended_out_of_sight_and_who_was_added_was_not_shown(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            house.window.go("sending")
            sending = house.page("sending")
            sending._test.setFocus()
            sending._test.click()
            await until(lambda: sending.trial.model.verdict)
            await asyncio.sleep(0.1)
            assert sending.trial._headline.visibleRegion().boundingRect().height() > 0
            house.window.go("people")
            people = house.page("people")
            people.begin()
            for box, text in ((people._name, "zoe"), (people._full, "Zoe"), (people._first_password, "long enough")):
                QTest.keyClicks(box, text)
            people._save.click()
            await until(lambda: [one.name for one in people.table.selected()] == ["zoe"])
            assert people.model.chosen == "zoe"

    run(story)
