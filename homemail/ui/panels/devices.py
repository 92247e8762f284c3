"""Devices: connect a program or a device with the values of this house, and see who has been there."""

import time
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from homemail.control.events import AccountsChanged, AnyEvent, LogLines, SettingsChanged, StatusChanged
from homemail.control.methods.clients import ClientList, ClientRow, ClientTable
from homemail.control.methods.people import UserList, Users
from homemail.control.methods.security import SecurityShow, SecurityState
from homemail.ui import formats
from homemail.ui.panels.devices_model import Devices, Group, Program, connection, program_steps, program_title
from homemail.ui.panels.page import Card, Page, form_label, scrolling
from homemail.ui.theme import ROW, XS, M, S, State, mono
from homemail.ui.widgets.buttons import Button, button
from homemail.ui.widgets.labels import StateIcon, label, tip
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

_TOP = Qt.AlignmentFlag.AlignTop
NEWS_AFTER = 1000  # milliseconds: a burst of logins is asked for once


class DevicesPage(Page):
    NAME = "devices"
    model: Devices

    @classmethod
    def title(cls) -> str:
        return tr("Devices")

    @classmethod
    def sentence(cls) -> str:
        return tr("Connect a mail program, a phone or a printer, and see which were there.")

    def build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self._build_choice())
        column.addWidget(self._build_card())
        column.addWidget(self._build_seen())
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(NEWS_AFTER)
        self._news.timeout.connect(self._load_clients)

    def _build_choice(self) -> Card:
        card = Card(tr("Connect"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        self.programs = QButtonGroup(self)
        for number, program in enumerate(Program):
            choice = button(program_title(program))
            choice.setCheckable(True)
            choice.setChecked(program is self.model.program)
            choice.clicked.connect(partial(self._choose_program, program))
            self.programs.addButton(choice, number)
            grid.addWidget(choice, number // 4, number % 4)
        self.person, self.server = QComboBox(), QComboBox()
        self.person.setAccessibleName(tr("Person"))
        self.server.setAccessibleName(tr("Server"))
        self.person.activated.connect(lambda _index: self._choose_person())
        self.server.activated.connect(lambda _index: self._choose_server())
        who = QGridLayout()
        who.setHorizontalSpacing(M)
        self._person_word, server_word = form_label(tr("Person")), form_label(tr("Server"))
        self._person_word.setBuddy(self.person)
        server_word.setBuddy(self.server)
        who.addWidget(self._person_word, 0, 0)
        who.addWidget(self.person, 0, 1)
        who.addWidget(server_word, 0, 2)
        who.addWidget(self.server, 0, 3)
        who.setColumnStretch(1, 1)
        who.setColumnStretch(3, 1)
        card.body.addLayout(grid)
        card.body.addLayout(who)
        hint = tr("An address always works; a name only where the router of the house knows it.")
        card.body.addWidget(label(hint, role="muted", wrap=True))
        return card

    def _build_card(self) -> Card:
        self._card = card = Card(" ")
        self._copy_all = button(tr("Copy all"), picture="copy", role="quiet")
        self._copy_all.clicked.connect(lambda: self._copy(self.model.as_text(), tr("All values are on the clipboard.")))
        card.head.addWidget(self._copy_all)
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(XS)
        self._values = QGridLayout()
        self._values.setHorizontalSpacing(M)
        self._values.setVerticalSpacing(S)
        self._values.setColumnStretch(0, 1)
        self._values.setColumnStretch(1, 1)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(XS)
        card.body.addLayout(self._warnings)
        card.body.addLayout(self._values)
        card.body.addWidget(self._build_trust())
        card.body.addWidget(label(tr("Step by step"), role="heading"))
        card.body.addLayout(self._steps)
        return card

    def _build_trust(self) -> QWidget:
        self._trust = QWidget()
        column = QVBoxLayout(self._trust)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(tr("The password is the one given on the page People."), role="muted", wrap=True))
        self._print_word = label(tr("Fingerprint of the certificate (SHA-256):"), role="muted", wrap=True)
        column.addWidget(self._print_word)
        self._fingerprint = label(role="data", wrap=True, selectable=True)
        self._fingerprint.setFont(mono())
        self._fingerprint.setMinimumWidth(1)
        column.addWidget(self._fingerprint)
        return self._trust

    def _build_seen(self) -> Card:
        card = Card(tr("Seen here"), sentence=tr("What a program says it is, nobody has checked."))
        columns: list[Column[ClientRow]] = [
            Column(tr("Program"), lambda one: one.program or tr("unnamed"), 160, stretch=True),
            Column(tr("Person"), lambda one: one.user or tr("no login"), 96),
            Column(tr("Connection"), connection, 142, state=lambda one: State.GOOD if one.tls else State.WAITING),
            Column(tr("Address"), lambda one: one.address, 118, elide=Qt.TextElideMode.ElideMiddle),
            Column(tr("Last seen"), lambda one: formats.moment(one.last, time.time()), 100),
            Column(tr("First seen"), lambda one: formats.moment(one.first, time.time()), 100),
        ]  # fmt: skip
        self.seen: Table[ClientRow] = Table(tr("Seen here"), columns, lambda one: (one.protocol, one.user, one.address))
        copies_rows(self.seen)
        self._none_yet = label(tr("Nobody yet. Who logs in appears here."), role="muted", wrap=True)
        card.body.addWidget(self._none_yet)
        card.body.addWidget(self.seen)
        return card

    # Asking

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(UserList()), done=self._take_people, failed=self.failed)

    def _take_people(self, users: Users) -> None:
        self._users = users
        self.tasks.start(self.link.call(SecurityShow()), done=self._take_security, failed=self.failed)

    def _take_security(self, security: SecurityState) -> None:
        self.model.status = self.link.status
        self.model.apply(self._users, security)
        self.loaded()
        self._load_clients()

    def _load_clients(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(ClientList()), done=self._take_clients, failed=self.failed)

    def _take_clients(self, table: ClientTable) -> None:
        self.model.clients = table.clients
        self._show_clients()

    def hear(self, event: AnyEvent) -> None:
        match event:
            case LogLines() if self.isVisible() and not self._news.isActive():
                self._news.start()
            case StatusChanged() if self.model.loaded and _ports(self.model) != _ports(self.model, event):
                self.load()
            case AccountsChanged() | SettingsChanged():
                self.load()
            case _:
                pass

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.model.loaded:
            self._load_clients()

    # Choosing

    def _choose_program(self, program: Program, _checked: bool = False) -> None:
        self.model.program = program
        self.refresh()

    def _choose_person(self) -> None:
        self.model.person = self.person.currentText()
        self.refresh()

    def _choose_server(self) -> None:
        self.model.server = self.server.currentText()
        self.refresh()

    def _copy(self, text: str, words: str) -> None:
        QApplication.clipboard().setText(text)
        self.notice.good(words)

    # Showing

    def refresh(self) -> None:
        model = self.model
        _offer(self.person, [one.name for one in model.people], model.person)
        _offer(self.server, list(model.servers()), model.server)
        needs_person = model.program is not Program.SCRIPT
        self.person.setVisible(needs_person)
        self._person_word.setVisible(needs_person)
        self._card.heading.setText(program_title(model.program))
        _empty(self._warnings)
        for words in model.warnings():
            self._warnings.addWidget(_warning(words))
        self._show_values()
        _empty(self._steps)
        for number, words in enumerate(program_steps(model.program), 1):
            self._steps.addWidget(label(f"{number}. {words}", wrap=True))
        self._show_clients()

    def _show_values(self) -> None:
        """The account above, the two servers side by side."""
        _empty(self._values)
        groups = self.model.groups()
        is_account = self.model.program is not Program.SCRIPT
        for number, group in enumerate(groups):
            place = (number + 1) // 2 if is_account else number
            wide = is_account and number == 0
            cell = self._group(group)
            self._values.addWidget(cell, place, 0 if wide or number % 2 else 1, 1, 2 if wide else 1, _TOP)
        self._trust.setVisible(is_account)
        state = self.model.security
        self._fingerprint.setText(state.certificate.fingerprint if state else "")
        for one in (self._print_word, self._fingerprint):
            one.setVisible(self.model.program is not Program.OUTLOOK_EXPRESS)  # it sees no certificate

    def _group(self, group: Group) -> QWidget:
        cell = QWidget()
        grid = QGridLayout(cell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(0)
        grid.addWidget(label(group.title, role="heading"), 0, 0, 1, 3)
        for row, value in enumerate(group.values, 1):
            text = label(value.text, selectable=True)
            text.setAccessibleName(tr("{what}: {value}", what=value.title, value=value.text))
            text.setMinimumHeight(ROW)
            grid.addWidget(label(value.title, role="muted"), row, 0)
            grid.addWidget(text, row, 1)
            if value.typed:
                text.setFont(mono())
                grid.addWidget(self._copy_button(value.title, value.text), row, 2)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(3, 1)
        return cell

    def _copy_button(self, title: str, text: str) -> Button:
        words = tr("Copy: {what}", what=title)
        copy = button("", picture="copy", role="quiet", hint=tip(words))
        copy.setAccessibleName(words)
        done = tr("On the clipboard: {what}", what=title)
        copy.clicked.connect(lambda _checked=False: self._copy(text, done))
        return copy

    def _show_clients(self) -> None:
        rows = self.model.clients
        self._none_yet.setVisible(not rows)
        self.seen.setVisible(bool(rows))
        self.seen.fit(len(rows), at_most=10)
        self.seen.show_rows(rows)


def _ports(model: Devices, event: StatusChanged | None = None) -> object:
    status = event.status if event else model.status
    return status and (status.hostname, status.listeners)


def _offer(box: QComboBox, texts: list[str], chosen: str) -> None:
    if [box.itemText(number) for number in range(box.count())] != texts:
        box.clear()
        box.addItems(texts)
    box.setCurrentIndex(texts.index(chosen) if chosen in texts else -1)


def _warning(words: str) -> QWidget:
    line = QWidget()
    row = QGridLayout(line)
    row.setContentsMargins(0, 0, 0, XS)
    row.setHorizontalSpacing(S)
    light = StateIcon(16)
    light.show_state(State.WAITING, tr("Note"))
    text: QLabel = label(words, wrap=True)
    row.addWidget(light, 0, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 0, 1)
    row.setColumnStretch(1, 1)
    return line


def _empty(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
