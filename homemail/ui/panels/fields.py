"""Cards of settings for any page: `Fields` asks the engine once for all of them, and each card saves its own keys.

    self.fields = Fields(Forms(), self.link, self.tasks, self.notice)
    column.addWidget(self.fields.card(tr("Limits"), ("limits.recipients", "limits.errors")))

The page calls `load`, `hear` and, for what the search found, `find`. A card draws each key by what the engine says of
it (kind, bounds, choices, words), so a new setting needs no code here.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from homemail.control.events import AnyEvent, SettingsChanged
from homemail.control.methods.settings import SettingsPage, SettingsSet, SettingsShow
from homemail.ui.link import Link
from homemail.ui.panels.fields_model import Forms
from homemail.ui.panels.fields_row import Row
from homemail.ui.panels.page import Card
from homemail.ui.task import Tasks, Teller
from homemail.ui.theme import XS, L, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.words import tr

Drawn = Callable[["FieldsCard"], None]  # what a page adds to its rows, each time they are drawn


class FieldsCard(Card):
    """`keys` in this order; the rows are there once the engine has said what they are."""

    def __init__(self, owner: "Fields", heading: str, keys: Sequence[str], sentence: str, drawn: Drawn | None) -> None:
        super().__init__(heading, sentence=sentence)
        self.keys = tuple(keys)
        self._owner, self._drawn = owner, drawn
        self.rows: dict[str, Row] = {}
        self.body.setContentsMargins(L - S, S, L - S, L)  # what is lit reaches beyond its words
        self.opening.setContentsMargins(S, 0, S, 0)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        beside = QHBoxLayout()  # how tall a row is follows from how wide it may be, which only a row of widgets asks
        beside.addLayout(self._place, 1000)
        beside.addStretch(1)
        self.body.addLayout(beside)
        self.save = button(tr("Save"), role="main", hint=tr("Save (Ctrl+S)"))
        self.undo = button(tr("Undo changes"))
        self._without = label(tr("Settings are changed while the engine runs."), role="muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.setContentsMargins(S, XS, S, 0)
        row.addWidget(self._without, 4)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.save)
        self.body.addLayout(row)
        self.save.clicked.connect(self.store)
        self.undo.clicked.connect(self._take_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a box has no use for: Ctrl+S in any of them saves this card."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.store()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        model = self._owner.model
        if not self.rows and model.page is not None:
            self.keys = tuple(key for key in self.keys if model.knows(key))
            self._build()
        problems = model.problems(self.keys)
        for row in self.rows.values():
            row.refresh(problems)
        changed = model.changed(self.keys) if self._owner.is_connected else []
        self._without.setVisible(not self._owner.is_connected)
        self.save.setEnabled(bool(changed) and not problems)
        self.undo.setEnabled(bool(changed))
        if self._drawn and self.rows:
            self._drawn(self)

    def _build(self) -> None:
        model = self._owner.model
        last: QWidget | None = None
        for key in self.keys:
            row = self.rows[key] = Row(model.fields[key], model, self.refresh, self.store)
            self._place.addWidget(row)
            for stop in (row.box, row.back):
                if last is not None:
                    QWidget.setTabOrder(last, stop)
                last = stop
        if last is not None:
            QWidget.setTabOrder(last, self.undo)
            QWidget.setTabOrder(self.undo, self.save)

    def _take_back(self) -> None:
        self._owner.model.undo(self.keys)
        self.refresh()

    def store(self) -> None:
        """Save what was typed here, if it is right."""
        if not self.save.isEnabled():
            return
        late = self._owner.model.needs_restart(self._owner.model.changed(self.keys))
        told = tr("Saved. It is in force after the next start of the engine.") if late else tr("Saved.")
        self._owner.store(self._owner.model.request(self.keys), self, told)


class Fields:
    """The cards of one page over one model, which outlives them: what is typed stays while the page is made anew."""

    def __init__(
        self, model: Forms, link: Link, tasks: Tasks, teller: Teller, *, failed: Callable[[str], None] | None = None
    ) -> None:
        self.model, self.cards = model, list[FieldsCard]()
        self._link, self._tasks, self._teller, self._failed = link, tasks, teller, failed
        self._asked = 0
        self._wanted = ""

    def card(self, heading: str, keys: Sequence[str], *, sentence: str = "", drawn: Drawn | None = None) -> FieldsCard:
        made = FieldsCard(self, heading, keys, sentence, drawn)
        self.cards.append(made)
        made.refresh()
        return made

    @property
    def is_connected(self) -> bool:
        return self._link.is_connected

    def load(self) -> None:
        if self._link.is_connected:
            self._asked += 1
            self._tasks.start(self._read(self._asked), done=self._take, failed=self._failed)

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged):
            self.load()

    def refresh(self) -> None:
        for card in self.cards:
            card.refresh()

    async def _read(self, asked: int) -> SettingsPage | None:
        """None where something was asked or saved meanwhile: that answer is younger."""
        page = await self._link.call(SettingsShow())
        return page if asked == self._asked else None

    def _take(self, page: SettingsPage | None) -> None:
        if page is None or not all(map(isValid, self.cards)):  # a page made anew meanwhile asks for itself
            return
        self.model.apply(page)
        self.refresh()
        if self._wanted:
            self.find(self._wanted)

    def store(self, request: SettingsSet, card: FieldsCard, told: str) -> None:
        self._asked += 1
        self._tasks.start(
            self._store(request), teller=self._teller, controls=[card.save, card.undo], busy=tr("Saving…"), said=told,
            done=self._stored,
        )  # fmt: skip

    async def _store(self, request: SettingsSet) -> SettingsPage:
        await self._link.call(request)
        self._asked += 1
        return await self._link.call(SettingsShow())

    def _stored(self, page: SettingsPage) -> None:
        self.model.apply(page)
        self.refresh()

    def find(self, key: str) -> FieldsCard | None:
        """Put the focus on a setting and light it up; the card it is on, for whoever has to open that part first.

        Asked before the engine has answered, it is done then.
        """
        card = next((one for one in self.cards if key in one.keys), None)
        row = card.rows.get(key) if card else None
        self._wanted = key if card and row is None else ""
        if row is not None:
            QTimer.singleShot(0, row, lambda: _show(row))  # where a part that was hidden will stand is known then
        return card

    def row(self, key: str) -> Row:
        return next(card.rows[key] for card in self.cards if key in card.rows)

    def tell(self, key: str, state: State | None, words: str) -> None:
        """What is really so now, beside the setting."""
        for card in self.cards:
            if key in card.rows:
                card.rows[key].show_state(state, words)


def _show(row: Row) -> None:
    row.point_out()
    place: QWidget | None = row
    while place is not None and not isinstance(place, QScrollArea):
        place = place.parentWidget()
    if place is not None:
        place.ensureWidgetVisible(row)
