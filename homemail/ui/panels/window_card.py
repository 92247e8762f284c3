"""The card of the window's own settings: language, colours, closing, the icon beside the clock, start at login.

Start at login is read from the system whenever it is shown: what stands there is what happens.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout

from homemail.mail.sentence import system_words
from homemail.ui import tray
from homemail.ui.at_login.item import LoginItem, command, of_this_platform, outlasts_session
from homemail.ui.panels.page import Card, form_label
from homemail.ui.preferences import OnClose, Preferences
from homemail.ui.theme import L, Look, M, S
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import LANGUAGES, said, tr

log = logging.getLogger("homemail.ui")
BOX_WIDTH = 320


class WindowCard(Card):
    def __init__(self, kept: Preferences, data_folder: Path, changed: Callable[[], None], notice: Notice) -> None:
        super().__init__(tr("Window"))
        self._kept, self._changed, self._notice = kept, changed, notice
        self._command = command(data_folder)
        self._item: LoginItem | None = of_this_platform() if outlasts_session(data_folder) else None
        self._build_choices()
        possible = tray.is_possible()
        switches = QVBoxLayout()
        switches.setSpacing(0)
        self.icon = _switch(
            tr("Icon beside the clock, with the state of mail and quick actions"), possible and kept.tray
        )
        self.notify = _switch(tr("Tell me on the desktop what needs me"), possible and kept.notify)
        self.login = _switch(tr("Start with my session"), False)
        self._icon_words, self._login_words = _below(), _below()
        for one in (self.icon, self._icon_words, self.notify, self.login, self._login_words):
            switches.addWidget(one)
        self.body.addLayout(switches)
        for one in (self.icon, self.notify):
            one.setEnabled(possible)
        self._icon_words.setText(
            tr("An engine that is gone, a relay that refuses the login, mail that came back: each is told once.")
            if possible
            else tr("This desktop has no place for icons. The window says and does all of it.")
        )
        self._login_words.setText(tr("The engine starts when you log in, without a window; mail flows from then on."))
        for one in (self.login, self._login_words):
            one.setVisible(self._item is not None)
        self.icon.toggled.connect(lambda _on: self._choose())
        self.notify.toggled.connect(lambda _on: self._choose())
        self.login.clicked.connect(self._switch_login)
        self._read_login()

    def _build_choices(self) -> None:
        languages = [(tr("As the system"), ""), *((name, code) for code, name in LANGUAGES.items())]
        self.language = _choice(tr("Language"), languages, self._kept.language)
        self.look = _choice(
            tr("Colours"),
            [(tr("As the system"), Look.SYSTEM), (tr("Light"), Look.LIGHT), (tr("Dark"), Look.DARK)],
            self._kept.look,
        )
        self.closing = _choice(
            tr("When the window closes"),
            [
                (tr("Ask"), OnClose.ASK),
                (tr("Mail keeps flowing"), OnClose.KEEP),
                (tr("The engine stops"), OnClose.STOP),
            ],
            self._kept.on_close,
        )
        form = QFormLayout()
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        for box in (self.language, self.look, self.closing):
            box.setMaximumWidth(BOX_WIDTH)
            form.addRow(form_label(box.accessibleName()), box)
            box.activated.connect(lambda _index: self._choose())
        self.body.addLayout(form)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_login()

    def _choose(self) -> None:
        self._kept.language = str(self.language.currentData())
        self._kept.look = str(self.look.currentData())
        self._kept.on_close = str(self.closing.currentData())
        if self.icon.isEnabled():
            self._kept.tray, self._kept.notify = self.icon.isChecked(), self.notify.isChecked()
        self._changed()

    def _read_login(self) -> None:
        if self._item:
            self.login.setChecked(self._item.is_on(self._command))

    def _switch_login(self, on: bool) -> None:
        if not self._item:
            return
        try:
            self._item.turn_on(self._command) if on else self._item.turn_off()
        except OSError as fault:
            log.warning("start at login could not be switched: %s", fault)
            self._notice.bad(tr("This did not work: {reason}", reason=said(system_words(fault))))
        self._read_login()


def _choice(name: str, options: list[tuple[str, str]], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for words, value in options:
        box.addItem(words, str(value))
    box.setCurrentIndex(max(0, box.findData(str(chosen))))
    return box


def _switch(words: str, on: bool) -> QCheckBox:
    made = QCheckBox(words)
    made.setChecked(on)
    return made


def _below() -> QLabel:
    """What a switch does or why it cannot, below its words."""
    made = label(role="muted", wrap=True)
    made.setContentsMargins(L + S, 0, 0, M)
    return made
