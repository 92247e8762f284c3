"""The form of settings, without a display."""

from pathlib import Path

import msgspec
import pytest

from homemail.admin.editor import SettingsEditor
from homemail.admin.settings import SettingsDesk
from homemail.control.methods.settings import SettingsPage, SettingsShow
from homemail.settings.history import History
from homemail.settings.live import LiveSettings
from homemail.settings.model import keys
from homemail.ui import words
from homemail.ui.panels.fields_model import Forms
from homemail.ui.panels.fields_words import choice_word, span, spoken

PORTS = ("listen.smtp", "listen.submission", "listen.imap")
QUEUE = ("queue.retry_minimum", "queue.retry_maximum")


@pytest.fixture
def page(tmp_path: Path, run) -> SettingsPage:
    file = tmp_path / "homemail.toml"
    file.write_text('[queue]\nretry_minimum = "7m"\n', "utf-8")
    shown: list[SettingsPage] = []

    async def ask() -> None:
        editor = SettingsEditor(LiveSettings(file), History(tmp_path / "history"))
        shown.append(await SettingsDesk(editor).show(SettingsShow()))

    run(ask)
    return shown[0]


@pytest.fixture
def forms(page: SettingsPage) -> Forms:
    made = Forms()
    made.apply(page)
    return made


def changed(page: SettingsPage, key: str, value: object) -> SettingsPage:
    fields = tuple(msgspec.structs.replace(one, value=value) if one.key == key else one for one in page.fields)
    return msgspec.structs.replace(page, fields=fields)


def test_what_is_typed_is_asked_for_and_taken_back(forms: Forms) -> None:
    forms.type("listen.smtp", "2525")
    assert forms.request(PORTS).changes == {"listen.smtp": 2525}
    assert forms.request(QUEUE).changes == {}
    forms.undo(PORTS)
    assert forms.changed(PORTS) == []
    assert forms.text("listen.smtp") == "25"


def test_typing_what_stands_there_is_no_change(forms: Forms) -> None:
    forms.type("listen.smtp", "2525")
    forms.type("listen.smtp", "25")
    assert forms.changed(PORTS) == []


def test_what_is_wrong_is_said_at_its_field(forms: Forms) -> None:
    forms.type("listen.smtp", "many")
    assert "'many' is not a whole number" in forms.problems(PORTS)["listen.smtp"]
    forms.type("listen.smtp", "70000")
    assert "too large" in forms.problems(PORTS)["listen.smtp"]


def test_what_does_not_go_together_is_said_while_it_is_typed(forms: Forms) -> None:
    forms.type("listen.smtp", "143")
    assert "143 is the port of" in forms.problems(PORTS)["listen.smtp"]
    forms.type("listen.imap", "25")
    assert forms.problems(PORTS) == {}
    forms.type("queue.retry_minimum", "2h")
    assert "Longer than queue.retry_maximum" in forms.problems(QUEUE)["queue.retry_minimum"]


def test_one_card_is_not_held_up_by_another(forms: Forms) -> None:
    forms.type("listen.smtp", "many")
    forms.type("queue.retry_minimum", "6m")
    assert forms.problems(QUEUE) == {}


def test_news_from_elsewhere_leave_what_is_typed(forms: Forms, page: SettingsPage) -> None:
    forms.type("listen.smtp", "2525")
    forms.apply(changed(page, "listen.smtp", 2626))
    assert forms.text("listen.smtp") == "2525"
    assert forms.elsewhere("listen.smtp") == "2626"
    forms.apply(changed(page, "listen.smtp", 2525))
    assert forms.changed(PORTS) == []
    forms.apply(changed(page, "listen.imap", 1143))
    assert forms.text("listen.imap") == "1143"


def test_back_to_the_default_takes_the_line_out_of_the_file(forms: Forms) -> None:
    forms.back("queue.retry_minimum")
    assert forms.text("queue.retry_minimum") == "5m"
    request = forms.request(QUEUE)
    assert (request.changes, request.unset) == ({}, ("queue.retry_minimum",))
    forms.type("queue.retry_minimum", "6m")
    assert forms.request(QUEUE).changes == {"queue.retry_minimum": "6m"}


def test_every_choice_has_household_words() -> None:
    for key, about in keys():
        for value in about.choices:
            assert choice_word(key, value) != value, f"{key} = {value}"


def test_values_are_spoken(forms: Forms) -> None:
    fields = forms.fields
    assert spoken(fields["queue.lifetime"], "90m") == "90 minutes"
    assert spoken(fields["queue.delay_warning"], "0") == "never"
    assert spoken(fields["listen.smtp"], "0") == "off"
    assert spoken(fields["limits.message_size"], "50M") == "50\u00a0MB"
    assert spoken(fields["limits.message_size"], "much") == ""
    assert spoken(fields["access.scram"], "true") == "switched on"
    words.use("fr")
    assert span(7200) == "2 heures"
