"""A line in place that says what happens or happened, with a step to take: what other programs use boxes for."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from homemail.ui.icons import icon
from homemail.ui.theme import M, S, State
from homemail.ui.widgets.buttons import Button
from homemail.ui.widgets.labels import StateIcon, label, set_state
from homemail.ui.words import tr


class Notice(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._state = State.OFF
        self.spoken = 0
        self._icon = StateIcon()
        self._text = label(wrap=True, selectable=True)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(S)
        self._dismiss = QToolButton()
        self._dismiss.setAutoRaise(True)
        self._dismiss.setIcon(icon("close"))
        self._dismiss.setAccessibleName(tr("Close this notice"))
        self._dismiss.setToolTip(tr("Close this notice"))
        self._dismiss.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, S, S)
        row.setSpacing(S)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addLayout(self._actions)
        row.addWidget(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def busy(self, text: str) -> None:
        self._show(State.OFF, text)

    def good(self, text: str) -> None:
        self._show(State.GOOD, text)

    def bad(self, text: str) -> None:
        self._show(State.BAD, text)

    def ask(self, text: str, *answers: tuple[str, str, Callable[[], None]], focus: bool = True) -> None:
        """A question with its answers: (words, role of the button, what follows). Focus goes to the last, safe one,
        unless nobody asked for it (`focus`)."""
        self._show(State.WAITING, text)
        self._dismiss.hide()
        button = None
        for words, role, follow in answers:
            button = Button(words)
            button.setProperty("role", role)
            button.clicked.connect(lambda _checked=False, follow=follow: self._answer(follow))
            self._actions.addWidget(button)
            button.show()  # at once: a layout shows what is new in it later
        if button and focus:
            button.setFocus()

    def offer(self, text: str, words: str, follow: Callable[[], None]) -> None:
        """It is done, and may be taken back."""
        self._show(State.GOOD, text)
        self.add_step(words, follow)

    def add_step(self, words: str, follow: Callable[[], None]) -> None:
        """A step beside what it says was done; nothing where something else is said, or a step is offered already."""
        if not self.isHidden() and self._state is State.GOOD and not self._actions.count():
            button = Button(words)
            button.clicked.connect(lambda _checked=False: self._answer(follow))
            self._actions.addWidget(button)
            button.show()

    def clear(self) -> None:
        self._drop_actions()
        self.hide()

    def settle(self) -> None:
        """What went well is old news to whoever comes back to the page; questions and faults stay."""
        if self._state is State.GOOD:
            self.clear()

    def _answer(self, follow: Callable[[], None]) -> None:
        self.clear()
        follow()

    def _show(self, state: State, text: str) -> None:
        self._drop_actions()
        self._state = state
        self.spoken += 1
        self._dismiss.show()
        self._icon.show_state(state, "")
        self._text.setText(text)
        self.setAccessibleName(text)
        set_state(self, state)
        self.show()

    def _drop_actions(self) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
