"""The switch of segments: keys, what screen readers are told, and the part of a page that it opens."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from homemail.ui.widgets.labels import label
from homemail.ui.widgets.segments import Parts, Segments

TITLES = {"day": "Day", "week": "Week", "month": "Month"}


@dataclass
class Model:
    segment: str = ""


def in_a_window(widget: QWidget, *others: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for one in (widget, *others):
        column.addWidget(one)
    window.show()
    QTest.qWaitForWindowActive(window)
    return window


def test_the_switch_is_one_stop_of_tab_and_arrows_choose(qapp: Any) -> None:
    before, switch, after = QLineEdit(), Segments("Period", TITLES, "week"), QLineEdit()
    window = in_a_window(before, switch, after)
    turned: list[str] = []
    switch.turned.connect(turned.append)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert window.focusWidget() is switch.buttons["week"]
    for key, chosen in ((Qt.Key.Key_Right, "month"), (Qt.Key.Key_Right, "day"), (Qt.Key.Key_Left, "month"),
                        (Qt.Key.Key_Home, "day"), (Qt.Key.Key_End, "month")):  # fmt: skip
        QTest.keyClick(window.focusWidget(), key)
        assert switch.chosen == chosen
        assert window.focusWidget() is switch.buttons[chosen]
        assert [key for key, one in switch.buttons.items() if one.isChecked()] == [chosen]
    assert turned == ["month", "day", "month", "day", "month"]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is after
    window.hide()


def test_screen_readers_hear_radio_buttons_of_a_named_group(qapp: Any) -> None:
    switch = Segments("Period", TITLES)
    assert switch.accessibleName() == "Period"
    heard = QAccessible.queryAccessibleInterface(switch.buttons["day"])
    assert heard.role() == QAccessible.Role.RadioButton
    assert heard.state().checked
    assert heard.text(QAccessible.Text.Name) == "Day"


def test_a_part_opens_by_its_name_and_is_remembered(qapp: Any) -> None:
    model = Model()
    parts = Parts("Period", TITLES, model)
    lines = {key: label(words) for key, words in TITLES.items()}
    for key, line in lines.items():
        parts.column(key).addWidget(line)
    window = in_a_window(parts)
    assert [key for key, line in lines.items() if line.isVisible()] == ["day"]
    assert parts.choose("month")
    assert not parts.choose("year")
    assert [key for key, line in lines.items() if line.isVisible()] == ["month"]
    assert model.segment == "month"
    assert Parts("Period", TITLES, model).switch.chosen == "month"
    window.hide()


def test_the_focus_in_a_part_that_is_put_away_goes_to_the_switch(qapp: Any) -> None:
    parts, box, after = Parts("Period", TITLES, Model()), QLineEdit(), QLineEdit()
    parts.column("day").addWidget(box)
    window = in_a_window(parts, after)
    box.setFocus()
    assert parts.choose("week")
    assert window.focusWidget() is parts.switch.buttons["week"]
    assert parts.choose("month")
    assert window.focusWidget() is parts.switch.buttons["month"]
    after.setFocus()
    assert parts.choose("day")
    assert window.focusWidget() is after
    window.hide()
