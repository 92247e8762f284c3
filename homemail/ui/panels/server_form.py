"""The boxes that say how a server is reached: its name, protection, port and login. One for every way of mail."""

from collections.abc import Callable

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox

from homemail.ui.panels.page import Cell, field, say_why, why, with_why
from homemail.ui.panels.sending_model import TLS_MODES, Typed, host_problem, tls_word, with_tls
from homemail.ui.words import tr


class ServerForm:
    """`example` stands in the box of the name while it is empty."""

    def __init__(self, name: str, example: str) -> None:
        self.host, self.host_why = field(name, placeholder=example), why()
        self.tls = QComboBox()
        self.tls.setAccessibleName(tr("Protection"))
        for mode in TLS_MODES:
            self.tls.addItem(tls_word(mode), mode)
        self.port = field(tr("Port"))
        self.port.setValidator(QIntValidator(1, 65535, self.port))
        self.login = field(tr("Login"), placeholder=tr("Empty: no login"))
        self.password = field(tr("Password"), secret=True)

    def cells(self) -> tuple[Cell, ...]:
        return (
            (tr("Server"), self.host, with_why(self.host, self.host_why)),
            (tr("Protection"), self.tls, self.tls),
            (tr("Port"), self.port, self.port),
            (tr("Login"), self.login, self.login),
            (tr("Password"), self.password, self.password),
        )

    def bind(self, check: Callable[[], None], store: Callable[[], None]) -> None:
        """`check` hears of every change, `store` of Return."""
        for box in (self.host, self.port, self.login, self.password):
            box.textChanged.connect(lambda _text: check())
            box.returnPressed.connect(store)
        self.tls.activated.connect(lambda _index: self._tls_chosen(check))

    def _tls_chosen(self, check: Callable[[], None]) -> None:
        self.port.setText(str(with_tls(self.typed(), str(self.tls.currentData())).port))
        check()

    def fill(self, typed: Typed) -> None:
        self.host.setText(typed.host)
        self.tls.setCurrentIndex(max(0, self.tls.findData(typed.tls)))
        self.port.setText(str(typed.port))
        self.login.setText(typed.username)
        self.password.setText(typed.password)
        for box in (self.host, self.login):
            box.setCursorPosition(0)  # a long name is read from its beginning

    def typed(self) -> Typed:
        return Typed(
            self.host.text().strip(),
            int(self.port.text() or 0),
            str(self.tls.currentData()),
            self.login.text().strip(),
            self.password.text(),
        )

    def check(self, *, has_password: bool) -> Typed:
        """Say what is wrong; without a server there is nothing to say about it, and without a login no password."""
        typed = self.typed()
        say_why(self.host, self.host_why, host_problem(typed.host))
        for one in (self.tls, self.port, self.login):
            one.setEnabled(bool(typed.host))
        self.password.setEnabled(bool(typed.host and typed.username))
        self.password.setPlaceholderText(tr("Kept; type to replace it") if has_password else tr("None is kept"))
        return typed
