"""A live list that never jumps: it follows while its last row is in sight, else a pill says how many are new."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

from homemail.ui.theme import M
from homemail.ui.widgets.buttons import button


class Following(QObject):
    """`grew` after rows were put at the end of the view; `words` say how many are new."""

    resumed = Signal()  # the pill was pressed, so that the list is at its end again

    def __init__(self, view: QTableView, words: Callable[[int], str]) -> None:
        super().__init__(view)
        self._words = words
        self.is_on = True
        self.unseen = 0
        self._view = view
        self.pill = button("", picture="arrow-down", role="pill")
        self.pill.setParent(view)
        self.pill.hide()
        self.pill.clicked.connect(self._press)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        view.installEventFilter(self)

    def grew(self, added: int) -> None:
        if self.is_on:
            self._view.scrollToBottom()
        else:
            self.unseen += added
            self.show_new(self.unseen)

    def restart(self) -> None:
        """Other rows are shown: from their end."""
        self.unseen, self.is_on = 0, True
        self.show_new(0)
        self._view.scrollToBottom()
        QTimer.singleShot(0, self, self._to_bottom)  # once the rows have their place

    def show_new(self, number: int) -> None:
        """So many wait below, or are held back."""
        self.pill.setVisible(number > 0)
        self.pill.setText(self._words(number))
        self._place()

    def at_end(self) -> bool:
        bar = self._view.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def _press(self) -> None:
        self.restart()
        self.resumed.emit()

    def _to_bottom(self) -> None:
        if self.is_on:
            self._view.scrollToBottom()

    def _scrolled(self) -> None:
        self.is_on = self.at_end()
        if self.is_on and self.unseen:
            self.unseen = 0
            self.show_new(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.Resize:
            if self.is_on:
                QTimer.singleShot(0, self, self._to_bottom)
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        pill, view = self.pill, self._view
        pill.adjustSize()
        pill.move((view.width() - pill.width()) // 2, view.height() - pill.height() - M)
        pill.raise_()
