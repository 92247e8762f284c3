"""The card of the keys that sign mail from a domain: the DNS record to publish, and whether DNS has it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QApplication, QFormLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from homemail.control.method import Done
from homemail.control.methods.dkim import DkimCheck, DkimList, DkimRecord, DkimRecords, DkimRemove
from homemail.ui.link import Link
from homemail.ui.panels.dkim_model import (
    SELECTOR,
    TROUBLE,
    Dkim,
    key_of,
    request,
    selector_problem,
    state_of,
    state_sentence,
    state_word,
)
from homemail.ui.panels.page import Card, field, form_label, say_why, why, with_why
from homemail.ui.task import Tasks
from homemail.ui.theme import L, S, State, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

LINES = 5  # of a record's value that are seen at once
_STATES = {"published": State.GOOD, "absent": State.WAITING, "unknown": State.WAITING, "different": State.BAD,
           TROUBLE: State.BAD}  # fmt: skip


class DkimCard(Card):
    def __init__(self, model: Dkim, link: Link, tasks: Tasks, notice: Notice) -> None:
        super().__init__(
            tr("Signature of your domain (DKIM)"),
            sentence=tr("With it receivers see that mail of your domain is not forged. It needs a record in DNS that "
                        "you publish once."),
        )  # fmt: skip
        self.model, self._link, self._tasks, self._notice = model, link, tasks, notice
        self._ask = button(tr("Ask DNS"), picture="retry", hint=tr("Look whether the records are published"))
        self.head.addWidget(self._ask)
        columns: list[Column[DkimRecord]] = [
            Column(tr("Domain"), lambda one: one.domain, 240, elide=Qt.TextElideMode.ElideMiddle),
            Column(tr("Key"), lambda one: one.selector, 140),
            Column(tr("In DNS"), state_word, 220, stretch=True, state=lambda one: _STATES.get(state_of(one))),
        ]
        self.table: Table[DkimRecord] = Table(tr("Keys that sign mail"), columns, key_of)
        self._none = label(tr("No domain's mail is signed yet."), role="muted", wrap=True)
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        self._record = self._build_record()
        self.body.addWidget(self._record)
        self._domain = field(tr("Domain to sign"), placeholder=tr("Domain, such as example.org"))
        self._selector = field(tr("Name of the key"), placeholder=tr("Key: {name}", name=SELECTOR), width=220)
        self._domain_why, self._selector_why = why(), why()
        self._add = button(tr("Sign its mail"), role="main")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addLayout(with_why(self._domain, self._domain_why), 1)
        row.addLayout(with_why(self._selector, self._selector_why))
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self._bind()
        self.refresh()

    def _build_record(self) -> QWidget:
        """The record of the chosen key, each part with a button that copies it."""
        self._light, self._words = StateIcon(16), label(wrap=True)
        self._name, self._value = ElidedLabel(), QPlainTextEdit()
        self._name.setFont(mono())
        self._name.setProperty("role", "data")
        self._value.setReadOnly(True)
        self._value.setTabChangesFocus(True)
        self._value.setFont(mono())
        self._value.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._value.setFixedHeight(LINES * self._value.fontMetrics().lineSpacing() + L)
        self._value.setAccessibleName(tr("Value of the record"))
        self._drop = button(tr("Remove…"), picture="delete")
        self._copy_name = button(tr("Copy the name"), picture="copy", role="quiet")
        self._copy_value = button(tr("Copy the value"), picture="copy", role="quiet")
        self._parts = QWidget()
        form = QFormLayout(self._parts)
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(L)
        form.setVerticalSpacing(S)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, shown, copy in (
            (tr("TXT record"), self._name, self._copy_name),
            (tr("Value"), self._value, self._copy_value),
        ):
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addWidget(shown, 1)
            row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
            form.addRow(form_label(words), row)
        said_row = QHBoxLayout()
        said_row.setSpacing(S)
        said_row.addWidget(self._light)
        said_row.addWidget(self._words, 1)
        said_row.addWidget(self._drop)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, S, 0, S)
        column.setSpacing(S)
        column.addLayout(said_row)
        column.addWidget(self._parts)
        return whole

    def _bind(self) -> None:
        for box in (self._domain, self._selector):
            box.textChanged.connect(lambda _text: self._check())
            box.returnPressed.connect(self._sign)
        self._add.clicked.connect(self._sign)
        self._ask.clicked.connect(self._ask_dns)
        self._drop.clicked.connect(self._ask_removal)
        self._copy_name.clicked.connect(lambda: self._copy(self._name.text()))
        self._copy_value.clicked.connect(lambda: self._copy(self._value.toPlainText()))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_record())

    def load(self) -> None:
        self._tasks.start(self._link.call(DkimList()), teller=self._notice, done=self._take)

    def _take(self, records: DkimRecords) -> None:
        self.model.apply(records)
        self.refresh()

    def refresh(self) -> None:
        records = self.model.records
        self.table.show_rows(records)
        self.table.fit(len(records))
        for one in (self.table, self._ask):
            one.setVisible(bool(records))
        self._none.setVisible(not records)
        if len(records) == 1 and not self.table.selected():
            self.table.selectRow(0)
        self._show_record()
        self._check()

    def _show_record(self) -> None:
        chosen = self.table.selected()
        self._record.setVisible(len(chosen) == 1)
        if len(chosen) != 1:
            return
        record = chosen[0]
        self._words.setText(state_sentence(record))
        self._light.show_state(_STATES.get(state_of(record), State.OFF), state_word(record))
        self._name.setText(record.name)
        if self._value.toPlainText() != record.value:
            self._value.setPlainText(record.value)
        self._parts.setVisible(bool(record.value))

    def _check(self) -> None:
        domain, selector = self._typed()
        say_why(self._domain, self._domain_why, self.model.domain_problem(domain, selector))
        say_why(self._selector, self._selector_why, selector_problem(selector))
        self._add.setEnabled(self.model.can_add(domain, selector))

    def _typed(self) -> tuple[str, str]:
        return self._domain.text().strip().rstrip("."), self._selector.text().strip()

    def _sign(self) -> None:
        domain, selector = self._typed()
        if not self.model.can_add(domain, selector):
            return
        self._tasks.start(
            self._link.call(request(domain, selector)),
            teller=self._notice,
            controls=[self._add],
            busy=tr("Making the key…"),
            done=self._signed,
        )

    def _signed(self, record: DkimRecord) -> None:
        self._domain.setText("")
        self._selector.setText("")
        self.model.apply_one(record)
        self.refresh()
        self.table.selectRow(self.model.place(record))
        if record.trouble:  # a key file that was there already, and cannot be used
            self._notice.bad(state_sentence(record))
            return
        self._notice.good(
            tr("Mail from {domain} is signed from now on. Publish its record, then ask DNS.", domain=record.domain)
        )

    def _ask_dns(self) -> None:
        self._tasks.start(
            self._link.call(DkimCheck()),
            teller=self._notice,
            controls=[self._ask],
            busy=tr("Asking DNS…"),
            done=self._take,
        )

    def _ask_removal(self) -> None:
        if chosen := self.table.selected():
            record = chosen[0]
            self._notice.ask(
                tr("Sign mail from {domain} with the key {name} no longer? The key file stays.",
                   domain=record.domain, name=record.selector),
                (tr("Sign no longer"), "danger", lambda: self._remove(record)),
                (tr("Keep"), "", self.table.setFocus),
            )  # fmt: skip

    def _remove(self, record: DkimRecord) -> None:
        self._tasks.start(
            self._link.call(DkimRemove(record.domain, record.selector)),
            teller=self._notice,
            controls=[self._drop],
            said=tr("Done. Leave the record in DNS for some days: mail under way is still checked with it."),
            done=self._removed,
        )

    def _removed(self, _done: Done) -> None:
        self.table.clearSelection()
        self.load()

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._notice.good(tr("Copied."))
