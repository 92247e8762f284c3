"""The mailboxes of the family, or of somebody: made, renamed, removed, and shown to others."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout

from homemail.control.method import Done, Request
from homemail.control.methods.mailboxes import (
    Mailbox,
    MailboxCreate,
    MailboxRemove,
    MailboxRename,
    Share,
    ShareRemove,
    ShareSet,
)
from homemail.mail.mailbox_name import canonical
from homemail.mail.rights import spoken
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, form_label, say_why, why, with_why
from homemail.ui.panels.shared_model import FAMILY, GIVEN, Shared, given_words, rights_hint, rights_words
from homemail.ui.task import Tasks
from homemail.ui.theme import S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label, tip
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr, trn

_MIDDLE = Qt.TextElideMode.ElideMiddle


class MailboxesCard(Card):
    """`changed` is called when something was done, `chosen` when another mailbox is."""

    def __init__(
        self,
        model: Shared,
        link: Link,
        tasks: Tasks,
        notice: Notice,
        *,
        changed: Callable[[], None],
        chosen: Callable[[], None],
    ) -> None:
        super().__init__(
            tr("Mailboxes"),
            sentence=tr("In a mail program the family’s stand beside one’s own, for whoever may see them."),
        )
        self.model, self._link, self._tasks, self._notice = model, link, tasks, notice
        self._changed, self._on_choice = changed, chosen
        self.owner = QComboBox()
        self.owner.setAccessibleName(tr("Whose mailboxes"))
        self.owner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        whose = form_label(tr("Of"))
        whose.setBuddy(self.owner)
        self.head.addWidget(whose)
        self.head.addWidget(self.owner)
        columns: list[Column[Mailbox]] = [
            Column(tr("Mailbox"), lambda one: one.name, 170, elide=_MIDDLE),
            Column(tr("Messages"), lambda one: formats.number(one.messages), 90, number=True),
            Column(tr("Size"), lambda one: formats.size(one.size), 90, number=True),
            Column(tr("Who may use it"), self.model.who_may, 240, stretch=True),
        ]
        self.table: Table[Mailbox] = Table(tr("Mailboxes"), columns, lambda one: (one.owner, one.name))
        copies_rows(self.table)
        self._none = label(tr("The family has no mailbox yet. A usual first one: Bills."), role="muted", wrap=True)
        self.name = field(tr("Name of the mailbox"), placeholder=tr("Bills, or Bills.2026 for one below it"))
        self._name_why = why()
        self.make = button(tr("Make"), picture="add", role="main")
        self.rename = button(tr("Rename"), hint=tr("Call the chosen mailbox as typed here"))
        self.drop = button(tr("Remove…"), picture="delete", role="danger")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addLayout(with_why(self.name, self._name_why), 1)
        for one in (self.make, self.rename, self.drop):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        self._none.hide()
        self.body.addWidget(self._none)
        self.body.addWidget(self.table)
        self.body.addLayout(row)
        self.owner.activated.connect(lambda _index: self._turn())
        self.name.textChanged.connect(lambda _text: self._check())
        self.name.returnPressed.connect(self._make)
        self.make.clicked.connect(self._make)
        self.rename.clicked.connect(self._rename)
        self.drop.clicked.connect(self._ask_removal)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())

    def chosen(self) -> Mailbox | None:
        found = self.table.selected()
        return found[0] if len(found) == 1 else None

    def show_of(self, owner: str) -> None:
        self.model.owner = owner
        self.refresh()

    def refresh(self) -> None:
        owners = self.model.owners()
        self.owner.clear()
        for name, words in owners:
            self.owner.addItem(words, name)
        self.owner.setCurrentIndex(max(0, self.owner.findData(self.model.owner)))
        rows = self.model.rows()
        self.table.show_rows(rows)
        self.table.fit(len(rows))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows and self.model.loaded)
        for one in (self.rename, self.drop):
            one.setVisible(bool(rows))
        self._check()
        self._on_choice()

    def _turn(self) -> None:
        self.show_of(str(self.owner.currentData()))

    def _chosen(self) -> None:
        if (one := self.chosen()) is not None:
            self.name.setText(one.name)
        self._check()
        self._on_choice()

    def _check(self) -> None:
        name, one = self.name.text().strip(), self.chosen()
        unchanged = one is not None and canonical(name) == one.name
        problem = "" if unchanged else self.model.name_problem(name)
        say_why(self.name, self._name_why, problem)
        can = bool(name) and not problem and not unchanged
        self.make.setEnabled(can)
        self.rename.setEnabled(can and self.model.may_change(one))
        self.drop.setEnabled(self.model.may_change(one))

    def _make(self) -> None:
        if self.make.isEnabled():
            name, owner = canonical(self.name.text().strip()), self.model.owner
            words = tr("{mailbox} is there. Say below who may use it.", mailbox=name)
            self._do(MailboxCreate(name, owner), words, lambda: self._made(owner, name))

    def _made(self, owner: str, name: str) -> None:
        """The new one is chosen as soon as it is known, so that it can be shared at once."""
        self.name.setText("")
        self.model.mailboxes += (Mailbox(owner, name, 0, 0, 0, ""),)
        self.refresh()
        self.table.selectRow([one.name for one in self.model.rows()].index(name))

    def _rename(self) -> None:
        if (one := self.chosen()) is not None and self.rename.isEnabled():
            name = canonical(self.name.text().strip())
            words = tr("{mailbox} is called {name} now.", mailbox=one.name, name=name)
            if number := self.model.below(one):
                words = trn("{mailbox} is called {name} now, with {n} mailbox below it.",
                            "{mailbox} is called {name} now, with {n} mailboxes below it.",
                            number, mailbox=one.name, name=name)  # fmt: skip
            self._do(MailboxRename(one.name, name, one.owner), words)

    def _ask_removal(self) -> None:
        one = self.chosen()
        if one is None or not self.drop.isEnabled():
            return
        question = trn("Remove {mailbox} with {n} message ({size})? It is deleted for good, for everybody.",
                       "Remove {mailbox} with {n} messages ({size})? They are deleted for good, for everybody.",
                       one.messages, mailbox=one.name, size=formats.size(one.size))  # fmt: skip
        if self.model.below(one):
            question += " " + tr("The mailboxes below it stay.")
        words = tr("{mailbox} is removed.", mailbox=one.name)
        self._notice.ask(
            question,
            (tr("Remove {mailbox}", mailbox=one.name), "danger",
             lambda: self._do(MailboxRemove(one.name, one.owner), words, self.name.clear)),
            (tr("Keep"), "", self.table.setFocus),
        )  # fmt: skip

    def _do(self, request: Request[Done], words: str, then: Callable[[], None] | None = None) -> None:
        def done(_done: Done) -> None:
            if then:
                then()
            self._changed()

        controls = [self.make, self.rename, self.drop]
        self._tasks.start(self._link.call(request), teller=self._notice, controls=controls, said=words, done=done)


class SharesCard(Card):
    """Who may do what in the mailbox that is chosen."""

    def __init__(
        self,
        model: Shared,
        link: Link,
        tasks: Tasks,
        notice: Notice,
        changed: Callable[[], None],
    ) -> None:
        super().__init__(" ")
        self.model, self._link, self._tasks, self._notice, self._changed = model, link, tasks, notice, changed
        self._mailbox: Mailbox | None = None
        columns: list[Column[Share]] = [
            Column(tr("Who"), self.model.who, 220),
            Column(tr("What they may"), lambda one: rights_words(one.rights), 240, stretch=True),
        ]
        self.table: Table[Share] = Table(tr("Who may use it"), columns, lambda one: one.who)
        self._nobody = label(role="muted", wrap=True)
        self.who, self.what = QComboBox(), QComboBox()
        self.who.setAccessibleName(tr("Whom it is shown to"))
        self.what.setAccessibleName(tr("What they may"))
        for word in GIVEN:
            self.what.addItem(given_words(word), word)
        self.give = button(tr("Let them"), role="main", hint=tr("It counts at once, also where the mailbox is open"))
        self.take = button(tr("Take back"), picture="delete")
        self.rights = label(role="muted", wrap=True)
        form = QGridLayout()
        form.setHorizontalSpacing(S)
        form.addWidget(self.who, 0, 0)
        form.addWidget(self.what, 0, 1)
        form.addWidget(self.take, 0, 2)
        form.addWidget(self.give, 0, 3)
        form.setColumnStretch(0, 1)
        form.setColumnStretch(1, 1)
        self.body.addWidget(self._nobody)
        self.body.addWidget(self.table)
        self.body.addLayout(form)
        self.give.clicked.connect(self._give)
        self.take.clicked.connect(self._take)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())

    def show_mailbox(self, mailbox: Mailbox | None) -> None:
        self._mailbox = mailbox
        self.setVisible(mailbox is not None)
        if mailbox is None:
            return
        self.heading.setText(tr("Who may use {mailbox}", mailbox=mailbox.name))
        rows = self.model.shares_of(mailbox.name)
        self.table.show_rows(rows)
        self.table.fit(len(rows), at_most=6)
        self.table.setVisible(bool(rows))
        self._nobody.setVisible(not rows)
        family = mailbox.owner == FAMILY
        self._nobody.setText(tr("Nobody sees it yet.") if family else tr("Nobody but the owner sees it."))
        others = self.model.others()
        if [self.who.itemData(number) for number in range(self.who.count())] != [name for name, _ in others]:
            self.who.clear()
            for name, words in others:
                self.who.addItem(words, name)
        self._chosen()

    def _chosen(self) -> None:
        chosen = self.table.selected()
        self.take.setEnabled(bool(chosen))
        self.take.setVisible(bool(self.table.rows_model.rows))
        self.table.setToolTip("")
        if chosen:
            one = chosen[0]
            self.table.setToolTip(tip(rights_hint(one.rights)))
            names = [str(self.who.itemData(number)).lower() for number in range(self.who.count())]
            self.who.setCurrentIndex(names.index(one.who) if one.who in names else -1)
            self.what.setCurrentIndex(max(0, self.what.findData(spoken(one.rights))))

    def _give(self) -> None:
        if self._mailbox is not None and self.who.currentData():
            who, what = str(self.who.currentData()), str(self.what.currentData())
            words = tr("{who} may use {mailbox}.", who=self.who.currentText(), mailbox=self._mailbox.name)
            self._do(ShareSet(self._mailbox.name, who, what, self._mailbox.owner), words)

    def _take(self) -> None:
        """Undo instead of asking: the same rights can be given again."""
        if self._mailbox is None or not (chosen := self.table.selected()):
            return
        one = chosen[0]
        self._tasks.start(
            self._link.call(ShareRemove(one.mailbox, one.who, one.owner)),
            teller=self._notice,
            controls=[self.take],
            done=lambda _done: self._taken(one),
        )

    def _taken(self, one: Share) -> None:
        self._changed()
        again = ShareSet(one.mailbox, one.who, one.rights, one.owner)
        self._notice.offer(
            tr("{mailbox} is no longer shown to {who}.", mailbox=one.mailbox, who=self.model.who(one)),
            tr("Undo"),
            lambda: self._do(again, tr("It is back.")),
        )

    def _do(self, request: Request[Done], words: str) -> None:
        self._tasks.start(
            self._link.call(request), teller=self._notice, controls=[self.give], said=words,
            done=lambda _done: self._changed(),
        )  # fmt: skip
