"""The card "Where would this go?": the way of an address step by step, each leading to the row that decided."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout

from homemail.control.methods.addresses import Route, RouteExplanation, RouteStep
from homemail.ui.link import Link
from homemail.ui.panels.addresses_model import Addresses, place_of, rule_words
from homemail.ui.panels.page import Card, field, say_why, why
from homemail.ui.task import Tasks
from homemail.ui.theme import S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import said, tr


class RouteCard(Card):
    """`open_rule` is told which row to show."""

    def __init__(self, model: Addresses, link: Link, tasks: Tasks, open_rule: Callable[[str], None]) -> None:
        super().__init__(tr("Where would this go?"))
        self._model, self._link, self._tasks, self._open_rule = model, link, tasks, open_rule
        self.ask = field(tr("Address to try"), placeholder=tr("An address, such as postmaster or someone@example.org"))
        self.sent_by = field(tr("Sender to try"), placeholder=tr("Sent by (optional)"))
        self.explain = button(tr("Explain"), role="main", hint=tr("Nothing is sent"))
        self.ask.setText(model.address)
        self.sent_by.setText(model.sender)
        self.ask.setClearButtonEnabled(True)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.ask, 3)
        row.addWidget(self.sent_by, 2)
        row.addWidget(self.explain)
        columns: list[Column[RouteStep]] = [
            Column(tr("Step"), lambda one: said(one.stage), 136),
            Column(tr("What happens"), lambda one: said(one.text), 320, stretch=True),
            Column(tr("Because of"), lambda one: rule_words(one.rule) if one.rule else "–", 176, link=leads_somewhere),
        ]
        self.steps: Table[RouteStep] = Table(tr("Way of the address"), columns)
        copies_rows(self.steps)
        self.why = why()
        self._hint = label(tr("A click or Enter on a step opens the row that decided."), role="muted", wrap=True)
        self.body.addLayout(row)
        self.body.addWidget(self.why)
        self.body.addWidget(self.steps)
        self.body.addWidget(self._hint)
        self.explain.clicked.connect(self.follow)
        for box in (self.ask, self.sent_by):
            box.returnPressed.connect(self.follow)
            box.textChanged.connect(lambda _text: self._type())
        self.steps.clicked.connect(self._open)
        self.steps.activated.connect(self._open)
        self._type()
        self._show()

    def _type(self) -> None:
        self._model.address, self._model.sender = self.ask.text().strip(), self.sent_by.text().strip()
        self.explain.setEnabled(bool(self._model.address))
        if not self._model.address:
            self._take(RouteExplanation(()))

    def follow(self) -> None:
        """Ask the planner, and show its steps."""
        if self._model.address and self._link.is_connected:
            self._tasks.start(
                self._link.call(Route(self._model.address, self._model.sender)),
                controls=[self.explain],
                done=self._take,
                failed=self._fail,
            )

    def follow_again(self) -> None:
        """The settings have changed: what is shown may hold no more."""
        if self._model.steps:
            self.follow()

    def _take(self, explanation: RouteExplanation) -> None:
        self._model.steps = explanation.steps
        say_why(self.ask, self.why, "")
        self._show()

    def _fail(self, reason: str) -> None:
        self._model.steps = ()
        say_why(self.ask, self.why, reason)
        self._show()

    def _show(self) -> None:
        self.steps.show_rows(self._model.steps)
        self.steps.fit(len(self._model.steps))
        for one in (self.steps, self._hint):
            one.setVisible(bool(self._model.steps))

    def _open(self, index: QModelIndex) -> None:
        step = self.steps.rows_model.rows[index.row()]
        if leads_somewhere(step):
            self._open_rule(step.rule)


def leads_somewhere(step: RouteStep) -> bool:
    return place_of(step.rule) is not None
