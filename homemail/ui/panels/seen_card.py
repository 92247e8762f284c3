"""The card of the clients that were seen: named, forgotten, or taken in as a device that sends without a login."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from homemail.control.methods.clients import ClientForget, ClientList, ClientName, ClientRow, ClientTable
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.devices_model import connection
from homemail.ui.panels.house_devices_model import HouseDevices, client_words, name_problem
from homemail.ui.panels.page import Card, field, say_why, why, with_why
from homemail.ui.task import Tasks
from homemail.ui.theme import S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

_ROWS = 8


class SeenCard(Card):
    """`take_in` is given a client that shall be a device; `shown` is called when the list is new."""

    def __init__(
        self,
        model: HouseDevices,
        link: Link,
        tasks: Tasks,
        notice: Notice,
        *,
        take_in: Callable[[ClientRow], None],
        shown: Callable[[], None],
    ) -> None:
        super().__init__(tr("Seen here"), sentence=tr("What a program says it is, nobody has checked."))
        self.model, self._link, self._tasks, self._notice = model, link, tasks, notice
        self._take_in, self._on_shown = take_in, shown
        self._named: ClientRow | None = None  # whose name stands in the field
        columns: list[Column[ClientRow]] = [
            Column(tr("Program"), client_words, 160, stretch=True),
            Column(tr("Person"), self._person, 88),
            Column(tr("Connection"), connection, 136, state=lambda one: State.GOOD if one.tls else State.WAITING),
            Column(tr("Address"), lambda one: one.address, 110, elide=Qt.TextElideMode.ElideMiddle),
            Column(tr("Last seen"), lambda one: formats.moment(one.last, time.time()), 110),
            Column(tr("First seen"), lambda one: formats.moment(one.first, time.time()), 110),
        ]  # fmt: skip
        self.table: Table[ClientRow] = Table(
            tr("Seen here"), columns, lambda one: (one.protocol, one.user, one.address)
        )
        copies_rows(self.table)
        self._none_yet = label(tr("Nobody yet. Who logs in appears here."), role="muted", wrap=True)
        self.name = field(tr("What the house calls it"), placeholder=tr("A name, such as Anna’s laptop"))
        self._why = why()
        self.call = button(tr("Call it so"), role="main")
        self.take = button(tr("Make it a device…"), picture="printer", hint=tr("Say whom it may send as"))
        self.forget = button(tr("Forget"), picture="delete", hint=tr("Off the list, until it comes again"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addLayout(with_why(self.name, self._why), 1)
        for one in (self.take, self.forget, self.call):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._none_yet)
        self.body.addWidget(self.table)
        self.body.addLayout(row)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
        self.name.textChanged.connect(lambda _text: self._check())
        self.name.returnPressed.connect(self._call_it)
        self.call.clicked.connect(self._call_it)
        self.take.clicked.connect(lambda: self._take_in(self.table.selected()[0]))
        self.forget.clicked.connect(self._forget)
        self._check()

    def load(self) -> None:
        if self._link.is_connected:
            self._tasks.start(self._link.call(ClientList()), done=self._take, failed=self._notice.bad)

    def _take(self, found: ClientTable) -> None:
        self.model.clients = found.clients
        self.refresh()
        self._on_shown()

    def refresh(self) -> None:
        rows = self.model.clients
        self._none_yet.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.table.fit(len(rows), at_most=_ROWS)
        self.table.show_rows(rows)
        for one in (self.name, self.call, self.forget):
            one.setVisible(bool(rows))
        self._chosen()

    def _person(self, one: ClientRow) -> str:
        device = None if one.user else self.model.at(one)
        return one.user or (device.name if device else tr("no login"))

    def _row(self) -> ClientRow | None:
        chosen = self.table.selected()
        return chosen[0] if len(chosen) == 1 else None

    def _chosen(self) -> None:
        """What is being typed for a row stays while that row does."""
        one = self._row()
        was = self._named
        same = one and was and (one.address, one.user, one.name) == (was.address, was.user, was.name)
        if not same:
            self.name.setText(one.name if one else "")
        self._named = one
        self._check()

    def _check(self) -> None:
        one, name = self._row(), self.name.text().strip()
        problem = name_problem(name)
        say_why(self.name, self._why, problem)
        self.name.setEnabled(one is not None)
        self.call.setEnabled(one is not None and not problem and name != one.name)
        self.forget.setEnabled(one is not None)
        self.take.setVisible(one is not None and self.model.can_become_device(one))

    def _call_it(self) -> None:
        if (one := self._row()) is not None and self.call.isEnabled():
            name = self.name.text().strip()
            words = tr("What connects from {address} is called {name}.", address=one.address, name=name)
            if not name:
                words = tr("What connects from {address} has no name any more.", address=one.address)
            self._tasks.start(
                self._link.call(ClientName(one.address, name, one.user)), teller=self._notice, controls=[self.call],
                said=words, done=lambda _done: self.load(),
            )  # fmt: skip

    def _forget(self) -> None:
        """Nothing to ask for: it comes back by itself when it connects again."""
        if (one := self._row()) is not None:
            self._tasks.start(
                self._link.call(ClientForget(one.address, one.user, one.protocol)), teller=self._notice,
                controls=[self.forget], said=tr("Forgotten. If it connects again, it is seen again."),
                done=lambda _done: self.load(),
            )  # fmt: skip
