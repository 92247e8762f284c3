"""People: who lives here, what the house does for each of them, and the mailboxes that several use."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from homemail.control.events import AccountsChanged, AnyEvent, MailboxesChanged, SettingsChanged
from homemail.control.methods.clients import ClientList, ClientTable
from homemail.control.methods.mailboxes import Mailboxes, MailboxList, ShareList, Shares
from homemail.control.methods.people import Person, User, UserAdd, UserList, UserPasswd, UserRemove, Users, UserShow
from homemail.ui import formats
from homemail.ui.panels.mailboxes import MailboxesCard, SharesCard
from homemail.ui.panels.page import Blank, Card, Page, field, say_why, scrolling, why, with_why
from homemail.ui.panels.people_limit import LimitCard
from homemail.ui.panels.people_model import NEARLY, People, fullness, kept, password_problem
from homemail.ui.panels.person_card import AroundPerson, PersonCard
from homemail.ui.shortcuts import bind
from homemail.ui.theme import XS, M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.segments import Parts
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

RESIDENTS, MAILBOXES = "residents", "mailboxes"  # the parts of the page
NEWS_AFTER = 200  # milliseconds: a burst of changes is asked for once


def _sign(person: User) -> State | None:
    share = fullness(person)
    return State.BAD if share >= 1 else State.WAITING if share >= NEARLY else None


class PeoplePage(Page):
    NAME = "people"
    POSTFIX = "people"
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
        titles = {RESIDENTS: tr("Who lives here"), MAILBOXES: tr("Family mailboxes")}
        self.parts = Parts(tr("Part of the page"), titles, self.model)
        self._build_residents(self.parts.column(RESIDENTS))
        shared = self.model.shared
        self.shares = SharesCard(shared, self.link, self.tasks, self.notice, self.load)
        self.mailboxes = MailboxesCard(
            shared, self.link, self.tasks, self.notice, changed=self.load,
            chosen=lambda: self.shares.show_mailbox(self.mailboxes.chosen()),
        )  # fmt: skip
        self.parts.column(MAILBOXES).addWidget(self.mailboxes)
        self.parts.column(MAILBOXES).addWidget(self.shares)
        column = QVBoxLayout()
        column.addWidget(self.parts)
        self.content.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(column)
        self.content.addWidget(self._area)
        self._new = ""  # who was added here, until the list has them
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(NEWS_AFTER)
        self._news.timeout.connect(self.load)
        self._bind()

    def _build_residents(self, column: QVBoxLayout) -> None:
        self._add = self._build_add()
        self._change = self._build_change()
        self.limit = LimitCard(self.link, self.tasks, self.notice, self._done)
        columns: list[Column[User]] = [
            Column(tr("Name"), lambda one: one.name, 110),
            Column(tr("Full name"), lambda one: one.full_name or "–", 180),
            Column(tr("Address"), lambda one: one.address, 200, stretch=True),
            Column(tr("Mail kept"), kept, 150, number=True, state=_sign),
            Column(tr("Since"), lambda one: formats.day(one.created), 120),
        ]
        self.table: Table[User] = Table(tr("People of the house"), columns, lambda one: one.name)
        copies_rows(self.table)
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
        acts = (self._password, self._limit, self._remove)
        self.card = PersonCard(self.model, self.link, self.tasks, self.notice, acts=acts, changed=self.load)
        self.around = AroundPerson(self.model, self.go, self._open_mailboxes)
        self._waiting = label(role="muted", wrap=True)
        for one in (self._add, self._list, self._waiting, self.card, self._change, self.limit, self.around):
            column.addWidget(one)

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
        """The name of somebody, or of a part."""
        names = [one.name for one in self.model.users]
        if target in names:
            self.parts.choose(RESIDENTS)
            self.table.selectRow(names.index(target))
            self.table.setFocus()
        else:
            super().show_found(target)

    def entrance(self) -> QWidget:
        return self.table

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self.link.call(UserList()), done=self._take, failed=self.failed)

    def _take(self, users: Users) -> None:
        self.model.apply(users)
        self.loaded()
        self._load_person()
        if self.isVisible():  # the engine counts what is in every mailbox: never for a page that nobody looks at
            self.tasks.start(self._read_shared(), done=self._take_shared, failed=self.failed)

    async def _read_shared(self) -> tuple[Mailboxes, Shares]:
        return await self.link.call(MailboxList()), await self.link.call(ShareList())

    def _take_shared(self, found: tuple[Mailboxes, Shares]) -> None:
        self.model.shared.apply(*found, self.model.users)
        self.mailboxes.refresh()
        self._show_person()

    def _load_person(self) -> None:
        if self.model.chosen and self.link.is_connected:
            # Somebody who goes meanwhile is no failure: the list that follows says so.
            self.tasks.start(self._read_person(self.model.chosen), done=self._take_person, failed=lambda _why: None)

    async def _read_person(self, name: str) -> tuple[Person, ClientTable]:
        return await self.link.call(UserShow(name)), await self.link.call(ClientList())

    def _take_person(self, found: tuple[Person, ClientTable]) -> None:
        if self.model.apply_person(*found):
            self._show_person()

    def refresh(self) -> None:
        rows = self.model.users
        self.table.show_rows(rows)
        self.table.fit(len(rows))
        self._list.setCurrentIndex(0 if rows else 1)
        self._list.setMaximumHeight(self.table.height() if rows else 16777215)
        self._open.setVisible(bool(rows))
        names = ", ".join(self.model.scram_waits_for)
        self._waiting.setText(
            tr("Logins that do not send the password (SCRAM) are offered once these have logged in: {names}.",
               names=names)
        )  # fmt: skip
        self._waiting.setVisible(bool(names))
        if self._new and self.table.choose(self._new):
            self._new = ""
        if rows and not self.table.selected():
            self.table.selectRow([one.name for one in rows].index(self.model.chosen))
        self._check()
        self._show_person()
        if self.model.shared.loaded:
            self.mailboxes.refresh()

    def _show_person(self) -> None:
        user = self.model.find(self.model.chosen)
        for one in (self.card, self.around):
            one.setVisible(user is not None)
        if user is not None:
            self.card.show_person(user, self.model.person)
            self.around.show_person(self.model.person)

    def showEvent(self, event: QShowEvent) -> None:
        """How much is kept changes with each message: it is asked for anew when somebody looks."""
        super().showEvent(event)
        if self.model.loaded:
            self.load()

    def hear(self, event: AnyEvent) -> None:
        match event:
            case AccountsChanged() | MailboxesChanged() | SettingsChanged() if self.isVisible():  # else showEvent asks
                self._news.start()
            case _:
                pass

    def _chosen(self) -> None:
        if chosen := self.table.selected():
            if chosen[0].name != self.model.chosen:
                self._close_cards()
            self.model.choose(chosen[0].name)
            self._show_person()
            self._load_person()

    def _open_mailboxes(self) -> None:
        self.parts.choose(MAILBOXES)
        self.mailboxes.show_of(self.model.chosen)
        self.mailboxes.table.setFocus()

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
        self.parts.choose(RESIDENTS)
        self._close_cards()
        self.notice.clear()
        self._first.hide()
        self._add.show()
        self._area.verticalScrollBar().setValue(0)
        self._name.setFocus()

    def _close_cards(self) -> None:
        for box in (self._name, self._full, self._first_password, self._new_password):
            box.setText("")
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
            done=lambda _user: self._added(name),
        )

    def _added(self, name: str) -> None:
        """Who is new is shown, as soon as the list has them."""
        self._new = name
        self._done()

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
            self.model.removal(),
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
