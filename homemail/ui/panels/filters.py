"""Filters: the header checks in their order, one of them in the form, and a pasted header to try them on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from homemail.control.events import AnyEvent, SettingsChanged
from homemail.control.methods.filters import Check, Checks, FilterList, FilterSave, FilterTrial, FilterTry, TriedLine
from homemail.ui.panels.filters_model import (
    ACTIONS,
    HIDE_RECEIVED,
    SCOPES,
    Filters,
    action_word,
    argument_problem,
    argument_word,
    is_complete,
    outcome,
    pattern_problem,
    scope_word,
    takes_argument,
)
from homemail.ui.panels.page import Card, Page, field, form_label, say_why, scrolling, why, with_why
from homemail.ui.shortcuts import bind
from homemail.ui.theme import L, M, S, State, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

_MIDDLE = Qt.TextElideMode.ElideMiddle
_SAMPLE = "Received: from pc-anna.home.lan (192.168.1.20)\nSubject: Hello"
_OUTCOMES = {"reject": State.BAD, "hold": State.WAITING}
Numbered = tuple[int, Check]


class FiltersPage(Page):
    NAME = "filters"
    model: Filters

    @classmethod
    def title(cls) -> str:
        return tr("Filters")

    @classmethod
    def sentence(cls) -> str:
        return tr("What is done with a message because of a line in its header.")

    def build(self) -> None:
        self._at: int | None = None  # which check the form holds; None is a new one
        self._trying: tuple[Check, ...] = ()
        self._new = button(tr("New check"), picture="add", role="main", hint=tr("Write a new check (Ctrl+N)"))
        self.head_actions.addWidget(self._new)
        below = QHBoxLayout()
        below.setSpacing(M)
        below.addWidget(self._build_form(), 2)
        below.addWidget(self._build_trial(), 3)
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self._build_list())
        column.addLayout(below)
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))
        self._bind()
        self._fill(None, Check(""))

    def _build_list(self) -> Card:
        card = Card(
            tr("Header checks"), sentence=tr("The first check that matches a header line decides what is done with it.")
        )
        self._up = button(tr("Move up"), hint=tr("Ask this check earlier (Alt+Up)"))
        self._down = button(tr("Move down"), hint=tr("Ask this check later (Alt+Down)"))
        self._remove = button(tr("Remove"), picture="delete")
        for one in (self._up, self._down, self._remove):
            card.head.addWidget(one)
        columns: list[Column[Numbered]] = [
            Column(tr("No."), lambda one: str(one[0]), 56, number=True),
            Column(tr("Pattern"), lambda one: one[1].pattern, 200, stretch=True, fixed_face=True, elide=_MIDDLE),
            Column(tr("What is done"), lambda one: action_word(one[1].action), 180),
            Column(tr("Text"), lambda one: one[1].argument or "–", 150, elide=_MIDDLE),
            Column(tr("Which mail"), lambda one: scope_word(one[1].scope), 150),
        ]
        self.table: Table[Numbered] = Table(tr("Header checks"), columns, lambda one: one[0])
        self._none = label(tr("No check yet: headers pass as they are."), role="muted", wrap=True)
        self._first = button(tr("Hide our computers from the outside"), picture="add",
                             hint=tr("A check that leaves the Received lines out of mail that leaves"))  # fmt: skip
        start = QHBoxLayout()
        start.addWidget(self._first)
        start.addStretch(1)
        card.body.addWidget(self.table)
        card.body.addWidget(self._none)
        card.body.addLayout(start)
        return card

    def _build_form(self) -> Card:
        card = Card(tr("New check"))
        self._heading = card.heading
        self._pattern = field(tr("Pattern"), placeholder=tr("For example {example}", example="^X-Mailer:"))
        self._pattern.setFont(mono())
        self._pattern.setToolTip(tr("A regular expression, searched in “Name: value”; capitals do not matter"))
        self._action = _choice(tr("What is done"), [(action_word(one), one) for one in ACTIONS])
        self._argument = field(tr("Text"))
        self._scope = _choice(tr("Which mail"), [(scope_word(one), one) for one in SCOPES])
        self._pattern_why, self._argument_why = why(), why()
        self._argument_label = form_label(tr("Text"))
        form = QFormLayout()
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(form_label(tr("Pattern")), with_why(self._pattern, self._pattern_why))
        form.addRow(form_label(tr("What is done")), self._action)
        self._form = form
        form.addRow(self._argument_label, with_why(self._argument, self._argument_why))
        form.addRow(form_label(tr("Which mail")), self._scope)
        self._save = button(tr("Save"), role="main", hint=tr("Save (Ctrl+S)"))
        self._undo = button(tr("Undo changes"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(self._undo)
        row.addWidget(self._save)
        card.body.addLayout(form)
        card.body.addStretch(1)
        card.body.addLayout(row)
        return card

    def _build_trial(self) -> Card:
        card = Card(tr("Try it"), sentence=tr("Paste header lines; the check in the form is tried with the others."))
        self._direction = _choice(tr("Mail to try"), [(scope_word(one), one) for one in SCOPES[:2]])
        card.head.addWidget(self._direction)
        self._header = QPlainTextEdit(_SAMPLE)
        self._header.setAccessibleName(tr("Header to try"))
        self._header.setTabChangesFocus(True)
        self._header.setFont(mono())
        self._header.setFixedHeight(84)
        self._header.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        columns: list[Column[TriedLine]] = [
            Column(tr("Header line"), lambda one: one.line, 120, stretch=True, fixed_face=True),
            Column(tr("What happens"), lambda one: outcome(one, self._trying), 160, state=self._state_of),
            Column(tr("No."), lambda one: str(one.number or "–"), 56, number=True),
        ]
        self.tried: Table[TriedLine] = Table(tr("What happens to each line"), columns)
        self.tried.fit(3)
        card.body.addWidget(self._header)
        card.body.addWidget(self.tried)
        card.body.addStretch(1)
        return card

    def _bind(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self._try)
        self._new.clicked.connect(self._start_new)
        bind("filters.add", self, self._start_new)
        self._first.clicked.connect(lambda: self._fill(None, HIDE_RECEIVED))
        self._save.setShortcut("Ctrl+S")
        self._save.clicked.connect(self._store)
        self._undo.clicked.connect(lambda: self._fill(self._at, self._kept()))
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        bind("filters.up", self.table, lambda: self._move(-1))
        bind("filters.down", self.table, lambda: self._move(1))
        self._remove.clicked.connect(self._drop)
        bind("filters.remove", self.table, self._drop)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
        for box in (self._pattern, self._argument):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._store)
        for choice in (self._action, self._scope, self._direction):
            choice.activated.connect(lambda _index: self._check())
        self._header.textChanged.connect(self._soon.start)

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(FilterList()), done=self._take, failed=self.failed)

    def _take(self, checks: Checks) -> None:
        self.model.apply(checks)
        self.loaded()

    def refresh(self) -> None:
        rows = list(enumerate(self.model.checks, 1))
        self.table.show_rows(rows)
        self.table.fit(len(rows), at_most=6)
        self.table.setVisible(bool(rows))
        for one in (self._none, self._first):
            one.setVisible(not rows)
        for one in (self._up, self._down, self._remove):
            one.setVisible(bool(rows))
        self._check()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged):
            self.load()

    # The form

    def _kept(self) -> Check:
        """What the form began with."""
        return self.model.checks[self._at] if self._at is not None and self._at < len(self.model.checks) else Check("")

    def _typed(self) -> Check:
        action = str(self._action.currentData())
        argument = self._argument.text().strip() if takes_argument(action) else ""
        return Check(self._pattern.text(), action, argument, str(self._scope.currentData()))

    def _fill(self, at: int | None, check: Check) -> None:
        self._at = at
        self._heading.setText(tr("New check") if at is None else tr("Check {n}", n=at + 1))
        self._pattern.setText(check.pattern)
        self._action.setCurrentIndex(max(0, self._action.findData(check.action if check.pattern else "ignore")))
        self._argument.setText(check.argument)
        self._scope.setCurrentIndex(max(0, self._scope.findData(check.scope if check.pattern else "outgoing")))
        self._check()

    def _check(self) -> None:
        typed = self._typed()
        say_why(self._pattern, self._pattern_why, pattern_problem(typed.pattern))
        say_why(self._argument, self._argument_why, argument_problem(typed.action, typed.argument))
        self._argument_label.setText(argument_word(typed.action))
        self._form.setRowVisible(2, takes_argument(typed.action))
        changed = bool(typed.pattern) and typed != self._kept()
        self._save.setEnabled(changed and is_complete(typed))
        self._undo.setEnabled(changed or typed.pattern != self._kept().pattern)
        chosen = self.table.selected()
        at = chosen[0][0] - 1 if chosen else -1
        self._up.setEnabled(at > 0)
        self._down.setEnabled(0 <= at < len(self.model.checks) - 1)
        self._remove.setEnabled(at >= 0)
        self._soon.start()

    def _start_new(self) -> None:
        self.table.clearSelection()
        self._fill(None, Check(""))
        self._pattern.setFocus()

    def _chosen(self) -> None:
        if chosen := self.table.selected():
            number, check = chosen[0]
            self._fill(number - 1, check)
        else:
            self._check()

    # What is asked of the engine

    def _store(self) -> None:
        if self._save.isEnabled():
            checks = self.model.with_saved(self._at, self._typed())
            self._put(checks, tr("Saved. New mail is checked this way at once."), self._saved)

    def _saved(self, checks: Checks) -> None:
        self._take(checks)
        self._start_new()

    def _move(self, step: int) -> None:
        if chosen := self.table.selected():
            at = chosen[0][0] - 1
            moved = self.model.moved(at, step)
            if moved != self.model.checks:
                self._put(moved, "", lambda checks: self._moved(checks, at + step))

    def _moved(self, checks: Checks, at: int) -> None:
        self._take(checks)
        self.table.selectRow(at)

    def _drop(self) -> None:
        if chosen := self.table.selected():
            before, pattern = self.model.checks, chosen[0][1].pattern
            self._put(self.model.without(chosen[0][0] - 1), "", lambda checks: self._dropped(checks, before, pattern))

    def _dropped(self, checks: Checks, before: tuple[Check, ...], pattern: str) -> None:
        self._saved(checks)
        self.notice.ask(
            tr("The check {pattern} was removed.", pattern=pattern),
            (tr("Undo"), "", lambda: self._put(before, tr("It is back."), self._take)),
            (tr("Good"), "", lambda: None),
        )

    def _put(self, checks: tuple[Check, ...], said: str, done: Callable[[Checks], None]) -> None:
        self.tasks.start(
            self.link.call(FilterSave(checks)), teller=self.notice, controls=[self._save], said=said, done=done
        )

    def _try(self) -> None:
        """The checks as they would be after a save; the form's own only when it is whole."""
        typed = self._typed()
        checks = self.model.with_saved(self._at, typed) if is_complete(typed) else self.model.checks
        if self.link.is_connected and self.is_loaded():
            call = FilterTry(self._header.toPlainText(), checks, str(self._direction.currentData()))
            self.tasks.start(
                self.link.call(call), done=lambda trial: self._show_trial(trial, checks), failed=lambda _why: None
            )

    def _show_trial(self, trial: FilterTrial, checks: tuple[Check, ...]) -> None:
        self._trying = checks
        self.tried.show_rows(trial.lines)
        self.tried.fit(max(3, len(trial.lines)), at_most=6)

    def _state_of(self, one: TriedLine) -> State | None:
        if not 1 <= one.number <= len(self._trying):
            return None
        return _OUTCOMES.get(self._trying[one.number - 1].action, State.GOOD)


def _choice(name: str, options: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for words, value in options:
        box.addItem(words, value)
    return box
