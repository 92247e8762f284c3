"""Security: who may relay, who may log in without TLS, how mail from outside is checked, the certificate in use."""

import time
from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout

from homemail.control.events import AnyEvent, SettingsChanged, StatusChanged
from homemail.control.methods.security import SecurityShow, SecurityState
from homemail.control.methods.settings import SettingsSet
from homemail.ui.panels.page import Card, Page, field, form_label, say_why, scrolling, why, with_why
from homemail.ui.panels.security_model import (
    CHECK_MODES,
    LOGIN_MODES,
    SOON,
    Reach,
    Security,
    as_written,
    check_changes,
    check_meaning,
    check_word,
    covers,
    days_left,
    encrypted_ports,
    lasts,
    login_meaning,
    login_word,
)
from homemail.ui.shortcuts import bind
from homemail.ui.theme import L, M, S, State, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

_REACH = {Reach.SELF: State.GOOD, Reach.HOME: State.GOOD, Reach.STRANGERS: State.BAD}
_NETWORKS, _LOGIN = "access.trusted_networks", "access.plaintext_login"


class SecurityPage(Page):
    NAME = "security"
    model: Security

    @classmethod
    def title(cls) -> str:
        return tr("Security")

    @classmethod
    def sentence(cls) -> str:
        return tr("Who may send through this house, and how it proves who it is.")

    def build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self._build_networks())
        column.addWidget(self._build_login())
        column.addWidget(self._build_checking())
        column.addWidget(self._build_certificate())
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))
        self._bind()
        self._check()

    def _build_networks(self) -> Card:
        card = Card(
            tr("Trusted networks"),
            sentence=tr("Their computers may send to the outside without a login; everyone else logs in first."),
        )
        columns: list[Column[str]] = [
            Column(tr("Network"), lambda one: one, 220, fixed_face=True),
            Column(tr("Which computers"), lambda one: covers(one, self.model.reach(one)), 300, stretch=True,
                   state=lambda one: _REACH[self.model.reach(one)]),
        ]  # fmt: skip
        self.networks: Table[str] = Table(tr("Trusted networks"), columns, str)
        self._nobody = label(tr("None: everyone logs in before sending to the outside."), role="muted", wrap=True)
        self._network = field(tr("Network"), placeholder=tr("For example {example}", example="192.168.1.0/24"))
        self._network_why = why()
        self._add = button(tr("Add"), role="main")
        self._drop = button(tr("Remove"), picture="delete")
        self._ours = button("", picture="add")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addLayout(with_why(self._network, self._network_why), 1)
        row.addWidget(self._ours)
        row.addWidget(self._drop)
        row.addWidget(self._add)
        card.body.addWidget(self.networks)
        card.body.addWidget(self._nobody)
        card.body.addLayout(row)
        return card

    def _build_login(self) -> Card:
        card, self._login, self._login_light, self._login_words = _choice(
            tr("Login without TLS"), {mode: login_word(mode) for mode in LOGIN_MODES}
        )
        return card

    def _build_checking(self) -> Card:
        card, self._checking, self._checking_light, self._checking_words = _choice(
            tr("Mail from outside"), {mode: check_word(mode) for mode in CHECK_MODES}
        )
        return card

    def _build_certificate(self) -> Card:
        card = Card(
            tr("Certificate in use"),
            sentence=tr("Signed by the house's own authority and renewed by itself. A device that trusts the authority "
                        "asks no more."),
        )  # fmt: skip
        self._certificate_light = StateIcon(16)
        self._lasts, self._names, self._ports = label(wrap=True), label(wrap=True, selectable=True), label(wrap=True)
        self._authority, self._file = label(wrap=True), ElidedLabel()
        self._fingerprint = label(wrap=True, selectable=True)
        self._fingerprint.setFont(mono())
        for one in (self._names, self._fingerprint, self._file):
            one.setProperty("role", "data")
        valid = QHBoxLayout()
        valid.setSpacing(S)
        valid.addWidget(self._certificate_light)
        valid.addWidget(self._lasts, 1)
        self._copy = button(tr("Copy the path"), picture="copy", role="quiet")
        place = QHBoxLayout()
        place.setSpacing(S)
        place.addWidget(self._file, 1)
        place.addWidget(self._copy)
        form = QFormLayout()
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(form_label(tr("Valid")), valid)
        form.addRow(form_label(tr("For the names")), self._names)
        form.addRow(form_label(tr("Encryption")), self._ports)
        form.addRow(form_label(tr("Fingerprint (SHA-256)")), self._fingerprint)
        form.addRow(form_label(tr("Authority")), self._authority)
        form.addRow(form_label(tr("For the devices")), place)
        card.body.addLayout(form)
        return card

    def _bind(self) -> None:
        self._network.textChanged.connect(lambda _text: self._check())
        self._network.returnPressed.connect(self._add_typed)
        self._add.clicked.connect(self._add_typed)
        self._drop.clicked.connect(self._remove)
        bind("security.remove", self.networks, self._remove)
        self._ours.clicked.connect(self._add_ours)
        self._login.activated.connect(lambda _index: self._choose_login())
        self._checking.activated.connect(lambda _index: self._choose_checking())
        self._copy.clicked.connect(self._copy_path)
        self.networks.selectionModel().selectionChanged.connect(lambda _on, _off: self._check())

    def is_loaded(self) -> bool:
        return self.model.state is not None

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(SecurityShow()), done=self._take, failed=self.failed)

    def _take(self, state: SecurityState) -> None:
        self.model.apply(state)
        self.loaded()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged):
            self.load()
        elif isinstance(event, StatusChanged):
            self._show_ports()

    def refresh(self) -> None:
        state = self.model.state
        if state is None:
            return
        self.networks.show_rows(state.trusted_networks)
        self.networks.fit(len(state.trusted_networks))
        self.networks.setVisible(bool(state.trusted_networks))
        self._nobody.setVisible(not state.trusted_networks)
        missing = self.model.missing()
        self._ours.setVisible(bool(missing))
        self._ours.setText(tr("Add {network}", network=missing[0] if missing else ""))
        self._ours.setToolTip(tr("The network that this computer is in"))
        self._login.setCurrentIndex(max(0, self._login.findData(state.plaintext_login)))
        self._login_words.setText(login_meaning(state.plaintext_login))
        open_to_all = state.plaintext_login == "always"
        self._login_light.show_state(State.WAITING if open_to_all else State.GOOD, self._login_words.text())
        self._checking.setCurrentIndex(self._checking.findData(self.model.check_mode))
        self._checking_words.setText(check_meaning(self.model.check_mode))
        self._checking_light.show_state(State.GOOD if state.verify else State.OFF, self._checking_words.text())
        self._show_certificate(state)
        self._show_ports()
        self._check()

    def _show_certificate(self, state: SecurityState) -> None:
        now = time.time()
        left = days_left(state.certificate, now)
        health = State.BAD if left < 0 else State.WAITING if left < SOON else State.GOOD
        self._lasts.setText(lasts(state.certificate, now))
        self._certificate_light.show_state(health, self._lasts.text())
        self._names.setText(", ".join(state.certificate.names))
        self._fingerprint.setText(state.certificate.fingerprint)
        self._authority.setText(lasts(state.authority, now))
        self._file.setText(state.authority_file)

    def _show_ports(self) -> None:
        status = self.link.status
        self._ports.setText(encrypted_ports(status.listeners) if status else "")

    def _check(self) -> None:
        text = self._network.text().strip()
        wrong = self.model.network_problem(text)
        say_why(self._network, self._network_why, wrong)
        self._add.setEnabled(bool(text) and not wrong)
        self._drop.setEnabled(bool(self.networks.selected()))
        self._drop.setVisible(bool(self.model.networks))

    def _add_typed(self) -> None:
        if self._add.isEnabled():
            self._trust(as_written(self._network.text()))

    def _add_ours(self) -> None:
        if missing := self.model.missing():
            self._trust(missing[0])

    def _trust(self, network: str) -> None:
        told = tr("Computers of {network} may send without a login from now on.", network=network)
        if self.model.reach(network) is not Reach.STRANGERS:
            self._put((*self.model.networks, network), told)
            return
        self.notice.ask(
            tr("{network} is part of the internet: strangers there could send through this house. Trust it all the "
               "same?", network=network),
            (tr("Trust it"), "danger", lambda: self._put((*self.model.networks, network), told)),
            (tr("Leave it"), "", self._network.setFocus),
        )  # fmt: skip

    def _remove(self) -> None:
        if chosen := self.networks.selected():
            before, gone = self.model.networks, chosen[0]
            self._put(tuple(one for one in before if one != gone), "", partial(self._removed, before, gone))

    def _removed(self, before: tuple[str, ...], gone: str) -> None:
        self.notice.ask(
            tr("Computers of {network} log in before they send.", network=gone),
            (tr("Undo"), "", lambda: self._put(before, tr("It is back."))),
            (tr("Good"), "", lambda: None),
        )

    def _put(self, networks: tuple[str, ...], said: str, then: object = None) -> None:
        self.tasks.start(
            self._change({_NETWORKS: list(networks)}),
            teller=self.notice,
            controls=[self._add, self._drop],
            said=said,
            done=lambda state: self._changed(state, then),
        )

    def _changed(self, state: SecurityState, then: object) -> None:
        self._network.clear()
        self._take(state)
        if callable(then):
            then()

    def _choose_login(self) -> None:
        self.tasks.start(
            self._change({_LOGIN: str(self._login.currentData())}),
            teller=self.notice,
            controls=[self._login],
            said=tr("Saved."),
            done=self._take,
            failed=lambda _why: self.refresh(),
        )

    def _choose_checking(self) -> None:
        self.tasks.start(
            self._change(check_changes(str(self._checking.currentData()))),
            teller=self.notice,
            controls=[self._checking],
            said=tr("Saved."),
            done=self._take,
            failed=lambda _why: self.refresh(),
        )

    async def _change(self, changes: dict[str, object]) -> SecurityState:
        await self.link.call(SettingsSet(changes))
        return await self.link.call(SecurityShow())

    def _copy_path(self) -> None:
        QApplication.clipboard().setText(self._file.text())
        self.notice.good(tr("The path of the authority's certificate is on the clipboard."))


def _choice(title: str, modes: Mapping[str, str]) -> tuple[Card, QComboBox, StateIcon, QLabel]:
    """A card with one choice in its head, and below it what follows from what is chosen."""
    card, box = Card(title), QComboBox()
    box.setAccessibleName(title)
    for mode, word in modes.items():
        box.addItem(word, mode)
    card.head.addWidget(box)
    row, light, words = QHBoxLayout(), StateIcon(16), label(wrap=True)
    row.setSpacing(S)
    row.addWidget(light)
    row.addWidget(words, 1)
    card.body.addLayout(row)
    return card, box, light, words
