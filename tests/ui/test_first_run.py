"""The first run in the window, with the keyboard, up to a letter in a mailbox of a real engine."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from test_window import until

from homemail.control.methods.people import UserList
from homemail.control.methods.sending import RelayShow
from homemail.settings.folders import Folders
from homemail.settings.listener import LISTENERS
from homemail.settings.reading import read
from homemail.ui import words
from homemail.ui.link import Link, LinkState
from homemail.ui.panels import wizard_model
from homemail.ui.panels.relay_test_model import RelayTrial
from homemail.ui.panels.wizard import WizardPage
from homemail.ui.panels.wizard_founding import try_way
from homemail.ui.panels.wizard_model import Home, Step
from homemail.ui.task import Tasks
from homemail.ui.window import Window
from tests.doubles.next_hop import ScriptedHop
from tests.doubles.ports import free_ports


@pytest.fixture(autouse=True)
def a_house_of_one_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network but loopback, and high ports that nobody else uses."""
    monkeypatch.setattr(wizard_model, "lans", tuple)
    monkeypatch.setattr(wizard_model, "every_address", lambda: ("127.0.0.1",))
    low = min(one.standard_port for one in LISTENERS)
    (start,) = free_ports(1)
    monkeypatch.setattr(wizard_model, "_HIGH", [start - low + step * 1000 for step in range(5)])


@contextlib.asynccontextmanager
async def first_run(folder: Path) -> AsyncIterator[tuple[Window, WizardPage]]:
    link, tasks = Link(Folders(folder)), Tasks(asyncio.get_running_loop())
    window = Window(link, tasks)
    window.resize(1024, 700)
    window.show()
    window.activateWindow()
    listening = asyncio.create_task(link.run())
    try:
        await until(lambda: window._first_run.page is not None)
        page = window._first_run.page
        assert page is not None
        page.model.look = lambda where, offset: () if offset else (wizard_model.Refusal(25, True),)
        yield window, page
    finally:
        if link.is_connected:
            await link.stop_engine()
        await tasks.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        window.hide()
        window.deleteLater()


async def press(window: Window, *keys: Qt.Key) -> None:
    for key in keys:
        await asyncio.sleep(0.05)
        QTest.keyClick(QApplication.focusWidget() or window, key)
    await asyncio.sleep(0.05)


async def typed(text: str) -> None:
    box = QApplication.focusWidget()
    assert box is not None
    box.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(box, text)
    await asyncio.sleep(0.05)


ENTER = Qt.Key.Key_Return


def test_enter_enter_enter_and_the_first_letter_is_there(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        folder = tmp_path / "house"
        async with first_run(folder) as (window, page):
            page.model.people[0] = wizard_model.Person("Anna", "anna", wizard_model.new_password())
            await press(window, ENTER, ENTER, ENTER)
            assert page.model.step is Step.NETWORK
            assert not folder.exists()
            await press(window, ENTER)
            await until(lambda: page.founding.done or page.founding.failure)
            assert page.founding.done, page.founding.failure
            wire = "\n".join(page.founding.lines)
            assert "queued as" in wire
            assert "From: Anna <anna@home.lan>" in wire
            assert page.model.people[0].password not in wire
            assert window._all.currentWidget() is page
            people = await window.link.call(UserList())
            assert [(one.name, one.messages) for one in people.users] == [("anna", 1)]
            assert read(folder / "homemail.toml").aliases["postmaster"] == ("anna",)
            await press(window, ENTER)
            assert window._all.currentIndex() == 0
            assert window.preferences.page == "overview"

    run(story)


def test_a_suggestion_was_typed_into_and_tab_passed_one_more_person_by(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with first_run(tmp_path / "house") as (window, page):
            page.model.people[0] = wizard_model.Person("Family", "family", wizard_model.new_password())
            await press(window, ENTER)
            QTest.keyClicks(QApplication.focusWidget(), "martin.lan")
            assert page.model.domain == "martin.lan"
            await press(window, ENTER)
            QTest.keyClicks(QApplication.focusWidget(), "Chris Martin")
            assert page.model.people[0].full_name == "Chris Martin"
            step: Any = page.step
            await press(window, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is step.add
            await press(window, Qt.Key.Key_Space)
            QTest.keyClicks(QApplication.focusWidget(), "Leo")
            assert [one.account for one in page.model.people] == ["chris", "leo"]
            step.rows[-1]["password"].setFocus()
            await press(window, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is step.shown

    run(story)


def test_the_search_lay_over_the_first_run_when_enter_was_pressed_early(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        link, tasks = Link(Folders(tmp_path / "house")), Tasks(asyncio.get_running_loop())
        window = Window(link, tasks)
        window.show()
        window._open_search()
        assert window.search.isVisible()
        listening = asyncio.create_task(link.run())
        await until(lambda: window._first_run.page is not None)
        assert not window.search.isVisible()
        await tasks.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        window.hide()
        window.deleteLater()

    run(story)


def test_a_provider_is_tried_and_then_takes_the_mail(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        hop = await ScriptedHop(
            extensions=("AUTH PLAIN", "SIZE 1000000"), passwords={"anna": "at the provider"}
        ).start()
        folder = tmp_path / "house"
        async with first_run(folder) as (window, page):
            page.model.people[0] = wizard_model.Person("Anna", "anna", wizard_model.new_password())
            await press(window, Qt.Key.Key_Down)
            assert page.model.home is Home.PROVIDERS
            await press(window, ENTER, ENTER)
            assert page.model.step is Step.PEOPLE
            await typed("anna@provider")  # the focus is where something is missing
            assert not page.next.isEnabled()
            await typed("anna@provider.example")
            await press(window, ENTER, ENTER)
            assert page.model.step is Step.RELAY
            way: Any = page.step.ways[0]  # type: ignore[attr-defined]
            await typed("127.0.0.1")
            way.tls.setCurrentIndex(way.tls.findData("none"))
            way._choose_tls(0)
            assert way.port.text() == "25"
            way.port.setFocus()
            await typed(str(hop.port))
            way.login.setFocus()
            await typed("anna")
            way.password.setFocus()
            await typed("wrong")
            way.attempt.click()
            await until(lambda: way.trial.model.verdict)
            assert not way.trial.model.verdict.works
            await typed("at the provider")
            way.attempt.click()
            await until(lambda: way.trial.model.verdict)
            assert way.trial.model.verdict.works, way.trial.model.dialogue
            await until(way.attempt.isEnabled)
            assert "at the provider" not in way.trial.model.dialogue
            assert not folder.exists()
            way.password.setFocus()
            await press(window, ENTER)
            await until(lambda: page.founding.done or page.founding.failure)
            assert page.founding.done, page.founding.failure
            relay = await window.link.call(RelayShow())
            assert (relay.host, relay.port, relay.username, relay.has_password) == ("127.0.0.1", hop.port, "anna", True)
            assert "at the provider" not in (folder / "homemail.toml").read_text("utf-8")
            await asyncio.to_thread(write_outside, window, page)
            await until(lambda: hop.taken)
            assert "anna@provider.example" in hop.taken[0].mail
        await hop.stop()

    run(story)


def write_outside(window: Window, page: WizardPage) -> None:
    import smtplib

    port = next(one.port for one in window.link.status.listeners if one.name == "smtp")  # type: ignore[union-attr]
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        client.sendmail("anna@home.lan", ["far@elsewhere.example"], "From: anna@home.lan\r\nSubject: x\r\n\r\nx\r\n")


def test_what_is_wrong_is_said_beside_its_field_and_escape_goes_back(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with first_run(tmp_path / "house") as (window, page):
            await press(window, ENTER)
            await typed("not a name!")
            step: Any = page.step
            assert "not a name!" in step._whys[0].text()
            await press(window, ENTER)
            assert page.model.step is Step.NAME
            await typed("maison.lan")
            assert step.hostname.text().endswith(".maison.lan")
            await press(window, Qt.Key.Key_Escape, ENTER)
            assert page.step.domain.text() == "maison.lan"  # type: ignore[attr-defined]
            window.dress()  # another language or look: what was typed is still there
            await until(lambda: window._first_run.page is not page)
            assert window._first_run.page.step.domain.text() == "maison.lan"  # type: ignore[union-attr]

    run(story)


def test_the_language_is_chosen_before_anything_is_asked(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        folder = tmp_path / "house"
        async with first_run(folder) as (window, page):
            page.model.choose(Home.ROUTER)
            page.languages.setFocus()
            page.languages.showPopup()
            await press(window, Qt.Key.Key_End, ENTER)
            await until(lambda: window._first_run.page is not page)
            french = window._first_run.page
            assert french is not None
            assert french.next.text() == "Suivant"
            assert french.model.home is Home.ROUTER  # what was said stays
            assert not folder.exists()

    run(story)


def test_breaking_off_leaves_nothing_behind(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with first_run(tmp_path / "house") as (window, page):
            left: list[bool] = []
            window.leaving.connect(lambda: left.append(True))
            await press(window, ENTER, ENTER)
            page.cancel.click()
            assert left
            assert not (tmp_path / "house").exists()

    run(story)


def test_an_engine_that_does_not_start_says_why_and_the_way_back_is_clean(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        folder = tmp_path / "house"
        async with first_run(folder) as (window, page):
            command = window.link._command
            broken = lambda *words: [*command(*words), "--nonsense"]  # noqa: E731
            monkeypatch.setattr(window.link, "_command", broken)
            page.model.people[0] = wizard_model.Person("Anna", "anna", "long enough")
            await press(window, ENTER, ENTER, ENTER, ENTER)
            await until(lambda: page.founding.failure and not page.founding.running)
            assert "nonsense" in page.founding.failure
            assert page.next.text() == "Try again"
            page.back.click()
            await until(lambda: page.model.step is Step.NETWORK)
            assert not folder.exists()
            assert window.link.state is LinkState.NEW_HOUSE
            monkeypatch.setattr(window.link, "_command", command)
            await press(window, ENTER)
            await until(lambda: page.founding.done or page.founding.failure)
            assert page.founding.done, page.founding.failure

    run(story)


def test_an_own_domain_ends_with_what_to_enter_elsewhere(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with first_run(tmp_path / "house") as (window, page):
            page.model.people[0] = wizard_model.Person("Anna", "anna", "mot de passé")
            page.model.choose(Home.ROUTER)
            page.model.type_domain("martin.example")
            await press(window, ENTER, ENTER, ENTER, ENTER)
            await until(lambda: page.founding.done or page.founding.failure)
            assert page.founding.done, page.founding.failure
            entries = page.founding.entries()
            assert [one.kind for one in entries] == ["A", "MX", "TXT", "TXT"]
            assert entries[3].value.startswith("v=DKIM1; k=rsa; p=")

    run(story)


def test_a_trial_that_is_broken_off_leaves_no_engine_and_no_folder(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def story() -> None:
        hop = await ScriptedHop(script={"connect": ["<hang>"]}).start()
        async with first_run(tmp_path / "house") as (_window, page):
            page.model.choose(Home.PROVIDERS)
            anna = page.model.people[0]
            anna.outside, anna.way = "anna@provider.example", wizard_model.Way("127.0.0.1", hop.port, "none")
            work = asyncio.create_task(try_way(page.model, anna, RelayTrial().begin("trial"), lambda _event: None))
            await until(lambda: hop.sessions)
            assert list(tmp_path.glob("homemail-trial-*"))
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            assert not list(tmp_path.iterdir())
        await hop.stop()

    run(story)


def test_every_text_of_the_first_run_is_translated_and_every_control_has_a_name(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with first_run(tmp_path / "house") as (window, page):
            page.model.choose(Home.PROVIDERS)
            page.model.people = [wizard_model.Person("1", "1", "1" * 8, "1@2.3"), wizard_model.Person("", "?", "1")]
            page.model.look_at_ports()
            words.use(words.PSEUDO)
            for step in page.model.steps[:-1]:
                page.model.step = step
                window._first_run.forget_widgets()
                window._show_state()
                page = window._first_run.page  # type: ignore[assignment]
                assert page is not None
                for one in page.findChildren(QAbstractButton):
                    assert "⟦" in (one.text() or one.accessibleName() or one.toolTip()), one
                for box in page.findChildren(QLineEdit):
                    assert "⟦" in box.accessibleName()
                for one in page.step.findChildren(QLabel):  # type: ignore[attr-defined]
                    said = one.text()
                    assert "⟦" in said or not any(sign.isalpha() for sign in said), said

    run(story)
