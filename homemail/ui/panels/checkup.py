"""The card of the check-up: what doctor found, each with its mend and, where the window can do it, a way there."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from homemail.control.events import AccountsChanged, AnyEvent, SettingsChanged, StatusChanged
from homemail.control.methods.doctor import Doctor, DoctorLine
from homemail.ui.link import Link
from homemail.ui.panels.checkup_model import CheckUp
from homemail.ui.panels.page import Card, Go
from homemail.ui.task import Tasks
from homemail.ui.theme import XS, M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import StateIcon, label
from homemail.ui.words import said, tr, trn

_STATES = {"problem": State.BAD, "notice": State.WAITING}


def _word(severity: str) -> str:
    return {"problem": tr("Needs you"), "notice": tr("Worth knowing")}.get(severity, tr("Well"))


def _open_words(page: str) -> str:
    """What the button to a page says; nothing for a page that is not there."""
    pages = {"queue": tr("Open the queue"), "people": tr("Open People"), "addresses": tr("Open Addresses"),
             "sending": tr("Open Sending"), "security": tr("Open Security"),
             "settings": tr("Open Settings")}  # fmt: skip
    return pages.get(page, "")


class CheckUpCard(Card):
    def __init__(self, model: CheckUp, link: Link, tasks: Tasks, go: Go) -> None:
        super().__init__(tr("Check-up"))
        self.model, self._link, self._tasks, self._go = model, link, tasks, go
        model.is_looking = self._again = False  # what an earlier card asked for is not told to this one
        self.check = button(
            tr("Check everything"),
            role="quiet",
            hint=tr("Asks DNS, the relays and mail servers outside too; nothing is sent"),
        )
        self.check.clicked.connect(lambda: self.look(outside=True))
        self.all = button("", role="quiet")
        self.all.clicked.connect(self._turn)
        self.head.addWidget(self.all)
        self.head.addWidget(self.check)
        row = QHBoxLayout()
        row.setSpacing(S)
        self._light = StateIcon(16)
        self.headline = label(wrap=True)
        self._scope = label(role="muted")
        row.addWidget(self._light)
        row.addWidget(self.headline, 1)
        row.addWidget(self._scope)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(S)
        self._grid.setVerticalSpacing(M)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(row)
        self.body.addSpacing(XS)
        self.body.addLayout(self._grid)
        self.refresh()

    def look(self, *, outside: bool = False) -> None:
        """Ask the engine; by itself the window asks for nothing that leaves this computer."""
        if not self._link.is_connected:
            return
        if self.model.is_looking:
            self._again = True
            return
        self.model.is_looking, self._again = True, False
        self.refresh()
        work = self._link.call(Doctor(outside=outside))
        self._tasks.start(work, controls=[self.check], done=self._take, failed=self._fail)

    def hear(self, event: AnyEvent) -> None:
        match event:
            case SettingsChanged() | AccountsChanged():
                self.look()
            case StatusChanged(status=status) if self.model.is_news(status):
                self.look()
            case _:
                pass

    def _take(self, report: object) -> None:
        self.model.take(report)  # type: ignore[arg-type]
        self._ended()

    def _fail(self, reason: str) -> None:
        self.model.fail(reason)
        self._ended()

    def _ended(self) -> None:
        self.refresh()
        if self._again:
            self.look()

    def _turn(self) -> None:
        self.model.shows_all = not self.model.shows_all
        self.refresh()

    def _open(self, line: DoctorLine, _checked: bool = False) -> None:
        self._go(line.page, found=line.target)

    def refresh(self) -> None:
        model = self.model
        state = State.BAD if model.problems or model.failure else State.WAITING if model.notices else State.GOOD
        self._light.show_state(State.WAITING if model.report is None and not model.failure else state, model.headline)
        self._light.setVisible(not model.lines)  # each line has its own
        self.headline.setText(model.headline)
        self._scope.setText(model.scope)
        self._scope.setVisible(bool(model.scope))
        self.all.setText(
            tr("Show less") if model.shows_all else trn("Show {n} more", "Show {n} more", model.hidden)
        )  # fmt: skip
        self.all.setVisible(model.report is not None and (model.shows_all or model.hidden > 0))
        self._show_lines()

    def _show_lines(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, line in enumerate(self.model.lines):
            light = StateIcon(16)
            light.show_state(_STATES.get(line.severity, State.GOOD), _word(line.severity))
            self._grid.addWidget(light, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_words(line), row, 1)
            if words := _open_words(line.page) if line.mend else "":
                there = button(words)
                there.clicked.connect(partial(self._open, line))
                self._grid.addWidget(there, row, 2, Qt.AlignmentFlag.AlignTop)


def _words(line: DoctorLine) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(said(line.what), wrap=True, selectable=True))
    if line.mend:
        column.addWidget(label(said(line.mend), role="muted", wrap=True, selectable=True))
    return box
