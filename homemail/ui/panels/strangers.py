"""Strangers, a part of the page Filters: the checks of mail from outside, and who is always or never let in.

What each check did today stands beside it; DNS blocklists are asked whether they answer by a click, never by
themselves.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from homemail.control.method import Done
from homemail.control.methods.strangers import (
    Blocklist,
    BlocklistsAsked,
    RefusedToday,
    StrangerLists,
    StrangersAdd,
    StrangersAsk,
    StrangersList,
    StrangersRefused,
    StrangersRemove,
)
from homemail.ui.link import Link
from homemail.ui.panels.fields import Fields, FieldsCard
from homemail.ui.panels.page import Card, field, say_why, why, with_why
from homemail.ui.panels.strangers_model import ALLOW, BLOCK, CHECKS, Strangers, asked_words, means, state_word
from homemail.ui.shortcuts import bind
from homemail.ui.task import Tasks
from homemail.ui.theme import M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import said, tr

_ZONES = "strangers.blocklists"


class StrangersPart(QWidget):
    def __init__(self, model: Strangers, link: Link, tasks: Tasks, notice: Notice) -> None:
        super().__init__()
        self.model, self._link, self._tasks, self._notice = model, link, tasks, notice
        self.fields = Fields(model.forms, link, tasks, notice)
        self.lists = {name: ListCard(name, self) for name in (BLOCK, ALLOW)}
        both = QHBoxLayout()
        both.setSpacing(M)
        for card in self.lists.values():
            both.addWidget(card, 1)
        self.checks = self.fields.card(
            tr("Checks of strangers"), tuple(CHECKS), drawn=self._drawn,
            sentence=tr("What a server outside has to pass; the house and whoever logged in never meet it."),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(both)
        column.addWidget(self.checks)
        column.addWidget(self._build_asking())
        self.refresh()

    def _build_asking(self) -> Card:
        card = Card(
            tr("Do the blocklists answer?"),
            sentence=tr("Each is asked for its test entries, through this house’s DNS servers. Nobody is asked before "
                        "you do."),
        )  # fmt: skip
        self.ask = button(tr("Ask them now"), picture="search")
        card.head.addWidget(self.ask)
        columns: list[Column[Blocklist]] = [
            Column(tr("Blocklist"), lambda one: one.zone, 220, fixed_face=True),
            Column(tr("What it said"), lambda one: state_word(one.state), 260, stretch=True,
                   state=lambda one: State.GOOD if one.state == "answers" else State.BAD),
            Column(tr("Refused today"), lambda one: str(self.model.by_zone(one.zone)), 120, number=True),
        ]  # fmt: skip
        self.asked: Table[Blocklist] = Table(tr("Blocklists"), columns, lambda one: one.zone)
        copies_rows(self.asked)
        self._asked_words = label(role="muted", wrap=True)
        card.body.addWidget(self.asked)
        card.body.addWidget(self._asked_words)
        self.ask.clicked.connect(self._ask)
        self.asking = card
        return card

    def load(self) -> None:
        self.fields.load()
        self._tasks.start(self._link.call(StrangersList()), done=self._take_lists, failed=lambda _why: None)
        self._tasks.start(self._link.call(StrangersRefused()), done=self._take_today, failed=lambda _why: None)

    def show_key(self, key: str) -> None:
        """Show what the search found: one of the settings, or one of the lists."""
        name = key.rpartition(".")[2]
        if name in self.lists:
            self.lists[name].box.setFocus()
        else:
            self.fields.find(key)

    def _take_lists(self, lists: StrangerLists) -> None:
        self.model.lists = lists
        self.refresh()

    def _take_today(self, today: RefusedToday) -> None:
        self.model.today = today
        self.refresh()

    def refresh(self) -> None:
        for card in self.lists.values():
            card.refresh()
        self.fields.refresh()
        self.asked.show_rows(self.model.asked)
        self.asked.fit(len(self.model.asked), at_most=6)
        self.asked.setVisible(bool(self.model.asked))

    def _drawn(self, card: FieldsCard) -> None:
        """The state beside each check."""
        for key in card.rows:
            words = self.model.refused(key)
            self.fields.tell(key, State.GOOD if words else None, words)
        if hasattr(self, "asking"):
            zones = self.fields.model.kept(_ZONES) if self.fields.model.knows(_ZONES) else ""
            self.asking.setVisible(bool(zones))

    # What is asked of the engine

    def _ask(self) -> None:
        self._asked_words.setText(tr("Asking…"))
        self._tasks.start(
            self._link.call(StrangersAsk()), controls=[self.ask], done=self._answered, failed=self._asked_words.setText
        )

    def _answered(self, answer: BlocklistsAsked) -> None:
        self.model.asked = answer.blocklists
        self._asked_words.setText(asked_words(answer.blocklists))
        self.refresh()

    def add(self, name: str, entry: str) -> None:
        self._start(StrangersAdd(name, entry), self.lists[name].put, partial(self._added, name))

    def remove(self, name: str, entry: str) -> None:
        self._start(StrangersRemove(name, entry), self.lists[name].drop, self._changed)

    def _start(
        self,
        request: StrangersAdd | StrangersRemove,
        control: QWidget,
        done: Callable[[tuple[Done, StrangerLists]], None],
    ) -> None:
        self._tasks.start(self._change(request), teller=self._notice, controls=[control], done=done)

    def _added(self, name: str, result: tuple[Done, StrangerLists]) -> None:
        self.lists[name].box.setText("")
        self._changed(result)

    def _changed(self, result: tuple[Done, StrangerLists]) -> None:
        self._notice.good(said(result[0].message))
        self._take_lists(result[1])

    async def _change(self, request: StrangersAdd | StrangersRemove) -> tuple[Done, StrangerLists]:
        return await self._link.call(request), await self._link.call(StrangersList())


class ListCard(Card):
    """One of the two lists: its entries, and a field for one more."""

    def __init__(self, name: str, owner: StrangersPart) -> None:
        never = name == BLOCK
        super().__init__(
            tr("Never let in") if never else tr("Always let in"),
            sentence=tr("No mail is taken from them.") if never else tr("No check refuses them."),
        )
        self.name, self._owner = name, owner
        columns: list[Column[str]] = [
            Column(tr("Who"), lambda one: one, 150, stretch=True, fixed_face=True),
            Column(tr("What it means"), means, 160),
        ]
        self.table: Table[str] = Table(self.heading.text(), columns, str)
        copies_rows(self.table)
        self._none = label(tr("Nobody is on this list."), role="muted")
        self.box = field(self.heading.text(), placeholder=tr("bob@example.org, example.com or 192.0.2.0/24"))
        self._why = why()
        self.put = button(tr("Add"), role="main")
        self.drop = button(tr("Remove"), picture="delete")
        self.head.addWidget(self.drop)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addLayout(with_why(self.box, self._why), 1)
        row.addWidget(self.put, 0, Qt.AlignmentFlag.AlignTop)
        self._today = label(role="muted", wrap=True)
        if not never:
            self._today.hide()
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        self.body.addWidget(self._today)
        self.body.addStretch(1)
        self.body.addLayout(row)
        self.box.setText(owner.model.typed.get(name, ""))
        self.box.textChanged.connect(self._type)
        self.box.returnPressed.connect(self._add)
        self.put.clicked.connect(self._add)
        self.drop.clicked.connect(self._remove)
        bind("filters.remove", self.table, self._remove, here_only=True)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._check())

    def refresh(self) -> None:
        entries = self._owner.model.entries(self.name)
        self.table.show_rows(entries)
        self.table.fit(len(entries), at_most=5)
        self.table.setVisible(bool(entries))
        self.drop.setVisible(bool(entries))
        self._none.setVisible(not entries)
        if self.name == BLOCK:
            self._today.setText(self._owner.model.blocked())
            self._today.setVisible(bool(entries) and bool(self._today.text()))
        self._check()

    def _type(self, text: str) -> None:
        self._owner.model.typed[self.name] = text
        for card in self._owner.lists.values():
            card._check()

    def _check(self) -> None:
        text = self.box.text()
        wrong = self._owner.model.problem(self.name, text)
        say_why(self.box, self._why, wrong)
        self.put.setEnabled(bool(text.strip()) and not wrong)
        self.drop.setEnabled(bool(self.table.selected()))

    def _add(self) -> None:
        if self.put.isEnabled():
            self._owner.add(self.name, self.box.text().strip())

    def _remove(self) -> None:
        if chosen := self.table.selected():
            self._owner.remove(self.name, chosen[0])
