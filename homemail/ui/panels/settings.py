"""Settings of the window (language, colours, closing), the engine's switches (stop, start, read the file again) and the
crash drill."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout

from homemail.control.events import AnyEvent, StatusChanged
from homemail.control.methods.engine import Reload
from homemail.ui.link import LinkState
from homemail.ui.panels.drill import DrillCard
from homemail.ui.panels.drill_model import Drill
from homemail.ui.panels.page import Card, Page, form_label, scrolling
from homemail.ui.preferences import OnClose, Preferences
from homemail.ui.theme import L, Look, M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, label
from homemail.ui.words import LANGUAGES, tr


@dataclass(frozen=True, slots=True)
class SettingsModel:
    window: Preferences
    drill: Drill


class SettingsPage(Page):
    NAME = "settings"
    NEEDS_ENGINE = False
    model: SettingsModel
    changed: Callable[[], None]

    @classmethod
    def title(cls) -> str:
        return tr("Settings")

    @classmethod
    def sentence(cls) -> str:
        return tr("This window, and the engine behind it.")

    def build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self._build_window())
        column.addWidget(self._build_engine())
        self.drill = DrillCard(self.model.drill, self.tasks)
        column.addWidget(self.drill)
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))

    def _build_window(self) -> Card:
        card = Card(tr("Window"))
        languages = [(tr("As the system"), ""), *((name, code) for code, name in LANGUAGES.items())]
        self.language = _choice(tr("Language"), languages, self.model.window.language)
        self.look = _choice(
            tr("Colours"),
            [(tr("As the system"), Look.SYSTEM), (tr("Light"), Look.LIGHT), (tr("Dark"), Look.DARK)],
            self.model.window.look,
        )
        self.closing = _choice(
            tr("When the window closes"),
            [
                (tr("Ask"), OnClose.ASK),
                (tr("Mail keeps flowing"), OnClose.KEEP),
                (tr("The engine stops"), OnClose.STOP),
            ],
            self.model.window.on_close,
        )
        form = QFormLayout()
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        for box in (self.language, self.look, self.closing):
            box.setMaximumWidth(320)
            form.addRow(form_label(box.accessibleName()), box)
            box.activated.connect(lambda _index: self._choose())
        card.body.addLayout(form)
        return card

    def _build_engine(self) -> Card:
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

    def load(self) -> None:
        self.refresh()

    def follow(self, state: LinkState) -> None:
        super().follow(state)
        self.refresh()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, StatusChanged):
            self.refresh()

    def _choose(self) -> None:
        self.model.window.language = str(self.language.currentData())
        self.model.window.look = str(self.look.currentData())
        self.model.window.on_close = str(self.closing.currentData())
        self.changed()

    def _read_again(self) -> None:
        self.tasks.start(
            self.link.call(Reload()),
            teller=self.notice,
            controls=[self._reload],
            busy=tr("Reading the settings…"),
            said=tr("The settings as they stand in the file are in force."),
        )

    def _ask_stop(self) -> None:
        self.notice.ask(
            tr("Stop the engine? No computer of the house can send or read until it runs again."),
            (tr("Stop the engine"), "danger", self._stop_now),
            (tr("Keep it running"), "", lambda: None),
        )

    def _stop_now(self) -> None:
        self.tasks.start(self.link.stop_engine(), teller=self.notice, busy=tr("The engine stops…"))


def _choice(name: str, options: list[tuple[str, str]], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for words, value in options:
        box.addItem(words, str(value))
    box.setCurrentIndex(max(0, box.findData(str(chosen))))
    return box
