"""Filters: the checks of three tables in their order with one of them in the form, a trial of it, and strangers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLayout, QMenu, QVBoxLayout, QWidget

from homemail.control.events import AnyEvent, SettingsChanged
from homemail.control.methods.filters import Check, Checks, FilterList, FilterSave
from homemail.ui.panels.filters_list import ChecksCard
from homemail.ui.panels.filters_model import (
    ACTIONS,
    SCOPES,
    STRANGERS,
    TABLES,
    Filters,
    action_word,
    argument_problem,
    argument_word,
    example,
    pattern_problem,
    scope_word,
    table_word,
    takes_argument,
)
from homemail.ui.panels.filters_ready import ready_made
from homemail.ui.panels.filters_trial import TrialCard
from homemail.ui.panels.page import Card, Page, field, say_why, scrolling, why, with_why
from homemail.ui.panels.strangers import StrangersPart
from homemail.ui.shortcuts import bind
from homemail.ui.theme import XS, M, S, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.segments import Segments
from homemail.ui.words import tr


class FiltersPage(Page):
    NAME = "filters"
    POSTFIX = "filters"
    model: Filters

    @classmethod
    def title(cls) -> str:
        return tr("Filters")

    @classmethod
    def sentence(cls) -> str:
        return tr("What is done with a message because of what it says, and with mail from strangers.")

    def build(self) -> None:
        self._new = button(tr("New check"), picture="add", role="main", hint=tr("Write a new check (Ctrl+N)"))
        self.head_actions.addWidget(self._new)
        titles = {part: table_word(part) for part in (*TABLES, STRANGERS)}
        self.parts = Segments(tr("Filters"), titles, self.model.segment)
        self.list = ChecksCard(self.model)
        self.table = self.list.table
        self.trial = TrialCard(self.model, self.link, self.tasks)
        self._checks = QWidget()
        cards = QVBoxLayout(self._checks)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(M)
        cards.addWidget(self.list)
        cards.addWidget(self._build_form())
        cards.addWidget(self.trial)
        self.strangers = StrangersPart(self.model.strangers, self.link, self.tasks, self.notice)
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self.parts)
        column.addWidget(self._checks)
        column.addWidget(self.strangers)
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))
        self._bind()
        self._turn(self.model.segment)

    def _build_form(self) -> Card:
        card = Card(tr("New check"))
        self._heading = card.heading
        self._ready = button(tr("Begin from"), hint=tr("Checks that many houses want; choosing one saves nothing"))
        self._ready_menu = QMenu(self._ready)
        self._ready.setMenu(self._ready_menu)
        self._save = button(tr("Save"), role="main", hint=tr("Save (Ctrl+S)"))
        self._undo = button(tr("Undo changes"))
        for one in (self._ready, self._undo, self._save):
            card.head.addWidget(one)
        self._pattern = field(tr("Pattern"))
        self._pattern.setFont(mono())
        self._pattern.setToolTip(tr("A regular expression, searched in “Name: value”; capitals do not matter"))
        self._action = _choice(tr("What is done"), [(action_word(one), one) for one in ACTIONS])
        self._argument = field(tr("Text"))
        self._scope = _choice(tr("Which mail"), [(scope_word(one), one) for one in SCOPES])
        self._pattern_why, self._argument_why = why(), why()
        self._grid = _Form(
            (tr("Pattern"), with_why(self._pattern, self._pattern_why)),
            (tr("What is done"), self._action),
            (tr("Text"), with_why(self._argument, self._argument_why)),
            (tr("Which mail"), self._scope),
        )
        card.body.addLayout(self._grid)
        for first, second in (
            (self._ready, self._pattern), (self._pattern, self._action), (self._action, self._argument),
            (self._argument, self._scope), (self._scope, self._undo), (self._undo, self._save),
        ):  # fmt: skip
            QWidget.setTabOrder(first, second)
        return card

    def _bind(self) -> None:
        self._new.clicked.connect(self._start_new)
        bind("filters.add", self, self._start_new)
        self.parts.turned.connect(self._turn)
        self._save.setShortcut("Ctrl+S")
        self._save.clicked.connect(self._store)
        self._undo.clicked.connect(self._take_back)
        self.list.up.clicked.connect(partial(self._move, -1))
        self.list.down.clicked.connect(partial(self._move, 1))
        bind("filters.up", self.table, partial(self._move, -1))
        bind("filters.down", self.table, partial(self._move, 1))
        self.list.remove.clicked.connect(self._drop)
        bind("filters.remove", self.table, self._drop)
        self.list.first.clicked.connect(lambda: self._begin_from(ready_made(self.model.table)[0].check))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
        for box in (self._pattern, self._argument):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._store)
        for choice in (self._action, self._scope):
            choice.activated.connect(lambda _index: self._check())

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self._read(), done=self._take, failed=self.failed)
            self.strangers.load()

    async def _read(self) -> dict[str, Checks]:
        return {table: await self.link.call(FilterList(table)) for table in TABLES}

    def _take(self, tables: dict[str, Checks]) -> None:
        for table, found in tables.items():
            self.model.apply(table, found.checks)
        self.loaded()

    def refresh(self) -> None:
        self.list.refresh()
        self._show_draft()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged):
            self.load()

    def show_found(self, target: str) -> None:
        """A part, a check as an explanation names it ("header_checks.2"), or a setting about strangers."""
        part, _, rest = target.partition(".")
        if part in {"access", STRANGERS}:
            self.parts.choose(STRANGERS)
            self.strangers.show_key(target)
        elif self.parts.choose(part) and rest.isdigit():
            self.table.selectRow(int(rest) - 1)

    def _turn(self, part: str) -> None:
        """Show a table, or the strangers."""
        self.model.segment = part
        self._checks.setVisible(part != STRANGERS)
        self.strangers.setVisible(part == STRANGERS)
        self._new.setEnabled(part != STRANGERS)
        if part == STRANGERS:
            return
        self._pattern.setPlaceholderText(tr("For example {example}", example=example(part)))
        self._ready_menu.clear()
        for one in ready_made(part):
            self._ready_menu.addAction(one.words).triggered.connect(
                lambda _checked=False, check=one.check: self._begin_from(check)
            )
        self.table.clearSelection()
        self.list.show_table()
        self.trial.show_table()
        self.refresh()

    # The form

    def _show_draft(self) -> None:
        typed = self.model.draft.typed
        if typed != self._typed():
            for box, text in ((self._pattern, typed.pattern), (self._argument, typed.argument)):
                box.blockSignals(True)  # what is half shown is no draft
                box.setText(text)
                box.blockSignals(False)
            self._action.setCurrentIndex(max(0, self._action.findData(typed.action)))
            self._scope.setCurrentIndex(max(0, self._scope.findData(typed.scope)))
        self._check()

    def _typed(self) -> Check:
        action = str(self._action.currentData())
        argument = self._argument.text().strip() if takes_argument(action) else ""
        return Check(self._pattern.text(), action, argument, str(self._scope.currentData()))

    def _check(self) -> None:
        draft, typed = self.model.draft, self._typed()
        draft.typed = typed
        self._heading.setText(tr("New check") if draft.at is None else tr("Check {n}", n=draft.at + 1))
        say_why(self._pattern, self._pattern_why, pattern_problem(typed.pattern))
        say_why(self._argument, self._argument_why, argument_problem(typed.action, typed.argument, self.model.table))
        self._grid.name(2, argument_word(typed.action))
        self._argument.setEnabled(takes_argument(typed.action))
        self._save.setEnabled(self.model.can_save)
        self._undo.setEnabled(self.model.is_changed)
        self.list.refresh_actions()
        self.trial.follow_form()

    def _take_back(self) -> None:
        self.model.hold(self.model.draft.at)
        self._show_draft()

    def _start_new(self) -> None:
        self.table.clearSelection()
        self._begin_from(None)

    def _begin_from(self, check: Check | None) -> None:
        """A new check in the form; nothing is saved."""
        self.table.clearSelection()
        self.model.hold(None, *([check] if check else []))
        self._show_draft()
        self._pattern.setFocus()

    def _chosen(self) -> None:
        if chosen := self.table.selected():
            at = chosen[0][0] - 1
            if at != self.model.draft.at:
                self.model.hold(at)
                self._show_draft()
        self.list.refresh_actions()

    # What is asked of the engine

    def _store(self) -> None:
        if self._save.isEnabled():
            self._put(self.model.with_saved(), tr("Saved. New mail is checked this way at once."), self._start_new)

    def _move(self, step: int) -> None:
        if chosen := self.table.selected():
            at = chosen[0][0] - 1
            moved = self.model.moved(at, step)
            if moved != self.model.checks:
                self._put(moved, "", partial(self._moved, at + step))

    def _moved(self, at: int) -> None:
        self.refresh()
        self.table.selectRow(at)

    def _drop(self) -> None:
        if chosen := self.table.selected():
            number, check = chosen[0]
            words = tr("The check {pattern} was removed.", pattern=check.pattern)
            self._put(self.model.without(number - 1), words, self._dropped)

    def _dropped(self) -> None:
        self.table.clearSelection()
        self.model.hold(None)
        self.refresh()

    def _put(self, checks: tuple[Check, ...], said: str, done: Callable[[], None]) -> None:
        table = self.model.table
        self.tasks.start(
            self.link.call(FilterSave(checks, table, self.model.checks)),
            teller=self.notice,
            controls=[self._save],
            said=said,
            done=lambda found: self._kept(table, found, done),
        )

    def _kept(self, table: str, found: Checks, done: Callable[[], None]) -> None:
        self.model.apply(table, found.checks)
        self.list.refresh()
        if table == self.model.table:
            done()


class _Form(QGridLayout):
    """Two rows of two boxes below their words; what is written is wider than what is chosen."""

    def __init__(self, *cells: tuple[str, QWidget | QLayout]) -> None:
        super().__init__()
        self.setHorizontalSpacing(M)
        self.setVerticalSpacing(XS)
        self._words = []
        for number, (words, cell) in enumerate(cells):
            said = label(words, role="muted")
            said.setContentsMargins(0, S if number > 1 else 0, 0, 0)
            self._words.append(said)
            row, column, top = number // 2 * 2, number % 2, Qt.AlignmentFlag.AlignTop
            self.addWidget(said, row, column)
            self.addLayout(cell, row + 1, column) if isinstance(cell, QLayout) else self.addWidget(
                cell, row + 1, column, top
            )
        self.setColumnStretch(0, 3)
        self.setColumnStretch(1, 2)

    def name(self, number: int, words: str) -> None:
        self._words[number].setText(words)


def _choice(name: str, options: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for words, value in options:
        box.addItem(words, value)
    return box
