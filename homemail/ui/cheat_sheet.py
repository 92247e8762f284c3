"""F1: every shortcut of the window, from the table that binds them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from homemail.ui.shortcuts import EVERYWHERE, LISTS, sheet
from homemail.ui.theme import XL, XS, L, M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.overlay import Overlay
from homemail.ui.words import tr

_KEYS = 120  # pixels for the keys, so that the words of all groups share a line


class CheatSheet(Overlay):
    def __init__(self, parent: QWidget, titles: dict[str, str]) -> None:
        super().__init__(parent, 820)
        self.body.setContentsMargins(XL, L, L, L)
        head = QHBoxLayout()
        head.addWidget(label(tr("Keyboard shortcuts"), role="title"))
        head.addStretch(1)
        self.closing = button(tr("Close"))
        self.closing.clicked.connect(self.dismiss)
        head.addWidget(self.closing)
        self.body.addLayout(head)
        titles = {EVERYWHERE: tr("Everywhere"), LISTS: tr("In lists"), **titles}
        groups = [(titles[place], rows) for place, rows in sheet() if place in titles]
        inside = QWidget()
        inside.setObjectName("sheet")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, M, 0)
        columns.setSpacing(XL)
        for column in _in_two(groups):
            one = QVBoxLayout()
            one.setSpacing(S)
            for title, rows in column:
                one.addWidget(label(title, role="heading"))
                one.addLayout(_grid(rows))
                one.addSpacing(S)
            one.addStretch(1)
            columns.addLayout(one, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        area.setMinimumHeight(inside.sizeHint().height() + XS)
        self.body.addWidget(area, 1)

    def take_focus(self) -> None:
        self.closing.setFocus()


Groups = list[tuple[str, list[tuple[str, str]]]]


def _in_two(groups: Groups) -> tuple[Groups, Groups]:
    """In order, the columns as even as they can be."""
    heights = [len(rows) + 2 for _, rows in groups]
    cut = min(range(len(groups) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    return groups[:cut], groups[cut:]


def _grid(rows: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(XS)
    grid.setColumnMinimumWidth(0, _KEYS)
    grid.setColumnStretch(1, 1)
    for number, (keys, words) in enumerate(rows):
        shown = label(keys)
        shown.setProperty("role", "keys")
        grid.addWidget(shown, number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), number, 1)
    return grid
