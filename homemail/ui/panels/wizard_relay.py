"""The question of the first run: through whom each person's mail leaves, tried out before anything is written."""

from collections.abc import Callable

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, in_threes, say_why, why, with_why
from homemail.ui.panels.relay_test import RelayTestCard
from homemail.ui.panels.relay_test_model import RelayTrial
from homemail.ui.panels.sending_model import TLS_MODES, tls_word
from homemail.ui.panels.wizard_founding import try_way
from homemail.ui.panels.wizard_model import Person, Wizard
from homemail.ui.task import Tasks
from homemail.ui.theme import M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label, set_state
from homemail.ui.words import tr


class RelayStep(QWidget):
    def __init__(self, model: Wizard, changed: Callable[[], None], link: Link, tasks: Tasks) -> None:
        super().__init__()
        self.model = model
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.ways = [WayCard(model, one, changed, link, tasks) for one in model.senders]
        for way in self.ways:
            column.addWidget(way)
            column.addWidget(way.trial)

    def check(self) -> None:
        for one in self.ways:
            one.check()

    def first(self) -> QWidget:
        return self.ways[0].first()


class WayCard(Card):
    def __init__(self, model: Wizard, person: Person, changed: Callable[[], None], link: Link, tasks: Tasks) -> None:
        super().__init__(person.outside)
        self.model, self.person, self._changed = model, person, changed
        self._number = model.people.index(person)
        self._provider = model.provider_of(person)
        self.trial = RelayTestCard(RelayTrial(), link, tasks)
        self._hint = label(role="muted", wrap=True)
        self.password = field(tr("Password at the provider"), secret=True)
        self.login = field(tr("Login"))
        self.host = field(tr("Server"), placeholder=tr("smtp.example.org"))
        self.port = field(tr("Port"))
        self.port.setValidator(QIntValidator(1, 65535, self.port))
        self.tls = QComboBox()
        self.tls.setAccessibleName(tr("Protection"))
        for mode in TLS_MODES:
            self.tls.addItem(tls_word(mode), mode)
        self._host_why: QLabel = why()
        self.more = button(tr("Details"), role="quiet")
        self.more.setCheckable(True)
        self.attempt = button(tr("Try it"), picture="play", hint=tr("Nothing is sent; the dialogue is shown"))
        said = label(tr("Password at the provider"), role="muted")
        said.setBuddy(self.password)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.password, 1)
        row.addWidget(self.attempt)
        row.addWidget(self.more)
        self._details = QWidget()
        grid = in_threes((
            (tr("Login"), self.login, self.login),
            (tr("Server"), self.host, with_why(self.host, self._host_why)),
            (tr("Port"), self.port, self.port),
            (tr("Protection"), self.tls, self.tls),
        ))  # fmt: skip
        grid.setContentsMargins(0, 0, 0, 0)
        self._details.setLayout(grid)
        self.body.addWidget(self._hint)
        self.body.addWidget(said)
        self.body.addLayout(row)
        self.body.addWidget(self._details)
        self.more.setVisible(self._provider is not None)
        self._details.setVisible(self._provider is None)
        self._fill()
        self.more.toggled.connect(self._details.setVisible)
        self.password.textEdited.connect(lambda text: self._type(password=text))
        self.login.textEdited.connect(lambda text: self._type(username=text.strip()))
        self.host.textEdited.connect(lambda text: self._type(host=text.strip()))
        self.port.textEdited.connect(lambda text: self._type(port=int(text or 0)))
        self.tls.activated.connect(self._choose_tls)
        self.attempt.clicked.connect(self._try)

    def _fill(self) -> None:
        way = self.person.way
        for box, text in ((self.password, way.password), (self.login, way.username), (self.host, way.host)):
            box.setText(text)
        self.port.setText(str(way.port))
        self.tls.setCurrentIndex(self.tls.findData(way.tls))

    def _type(self, **typed: str | int) -> None:
        self.model.type_way(self.person, **typed)
        self._changed()

    def _choose_tls(self, _index: int) -> None:
        self._type(tls=self.tls.currentData())
        self.port.setText(str(self.person.way.port))

    def _try(self) -> None:
        request = self.trial.model.begin("trial")
        self.trial.follow(
            try_way(self.model, self.person, request, self.trial.hear), self.attempt, self.password
        )  # fmt: skip
        self.trial.show()
        self.trial.refresh()

    def check(self) -> None:
        say_why(self.host, self._host_why, self.model.problems().get(f"host{self._number}", ""))
        way = self.person.way
        self.attempt.setEnabled(bool(way.host and way.port and not self.trial.model.is_running))
        self._hint.setText(self._advice())
        refuses = self._provider is not None and self._provider.password == "none"  # noqa: S105
        set_state(self._hint, State.WAITING if refuses else None)

    def _advice(self) -> str:
        if self._provider is None:
            return tr("Your provider's help page names the server for outgoing mail (SMTP).")
        name = self._provider.name
        match self._provider.password:
            case "app":
                return tr("{provider} wants an app password: make one on its website, in the security settings.",
                          provider=name)  # fmt: skip
            case "none":
                return tr("{provider} takes no passwords from mail programs any more, so mail cannot leave this way."
                          " Take another address.", provider=name)  # fmt: skip
        if self.person is not self.model.people[0]:
            return tr("Leave it empty to send through the login of the first person.")
        return tr("The password with which you read this mail at {provider}.", provider=name)

    def first(self) -> QLineEdit:
        return self.password if self._provider is not None else self.host
