"""The card that tries checks: on recent mail by the engine, with progress and a way to stop, and on pasted lines."""

import time

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from homemail.control.methods.filters import Check, FilterRecent, FilterTrial, FilterTry, Touched, TriedLine
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.filters_model import SCOPES, Filters, outcome, sample, scope_word
from homemail.ui.panels.filters_trial_model import COUNTS, USUAL, slow_words
from homemail.ui.panels.page import Card
from homemail.ui.task import Tasks
from homemail.ui.theme import S, State, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import StateIcon, label, set_state
from homemail.ui.widgets.segments import Segments
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

_OUTCOMES = {"reject": State.BAD, "discard": State.BAD, "hold": State.WAITING, "redirect": State.WAITING}
_MIDDLE = Qt.TextElideMode.ElideMiddle
_WHAT = 4  # the column of what would happen
RECENT, PASTED = "recent", "pasted"


class TrialCard(Card):
    def __init__(self, model: Filters, link: Link, tasks: Tasks) -> None:
        super().__init__(tr("Try it"), sentence=tr("The check in the form is tried with the others; nothing is saved."))
        self.model, self._link, self._tasks = model, link, tasks
        model.recent.cancel()  # a trial that a page made anew has lost sight of
        self._trying: tuple[Check, ...] = ()
        self._asked = 0
        self.ways = Segments(tr("What to try on"), {RECENT: tr("Recent mail"), PASTED: tr("Pasted lines")})
        self._direction = QComboBox()
        self._direction.setAccessibleName(tr("Mail to try"))
        for one in SCOPES[:2]:
            self._direction.addItem(scope_word(one), one)
        self.head.addWidget(self._direction)
        self.head.addWidget(self.ways)
        self._recent, self._pasted = self._build_recent(), self._build_pasted()
        self.body.addWidget(self._recent)
        self.body.addWidget(self._pasted)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self._try_lines)
        self.header.textChanged.connect(self._soon.start)
        self._direction.activated.connect(lambda _index: self._soon.start())
        self.ways.turned.connect(lambda _way: self._show_way())
        self._start.clicked.connect(self.start)
        self._cancel.clicked.connect(self._stop)
        self._show_way()
        self.refresh()

    def _build_recent(self) -> QWidget:
        self._count = QComboBox()
        self._count.setAccessibleName(tr("How many messages"))
        for count in COUNTS:
            self._count.addItem(tr("the last {n}", n=formats.number(count)), count)
        self._count.setCurrentIndex(COUNTS.index(USUAL))
        self._start = button(tr("Try on recent mail"), picture="play",
                             hint=tr("Messages of all mailboxes, and of the queue where mail leaves"))  # fmt: skip
        self._cancel = button(tr("Cancel"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        self._progress.setAccessibleName(tr("Progress"))
        self._light, self._headline = StateIcon(16), label(wrap=True)
        self._warning = label(wrap=True)
        set_state(self._warning, State.WAITING)
        line = QHBoxLayout()
        line.setSpacing(S)
        for one in (self._start, self._count, self._cancel, self._light):
            line.addWidget(one)
        line.addWidget(self._headline, 1)
        columns: list[Column[Touched]] = [
            Column(tr("Date"), lambda one: formats.moment(one.moment, time.time()), 84),
            Column(tr("Sender"), lambda one: one.sender or "<>", 124, elide=_MIDDLE),
            Column(tr("Recipient"), lambda one: one.recipient or "–", 124, elide=_MIDDLE),
            Column(tr("Line that matches"), lambda one: one.line, 160, stretch=True, fixed_face=True),
            Column(tr("What would happen"), lambda one: outcome(one.number, self.model.recent.checks), 170,
                   state=self._state_of),
            Column(tr("Queue ID"), lambda one: one.queue_id or "–", 110, fixed_face=True),
        ]  # fmt: skip
        self.touched: Table[Touched] = Table(tr("Messages that would be touched"), columns)
        copies_rows(self.touched)
        self._privacy = label(
            tr("You see the envelope, the queue ID and the line that matched, and nothing else of anybody’s mail."),
            role="muted", wrap=True,
        )  # fmt: skip
        return _sheet(line, self._progress, self._warning, self.touched, self._privacy)

    def _build_pasted(self) -> QWidget:
        self.header = QPlainTextEdit()
        self.header.setAccessibleName(tr("Lines to try"))
        self.header.setTabChangesFocus(True)
        self.header.setFont(mono())
        self.header.setFixedHeight(84)
        self.header.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        columns: list[Column[TriedLine]] = [
            Column(tr("Line"), lambda one: one.line, 120, stretch=True, fixed_face=True),
            Column(tr("What happens"), lambda one: outcome(one.number, self._trying), 260, state=self._line_state),
            Column(tr("No."), lambda one: str(one.number or "–"), 56, number=True),
        ]
        self.tried: Table[TriedLine] = Table(tr("What happens to each line"), columns)
        self.tried.fit(3)
        self._slow = label(wrap=True)
        set_state(self._slow, State.WAITING)
        self._slow.hide()
        return _sheet(self.header, self._slow, self.tried)

    def show_table(self) -> None:
        """Another table of checks is shown: what was tried with the one before is gone."""
        self.model.recent.forget()
        self.header.setPlainText(sample(self.model.table))
        self.follow_form()
        self.refresh()

    def follow_form(self) -> None:
        """The form or the list changed: pasted lines are tried anew, recent mail when asked for."""
        self._soon.start()
        checks, number = self.model.to_try()
        self._direction.setCurrentIndex(self._direction.findData(self.model.direction(self.scope)))
        self._start.setText(tr("Try on recent mail") if number else tr("Try all on recent mail"))
        self._start.setEnabled(bool(checks))

    @property
    def scope(self) -> str:
        return str(self._direction.currentData())

    def _show_way(self) -> None:
        self._recent.setVisible(self.ways.chosen == RECENT)
        self._pasted.setVisible(self.ways.chosen == PASTED)

    # Recent mail

    def start(self) -> None:
        trial = self.model.recent
        checks, number = self.model.to_try()
        first = trial.begin(checks, number, self.model.table, self.scope, int(self._count.currentData()))
        turn = trial.turn
        self._tasks.start(
            self._go_through(first, turn), done=lambda _none: self.refresh(), failed=lambda why: self._failed(why, turn)
        )
        self.refresh()
        self._cancel.setFocus()

    async def _go_through(self, request: FilterRecent, turn: int) -> None:
        while True:
            page = await self._link.call(request)
            if not self.model.recent.hear(page, turn):
                return
            self.refresh()
            request = msgspec.structs.replace(request, after=page.next)

    def _stop(self) -> None:
        self.model.recent.cancel()
        self.refresh()
        self._start.setFocus()

    def _failed(self, reason: str, turn: int) -> None:
        self.model.recent.fail(reason, turn)
        self.refresh()

    def refresh(self) -> None:
        trial = self.model.recent
        self._progress.setVisible(trial.is_running)
        self._progress.setMaximum(trial.total)
        self._progress.setValue(trial.done)
        self._cancel.setVisible(trial.is_running)
        self._count.setVisible(not trial.is_running)
        self._start.setVisible(not trial.is_running)
        self._headline.setText(trial.headline if trial.was_tried else "")
        state = State.BAD if trial.failure else State.WAITING if trial.touched or trial.stopped else State.GOOD
        self._light.setVisible(trial.was_tried and not trial.is_running)
        self._light.show_state(state, self._headline.text())
        self._warning.setText(trial.warning)
        self._warning.setVisible(bool(trial.warning))
        self.touched.show_rows(trial.touched)
        self.touched.setColumnHidden(_WHAT, trial.number > 0)  # of one check it is the same in each row
        self.touched.fit(len(trial.touched), at_most=8)
        self.touched.setVisible(bool(trial.touched))

    def _state_of(self, one: Touched) -> State | None:
        checks = self.model.recent.checks
        return _OUTCOMES.get(checks[one.number - 1].action, State.GOOD) if one.number <= len(checks) else None

    # Pasted lines

    def _try_lines(self) -> None:
        """The form's own check only when it is whole."""
        if not (self._link.is_connected and self.model.loaded):
            return
        checks, _number = self.model.to_try()
        self._asked += 1
        asked = self._asked
        call = FilterTry(self.header.toPlainText(), checks, self.scope, self.model.table)
        self._tasks.start(
            self._link.call(call),
            done=lambda trial: self._show_trial(trial, checks, asked), failed=lambda _why: None,
        )  # fmt: skip

    def _show_trial(self, trial: FilterTrial, checks: tuple[Check, ...], asked: int) -> None:
        if asked != self._asked:
            return  # a later one is under way
        self._trying = checks
        self.tried.show_rows(trial.lines)
        self.tried.fit(max(3, len(trial.lines)), at_most=6)
        self._slow.setText(slow_words(trial.stopped))
        self._slow.setVisible(bool(trial.stopped))

    def _line_state(self, one: TriedLine) -> State | None:
        if not 1 <= one.number <= len(self._trying):
            return None
        return _OUTCOMES.get(self._trying[one.number - 1].action, State.GOOD)


def _sheet(*parts: QWidget | QHBoxLayout) -> QWidget:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S)
    for one in parts:
        column.addLayout(one) if isinstance(one, QHBoxLayout) else column.addWidget(one)
    return sheet
