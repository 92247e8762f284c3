"""The window against the control API: what it shows, what it asks for, and how it takes a loss."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from household import Household, running
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from homemail.control.events import StatusChanged
from homemail.control.methods.queue import QueueFlush
from homemail.settings.folders import Folders
from homemail.ui import theme, words
from homemail.ui.link import Link, LinkState
from homemail.ui.only_window import OnlyWindow
from homemail.ui.task import Tasks
from homemail.ui.widgets.labels import tip
from homemail.ui.widgets.table import Table
from homemail.ui.window import Window

PROGRAMS = {
    "Outlook Express",
    "Outlook",
    "Thunderbird",
    "Apple Mail",
    "iPhone, iPad",
    "Android",
}  # as they call themselves


async def until(fact: Callable[[], object], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not fact():
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def opened(folders: Folders) -> AsyncIterator[Window]:
    link, tasks = Link(folders, may_start=False), Tasks(asyncio.get_running_loop())
    window = Window(link, tasks)
    window.resize(1024, 700)
    window.show()
    listening = asyncio.create_task(link.run())
    try:
        yield window
    finally:
        await tasks.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        window.hide()
        window.deleteLater()


@contextlib.asynccontextmanager
async def house_and_window(folder: Path, **how: Any) -> AsyncIterator[tuple[Household, Window]]:
    house = Household(Folders(folder / "house"), **how)
    async with running(house), opened(house.folders) as window:
        await until(lambda: window.link.is_connected and all(page.is_loaded() for page in window.pages.values()))
        yield house, window


def test_it_says_that_mail_flows_and_on_which_ports(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            assert window.bar.word.text() == "Mail is flowing"
            assert "587" in window.bar.ports.text()
            house.refused = {"smtp": "another program listens there"}
            house.publish(StatusChanged(house.status()))
            await until(lambda: window.bar.word.text() == "Flowing in part")
            shown = " ".join(one.text() for one in window.pages["overview"].findChildren(QLabel))
            assert "another program listens there" in shown

    run(story)


def test_the_log_follows_pauses_and_is_searched(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("flow")
            window.pages["flow"].show_found("log")
            page: Any = window.pages["flow"].log  # type: ignore[attr-defined]
            before = page.lines.rowCount()
            house.log("smtpd", "connect from first[192.168.1.9]")
            await until(lambda: page.lines.rowCount() == before + 1)
            assert page.following.at_end()
            page.pause.setChecked(True)
            house.log("smtpd", "connect from second[192.168.1.9]")
            await until(lambda: page.model.held == 1)
            assert page.lines.rowCount() == before + 1
            assert not page.following.pill.isHidden()
            page.following.pill.click()
            await until(lambda: page.lines.rowCount() == before + 2)
            page.view.verticalScrollBar().setValue(0)
            house.log("smtpd", "connect from third[192.168.1.9]")
            await until(lambda: page.lines.rowCount() == before + 3)
            assert page.view.verticalScrollBar().value() == 0
            assert page.following.pill.text() == "1 new"
            page.search.setText("THIRD[")
            await until(lambda: page.lines.rowCount() == 1)

    run(story)


def test_queue_is_retried_held_released_and_deleted(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("queue")
            page: Any = window.pages["queue"]
            page.table.selectRow(0)
            queue_id = page.table.selected()[0].queue_id
            await until(lambda: page.detail.history.rows_model.rows and page.detail.attempts.rows_model.rows)
            assert "Greylisted" in page.detail.recipients.rows_model.rows[0].last_reason
            verbs = {verb.value: one for verb, one in page._verbs.items()}
            verbs["retry"].click()
            await until(lambda: QueueFlush(queue_id) in house.calls)
            verbs["hold"].click()
            await until(lambda: page.table.selected() and page.table.selected()[0].state == "hold")
            assert page.table.selected()[0].queue_id == queue_id
            verbs["release"].click()
            await until(lambda: page.table.selected()[0].state == "deferred")
            verbs["delete"].click()
            assert queue_id in house.queue
            answer(page.notice, "Delete").click()
            await until(lambda: queue_id not in house.queue and len(page.table.rows_model.rows) == len(house.queue))

    run(story)


def answer(notice: QWidget, words_on_it: str) -> QAbstractButton:
    return next(one for one in notice.findChildren(QAbstractButton) if one.text() == words_on_it)


def test_someone_is_added_and_removed_and_a_refusal_is_shown_in_place(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path, populated=False) as (house, window):
            assert "nobody lives here" in window.pages["overview"]._sentence.text()  # type: ignore[attr-defined]
            window.go("people")
            page: Any = window.pages["people"]
            page.begin()
            page._name.setText("zoe")
            page._first_password.setText("abc")
            assert not page._save.isEnabled()
            page._first_password.setText("long enough")
            page._save.click()
            await until(lambda: "zoe" in house.users and page.table.rows_model.rows)
            assert house.passwords["zoe"] == "long enough"
            assert page._first_password.text() == ""
            page.table.selectRow(0)
            page._remove.click()
            assert "zoe" in house.users
            del house.users["zoe"]
            answer(page.notice, "Remove zoe").click()
            await until(lambda: "there is nobody named zoe" in page.notice.text)

    run(story)


def test_aliases_rewriting_and_where_would_this_go(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            page: Any = window.pages["addresses"]
            aliases, senders = page.cards[0], page.cards[6]
            aliases.name.setText("garage")
            aliases.targets.setText("leo, nonsense@@x")
            assert not aliases.save.isEnabled()
            aliases.targets.setText("leo, anna")
            aliases.save.click()
            await until(lambda: house.aliases.get("garage") == ("leo", "anna"))
            await until(lambda: any(one.pattern == "garage" for one in aliases.table.rows_model.rows))
            senders.name.setText("leo")
            senders.targets.setText("leo@isp.example")
            senders.save.click()
            await until(lambda: house.rewritings.get("leo") == "leo@isp.example")
            page.scope.setCurrentIndex(1)
            page.scope.activated.emit(1)
            await until(lambda: house.scope == "all")
            page.route.ask.setText("postmaster")
            page.route.explain.click()
            await until(lambda: len(page.route.steps.rows_model.rows) == 4)
            aliases.table.selectRow(0)
            gone = aliases.table.selected()[0]
            aliases.drop.click()
            await until(lambda: gone.pattern not in house.aliases)
            await until(lambda: "was removed" in page.notice.text)

    run(story)


def test_the_relay_is_changed_with_its_password(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            page: Any = window.pages["sending"]
            assert not page._save.isEnabled()
            page.server.host.setText("relay.example")
            page.server.port.setText("2626")
            page.server.password.setText("s3cret")
            page._save.click()
            await until(lambda: house.relay.host == "relay.example")
            await until(lambda: page.server.password.text() == "")
            assert (house.relay.port, house.relay_password) == (2626, "s3cret")
            assert "relay.example" in page._summary.text()

    run(story)


def test_an_answer_from_before_the_save_did_not_undo_it_on_screen(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            page: Any = window.pages["sending"]
            house.relay_waits = asyncio.Event()
            page.load()
            await asyncio.sleep(0.1)
            page.server.login.setText("somebody")
            page.server.password.setText("a new one")
            page._save.click()
            await until(lambda: page.model.relay.username == "somebody")
            house.relay_waits.set()
            await until(lambda: not page.tasks.running)
            assert (page.model.relay.username, page.model.relay.has_password) == ("somebody", True)

    run(story)


def test_the_relay_is_tried_with_its_dialogue_as_it_goes_and_a_verdict(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("sending")
            page: Any = window.pages["sending"]
            assert not page.trial.isVisible()
            page.server.host.setText("relay.example")
            assert not page._test.isEnabled()  # what would be tried is not what stands there
            page._undo.click()
            page._test.click()
            await until(lambda: "→ AUTH ********" in page.trial._dialogue.toPlainText())
            assert page.trial.isVisible()
            assert page.trial._headline.text() == "Trying the relay…"
            assert not page._test.isEnabled()
            house.answer_now.set()
            await until(lambda: "does not take the login" in page.trial._headline.text())
            assert page.trial._dialogue.toPlainText().splitlines()[-1] == "← 535 5.7.8 no"
            assert "not ours" not in page.trial._dialogue.toPlainText()
            assert page.trial._advice.text() == "Type the password and save."
            house.relay_password = "right"
            await until(page._test.isEnabled)
            page._test.click()
            await until(lambda: page.trial._headline.text() == "It works.")

    run(story)


def test_a_person_gets_a_relay_of_their_own(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("sending", found="ways")
            card: Any = window.pages["sending"].relays  # type: ignore[attr-defined]
            card._name.setText("relay")
            assert card._name_why.isVisible()
            card._name.setText("anna")
            card.server.host.setText("smtp.isp.example")
            assert not card._save.isEnabled()  # for nobody
            card._senders.setText("anna, anna@isp.example")
            card.server.login.setText("anna")
            card.server.password.setText("s3cret")
            card._save.click()
            await until(lambda: "anna" in house.relays and card.model.rows)
            assert house.relays["anna"].senders == ("anna", "anna@isp.example")
            assert house.relays["anna"].has_password
            card.table.selectRow(0)
            assert card.server.host.text() == "smtp.isp.example"
            house.answer_now.set()
            card._test.click()
            await until(lambda: house.tested == ["anna"] and window.pages["sending"].trial.model.verdict)
            card._drop.click()
            await until(lambda: not house.relays and "its password is forgotten" in window.pages["sending"].notice.text)
            answer(window.pages["sending"].notice, "Undo").click()
            await until(lambda: "anna" in house.relays)

    run(story)


def test_an_engine_that_goes_is_noticed_and_found_again(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        folders = Folders(tmp_path / "house")
        first = Household(folders)
        await first.server.start()
        async with opened(folders) as window:
            await until(lambda: window.link.is_connected)
            await first.server.close()
            await until(lambda: window.link.state is LinkState.LOST)
            assert window.bar.word.text() == "Connection lost"
            async with running(Household(folders)):
                await until(lambda: window.link.is_connected)
                assert window.bar.word.text() == "Mail is flowing"

    run(story)


def test_closing_asks_once_and_remembers(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            left: list[bool] = []
            window.leaving.connect(lambda: left.append(True))
            window.close()
            assert not left
            answer(window.farewell, "Keep mail flowing").click()
            assert left
            assert not house.stop_asked
            async with opened(house.folders) as again:
                again.leaving.connect(lambda: left.append(True))
                await until(lambda: again.link.is_connected)
                again.close()
                assert len(left) == 2

    run(story)


def test_every_visible_text_is_translated_and_every_control_has_a_name(run: Any, tmp_path: Path) -> None:
    """In the pseudo-language whatever did not go through tr() stands without its marks."""

    async def story() -> None:
        async with house_and_window(tmp_path, populated=False) as (_house, window):
            speak = words.use
            words.use = lambda _language: speak(words.PSEUDO)  # type: ignore[assignment]
            try:
                window.dress()
            finally:
                words.use = speak
            await asyncio.sleep(0.3)  # what was there before is gone
            for one in window.findChildren(QAbstractButton):
                said = one.text() or one.accessibleName() or one.toolTip()
                inside = isinstance(one.parent(), QLineEdit | QTableView)  # Qt's own, inside another control
                assert "⟦" in said or inside or said in PROGRAMS, f"{one}: {said!r}"
            for one in window.findChildren(QLineEdit):
                if not isinstance(one.parent(), QComboBox):
                    assert "⟦" in one.accessibleName(), one.placeholderText()
                    assert not one.placeholderText() or "⟦" in one.placeholderText()
            for one in window.findChildren(QComboBox):
                assert "⟦" in one.accessibleName()
            for one in window.findChildren(QTableView):
                assert "⟦" in one.accessibleName()
                model = one.model()
                for column in range(model.columnCount()):
                    assert "⟦" in str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
            for one in window.findChildren(QLabel):
                text = one.text()
                known = text in {"SMTP", "IMAP", "POP3", str(window.link.folders.settings), *PROGRAMS} or not any(
                    sign.isalpha() for sign in text
                )
                protocol = text.startswith(("SMTP", "Submission", "POP3", "IMAP"))
                data = one.property("role") in {"data", "keys"}  # the house's own names, which have no language
                assert data or known or protocol or "⟦" in text, text

    run(story)


def test_the_window_fits_1024_by_700_in_every_language(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            for language in words.LANGUAGES:
                window.preferences.language = language
                window.dress()
                for name in window.pages:
                    window.go(name)
                    await asyncio.sleep(0.05)
                    for table in filter(QWidget.isVisible, window.pages[name].findChildren(Table)):
                        head = table.horizontalHeader()
                        cut = [at for at in range(head.count()) if head.sectionSize(at) < head.sectionSizeHint(at)]
                        assert not cut, f"a heading of {table.accessibleName()} is cut in {language}"
                    least = window.minimumSizeHint()
                    assert least.width() <= 1024, f"{name} in {language}"
                    assert least.height() <= 700, f"{name} in {language}"

    run(story)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(colours: theme.Colours) -> None:
    pairs = [
        (getattr(colours, ink), getattr(colours, ground))
        for ink in ("text", "muted", "accent", "good", "waiting", "bad", "off")
        for ground in ("surface", "ground")
    ]
    pairs += [
        (colours.accent_text, colours.accent),
        (colours.accent, colours.accent_soft),
        (colours.muted, colours.rail),
    ]
    pairs += [(colours.text, soft) for soft in (colours.good_soft, colours.waiting_soft, colours.bad_soft)]
    pairs += [(getattr(colours, ink), colours.accent_soft) for ink in ("good", "waiting", "bad", "off", "muted")]
    pairs += [(colours.accent_text, colours.accent_strong), (colours.accent, colours.hover)]
    for ink, ground in pairs:
        light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{ink} on {ground}"


def test_text_of_mail_is_never_markup(qapp: QApplication) -> None:
    assert tip('<img src="http://x/">') == "<qt>&lt;img src=&quot;http://x/&quot;&gt;</qt>"
    for path in (Path(__file__).parents[2] / "homemail" / "ui").rglob("*.py"):
        source = path.read_text("utf-8")
        assert ".exec()" not in source or path.name == "task.py", f"{path.name}: dialogs are not run inside coroutines"
        if path.name != "labels.py":
            assert " QLabel(" not in source, f"{path.name}: labels come from widgets/labels.py, as plain text"


def test_a_button_is_pressed_by_enter(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            QTest.keyClick(window.rail.buttons["queue"], Qt.Key.Key_Return)
            assert window.page.NAME == "queue"
            window.go("people")
            QTest.keyClick(window.pages["people"]._open, Qt.Key.Key_Enter)  # type: ignore[attr-defined]
            assert window.pages["people"]._add.isVisible()  # type: ignore[attr-defined]

    run(story)


def test_what_is_wrong_stands_under_its_own_field(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            window.go("people")
            page: Any = window.pages["people"]
            page.begin()
            page._name.setText("zoe")
            page._first_password.setText("abc")
            await until(page._password_why.isVisible)
            assert not page._name_why.isVisible()
            assert page._password_why.x() == page._first_password.x()

    run(story)


def test_a_held_message_has_no_next_try(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            window.go("queue")
            page: Any = window.pages["queue"]
            row = next(at for at, one in enumerate(page.model.rows) if one.state == "deferred")
            page.table.selectRow(row)
            await until(lambda: page.detail.recipients.rows_model.rows)
            assert "min" in page.detail.recipients.rows_model.index(0, 2).data()
            page._verbs[next(verb for verb in page._verbs if verb.value == "hold")].click()
            await until(lambda: page.table.selected() and page.table.selected()[0].state == "hold")
            assert page.detail.recipients.rows_model.index(0, 2).data() == "–"

    run(story)


def test_a_log_line_is_shown_whole_when_chosen(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            window.go("flow")
            window.pages["flow"].show_found("log")
            page: Any = window.pages["flow"].log  # type: ignore[attr-defined]
            page.view.selectRow(2)
            assert page.whole.text() == page.model.shown[2].text
            page.only.click()
            await until(lambda: 0 < page.lines.rowCount() < 20)
            assert not page.chosen.isVisible()

    run(story)


def test_header_checks_are_written_tried_ordered_and_removed(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("filters")
            page: Any = window.pages["filters"]
            page._pattern.setText("^X-Mailer(")
            assert not page._save.isEnabled()
            assert page._pattern_why.isVisible()
            page._pattern.setText("^X-Mailer:")
            page.trial.header.setPlainText("X-Mailer: old\nTo: me")
            await until(lambda: [one.number for one in page.trial.tried.rows_model.rows] == [3, 0])
            page._save.click()
            await until(lambda: [one.pattern for one in house.checks][2:] == ["^X-Mailer:"])
            await until(lambda: page._pattern.text() == "")
            page.table.selectRow(2)
            page._move(-1)
            await until(lambda: house.checks[1].pattern == "^X-Mailer:" and page.table.selected()[0][0] == 2)
            page._action.setCurrentIndex(page._action.findData("redirect"))
            page._check()
            assert not page._save.isEnabled()
            page._argument.setText("nobody")
            assert page._argument_why.isVisible()
            page._argument.setText("anna@maison.lan")
            page._save.click()
            await until(lambda: house.checks[1].action == "redirect" and not page.table.selected())
            page.table.selectRow(1)
            page._drop()
            await until(lambda: len(house.checks) == 2)
            await until(lambda: "was removed" in page.notice.text)

    run(story)


def test_the_overviews_step_for_an_empty_house_opens_the_form(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path, populated=False) as (_house, window):
            overview, people = window.pages["overview"], window.pages["people"]
            await until(lambda: overview._step.text() == "Add the first person")  # type: ignore[attr-defined]
            overview._step.click()  # type: ignore[attr-defined]
            assert window.page is people
            assert people._name.isVisible()  # type: ignore[attr-defined]

    run(story)


def test_a_domain_gets_a_way_of_its_own(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            window.go("sending", found="ways")
            card: Any = window.pages["sending"].transports  # type: ignore[attr-defined]
            card._domain.setText("not a domain")
            assert not card._save.isEnabled()
            assert card._domain_why.isVisible()
            card._domain.setText(".corp.example")
            card.server.host.setText("smtp.corp.example")
            card.server.login.setText("me")
            card.server.password.setText("s3cret")
            card._save.click()
            await until(lambda: ".corp.example" in house.transports and card._domain.text() == "")
            assert house.transports[".corp.example"].has_password
            row = next(at for at, one in enumerate(card.model.rows) if one.domain == ".corp.example")
            card.table.selectRow(row)
            assert card.server.host.text() == "smtp.corp.example"
            card._drop.click()
            await until(lambda: ".corp.example" not in house.transports)

    run(story)


def test_a_domain_is_signed_and_its_record_is_copied_asked_for_and_removed(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path, populated=False) as (house, window):
            window.go("sending", found="keys")
            page: Any = window.pages["sending"]
            card = page.dkim
            assert card._none.isVisible()
            card._domain.setText("not a domain")
            assert card._domain_why.isVisible()
            assert not card._add.isEnabled()
            card._domain.setText("maison.example")
            card._add.click()
            await until(card._record.isVisible)
            record = house.keys["maison.example", "homemail"]
            assert not card._add.isEnabled()
            assert card._name.text() == record.name
            card._copy_value.click()
            assert QApplication.clipboard().text() == record.value
            card._copy_name.click()
            assert QApplication.clipboard().text() == record.name
            card._ask.click()
            await until(lambda: "no such record yet" in card._words.text())
            house.published[record.name] = record.value
            card._ask.click()
            await until(lambda: card.table.rows_model.index(0, 2).data() == "Published")
            card.load()  # does not forget what DNS said
            await asyncio.sleep(0.2)
            assert card.table.rows_model.index(0, 2).data() == "Published"
            card._domain.setText("MAISON.example")
            assert card._domain_why.isVisible()
            card._selector.setText("key2")
            assert card._add.isEnabled()
            card._add.click()
            await until(lambda: len(card.model.records) == 2)
            assert card._name.text() == "key2._domainkey.MAISON.example"
            card._drop.click()
            assert "key2" in page.notice.text
            answer(page.notice, "Sign no longer").click()
            await until(lambda: list(house.keys) == [("maison.example", "homemail")] and len(card.model.records) == 1)

    run(story)


def test_trusted_networks(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path, populated=False) as (house, window):
            window.go("security")
            page: Any = window.pages["security"].networks
            assert "192.168.1.0/24" in page.ours.text()
            page.ours.click()
            await until(lambda: "192.168.1.0/24" in house.trusted and not page.ours.isVisible())
            page.box.setText("192.168.1")
            assert page.why.isVisible()
            page.box.setText("198.51.100.7/24")
            page.add.click()
            assert "198.51.100.0/24" not in house.trusted
            answer(window.page.notice, "Trust it").click()
            await until(lambda: "198.51.100.0/24" in house.trusted)
            await until(lambda: len(page.table.rows_model.rows) == 4)
            assert "Strangers" in page.table.rows_model.index(3, 1).data()
            page.table.selectRow(3)
            page.remove()
            await until(lambda: "198.51.100.0/24" not in house.trusted)
            assert "Until" in window.page.certificate.lasts.text()

    run(story)


def test_a_second_start_brings_the_first_window_forward(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (house, window):
            first, second = OnlyWindow(house.folders.root), OnlyWindow(house.folders.root)
            assert not first.wake_first()
            first.claim(window.come_forward)
            window.showMinimized()
            assert await asyncio.to_thread(second.wake_first)
            await until(lambda: not window.isMinimized())
            first.close()
            assert not second.wake_first()

    run(story)


def test_no_part_of_a_page_was_a_window_for_a_moment(run: Any, tmp_path: Path, qapp: QApplication) -> None:
    """It flickers on real desktops, and takes the keys away from the window."""

    class Watch(QObject):
        seen: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
            return False

    async def story() -> None:
        watch = Watch()
        qapp.installEventFilter(watch)
        async with house_and_window(tmp_path) as (_house, window):
            for name in window.pages:
                window.go(name)
                await asyncio.sleep(0.05)
            qapp.removeEventFilter(watch)
        assert watch.seen == ["Window "]

    run(story)
