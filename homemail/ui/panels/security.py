"""Security: who may send, who may log in and did, how mail from outside is checked, the certificate in use."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from homemail.control.events import AccountsChanged, AnyEvent, SettingsChanged, StatusChanged
from homemail.control.methods.people import UserList, Users
from homemail.control.methods.security import SecurityShow, SecurityState
from homemail.ui.panels import security_model as parts
from homemail.ui.panels.certificate import CertificateCard
from homemail.ui.panels.fields import Fields, FieldsCard
from homemail.ui.panels.logins import LoginsCard
from homemail.ui.panels.networks import KEY, NetworksCard
from homemail.ui.panels.page import Page, scrolling
from homemail.ui.panels.security_model import (
    Security,
    check_state,
    login_meaning,
    scram_state,
    senders_state,
    tokens_state,
)
from homemail.ui.theme import M, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.segments import Parts
from homemail.ui.words import tr


class SecurityPage(Page):
    NAME = "security"
    POSTFIX = "security"
    model: Security

    @classmethod
    def title(cls) -> str:
        return tr("Security")

    @classmethod
    def sentence(cls) -> str:
        return tr("Who may send through this house, and how it proves who it is.")

    def build(self) -> None:
        self.fields = Fields(self.model.forms, self.link, self.tasks, self.notice, failed=self.failed)
        card = self.fields.card
        self.networks = NetworksCard(self.model, self.link, self.tasks, self.notice, self._take)
        self.logins = LoginsCard(self.model.logins, self.link, self.tasks)
        self.certificate = CertificateCard(self.notice)
        titles = {
            "senders": tr("Who may send"), "logins": tr("Logins"), "outside": tr("Mail from outside"),
            "certificate": tr("Certificate"),
        }  # fmt: skip
        cards = {
            "senders": (
                self.networks,
                card(tr("Writing as somebody"), parts.SENDERS, drawn=self._draw_senders,
                     sentence=tr("As whom a person or device may write after a login.")),
            ),
            "logins": (
                card(tr("Passwords"), parts.LOGINS, drawn=self._draw_logins),
                card(tr("Tokens instead of passwords"), parts.TOKENS, drawn=self._draw_tokens,
                     sentence=tr("Of an identity provider of the house (OAuth); most houses have none.")),
                self.logins,
            ),
            "outside": (
                card(tr("Is the sender who it says?"), parts.CHECKS, drawn=self._draw_checks),
                self._build_door(),
            ),
            "certificate": (self.certificate,),
        }  # fmt: skip
        self.parts = Parts(tr("Part of the page"), titles, self.model)
        for name, those in cards.items():
            for one in those:
                self.parts.column(name).addWidget(one)
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(self.parts)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scrolling(column))

    def _build_door(self) -> FieldsCard:
        card = self.fields.card(tr("Strangers at the door"), parts.DOOR)
        hint = tr("Greeting, sender, blocklists and lists of one's own: on the page Filters")
        more = button(tr("Checks of strangers"), role="quiet", hint=hint)
        more.clicked.connect(lambda: self.go("filters", found="strangers.helo"))
        card.head.addWidget(more)
        return card

    # Asking

    def is_loaded(self) -> bool:
        return self.model.state is not None

    def load(self) -> None:
        if self.link.is_connected:
            self._load_state()
            self.fields.load()
            self.logins.load()

    def _load_state(self) -> None:
        self.tasks.start(self.link.call(UserList()), done=self._take_people, failed=self.failed)
        self.tasks.start(self.link.call(SecurityShow()), done=self._take, failed=self.failed)

    def _take(self, state: SecurityState) -> None:
        self.model.apply(state)
        self.loaded()

    def _take_people(self, users: Users) -> None:
        self.model.scram_waits_for = users.scram_waits_for
        self.fields.refresh()

    def hear(self, event: AnyEvent) -> None:
        self.fields.hear(event)
        self.logins.hear(event)
        if isinstance(event, SettingsChanged | AccountsChanged):
            self._load_state()
        elif isinstance(event, StatusChanged):
            self._show_certificate()

    def showEvent(self, event: QShowEvent) -> None:
        """Who logs in is told by no event: it is asked again when somebody looks."""
        super().showEvent(event)
        if self.model.logins.loaded:
            self.logins.load()
            self._load_state()

    def show_found(self, target: str) -> None:
        """A part by its name, or a setting by its key."""
        if target == KEY:
            self.parts.choose("senders")
            self.networks.box.setFocus()
        card = self.fields.find(target)
        for name in self.parts.switch.buttons:
            if target == name or (card is not None and self.parts.column(name).indexOf(card) >= 0):
                self.parts.choose(name)

    # Showing

    def refresh(self) -> None:
        self.networks.refresh()
        self.logins.refresh()
        self.fields.refresh()
        self._show_certificate()

    def _show_certificate(self) -> None:
        if self.model.state is not None:
            self.certificate.show_state(self.model.state, self.link.status.listeners if self.link.status else ())

    def _kept(self, key: str) -> str:
        return self.model.forms.kept(key) if self.model.forms.knows(key) else ""

    def _draw_senders(self, _card: FieldsCard) -> None:
        self.fields.tell("sending.senders", *senders_state(self._kept("sending.senders")))

    def _draw_logins(self, _card: FieldsCard) -> None:
        mode = self._kept("access.plaintext_login")
        light = State.WAITING if mode == "always" else State.GOOD
        self.fields.tell("access.plaintext_login", light, login_meaning(mode))
        wanted = self._kept("access.scram") == "true"
        self.fields.tell("access.scram", *scram_state(wanted, self.model.scram_waits_for))

    def _draw_tokens(self, _card: FieldsCard) -> None:
        self.fields.tell("oauth.issuer", *tokens_state(self.model.forms.fields))

    def _draw_checks(self, _card: FieldsCard) -> None:
        verify, refuse = (self._kept(key) == "true" for key in parts.CHECKS[:2])
        self.fields.tell(parts.CHECKS[0], *check_state(verify, refuse))
