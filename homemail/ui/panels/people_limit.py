"""The card of what someone may keep: a limit of their own, none, or that of the settings."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from homemail.control.methods.people import User, UserQuota
from homemail.settings.sizes import format_size
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, say_why, why, with_why
from homemail.ui.panels.people_model import parse_limit
from homemail.ui.task import Tasks, Teller
from homemail.ui.theme import S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.words import tr


class LimitCard(Card):
    def __init__(self, link: Link, tasks: Tasks, teller: Teller, closed: Callable[[], None]) -> None:
        super().__init__()
        self._link, self._tasks, self._teller, self._closed = link, tasks, teller, closed
        self._subject = ""
        self._whose = label(role="heading")
        self.box = field(tr("Limit"), placeholder=tr("2 GB, 500 MB; 0 is no limit"), width=260)
        self._why = why()
        self.keep = button(tr("Set the limit"), role="main")
        self.clear = button(tr("As the settings say"), hint=tr("No limits of one's own, neither of size nor of number"))
        cancel = button(tr("Cancel"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._whose)
        row.addLayout(with_why(self.box, self._why), 1)
        row.addWidget(self.clear)
        row.addWidget(cancel)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self.box.textChanged.connect(lambda _text: self._check())
        self.box.returnPressed.connect(self._set)
        self.keep.clicked.connect(self._set)
        self.clear.clicked.connect(self._clear)
        cancel.clicked.connect(closed)
        self.hide()

    def open(self, person: User) -> None:
        self._subject = person.name
        self._whose.setText(tr("What {name} may keep", name=person.name))
        self.box.setText(format_size(person.storage_limit) if person.storage_limit else "")
        self._check()
        self.show()
        self.box.setFocus()

    def _check(self) -> None:
        text = self.box.text().strip()
        limit = parse_limit(text)
        say_why(self.box, self._why, "" if limit is not None or not text else tr("A size, such as 500 MB or 2 GB."))
        self.keep.setEnabled(limit is not None)

    def _set(self) -> None:
        limit = parse_limit(self.box.text())
        if limit is not None:
            said = tr("The limit of {name} is set.", name=self._subject)
            self._call(UserQuota(self._subject, storage=limit), said)

    def _clear(self) -> None:
        self._call(UserQuota(self._subject, clear=True), tr("{name} may keep what the settings say.",
                                                            name=self._subject))  # fmt: skip

    def _call(self, request: UserQuota, said: str) -> None:
        self._tasks.start(
            self._link.call(request), teller=self._teller, controls=[self.keep, self.clear],
            busy=tr("Setting the limit…"), said=said, done=lambda _user: self._closed(),
        )  # fmt: skip
