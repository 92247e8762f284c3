"""Devices: connect a program or a device with the values of this house, let printers send, and see who was there."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QVBoxLayout

from homemail.control.events import AccountsChanged, AnyEvent, LogLines, SettingsChanged, StatusChanged
from homemail.control.methods.clients import ClientRow
from homemail.control.methods.people import UserList, Users
from homemail.control.methods.security import SecurityShow, SecurityState
from homemail.ui.panels.devices_model import Devices, Program, program_picture, program_title
from homemail.ui.panels.house_devices import HouseDevicesCard
from homemail.ui.panels.page import Card, Page, form_label, scrolling
from homemail.ui.panels.program_card import ProgramCard
from homemail.ui.panels.seen_card import SeenCard
from homemail.ui.search_model import page_of_setting
from homemail.ui.theme import M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.segments import Parts
from homemail.ui.words import tr

NEWS_AFTER = 1000  # milliseconds: a burst of logins is asked for once
CONNECT, WITHOUT_LOGIN, SEEN = "connect", "without login", "seen"  # the parts of the page


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
        titles = {CONNECT: tr("Connect"), WITHOUT_LOGIN: tr("Without a login"), SEEN: tr("Seen here")}
        self.parts = Parts(tr("Part of the page"), titles, self.model)
        self.card = ProgramCard(self.model, self.notice, self._open_house, self._open_setting)
        house = self.model.house
        self.house = HouseDevicesCard(house, self.link, self.tasks, self.notice)
        self.seen_card = SeenCard(
            house, self.link, self.tasks, self.notice, take_in=self._take_in, shown=self.house.refresh
        )
        self.seen = self.seen_card.table
        self.parts.column(CONNECT).addWidget(self._build_choice())
        self.parts.column(CONNECT).addWidget(self.card)
        self.parts.column(WITHOUT_LOGIN).addWidget(self.house)
        self.parts.column(SEEN).addWidget(self.seen_card)
        column = QVBoxLayout()
        column.addWidget(self.parts)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(NEWS_AFTER)
        self._news.timeout.connect(self.seen_card.load)

    def _build_choice(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        self.programs = QButtonGroup(self)
        for number, program in enumerate(Program):
            choice = button(program_title(program), picture=program_picture(program))
            choice.setCheckable(True)
            choice.setChecked(program is self.model.program)
            choice.clicked.connect(partial(self._choose_program, program))
            self.programs.addButton(choice, number)
            grid.addWidget(choice, number // 4, number % 4)
            grid.setColumnStretch(number % 4, 1)
        self.person, self.server = QComboBox(), QComboBox()
        self.person.setAccessibleName(tr("Person"))
        self.server.setAccessibleName(tr("Server"))
        self.person.activated.connect(lambda _index: self._choose_person())
        self.server.activated.connect(lambda _index: self._choose_server())
        self._who = who = QGridLayout()
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

    # Asking

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self._read(), done=self._take, failed=self.failed)

    async def _read(self) -> tuple[Users, SecurityState]:
        return await self.link.call(UserList()), await self.link.call(SecurityShow())

    def _take(self, found: tuple[Users, SecurityState]) -> None:
        self.model.status = self.link.status
        self.model.apply(*found)
        self.loaded()
        self.house.load()
        self.seen_card.load()

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
            self.seen_card.load()

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

    def _open_house(self) -> None:
        self.parts.choose(WITHOUT_LOGIN)
        self.house.begin()

    def _open_setting(self, key: str) -> None:
        self.go(page_of_setting(key), found=key)

    def _take_in(self, client: ClientRow) -> None:
        self.parts.choose(WITHOUT_LOGIN)
        self.house.begin_with(client)

    # Showing

    def refresh(self) -> None:
        model = self.model
        _offer(self.person, [one.name for one in model.people], model.person)
        _offer(self.server, list(model.servers()), model.server)
        needs_person = model.program is not Program.SCRIPT
        self.person.setVisible(needs_person)
        self._person_word.setVisible(needs_person)
        self._who.setColumnStretch(1, int(needs_person))
        self.card.refresh()
        self.house.refresh()
        self.seen_card.refresh()


def _ports(model: Devices, event: StatusChanged | None = None) -> object:
    status = event.status if event else model.status
    return status and (status.hostname, status.listeners)


def _offer(box: QComboBox, texts: list[str], chosen: str) -> None:
    if [box.itemText(number) for number in range(box.count())] != texts:
        box.clear()
        box.addItems(texts)
    box.setCurrentIndex(texts.index(chosen) if chosen in texts else -1)
