"""The card of logins: each person's last one, and those that failed as long as the log tells of them."""

import time

from PySide6.QtWidgets import QWidget

from homemail.control.events import AnyEvent, LogLines
from homemail.control.methods.clients import ClientList, ClientRow, ClientTable
from homemail.control.methods.log import LogPage, LogTail
from homemail.control.stamps import epoch
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.devices_model import connection
from homemail.ui.panels.logins_model import KEPT, WORDS, FailedLogin, Logins
from homemail.ui.panels.page import Card
from homemail.ui.task import Tasks
from homemail.ui.theme import State
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr, trn


class LoginsCard(Card):
    def __init__(self, model: Logins, link: Link, tasks: Tasks) -> None:
        super().__init__(tr("Last logins"))
        self.model, self._link, self._tasks = model, link, tasks
        last: list[Column[ClientRow]] = [
            Column(tr("Person"), lambda one: one.user, 120),
            Column(tr("When"), lambda one: formats.moment(one.last, time.time()), 120),
            Column(tr("How"), connection, 200,
                   state=lambda one: State.GOOD if one.tls else State.OFF),
            Column(tr("From where"), lambda one: one.address, 160, stretch=True, fixed_face=True),
        ]  # fmt: skip
        self.last: Table[ClientRow] = Table(tr("Last logins"), last, lambda one: one.user)
        self._nobody = label(tr("Nobody has logged in yet."), role="muted", wrap=True)
        failed: list[Column[FailedLogin]] = [
            Column(tr("As whom"), lambda one: one.user or tr("a name nobody has"), 200),
            Column(tr("When"), lambda one: formats.moment_seconds(epoch(one.stamp, time.time()), time.time()), 140),
            Column(tr("Service"), lambda one: one.service, 110, fixed_face=True),
            Column(tr("From where"), lambda one: one.address, 160, stretch=True, fixed_face=True),
            Column(tr("Times"), lambda one: formats.number(one.times), 70, number=True),
        ]
        self.failed: Table[FailedLogin] = Table(tr("Failed logins"), failed)
        self._words = label(role="muted", wrap=True)
        copies_rows(self.last)
        copies_rows(self.failed)
        parts: tuple[QWidget, ...] = (self.last, self._nobody, label(tr("Failed logins"), role="heading"), self._words,
                                      self.failed)  # fmt: skip
        for one in parts:
            self.body.addWidget(one)
        self.refresh()

    def load(self) -> None:
        if self._link.is_connected:
            self._tasks.start(self._link.call(ClientList()), done=self._take_clients)
            self._tasks.start(self._link.call(LogTail(KEPT, WORDS)), done=self._take_log)

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, LogLines) and self.model.hear(event.lines):
            self.refresh()

    def _take_clients(self, table: ClientTable) -> None:
        self.model.take_clients(table.clients)
        self.refresh()

    def _take_log(self, page: LogPage) -> None:
        self.model.take_log(page.lines)
        self.refresh()

    def refresh(self) -> None:
        last, failed = self.model.last, self.model.failed
        self.last.show_rows(last)
        self.last.fit(len(last), at_most=6)
        self.last.setVisible(bool(last))
        self._nobody.setVisible(not last)
        self.failed.show_rows(failed)
        self.failed.fit(len(failed), at_most=6)
        self.failed.setVisible(bool(failed))
        count = sum(one.times for one in failed)
        self._words.setText(
            trn("{n} in the log. Each failure makes the next attempt from that address wait longer; nobody is locked "
                "out.", "{n} in the log. Each failure makes the next attempt from that address wait longer; nobody is "
                "locked out.", count) if failed else tr("None in the log.")
        )  # fmt: skip
