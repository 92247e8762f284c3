"""Addresses: where would this go? Aliases, and what the outside sees instead of a house address."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from homemail.control.events import AnyEvent, SettingsChanged
from homemail.control.methods.addresses import (
    Alias,
    Aliases,
    AliasList,
    AliasRemove,
    AliasSet,
    Rewriting,
    RewritingList,
    RewritingRemove,
    RewritingScope,
    RewritingSet,
    RewritingTable,
    Route,
    RouteExplanation,
    RouteStep,
)
from homemail.ui.panels.addresses_model import Addresses, address_problem, parse_targets, targets_problem
from homemail.ui.panels.page import Card, Page, field, say_why, scrolling, why
from homemail.ui.theme import XS, M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import said, tr

_MIDDLE = Qt.TextElideMode.ElideMiddle


class AddressesPage(Page):
    NAME = "addresses"
    model: Addresses

    @classmethod
    def title(cls) -> str:
        return tr("Addresses")

    @classmethod
    def sentence(cls) -> str:
        return tr("Who gets the mail for an address, and which sender the outside sees.")

    def build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self._build_route())
        column.addWidget(self._build_aliases())
        column.addWidget(self._build_rewriting())
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))
        self._check()

    def _build_route(self) -> Card:
        card = Card(tr("Where would this go?"))
        self._ask = field(tr("Address to try"), placeholder=tr("An address, such as postmaster or someone@example.org"))
        self._from = field(tr("Sender to try"), placeholder=tr("Sent by (optional)"))
        self._try = button(tr("Explain"), role="main", hint=tr("Nothing is sent"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._ask, 3)
        row.addWidget(self._from, 2)
        row.addWidget(self._try)
        columns: list[Column[RouteStep]] = [
            Column(tr("Step"), lambda one: said(one.stage), 150),
            Column(tr("What happens"), lambda one: said(one.text), 320, stretch=True),
            Column(tr("Because of"), lambda one: one.rule or "–", 220, elide=_MIDDLE),
        ]
        self.steps: Table[RouteStep] = Table(tr("Way of the address"), columns)
        self.steps.hide()
        card.body.addLayout(row)
        card.body.addWidget(self.steps)
        self._try.clicked.connect(self._explain)
        self._ask.returnPressed.connect(self._explain)
        self._from.returnPressed.connect(self._explain)
        self._ask.textChanged.connect(lambda _text: self._check())
        return card

    def _build_aliases(self) -> Card:
        card = Card(tr("Aliases"), sentence=tr("Mail for the name goes to the targets instead."))
        columns: list[Column[Alias]] = [
            Column(tr("Alias"), lambda one: one.name, 200, elide=_MIDDLE),
            Column(tr("Goes to"), lambda one: ", ".join(one.targets), 300, stretch=True, elide=_MIDDLE),
        ]
        self.aliases: Table[Alias] = Table(tr("Aliases"), columns, lambda one: one.name)
        self._no_alias = label(tr("No alias yet. A usual first one: postmaster, to whoever looks after the mail."),
                               role="muted", wrap=True)  # fmt: skip
        self._alias = field(tr("Alias"), placeholder=tr("Name"))
        self._targets = field(tr("Targets"), placeholder=tr("People or addresses, with commas between"))
        self._alias_why = why()
        self._set_alias = button(tr("Save"), role="main")
        self._drop_alias = button(tr("Remove"), picture="delete")
        self._lay(card, self.aliases, self._no_alias, self._alias, self._targets, self._alias_why,
                  self._drop_alias, self._set_alias)  # fmt: skip
        self._set_alias.clicked.connect(self._save_alias)
        self._drop_alias.clicked.connect(self._remove_alias)
        for box in (self._alias, self._targets):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._save_alias)
        self.aliases.selectionModel().selectionChanged.connect(lambda _on, _off: self._alias_chosen())
        return card

    def _build_rewriting(self) -> Card:
        card = Card(
            tr("Sender rewriting"),
            sentence=tr("The outside cannot answer to a house address; give each person one it can."),
        )
        self._scope = QComboBox()
        self._scope.setAccessibleName(tr("Which mail is rewritten"))
        self._scope.addItem(tr("Only mail that leaves the house"), "outgoing")
        self._scope.addItem(tr("All mail"), "all")
        card.head.addWidget(self._scope)
        columns: list[Column[Rewriting]] = [
            Column(tr("In the house"), lambda one: one.pattern, 200, elide=_MIDDLE),
            Column(tr("For the outside"), lambda one: one.address, 300, stretch=True, elide=_MIDDLE),
        ]
        self.rewritings: Table[Rewriting] = Table(tr("Sender rewriting"), columns, lambda one: one.pattern)
        self._no_rewriting = label(tr("Senders leave the house as they are."), role="muted", wrap=True)
        self._pattern = field(tr("Sender in the house"), placeholder=tr("Name, name@host or @domain"))
        self._outside = field(tr("Address for the outside"), placeholder=tr("The address at your provider"))
        self._rewriting_why = why()
        self._set_rewriting = button(tr("Save"), role="main")
        self._drop_rewriting = button(tr("Remove"), picture="delete")
        self._lay(card, self.rewritings, self._no_rewriting, self._pattern, self._outside, self._rewriting_why,
                  self._drop_rewriting, self._set_rewriting)  # fmt: skip
        self._scope.activated.connect(lambda _index: self._save_scope())
        self._set_rewriting.clicked.connect(self._save_rewriting)
        self._drop_rewriting.clicked.connect(self._remove_rewriting)
        for box in (self._pattern, self._outside):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._save_rewriting)
        self.rewritings.selectionModel().selectionChanged.connect(lambda _on, _off: self._rewriting_chosen())
        return card

    @staticmethod
    def _lay(  # noqa: PLR0917
        card: Card,
        table: QTableView,
        none: QLabel,
        left: QLineEdit,
        right: QLineEdit,
        wrong: QLabel,
        drop: QPushButton,
        save: QPushButton,
    ) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for column, widget in enumerate((left, right, drop, save)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(wrong, 1, 1)
        card.body.addWidget(none)
        card.body.addWidget(table)
        card.body.addLayout(grid)

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self._read(), done=self._take, failed=self.failed)

    async def _read(self) -> tuple[Aliases, RewritingTable]:
        return await self.link.call(AliasList()), await self.link.call(RewritingList())

    def _take(self, both: tuple[Aliases, RewritingTable]) -> None:
        self.model.apply(*both)
        self.loaded()

    def refresh(self) -> None:
        self.aliases.show_rows(self.model.aliases)
        self.rewritings.show_rows(self.model.rewritings)
        self._scope.setCurrentIndex(max(0, self._scope.findData(self.model.scope)))
        for table, none, rows in (
            (self.aliases, self._no_alias, len(self.model.aliases)),
            (self.rewritings, self._no_rewriting, len(self.model.rewritings)),
        ):
            table.setVisible(rows > 0)
            none.setVisible(rows == 0)
            table.fit(rows)
        self._check()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged):
            self.load()

    def _check(self) -> None:
        self._try.setEnabled(bool(self._ask.text().strip()))
        targets_why = targets_problem(self._targets.text())
        say_why(self._targets, self._alias_why, targets_why)
        self._set_alias.setEnabled(
            bool(self._alias.text().strip() and parse_targets(self._targets.text())) and not targets_why
        )
        outside_why = address_problem(self._outside.text().strip())
        say_why(self._outside, self._rewriting_why, outside_why)
        self._set_rewriting.setEnabled(
            bool(self._pattern.text().strip() and self._outside.text().strip()) and not outside_why
        )
        self._drop_alias.setEnabled(bool(self.aliases.selected()))
        self._drop_rewriting.setEnabled(bool(self.rewritings.selected()))

    def _explain(self) -> None:
        if address := self._ask.text().strip():
            self.tasks.start(
                self.link.call(Route(address, self._from.text().strip())),
                teller=self.notice,
                controls=[self._try],
                busy=tr("Following the rules…"),
                done=self._take_route,
            )

    def _take_route(self, explanation: RouteExplanation) -> None:
        self.steps.show_rows(explanation.steps)
        self.steps.fit(len(explanation.steps))
        self.steps.show()

    def _alias_chosen(self) -> None:
        if chosen := self.aliases.selected():
            self._alias.setText(chosen[0].name)
            self._targets.setText(", ".join(chosen[0].targets))
        self._check()

    def _rewriting_chosen(self) -> None:
        if chosen := self.rewritings.selected():
            self._pattern.setText(chosen[0].pattern)
            self._outside.setText(chosen[0].address)
        self._check()

    def _save_alias(self) -> None:
        if self._set_alias.isEnabled():
            name = self._alias.text().strip()
            work = self.link.call(AliasSet(name, parse_targets(self._targets.text())))
            self.tasks.start(work, teller=self.notice, controls=[self._set_alias],
                             said=tr("Mail for {name} goes there from now on.", name=name),
                             done=lambda _done: self._saved(self._alias, self._targets))  # fmt: skip

    def _remove_alias(self) -> None:
        if chosen := self.aliases.selected():
            one = chosen[0]
            self.tasks.start(
                self.link.call(AliasRemove(one.name)),
                teller=self.notice,
                done=lambda _done: self._removed_alias(one),
            )

    def _removed_alias(self, one: Alias) -> None:
        """Undo instead of asking: nothing is lost that could not be put back."""
        self._saved(self._alias, self._targets)
        self.notice.ask(
            tr("The alias {name} was removed.", name=one.name),
            (tr("Undo"), "", lambda: self._again(AliasSet(one.name, one.targets))),
            (tr("Good"), "", lambda: None),
        )

    def _save_rewriting(self) -> None:
        if self._set_rewriting.isEnabled():
            pattern, outside = self._pattern.text().strip(), self._outside.text().strip()
            told = tr("The outside sees {address} instead of {pattern}.", address=outside, pattern=pattern)
            self.tasks.start(self.link.call(RewritingSet(pattern, outside)), teller=self.notice,
                             controls=[self._set_rewriting],
                             said=told,
                             done=lambda _done: self._saved(self._pattern, self._outside))  # fmt: skip

    def _remove_rewriting(self) -> None:
        if chosen := self.rewritings.selected():
            one = chosen[0]
            self.tasks.start(
                self.link.call(RewritingRemove(one.pattern)),
                teller=self.notice,
                done=lambda _done: self._removed_rewriting(one),
            )

    def _removed_rewriting(self, one: Rewriting) -> None:
        self._saved(self._pattern, self._outside)
        self.notice.ask(
            tr("{pattern} is no longer rewritten.", pattern=one.pattern),
            (tr("Undo"), "", lambda: self._again(RewritingSet(one.pattern, one.address))),
            (tr("Good"), "", lambda: None),
        )

    def _again(self, request: AliasSet | RewritingSet) -> None:
        self.tasks.start(self.link.call(request), teller=self.notice, said=tr("It is back."),
                         done=lambda _done: self.load())  # fmt: skip

    def _save_scope(self) -> None:
        work = self.link.call(RewritingScope(str(self._scope.currentData())))
        self.tasks.start(work, teller=self.notice, controls=[self._scope], said=tr("Saved."),
                         done=lambda _done: self.load(), failed=lambda _why: self.refresh())  # fmt: skip

    def _saved(self, *boxes: QLineEdit) -> None:
        for box in boxes:
            box.clear()
        self.load()
