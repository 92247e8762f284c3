"""The page People against a real engine, by keyboard where it can be; the terminal says what it did."""

import imaplib
import smtplib
import ssl
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from real_house import RealHouse, real_house, until

from homemail.control.methods.clients import ClientRow, ClientTable
from homemail.control.methods.mailboxes import Mailbox, Mailboxes, Share, Shares
from homemail.control.methods.people import Person, Reach, User, Users
from homemail.ui.panels.people_model import People, days_words, full_name_problem, kept_whole, way_target, way_words
from homemail.ui.panels.shared_model import Shared, rights_hint, rights_words

ANNA, LEO = (User(name, full, f"{name}@maison.test", 0.0) for name, full in (("anna", "Anna"), ("leo", "")))


def known() -> People:
    people = People()
    people.apply(Users((LEO, ANNA)))
    people.shared.apply(
        Mailboxes((Mailbox("", "Bills", 2, 0, 10, ""), Mailbox("anna", "Travel", 1, 0, 9, ""),
                   Mailbox("anna", "INBOX", 3, 0, 9, ""), Mailbox("", "Bills.2026", 0, 0, 0, ""))),
        Shares((Share("", "Bills", "anyone", "lrswipte"), Share("anna", "Travel", "leo", "lrs"))),
        people.users,
    )  # fmt: skip
    return people


def person(user: User, **more: Any) -> Person:
    given = {"addresses": (), "outside": user.address, "relay": "", "relay_host": "", "has_own_relay": False}
    return Person(user=user, delete_after=None, **(given | more))


def test_somebody_is_always_chosen_and_a_late_answer_about_another_is_dropped() -> None:
    people = known()
    assert people.chosen == "anna"
    people.choose("leo")
    assert not people.apply_person(person(ANNA), ClientTable(()))
    assert people.apply_person(person(LEO), ClientTable(()))
    people.apply(Users((ANNA,)))
    assert (people.chosen, people.person) == ("anna", None)
    people.apply(Users(()))
    assert people.chosen == ""


def test_what_reads_and_what_sends_at_one_place_is_one_device() -> None:
    people = known()
    rows = (
        ClientRow("imap", "anna", "10.0.0.1", "TLSv1.3", "Thunderbird", 1, 9, 5),
        ClientRow("imap", "leo", "10.0.0.2", "", "", 1, 8, 5),
        ClientRow("smtp", "anna", "10.0.0.1", "TLSv1.3", "pc", 1, 7, 5, "Laptop"),
    )
    people.apply_person(person(ANNA), ClientTable(rows))
    (device,) = people.devices()
    assert (device.program, device.protocols, device.last) == ("Laptop", "IMAP, SMTP", 9)


def test_removing_names_what_goes_and_what_stays() -> None:
    people = known()
    reaches = (Reach("anna@maison.test", "own"), Reach("all@maison.test", "alias", "aliases.all"))
    people.apply(Users((LEO, msgspec.structs.replace(ANNA, messages=2, storage=9))))
    assert "with 2 messages (9\u00a0B)? They are deleted for good." in people.removal()
    people.apply(Users((LEO, ANNA)))
    people.apply_person(person(ANNA, addresses=reaches), ClientTable(()))
    words = people.removal()
    assert "The mailbox is empty." in words
    assert "shown to them: Travel." in words
    assert "lead there no more: all@maison.test." in words


def test_the_way_out_is_said_in_a_sentence() -> None:
    own = person(ANNA, relay="work", relay_host="smtp.work.example", has_own_relay=True)
    assert "a relay of their own: work (smtp.work.example)" in way_words(own)
    assert way_target(own) == "relays.work"
    assert "relay of the house" in way_words(person(ANNA, relay="relay", relay_host="isp.example"))
    assert way_target(person(ANNA, relay="relay")) == ""
    assert "straight" in way_words(person(ANNA))
    assert "no mail" in way_words(person(ANNA, outside=""))
    assert kept_whole(ANNA) == "0\u00a0B, 0 messages"
    assert days_words(1) == "leaves INBOX after 1 day"
    assert full_name_problem("x" * 201)


@pytest.mark.parametrize(
    ("name", "problem"), [("", False), ("Bills", True), ("Trips", False), ("a..b", True), ("50%", True), ("é", False)]
)
def test_a_wrong_name_of_a_mailbox_is_said(name: str, problem: bool) -> None:
    assert bool(known().shared.name_problem(name)) is problem


def test_who_may_what_is_said_as_a_household_says_it() -> None:
    shared: Shared = known().shared
    assert [shared.who_may(one) for one in shared.rows()] == ["everybody: may read and change", "Nobody yet"]
    assert shared.below(shared.rows()[0]) == 1
    assert [name for name, _ in shared.others()] == ["anyone", "anna", "leo"]
    shared.owner = "anna"
    assert [one.name for one in shared.rows()] == ["INBOX", "Travel"]
    assert not shared.may_change(shared.rows()[0])
    assert shared.who_may(shared.rows()[1]) == "leo: may read"
    assert [name for name, _ in shared.others()] == ["anyone", "leo"]
    assert rights_words("lr") == "single rights"
    assert rights_hint("rl") == "sees it in the list (l), reads the mail in it (r)"
    shared.apply(Mailboxes(()), Shares(()), (LEO,))
    assert shared.owner == ""


def test_a_person_is_looked_at_changed_and_removed(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna", "leo")) as house:
            page = house.page("people")
            house.window.go("people")
            await until(lambda: page.model.person is not None)
            await by_keyboard(house, page)
            await wrong_and_undone(page)
            await addresses(house, page)
            await live(house, page)
            await house.lose_the_engine()
            await until(lambda: [one.full_name for one in page.model.users] == ["Anna Martin", "Leonard"])
            await removed(house, page)

    run(story)


async def by_keyboard(house: RealHouse, page: Any) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    await until(lambda: page.model.person and page.model.person.user.name == "leo")
    assert page.card.heading.text() == "leo@maison.test"
    page.card.full_name.setFocus()
    QTest.keyClicks(page.card.full_name, "Leonard")
    QTest.keyClick(page.card.full_name, Qt.Key.Key_Tab)
    assert house.window.focusWidget() is page.card.days
    QTest.keyClick(page.card.days, Qt.Key.Key_Down)
    QTest.keyClick(page.card.days, Qt.Key.Key_Down)
    page.card.save.setFocus()
    QTest.keyClick(page.card.save, Qt.Key.Key_Return)
    await until(lambda: page.model.person and page.model.person.delete_after == 3)
    shown = await house.json("user", "show", "leo")
    assert (shown["user"]["full_name"], shown["delete_after"]) == ("Leonard", 3)
    page._password.click()
    QTest.keyClicks(page._new_password, "abc")
    assert page._new_password_why.text()
    QTest.keyClicks(page._new_password, "defgh")
    QTest.keyClick(page._new_password, Qt.Key.Key_Return)
    await until(lambda: "new password" in page.notice.text and not page._change.isVisible())
    with imaplib.IMAP4("127.0.0.1", house.imap, timeout=60) as client:
        client.starttls(ssl._create_unverified_context())
        client.login("leo", "abcdefgh")


async def wrong_and_undone(page: Any) -> None:
    page.card.full_name.setText("x" * 201)
    assert page.card._full_name_why.text()
    assert not page.card.save.isEnabled()
    page.card.undo.click()
    assert page.card.full_name.text() == "Leonard"
    assert not page.card.undo.isVisible()


async def addresses(house: RealHouse, page: Any) -> None:
    await house.run("alias", "set", "family", "anna", "leo")
    await until(lambda: any(one.text() == "family@maison.test" for one in page.around.findChildren(QPushButton)))
    link = next(one for one in page.around.findChildren(QPushButton) if one.text() == "family@maison.test")
    link.click()
    assert house.window.page.NAME == "addresses"
    house.window.go("people")


async def live(house: RealHouse, page: Any) -> None:
    await house.run("user", "full-name", "anna", "Anna Martin")
    await until(lambda: page.table.rows_model.rows[0].full_name == "Anna Martin")
    with smtplib.SMTP("127.0.0.1", house.submission, timeout=60) as client:
        client.starttls(context=ssl._create_unverified_context())
        client.login("leo", "abcdefgh")
    page.load()
    await until(lambda: [one.protocols for one in page.around.devices.rows_model.rows] == ["SMTP, IMAP"])


async def removed(house: RealHouse, page: Any) -> None:
    page.show_found("leo")
    await until(lambda: page.model.person and page.model.person.user.name == "leo")
    page._remove.click()
    assert "family@maison.test" in page.notice.text
    next(one for one in page.notice.findChildren(QPushButton) if one.text() == "Keep").click()
    page._remove.click()
    next(one for one in page.notice.findChildren(QPushButton) if one.text() == "Remove leo").click()
    await until(lambda: [one.name for one in page.model.users] == ["anna"])
    assert page.model.chosen == "anna"
    assert [one["name"] for one in await house.json("user", "list")] == ["anna"]


def test_mailboxes_of_the_family_are_made_shared_and_removed(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with real_house(tmp_path, people=("anna", "leo")) as house:
            page = house.page("people")
            house.window.go("people")
            await until(lambda: page.model.shared.loaded and len(page.model.users) == 2)
            await made(house, page)
            await shared_with(house, page)
            await renamed_and_removed(house, page)

    run(story)


async def made(house: RealHouse, page: Any) -> None:
    part = page.parts.switch.buttons["residents"]
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Right)
    card = page.mailboxes
    assert card.isVisible()
    card.name.setFocus()
    QTest.keyClicks(card.name, "Bills..")
    assert card._name_why.text()
    assert not card.make.isEnabled()
    QTest.keyClick(card.name, Qt.Key.Key_Backspace)
    QTest.keyClick(card.name, Qt.Key.Key_Backspace)
    QTest.keyClick(card.name, Qt.Key.Key_Return)
    await until(lambda: card.chosen() and card.chosen().name == "Bills")
    assert [one["name"] for one in await house.json("mailbox", "list", "--family")] == ["Bills"]
    await house.run("mailbox", "create", "Bills.2026")
    await until(lambda: [one.name for one in card.table.rows_model.rows] == ["Bills", "Bills.2026"])


async def shared_with(house: RealHouse, page: Any) -> None:
    card = page.shares
    assert card.isVisible()
    card.who.setFocus()
    QTest.keyClicks(card.who, "leo")
    assert card.who.currentData() == "leo"
    QTest.keyClick(card.what, Qt.Key.Key_Down)
    QTest.keyClick(card.give, Qt.Key.Key_Return)
    await until(lambda: [one.who for one in card.table.rows_model.rows] == ["leo"])
    wanted = [{"owner": "", "mailbox": "Bills", "who": "leo", "rights": "lrswipte"}]
    assert await house.json("share", "list", "--family") == wanted
    card.table.selectRow(0)
    card.take.click()
    await until(lambda: not card.table.rows_model.rows)
    assert await house.json("share", "list", "--family") == []
    next(one for one in page.notice.findChildren(QPushButton) if one.text() == "Undo").click()
    await until(lambda: card.table.rows_model.rows)
    assert await house.json("share", "list", "--family") == wanted
    await house.run("share", "set", "Bills", "anyone", "read")
    await until(lambda: [one.who for one in card.table.rows_model.rows] == ["anyone", "leo"])
    await house.run("share", "set", "Travel", "leo", "read", "--user", "anna", status=1)
    await house.run("share", "set", "Drafts", "leo", "read", "--user", "anna")
    await until(lambda: page.model.shared.shown_by("anna"))
    card = page.mailboxes
    card.owner.setFocus()
    QTest.keyClick(card.owner, Qt.Key.Key_Down)
    assert page.model.shared.owner == "anna"
    card.table.selectRow(0)
    assert card.chosen().name == "INBOX"
    assert not card.drop.isEnabled()
    QTest.keyClick(card.owner, Qt.Key.Key_Up)


async def renamed_and_removed(house: RealHouse, page: Any) -> None:
    card = page.mailboxes
    card.table.selectRow(0)
    card.name.setText("Bills.2026")
    assert "already" in card._name_why.text()
    card.name.setText("Invoices")
    card.rename.click()
    await until(lambda: [one.name for one in card.table.rows_model.rows] == ["Invoices", "Invoices.2026"])
    card.table.selectRow(1)
    card.drop.click()
    assert "0 messages" in page.notice.text
    next(one for one in page.notice.findChildren(QPushButton) if one.text() == "Remove Invoices.2026").click()
    await until(lambda: [one.name for one in card.table.rows_model.rows] == ["Invoices"])
    assert [one["name"] for one in await house.json("mailbox", "list", "--family")] == ["Invoices"]
    await house.run("mailbox", "remove", "Invoices")
    await until(lambda: not card.table.rows_model.rows and not page.shares.isVisible())
