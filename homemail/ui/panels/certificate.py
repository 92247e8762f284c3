"""The card of the certificate that the house shows: until when, for which names, and what devices should trust."""

import time
from collections.abc import Iterable

from PySide6.QtWidgets import QApplication, QFormLayout, QHBoxLayout

from homemail.control.methods.engine import ListenerState
from homemail.control.methods.security import SecurityState
from homemail.ui.panels.page import Card, form_label
from homemail.ui.panels.security_model import SOON, days_left, encrypted_ports, lasts
from homemail.ui.task import Teller
from homemail.ui.theme import L, S, State, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label
from homemail.ui.words import tr


class CertificateCard(Card):
    def __init__(self, teller: Teller) -> None:
        super().__init__(
            tr("Certificate in use"),
            sentence=tr("Signed by the house's own authority and renewed by itself. A device that trusts the authority "
                        "asks no more."),
        )  # fmt: skip
        self._teller = teller
        self._light = StateIcon(16)
        self.lasts, self._names, self._ports = label(wrap=True), label(wrap=True, selectable=True), label(wrap=True)
        self._authority, self._file = label(wrap=True), ElidedLabel()
        self.fingerprint = label(wrap=True, selectable=True)
        self.fingerprint.setFont(mono())
        for one in (self._names, self.fingerprint, self._file):
            one.setProperty("role", "data")
        valid = QHBoxLayout()
        valid.setSpacing(S)
        valid.addWidget(self._light)
        valid.addWidget(self.lasts, 1)
        copy = button(tr("Copy the path"), picture="copy", role="quiet")
        copy.clicked.connect(self._copy_path)
        place = QHBoxLayout()
        place.setSpacing(S)
        place.addWidget(self._file, 1)
        place.addWidget(copy)
        form = QFormLayout()
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(form_label(tr("Valid")), valid)
        form.addRow(form_label(tr("For the names")), self._names)
        form.addRow(form_label(tr("Encryption")), self._ports)
        form.addRow(form_label(tr("Fingerprint (SHA-256)")), self.fingerprint)
        form.addRow(form_label(tr("Authority")), self._authority)
        form.addRow(form_label(tr("For the devices")), place)
        self.body.addLayout(form)

    def show_state(self, state: SecurityState, listeners: Iterable[ListenerState]) -> None:
        now = time.time()
        left = days_left(state.certificate, now)
        health = State.BAD if left < 0 else State.WAITING if left < SOON else State.GOOD
        self.lasts.setText(lasts(state.certificate, now))
        self._light.show_state(health, self.lasts.text())
        self._names.setText(", ".join(state.certificate.names))
        pairs = state.certificate.fingerprint.split(":")
        self.fingerprint.setText(":\n".join(":".join(half) for half in (pairs[:16], pairs[16:]) if half))
        self._authority.setText(lasts(state.authority, now))
        self._file.setText(state.authority_file)
        self._ports.setText(encrypted_ports(listeners))

    def _copy_path(self) -> None:
        QApplication.clipboard().setText(self._file.text())
        self._teller.good(tr("The path of the authority's certificate is on the clipboard."))
