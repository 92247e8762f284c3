"""The question of the first run: who lives here. A row for each, with a password suggested."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from homemail.ui.panels.page import field, say_why, why, with_why
from homemail.ui.panels.wizard_model import Home, Person, Wizard
from homemail.ui.theme import M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.words import tr

_FIELDS = ("name", "account", "password", "outside")

_SHARES = (4, 3, 5, 5)  # of the width


class PeopleStep(QWidget):
    def __init__(self, model: Wizard, changed: Callable[[], None]) -> None:
        super().__init__()
        self.model, self._changed = model, changed
        self.rows: list[dict[str, QLineEdit]] = []
        self._whys: list[dict[str, QLabel]] = []
        self._place = QVBoxLayout()
        self.add = button(tr("One more person"), picture="add", hint=tr("One more person (Ctrl+N)"))
        self.add.setShortcut("Ctrl+N")
        self.shown = QCheckBox(tr("Show the passwords"))
        self.shown.setChecked(True)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(self._place)
        column.addLayout(foot)
        self._post = label(role="muted", wrap=True)
        column.addWidget(self._post)
        self.add.clicked.connect(self._add)
        self.shown.toggled.connect(self._echo)
        self._build()

    def _build(self) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        heads = [tr("Name"), tr("Before the @"), tr("Password")]
        if self.model.home is Home.PROVIDERS:
            heads.append(tr("Address outside"))
        for number, words in enumerate(heads):
            grid.addWidget(label(words, role="muted"), 0, number)
            grid.setColumnStretch(number, _SHARES[number])
        self.rows, self._whys = [], []
        for number, person in enumerate(self.model.people):
            self._row(grid, number, person, len(heads))
        self._place.addWidget(table)
        self._order()
        self._echo(self.shown.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order()  # Order matters: in the window, whose chain this is a part of now

    def _order(self) -> None:
        """The rows are made after the buttons below them, and again with each person."""
        QWidget.setTabOrder(self._last, self.add)
        QWidget.setTabOrder(self.add, self.shown)

    def _row(self, grid: QGridLayout, number: int, person: Person, columns: int) -> None:
        texts = (person.full_name, person.account, person.password, person.outside)
        names = (tr("Name"), tr("Before the @"), tr("Password"), tr("Address outside"))
        places = (tr("Anna Martin"), tr("anna"), "", tr("anna@example.org"))
        row, lines = {}, {}
        for column, name in enumerate(_FIELDS[:columns]):
            spoken = tr("{what}, person {n}", what=names[column], n=number + 1)
            box = row[name] = field(spoken, placeholder=places[column])
            box.setText(texts[column])
            box.setCursorPosition(0)
            if name == "password":  # a suggestion is to be read whole
                box.setMinimumWidth(box.fontMetrics().horizontalAdvance("nnnn-nnnn-nnnn-nnnn") + 2 * M)
            lines[name] = why()
            cell = with_why(box, lines[name])
            cell.addStretch(1)
            grid.addLayout(cell, number + 1, column)
            box.textEdited.connect(lambda text, name=name, row=row: self._typed(person, name, text, row))
        self.rows.append(row)
        self._last: QWidget = row[_FIELDS[columns - 1]]
        self._whys.append(lines)
        if len(self.model.people) > 1:
            gone = button("", picture="delete", role="quiet", hint=tr("Take this person off the list"))
            gone.setAccessibleName(tr("Take person {n} off the list", n=number + 1))
            gone.clicked.connect(lambda _checked=False: self._remove(person))
            grid.addWidget(gone, number + 1, columns, Qt.AlignmentFlag.AlignTop)
            self._last = gone

    def _typed(self, person: Person, name: str, text: str, row: dict[str, QLineEdit]) -> None:
        match name:
            case "name":
                self.model.type_name(person, text)
                row["account"].setText(person.account)
            case "account":
                self.model.type_account(person, text)
            case "password":
                person.password = text
            case _:
                person.outside = text.strip()
        self._changed()

    def _add(self) -> None:
        self.model.add_person()
        self._build()
        self._changed()
        self.rows[-1]["name"].setFocus()

    def _remove(self, person: Person) -> None:
        self.model.remove_person(person)
        self._build()
        self._changed()
        self.rows[-1]["name"].setFocus()

    def _echo(self, shown: bool) -> None:
        for row in self.rows:
            row["password"].setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def check(self) -> None:
        found = self.model.problems()
        for number, (row, lines) in enumerate(zip(self.rows, self._whys, strict=True)):
            for name, box in row.items():
                say_why(box, lines[name], found.get(f"{name}{number}", ""))
        first = self.model.people[0].account
        words = tr("Mail for postmaster, about the post office itself, comes to {name}.", name=first) if first else ""
        if self.model.home is Home.PROVIDERS:
            words += "\n" + tr("Whoever has no address outside writes within the house only.")
        self._post.setText(words.strip())
        self._post.setVisible(bool(words))

    def first(self) -> QWidget:
        empty = (box for row in self.rows for box in row.values() if not box.text())
        return next(empty, self.rows[0]["name"])
