"""The questions of the first run: which kind of home, its name, its network."""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from homemail.ui.icons import pixmap
from homemail.ui.panels.page import field, say_why, why, with_why
from homemail.ui.panels.wizard_model import Home, Wizard
from homemail.ui.theme import XS, L, M, S, State, colours
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label, set_state
from homemail.ui.words import tr

RIGHT = (
    "echo 'net.ipv4.ip_unprivileged_port_start=25' | sudo tee /etc/sysctl.d/50-homemail.conf && sudo sysctl --system"
)

_HAS_STEP = sys.platform == "linux"


class Choice(QFrame):
    """A radio button with its sentence; the whole surface takes a click."""

    def __init__(self, words: str, sentence: str, picture: str = "") -> None:
        super().__init__()
        self.setObjectName("choice")
        self.radio = QRadioButton(words)
        self.radio.setAccessibleDescription(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(L)
        if picture:
            drawn = label()
            drawn.setPixmap(pixmap(picture, colours().accent, 44))
            row.addWidget(drawn)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self.sentence = label(sentence, role="muted", wrap=True)
        self.sentence.setContentsMargins(26, 0, 0, 0)
        self.column.addWidget(self.radio)
        self.column.addWidget(self.sentence)
        row.addLayout(self.column, 1)
        self.radio.toggled.connect(self._dress)
        self._dress(False)

    def _dress(self, on: bool) -> None:
        self.setProperty("chosen", "true" if on else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.radio.isEnabled():
            self.radio.setChecked(True)
            self.radio.setFocus()


class HomeStep(QWidget):
    def __init__(self, model: Wizard, changed: Callable[[], None]) -> None:
        super().__init__()
        self.model = model
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        group = QButtonGroup(self)
        self.choices: dict[Home, Choice] = {}
        for home, words, sentence in (
            (Home.INSIDE, tr("Only this house"),
             tr("Family and devices write to each other; nothing comes in or goes out.")),
            (Home.PROVIDERS, tr("Our providers send for us"),
             tr("You have addresses at Orange, Gmail or others; what you write leaves through them.")),
            (Home.ROUTER, tr("Our own domain, behind the router"),
             tr("You rent a name such as martin.example, and the router at home lets mail in.")),
            (Home.FIXED, tr("Our own domain, at a fixed address"),
             tr("This computer has a public address that never changes, as rented servers do.")),
        ):  # fmt: skip
            one = self.choices[home] = Choice(words, sentence, f"home-{home}")
            one.radio.setChecked(home is model.home)
            group.addButton(one.radio)
            column.addWidget(one)

            def chosen(on: bool, home: Home = home) -> None:
                if on:
                    model.choose(home)
                    changed()

            one.radio.toggled.connect(chosen)

    def check(self) -> None:
        """Every choice is right."""

    def first(self) -> QWidget:
        return self.choices[self.model.home].radio


class NameStep(QWidget):
    def __init__(self, model: Wizard, changed: Callable[[], None]) -> None:
        super().__init__()
        self.model, self._changed = model, changed
        own = model.is_own_domain
        self.domain = field(tr("Name of the house"), placeholder=tr("martin.example") if own else "home.lan")
        self.hostname = field(tr("Name of this computer"))
        self._whys = why(), why()
        self._example = label(role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        for words, hint, box, line in (
            (tr("Name of the house"),
             tr("The domain that you rent.") if own else tr("Any name will do, as it is only used at home."),
             self.domain, self._whys[0]),
            (tr("Name of this computer"), tr("How it presents itself to other computers. The suggestion is good."),
             self.hostname, self._whys[1]),
        ):  # fmt: skip
            box.setMaximumWidth(420)
            said = label(words, role="heading")
            said.setBuddy(box)
            column.addWidget(said)
            column.addWidget(label(hint, role="muted", wrap=True))
            column.addLayout(with_why(box, line))
            if box is self.domain:
                column.addWidget(self._example)
            column.addSpacing(M)
        self.domain.setText(model.domain)
        self.hostname.setText(model.hostname)
        self.domain.textEdited.connect(self._domain_typed)
        self.hostname.textEdited.connect(self._hostname_typed)

    def _domain_typed(self, text: str) -> None:
        self.model.type_domain(text)
        self.hostname.setText(self.model.hostname)
        self._changed()

    def _hostname_typed(self, text: str) -> None:
        self.model.type_hostname(text)
        self._changed()

    def check(self) -> None:
        found = self.model.problems()
        say_why(self.domain, self._whys[0], found.get("domain", ""))
        say_why(self.hostname, self._whys[1], found.get("hostname", ""))
        name = self.model.people[0].account or "anna"
        good = self.model.domain and "domain" not in found
        self._example.setText(
            tr("Addresses will look like {address}.", address=f"{name}@{self.model.domain}") if good else ""
        )
        self._example.setVisible(bool(good))

    def first(self) -> QWidget:
        return self.domain


class NetworkStep(QWidget):
    def __init__(self, model: Wizard, changed: Callable[[], None]) -> None:
        super().__init__()
        self.model, self._changed = model, changed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(label(tr("Who may use it"), role="heading"))
        self.boxes: dict[str, QCheckBox] = {}
        private = [one for one in model.lans if one.is_private]
        for lan in private:
            words = tr("Everything in the network {network} (this computer is {address})",
                       network=lan.network, address=lan.address)  # fmt: skip
            box = self.boxes[lan.network] = QCheckBox(words)
            box.setChecked(lan.network not in model.unticked)
            box.toggled.connect(lambda on, network=lan.network: self._tick(network, on))
            column.addWidget(box)
        if not private:
            words = tr("No network of a house was found, so for now only this computer itself.")
            column.addWidget(label(words, role="muted", wrap=True))
        self._heard = label(role="muted", wrap=True)
        column.addWidget(self._heard)
        column.addSpacing(S)
        column.addWidget(label(tr("Ports"), role="heading"))
        self.standard = Choice(tr("The usual ones"), "")
        self.high = Choice(tr("Higher ones"), "")
        self._why_refused = label(wrap=True)
        set_state(self._why_refused, State.WAITING)
        self._step = field(tr("The step that allows the usual ports"))
        self._step.setReadOnly(True)
        self._step.setText(RIGHT)
        self._step.setCursorPosition(0)
        self._copy = button(tr("Copy"), picture="copy")
        self._again = button(tr("Look again"), picture="retry")
        self._mend = QWidget()
        mend = QHBoxLayout(self._mend)
        mend.setContentsMargins(26, XS, 0, 0)
        mend.setSpacing(S)
        mend.addWidget(self._step, 1)
        mend.addWidget(self._copy)
        mend.addWidget(self._again)
        mend.addStretch(0)
        self._why_refused.setContentsMargins(26, 0, 0, 0)
        self.standard.column.addWidget(self._why_refused)
        self.standard.column.addWidget(self._mend)
        group = QButtonGroup(self)
        for one in (self.standard, self.high):
            group.addButton(one.radio)
            column.addWidget(one)
        self._show_choice()
        self.high.radio.toggled.connect(self._choose)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(RIGHT))
        self._again.clicked.connect(self._look)

    def _tick(self, network: str, on: bool) -> None:
        self.model.tick(network, on)
        self._show_choice()
        self._changed()

    def _choose(self, high: bool) -> None:
        self.model.high = high
        self._changed()

    def _look(self) -> None:
        self.model.look_at_ports()
        self._show_choice()
        self._changed()

    def _show_choice(self) -> None:
        (self.high if self.model.high else self.standard).radio.setChecked(True)

    def check(self) -> None:
        model, refused = self.model, self.model.refused
        self.standard.sentence.setText(tr("{ports}: every mail program finds them by itself.", ports=model.ports(0)))
        self.high.sentence.setText(
            tr("{ports}: need no special right; mail programs are told the number once.",
               ports=model.ports(model.high_offset))
        )  # fmt: skip
        self.standard.radio.setEnabled(not refused)
        right = any(one.no_right for one in refused)
        taken = ", ".join(str(one.port) for one in refused if not one.no_right)
        if right:
            reason = tr("The system does not let you use ports below 1024.")
            if _HAS_STEP:
                reason += " " + tr("This command in a terminal allows it:")
        else:
            reason = tr("Another program uses {ports}. Stop it, then look again.", ports=taken)
        self._why_refused.setText(reason)
        for one in (self._why_refused, self._mend):
            one.setVisible(bool(refused))
        for one in (self._step, self._copy):
            one.setVisible(right and _HAS_STEP)
        self._heard.setText(tr("Today's mail programs connect encrypted; strangers cannot send from here."))

    def first(self) -> QWidget:
        return next(iter(self.boxes.values()), (self.high if self.model.high else self.standard).radio)
