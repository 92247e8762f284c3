"""One message of the queue: its recipients, every attempt with server, protection and answer, and its history."""

import time
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView

from homemail.control.methods.queue import AttemptRow, HistoryRow, QueueDetail, QueueRecipient, QueueRow
from homemail.ui import formats
from homemail.ui.panels.page import Card
from homemail.ui.panels.queue_model import (
    Queue,
    answer_text,
    outcome_word,
    recipient_reason,
    route_text,
    sender_text,
    server_text,
    tls_text,
)
from homemail.ui.theme import ROW, S, State
from homemail.ui.widgets.labels import ElidedLabel, label
from homemail.ui.widgets.segments import Segments
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import said, tr

_RECIPIENT = 3  # the attempts' column of it
_LESSER = (2, 7)  # columns of the attempts: how long, and when again
_ROOMY = 860  # pixels
_MIDDLE = Qt.TextElideMode.ElideMiddle
_OUTCOMES = {"delayed": State.WAITING, "failed": State.BAD}


class _Stories(QStackedWidget):
    """Wants a heading and two rows: the list above has what is left."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 3 * ROW + S)


class QueueDetailCard(Card):
    """`chosen` is called when another recipient is chosen."""

    def __init__(self, model: Queue, chosen: Callable[[], None]) -> None:
        super().__init__()
        self._model = model
        self._state = ""  # of the message that the card shows
        self._what = ElidedLabel()
        self._what.setProperty("role", "heading")
        self._facts = label(role="muted")
        head = QHBoxLayout()
        head.addWidget(self._what, 1)
        head.addWidget(self._facts)
        per_recipient: list[Column[QueueRecipient]] = [
            Column(tr("Recipient"), lambda one: one.address, 220, elide=_MIDDLE),
            Column(tr("Tries"), lambda one: str(one.attempts), 72, number=True),
            Column(tr("Next try"), self._when_for, 116),
            Column(tr("Server"), _where, 150, elide=_MIDDLE),
            Column(tr("Last reason"), lambda one: recipient_reason(one) or tr("Not tried yet"), 200, stretch=True),
        ]
        self.recipients: Table[QueueRecipient] = Table(tr("Recipients"), per_recipient, lambda one: one.address)
        tried: list[Column[AttemptRow]] = [
            Column(tr("Outcome"), outcome_word, 92, state=lambda one: _OUTCOMES.get(one.action, State.GOOD)),
            Column(tr("Time"), lambda one: formats.moment(one.when, time.time()), 84),
            Column(tr("Took"), lambda one: formats.seconds(one.duration), 60, number=True),
            Column(tr("Recipient"), lambda one: one.recipient, 96, elide=_MIDDLE),
            Column(tr("Server"), server_text, 96, elide=_MIDDLE),
            Column(tr("TLS"), lambda one: one.tls_version or "–", 76, hint=tls_text),
            Column(tr("Answer"), answer_text, 120, stretch=True, hint=_attempt_hint),
            Column(tr("Next try"), _retry_text, 92),
        ]
        self.attempts: Table[AttemptRow] = Table(tr("Attempts"), tried, lambda one: (one.when, one.recipient))
        events: list[Column[HistoryRow]] = [
            Column(tr("Time"), lambda one: formats.moment(one.when, time.time()), 110),
            Column(tr("Event"), lambda one: said(one.kind), 110),
            Column(tr("What happened"), lambda one: said(one.text), 300, stretch=True),
        ]
        self.history: Table[HistoryRow] = Table(tr("History"), events)
        self._stories = _Stories()
        self._stories.setMinimumHeight(2 * ROW)
        self._tables: dict[str, QTableView] = {"attempts": self.attempts, "history": self.history}
        for table in self._tables.values():
            self._stories.addWidget(table)
            copies_rows(table)
        titles = {"attempts": tr("Attempts"), "history": tr("History")}
        self.tabs = Segments(tr("What happened"), titles, model.segment)
        self.tabs.turned.connect(self._turn)
        self._stories.setCurrentWidget(self._tables[self.tabs.chosen])
        self.body.addLayout(head)
        self.body.addWidget(self.recipients)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stories, 1)
        self.recipients.selectionModel().selectionChanged.connect(lambda _on, _off: chosen())
        copies_rows(self.recipients)
        self.hide()

    def show_row(self, row: QueueRow) -> None:
        """What the list knows of it; the rest is asked for."""
        self._what.setText(f"{row.queue_id}  ·  {sender_text(row)}")
        age = formats.duration(time.time() - row.arrival)
        self._facts.setText(tr("came {age} ago, {size}", age=age, size=formats.size(row.size)))
        self._state = row.state
        self.recipients.show_rows(row.recipients)
        self.recipients.fit(len(row.recipients), at_most=3)
        self.attempts.setColumnHidden(_RECIPIENT, len(row.recipients) == 1)  # it says the same in each row

    def show_detail(self, detail: QueueDetail) -> None:
        """The newest attempt first: it says why the message still waits."""
        self.history.show_rows(detail.history)
        self.attempts.show_rows(detail.attempts[::-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the answer has it: how long it took and the next try are in the hint and above."""
        super().resizeEvent(event)
        for column in _LESSER:
            self.attempts.setColumnHidden(column, event.size().width() < _ROOMY)

    def _turn(self, story: str) -> None:
        self._model.segment = story
        self._stories.setCurrentWidget(self._tables[story])

    def recipient(self) -> QueueRecipient | None:
        """The one that is chosen, or the only one."""
        if len(self.recipients.rows_model.rows) == 1:
            return self.recipients.rows_model.rows[0]
        chosen = self.recipients.selected()
        return chosen[0] if len(chosen) == 1 else None

    def _when_for(self, one: QueueRecipient) -> str:
        """A held message is not tried, whatever its recipients were to expect."""
        return formats.until(one.next_attempt, time.time()) if self._state == "deferred" else "–"


def _where(one: QueueRecipient) -> str:
    return route_text(one.route) if one.route else one.last_remote or "–"


def _retry_text(one: AttemptRow) -> str:
    return "–" if one.retry_at is None else formats.moment(one.retry_at, time.time())


def _attempt_hint(one: AttemptRow) -> str:
    """The whole answer, and what the columns have no room for."""
    took = f"{tr('Took')}: {formats.seconds(one.duration)}"
    return "\n".join((answer_text(one), took, f"{tr('Next try')}: {_retry_text(one)}"))
