"""Overview: is mail flowing? The state in one sentence, its next step, ports, queue and the latest messages."""

import time

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from homemail.control.events import AnyEvent, LogLines, StatusChanged
from homemail.control.methods.engine import ListenerState
from homemail.control.methods.messages import MessageRow, MessagesPage
from homemail.ui import formats
from homemail.ui.link import LinkState
from homemail.ui.panels.checkup import CheckUpCard
from homemail.ui.panels.flow_chart import FlowChartCard
from homemail.ui.panels.flow_messages import columns
from homemail.ui.panels.overview_model import (
    Overview,
    Step,
    decide_verdict,
    listener_purpose,
    listener_title,
    merge_addresses,
)
from homemail.ui.panels.page import Card, Page, scrolling
from homemail.ui.theme import L, M, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label, set_state, tip
from homemail.ui.widgets.table import Table
from homemail.ui.words import said, tr, trn

_STATE = {"bound": State.GOOD, "refused": State.BAD, "off": State.OFF}
_NARROW = 780  # pixels
LATEST_HEIGHT = 190  # pixels: the heading and four rows


def _port_word(state: str) -> str:
    return {"bound": tr("open"), "refused": tr("refused")}.get(state, tr("off"))


class OverviewPage(Page):
    NAME = "overview"
    NEEDS_ENGINE = False
    model: Overview

    @classmethod
    def title(cls) -> str:
        return tr("Overview")

    @classmethod
    def sentence(cls) -> str:
        return tr("Is mail flowing, and if not, what to do about it.")

    def build(self) -> None:
        self._listeners: list[ListenerState] = []  # as shown
        self._hero = self._build_hero()
        self._ports = Card(tr("Ports"))
        self._port_grid = QGridLayout()
        self._port_grid.setHorizontalSpacing(M)
        self._port_grid.setVerticalSpacing(6)
        self._ports.body.addLayout(self._port_grid)
        self._ports.body.addStretch(1)
        self._queue = self._build_queue()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(M)
        self._middle.addWidget(self._ports, 3)
        self._middle.addWidget(self._queue, 2)
        self._latest = Card(tr("Latest messages"))
        watch = button(tr("Show the flow"), role="quiet")
        watch.clicked.connect(lambda: self.go("flow"))
        self._latest.head.addWidget(watch)
        self._none_yet = label(
            tr("Nothing yet. Messages appear here as they leave or arrive."), role="muted", wrap=True
        )
        self._none_yet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._messages: Table[MessageRow] = Table(tr("Latest messages"), columns()[:5], lambda one: one.key)
        self._messages.activated.connect(self._open_message)
        self._latest.body.addWidget(self._none_yet)
        self._latest.body.addWidget(self._messages, 1)
        self._latest.setMinimumHeight(LATEST_HEIGHT)  # and no more than that where the page is taller than the window
        self._messages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._room = QWidget()  # takes the height when there is nothing below the sentence
        self.checkup = CheckUpCard(self.model.checkup, self.link, self.tasks, self.go)
        self.flow_chart = FlowChartCard(self.model.chart, self.link, self.tasks)
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self._hero)
        column.addWidget(self.checkup)
        column.addWidget(self.flow_chart)
        column.addLayout(self._middle)
        column.addWidget(self._latest, 1)
        column.addWidget(self._room, 1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))

    def _build_hero(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(L)
        self._light = StateIcon(40)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._sentence = label(role="title", wrap=True)
        self._detail = label(wrap=True, selectable=True)
        self._facts = label(role="muted", wrap=True)
        for one in (self._sentence, self._detail, self._facts):
            words.addWidget(one)
        self._step = button("", role="main")
        self._step.clicked.connect(self._take_step)
        row.addWidget(self._light, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._step, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        return card

    def _build_queue(self) -> Card:
        card = Card(tr("Queue"))
        see = button(tr("Open the queue"), role="quiet")
        see.clicked.connect(lambda: self.go("queue"))
        card.head.addWidget(see)
        row = QHBoxLayout()
        row.setSpacing(M)
        self._figures: list[QLabel] = []
        for words in (tr("under way"), tr("waiting"), tr("held")):
            column = QVBoxLayout()
            column.setSpacing(0)
            figure = label("–", role="figure")
            figure.setAccessibleName(words)
            self._figures.append(figure)
            column.addWidget(figure)
            column.addWidget(label(words, role="muted"))
            row.addLayout(column, 1)
        card.body.addLayout(row)
        card.body.addStretch(1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the ports have a line of their own, so that what each is for can be read."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        is_narrow = event.size().width() < _NARROW
        self._middle.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def refresh(self) -> None:
        status = self.link.status if self.link.is_connected else None
        verdict = decide_verdict(self.link.state, status, self.link.reason)
        self._light.show_state(State(verdict.health.value), verdict.word)
        self._sentence.setText(verdict.sentence)
        self._detail.setText(verdict.detail)
        self._detail.setVisible(bool(verdict.detail))
        self._next = verdict.step
        self._step.setText(_step_words(verdict.step))
        self._step.setVisible(verdict.step is not Step.NONE)
        for one in (self.checkup, self.flow_chart, self._ports, self._queue, self._latest):
            one.setVisible(status is not None)
        self._facts.setVisible(status is not None)
        self._room.setVisible(status is None)
        if status is None:
            return
        people = trn("{n} person", "{n} people", status.users)
        age = formats.duration(time.time() - status.started)
        self._facts.setText(
            tr("{host} · {people} · running for {age} · version {version}",
               host=status.hostname, people=people, age=age, version=status.version)
        )  # fmt: skip
        if (listeners := merge_addresses(status.listeners)) != self._listeners:
            self._listeners = listeners
            self._show_ports(listeners)
        counts = (status.queue.active, status.queue.deferred, status.queue.hold)
        for figure, count, state in zip(self._figures, counts, (None, State.WAITING, State.OFF), strict=True):
            figure.setText(formats.number(count))
            set_state(figure, state if count else None)
        self._show_messages()

    def _show_messages(self) -> None:
        rows = self.model.latest.rows[: -self.model.LATEST - 1 : -1]  # the newest first
        self._none_yet.setVisible(not rows)
        self._messages.setVisible(bool(rows))
        self._messages.show_rows(rows)

    def _show_ports(self, listeners: list[ListenerState]) -> None:
        while (item := self._port_grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, one in enumerate(listeners):
            light = StateIcon(16)
            light.show_state(_STATE.get(one.state, State.OFF), _port_word(one.state))
            port = label(str(one.port) if one.port else "–")
            port.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text = label(said(one.reason), wrap=True) if one.reason else ElidedLabel(listener_purpose(one.name))
            if one.state == "refused":
                set_state(text, State.BAD)
            else:
                text.setProperty("role", "muted")
            state = label(_port_word(one.state), role="muted")
            hint = tip(
                "\n".join(part for part in (f"{one.address}, {one.port}", said(one.reason), said(one.mend)) if part)
            )
            cells: list[QWidget] = [light, label(listener_title(one.name)), port, state, text]
            for column, widget in enumerate(cells):
                widget.setToolTip(hint)
                self._port_grid.addWidget(widget, row, column)
        self._port_grid.setColumnStretch(4, 1)

    def _take_step(self) -> None:
        match self._next:
            case Step.START:
                self.link.start()
            case Step.ADD_PERSON:
                self.go("people", begin=True)
            case Step.OPEN_QUEUE:
                self.go("queue")
            case _:
                self.go("flow")

    def load(self) -> None:
        self.refresh()
        self.checkup.look()
        self.flow_chart.load()
        if self.link.is_connected and not self.model.latest.loaded:
            self.tasks.start(self.link.call(self.model.latest.request()), done=self._take_messages)

    def _take_messages(self, page: MessagesPage) -> None:
        self.model.latest.take_page(page, time.time())
        self._show_messages()

    def _open_message(self, index: QModelIndex) -> None:
        """Enter or a double click: the log's lines of it."""
        row = self._messages.rows_model.rows[index.row()]
        self.go("flow", found=row.queue_id or row.client)

    def hear(self, event: AnyEvent) -> None:
        self.checkup.hear(event)
        self.flow_chart.hear(event)
        match event:
            case StatusChanged():
                self.redraw()
            case LogLines():
                self._hear_lines(event)
            case _:
                pass

    def _hear_lines(self, event: LogLines) -> None:
        update = self.model.latest.hear(event, time.time())
        for place, row in update.added:
            self.model.latest.put(place, row)
        if update.overfull:
            self.model.latest.forget()
            self.load()
        elif update.added or update.changed:
            self.redraw(self._show_messages)

    def follow(self, state: object) -> None:
        if state in {LinkState.STARTING, LinkState.LOST}:  # another engine numbers its lines anew
            self.model.latest.forget()
        self.load()


def _step_words(step: Step) -> str:
    match step:
        case Step.START:
            return tr("Start the engine")
        case Step.ADD_PERSON:
            return tr("Add the first person")
        case Step.OPEN_QUEUE:
            return tr("Open the queue")
    return tr("Show the flow")
