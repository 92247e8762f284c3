"""The card of relays of single senders: each with a login of its own, tried like the relay of all."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from homemail.control.methods.sending import RelayList, RelayRemove, RelaySet, RelaySettings, RelayTable
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, in_threes, say_why, why, with_why
from homemail.ui.panels.relays_model import (
    NEW,
    Relays,
    can_save,
    name_problem,
    request,
)
from homemail.ui.panels.sending_model import Typed
from homemail.ui.panels.server_form import ServerForm
from homemail.ui.task import Tasks
from homemail.ui.theme import S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

_MIDDLE = Qt.TextElideMode.ElideMiddle


class RelaysCard(Card):
    """`try_it` starts the trial of a relay, by its name, from a button."""

    def __init__(
        self, model: Relays, link: Link, tasks: Tasks, notice: Notice, *, try_it: Callable[[str, QWidget], None]
    ) -> None:
        super().__init__(
            tr("Relays of single people"),
            sentence=tr("Mail from these senders takes their own provider, with their own login."),
        )
        self.model, self._link, self._tasks, self._notice, self._try_it = model, link, tasks, notice, try_it
        columns: list[Column[RelaySettings]] = [
            Column(tr("Name"), lambda one: one.name, 120, elide=_MIDDLE),
            Column(tr("Senders"), lambda one: ", ".join(one.senders) or "–", 220, stretch=True, elide=_MIDDLE),
            Column(tr("Server"), lambda one: one.host, 170, elide=_MIDDLE),
            Column(tr("Login"), lambda one: one.username or "–", 150, elide=_MIDDLE),
        ]
        self.table: Table[RelaySettings] = Table(tr("Relays of single people"), columns, lambda one: one.name)
        self._none = label(tr("Everybody sends through the provider's relay."), role="muted", wrap=True)
        self._test = button(tr("Test"), hint=tr("Try the relay as it is saved; nothing is sent"))
        self._drop = button(tr("Remove"), picture="delete")
        self._save = button(tr("Save"), role="main")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._test)
        row.addStretch(1)
        row.addWidget(self._drop)
        row.addWidget(self._save)
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        self.body.addLayout(self._build_form())
        self.body.addLayout(row)
        self._bind()
        self._fill("", "", NEW)

    def _build_form(self) -> QGridLayout:
        self._name = field(tr("Name of the relay"), placeholder=tr("A word, such as anna"))
        self._senders = field(tr("Senders"), placeholder=tr("anna, @example.org"))
        self.server = ServerForm(tr("Server of the relay"), tr("smtp.example.org"))
        self._name_why = why()
        return in_threes(
            (
                (tr("Name"), self._name, with_why(self._name, self._name_why)),
                (tr("Senders"), self._senders, self._senders),
                *self.server.cells(),
            )
        )

    def _bind(self) -> None:
        self._save.clicked.connect(self._store)
        self._drop.clicked.connect(self._remove)
        self._test.clicked.connect(self._try)
        self.server.bind(self._check, self._store)
        for box in (self._name, self._senders):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._store)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())

    def load(self) -> None:
        self._tasks.start(self._link.call(RelayList()), done=self._take, failed=self._notice.bad)

    def _take(self, table: RelayTable) -> None:
        self.model.apply(table)
        self.refresh()

    def refresh(self) -> None:
        self.table.show_rows(self.model.rows)
        self.table.fit(len(self.model.rows))
        for one in (self.table, self._drop, self._test):
            one.setVisible(bool(self.model.rows))
        self._none.setVisible(not self.model.rows)
        self._check()

    def _fill(self, name: str, senders: str, typed: Typed) -> None:
        self._name.setText(name)
        self._senders.setText(senders)
        self.server.fill(typed)
        self._check()

    def _check(self) -> None:
        name = self._name.text().strip()
        say_why(self._name, self._name_why, name_problem(name))
        kept = self.model.find(name)
        typed = self.server.check(has_password=bool(kept and kept.has_password))
        self._save.setEnabled(can_save(name, self._senders.text(), typed))
        chosen = bool(self.table.selected())
        self._drop.setEnabled(chosen)
        self._test.setEnabled(chosen)

    def _chosen(self) -> None:
        if chosen := self.table.selected():
            row = chosen[0]
            self._fill(row.name, ", ".join(row.senders), Typed(row.host, row.port, row.tls, row.username))
        self._check()

    def _try(self) -> None:
        if chosen := self.table.selected():
            self._try_it(chosen[0].name, self._test)

    def _store(self) -> None:
        if self._save.isEnabled():
            call = request(self._name.text().strip(), self._senders.text(), self.server.typed())
            self._ask(call, tr("Saved. New mail goes this way at once."))

    def _ask(self, call: RelaySet, said: str) -> None:
        self._tasks.start(
            self._link.call(call), teller=self._notice, controls=[self._save], said=said, done=self._stored
        )

    def _stored(self, _relay: RelaySettings) -> None:
        self._empty()
        self.load()

    def _empty(self) -> None:
        self.table.clearSelection()
        self._fill("", "", NEW)

    def _remove(self) -> None:
        if chosen := self.table.selected():
            row = chosen[0]
            self._tasks.start(
                self._link.call(RelayRemove(row.name)),
                teller=self._notice,
                done=lambda table: self._removed(row, table),
            )

    def _removed(self, row: RelaySettings, table: RelayTable) -> None:
        self._empty()
        self._take(table)
        said = tr("The relay {name} is removed.", name=row.name)
        if row.has_password:
            said = tr("The relay {name} is removed; its password is forgotten.", name=row.name)
        self._notice.good(said)
