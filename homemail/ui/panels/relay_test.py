"""The card of a relay's trial: what was found, what to do about it, and the dialogue as it goes."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from homemail.control.events import RelayTested
from homemail.control.methods.sending import RelayVerdict
from homemail.ui.link import Link
from homemail.ui.panels.page import Card
from homemail.ui.panels.relay_test_model import RelayTrial
from homemail.ui.task import Tasks
from homemail.ui.theme import S, State, mono
from homemail.ui.widgets.labels import StateIcon, label
from homemail.ui.words import tr

_LINES = 12


class RelayTestCard(Card):
    """Hidden until the first trial; `seen` brings it into view, where it may be out of it."""

    def __init__(self, model: RelayTrial, link: Link, tasks: Tasks, seen: Callable[[], None] = lambda: None) -> None:
        super().__init__(
            tr("Trial of the relay"),
            sentence=tr("The dialogue with the server as it goes; the password is never shown, and nothing is sent."),
        )
        self.model, self._link, self._tasks, self._seen = model, link, tasks, seen
        row = QHBoxLayout()
        row.setSpacing(S)
        self._light = StateIcon()
        self._headline = label(wrap=True, selectable=True)
        row.addWidget(self._light)
        row.addWidget(self._headline, 1)
        self._advice = label(role="muted", wrap=True)
        self._dialogue = QPlainTextEdit()
        self._dialogue.setReadOnly(True)
        self._dialogue.setFont(mono())
        self._dialogue.setAccessibleName(tr("Dialogue with the relay"))
        self._dialogue.setTabChangesFocus(True)
        self._dialogue.setMinimumHeight(_LINES * QFontMetrics(mono()).lineSpacing())
        self.body.addLayout(row)
        self.body.addWidget(self._advice)
        self.body.addWidget(self._dialogue)
        self.setVisible(bool(model.word))
        if model.word:
            self.refresh()

    def start(self, name: str, *controls: QWidget) -> None:
        self.follow(self._link.call(self.model.begin(name)), *controls)

    def follow(self, trial: Coroutine[Any, Any, RelayVerdict], *controls: QWidget) -> None:
        """Show how a trial goes that the model has begun."""
        self._tasks.start(trial, controls=controls, done=self._ended, failed=self._failed)
        self.show()
        self.refresh()
        self._seen()

    def hear(self, event: RelayTested) -> None:
        if self.model.hear(event):
            self.refresh()

    def _ended(self, verdict: RelayVerdict) -> None:
        self.model.end(verdict)
        self.refresh()
        self._seen()  # again: what began it has the focus back

    def _failed(self, reason: str) -> None:
        self.model.fail(reason)
        self.refresh()

    def refresh(self) -> None:
        verdict = self.model.verdict
        works = verdict is not None and verdict.works
        state = State.WAITING if self.model.is_running else State.GOOD if works else State.BAD
        self._light.show_state(state, self.model.headline)
        self._headline.setText(self.model.headline)
        self._advice.setText(self.model.advice)
        self._advice.setVisible(bool(self.model.advice))
        self._dialogue.setPlainText(self.model.dialogue)
        bar = self._dialogue.verticalScrollBar()
        bar.setValue(bar.maximum())
