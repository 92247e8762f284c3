"""Settings of the window, the engine's switches (stop, start, read the file again) and the crash drill."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout

from homemail.control.events import AnyEvent, StatusChanged
from homemail.control.methods.engine import Reload
from homemail.control.methods.settings import SettingsPage as Fields
from homemail.control.methods.settings import SettingsShow
from homemail.ui.link import LinkState
from homemail.ui.panels.drill import DrillCard
from homemail.ui.panels.drill_model import Drill
from homemail.ui.panels.page import Card, Page, scrolling
from homemail.ui.panels.window_card import WindowCard
from homemail.ui.preferences import Preferences
from homemail.ui.theme import L, M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, label
from homemail.ui.words import said, tr


@dataclass(frozen=True, slots=True)
class SettingsModel:
    window: Preferences
    drill: Drill


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

    def build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(M)
        self.window_card = WindowCard(self.model.window, self.link.folders.root, self._changed, self.notice)
        column.addWidget(self.window_card)
        column.addWidget(self._build_engine())
        self.drill = DrillCard(self.model.drill, self.tasks)
        column.addWidget(self.drill)
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))

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

    def load(self) -> None:
        self.refresh()

    def follow(self, state: LinkState) -> None:
        super().follow(state)
        self.refresh()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, StatusChanged):
            self.refresh()

    def show_found(self, target: str) -> None:
        """A setting by its key: what it is, what it stands at, and where it is changed."""
        self.tasks.start(
            self.link.call(SettingsShow()), teller=self.notice, done=lambda shown: self._tell_setting(shown, target)
        )

    def _tell_setting(self, shown: Fields, key: str) -> None:
        for one in shown.fields:
            if one.key == key:
                words = tr("{title}: {value}. {help}", title=said(one.title), value=_written(one.value),
                           help=said(one.help))  # fmt: skip
                place = tr("It is changed in the settings file, by the name {key}.", key=key)
                self.notice.good(f"{words}\n{place}")

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


def _written(value: object) -> str:
    """As it stands in the file, with words for what is empty or switched."""
    if isinstance(value, bool):
        return tr("switched on") if value else tr("switched off")
    if isinstance(value, list | tuple):
        value = ", ".join(str(one) for one in value)
    return str(value) if value not in ("", None) else tr("nothing")
