"""The rail: the pages in their groups, icon and word; in a narrow window the icons with their words as hints."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from homemail.ui import theme
from homemail.ui.icons import icon
from homemail.ui.shortcuts import NUMBERED, shown
from homemail.ui.theme import M, S
from homemail.ui.widgets.buttons import RailButton
from homemail.ui.widgets.labels import label


class Rail(QWidget):
    """`groups`: heading, then name and title of each page."""

    def __init__(self, groups: list[tuple[str, list[tuple[str, str]]]], go: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, QToolButton] = {}
        self._heads: list[QWidget] = []
        self._choices = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(S, M, S, M)
        column.setSpacing(2)
        for heading, pages in groups:
            head = label(heading)
            head.setObjectName("group")
            self._heads.append(head)
            column.addWidget(head)
            for name, title in pages:
                column.addWidget(self._button(name, title, go))
        column.addStretch(1)

    def _button(self, name: str, title: str, go: Callable[[str], None]) -> QToolButton:
        number = len(self.buttons) + 1
        one = RailButton()
        one.setObjectName("page")
        one.setIcon(icon(name))
        one.setIconSize(QSize(20, 20))
        one.setText(f"\u2002{title}")
        one.setCheckable(True)
        one.setToolTip(f"{title} ({shown(f'page {number}')})" if number <= NUMBERED else title)
        one.setAccessibleName(title)
        one.clicked.connect(lambda _checked=False: go(name))
        self._choices.addButton(one)
        self.buttons[name] = one
        return one

    def choose(self, name: str) -> None:
        """The page that is open is the rail's one stop of the Tab key, and has the focus if another page had it."""
        had = self.has_focus()
        self.buttons[name].setChecked(True)
        for one in self.buttons.values():
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one.isChecked() else Qt.FocusPolicy.ClickFocus)
        if had:
            self.take_focus()

    def take_focus(self) -> None:
        """On the page that is open; arrows and Tab go on from there."""
        chosen = self._choices.checkedButton()
        if chosen:
            chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_focus(self) -> bool:
        return any(one.hasFocus() for one in self.buttons.values())

    def set_narrow(self, narrow: bool) -> None:
        self.setFixedWidth(theme.RAIL_NARROW if narrow else theme.RAIL)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for one in self.buttons.values():
            one.setToolButtonStyle(style)
            one.setFixedSize(self.width() - 2 * S, 34)
        for head in self._heads:
            head.setVisible(not narrow)
