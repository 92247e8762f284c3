"""Buttons that Enter presses as well as Space, as people expect of a button that has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from homemail.ui.icons import icon
from homemail.ui.theme import colours

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class RailButton(QToolButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


def button(words: str, *, picture: str = "", role: str = "", hint: str = "") -> Button:
    made = Button(words)
    if role:
        made.setProperty("role", role)
    if picture:
        shade = {"main": colours().accent_text, "danger": colours().bad, "pill": colours().accent_text}.get(role)
        made.setIcon(icon(picture, shade))
    if hint:
        made.setToolTip(hint)
    return made
