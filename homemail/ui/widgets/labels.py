"""Labels that take text as text: nothing that comes from mail or log is ever read as markup."""

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from homemail.ui.icons import state_pixmap
from homemail.ui.theme import State


def tip(text: str) -> str:
    """A tooltip that shows exactly this text: Qt guesses markup in tooltips and cannot be told not to."""
    shown = html.escape(text).replace("\n", "<br>")
    return f"<qt>{shown}</qt>" if text else ""


def label(text: str = "", *, role: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if role:
        made.setProperty("role", role)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def set_state(widget: QWidget, state: State | None) -> None:
    """Dress a widget in a colour of state; the words beside it say the same."""
    widget.setProperty("state", state.value if state else "")
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class StateIcon(QLabel):
    """The shape and colour of a state; `said` is its name for those who do not see it."""

    def __init__(self, side: int = 20) -> None:
        super().__init__()
        self._side = side
        self.setFixedSize(QSize(side, side))

    def show_state(self, state: State, said: str) -> None:
        self.setPixmap(state_pixmap(state, self._side))
        self.setAccessibleName(said)


class ElidedLabel(QLabel):
    """One line that shortens itself, or with `ElideNone` is whole or not there; the whole is in the hint."""

    def __init__(self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._mode, self._is_cut = mode, False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_cut and self._mode is Qt.TextElideMode.ElideNone:
            return
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def _hint(self) -> None:
        self._is_cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(tip(self.text()) if self._is_cut else "")
