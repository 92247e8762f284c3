"""Addresses: where would this go? Who gets the mail for an address, what the outside sees, a message before and after.

The tables of addresses are cards of one kind, pairs.py; a step of an explanation opens the row that decided.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from homemail.control.events import AccountsChanged, AnyEvent, SettingsChanged
from homemail.control.method import Done, Request
from homemail.control.methods.addresses import RewritingList, RewritingScope, RewritingTable
from homemail.control.methods.settings import SettingsSet
from homemail.control.methods.tables import Rows, TableList
from homemail.ui.panels import pairs_model
from homemail.ui.panels.addresses_model import ALIASES, ARRIVING, MESSAGE, OUTSIDE, Addresses, part_of, place_of
from homemail.ui.panels.before_after import BeforeAfterCard
from homemail.ui.panels.page import Page, scrolling
from homemail.ui.panels.pairs import PairsCard
from homemail.ui.panels.route_card import RouteCard
from homemail.ui.theme import M
from homemail.ui.widgets.segments import Parts
from homemail.ui.words import tr


class AddressesPage(Page):
    NAME = "addresses"
    POSTFIX = "addresses"
    model: Addresses

    @classmethod
    def title(cls) -> str:
        return tr("Addresses")

    @classmethod
    def sentence(cls) -> str:
        return tr("Who gets the mail for an address, and which sender the outside sees.")

    def build(self) -> None:
        titles = {
            ALIASES: tr("Aliases"),
            ARRIVING: tr("Arriving mail"),
            OUTSIDE: tr("What the outside sees"),
            MESSAGE: tr("Before and after"),
        }
        self.route = RouteCard(self.model, self.link, self.tasks, self._open_rule)
        self.parts = Parts(tr("Part of the page"), titles, self.model)
        self.cards: list[PairsCard] = []
        self._add(ALIASES, pairs_model.aliases())
        self._add(ARRIVING, pairs_model.turned())
        self._add(ARRIVING, pairs_model.others_domains())
        self._add(ARRIVING, pairs_model.corrected_recipients())
        self._add(ARRIVING, pairs_model.moved())
        self._add(ARRIVING, pairs_model.catch_all())
        self._add_scope(self._add(OUTSIDE, pairs_model.sender_rewriting()))
        self._add(OUTSIDE, pairs_model.corrected_senders())
        self._add(OUTSIDE, pairs_model.hidden_hosts())
        self.before_after = BeforeAfterCard(self.model.draft, self.link, self.tasks, self._open_rule)
        self.parts.column(MESSAGE).addWidget(self.before_after)
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self.route)
        column.addWidget(self.parts)
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(column)
        self.content.addWidget(self._area)

    def _add(self, part: str, book: pairs_model.Book) -> PairsCard:
        card = PairsCard(book, self.link, self.tasks, self.notice)
        self.cards.append(card)
        self.parts.column(part).addWidget(card)
        return card

    def _add_scope(self, card: PairsCard) -> None:
        """In which mail senders are rewritten, and whether recipients are too."""
        self.scope = QComboBox()
        self.scope.setAccessibleName(tr("Which mail is rewritten"))
        self.scope.addItem(tr("Only mail that leaves the house"), "outgoing")
        self.scope.addItem(tr("All mail"), "all")
        self.others_too = QCheckBox(tr("To and Cc too, so that an answer to all reaches the people of the house"))
        card.head.addWidget(self.scope)
        card.body.addWidget(self.others_too)
        self.scope.activated.connect(
            lambda _index: self._put(RewritingScope(str(self.scope.currentData())), self.scope)
        )
        self.others_too.clicked.connect(
            lambda on: self._put(SettingsSet({"sender_rewriting.recipient_fields": bool(on)}), self.others_too)
        )

    def _put(self, request: Request[Done], control: QWidget) -> None:
        self.tasks.start(
            self.link.call(request),
            teller=self.notice,
            controls=[control],
            said=tr("Saved. It holds for mail from now on."),
            done=lambda _done: self.load(),
            failed=lambda _why: self.refresh(),
        )

    def is_loaded(self) -> bool:
        return self.model.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self._read(), done=self._take, failed=self.failed)

    async def _read(self) -> tuple[Rows, RewritingTable]:
        return await self.link.call(TableList()), await self.link.call(RewritingList())

    def _take(self, both: tuple[Rows, RewritingTable]) -> None:
        self.model.apply(*both)
        self.loaded()

    def refresh(self) -> None:
        for card in self.cards:
            card.show_rows(self.model.rows)
        self.scope.setCurrentIndex(max(0, self.scope.findData(self.model.scope)))
        self.others_too.setChecked(self.model.recipient_fields)

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged):
            self.load()
        if isinstance(event, SettingsChanged | AccountsChanged):
            self.route.follow_again()
            self.before_after.ask()

    def show_found(self, target: str) -> None:
        """A part, a row as an explanation names it, a setting, or behind a question mark an address to explain."""
        if target.startswith("?"):
            self.route.ask.setText(target[1:])
            self.route.follow()
            self._area.ensureWidgetVisible(self.route)
            self.route.ask.setFocus()
            return
        place = place_of(target)
        if self.parts.choose(target) or not self.parts.choose(place.part if place else part_of(target)) or not place:
            return
        for card in self.cards:
            if card.isVisibleTo(self.parts) and card.show_row(place.table, place.pattern):
                # Order matters: where the card stands is known after the layout.
                QTimer.singleShot(0, self._area, lambda card=card: self._area.ensureWidgetVisible(card))

    def _open_rule(self, rule: str) -> None:
        if place := place_of(rule):
            self.go(place.page, found=place.found)
