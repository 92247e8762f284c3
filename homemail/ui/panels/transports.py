"""The card of domains whose mail goes a way of its own: past the relay, or through another one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from homemail.control.methods.sending import TransportList, TransportRemove, TransportRow, TransportSet, TransportTable
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, in_threes, say_why, why, with_why
from homemail.ui.panels.sending_model import Typed, tls_word
from homemail.ui.panels.server_form import ServerForm
from homemail.ui.panels.transports_model import (
    NEW,
    Transports,
    can_save,
    domain_problem,
    request,
    server_text,
)
from homemail.ui.task import Tasks
from homemail.ui.theme import S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

_MIDDLE = Qt.TextElideMode.ElideMiddle


class TransportsCard(Card):
    def __init__(self, model: Transports, link: Link, tasks: Tasks, notice: Notice) -> None:
        super().__init__(
            tr("Other ways for single domains"),
            sentence=tr("Mail for these domains does not take the provider's relay."),
        )
        self.model, self._link, self._tasks, self._notice = model, link, tasks, notice
        columns: list[Column[TransportRow]] = [
            Column(tr("Domain"), lambda one: one.domain, 170, elide=_MIDDLE),
            Column(tr("Server"), server_text, 200, stretch=True, elide=_MIDDLE),
            Column(tr("Port"), lambda one: str(one.port) if one.host else "–", 64, number=True),
            Column(tr("Protection"), lambda one: tls_word(one.tls) if one.host else "–", 130),
            Column(tr("Login"), lambda one: one.username or "–", 104, elide=_MIDDLE),
        ]
        self.table: Table[TransportRow] = Table(tr("Ways for single domains"), columns, lambda one: one.domain)
        self._none = label(tr("No domain has a way of its own yet."), role="muted", wrap=True)
        self._drop = button(tr("Remove"), picture="delete")
        self._save = button(tr("Save"), role="main")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(self._drop)
        row.addWidget(self._save)
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        self.body.addLayout(self._build_form())
        self.body.addLayout(row)
        self._bind()
        self._fill("", NEW)

    def _build_form(self) -> QGridLayout:
        self._domain = field(tr("Domain"), placeholder=tr("example.org or .example.org"))
        self._domain.setToolTip(tr("With a dot before it: the domains below it"))
        self.server = ServerForm(tr("Server for the domain"), tr("Empty: straight delivery"))
        self._domain_why = why()
        domain = with_why(self._domain, self._domain_why)
        return in_threes(((tr("Domain"), self._domain, domain), *self.server.cells()))

    def _bind(self) -> None:
        self._save.clicked.connect(self._store)
        self._drop.clicked.connect(self._remove)
        self._domain.textChanged.connect(lambda _text: self._check())
        self._domain.returnPressed.connect(self._store)
        self.server.bind(self._check, self._store)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())

    def load(self) -> None:
        self._tasks.start(self._link.call(TransportList()), teller=self._notice, done=self._take)

    def _take(self, table: TransportTable) -> None:
        self.model.apply(table)
        self.refresh()

    def refresh(self) -> None:
        self.table.show_rows(self.model.rows)
        self.table.fit(len(self.model.rows))
        self.table.setVisible(bool(self.model.rows))
        self._none.setVisible(not self.model.rows)
        self._drop.setVisible(bool(self.model.rows))
        self._check()

    def _fill(self, domain: str, typed: Typed) -> None:
        self._domain.setText(domain)
        self.server.fill(typed)
        self._check()

    def _check(self) -> None:
        domain = self._domain.text().strip()
        say_why(self._domain, self._domain_why, domain_problem(domain))
        kept = self.model.find(domain)
        typed = self.server.check(has_password=bool(kept and kept.has_password))
        self._save.setEnabled(can_save(domain, typed))
        self._drop.setEnabled(bool(self.table.selected()))

    def _chosen(self) -> None:
        if chosen := self.table.selected():
            row = chosen[0]
            self._fill(row.domain, Typed(row.host, row.port, row.tls, row.username))
        self._check()

    def _store(self) -> None:
        if self._save.isEnabled():
            domain = self._domain.text().strip()
            self._ask(
                request(domain, self.server.typed()), tr("Mail for {domain} goes this way at once.", domain=domain)
            )

    def _ask(self, call: TransportSet, said: str) -> None:
        self._tasks.start(
            self._link.call(call), teller=self._notice, controls=[self._save], said=said, done=self._stored
        )

    def _stored(self, table: TransportTable) -> None:
        self.table.clearSelection()
        self._fill("", NEW)
        self._take(table)

    def _remove(self) -> None:
        if chosen := self.table.selected():
            row = chosen[0]
            self._tasks.start(
                self._link.call(TransportRemove(row.domain)),
                teller=self._notice,
                done=lambda table: self._removed(row, table),
            )

    def _removed(self, row: TransportRow, table: TransportTable) -> None:
        self._stored(table)
        said = tr("Mail for {domain} takes the usual way again.", domain=row.domain)
        if row.has_password:
            said = tr("Mail for {domain} takes the usual way again; its password is forgotten.", domain=row.domain)
        self._notice.good(said)
