"""One line to type in, above the list: a next hop or an address. In place of a box that would stop everything."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from homemail.ui.panels.page import Card, field, say_why, why
from homemail.ui.theme import S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.words import tr

Take = Callable[[str], None]


class QueueForm(Card):
    """Shown by `ask_address` or `ask_way`, hidden by either button; what was typed goes to `take`."""

    def __init__(self) -> None:
        super().__init__()
        self._take: Take = lambda _text: None
        self._question = label()
        self.address = field(tr("Address"))
        self.way = QComboBox()
        self.way.setEditable(True)
        self.way.setAccessibleName(tr("Next hop"))
        self._why = why()
        self.apply = button(tr("Apply"), role="main")
        self.cancel = button(tr("Cancel"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._question)
        row.addWidget(self.address, 1)
        row.addWidget(self.way, 1)
        row.addWidget(self.apply)
        row.addWidget(self.cancel)
        self.body.addLayout(row)
        self.body.addWidget(self._why)
        self.apply.clicked.connect(self._apply)
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def ask_address(self, question: str, start: str, take: Take) -> None:
        """An address to type, with one to begin from."""
        self._show(question, take, is_way=False)
        self.address.setText(start)
        self.address.setPlaceholderText(tr("name@example.org"))
        self.address.setFocus()
        self.address.selectAll()

    def ask_way(self, question: str, ways: Sequence[tuple[str, str]], take: Take) -> None:
        """One of the ways (words, value), or a server to type."""
        self._show(question, take, is_way=True)
        self.way.clear()
        for words, value in ways:
            self.way.addItem(words, value)
        line = self.way.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("Server, with or without a port"))
        self.way.setFocus()

    def _show(self, question: str, take: Take, *, is_way: bool) -> None:
        self._take = take
        self._question.setText(question)
        self.address.setVisible(not is_way)
        self.way.setVisible(is_way)
        say_why(self.address, self._why, "")
        self.show()

    def _apply(self) -> None:
        if self.way.isHidden():
            text = self.address.text().strip()
            if "@" in text.strip("@") or not text:
                self._done(text)
            else:
                say_why(self.address, self._why, tr("An address has an @ in it, such as name@example.org."))
            return
        typed = self.way.currentText().strip()
        found = self.way.findText(typed)
        self._done(typed if found < 0 else self.way.itemData(found))

    def _done(self, text: str) -> None:
        if text:
            self.hide()
            self._take(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # a field hands it on
            self._apply()
        else:
            super().keyPressEvent(event)
