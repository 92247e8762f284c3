"""People: who lives here. Add someone, give a new password, remove with all their mail after asking in place."""

import time

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget

from homemail.control.events import AccountsChanged, AnyEvent
from homemail.control.methods.people import User, UserAdd, UserList, UserPasswd, UserRemove
from homemail.ui import formats
from homemail.ui.panels.page import Blank, Card, Page, field, say_why, why, with_why
from homemail.ui.panels.people_limit import LimitCard
from homemail.ui.panels.people_model import NEARLY, People, fullness, kept, password_problem
from homemail.ui.shortcuts import bind
from homemail.ui.theme import XS, M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr


def _sign(person: User) -> State | None:
    share = fullness(person)
    return State.BAD if share >= 1 else State.WAITING if share >= NEARLY else None


class PeoplePage(Page):
    NAME = "people"
    model: People

    @classmethod
    def title(cls) -> str:
        return tr("People")

    @classmethod
    def sentence(cls) -> str:
        return tr("Who has a mailbox in this house.")

    def build(self) -> None:
        self._open = button(tr("Add someone"), picture="add", role="main", hint=tr("Give someone a mailbox (Ctrl+N)"))
        self.head_actions.addWidget(self._open)
        self._add = self._build_add()
        self._change = self._build_change()
        self.limit = LimitCard(self.link, self.tasks, self.notice, self._done)
        columns: list[Column[User]] = [
            Column(tr("Name"), lambda one: one.name, 110),
            Column(tr("Full name"), lambda one: one.full_name or "–", 200),
            Column(tr("Address"), lambda one: one.address, 220, stretch=True),
            Column(tr("Mail kept"), kept, 160, number=True, state=_sign),
            Column(tr("Since"), lambda one: formats.moment(one.created, time.time()), 120),
        ]
        self.table: Table[User] = Table(tr("People of the house"), columns, lambda one: one.name)
        self._first = first = button(tr("Add the first person"), picture="add", role="main")
        first.clicked.connect(self.begin)
        blank = Blank(
            "people",
            tr("Nobody lives here yet."),
            tr("A name and a password are all it takes; the mailbox is there at once."),
            first,
        )
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(blank)
        self._password = button(tr("New password…"), picture="key")
        self._limit = button(tr("Limit…"), hint=tr("How much mail may be kept"))
        self._remove = button(tr("Remove…"), picture="delete", role="danger")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._password)
        row.addWidget(self._limit)
        row.addWidget(self._remove)
        row.addStretch(1)
        self.content.addWidget(self._add)
        self.content.addWidget(self._change)
        self.content.addWidget(self.limit)
        self.content.addWidget(self._list, 1)
        self._waiting = label(role="muted", wrap=True)
        self.content.addWidget(self._waiting)
        self.content.addLayout(row)
        self._bind()

    def _build_add(self) -> Card:
        card = Card(tr("Add someone"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        self._name = field(tr("Name"), placeholder=tr("anna"))
        self._full = field(tr("Full name"), placeholder=tr("Anna Martin"))
        self._first_password = field(tr("Password"), secret=True)
        for column, (words, box) in enumerate(
            (
                (tr("Name, before the @"), self._name),
                (tr("Full name"), self._full),
                (tr("Password"), self._first_password),
            )
        ):
            said = label(words, role="muted")
            said.setBuddy(box)
            grid.addWidget(said, 0, column)
            grid.addWidget(box, 1, column)
        self._name_why, self._password_why = why(), why()
        grid.addWidget(self._name_why, 2, 0)
        grid.addWidget(self._password_why, 2, 2)
        self._save = button(tr("Add"), role="main")
        self._drop = button(tr("Cancel"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(self._drop)
        row.addWidget(self._save)
        card.body.addLayout(grid)
        card.body.addLayout(row)
        card.hide()
        return card

    def _build_change(self) -> Card:
        card = Card()
        self._whose = label(role="heading")
        self._new_password = field(tr("New password"), placeholder=tr("New password"), secret=True)
        self._keep_password = button(tr("Change it"), role="main")
        self._drop_password = button(tr("Cancel"))
        self._new_password_why = why()
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._whose)
        row.addLayout(with_why(self._new_password, self._new_password_why), 1)
        row.addWidget(self._drop_password)
        row.addWidget(self._keep_password)
        card.body.addLayout(row)
        card.hide()
        return card

    def _bind(self) -> None:
        self._open.clicked.connect(self.begin)
        bind("people.add", self, self.begin)  # the button is not there while nobody is
        self._drop.clicked.connect(self._close_cards)
        self._save.clicked.connect(self._add_person)
        self._drop_password.clicked.connect(self._close_cards)
        self._keep_password.clicked.connect(self._set_password)
        self._password.clicked.connect(self._open_password)
        self._limit.clicked.connect(self._open_limit)
        self._remove.clicked.connect(self._ask_removal)
        for box in (self._name, self._full, self._first_password):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._add_person)
        self._new_password.textChanged.connect(lambda _text: self._check())
        self._new_password.returnPressed.connect(self._set_password)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())

    def show_found(self, target: str) -> None:
        names = [one.name for one in self.model.users]
        if target in names:
            self.table.selectRow(names.index(target))
            self.table.setFocus()

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(UserList()), done=self._take, failed=self.failed)

    def _take(self, users: object) -> None:
        self.model.apply(users)  # type: ignore[arg-type]
        self.loaded()

    def refresh(self) -> None:
        self.table.show_rows(self.model.users)
        self._list.setCurrentIndex(0 if self.model.users else 1)
        self._open.setVisible(bool(self.model.users))
        names = ", ".join(self.model.scram_waits_for)
        self._waiting.setText(
            tr("Logins that do not send the password (SCRAM) are offered once these have logged in: {names}.",
               names=names)
        )  # fmt: skip
        self._waiting.setVisible(bool(names))
        self._check()
        self._chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """How much is kept changes with each message: it is asked for anew when somebody looks."""
        super().showEvent(event)
        if self.model.loaded:
            self.load()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, AccountsChanged):
            self.load()

    def _chosen(self) -> None:
        one = len(self.table.selected()) == 1
        for control in (self._password, self._limit, self._remove):
            control.setEnabled(one)
            control.setVisible(bool(self.model.users))

    def _check(self) -> None:
        name, password = self._name.text().strip(), self._first_password.text()
        name_why, password_why = self.model.name_problem(name), password_problem(password)
        say_why(self._name, self._name_why, name_why)
        say_why(self._first_password, self._password_why, password_why)
        self._save.setEnabled(self.model.can_add(name, password))
        new = self._new_password.text()
        say_why(self._new_password, self._new_password_why, password_problem(new))
        self._keep_password.setEnabled(bool(new) and not password_problem(new))

    def begin(self) -> None:
        self._close_cards()
        self.notice.clear()
        self._first.hide()
        self._add.show()
        self._name.setFocus()

    def _close_cards(self) -> None:
        for box in (self._name, self._full, self._first_password, self._new_password):
            box.clear()
        self._first.show()
        self._add.hide()
        self._change.hide()
        self.limit.hide()

    def _add_person(self) -> None:
        name, password = self._name.text().strip(), self._first_password.text()
        if not self.model.can_add(name, password):
            return
        self.tasks.start(
            self.link.call(UserAdd(name, password, self._full.text().strip())),
            teller=self.notice,
            controls=[self._save],
            busy=tr("Making the mailbox…"),
            said=tr("{name} lives here now, and can send and read.", name=name),
            done=lambda _user: self._done(),
        )

    def _open_password(self) -> None:
        chosen = self.table.selected()
        if not chosen:
            return
        self._close_cards()
        self._subject = chosen[0].name
        self._whose.setText(tr("New password for {name}", name=self._subject))
        self._change.show()
        self._new_password.setFocus()

    def _open_limit(self) -> None:
        chosen = self.table.selected()
        if chosen:
            self._close_cards()
            self.limit.open(chosen[0])

    def _set_password(self) -> None:
        if not self._keep_password.isEnabled():
            return
        self.tasks.start(
            self.link.call(UserPasswd(self._subject, self._new_password.text())),
            teller=self.notice,
            controls=[self._keep_password],
            busy=tr("Changing the password…"),
            said=tr("{name} has a new password.", name=self._subject),
            done=lambda _done: self._done(),
        )

    def _ask_removal(self) -> None:
        chosen = self.table.selected()
        if not chosen:
            return
        name = chosen[0].name
        self.notice.ask(
            tr("Remove {name} with all mail in the mailbox? This cannot be undone.", name=name),
            (tr("Remove {name}", name=name), "danger", lambda: self._remove_person(name)),
            (tr("Keep"), "", self.table.setFocus),
        )

    def _remove_person(self, name: str) -> None:
        self.tasks.start(
            self.link.call(UserRemove(name)),
            teller=self.notice,
            busy=tr("Removing the mailbox…"),
            said=tr("{name} was removed.", name=name),
            done=lambda _done: self._done(),
        )

    def _done(self) -> None:
        self._close_cards()
        self.load()
