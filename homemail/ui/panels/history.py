"""The card of changes: what the settings were, each change as a difference, and the ways back."""

import time

from PySide6.QtGui import QColor, QFontMetrics, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from homemail.control.events import AnyEvent, HistoryChanged
from homemail.control.methods.history import (
    Change,
    Changes,
    ChangeShown,
    HistoryList,
    HistoryRestore,
    HistoryShow,
    HistoryUndo,
    TakenBack,
)
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.history_model import History, Line, came_by, capital, kind_of, sentence
from homemail.ui.panels.page import Card
from homemail.ui.task import Tasks
from homemail.ui.theme import S, colours, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import said, tr

_ROWS, _LINES = 8, 16  # seen at once; more scroll


class HistoryCard(Card):
    def __init__(self, model: History, link: Link, tasks: Tasks, notice: Notice) -> None:
        super().__init__(
            tr("Changes"),
            sentence=tr(
                "Every change of the settings, made here, in the terminal or by hand in the file. Each can be taken"
                " back by itself; what was changed later stays."
            ),
        )
        self.model, self._link, self._tasks, self._notice = model, link, tasks, notice
        self._is_taking = False  # rows from the engine are no choice of a person
        self.table = Table(
            tr("Changes of the settings"),
            [
                Column(tr("When"), lambda one: formats.moment(one.when, time.time()), 110),
                Column(tr("What"), sentence, 240, stretch=True),
                Column(tr("By"), came_by, 140),
            ],
            key=lambda one: one.number,
        )
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self._empty = label(role="muted", wrap=True)
        self._keys = label(wrap=True, selectable=True)
        self._lines = QPlainTextEdit()
        self._lines.setReadOnly(True)
        self._lines.setFont(mono())
        self._lines.setAccessibleName(tr("Difference in the file: lines with + came, lines with - went"))
        self._lines.setTabChangesFocus(True)
        self._lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        _Paint(self._lines.document())
        self._obstacle = label(role="muted", wrap=True)
        self.undo = button(tr("Take this change back"))
        self.restore = button(tr("Put everything back to then…"))
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.undo)
        buttons.addWidget(self.restore)
        buttons.addStretch(1)
        for one in (self._empty, self.table, self._keys, self._lines, self._obstacle):
            self.body.addWidget(one)
        self.body.addLayout(buttons)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.undo.clicked.connect(self._undo)
        self.restore.clicked.connect(self._ask_restore)
        self.refresh()

    def load(self) -> None:
        if self._link.is_connected:
            self._tasks.start(self._link.call(HistoryList()), done=self._take, failed=lambda _why: None)
        self.refresh()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, HistoryChanged):
            self.load()

    def _take(self, found: Changes) -> None:
        self.model.take(found)
        self._is_taking = True
        self.table.show_rows(found.changes)
        if not self.model.chosen and found.changes:
            self.table.selectRow(0)
        self._is_taking = False
        self._show_chosen()

    def _choose(self) -> None:
        if not self._is_taking and (chosen := self.table.selected()):
            self.model.chosen = chosen[0].number
            self._show_chosen()

    def _show_chosen(self) -> None:
        if self._link.is_connected and self.model.wanted:
            call = self._link.call(HistoryShow(self.model.wanted))
            self._tasks.start(call, done=self._take_shown, failed=lambda _why: None)
        self.refresh()

    def _take_shown(self, shown: ChangeShown) -> None:
        if shown.change.number == self.model.wanted:
            self.model.shown = shown
            self.refresh()

    def refresh(self) -> None:
        model, connected = self.model, self._link.is_connected
        changes = model.changes or ()
        self._empty.setText(
            tr("The engine keeps the history, and does not run.")
            if model.changes is None and not connected
            else tr("Nothing is in the history yet.")
        )
        self._empty.setVisible(not changes and (model.changes is not None or not connected))
        if changes and not self.table.rows_model.rows:  # made anew
            self.table.show_rows(changes)
        self.table.fit(len(changes), at_most=_ROWS)
        self._keys.setText(model.keys)
        if self._lines.toPlainText() != model.lines:
            self._lines.setPlainText(model.lines)
        tall = min(max(model.lines.count("\n") + 1, 3), _LINES)
        self._lines.setFixedHeight(tall * QFontMetrics(mono()).lineSpacing() + 3 * S)
        self._obstacle.setText(model.obstacle)
        for one, shown in (
            (self.table, bool(changes)),
            (self._keys, bool(model.keys)),
            (self._lines, bool(model.lines)),
            (self._obstacle, bool(model.obstacle)),
            (self.undo, model.shown is not None),
            (self.restore, model.shown is not None),
        ):
            one.setVisible(shown)
        self.undo.setEnabled(connected and model.can_undo)
        self.restore.setEnabled(connected and model.can_restore)

    def _undo(self) -> None:
        if self.model.shown:
            self._start(HistoryUndo(self.model.shown.change.number))

    def _ask_restore(self) -> None:
        if self.model.shown:
            one: Change = self.model.shown.change
            self._notice.ask(
                tr("Put all settings back to how they were after “{what}”, {when}? What was changed later goes; the"
                   " history keeps it.", what=sentence(one), when=formats.moment(one.when, time.time())),
                (tr("Put everything back"), "danger", lambda: self._start(HistoryRestore(one.number))),
                (tr("Keep today's settings"), "", lambda: None),
            )  # fmt: skip

    def _start(self, request: HistoryUndo | HistoryRestore) -> None:
        self._tasks.start(
            self._link.call(request), teller=self._notice, controls=[self.undo, self.restore], done=self._done
        )

    def _done(self, done: TakenBack) -> None:
        self.model.chosen = 0
        text = capital(said(done.message))
        if done.deed == "undo" and done.change:
            self._notice.offer(text, tr("Bring it back"), lambda: self._start(HistoryUndo(done.change)))
        else:
            self._notice.good(text)
        self.load()


class _Paint(QSyntaxHighlighter):
    """A colour for what the sign of a line says already."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        look = colours()
        self._formats = {kind: QTextCharFormat() for kind in Line}
        for kind, ink, ground in (
            (Line.ADDED, look.good, look.good_soft),
            (Line.REMOVED, look.bad, look.bad_soft),
        ):
            self._formats[kind].setForeground(QColor(ink))
            self._formats[kind].setBackground(QColor(ground))
        self._formats[Line.PLACE].setForeground(QColor(look.muted))

    def highlightBlock(self, text: str) -> None:
        self.setFormat(0, len(text), self._formats[kind_of(text)])
