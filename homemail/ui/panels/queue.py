"""Queue: what waits, why and until when; retry, hold, release, delete."""

import time

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget

from homemail.control.errors import Kind, Refused
from homemail.control.events import AnyEvent, QueueChanged
from homemail.control.method import Done
from homemail.control.methods.queue import (
    HistoryRow,
    QueueDetail,
    QueueFlush,
    QueuePage,
    QueueRecipient,
    QueueRow,
    QueueShow,
)
from homemail.ui import formats
from homemail.ui.icons import icon
from homemail.ui.panels.page import Blank, Card, Page, field
from homemail.ui.panels.queue_model import (
    Queue,
    Verb,
    allowed,
    next_attempt,
    reason_text,
    recipient_reason,
    recipients_text,
    requests,
    sender_text,
    state_word,
)
from homemail.ui.theme import M, S, State, colours
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, label
from homemail.ui.widgets.table import COPY, Column, Table, copy_rows
from homemail.ui.words import said, tr, trn

_STATES = {"active": State.GOOD, "deferred": State.WAITING, "hold": State.OFF}
_MIDDLE = Qt.TextElideMode.ElideMiddle


def _when(row: QueueRow) -> str:
    due = next_attempt(row)
    return "–" if due is None else formats.until(due, time.time())


class QueuePanel(Page):
    NAME = "queue"
    model: Queue

    @classmethod
    def title(cls) -> str:
        return tr("Queue")

    @classmethod
    def sentence(cls) -> str:
        return tr("What waits to leave, why, and until when.")

    def build(self) -> None:
        self._all = button(tr("Retry all"), picture="retry", hint=tr("Try every waiting message now"))
        self.head_actions.addWidget(self._all)
        self._search = field(tr("Search the queue"), placeholder=tr("Search: queue ID, sender or recipient"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", colours().muted), self._search.ActionPosition.LeadingPosition)
        self._verbs = {
            Verb.RETRY: button(tr("Retry now"), picture="retry", hint=tr("Try the chosen messages now (Ctrl+R)")),
            Verb.HOLD: button(tr("Hold"), picture="hold", hint=tr("Keep the chosen messages back (Ctrl+H)")),
            Verb.RELEASE: button(tr("Release"), picture="release", hint=tr("Let the held messages go (Ctrl+L)")),
            Verb.DELETE: button(tr("Delete…"), picture="delete", hint=tr("Drop the chosen messages (Del)")),
        }
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._search, 1)
        for one in self._verbs.values():
            row.addWidget(one)
        columns: list[Column[QueueRow]] = [
            Column(tr("State"), lambda one: state_word(one.state), 112, state=lambda one: _STATES.get(one.state)),
            Column(tr("Queue ID"), lambda one: one.queue_id, 114, fixed_face=True),
            Column(tr("Sender"), sender_text, 124, elide=_MIDDLE),
            Column(tr("Recipients"), recipients_text, 160, elide=_MIDDLE),
            Column(tr("Next try"), _when, 116),
            Column(tr("Last reason"), reason_text, 140, stretch=True),
        ]
        self.table: Table[QueueRow] = Table(tr("Messages in the queue"), columns, lambda one: one.queue_id)
        self._empty = Blank("queue", tr("Nothing waits."), tr("Every message has left or is in its mailbox."))
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(M)
        self._split.addWidget(self._list)
        self._split.addWidget(self._build_detail())
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._range = label(role="muted")
        self._back = button(tr("Earlier"), role="quiet")
        self._on = button(tr("Later"), role="quiet")
        foot = QHBoxLayout()
        foot.addWidget(self._range, 1)
        foot.addWidget(self._back)
        foot.addWidget(self._on)
        self.content.addLayout(row)
        self.content.addWidget(self._split, 1)
        self.content.addLayout(foot)
        self._bind()

    def _build_detail(self) -> Card:
        self._detail = Card()
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
            Column(tr("Server"), lambda one: one.last_remote or "–", 150, elide=_MIDDLE),
            Column(tr("Last reason"), lambda one: recipient_reason(one) or tr("Not tried yet"), 200, stretch=True),
        ]
        self.recipients: Table[QueueRecipient] = Table(tr("Recipients"), per_recipient, lambda one: one.address)
        events: list[Column[HistoryRow]] = [
            Column(tr("Time"), lambda one: formats.moment(one.when, time.time()), 110),
            Column(tr("Event"), lambda one: said(one.kind), 110),
            Column(tr("What happened"), lambda one: said(one.text), 300, stretch=True),
        ]
        self.history: Table[HistoryRow] = Table(tr("History"), events)
        self._detail.body.addLayout(head)
        self._detail.body.addWidget(self.recipients)
        self._detail.body.addWidget(self.history, 1)
        self._detail.hide()
        return self._detail

    def _when_for(self, one: QueueRecipient) -> str:
        """A held message is not tried, whatever its recipients were to expect."""
        return formats.until(one.next_attempt, time.time()) if self._state == "deferred" else "–"

    def _bind(self) -> None:
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(250)
        self._typed.timeout.connect(self._apply_search)
        self._search.textChanged.connect(lambda _text: self._typed.start())
        self._soon = QTimer(self)  # a burst of changes is one question to the engine
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self.load)
        self._clock = QTimer(self)
        self._clock.setInterval(15_000)
        self._clock.timeout.connect(lambda: self.table.viewport().update())
        self._clock.start()
        self._all.clicked.connect(self._retry_all)
        for verb, one in self._verbs.items():
            one.clicked.connect(lambda _checked=False, verb=verb: self._ask_or_do(verb))
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        QShortcut(COPY, self.table, lambda: copy_rows(self.table))
        for keys, verb in (
            ("Ctrl+R", Verb.RETRY),
            ("Ctrl+H", Verb.HOLD),
            ("Ctrl+L", Verb.RELEASE),
            ("Del", Verb.DELETE),
        ):
            scope = self.table if keys == "Del" else self
            QShortcut(keys, scope, lambda verb=verb: self._ask_or_do(verb))
        QShortcut("Ctrl+F", self, self._search.setFocus)

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(self.model.request()), done=self._take, failed=self.failed)

    def _take(self, page: QueuePage) -> None:
        self.model.apply(page)
        if self.model.left_the_page:
            self._turn(-1)
            return
        self.loaded()

    def refresh(self) -> None:
        self.table.show_rows(self.model.rows)
        searching = bool(self.model.needle)
        self._empty.sentence.setText(tr("No message fits this search.") if searching else tr("Nothing waits."))
        self._empty.detail.setVisible(not searching)
        self._list.setCurrentWidget(self.table if self.model.rows else self._empty)
        self._range.setText(self.model.range_text())
        self._back.setVisible(self.model.has_previous)
        self._on.setVisible(self.model.has_next)
        self._all.setEnabled(any(row.state != "hold" for row in self.model.rows))
        self._chosen()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, QueueChanged):
            self._soon.start()

    def _apply_search(self) -> None:
        self.model.search(self._search.text())
        self.load()

    def _turn(self, pages: int) -> None:
        self.model.turn(pages)
        self.load()

    def _chosen(self, _on: QItemSelection | None = None, _off: QItemSelection | None = None) -> None:
        rows = self.table.selected()
        for verb, one in self._verbs.items():
            one.setEnabled(allowed(verb, rows))
        self._detail.setVisible(len(rows) == 1)
        if len(rows) == 1:
            self._show(rows[0])
            self.tasks.start(
                self.link.call(QueueShow(rows[0].queue_id)), done=self._take_detail, failed=lambda _why: None
            )

    def _show(self, row: QueueRow) -> None:
        self._what.setText(f"{row.queue_id}  ·  {sender_text(row)}")
        age = formats.duration(time.time() - row.arrival)
        self._facts.setText(tr("came {age} ago, {size}", age=age, size=formats.size(row.size)))
        self._state = row.state
        self.recipients.show_rows(row.recipients)
        self.recipients.fit(len(row.recipients), at_most=4)

    def _take_detail(self, detail: QueueDetail) -> None:
        chosen = self.table.selected()
        if detail.entry and len(chosen) == 1 and chosen[0].queue_id == detail.entry.queue_id:
            self.history.show_rows(detail.history)

    def _retry_all(self) -> None:
        self.tasks.start(
            self.link.call(QueueFlush()), teller=self.notice, controls=[self._all],
            said=tr("Every waiting message is tried now."),
        )  # fmt: skip

    def _ask_or_do(self, verb: Verb) -> None:
        rows = self.table.selected()
        if not allowed(verb, rows):
            return
        if verb is not Verb.DELETE:
            self._do(verb, rows)
            return
        question = (
            tr("Delete the message from {sender} to {recipients}? Nobody will be told.",
               sender=sender_text(rows[0]), recipients=recipients_text(rows[0]))
            if len(rows) == 1
            else trn("Delete {n} message? Nobody will be told.", "Delete {n} messages? Nobody will be told.", len(rows))
        )  # fmt: skip
        self.notice.ask(
            question,
            (tr("Delete"), "danger", lambda: self._do(Verb.DELETE, rows)),
            (tr("Keep"), "", self.table.setFocus),
        )

    def _do(self, verb: Verb, rows: list[QueueRow]) -> None:
        said = {
            Verb.RETRY: trn("{n} message is tried now.", "{n} messages are tried now.", len(rows)),
            Verb.HOLD: trn("{n} message is held.", "{n} messages are held.", len(rows)),
            Verb.RELEASE: trn("{n} message was released.", "{n} messages were released.", len(rows)),
            Verb.DELETE: trn("{n} message was deleted.", "{n} messages were deleted.", len(rows)),
        }[verb]
        self.tasks.start(self._call_each(verb, rows), teller=self.notice, said=said, done=lambda _none: self.load())

    async def _call_each(self, verb: Verb, rows: list[QueueRow]) -> None:
        for request in requests(verb, rows):
            try:
                _done: Done = await self.link.call(request)
            except Refused as refused:
                if refused.kind is not Kind.NOT_FOUND:  # it left meanwhile, which is what was wanted
                    raise
