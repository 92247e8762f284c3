"""The card of one table of checks, in the order in which they are asked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from homemail.control.methods.filters import Check
from homemail.ui.panels.filters_model import (
    Filters,
    action_word,
    nothing_yet,
    scope_word,
    table_sentence,
    table_word,
)
from homemail.ui.panels.filters_ready import ready_made
from homemail.ui.panels.page import Card
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

_MIDDLE = Qt.TextElideMode.ElideMiddle
Numbered = tuple[int, Check]


class ChecksCard(Card):
    def __init__(self, model: Filters) -> None:
        super().__init__(table_word(model.table), sentence=table_sentence(model.table))
        self.model = model
        self.up = button(tr("Move up"), hint=tr("Ask this check earlier (Alt+Up)"))
        self.down = button(tr("Move down"), hint=tr("Ask this check later (Alt+Down)"))
        self.remove = button(tr("Remove"), picture="delete")
        for one in (self.up, self.down, self.remove):
            self.head.addWidget(one)
        columns: list[Column[Numbered]] = [
            Column(tr("No."), lambda one: str(one[0]), 56, number=True),
            Column(tr("Pattern"), lambda one: one[1].pattern, 200, stretch=True, fixed_face=True, elide=_MIDDLE),
            Column(tr("What is done"), lambda one: action_word(one[1].action), 180),
            Column(tr("Text"), lambda one: one[1].argument or "–", 150, elide=_MIDDLE),
            Column(tr("Which mail"), lambda one: scope_word(one[1].scope), 150),
        ]
        self.table: Table[Numbered] = Table(table_word(model.table), columns, lambda one: one[0])
        copies_rows(self.table)
        self._none = label(role="muted", wrap=True)
        self.first = button("", picture="add", hint=tr("A check to begin from; nothing is saved yet"))
        start = QHBoxLayout()
        start.addWidget(self.first)
        start.addStretch(1)
        self.body.addWidget(self._none)
        self.body.addLayout(start)
        self.body.addWidget(self.table)

    def show_table(self) -> None:
        table = self.model.table
        self.heading.setText(table_word(table))
        self.sentence.setText(table_sentence(table))
        self.table.setAccessibleName(table_word(table))
        self._none.setText(nothing_yet(table))
        self.first.setText(ready_made(table)[0].words)

    def refresh(self) -> None:
        rows = list(enumerate(self.model.checks, 1))
        self.table.show_rows(rows)
        self.table.fit(len(rows), at_most=5)
        there: tuple[QWidget, ...] = (self.table, self.up, self.down, self.remove)
        for one in there:
            one.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.first.setVisible(not rows)
        self.refresh_actions()

    def refresh_actions(self) -> None:
        chosen = self.table.selected()
        at = chosen[0][0] - 1 if chosen else -1
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(self.model.checks) - 1)
        self.remove.setEnabled(at >= 0)
