"""The card of a table of addresses: a name, and whom or what it becomes. One form adds a row, or changes the chosen."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout

from homemail.control.errors import Kind, Refused
from homemail.control.methods.tables import Row, RowVerdict, TableCheck, TableRemove
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, mark_wrong, why
from homemail.ui.panels.pairs_model import (
    Book,
    Typed,
    is_whole,
    name_problem,
    rows_of,
    targets_problem,
    typed_targets,
)
from homemail.ui.shortcuts import bind
from homemail.ui.task import Tasks
from homemail.ui.theme import XS, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label, set_state, tip
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import said, tr

_MIDDLE = Qt.TextElideMode.ElideMiddle
_ASK_AFTER = 250  # milliseconds without a key


class PairsCard(Card):
    def __init__(self, book: Book, link: Link, tasks: Tasks, notice: Notice) -> None:
        super().__init__(book.title, sentence=book.sentence)
        self.setToolTip(tip(book.hint))
        self.book, self._link, self._tasks, self._notice = book, link, tasks, notice
        self._old: Row | None = None  # the row that the form began with
        self._verdict = RowVerdict()
        columns: list[Column[Row]] = [
            Column(book.left, lambda one: one.pattern, 200, stretch=book.is_list and not book.has_scopes, elide=_MIDDLE)
        ]
        if not book.is_list:
            columns.append(Column(book.right, lambda one: ", ".join(one.targets), 240, stretch=True, elide=_MIDDLE))
        if book.has_scopes:
            columns.append(Column(tr("Applies to"), self._scope_words, 170, stretch=book.is_list))
        self.table: Table[Row] = Table(book.title, columns, lambda one: (one.table, one.pattern.lower()))
        copies_rows(self.table)
        self._none = label(book.empty, role="muted", wrap=True)
        self.body.addWidget(self._none)
        self.body.addWidget(self.table)
        self.body.addLayout(self._build_form())
        self._bind()
        self.show_rows(())
        self._check()

    def _build_form(self) -> QGridLayout:
        book = self.book
        self.name = field(book.left, placeholder=book.left_example)
        self.targets = field(book.right, placeholder=book.right_example)
        self.scope = QComboBox()
        self.scope.setAccessibleName(tr("Applies to"))
        for table, words in book.tables.items():
            self.scope.addItem(words, table)
        self.why = why()
        self.save = button(tr("Add"), role="main")
        self.drop = button(tr("Remove"), picture="delete")
        self.fresh = button(tr("Another one"), hint=tr("Leave the chosen row and write a new one"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3 if not book.is_list else 1)
        row = QHBoxLayout()
        row.setSpacing(S)
        if book.is_list and book.has_scopes:
            grid.addWidget(self.scope, 0, 1)
        else:
            row.addWidget(self.scope)
        for one in (self.drop, self.fresh, self.save):
            row.addWidget(one)
        grid.addWidget(self.name, 0, 0)
        if not book.is_list:
            grid.addWidget(self.targets, 0, 1)
        grid.addLayout(row, 0, 2)
        grid.addWidget(self.why, 1, 0, 1, 3)
        if not book.has_scopes:
            self.scope.hide()
        return grid

    def _bind(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_ASK_AFTER)
        self._soon.timeout.connect(self._ask)
        for box in (self.name, self.targets):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._store)
        self.scope.activated.connect(lambda _index: self._check())
        self.save.clicked.connect(self._store)
        self.drop.clicked.connect(self._remove)
        self.fresh.clicked.connect(self._start_anew)
        bind("addresses.remove", self.table, self._remove, here_only=True)
        self.table.activated.connect(lambda _index: (self.name if self.book.is_list else self.targets).setFocus())
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())

    def _scope_words(self, row: Row) -> str:
        return self.book.tables[row.table]

    # What the engine says

    def show_rows(self, rows: Iterable[Row]) -> None:
        """All rows of the house; the card takes its own. What is being typed stays."""
        before, untouched = self._old, not self.typed().is_changed
        mine = rows_of(self.book, rows)
        self.table.show_rows(mine)
        self.table.fit(len(mine), at_most=6)
        self.table.setVisible(bool(mine))
        self._none.setVisible(not mine)
        if before is not None:
            found = [one for one in mine if (one.table, one.pattern) == (before.table, before.pattern)]
            self._old = found[0] if found else None
            if found and untouched:
                self._fill(found[0])
        self._check()

    def show_row(self, table: str, pattern: str) -> bool:
        """Choose a row and lead there; whether the card has it."""
        if not self.table.choose((table, pattern.lower())):
            return False
        (self.name if self.book.is_list else self.targets).setFocus()
        return True

    # The form

    def typed(self) -> Typed:
        targets = typed_targets(self.book, self.targets.text())
        return Typed(str(self.scope.currentData()), self.name.text().strip(), targets, self._old)

    def _fill(self, row: Row | None) -> None:
        self._old = row
        self.name.setText(row.pattern if row else "")
        self.targets.setText(", ".join(row.targets) if row else "")
        self.scope.setCurrentIndex(max(0, self.scope.findData(row.table)) if row else 0)
        self._check()

    def _chosen(self) -> None:
        if chosen := self.table.selected():
            self._fill(chosen[0])

    def _start_anew(self) -> None:
        self.table.clearSelection()
        self._fill(None)
        self.name.setFocus()

    def _check(self) -> None:
        """What can be seen at once; circles and unknown people are the engine's to find."""
        self._verdict = RowVerdict()
        changing = self._old is not None
        self.save.setText(tr("Save") if changing else tr("Add"))
        self.drop.setVisible(changing)
        self.fresh.setVisible(changing)
        self._show_why()
        if self.save.isEnabled():
            self._soon.start()
        else:
            self._soon.stop()

    def _show_why(self) -> None:
        typed = self.typed()
        name, targets = name_problem(typed.table, typed.pattern), targets_problem(typed.table, typed.targets)
        problem, warning = said(self._verdict.problem), said(self._verdict.warning)
        mark_wrong(self.name, bool(name or (problem and self.book.is_list)))
        mark_wrong(self.targets, bool(targets or problem))
        self.why.setText(name or targets or problem or warning)
        self.why.setVisible(bool(self.why.text()))
        set_state(self.why, State.BAD if name or targets or problem else State.WAITING)
        whole = is_whole(self.book, typed) and typed.is_changed
        self.save.setEnabled(whole and not (name or targets or problem))

    def _ask(self) -> None:
        question = self.typed().question()
        if self._link.is_connected:
            self._tasks.start(
                self._link.call(question), done=lambda verdict: self._take(question, verdict), failed=lambda _why: None
            )

    def _take(self, question: TableCheck, verdict: RowVerdict) -> None:
        if question == self.typed().question():  # nothing was typed meanwhile
            self._verdict = verdict
            self._show_why()

    def _store(self) -> None:
        """Asked again before it is saved: who presses Enter at once has not seen the answer."""
        if self.save.isEnabled():
            typed = self.typed()
            self._tasks.start(
                self._link.call(typed.question()),
                teller=self._notice,
                controls=[self.save],
                done=lambda verdict: self._save_checked(typed, verdict),
            )

    def _save_checked(self, typed: Typed, verdict: RowVerdict) -> None:
        self._take(typed.question(), verdict)
        if not verdict.problem:
            self._tasks.start(
                self._link.call(typed.request()),
                teller=self._notice,
                controls=[self.save],
                said=tr("Saved. It holds for mail from now on."),
                done=lambda _done: self._emptied(),
            )

    def _emptied(self) -> None:
        self.table.clearSelection()
        self._fill(None)
        if self.targets.hasFocus():  # Enter in the last field: the next row begins in the first
            self.name.setFocus()

    def _remove(self) -> None:
        if row := self._old:
            self._tasks.start(
                self._take_off(row),
                teller=self._notice,
                controls=[self.drop],
                said=tr("The row {name} was removed.", name=row.pattern),
                done=lambda _done: self._emptied(),
            )

    async def _take_off(self, row: Row) -> None:
        try:
            await self._link.call(TableRemove(row.table, row.pattern))
        except Refused as refused:
            if refused.kind is not Kind.NOT_FOUND:  # somebody else has done it meanwhile
                raise
