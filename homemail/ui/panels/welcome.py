"""Welcome: a folder without settings becomes a house. Two names, one click; everything else has a good default."""

import re
import socket

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from homemail.mail.address import BadAddress, check_domain
from homemail.settings.listener import may_take_low_ports
from homemail.ui.icons import app_icon
from homemail.ui.link import Link
from homemail.ui.panels.page import Card, field, form_label, say_why, why, with_why
from homemail.ui.task import Tasks
from homemail.ui.theme import XL, L, M, S
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import tr

_DOMAIN = "home.lan"
_UNSAFE = re.compile(r"[^a-z0-9-]+")


def domain_problem(text: str) -> str:
    try:
        check_domain(text)
    except BadAddress:
        return tr("{text} is not a name such as maison.lan.", text=text) if text else ""
    return ""


def suggested_host() -> str:
    return _UNSAFE.sub("-", socket.gethostname().split(".")[0].lower()).strip("-") or "gateway"


class Welcome(QWidget):
    def __init__(self, link: Link, tasks: Tasks) -> None:
        super().__init__()
        self._link, self._tasks = link, tasks
        card = Card()
        card.setFixedWidth(600)
        picture = label()
        picture.setFixedSize(64, 64)
        picture.setPixmap(app_icon().pixmap(64, 64))
        self.domain = field(tr("Mail domain"))
        self.domain.setText(_DOMAIN)
        self.host = field(tr("Name of this computer"))
        self.host.setText(f"{suggested_host()}.{_DOMAIN}")
        self._follows = True
        self.unprivileged = QCheckBox(tr("Use ports above 1024, which need no administrator rights"))
        self.unprivileged.setChecked(not may_take_low_ports())
        self._whys = why(), why()
        self.notice = Notice()
        self.found = button(tr("Make this the home's post office"), role="main")
        form = QFormLayout()
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        form.addRow(form_label(tr("Mail domain")), with_why(self.domain, self._whys[0]))
        form.addRow(form_label(tr("This computer")), with_why(self.host, self._whys[1]))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.found)
        for one in (
            picture,
            label(tr("Welcome to HomeMail"), role="title"),
            label(
                tr(
                    "This computer becomes the post office of the house: everyone here sends through it and reads from "
                    "it. Addresses will end in @ and the mail domain."
                ),
                role="muted",
                wrap=True,
            ),
        ):
            card.body.addWidget(one)  # fmt: skip
        card.body.addSpacing(M)
        card.body.addLayout(form)
        card.body.addWidget(self.unprivileged)
        card.body.addWidget(self.notice)
        card.body.addLayout(row)
        card.body.setContentsMargins(XL, XL, XL, XL)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.domain.textEdited.connect(self._domain_typed)
        self.host.textEdited.connect(self._host_typed)
        self.domain.returnPressed.connect(self._found)
        self.host.returnPressed.connect(self._found)
        self.found.clicked.connect(self._found)
        self._check()

    def _domain_typed(self, text: str) -> None:
        if self._follows:
            self.host.setText(f"{suggested_host()}.{text.strip()}")
        self._check()

    def _host_typed(self, _text: str) -> None:
        self._follows = False
        self._check()

    def _check(self) -> None:
        whys = [domain_problem(box.text().strip()) for box in (self.domain, self.host)]
        for box, line, wrong in zip((self.domain, self.host), self._whys, whys, strict=True):
            say_why(box, line, wrong)
        self.found.setEnabled(not any(whys) and bool(self.domain.text().strip() and self.host.text().strip()))

    def _found(self) -> None:
        if not self.found.isEnabled():
            return
        work = self._link.found_house(
            self.domain.text().strip(), self.host.text().strip(), unprivileged=self.unprivileged.isChecked()
        )
        self._tasks.start(work, teller=self.notice, controls=[self.found], busy=tr("Setting up the house…"))
