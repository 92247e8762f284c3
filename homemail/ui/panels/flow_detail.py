"""One message that passed: where it came in, what became of each recipient, its lines of the log, and what to do."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QTableView

from homemail.control.methods.log import LogLine
from homemail.control.methods.messages import MessageDetail, MessageRecipient, MessageRow
from homemail.control.methods.strangers import StrangersAdd
from homemail.ui import formats
from homemail.ui.panels.messages_model import (
    STATES,
    Messages,
    door_text,
    may_be_blocked,
    reason_text,
    recipient_reason,
    recipients_text,
    sender_text,
    size_text,
    state_word,
    took_text,
)
from homemail.ui.panels.page import Card, Page
from homemail.ui.shortcuts import bind, shown
from homemail.ui.theme import ROW, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, label
from homemail.ui.widgets.segments import Segments
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

_MIDDLE = Qt.TextElideMode.ElideMiddle
_WAITING = ("arriving", "deferred", "held")


class MessageCard(Card):
    """`page` is whose notice tells what was done."""

    def __init__(self, page: Page, model: Messages, open_lines: Callable[[str], None]) -> None:
        super().__init__()
        self._page, self._model, self._row = page, model, MessageRow("", 0.0)
        self._what = ElidedLabel()
        self._what.setProperty("role", "heading")
        self._facts = label(role="muted")
        head = QHBoxLayout()
        head.addWidget(self._what, 1)
        head.addWidget(self._facts)
        self._door = ElidedLabel()
        self._door.setProperty("role", "muted")
        self.reason = label(wrap=True, selectable=True)
        per_recipient: list[Column[MessageRecipient]] = [
            Column(tr("Recipient"), lambda one: one.address, 200, elide=_MIDDLE),
            Column(tr("State"), lambda one: state_word(one.state), 116, state=lambda one: State(STATES[one.state])),
            Column(tr("Tries"), lambda one: str(one.tries), 64, number=True),
            Column(tr("Server"), lambda one: one.relay or "–", 150, elide=_MIDDLE),
            Column(tr("Last reason"), recipient_reason, 140, stretch=True),
        ]
        self.recipients: Table[MessageRecipient] = Table(tr("Recipients"), per_recipient, lambda one: one.address)
        steps: list[Column[LogLine]] = [
            Column(tr("Time"), lambda one: one.stamp[-8:], 84),
            Column(tr("Part"), lambda one: one.program.removeprefix("homemail/"), 140),
            Column(tr("Line"), _without_id, 300, stretch=True, fixed_face=True),
        ]
        self.lines: Table[LogLine] = Table(tr("Log"), steps, lambda one: (one.number, one.text))
        self._tables: dict[str, QTableView] = {"recipients": self.recipients, "lines": self.lines}
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(3 * ROW + S)  # the heading and two rows
        for table in self._tables.values():
            self._stack.addWidget(table)
            copies_rows(table)
        titles = {"recipients": tr("Recipients"), "lines": tr("Log")}
        self.tabs = Segments(tr("What is shown of the message"), titles, model.part)
        self.tabs.turned.connect(self._turn)
        self.queue = button(tr("Show in the queue"), hint=shown("flow.queue"))
        self.where = button(tr("Where would this go?"))
        self.block = button(tr("Block the sender…"))
        self.copy = button(tr("Copy the ID"), picture="copy")
        self._open_lines = open_lines
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.tabs)
        row.addStretch(1)
        for one in (self.queue, self.where, self.block, self.copy):
            row.addWidget(one)
        for part in (self._door, self.reason):
            self.body.addWidget(part)
        self.body.insertLayout(0, head)
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)
        self._turn(self.tabs.chosen)
        self._bind()
        self.hide()

    def _bind(self) -> None:
        self.queue.clicked.connect(self._show_in_queue)
        self.where.clicked.connect(lambda: self._page.go("addresses", found=f"?{self._row.recipient}"))
        self.block.clicked.connect(self._ask_to_block)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._row.queue_id))
        bind("flow.queue", self._page, self._show_in_queue)

    def show_row(self, row: MessageRow) -> None:
        """What the list knows of it; the rest is asked for."""
        is_other = row.key != self._row.key
        self._row = row
        self._what.setText(f"{sender_text(row)}  →  {recipients_text(row)}")
        when = formats.moment_seconds(row.when, time.time())
        facts = [row.queue_id, when, took_text(row, time.time()), size_text(row) if row.size else ""]
        self._facts.setText("  ·  ".join(filter(None, facts)))
        status = self._page.link.status
        door = door_text(row, {one.name: one.port for one in status.listeners} if status else {})
        self._door.setText(tr("Came in: {door}", door=door) if door else "")
        self.reason.setText(tr("{state}: {reason}", state=state_word(row.state), reason=reason_text(row)))
        self.queue.setVisible(bool(row.queue_id) and row.state in _WAITING)
        self.where.setVisible(bool(row.recipient))
        self.block.setVisible(may_be_blocked(row))
        self.copy.setVisible(bool(row.queue_id))
        for part in (self.tabs, self._stack):
            part.setVisible(bool(row.queue_id))
        if is_other:
            self.recipients.show_rows(())
            self.lines.show_rows(())

    def show_detail(self, detail: MessageDetail) -> None:
        self.recipients.show_rows(detail.recipients)
        self.lines.show_rows(detail.lines)

    def _turn(self, part: str) -> None:
        self._model.part = part
        self._stack.setCurrentWidget(self._tables[part])

    def _show_in_queue(self) -> None:
        if self.isVisible() and self._row.queue_id and self._row.state in _WAITING:
            self._page.go("queue", found=self._row.queue_id)

    def _ask_to_block(self) -> None:
        sender = self._row.sender or ""
        self._page.notice.ask(
            tr("Take no more mail from {sender}? It is refused at the door from now on.", sender=sender),
            (tr("Block"), "danger", lambda: self._block(sender)),
            (tr("Keep"), "", self.block.setFocus),
        )

    def _block(self, sender: str) -> None:
        self._page.tasks.start(
            self._page.link.call(StrangersAdd("block", sender)), teller=self._page.notice, controls=[self.block],
            said=tr("Mail from {sender} is refused at the door from now on.", sender=sender),
        )  # fmt: skip


def _without_id(line: LogLine) -> str:
    return line.message.removeprefix(f"{line.queue_id}: ")
