"""The page Security against a real engine; the terminal and real logins say what it did."""

import asyncio
import imaplib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_house import RealHouse, real_house, until


def test_rules_by_keyboard_wrong_tokens_logins_and_what_the_terminal_changes(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            house.window.go("security")
            page = house.page("security")
            await until(lambda: page.fields.model.page and page.model.logins.loaded)
            await who_may_write(house, page)
            await tokens(house, page)
            await logins(house, page)
            await networks(house, page)
            await house.lose_the_engine()
            assert page.fields.model.kept("sending.senders") == "own"

    run(story)


async def who_may_write(house: RealHouse, page: Any) -> None:
    row = page.fields.row("sending.senders")
    assert "any address" in row.state.text()
    row.box.setFocus()
    QTest.keyClick(row.box, Qt.Key.Key_End)
    card = page.fields.cards[0]
    while house.window.focusWidget() is not card.save:
        QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(card.save, Qt.Key.Key_Space)
    await until(lambda: "own addresses only" in row.state.text())
    assert await house.run("settings", "get", "sending.senders") == "own\n"


async def tokens(house: RealHouse, page: Any) -> None:
    """Each mistake is said at its field before anything is saved."""
    house.window.go("security", found="oauth.issuer")
    issuer, audience = page.fields.row("oauth.issuer"), page.fields.row("oauth.audience")
    await until(lambda: issuer.is_lit and issuer.box.hasFocus())
    QTest.keyClicks(issuer.box, "http://id.example")
    assert "is not a web address" in issuer.note.text()
    issuer.box.selectAll()
    QTest.keyClicks(issuer.box, "https://id.maison.test")
    assert "audience is missing" in issuer.note.text()
    audience.box.setFocus()
    QTest.keyClicks(audience.box, "mail")
    assert "missing" not in issuer.note.text()
    QTest.keyClick(audience.box, Qt.Key.Key_Return)
    await until(lambda: "https://id.maison.test" in issuer.state.text())
    await house.run("settings", "unset", "oauth.issuer", "oauth.audience")
    await until(lambda: issuer.box.text() == "" and "Passwords only" in issuer.state.text())


async def logins(house: RealHouse, page: Any) -> None:
    def log_in(password: str) -> None:
        client = imaplib.IMAP4("127.0.0.1", house.imap)
        try:
            client.login("anna", password)
        finally:
            client.logout()

    with pytest.raises(imaplib.IMAP4.error):
        await asyncio.to_thread(log_in, "not this one")
    table = page.logins.failed.rows_model
    await until(lambda: [(one.user, one.address) for one in table.rows] == [("anna", "127.0.0.1")])
    await asyncio.to_thread(log_in, "long enough")
    house.window.go("overview")
    house.window.go("security")
    await until(lambda: [one.user for one in page.logins.last.rows_model.rows] == ["anna"])


async def networks(house: RealHouse, page: Any) -> None:
    card = page.networks
    house.window.go("security", found="access.trusted_networks")
    await until(card.box.hasFocus)
    QTest.keyClicks(card.box, "10.1.0.7/16")
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    await until(lambda: "10.1.0.0/16" in page.model.networks)
    assert "10.1.0.0/16" in await house.run("settings", "get", "access.trusted_networks")
    card.table.selectRow(1)
    QTest.keyClick(card.table, Qt.Key.Key_Delete)
    await until(lambda: "10.1.0.0/16" not in page.model.networks)
    await house.run("settings", "set", "access.trusted_networks", "127.0.0.1/32, 10.2.0.0/16")
    await until(lambda: "10.2.0.0/16" in card.table.rows_model.rows)
