"""The page Devices against a real engine: printers, and what was seen there; the terminal says what it did."""

import smtplib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from real_house import RealHouse, real_house, until

from homemail.control.methods.clients import ClientRow
from homemail.control.methods.devices import DeviceRow
from homemail.ui.panels.devices_model import Program, program_picture
from homemail.ui.panels.house_devices_model import (
    HouseDevices,
    addresses_problem,
    can_save,
    client_words,
    name_problem,
    request,
    senders_problem,
    suggested_name,
)
from homemail.ui.panels.program_card import WIDE

PRINTER = DeviceRow("printer", ("192.168.1.40/32", "fe80::/10"), ())
SENT = ClientRow("smtp", "", "192.168.1.40", "", "BRN30055C1A2B3C", 1.0, 7.0, 3)


def test_a_device_has_what_was_last_sent_from_where_it_is() -> None:
    house = HouseDevices(clients=(ClientRow("smtp", "anna", "192.168.1.40", "", "", 1, 9, 1), SENT))
    assert house.can_become_device(SENT)
    assert not house.can_become_device(house.clients[0])
    house.apply((PRINTER,))
    assert house.last_sent(PRINTER) == 7.0
    assert house.last_sent(DeviceRow("nas", ("10.0.0.1",), ())) is None
    assert house.last_sent(DeviceRow("odd", ("no network",), ())) is None
    assert house.at(SENT) is PRINTER
    assert not house.can_become_device(SENT)
    assert house.find("PRINTER") is PRINTER


def test_a_name_of_the_house_stands_before_what_a_program_says() -> None:
    assert client_words(SENT) == "BRN30055C1A2B3C"
    assert client_words(ClientRow("imap", "a", "", "", "", 0, 0, 0)) == "unnamed"
    named = ClientRow("imap", "a", "", "", "K-9", 0, 0, 0, "Leo’s phone")
    assert client_words(named) == "Leo’s phone  ·  K-9"
    assert suggested_name(named) == "Leo’s phone"
    assert suggested_name(ClientRow("smtp", "", "", "", "", 0, 0, 0)) == "printer"


@pytest.mark.parametrize(
    ("addresses", "senders", "good"),
    [
        ("192.168.1.40", "", True), ("192.168.1.40 fe80::1", "scanner@maison.test, maison.test", True), ("", "", False),
        ("192.168.1", "", False), ("192.168.1.0/24", "a@@b", False),
    ],
)  # fmt: skip
def test_what_is_typed_is_checked_as_the_engine_does(addresses: str, senders: str, good: bool) -> None:
    assert can_save("printer", addresses, senders) is good
    assert good or not addresses or addresses_problem(addresses) or senders_problem(senders)
    if good:
        assert request("printer", addresses, senders).addresses == tuple(addresses.split())


def test_a_name_is_one_line() -> None:
    assert name_problem("x" * 61)
    assert name_problem("a\nb")
    assert not name_problem("Printer in the hall")


@pytest.mark.parametrize("program", Program)
def test_every_program_has_a_picture_of_our_own(program: Program) -> None:
    assert (Path(__file__).parents[2] / "resources" / "icons" / f"{program_picture(program)}.svg").is_file()


def test_devices_are_named_taken_in_changed_and_removed(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            page = house.page("devices")
            house.window.go("devices")
            await seen(house, page)
            await taken_in(house, page)
            await changed(house, page)
            await house.lose_the_engine()
            page.parts.choose("seen")
            await until(lambda: [one.name for one in page.seen.rows_model.rows] == ["Scanner"])
            await forgotten(house, page)
            wide(house, page)
            await out_of_the_way(house, page)

    run(story)


def send(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60, local_hostname="BRN3005") as client:
        client.sendmail("scanner@maison.test", ["anna@maison.test"], "Subject: page\r\n\r\n1\r\n")


async def seen(house: RealHouse, page: Any) -> None:
    switch = page.parts.switch.buttons["connect"]
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_End)
    assert page.seen_card.isVisible()
    send(house.smtp)
    await until(lambda: page.seen.rows_model.rows)
    page.seen.setFocus()
    QTest.keyClick(page.seen, Qt.Key.Key_Down)
    page.seen.selectRow(0)
    QTest.keyClicks(page.seen_card.name, "x" * 61)
    assert page.seen_card._why.text()
    assert not page.seen_card.call.isEnabled()
    page.seen_card.name.clear()
    QTest.keyClicks(page.seen_card.name, "Scanner")
    QTest.keyClick(page.seen_card.name, Qt.Key.Key_Return)
    await until(lambda: page.seen.rows_model.rows[0].name == "Scanner")
    assert [one["name"] for one in await house.json("clients", "list")] == ["Scanner"]


async def taken_in(house: RealHouse, page: Any) -> None:
    assert page.seen_card.take.isVisible()
    QTest.keyClick(page.seen_card.take, Qt.Key.Key_Return)
    card = page.house
    assert card.isVisible()
    assert house.window.focusWidget() is card.name
    assert (card.name.text(), card.addresses.text()) == ("Scanner", "127.0.0.1")
    card.addresses.setText("127.0.0")
    assert "not a network" in card._addresses_why.text()
    assert not card.save.isEnabled()
    card.addresses.setText("127.0.0.1")
    QTest.keyClicks(card.senders, "scanner@maison.test")
    QTest.keyClick(card.senders, Qt.Key.Key_Return)
    await until(lambda: card.table.rows_model.rows)
    wanted = [{"name": "Scanner", "addresses": ["127.0.0.1"], "senders": ["scanner@maison.test"]}]
    assert await house.json("device", "list") == wanted
    assert card.model.last_sent(card.model.rows[0])
    await until(lambda: not page.seen_card.take.isVisibleTo(page.seen_card))


async def changed(house: RealHouse, page: Any) -> None:
    card = page.house
    await house.run("device", "set", "nas", "127.0.0.2")
    await until(lambda: [one.name for one in card.table.rows_model.rows] == ["nas", "Scanner"])
    card.table.selectRow(0)
    card.drop.click()
    await until(lambda: [one.name for one in card.table.rows_model.rows] == ["Scanner"])
    assert len(await house.json("device", "list")) == 1
    next(one for one in page.notice.findChildren(QPushButton) if one.text() == "Undo").click()
    await until(lambda: len(card.table.rows_model.rows) == 2)
    card.table.selectRow(1)
    card.senders.setText("")
    card.save.click()
    await until(lambda: card.model.find("scanner").senders == ())


async def forgotten(house: RealHouse, page: Any) -> None:
    page.seen.selectRow(0)
    page.seen_card.forget.click()
    await until(lambda: not page.seen.rows_model.rows)
    assert await house.json("clients", "list") == []


def wide(house: RealHouse, page: Any) -> None:
    """Three groups share a line where there is room for them."""
    page.parts.choose("connect")
    for width, columns in ((1024, 2), (1500, 3)):
        house.window.resize(width, 700)
        assert (page.card.width() >= WIDE) == (columns == 3)
        assert page.card._values.columnStretch(2) == columns - 2


async def out_of_the_way(house: RealHouse, page: Any) -> None:
    """A house that listens to itself alone: the button leads to the setting, no key is to be known."""
    (change, *_) = [one for one in page.card.findChildren(QPushButton) if one.text() == "Change…"]
    assert "this computer only" in change.accessibleDescription()
    QTest.keyClick(change, Qt.Key.Key_Return)
    await until(lambda: house.page("settings").fields.row("listen.addresses").is_lit)
    assert house.window.page is house.page("settings")
    assert house.page("settings").fields.row("listen.addresses").box.isVisible()
