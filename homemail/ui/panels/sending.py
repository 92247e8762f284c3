"""Sending: how mail reaches the outside, and what signs it. What holds now stands above the form of the relayhost."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from homemail.control.events import AnyEvent, RelayTested, SettingsChanged
from homemail.control.methods.sending import RelaySettings, RelayShow
from homemail.control.methods.settings import SettingsSet
from homemail.settings.relays import DEFAULT_RELAY
from homemail.ui.panels.dkim import DkimCard
from homemail.ui.panels.dkim_model import Dkim
from homemail.ui.panels.fields import Fields
from homemail.ui.panels.page import Card, Page, in_threes, scrolling
from homemail.ui.panels.relay_test import RelayTestCard
from homemail.ui.panels.relay_test_model import RelayTrial
from homemail.ui.panels.relays import RelaysCard
from homemail.ui.panels.relays_model import Relays
from homemail.ui.panels.sending_model import (
    BOUNDS,
    Sending,
    can_test,
    host_problem,
    summary,
)
from homemail.ui.panels.server_form import ServerForm
from homemail.ui.panels.transports import TransportsCard
from homemail.ui.panels.transports_model import Transports
from homemail.ui.theme import M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import StateIcon, label, set_state
from homemail.ui.widgets.segments import Parts
from homemail.ui.widgets.table import Table
from homemail.ui.words import tr


class SendingPage(Page):
    NAME = "sending"
    POSTFIX = "sending"
    model: Sending

    @classmethod
    def title(cls) -> str:
        return tr("Sending")

    @classmethod
    def sentence(cls) -> str:
        return tr("How mail reaches the outside.")

    def build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(M)
        self._saved = 0  # times
        now = Card(tr("Now"))
        row = QHBoxLayout()
        row.setSpacing(S)
        self._light = StateIcon()
        self._summary = label(wrap=True)
        row.addWidget(self._light)
        row.addWidget(self._summary, 1)
        self._gate = button("")
        row.addWidget(self._gate)
        now.body.addLayout(row)
        self._warning = label(wrap=True)
        set_state(self._warning, State.WAITING)
        now.body.addWidget(self._warning)
        column.addWidget(now)
        self.trial = RelayTestCard(RelayTrial(), self.link, self.tasks, self._show_trial)
        column.addWidget(self.trial)
        self.relays = RelaysCard(Relays(), self.link, self.tasks, self.notice, try_it=self._try)
        self.transports = TransportsCard(Transports(), self.link, self.tasks, self.notice)
        self.dkim = DkimCard(Dkim(), self.link, self.tasks, self.notice)
        self.fields = Fields(self.model.forms, self.link, self.tasks, self.notice, failed=self.failed)
        self.bounds = self.fields.card(tr("What the relay takes"), BOUNDS)
        titles = {"relay": tr("Relay"), "ways": tr("Other ways"), "keys": tr("Signatures")}
        self.parts = Parts(tr("Part of the page"), titles, self.model)
        cards = {
            "relay": (self._build_form(), self.bounds), "ways": (self.relays, self.transports), "keys": (self.dkim,),
        }  # fmt: skip
        for name, those in cards.items():
            for one in those:
                self.parts.column(name).addWidget(one)
        column.addWidget(self.parts)
        self.content.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(column)
        self.content.addWidget(self._area)
        self._bind()

    def _build_form(self) -> Card:
        card = Card(
            tr("Relay of your provider"),
            sentence=tr("Most providers take outgoing mail at a relay of theirs; straight delivery from a home is "
                        "often refused."),
        )  # fmt: skip
        self.server = ServerForm(tr("Server"), tr("smtp.example.org; empty: straight delivery"))
        card.body.addLayout(in_threes(self.server.cells()))
        self._save = button(tr("Save"), role="main", hint=tr("Save (Ctrl+S)"))
        self._undo = button(tr("Undo changes"))
        self._test = button(tr("Test"), hint=tr("Try the relay as it is saved; nothing is sent"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._test)
        row.addStretch(1)
        row.addWidget(self._undo)
        row.addWidget(self._save)
        card.body.addLayout(row)
        return card

    def _bind(self) -> None:
        self._save.setShortcut("Ctrl+S")
        self._save.clicked.connect(self._store)
        self._test.clicked.connect(lambda: self._try(DEFAULT_RELAY, self._test))
        self._gate.clicked.connect(self._open_or_close)
        self._undo.clicked.connect(lambda: self.server.fill(self.model.typed()))
        self.server.bind(self._check, self._store)

    def show_found(self, target: str) -> None:
        """A relay or a way of a domain, as an explanation names it: "relays.work", "transports.example.org"."""
        head, _, name = target.partition(".")
        tables: dict[str, Table[Any]] = {"relays": self.relays.table, "transports": self.transports.table}
        form = self.server
        boxes = {"relay.host": form.host, "relay.port": form.port, "relay.tls": form.tls,
                 "relay.username": form.login, "sending.outside": self._gate}  # fmt: skip
        if self.fields.find(target) or target in boxes:
            self.parts.choose("relay")
            if target in boxes:
                boxes[target].setFocus()
        elif (table := tables.get(head)) is not None and table.choose(name):
            self.parts.choose("ways")
            QTimer.singleShot(0, self._area, lambda: self._area.ensureWidgetVisible(table))
            table.setFocus()
        elif target == "relay" and self.parts.choose(target):
            form.host.setFocus()
        else:
            super().show_found(target)

    def is_loaded(self) -> bool:
        return self.model.relay is not None

    def load(self) -> None:
        if self.link.is_connected:
            self.tasks.start(self._read(), done=self._take, failed=self.failed)
            self.fields.load()
            self.relays.load()
            self.transports.load()
            self.dkim.load()

    async def _read(self) -> RelaySettings | None:
        """None where something was saved meanwhile: what was read is older than the answer to that."""
        saved = self._saved
        relay = await self.link.call(RelayShow())
        return relay if saved == self._saved else None

    def _take(self, relay: RelaySettings | None) -> None:
        if relay is None:
            return
        typing = self.is_loaded() and self.model.is_changed(self.server.typed())
        self.model.apply(relay)
        self.loaded() if not typing else self._show_now()

    def refresh(self) -> None:
        self.server.fill(self.model.typed())
        self._show_now()
        self.fields.refresh()
        self.relays.refresh()
        self.transports.refresh()
        self.dkim.refresh()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged):
            self.load()
        if isinstance(event, RelayTested):
            self.trial.hear(event)

    def _show_now(self) -> None:
        relay = self.model.relay
        if relay is None:
            return
        self._summary.setText(summary(relay))
        open_way = bool(relay.host) and relay.tls == "none" and bool(relay.username)
        no_password = bool(relay.username) and not relay.has_password
        self._warning.setText(
            tr("A login is set but no password is kept for it: the relay will refuse the mail.") if no_password
            else tr("The password crosses the network readable: choose a protection if the relay has one.")
            if open_way else ""
        )  # fmt: skip
        self._warning.setVisible(bool(self._warning.text()))
        good = State.GOOD if relay.outside else State.OFF
        self._light.show_state(State.WAITING if open_way or no_password else good, self._summary.text())
        self._gate.setText(tr("Keep mail in the house") if relay.outside else tr("Let mail leave the house"))
        self._check()

    def _check(self) -> None:
        relay = self.model.relay
        typed = self.server.check(has_password=relay is not None and relay.has_password)
        changed = self.model.is_changed(typed)
        self._save.setEnabled(changed and not host_problem(typed.host) and self.server.port.hasAcceptableInput())
        self._undo.setEnabled(changed)
        self._test.setEnabled(can_test(self.model, typed) and not self.trial.model.is_running)

    def _store(self) -> None:
        if not self._save.isEnabled():
            return
        self.tasks.start(
            self.link.call(self.model.request(self.server.typed())),
            teller=self.notice,
            controls=[self._save, self._undo],
            busy=tr("Saving…"),
            said=tr("Saved. New mail goes this way at once.")
            if self.model.relay and self.model.relay.outside
            else tr("Saved. Mail still stays in the house until it is let out, above."),
            done=self._stored,
        )

    def _open_or_close(self) -> None:
        relay = self.model.relay
        if relay is None:
            return
        change = SettingsSet({"sending.outside": not relay.outside})
        self.tasks.start(
            self.link.call(change),
            teller=self.notice,
            controls=[self._gate],
            said=tr("Mail stays in the house from now on.") if relay.outside else tr("Mail may leave the house now."),
        )

    def _try(self, name: str, control: QWidget) -> None:
        self.trial.start(name, control)

    def _show_trial(self) -> None:
        """From its headline on: it stands above what began it."""
        # Order matters: where a card that was hidden will stand is known after the layout.
        QTimer.singleShot(0, self._area, self._scroll_to_trial)

    def _scroll_to_trial(self) -> None:
        if (within := self._area.widget()) and (layout := within.layout()):
            layout.activate()
        self._area.verticalScrollBar().setValue(max(0, self.trial.y() - M))

    def _stored(self, relay: RelaySettings) -> None:
        self._saved += 1
        self.model.apply(relay)
        self.refresh()
