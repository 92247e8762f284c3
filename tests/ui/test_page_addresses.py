"""The page Addresses against a real engine; the terminal says what it did, and changes what it shows."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from real_house import RealHouse, real_house, until

from homemail.ui.panels.addresses_model import ALIASES, ARRIVING, OUTSIDE
from homemail.ui.panels.pairs import PairsCard

_HOUSE = """
[[relays]]
name = "work"
host = "smtp.work.example"
senders = ["anna"]

[[header_checks]]
pattern = "^X-Mailer:"
action = "ignore"
scope = "outgoing"
"""


_ROWS = """
[aliases]
bills = ["postmaster"]

[canonical.both]
khris = "chris@maison.test"
"""


def test_rows_are_made_and_changed_by_keyboard_and_circles_are_said(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna",)) as house:
            await an_alias_by_keyboard(house)
            await wrong_input(house)
            await another_name_and_scope(house)

    run(story)


def test_a_row_is_removed_and_comes_back_and_the_terminal_is_heard(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, _ROWS) as house:
            page = house.page("addresses")
            await removed_and_back(house)
            await live(house)
            await house.lose_the_engine()
            await until(lambda: rows(card(house, "aliases")) == {"bills": "root"})
            assert page.parts.switch.chosen == ALIASES

    run(story)


def test_a_step_opens_the_row_that_decided_and_a_message_is_shown_before_and_after(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, _HOUSE, people=("anna", "chris")) as house:
            for row in (
                ("aliases", "bills", "anna", "tax@else.example"),
                ("generic", "anna", "anna@isp.example"),
                ("canonical", "anna.m", "anna@maison.test"),
            ):
                await house.run("rewrite", "set", *row)
            await until(lambda: len(house.page("addresses").model.rows) == 3)
            await where_would_it_go(house)
            await before_and_after(house)

    run(story)


def card(house: RealHouse, key: str) -> PairsCard:
    return next(one for one in house.page("addresses").cards if one.book.key == key)


def rows(one: PairsCard) -> dict[str, str]:
    return {row.pattern: ", ".join(row.targets) for row in one.table.rows_model.rows}


async def told(house: RealHouse, table: str) -> dict[str, str]:
    return {row["pattern"]: ", ".join(row["targets"]) for row in await house.json("rewrite", "list", table)}


async def an_alias_by_keyboard(house: RealHouse) -> None:
    house.window.go("addresses")
    aliases = card(house, "aliases")
    aliases.name.setFocus()
    QTest.keyClicks(aliases.name, "bills")
    QTest.keyClick(aliases.name, Qt.Key.Key_Tab)
    assert house.window.focusWidget() is aliases.targets
    QTest.keyClicks(aliases.targets, "anna, root")
    QTest.keyClick(aliases.targets, Qt.Key.Key_Return)
    await until(lambda: rows(aliases) == {"bills": "anna, root"})
    assert await told(house, "aliases") == {"bills": "anna, root"}
    assert not aliases.name.text()


async def wrong_input(house: RealHouse) -> None:
    aliases = card(house, "aliases")
    aliases.name.setText("bills")
    aliases.targets.setText("a@@b")
    assert "a@@b is not an address" in aliases.why.text()
    assert not aliases.save.isEnabled()
    aliases.targets.setText("zoe")
    await until(lambda: "zoe@maison.test: no account" in aliases.why.text())
    assert aliases.save.isEnabled()  # she may come later
    aliases.targets.setText("bills")
    QTest.keyClick(aliases.targets, Qt.Key.Key_Return)  # before the answer is there
    await until(lambda: "in a circle" in aliases.why.text() and not aliases.save.isEnabled())
    assert rows(aliases) == {"bills": "anna, root"}
    aliases.name.clear()
    aliases.targets.clear()


async def another_name_and_scope(house: RealHouse) -> None:
    """A row that is chosen is changed, also its name and what it applies to."""
    page = house.page("addresses")
    page.parts.switch.buttons[ALIASES].setFocus()
    QTest.keyClick(page.parts.switch.buttons[ALIASES], Qt.Key.Key_Right)
    assert page.model.segment == ARRIVING
    recipients, senders = card(house, "canonical.recipients"), card(house, "canonical.senders")
    recipients.name.setText("krhis")
    recipients.targets.setText("chris@maison.test")
    recipients.save.click()
    await until(lambda: rows(recipients))
    recipients.table.selectRow(0)
    recipients.name.setText("khris")
    recipients.scope.setCurrentIndex(1)
    recipients.save.click()
    await until(lambda: rows(recipients) == {"khris": "chris@maison.test"} == rows(senders))
    assert await told(house, "canonical") == {"khris": "chris@maison.test"}


async def removed_and_back(house: RealHouse) -> None:
    page, recipients = house.page("addresses"), card(house, "canonical.recipients")
    house.window.go("addresses", found="canonical.both.khris")
    assert page.model.segment == ARRIVING
    house.window.activateWindow()
    await until(house.window.isActiveWindow)
    recipients.table.setFocus()
    QTest.keyClick(recipients.table, Qt.Key.Key_Delete)
    await until(lambda: not rows(recipients))
    await until(lambda: "was removed" in page.notice.text)
    next(one for one in page.notice.findChildren(QPushButton) if one.text() == "Undo").click()
    await until(lambda: rows(recipients) == {"khris": "chris@maison.test"})
    page.parts.choose(OUTSIDE)
    page.others_too.click()
    await until(lambda: page.model.recipient_fields)
    hidden = card(house, "masquerade")
    hidden.name.setText("maison.test")
    hidden.save.click()
    await until(lambda: rows(hidden))
    assert [(row["table"], row["pattern"]) for row in await house.json("rewrite", "list")] == [
        ("aliases", "bills"), ("canonical", "khris"), ("masquerade", "maison.test"),
    ]  # fmt: skip
    page.parts.choose(ALIASES)


async def live(house: RealHouse) -> None:
    """What the terminal changes is shown; what is being typed stays."""
    aliases = card(house, "aliases")
    aliases.name.setText("clu")
    await house.run("alias", "set", "bills", "root")
    await until(lambda: rows(aliases) == {"bills": "root"})
    assert aliases.name.text() == "clu"


async def where_would_it_go(house: RealHouse) -> None:
    page = house.page("addresses")
    house.window.go("addresses")
    QTest.keyClicks(page.route.ask, "bills")
    QTest.keyClicks(page.route.sent_by, "anna")
    QTest.keyClick(page.route.sent_by, Qt.Key.Key_Return)
    await until(lambda: page.model.steps)
    found = {step.rule: number for number, step in enumerate(page.model.steps)}
    explained = await house.json("route", "bills", "--from", "anna")
    assert [step["rule"] for step in explained] == [step.rule for step in page.model.steps]

    def enter(rule: str) -> None:
        house.window.go("addresses")
        page.route.steps.selectRow(found[rule])
        QTest.keyClick(page.route.steps, Qt.Key.Key_Return)

    enter("sender_rewriting.addresses.anna")
    senders = card(house, "generic")
    assert (page.model.segment, senders.targets.text()) == (OUTSIDE, "anna@isp.example")
    assert house.window.focusWidget() is senders.targets
    enter("users.anna")
    await until(lambda: house.window.page.NAME == "people" and house.page("people").table.selected()[0].name == "anna")
    enter("relays.work")
    await until(lambda: house.window.page.NAME == "sending" and house.page("sending").relays.table.selected())
    enter("aliases.bills")
    aliases = card(house, "aliases")
    assert (page.model.segment, aliases.name.text()) == (ALIASES, "bills")
    aliases.targets.setText("chris")
    aliases.save.click()
    await until(lambda: [step.rule for step in page.model.steps] == ["aliases.bills", "users.chris"])


async def before_and_after(house: RealHouse) -> None:
    house.window.go("addresses", found="message")
    one = house.page("addresses").before_after
    assert one.isVisible()
    for key, text in (("from_", "Anna <anna.m@maison.test>"), ("to", "chris, x@else.example")):
        QTest.keyClicks(one.boxes[key], text)
    QTest.keyClick(one.boxes["to"], Qt.Key.Key_Return)
    await until(lambda: one.table.rows_model.rows)
    shown = {line.part: line for line in one.table.rows_model.rows}
    assert (shown["From"].after, shown["From"].rules) == ("Anna <anna@maison.test>", ("canonical.both.anna.m",))
    one.after.choose("as it leaves")
    shown = {line.part: line for line in one.table.rows_model.rows}
    assert shown["Envelope sender"].after == "anna@isp.example"
    assert shown["From"].rules == ("canonical.both.anna.m", "sender_rewriting.addresses.anna")
    one.kind.choose("pasted")
    one.pasted.setPlainText("From: anna@maison.test\nTo: x@else.example\nX-Mailer: Old\n")
    await until(lambda: any(line.part == "X-Mailer" for line in one.table.rows_model.rows))
    gone = next(line for line in one.table.rows_model.rows if line.part == "X-Mailer")
    assert (gone.change.value, gone.rules) == ("gone", ("header_checks.1",))
    number = one.table.rows_model.rows.index(gone)
    one.table.clicked.emit(one.table.rows_model.index(number, 0))
    await until(lambda: house.window.page.NAME == "filters")
    assert house.page("filters").table.selected()
