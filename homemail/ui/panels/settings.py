"""Settings: of this window, and of the engine in parts by what people look for. A part is a line in `_parts`."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from homemail.control.events import AnyEvent, StatusChanged
from homemail.control.methods.engine import Reload
from homemail.control.methods.settings import SettingsSet
from homemail.settings.interfaces import every_address, own_addresses
from homemail.ui.link import LinkState
from homemail.ui.panels import settings_model as parts
from homemail.ui.panels.drill import DrillCard
from homemail.ui.panels.fields import Fields, FieldsCard
from homemail.ui.panels.history import HistoryCard
from homemail.ui.panels.page import Card, Page, scrolling
from homemail.ui.panels.postfix import PostfixView
from homemail.ui.panels.settings_model import SettingsModel, address_offers, port_state
from homemail.ui.panels.window_card import WindowCard
from homemail.ui.theme import L, M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label
from homemail.ui.widgets.segments import Parts
from homemail.ui.words import said, tr

_POSTFIX = 320  # pixels of the view of Postfix, at least

Build = Callable[[], Sequence[QWidget]]


class SettingsPage(Page):
    NAME = "settings"
    NEEDS_ENGINE = False
    model: SettingsModel
    changed: Callable[[], None]  # the window has other preferences

    @classmethod
    def title(cls) -> str:
        return tr("Settings")

    @classmethod
    def sentence(cls) -> str:
        return tr("This window, and the engine behind it.")

    def _parts(self) -> dict[str, tuple[str, Build]]:
        return {
            "window": (tr("This window"), self._build_window),
            "house": (tr("House"), self._build_house),
            "network": (tr("Network"), self._build_network),
            "limits": (tr("Limits"), self._build_limits),
            "engine": (tr("Engine"), self._build_engine),
            "changes": (tr("Changes"), lambda: (self.history,)),
            "postfix": (tr("Postfix"), self._build_postfix),
        }

    def build(self) -> None:
        self.fields = Fields(self.model.forms, self.link, self.tasks, self.notice, failed=self.failed)
        self.history = HistoryCard(self.model.history, self.link, self.tasks, self.notice)
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self._build_mistake())
        self.parts = Parts(
            tr("Part of the settings"), {name: one[0] for name, one in self._parts().items()}, self.model
        )
        column.addWidget(self.parts)
        for name, (_, build) in self._parts().items():
            for card in build():
                self.parts.column(name).addWidget(card)
        self.parts.fill("postfix")
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))

    def _build_mistake(self) -> Card:
        """Only there while homemail.toml as it stands is not in force."""
        self._mistake, light = Card(), StateIcon()
        light.show_state(State.BAD, tr("Needs you"))
        self._mistake_words = label(wrap=True, selectable=True)
        again = button(tr("Read the settings again"), picture="retry")
        again.clicked.connect(self._read_again)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(light)
        row.addWidget(self._mistake_words, 1)
        self._mend = button(tr("Put back what is in force"))
        self._mend.clicked.connect(self._put_back)
        row.addWidget(self._mend)
        row.addWidget(again)
        self._mistake.body.addLayout(row)
        self._mistake.hide()
        return self._mistake

    def _build_window(self) -> Sequence[QWidget]:
        self.window_card = WindowCard(self.model.window, self.link.folders.root, self._changed, self.notice)
        return (self.window_card,)

    def _build_house(self) -> Sequence[QWidget]:
        card = self.fields.card
        return (
            card(tr("Names"), parts.IDENTITY),
            card(tr("Shared mailboxes"), parts.SHARING),
            card(tr("Room for mail"), parts.QUOTA, sentence=tr("For everyone of whom People says nothing else.")),
        )

    def _build_network(self) -> Sequence[QWidget]:
        card = self.fields.card
        self.ports = card(
            tr("Ports"), parts.LISTEN, sentence=tr("Changes apply at once: beside each port is what became of it."),
            drawn=self._draw_ports,
        )  # fmt: skip
        return (
            self.ports,
            card(tr("Delivery outside"), parts.OUTSIDE),
            card(tr("DNS"), parts.RESOLVER),
        )

    def _build_limits(self) -> Sequence[QWidget]:
        card = self.fields.card
        return (
            card(tr("Messages"), parts.MESSAGES),
            card(tr("Sending of the house"), parts.SENDING,
                 sentence=tr("Of each person and device: a stolen password sends no more than this.")),
            card(tr("Queue"), parts.QUEUE),
            card(tr("Connections and strangers"), parts.CLIENTS),
        )  # fmt: skip

    def _build_engine(self) -> Sequence[QWidget]:
        self.drill = DrillCard(self.model.drill, self.tasks)
        cards: list[QWidget] = [self._build_state(), self.fields.card(tr("Log"), parts.LOG)]
        if others := parts.others():
            cards.append(self.fields.card(tr("Other settings"), others))
        return (*cards, self.drill)

    def _build_postfix(self) -> Sequence[QWidget]:
        card = Card(tr("The whole house as Postfix has it"))
        self.postfix = PostfixView("", self.link, self.tasks)
        self.postfix.setMinimumHeight(_POSTFIX)
        card.body.addWidget(self.postfix)
        return (card,)

    def _build_state(self) -> Card:
        card = Card(tr("Engine"))
        self._state = label(wrap=True)
        self._file = ElidedLabel()
        self._file.setMinimumWidth(200)
        form = QFormLayout()
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        form.addRow(label(tr("State")), self._state)
        form.addRow(label(tr("Settings file")), self._file)
        card.body.addLayout(form)
        self._start = button(tr("Start the engine"), picture="play", role="main")
        self._reload = button(tr("Read the settings again"), picture="retry")
        self._stop = button(tr("Stop the engine"), role="danger")
        row = QHBoxLayout()
        row.setSpacing(S)
        for one in (self._start, self._reload, self._stop):
            row.addWidget(one)
        row.addStretch(1)
        card.body.addLayout(row)
        self._start.clicked.connect(self.link.start)
        self._reload.clicked.connect(self._read_again)
        self._stop.clicked.connect(self._ask_stop)
        return card

    def _draw_ports(self, card: FieldsCard) -> None:
        page = self.model.forms.page
        self._mend.setVisible(page is not None and bool(page.wrong))
        addresses = card.rows.get("listen.addresses")
        if addresses is not None:
            addresses.suggest(lambda: address_offers(every_address(), own_addresses()))
        status = self.link.status if self.link.is_connected else None
        for name in parts.PORTS:
            self.fields.tell(f"listen.{name}", *port_state(status.listeners if status else (), name))

    def _changed(self) -> None:
        self.changed()

    def refresh(self) -> None:
        state, status = self.link.state, self.link.status
        self._file.setText(str(self.link.folders.settings))
        if state is LinkState.CONNECTED and status:
            self._state.setText(tr("Running, version {version}, process {pid}", version=status.version, pid=status.pid))
        elif state in {LinkState.STARTING, LinkState.LOOKING}:
            self._state.setText(tr("Starting"))
        else:
            self._state.setText(tr("Not running"))
        running = state is LinkState.CONNECTED
        self._start.setVisible(not running)
        self._reload.setVisible(running)
        self._stop.setVisible(running)
        mistake = status.settings_error if running and status else ""
        self._mistake.setVisible(bool(mistake))
        self._mistake_words.setText(
            tr("The settings file has a mistake, so the settings from before are in force. Correct it, then have it "
               "read again.\n{reason}", reason=said(mistake))
        )  # fmt: skip
        self._draw_ports(self.ports)

    def load(self) -> None:
        self.refresh()
        self.fields.load()
        self.history.load()

    def follow(self, state: LinkState) -> None:
        super().follow(state)
        self.fields.refresh()
        self.history.refresh()
        self.refresh()

    def hear(self, event: AnyEvent) -> None:
        self.fields.hear(event)
        self.history.hear(event)
        self.postfix.hear(event)
        if isinstance(event, StatusChanged):
            self.refresh()

    def show_found(self, target: str) -> None:
        """A part by its name, or a setting by its key."""
        card = self.fields.find(target)
        for name in self._parts():
            if target == name or (card is not None and self.parts.column(name).indexOf(card) >= 0):
                self.parts.choose(name)

    def _read_again(self) -> None:
        self.tasks.start(
            self.link.call(Reload()),
            teller=self.notice,
            controls=[self._reload],
            busy=tr("Reading the settings…"),
            said=tr("The settings as they stand in the file are in force."),
        )

    def _put_back(self) -> None:
        """The keys that are wrong in the file have the values again that are in force."""
        if (page := self.model.forms.page) and page.wrong:
            kept = {one.key: one.value for one in page.fields if one.key in page.wrong}
            self.tasks.start(
                self.link.call(SettingsSet(kept)), teller=self.notice, controls=[self._mend],
                said=tr("The settings as they stand in the file are in force."),
            )  # fmt: skip

    def _ask_stop(self) -> None:
        self.notice.ask(
            tr("Stop the engine? No computer of the house can send or read until it runs again."),
            (tr("Stop the engine"), "danger", self._stop_now),
            (tr("Keep it running"), "", lambda: None),
        )

    def _stop_now(self) -> None:
        self.tasks.start(self.link.stop_engine(), teller=self.notice, busy=tr("The engine stops…"))
