"""Flow: the log as it happens. Follows while the last line is in sight, never jumps, can be paused and searched."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTableView, QWidget

from homemail.control.events import AnyEvent, LogLines
from homemail.control.methods.log import LogLine, LogPage, LogTail
from homemail.ui import formats
from homemail.ui.icons import icon
from homemail.ui.link import LinkState
from homemail.ui.panels.flow_model import Flow, Tone, tone_of
from homemail.ui.panels.page import Blank, Card, Page, field
from homemail.ui.shortcuts import bind
from homemail.ui.theme import M, S, State, colours, mono
from homemail.ui.widgets.buttons import button
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
                Column(tr("Time"), lambda one: one.stamp[-8:], 84, fixed_face=True),
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


class FlowPage(Page):
    NAME = "flow"
    model: Flow

    @classmethod
    def title(cls) -> str:
        return tr("Flow")

    @classmethod
    def sentence(cls) -> str:
        return tr("Every step of every message, as it happens.")

    def build(self) -> None:
        self._unseen = 0
        self._following = True
        self._search = field(tr("Search the log"), placeholder=tr("Search: an address, a queue ID, a word"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", colours().muted), self._search.ActionPosition.LeadingPosition)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(150)
        self._pause = button(tr("Pause"), picture="pause", hint=tr("Hold the lines still (Ctrl+P)"))
        self._pause.setCheckable(True)
        self._older = button(tr("Search older lines"), role="quiet", hint=tr("Ask the engine for the whole log"))
        self._count = label(role="muted")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._search, 1)
        row.addWidget(self._older)
        row.addWidget(self._count)
        row.addWidget(self._pause)
        self.lines = LinesModel(self.model)
        self.view = QTableView()
        self.view.setAccessibleName(tr("Log"))
        self.view.setModel(self.lines)
        dress(self.view)
        self.view.setColumnWidth(0, 88)
        self.view.setColumnWidth(1, 150)
        self.view.horizontalHeader().setStretchLastSection(True)
        self._empty = Blank("flow", tr("Nothing has happened yet."), tr("Send a message and watch it pass here."))
        self._holder = QWidget()
        self._stacked = QStackedLayout(self._holder)
        self._stacked.addWidget(self.view)
        self._stacked.addWidget(self._empty)
        self._pill = button("", picture="arrow-down", role="pill")
        self._pill.setParent(self.view)
        self._pill.hide()
        self._whole = label(wrap=True, selectable=True)  # a line is longer than the window is wide
        self._whole.setFont(mono())
        self._only = button(tr("Only this message"), picture="search")
        self._chosen = Card()
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addWidget(self._whole, 1)
        line.addWidget(self._only, 0, Qt.AlignmentFlag.AlignTop)
        self._chosen.body.addLayout(line)
        self._chosen.hide()
        self.content.addLayout(row)
        self.content.addWidget(self._holder, 1)
        self.content.addWidget(self._chosen)
        self._bind()

    def _bind(self) -> None:
        self._typed.timeout.connect(self._apply_search)
        self._search.textChanged.connect(lambda _text: self._typed.start())
        self._search.returnPressed.connect(self._search_older)
        self._older.clicked.connect(self._search_older)
        self._pause.toggled.connect(self._toggle_pause)
        self._pill.clicked.connect(self._to_the_end)
        self.view.doubleClicked.connect(self._only_message)
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_chosen())
        self._only.clicked.connect(lambda: self._only_message(self.view.currentIndex()))
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self.view.installEventFilter(self)
        copies_rows(self.view)
        bind("flow.find", self, self._search.setFocus)
        bind("flow.pause", self, self._pause.toggle)

    def show_found(self, target: str) -> None:
        self._search.setText(target)
        self._typed.stop()
        self._apply_search()
        self._search_older()

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if not self.model.loaded and self.link.is_connected:
            self.tasks.start(self.link.call(LogTail(_TAIL)), done=self._take_tail, failed=self.failed)

    def follow(self, state: LinkState) -> None:
        if state is LinkState.STARTING:
            self.model.forget()
            self.lines.reload()
        super().follow(state)

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
        self._pause.setText(tr("Resume") if self.model.paused else tr("Pause"))
        self._pause.setIcon(icon("play" if self.model.paused else "pause"))
        waiting = self.model.held if self.model.paused else self._unseen
        self._pill.setVisible(waiting > 0 and bool(self.model.shown))
        self._pill.setText(trn("{n} new", "{n} new ones", waiting))
        self._place_pill()

    def hear(self, event: AnyEvent) -> None:
        if not isinstance(event, LogLines):
            return
        following = self._following and self.isVisible()
        added = self.lines.add(event.lines, following=self._following, missed=event.missed)
        if following or (self._following and not self.isVisible()):
            self.view.scrollToBottom()
        else:
            self._unseen += added
        self.refresh()

    def _take_tail(self, page: LogPage) -> None:
        self.model.load(page.lines)
        self.lines.reload()
        self.loaded()
        QTimer.singleShot(0, self.view.scrollToBottom)

    def _apply_search(self) -> None:
        self.model.search(self._search.text())
        self.lines.reload()
        self._unseen = 0
        self.refresh()
        self.view.scrollToBottom()

    def _search_older(self) -> None:
        needle = self._search.text().strip()
        if needle:
            work = self.link.call(LogTail(_FOUND, search=needle))
            self.tasks.start(
                work,
                teller=self.notice,
                busy=tr("Searching the whole log…"),
                done=self._take_found,
                controls=[self._older],
            )

    def _take_found(self, page: LogPage) -> None:
        self.model.search(self._search.text())
        known = {line.text for line in self.model.shown}
        self.model.shown = [*(line for line in page.lines if line.text not in known), *self.model.shown]
        self.lines.reload()
        self.refresh()

    def _toggle_pause(self, paused: bool) -> None:
        if paused:
            self.model.pause()
        else:
            self._following = self._at_end() or self._following
            self.lines.resume(following=self._following)
            if self._following:
                self.view.scrollToBottom()
        self.refresh()

    def _only_message(self, index: QModelIndex) -> None:
        """A double click on a line shows the whole way of its message."""
        if queue_id := self.model.shown[index.row()].queue_id:
            self._search.setText(queue_id)

    def _show_chosen(self) -> None:
        """The chosen line whole, below the others."""
        rows = self.view.selectionModel().selectedRows()
        line = self.model.shown[rows[0].row()] if len(rows) == 1 else None
        self._chosen.setVisible(line is not None)
        if line:
            self._whole.setText(line.text)
            self._only.setVisible(bool(line.queue_id))

    def _to_the_end(self) -> None:
        if self.model.paused:
            self._pause.setChecked(False)
        self._unseen, self._following = 0, True
        self.view.scrollToBottom()
        self.refresh()

    def _at_end(self) -> bool:
        bar = self.view.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def _scrolled(self) -> None:
        self._following = self._at_end()
        if self._following and self._unseen:
            self._unseen = 0
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.Resize:
            if self._following:
                QTimer.singleShot(0, self.view.scrollToBottom)
            self._place_pill()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_pill()

    def _place_pill(self) -> None:
        self._pill.adjustSize()
        self._pill.move((self.view.width() - self._pill.width()) // 2, self.view.height() - self._pill.height() - M)
        self._pill.raise_()
