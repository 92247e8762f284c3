"""Everything by the keyboard: Tab comes to all that is there on each page, from above to below, and goes on from it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from test_window import house_and_window

from homemail.ui.pages import PLACES

CONTROLS = (QPushButton, QToolButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)
STEPS = 200  # no page has so many controls


def expected(page: QWidget) -> set[QWidget]:
    """What can be operated now. Of a group of which one is chosen, the keys reach that one, and arrows the others."""
    return {
        one
        for kind in CONTROLS
        for one in page.findChildren(kind)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(one.parent(), QComboBox | QLineEdit | QAbstractSpinBox | QAbstractItemView)
        and not isinstance(one, QRadioButton)
        and not _is_of_a_group(one)
    }


def _is_of_a_group(one: QWidget) -> bool:
    group = getattr(one, "group", lambda: None)()
    return bool(group and group.exclusive() and not one.isChecked())  # type: ignore[attr-defined]


def pressed(page: QWidget) -> list[QWidget]:
    """What has the focus one after the other, until it leaves the page or begins anew."""
    seen: list[QWidget] = []
    for _ in range(STEPS):
        focus = QApplication.focusWidget()
        assert focus, "the focus is lost"
        if focus in seen or not page.isAncestorOf(focus):
            return seen
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come to an end")


@pytest.mark.parametrize("name", [one.page.NAME for one in PLACES])
def test_tab_comes_to_every_control_of_a_page_and_leaves_it(run: Any, tmp_path: Path, name: str) -> None:
    async def story() -> None:
        async with house_and_window(tmp_path) as (_house, window):
            window.activateWindow()
            window.go(name)
            await asyncio.sleep(0.05)
            last = list(window.rail.buttons.values())[-1]
            last.setFocus()
            QTest.keyClick(last, Qt.Key.Key_Tab)
            seen = pressed(window.page)
            missed = expected(window.page) - set(seen)
            assert not missed, [(type(one).__name__, one.accessibleName() or one.objectName()) for one in missed]
            assert not window.page.isAncestorOf(QApplication.focusWidget()), "a trap"
            heights = [one.mapTo(window.page, QPoint(0, 0)).y() for one in seen]
            jumps = [
                (seen[at].accessibleName(), seen[at + 1].accessibleName())
                for at in range(len(seen) - 1)
                if heights[at + 1] < heights[at] - window.page.height() // 2
            ]
            assert len(jumps) <= 1, jumps  # into a second column at most

    run(story)
