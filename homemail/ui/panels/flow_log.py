"""The log as it happens: its lines, searched and paused, and the chosen one whole."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTableView, QVBoxLayout, QWidget

from homemail.control.events import LogLines
from homemail.control.methods.log import LogLine, LogPage, LogTail
from homemail.ui import formats
from homemail.ui.icons import icon
from homemail.ui.panels.flow_model import Flow, Tone, tone_of
from homemail.ui.panels.page import Blank, Card, Page, field
from homemail.ui.theme import M, S, State, colours, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.following import Following
from homemail.ui.widgets.labels import label, tip
from homemail.ui.widgets.table import Column, Index, RowsModel, copies_rows, dress
from homemail.ui.words import tr, trn

_TAIL = 2000
_FOUND = 2000


class LinesModel(RowsModel[LogLine]):
    """The rows of a Flow, told in batches."""

    def __init__(self, flow: Flow) -> None:
        super().__init__(
            [
                Column(tr("Time"), lambda one: one.stamp[-8:], 84),
                Column(tr("Part"), lambda one: one.program.removeprefix("homemail/"), 130, state=_state_of),
                Column(tr("Line"), lambda one: one.message, 600, stretch=True, fixed_face=True),
            ]
        )
        self.flow = flow
        self.rows = flow.shown

    def add(self, lines: tuple[LogLine, ...], *, following: bool, missed: int = 0) -> int:
        return self._apply(self.flow.add(lines, following=following, missed=missed))

    def resume(self, *, following: bool) -> int:
        return self._apply(self.flow.resume(following=following))

    def reload(self) -> None:
        self.beginResetModel()
        self.rows = self.flow.shown
        self.endResetModel()

    def data(self, index: Index, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            tone = tone_of(self.flow.shown[index.row()])
            shade = {Tone.BAD: colours().bad, Tone.WAITING: colours().waiting}.get(tone)
            return QColor(shade) if shade else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.flow.shown[index.row()].text)
        return super().data(index, role)

    def _apply(self, change: Any) -> int:
        if change.removed:
            self.beginRemoveRows(QModelIndex(), 0, change.removed - 1)
            del self.flow.shown[: change.removed]
            self.endRemoveRows()
        fresh = self.flow.take_pending()
        if fresh:
            first = len(self.flow.shown)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self.flow.shown.extend(fresh)
            self.endInsertRows()
        return len(fresh)


def _state_of(line: LogLine) -> State | None:
    tone = tone_of(line)
    return State(tone.value) if tone is not Tone.PLAIN else None


class LogView(QWidget):
    """`page` is whose notice tells of a search."""

    def __init__(self, page: Page, model: Flow) -> None:
        super().__init__()
        self._page, self.model = page, model
        self.search = field(tr("Search the log"), placeholder=tr("Search: an address, a queue ID, a word"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", colours().muted), self.search.ActionPosition.LeadingPosition)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(150)
        self.pause = button(tr("Pause"), picture="pause", hint=tr("Hold the lines still (Ctrl+P)"))
        self.pause.setCheckable(True)
        self._older = button(tr("Search older lines"), role="quiet", hint=tr("Ask the engine for the whole log"))
        self._count = label(role="muted")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.search, 1)
        row.addWidget(self._older)
        row.addWidget(self._count)
        row.addWidget(self.pause)
        self.lines = LinesModel(self.model)
        self.view = QTableView()
        self.view.setAccessibleName(tr("Log"))
        self.view.setModel(self.lines)
        dress(self.view)
        self.view.setColumnWidth(0, 88)
        self.view.setColumnWidth(1, 150)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.following = Following(self.view, lambda n: trn("{n} new", "{n} new ones", n))
        self._empty = Blank("flow", tr("Nothing has happened yet."), tr("Send a message and watch it pass here."))
        holder = QWidget()
        self._stacked = QStackedLayout(holder)
        self._stacked.addWidget(self.view)
        self._stacked.addWidget(self._empty)
        self.whole = label(wrap=True, selectable=True)  # a line is longer than the window is wide
        self.whole.setFont(mono())
        self.only = button(tr("Only this message"), picture="search")
        self.chosen = Card()
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addWidget(self.whole, 1)
        line.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)
        self.chosen.body.addLayout(line)
        self.chosen.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(row)
        column.addWidget(holder, 1)
        column.addWidget(self.chosen)
        self._bind()

    def _bind(self) -> None:
        self._typed.timeout.connect(self._apply_search)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self.search.returnPressed.connect(self._search_older)
        self._older.clicked.connect(self._search_older)
        self.pause.toggled.connect(self._toggle_pause)
        self.following.resumed.connect(lambda: self.pause.setChecked(False))
        self.view.doubleClicked.connect(self._only_message)
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_chosen())
        self.only.clicked.connect(lambda: self._only_message(self.view.currentIndex()))
        copies_rows(self.view)

    def look_for(self, target: str) -> None:
        """The lines that hold a text, in the whole log."""
        self.search.setText(target)
        self._typed.stop()
        self._apply_search()
        self._search_older()

    def load(self) -> None:
        if not self.model.loaded:
            page = self._page
            page.tasks.start(page.link.call(LogTail(_TAIL)), done=self._take_tail, failed=page.failed)

    def forget(self) -> None:
        self.model.forget()
        self.lines.reload()

    def refresh(self) -> None:
        self._stacked.setCurrentWidget(self.view if self.model.shown else self._empty)
        self._show_chosen()  # a search drops the choice without a word
        searching = bool(self.model.needle)
        self._empty.sentence.setText(tr("No line holds this.") if searching else tr("Nothing has happened yet."))
        self._empty.detail.setText(
            tr("Older lines may: press Enter to search the whole log.")
            if searching
            else tr("Send a message and watch it pass here.")
        )
        self._older.setVisible(searching)
        shown = formats.number(len(self.model.shown))
        self._count.setText(trn("{count} line", "{count} lines", len(self.model.shown), count=shown))
        self.pause.setText(tr("Resume") if self.model.paused else tr("Pause"))
        self.pause.setIcon(icon("play" if self.model.paused else "pause"))
        if self.model.paused:
            self.following.show_new(self.model.held if self.model.shown else 0)

    def hear(self, event: LogLines) -> None:
        added = self.lines.add(event.lines, following=self.following.is_on, missed=event.missed)
        if added:
            self.following.grew(added)
        self._page.redraw()

    def _take_tail(self, page: LogPage) -> None:
        self.model.load(page.lines)
        self.lines.reload()
        self._page.loaded()
        self.following.restart()

    def _apply_search(self) -> None:
        self.model.search(self.search.text())
        self.lines.reload()
        self.refresh()
        self.following.restart()

    def _search_older(self) -> None:
        needle = self.search.text().strip()
        if needle:
            self._page.tasks.start(
                self._page.link.call(LogTail(_FOUND, search=needle)),
                teller=self._page.notice,
                busy=tr("Searching the whole log…"),
                done=self._take_found,
                controls=[self._older],
            )

    def _take_found(self, page: LogPage) -> None:
        self.model.search(self.search.text())
        known = {line.text for line in self.model.shown}
        self.model.shown = [*(line for line in page.lines if line.text not in known), *self.model.shown]
        self.lines.reload()
        self.refresh()
        self.following.restart()

    def _toggle_pause(self, paused: bool) -> None:
        if paused:
            self.model.pause()
        else:
            self.following.is_on = self.following.at_end() or self.following.is_on
            self.following.show_new(0)
            self.following.grew(self.lines.resume(following=self.following.is_on))
        self.refresh()

    def _only_message(self, index: QModelIndex) -> None:
        """A double click on a line shows the whole way of its message."""
        if queue_id := self.model.shown[index.row()].queue_id:
            self.search.setText(queue_id)

    def _show_chosen(self) -> None:
        """The chosen line whole, below the others."""
        rows = self.view.selectionModel().selectedRows()
        line = self.model.shown[rows[0].row()] if len(rows) == 1 else None
        self.chosen.setVisible(line is not None)
        if line:
            self.whole.setText(line.text)
            self.only.setVisible(bool(line.queue_id))
