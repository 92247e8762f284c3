"""The cards of the person that is chosen: name, what is kept, addresses, devices, the way out, what others see."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from homemail.control.methods.people import Person, User, UserFullName, UserPop3
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, Go, field, in_threes, say_why, why, with_why
from homemail.ui.panels.people_model import (
    DAYS,
    Device,
    People,
    days_words,
    full_name_problem,
    kept_whole,
    reach_words,
    shown_words,
    way_target,
    way_words,
)
from homemail.ui.panels.shared_model import called, rights_hint
from homemail.ui.task import Tasks
from homemail.ui.theme import ROW, M, S, State
from homemail.ui.widgets.buttons import Button, button
from homemail.ui.widgets.labels import label, tip
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

ADDRESSES_SHOWN = 12


class PersonCard(Card):
    """Whose it is, and what can be changed about them; `acts` are the page's own buttons."""

    def __init__(
        self,
        model: People,
        link: Link,
        tasks: Tasks,
        notice: Notice,
        *,
        acts: tuple[Button, ...],
        changed: Callable[[], None],
    ) -> None:
        super().__init__(" ")
        self.model, self._link, self._tasks, self._notice, self._changed = model, link, tasks, notice, changed
        for act in acts:
            self.head.addWidget(act)
        self._shown: tuple[str, str, int] = ("", "", 0)
        self.full_name = field(tr("Full name"), placeholder=tr("Anna Martin"))
        self._full_name_why = why()
        self.days = QComboBox()
        self.days.setAccessibleName(tr("Mail fetched by POP3"))
        self.days.setToolTip(tr("Mail that a program has fetched whole by POP3 can leave INBOX so many days later."))
        self._kept = label(wrap=True)
        self._kept.setMinimumHeight(ROW)
        self.save = button(tr("Save"), role="main")
        self.undo = button(tr("Undo"))
        self.body.addLayout(
            in_threes(
                (
                    (tr("Full name"), self.full_name, with_why(self.full_name, self._full_name_why)),
                    (tr("Mail fetched by POP3"), self.days, self.days),
                    (tr("Mail kept"), self._kept, self._kept),
                )
            )
        )
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.save)
        self.body.addWidget(self._row)
        self.full_name.textChanged.connect(lambda _text: self._check())
        self.full_name.returnPressed.connect(self._store)
        self.days.activated.connect(lambda _index: self._check())
        self.save.clicked.connect(self._store)
        self.undo.clicked.connect(self._fill)
        self._check()

    def show_person(self, user: User, person: Person | None) -> None:
        """What is being typed stays, unless it is somebody else's or was changed elsewhere."""
        self.heading.setText(f"{called(user)}  ·  {user.address}" if user.full_name else user.address)
        self._kept.setText(kept_whole(user))
        shown = (user.name, user.full_name, (person.delete_after or 0) if person else 0)
        self.days.setEnabled(person is not None)
        if shown != self._shown:
            self._shown = shown
            self._fill()

    def _fill(self) -> None:
        _, full_name, days = self._shown
        self.full_name.setText(full_name)
        self.days.clear()
        for number in sorted({*DAYS, days}):
            self.days.addItem(days_words(number), number)
        self.days.setCurrentIndex(self.days.findData(days))
        self._check()

    def _typed(self) -> tuple[str, int]:
        return " ".join(self.full_name.text().split()), int(self.days.currentData() or 0)

    def _check(self) -> None:
        problem = full_name_problem(self.full_name.text())
        say_why(self.full_name, self._full_name_why, problem)
        changed = self._typed() != self._shown[1:]
        self._row.setVisible(changed)
        self.save.setEnabled(changed and not problem)

    def _store(self) -> None:
        if self.save.isEnabled():
            self._tasks.start(
                self._set(), teller=self._notice, controls=[self.save], said=tr("Saved."),
                done=lambda _done: self._changed(),
            )  # fmt: skip

    async def _set(self) -> None:
        name, was_called, had_days = self._shown
        full_name, days = self._typed()
        if full_name != was_called:
            await self._link.call(UserFullName(name, full_name))
        if days != had_days:
            await self._link.call(UserPop3(name, days or None, keep=not days))


class AroundPerson(QWidget):
    """The four cards below: each says how it is, and opens the page where that is changed."""

    def __init__(self, model: People, go: Go, open_mailboxes: Callable[[], None]) -> None:
        super().__init__()
        self.model, self._go = model, go
        self.addresses, self.shown = QGridLayout(), QGridLayout()
        for grid in (self.addresses, self.shown):
            grid.setHorizontalSpacing(M)
            grid.setVerticalSpacing(0)
            grid.setColumnStretch(2, 1)
        columns: list[Column[Device]] = [
            Column(tr("Program"), lambda one: one.program or tr("unnamed"), 120, stretch=True),
            Column(tr("Connection"), lambda one: one.protocols, 118,
                   state=lambda one: State.GOOD if one.tls else State.WAITING),
            Column(tr("Last seen"), lambda one: formats.moment(one.last, time.time()), 92),
        ]  # fmt: skip
        self.devices: Table[Device] = Table(tr("Devices"), columns, lambda one: one.address)
        self._no_device = label(tr("Nobody has logged in yet."), role="muted", wrap=True)
        self._way = label(wrap=True)
        to_devices = self._opens(tr("Connect one…"), "devices")
        self.to_sending = button(tr("Open"), picture="sending", role="quiet")
        self.to_sending.setAccessibleName(tr("Open the page Sending"))
        self.to_sending.clicked.connect(self._open_sending)
        to_mailboxes = button(tr("Mailboxes…"), role="quiet")
        to_mailboxes.clicked.connect(open_mailboxes)
        self._shows_nothing = label(tr("Shows nothing to others."), role="muted", wrap=True)
        cards = (
            (tr("Addresses"), None, (self.addresses,)),
            (tr("Devices"), to_devices, (self._no_device, self.devices)),
            (tr("Mail for the outside"), self.to_sending, (self._way,)),
            (tr("Shown to others"), to_mailboxes, (self._shows_nothing, self.shown)),
        )
        left, right = QVBoxLayout(), QVBoxLayout()
        for number, (words, act, content) in enumerate(cards):
            card = Card(words)
            if act:
                card.head.addWidget(act)
            for one in content:
                card.body.addWidget(one) if isinstance(one, QWidget) else card.body.addLayout(one)
            (left, right)[number % 2].addWidget(card)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(M)
        for column in (left, right):
            column.setSpacing(M)
            column.addStretch(1)
            both.addLayout(column, 1)

    def _opens(self, words: str, page: str) -> Button:
        made = button(words, role="quiet")
        made.clicked.connect(lambda _checked=False: self._go(page))
        return made

    def show_person(self, person: Person | None) -> None:
        self._show_addresses(person)
        devices = self.model.devices() if person else ()
        self.devices.show_rows(devices)
        self.devices.fit(len(devices))
        self.devices.setVisible(bool(devices))
        self._no_device.setVisible(not devices)
        self._way.setText(way_words(person) if person else "")
        self._show_shares()

    def _show_addresses(self, person: Person | None) -> None:
        empty(self.addresses)
        reaches = person.addresses if person else ()
        for row, one in enumerate(reaches[:ADDRESSES_SHOWN]):
            words = label(reach_words(one), role="muted")
            words.setToolTip(tip(one.rule))
            if one.rule:
                link = button(
                    one.address, role="link", hint=tip(tr("Open {rule} on the page Addresses", rule=one.rule))
                )
                link.clicked.connect(partial(self._open_address, one.rule))
                self.addresses.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                text = label(one.address, selectable=True)
                text.setMinimumHeight(ROW)
                self.addresses.addWidget(text, row, 0)
            self.addresses.addWidget(words, row, 1)
        if (more := len(reaches) - ADDRESSES_SHOWN) > 0:
            words = label(tr("and {n} more", n=formats.number(more)), role="muted")
            self.addresses.addWidget(words, ADDRESSES_SHOWN, 0)

    def _show_shares(self) -> None:
        empty(self.shown)
        rows = shown_words(self.model)
        for row, (mailbox, words, rights) in enumerate(rows):
            name, what = label(mailbox), label(words, role="muted", wrap=True)
            name.setMinimumHeight(ROW)
            what.setToolTip(tip(rights_hint(rights)))
            self.shown.addWidget(name, row, 0)
            self.shown.addWidget(what, row, 1, 1, 2)
        self._shows_nothing.setVisible(not rows)

    def _open_address(self, rule: str, _checked: bool = False) -> None:
        self._go("addresses", found=rule)

    def _open_sending(self) -> None:
        target = way_target(self.model.person) if self.model.person else ""
        self._go("sending", found=target)


def empty(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
