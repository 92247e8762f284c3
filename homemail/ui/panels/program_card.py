"""The card of a program or a device to connect: its values, each to be copied, and the steps in its own words."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from homemail.ui.icons import pixmap
from homemail.ui.panels.devices_model import Devices, Group, Program, program_picture, program_steps, program_title
from homemail.ui.panels.page import Card
from homemail.ui.panels.person_card import empty
from homemail.ui.theme import ROW, XL, XS, M, S, State, mono
from homemail.ui.widgets.buttons import Button, button
from homemail.ui.widgets.labels import StateIcon, label, tip
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import tr

WIDE = 900  # pixels from which three groups of values, and steps beside the certificate, share a line
_TOP = Qt.AlignmentFlag.AlignTop


class ProgramCard(Card):
    """`to_setting` opens the page where a setting is changed, by its key."""

    def __init__(
        self, model: Devices, notice: Notice, to_devices: Callable[[], None], to_setting: Callable[[str], None]
    ) -> None:
        super().__init__(" ")
        self.model, self._notice, self._to_setting = model, notice, to_setting
        self._is_wide: bool | None = None
        self._picture = label()
        self.head.insertWidget(0, self._picture)
        self.copy_all = button(tr("Copy all"), picture="copy", role="quiet")
        self.copy_all.clicked.connect(lambda: self._copy(model.as_text(), tr("All values are on the clipboard.")))
        self.to_devices = button(tr("Whom it may send as…"), role="quiet")
        self.to_devices.clicked.connect(lambda _checked=False: to_devices())
        self.head.addWidget(self.to_devices)
        self.head.addWidget(self.copy_all)
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(XS)
        self._values, self._below = QGridLayout(), QGridLayout()
        for grid in (self._values, self._below):
            grid.setHorizontalSpacing(XL)
            grid.setVerticalSpacing(M)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(XS)
        self._steps_side = QWidget()
        side = QVBoxLayout(self._steps_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(XS)
        side.addWidget(label(tr("Step by step"), role="heading"))
        side.addLayout(self._steps)
        side.addStretch(1)
        self._trust = self._build_trust()
        self.body.addLayout(self._warnings)
        self.body.addLayout(self._values)
        self.body.addLayout(self._below)

    def _build_trust(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(tr("Password and certificate"), role="heading"))
        column.addWidget(label(tr("The password is the one given on the page People."), role="muted", wrap=True))
        self._print_word = label(tr("Fingerprint of the certificate (SHA-256):"), role="muted", wrap=True)
        column.addWidget(self._print_word)
        self._fingerprint = label(role="data", wrap=True, selectable=True)
        self._fingerprint.setFont(mono())
        self._fingerprint.setMinimumWidth(1)
        column.addWidget(self._fingerprint)
        column.addStretch(1)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_wide is not None and self._is_wide != (self.width() >= WIDE):
            self._lay()

    def refresh(self) -> None:
        program = self.model.program
        self._picture.setPixmap(pixmap(program_picture(program)))
        self.heading.setText(program_title(program))
        self.to_devices.setVisible(program is Program.SCRIPT)
        empty(self._warnings)
        for words, key in self.model.warnings():
            change = button(tr("Change…"), role="link")
            change.setAccessibleDescription(words)
            change.clicked.connect(lambda _checked=False, key=key: self._to_setting(key))
            self._warnings.addWidget(_warning(words, change))
        empty(self._steps)
        for number, words in enumerate(program_steps(program), 1):
            self._steps.addWidget(_step(number, words))
        state = self.model.security
        self._fingerprint.setText(_in_two(state.certificate.fingerprint) if state else "")
        for one in (self._print_word, self._fingerprint):
            one.setVisible(program is not Program.OUTLOOK_EXPRESS)  # it sees no certificate
        self._lay()
        self._trust.setVisible(program is not Program.SCRIPT)

    def _lay(self) -> None:
        """Where there is room three groups share a line; else the account stands above the two servers."""
        wide = self._is_wide = self.width() >= WIDE
        columns = 3 if wide else 2
        empty(self._values)
        groups = self.model.groups()
        for column in range(3):
            self._values.setColumnStretch(column, int(column < columns))
        if wide or len(groups) < 3:
            places = [(0, number, 1) for number in range(len(groups))]
        else:
            places = [(0, 0, 2), (1, 0, 1), (1, 1, 1)]
        for group, (row, column, span) in zip(groups, places, strict=True):
            self._values.addWidget(self._group(group), row, column, 1, span, _TOP)
        for one in (self._steps_side, self._trust):
            self._below.removeWidget(one)
        self._below.setColumnStretch(0, 3)
        self._below.setColumnStretch(1, 2 if wide else 0)
        self._below.addWidget(self._steps_side, 0, 0)
        self._below.addWidget(self._trust, *((0, 1) if wide else (1, 0)))

    def _group(self, group: Group) -> QWidget:
        cell = QWidget()
        grid = QGridLayout(cell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(0)
        grid.addWidget(label(group.title, role="heading"), 0, 0, 1, 2)
        for row, value in enumerate(group.values, 1):
            text = label(value.text, selectable=True)
            text.setAccessibleName(tr("{what}: {value}", what=value.title, value=value.text))
            text.setMinimumHeight(ROW)
            line = QHBoxLayout()
            line.setSpacing(XS)
            line.addWidget(text)
            if value.typed:
                text.setFont(mono())
                line.addWidget(self._copy_button(value.title, value.text))
            line.addStretch(1)
            grid.addWidget(label(value.title, role="muted"), row, 0)
            grid.addLayout(line, row, 1)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(1, 1)
        return cell

    def _copy_button(self, title: str, text: str) -> Button:
        words = tr("Copy: {what}", what=title)
        copy = button("", picture="copy", role="quiet", hint=tip(words))
        copy.setAccessibleName(words)
        done = tr("On the clipboard: {what}", what=title)
        copy.clicked.connect(lambda _checked=False: self._copy(text, done))
        return copy

    def _copy(self, text: str, words: str) -> None:
        QApplication.clipboard().setText(text)
        self._notice.good(words)


def _step(number: int, words: str) -> QWidget:
    """The number hangs beside the text."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    mark = label(f"{number}.", role="muted")
    mark.setFixedWidth(mark.fontMetrics().horizontalAdvance("00."))
    row.addWidget(mark, 0, _TOP)
    row.addWidget(label(words, wrap=True), 1)
    return line


def _in_two(fingerprint: str) -> str:
    """A break in the middle, where programs that show it break too."""
    pairs = fingerprint.split(":")
    half = (len(pairs) + 1) // 2
    return ":".join(pairs[:half]) + (":\n" + ":".join(pairs[half:]) if pairs[half:] else "")


def _warning(words: str, change: Button) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, XS)
    row.setSpacing(S)
    light = StateIcon(16)
    light.show_state(State.WAITING, tr("Note"))
    row.addWidget(light)
    row.addWidget(label(words, wrap=True), 1)
    row.addWidget(change)
    return line
