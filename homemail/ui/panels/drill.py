"""The card of the crash drill: try out that nothing accepted is lost, on an engine that is not the house's."""

from PySide6.QtWidgets import QHBoxLayout

from homemail.ui.panels.drill_model import Drill
from homemail.ui.panels.page import Card
from homemail.ui.task import Tasks
from homemail.ui.theme import S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import StateIcon, label
from homemail.ui.words import tr


class DrillCard(Card):
    def __init__(self, model: Drill, tasks: Tasks) -> None:
        super().__init__(
            tr("Crash drill"),
            sentence=tr(
                "An engine of its own is killed five times while mail pours in; then every message that it had"
                " acknowledged is looked for. The mail of the house is not touched."
            ),
        )
        self.model, self._tasks = model, tasks
        row = QHBoxLayout()
        row.setSpacing(S)
        self._light = StateIcon()
        self._headline = label(wrap=True, selectable=True)
        row.addWidget(self._light)
        row.addWidget(self._headline, 1)
        self._figures = label(role="muted", wrap=True, selectable=True)
        self.begin = button(tr("Start the drill"), picture="play")
        self.stop = button(tr("Break off"))
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.begin)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._figures)
        self.body.addLayout(buttons)
        self.begin.clicked.connect(self._start)
        self.stop.clicked.connect(self.model.break_off)
        self.model.changed = self.refresh
        self.refresh()

    def _start(self) -> None:
        self._tasks.start(self.model.run(), controls=[self.begin], done=self._ended, failed=self._failed)
        self.refresh()

    def _ended(self, _result: None) -> None:
        self.model.changed()

    def _failed(self, reason: str) -> None:
        self.model.failure = reason
        self.model.changed()

    def refresh(self) -> None:
        model = self.model
        kept = model.count is not None and model.count.holds
        state = State.WAITING if model.is_running else State.GOOD if kept else State.BAD
        self._light.show_state(state, model.headline)
        self._headline.setText(model.headline)
        for one in (self._light, self._headline):
            one.setVisible(bool(model.headline))
        self._figures.setText(model.figures)
        self._figures.setVisible(bool(model.figures))
        self.begin.setVisible(not model.is_running)
        self.stop.setVisible(model.is_running)
