"""The card of trusted networks: whose computers may send outside without a login."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from homemail.control.methods.security import SecurityShow, SecurityState
from homemail.control.methods.settings import SettingsSet
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, say_why, why, with_why
from homemail.ui.panels.security_model import Reach, Security, as_written, covers
from homemail.ui.shortcuts import bind
from homemail.ui.task import Tasks
from homemail.ui.theme import S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

KEY = "access.trusted_networks"
_REACH = {Reach.SELF: State.GOOD, Reach.HOME: State.GOOD, Reach.STRANGERS: State.BAD}


class NetworksCard(Card):
    """`took` is handed what holds after a change."""

    def __init__(
        self, model: Security, link: Link, tasks: Tasks, notice: Notice, took: Callable[[SecurityState], None]
    ) -> None:
        super().__init__(
            tr("Trusted networks"),
            sentence=tr("Their computers may send to the outside without a login; everyone else logs in first."),
        )
        self.model, self._link, self._tasks, self._notice, self._took = model, link, tasks, notice, took
        columns: list[Column[str]] = [
            Column(tr("Network"), lambda one: one, 200, fixed_face=True),
            Column(tr("Which computers"), lambda one: covers(one, self.model.reach(one)), 200, stretch=True,
                   state=lambda one: _REACH[self.model.reach(one)]),
        ]  # fmt: skip
        self.table: Table[str] = Table(tr("Trusted networks"), columns, str)
        self._nobody = label(tr("None: everyone logs in before sending to the outside."), role="muted", wrap=True)
        self.box = field(tr("Network"), placeholder=tr("For example {example}", example="192.168.1.0/24"))
        self.why = why()
        self.add = button(tr("Add"), role="main")
        self.drop = button(tr("Remove"), picture="delete")
        self.ours = button("", picture="add", hint=tr("The network that this computer is in"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addLayout(with_why(self.box, self.why), 1)
        for one in (self.ours, self.drop, self.add):
            row.addWidget(one)
        for part in (self.table, self._nobody):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.box.textChanged.connect(lambda _text: self._check())
        self.box.returnPressed.connect(self._add_typed)
        self.add.clicked.connect(self._add_typed)
        self.drop.clicked.connect(self.remove)
        bind("security.remove", self.table, self.remove)
        self.ours.clicked.connect(self._add_ours)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._check())
        self._check()

    def refresh(self) -> None:
        networks, missing = self.model.networks, self.model.missing()
        self.table.show_rows(networks)
        self.table.fit(len(networks))
        self.table.setVisible(bool(networks))
        self._nobody.setVisible(not networks)
        self.ours.setVisible(bool(missing))
        self.ours.setText(tr("Add {network}", network=missing[0] if missing else ""))
        self._check()

    def _check(self) -> None:
        text = self.box.text().strip()
        wrong = self.model.network_problem(text)
        say_why(self.box, self.why, wrong)
        self.add.setEnabled(bool(text) and not wrong)
        self.drop.setEnabled(bool(self.table.selected()))
        self.drop.setVisible(bool(self.model.networks))

    def _add_typed(self) -> None:
        if self.add.isEnabled():
            self._trust(as_written(self.box.text()))

    def _add_ours(self) -> None:
        if missing := self.model.missing():
            self._trust(missing[0])

    def _trust(self, network: str) -> None:
        told = tr("Computers of {network} may send without a login from now on.", network=network)
        if self.model.reach(network) is not Reach.STRANGERS:
            self._put((*self.model.networks, network), told)
            return
        self._notice.ask(
            tr("{network} is part of the internet: strangers there could send through this house. Trust it all the "
               "same?", network=network),
            (tr("Trust it"), "danger", lambda: self._put((*self.model.networks, network), told)),
            (tr("Leave it"), "", self.box.setFocus),
        )  # fmt: skip

    def remove(self) -> None:
        if chosen := self.table.selected():
            told = tr("Computers of {network} log in before they send.", network=chosen[0])
            self._put(tuple(one for one in self.model.networks if one != chosen[0]), told)

    def _put(self, networks: tuple[str, ...], said: str) -> None:
        self._tasks.start(
            self._change({KEY: list(networks)}),
            teller=self._notice,
            controls=[self.add, self.drop],
            said=said,
            done=self._changed,
        )

    def _changed(self, state: SecurityState) -> None:
        self.box.setText("")
        self._took(state)

    async def _change(self, changes: dict[str, object]) -> SecurityState:
        await self._link.call(SettingsSet(changes))
        return await self._link.call(SecurityShow())
