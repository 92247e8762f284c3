"""A card over the window for a moment: Escape, a click beside it or a choice takes it away. Never a box of its own.

The focus stays inside while it is shown, and goes back to where it was.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from homemail.ui.theme import L, M, S

_TOP = 56  # below the bar


class Overlay(QWidget):
    def __init__(self, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._over = parent
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setObjectName("card")
        self._width = width
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(M, M, M, L)
        self.body.setSpacing(S)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it with the focus on what takes it; opened twice, it closes."""
        if self.isVisible():
            self.dismiss()
            return
        self._before = QApplication.focusWidget() or self._over.window().focusWidget()
        self._fit()
        self.show()
        self.raise_()
        self.take_focus()

    def take_focus(self) -> None:
        self.card.setFocus()

    def dismiss(self) -> None:
        self.hide()
        if self._before and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        around = self._over.rect()
        self.setGeometry(around)
        width = min(self._width, around.width() - 2 * L)
        self.card.setFixedWidth(width)
        height = min(self.card.sizeHint().height(), around.height() - _TOP - L)
        self.card.setGeometry((around.width() - width) // 2, _TOP, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 90))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the card."""
        stops = [
            one for one in self.card.findChildren(QWidget)
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]  # fmt: skip
        if stops:
            now = QApplication.focusWidget()
            at = stops.index(now) if now in stops else -1
            stops[(at + (1 if forward else -1)) % len(stops)].setFocus(
                Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            )
        return True
