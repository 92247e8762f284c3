"""The first run: a folder without settings becomes a house in a few questions, each with a good default.

Enter goes on, Escape goes back. What is typed is kept in the model, so going back and forward loses nothing, and
nothing is written before the last step.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from homemail.ui.icons import app_icon
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, scrolling
from homemail.ui.panels.wizard_end import EndStep
from homemail.ui.panels.wizard_founding import Founding
from homemail.ui.panels.wizard_model import Step
from homemail.ui.panels.wizard_people import PeopleStep
from homemail.ui.panels.wizard_relay import RelayStep
from homemail.ui.panels.wizard_steps import HomeStep, NameStep, NetworkStep
from homemail.ui.task import Tasks
from homemail.ui.theme import XL, L, M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.words import LANGUAGES, language, tr

_WIDTH, _HEIGHT = 820, 740


class Questions(Protocol):
    """One step's widgets. `check` says what is wrong beside the fields; `first` is where the typing begins."""

    def check(self) -> None: ...
    def first(self) -> QWidget: ...


class WizardPage(QWidget):
    """`leave(done)`: the person is through, or breaks off. `speak(language)`: the whole window changes to it."""

    def __init__(
        self,
        model: Founding,
        link: Link,
        tasks: Tasks,
        leave: Callable[[bool], None],
        speak: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.founding, self.model = model, model.wizard
        self._link, self._tasks, self._leave = link, tasks, leave
        card = Card()
        card.setMaximumSize(_WIDTH, _HEIGHT)
        picture = label()
        picture.setPixmap(app_icon().pixmap(32, 32))
        self._title = label(role="title")
        self._where = label(role="muted")
        head = QHBoxLayout()
        head.setSpacing(M)
        head.setContentsMargins(0, 0, M, 0)  # as the step below, whose scroll bar stands in the right margin
        head.addWidget(picture)
        head.addWidget(self._title, 1)
        head.addWidget(self._where)
        self._sentence = label(role="muted", wrap=True)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(2, 2, 2, 2)
        self.cancel = button(tr("Cancel"), role="quiet", hint=tr("Nothing has been written yet, and nothing will be"))
        self.languages = QComboBox()
        self.languages.setAccessibleName(tr("Language"))
        for code, name in LANGUAGES.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(self.languages.findData(language()))
        self.back = button(tr("Back"), hint=tr("Back (Escape)"))
        self.next = button(tr("Next"), role="main", hint=tr("Next (Enter)"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.setContentsMargins(0, 0, M, 0)
        row.addWidget(self.cancel)
        row.addWidget(self.languages)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        card.body.setContentsMargins(XL, L, XL - M, L)
        card.body.setSpacing(M)
        card.body.addLayout(head)
        card.body.addWidget(self._sentence)
        self._area = scrolling(self._place)
        card.body.addWidget(self._area, 1)
        card.body.addLayout(row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(XL, XL, XL, XL)
        outer.addStretch(1)
        outer.addWidget(card, 20)
        outer.addStretch(1)
        self.cancel.clicked.connect(lambda: self._leave(False))
        self.back.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.languages.activated.connect(lambda _index: speak(str(self.languages.currentData())))
        self.founding.changed = self._refresh
        self._step: Questions | None = None
        self._show()

    @property
    def step(self) -> Questions:
        assert self._step is not None
        return self._step

    def go(self, by: int) -> None:
        if self.model.step is Step.END:
            self._go_from_end(by)
        elif by < 0 or self.model.can_go():
            self.model.go(by)
            self._show()

    def _go_from_end(self, by: int) -> None:
        if self.founding.running:
            return
        if by < 0:
            if self.can_take_back():
                self._tasks.start(self.founding.take_back(self._link), done=self._taken_back, failed=self._stuck)
        elif self.founding.done:
            self._leave(True)
        else:
            self.begin()

    def begin(self) -> None:
        """Make the house, or go on where it stopped."""
        self._tasks.start(self.founding.run(self._link))
        self._refresh()

    def can_take_back(self) -> bool:
        """Once people live here, what is wrong is mended in the window."""
        return bool(self.founding.failure) and not self._link.is_connected

    def _taken_back(self, _none: None) -> None:
        self.model.go(-1)
        self._show()

    def _stuck(self, reason: str) -> None:
        self.founding.failure = reason
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(1)
        elif event.key() == Qt.Key.Key_Escape:
            self.go(-1)
        else:
            super().keyPressEvent(event)

    # Showing

    def _show(self) -> None:
        """The widgets of this step, made from the model."""
        while (item := self._place.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        made: QWidget
        match self.model.step:
            case Step.HOME:
                made = HomeStep(self.model, self._refresh)
            case Step.NAME:
                made = NameStep(self.model, self._refresh)
            case Step.PEOPLE:
                made = PeopleStep(self.model, self._refresh)
            case Step.NETWORK:
                made = NetworkStep(self.model, self._refresh)
            case Step.RELAY:
                made = RelayStep(self.model, self._refresh, self._link, self._tasks)
            case Step.END:
                made = EndStep(self.founding)
        self._step = made
        self._place.addWidget(made)
        self._place.addStretch(1)
        title, sentence = _WORDS[self.model.step]()
        self._title.setText(title)
        self._sentence.setText(sentence)
        steps = self.model.steps
        self._where.setText(tr("{n} of {all}", n=steps.index(self.model.step) + 1, all=len(steps)))
        self._area.verticalScrollBar().setValue(0)
        if self.model.step is Step.END and not (self.founding.done or self.founding.running or self.founding.failure):
            self.begin()
        self._refresh()
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        is_over = self.model.step is Step.END and self.next.isEnabled()
        # As Tab does it: what is suggested is chosen as a whole, so that typing replaces it.
        (self.next if is_over else self.step.first()).setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh(self) -> None:
        step, founding = self.model.step, self.founding
        self.step.check()
        at_end = step is Step.END
        self.cancel.setVisible(not at_end)
        self.languages.setVisible(step is Step.HOME)
        self.back.setVisible(step is not Step.HOME and (not at_end or self.can_take_back()))
        was_off = not self.next.isEnabled()
        self.next.setEnabled(self.model.can_go() if not at_end else not founding.running)
        if at_end and was_off and self.next.isEnabled():
            self.next.setFocus()
        words = tr("Next")
        if at_end and founding.done:
            self._title.setText(tr("The post office is open"))
            self._sentence.setText(tr("The first letter lies in the mailbox; what passed on the way is below."))
        if at_end:
            words = tr("Try again") if founding.failure else tr("Open the house")
        elif self.model.steps.index(step) == len(self.model.steps) - 2:
            words = tr("Make this the home's post office")
        self.next.setText(words)


_WORDS: dict[Step, Callable[[], tuple[str, str]]] = {
    Step.HOME: lambda: (
        tr("Welcome to HomeMail"),
        tr("This computer becomes the post office of the house. What kind of home is it? All of this can be changed"
           " later."),
    ),
    Step.NAME: lambda: (
        tr("The name of the house"),
        tr("It stands behind the @ of everyone who lives here, as the street does on a letter."),
    ),
    Step.PEOPLE: lambda: (
        tr("Who lives here?"),
        tr("Everyone gets a mailbox. Write the suggested passwords down, or type others: they are not shown again."),
    ),
    Step.NETWORK: lambda: (
        tr("The network"),
        tr("From where phones and computers of the house reach their mail."),
    ),
    Step.RELAY: lambda: (
        tr("The providers"),
        tr("Mail for the outside is handed to the provider of whoever writes, under the address they have there."),
    ),
    Step.END: lambda: (
        tr("The house is made"),
        tr("When everything is ready, a first letter goes through the whole post office."),
    ),
}  # fmt: skip
