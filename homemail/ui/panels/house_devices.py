"""The card of printers and others that send without a login: where each is, and whom it may send as."""

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from homemail.control.method import Done
from homemail.control.methods.clients import ClientRow
from homemail.control.methods.devices import DeviceList, DeviceRemove, DeviceRow, Devices, DeviceSet
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.house_devices_model import (
    HouseDevices,
    addresses_problem,
    can_save,
    name_problem,
    request,
    senders_problem,
    shown_address,
    suggested_name,
)
from homemail.ui.panels.page import Card, field, in_threes, say_why, why, with_why
from homemail.ui.task import Tasks
from homemail.ui.theme import S
from homemail.ui.widgets.buttons import Button, button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

_MIDDLE = Qt.TextElideMode.ElideMiddle


class HouseDevicesCard(Card):
    def __init__(self, model: HouseDevices, link: Link, tasks: Tasks, notice: Notice) -> None:
        super().__init__(
            tr("Printers and others"),
            sentence=tr("What cannot log in is known by its network address, and may send as whom you say."),
        )
        self.model, self._link, self._tasks, self._notice = model, link, tasks, notice
        columns: list[Column[DeviceRow]] = [
            Column(tr("Name"), lambda one: one.name, 130, elide=_MIDDLE),
            Column(tr("Network address"), lambda one: ", ".join(map(shown_address, one.addresses)), 160, elide=_MIDDLE),
            Column(tr("May send as"), lambda one: ", ".join(one.senders) or tr("anybody"), 200, stretch=True,
                   elide=_MIDDLE),
            Column(tr("Last sent"), self._last, 110),
        ]  # fmt: skip
        self.table: Table[DeviceRow] = Table(tr("Printers and others"), columns, lambda one: one.name)
        copies_rows(self.table)
        self._none = label(
            tr("None yet. A scanner that mails its pages is a usual first one."), role="muted", wrap=True
        )
        self.name = field(tr("Name"), placeholder=tr("Printer in the hall"))
        self.addresses = field(tr("Network address"), placeholder=tr("such as {address}", address="192.168.1.40"))
        self.senders = field(tr("May send as"), placeholder=tr("Addresses or domains; empty: anybody"))
        self._name_why, self._addresses_why, self._senders_why = why(), why(), why()
        self.drop = button(tr("Remove"), picture="delete")
        self.new = button(tr("Another one"), picture="add", hint=tr("Empty the form for another device"))
        self.save = button(tr("Save"), role="main")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.new)
        row.addStretch(1)
        row.addWidget(self.drop)
        row.addWidget(self.save)
        self.body.addWidget(self._none)
        self.body.addWidget(self.table)
        self.body.addLayout(
            in_threes(
                (
                    (tr("Name"), self.name, with_why(self.name, self._name_why)),
                    (tr("Network address"), self.addresses, with_why(self.addresses, self._addresses_why)),
                    (tr("May send as"), self.senders, with_why(self.senders, self._senders_why)),
                )
            )
        )
        self.body.addLayout(row)
        for box in (self.name, self.addresses, self.senders):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._store)
        self.save.clicked.connect(self._store)
        self.drop.clicked.connect(self._remove)
        self.new.clicked.connect(self.begin)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
        self._check()

    def begin(self) -> None:
        self._fill("", "", "")
        self.name.setFocus()

    def begin_with(self, client: ClientRow) -> None:
        """A client that was seen becomes a device: what is known of it is filled in."""
        self._fill(suggested_name(client), client.address, "")
        self.name.setFocus()
        self.name.selectAll()

    def load(self) -> None:
        self._tasks.start(self._link.call(DeviceList()), done=self._take, failed=self._notice.bad)

    def _take(self, found: Devices) -> None:
        self.model.apply(found.devices)
        self.refresh()

    def refresh(self) -> None:
        rows = self.model.rows
        self.table.show_rows(rows)
        self.table.fit(len(rows))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.drop.setVisible(bool(rows))
        self._check()

    def _last(self, row: DeviceRow) -> str:
        when = self.model.last_sent(row)
        return tr("never seen") if when is None else formats.moment(when, time.time())

    def _fill(self, name: str, addresses: str, senders: str) -> None:
        self.table.clearSelection()
        for box, text in ((self.name, name), (self.addresses, addresses), (self.senders, senders)):
            box.setText(text)

    def _typed(self) -> tuple[str, str, str]:
        return self.name.text().strip(), self.addresses.text(), self.senders.text()

    def _check(self) -> None:
        name, addresses, senders = self._typed()
        say_why(self.name, self._name_why, name_problem(name))
        say_why(self.addresses, self._addresses_why, addresses_problem(addresses))
        say_why(self.senders, self._senders_why, senders_problem(senders))
        self.save.setEnabled(can_save(name, addresses, senders))
        self.drop.setEnabled(bool(self.table.selected()))
        self.new.setVisible(bool(name or addresses.strip() or senders.strip()))

    def _chosen(self) -> None:
        if chosen := self.table.selected():
            one = chosen[0]
            self.name.setText(one.name)
            self.addresses.setText(", ".join(map(shown_address, one.addresses)))
            self.senders.setText(", ".join(one.senders))
        self._check()

    def _store(self) -> None:
        if self.save.isEnabled():
            wanted = request(*self._typed())
            self._ask(wanted, tr("{name} may send without a login.", name=wanted.name), self.save)

    def _remove(self) -> None:
        if chosen := self.table.selected():
            name = chosen[0].name
            self._ask(DeviceRemove(name), tr("{name} may not send without a login any more.", name=name), self.drop)

    def _ask(self, wanted: DeviceSet | DeviceRemove, words: str, control: Button) -> None:
        self._tasks.start(
            self._link.call(wanted), teller=self._notice, controls=[control], said=words, done=self._stored
        )

    def _stored(self, _done: Done) -> None:
        self._fill("", "", "")
        self.load()
