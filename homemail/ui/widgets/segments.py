"""A switch of a few segments, of which one is chosen, and the parts of a page behind one.

One stop of the Tab key; the arrows, Home and End choose. A segment has a name that no language changes: it is what a
model remembers, and what `Page.show_found` opens.
"""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from homemail.ui.theme import M
from homemail.ui.widgets.buttons import Button

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Segment(Button):
    """A radio button to screen readers."""

    def __init__(self, words: str, hint: str) -> None:
        super().__init__(words)
        self.setProperty("role", "segment")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolTip(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        switch = self.parent()
        if not (isinstance(switch, Segments) and switch.step(event.key())):
            super().keyPressEvent(event)


class Segments(QFrame):
    """`titles` has the words of each segment by its name; the first is chosen unless `chosen` names another."""

    turned = Signal(str)  # another segment is chosen, by a person or by the program

    def __init__(self, name: str, titles: Mapping[str, str], chosen: str = "") -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.buttons = {key: _Segment(words, "") for key, words in titles.items()}
        self._chosen = chosen if chosen in titles else next(iter(titles))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for key, one in self.buttons.items():
            row.addWidget(one)
            one.clicked.connect(lambda _checked=False, key=key: self.choose(key))
        self._show()

    @property
    def chosen(self) -> str:
        return self._chosen

    def choose(self, key: str) -> bool:
        """Whether there is such a segment; the one that is chosen stays quiet."""
        if key not in self.buttons:
            return False
        if key != self._chosen:
            had_focus = any(one.hasFocus() for one in self.buttons.values())
            self._chosen = key
            self._show()
            if had_focus:
                self.buttons[key].setFocus()
            self.turned.emit(key)
        return True

    def _show(self) -> None:
        for key, one in self.buttons.items():
            one.setChecked(key == self._chosen)
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one.isChecked() else Qt.FocusPolicy.ClickFocus)

    def step(self, key: int) -> bool:
        """An arrow goes round at the ends; Home and End go there. Whether it was one of these keys."""
        names = list(self.buttons)
        try:
            pressed = Qt.Key(key)
        except ValueError:
            return False
        if pressed in _STEPS:
            to = (names.index(self._chosen) + _STEPS[pressed]) % len(names)
        elif pressed in (Qt.Key.Key_Home, Qt.Key.Key_End):
            to = 0 if pressed is Qt.Key.Key_Home else len(names) - 1
        else:
            return False
        self.choose(names[to])
        self.buttons[names[to]].setFocus(Qt.FocusReason.TabFocusReason)
        return True


class Remembers(Protocol):
    """A model that keeps which part is open, as long as the window lives."""

    segment: str


class Parts(QWidget):
    """A switch, and below it the cards of the part that is chosen; the others take no room."""

    def __init__(self, name: str, titles: Mapping[str, str], model: Remembers) -> None:
        super().__init__()
        self._model = model
        self.switch = Segments(name, titles, model.segment)
        self._sheets = {key: QWidget() for key in titles}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.switch)
        for key, sheet in self._sheets.items():
            cards = QVBoxLayout(sheet)
            cards.setContentsMargins(0, 0, 0, 0)
            cards.setSpacing(M)
            column.addWidget(sheet)
            sheet.setVisible(key == self.switch.chosen)
        column.addStretch(1)
        self.switch.turned.connect(self._turn)

    def column(self, key: str) -> QVBoxLayout:
        """Where the cards of a part go."""
        cards = self._sheets[key].layout()
        assert isinstance(cards, QVBoxLayout)
        return cards

    def fill(self, key: str) -> None:
        """That part is as tall as the page."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.setStretchFactor(self._sheets[key], 1000)

    def choose(self, key: str) -> bool:
        """Open a part; whether there is such a one."""
        return self.switch.choose(key)

    def _turn(self, chosen: str) -> None:
        self._model.segment = chosen
        focus = self.window().focusWidget()
        if any(key != chosen and focus and one.isAncestorOf(focus) for key, one in self._sheets.items()):
            self.switch.buttons[chosen].setFocus()  # before it is hidden: Qt would give it to whatever comes next
        for key, sheet in self._sheets.items():
            sheet.setVisible(key == chosen)
