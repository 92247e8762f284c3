"""Messages as they pass: a live table that reads older ones as it is scrolled, and the chosen message below it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from homemail.control.events import LogLines
from homemail.control.methods.messages import KINDS, MessageDetail, MessageRow, MessageShow, MessagesList, MessagesPage
from homemail.ui import formats
from homemail.ui.icons import icon
from homemail.ui.panels.flow_detail import MessageCard
from homemail.ui.panels.messages_model import (
    STATES,
    Messages,
    Update,
    kind_word,
    reason_in_short,
    reason_text,
    recipients_text,
    sender_text,
    size_text,
    state_word,
    time_text,
)
from homemail.ui.panels.page import Blank, Page, field
from homemail.ui.theme import ROW, M, S, State, colours
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.following import Following
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr, trn

_MIDDLE = Qt.TextElideMode.ElideMiddle
_LAID_OUT = 30  # milliseconds
_NEAR_THE_TOP = 10 * ROW  # pixels: older rows are asked for before they are missed


def columns() -> list[Column[MessageRow]]:
    """Those of every list of messages."""
    return [
        Column(tr("Time"), lambda one: time_text(one, time.time()), 84),
        Column(tr("State"), lambda one: state_word(one.state), 116, state=lambda one: State(STATES[one.state])),
        Column(tr("Sender"), sender_text, 136, elide=_MIDDLE),
        Column(tr("Recipients"), recipients_text, 160, elide=_MIDDLE),
        Column(tr("Last reason"), reason_in_short, 120, stretch=True, hint=reason_text),
        Column(tr("Size"), size_text, 64, number=True),
    ]


class MessagesView(QWidget):
    """`page` is whose notice tells what was done; `open_lines` shows the log's lines that hold a text."""

    def __init__(self, page: Page, model: Messages, open_lines: Callable[[str], None]) -> None:
        super().__init__()
        self._page, self.model, self._open_lines = page, model, open_lines
        self._asking = self._stopped = False
        self._owes_newest = False  # lines were missed, or there are too many rows, while somebody reads further up
        self.search = field(tr("Search the messages"), placeholder=tr("Search: an address, a queue ID, a client"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", colours().muted), self.search.ActionPosition.LeadingPosition)
        self.search.setText(model.needle)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(tr("Which messages"))
        for kind in ("", *KINDS):
            self.kinds.addItem(kind_word(kind), kind)
        self.kinds.setCurrentIndex(self.kinds.findData(model.kind))
        self._count = label(role="muted")
        self.further = button("", role="quiet")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.search, 1)
        row.addWidget(self.kinds)
        row.addWidget(self.further)
        row.addWidget(self._count)
        self.table: Table[MessageRow] = Table(tr("Messages"), columns(), lambda one: one.key)
        self.following = Following(self.table, lambda n: trn("{n} new message", "{n} new messages", n))
        self._empty = Blank("envelope", "", " ")
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        self.card = MessageCard(page, model, open_lines)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(M)
        self._split.addWidget(self._list)
        self._split.addWidget(self.card)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([5000, 4000])  # in this proportion, until somebody moves the border
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(row)
        column.addWidget(self._split, 1)
        self._bind()
        if model.rows:
            self.table.show_rows(model.rows)
            self.following.restart()

    def _bind(self) -> None:
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(250)
        self._typed.timeout.connect(self._narrow)
        self._again = QTimer(self)  # a burst of lines about the chosen message is one question
        self._again.setSingleShot(True)
        self._again.setInterval(200)
        self._again.timeout.connect(self._ask_for_chosen)
        self._clock = QTimer(self)
        self._clock.setInterval(15_000)
        self._clock.timeout.connect(lambda: self.table.viewport().update())
        self._clock.start()
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self.search.returnPressed.connect(self._narrow)
        self.kinds.currentIndexChanged.connect(lambda _index: self._narrow())
        self.further.clicked.connect(self._stop_or_go_on)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
        self.table.activated.connect(self._open)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        copies_rows(self.table)

    # What is shown

    def load(self) -> None:
        """The newest page, unless there is one."""
        if not self.model.loaded:
            self._ask_newest()

    def forget(self) -> None:
        self.model.forget()
        self.table.show_rows(self.model.rows)
        self._asking = False

    def refresh(self) -> None:
        self._list.setCurrentWidget(self.table if self.model.rows else self._empty)
        narrowed, searching = self.model.is_narrowed, self._asking and not self._stopped
        self._empty.sentence.setText(_nothing(narrowed, searching))
        self._empty.detail.setText("" if narrowed else tr("Send one and watch it pass here."))
        self.further.setVisible(narrowed and (searching or bool(self.model.before)))
        self.further.setText(tr("Stop searching") if searching else tr("Search further back"))
        shown = formats.number(len(self.model.rows))
        self._count.setText(trn("{count} message", "{count} messages", len(self.model.rows), count=shown))

    def hear(self, event: LogLines) -> None:
        update = self.model.hear(event, time.time())
        self._apply(update)
        self._owes_newest = self._owes_newest or update.overfull
        if self._owes_newest and self.following.is_on and not self._asking:
            self._ask_newest()

    def _apply(self, update: Update) -> None:
        rows = self.table.rows_model
        last = rows.columnCount() - 1
        for place in update.changed:
            rows.dataChanged.emit(rows.index(place, 0), rows.index(place, last))
        chosen = self.table.selected()
        if chosen and any(self.model.rows[place].key == chosen[0].key for place in update.changed):
            self.card.show_row(chosen[0])
            self._again.start()
        for place, row in update.added:
            self._put(place, row)
        if update.added:
            self.following.grew(len(update.added))
            self._page.redraw()

    def _put(self, place: int, *rows: MessageRow) -> None:
        model = self.table.rows_model
        model.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self.model.put(place, *rows)
        model.endInsertRows()

    # Pages

    def _ask_newest(self) -> None:
        self._asking, self._stopped, self._owes_newest = True, False, False
        page, request = self._page, self.model.request()
        page.tasks.start(
            page.link.call(request), done=lambda answer: self._take_newest(request, answer), failed=self._failed
        )

    def _ask_older(self) -> None:
        request = self.model.older()
        if request is None or self._asking or self._stopped or not self._page.link.is_connected:
            return
        self._asking = True
        self._page.tasks.start(
            self._page.link.call(request), done=lambda answer: self._take_older(request, answer), failed=self._failed
        )

    def _take_newest(self, request: MessagesList, answer: MessagesPage) -> None:
        if not self.model.is_asked(request):
            return
        self._asking = False
        self.model.take_page(answer, time.time())
        self.table.show_rows(self.model.rows)
        self._page.loaded()
        self.following.restart()
        self._go_on()

    def _take_older(self, request: MessagesList, answer: MessagesPage) -> None:
        if request != self.model.older():
            return
        self._asking = False
        fresh = self.model.take_older(answer)
        bar = self.table.verticalScrollBar()
        place, follows = bar.value(), self.following.is_on
        if fresh:
            self._put(0, *fresh)
            if follows:
                self.following.restart()
            else:
                bar.setValue(place + len(fresh) * ROW)  # nothing moves under who reads
        self._go_on()

    def _go_on(self) -> None:
        if self.model.wants_more:
            self._ask_older()
        self.refresh()

    def _failed(self, reason: str) -> None:
        self._asking = False
        self._page.failed(reason)
        self.refresh()

    def _narrow(self) -> None:
        self._typed.stop()
        if self.model.narrow(self.kinds.currentData(), self.search.text()):
            self.table.show_rows(self.model.rows)
            self._ask_newest()
            self.refresh()

    def _stop_or_go_on(self) -> None:
        if self._asking and not self._stopped:
            self._stopped = True
        else:
            self._stopped = False
            self.model.look_further()
            self._ask_older()
        self.refresh()

    def _scrolled(self, value: int) -> None:
        if value <= _NEAR_THE_TOP and not self.following.is_on and not self.model.is_narrowed:
            self.model.look_further()
            self._ask_older()

    # The chosen message

    def _chosen(self) -> None:
        chosen = self.table.selected()
        if len(chosen) == 1 and not self.card.isVisible():
            self.following.is_on = False
            QTimer.singleShot(_LAID_OUT, self._keep_in_sight)
        self.card.setVisible(len(chosen) == 1)
        if len(chosen) == 1:
            self.card.show_row(chosen[0])
            self._ask_for_chosen()

    def _keep_in_sight(self) -> None:
        """The list is shorter now that the card is there."""
        self.table.scrollTo(self.table.currentIndex())
        self.following.is_on = self.following.at_end()

    def _ask_for_chosen(self) -> None:
        chosen = self.table.selected()
        if len(chosen) == 1 and chosen[0].queue_id:
            work = self._page.link.call(MessageShow(chosen[0].queue_id))
            self._page.tasks.start(work, done=self._take_detail, failed=lambda _why: None)

    def _take_detail(self, detail: MessageDetail) -> None:
        chosen = self.table.selected()
        if detail.row and len(chosen) == 1 and chosen[0].queue_id == detail.row.queue_id:
            self.card.show_detail(detail)

    def _open(self, index: QModelIndex) -> None:
        """Enter or a double click: the log's lines of it."""
        row = self.model.rows[index.row()]
        self._open_lines(row.queue_id or row.client)


def _nothing(narrowed: bool, searching: bool) -> str:
    if searching:
        return tr("Searching…")
    return tr("No message fits this search.") if narrowed else tr("No message has passed yet.")
