"""The card "A message before and after": envelope and header side by side, each change with the row that made it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from homemail.control.methods.tables import MessageForm, MessagePreview
from homemail.ui.link import Link
from homemail.ui.panels.addresses_model import place_of, rule_words
from homemail.ui.panels.before_after_model import HOUSE, LEAVES, PASTED, TYPED, Change, Draft, Line, change_word, lines
from homemail.ui.panels.page import Card, field, in_threes, why
from homemail.ui.task import Tasks
from homemail.ui.theme import XS, M, State, mono
from homemail.ui.widgets.labels import label, set_state
from homemail.ui.widgets.segments import Segments
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import said, tr

_MIDDLE = Qt.TextElideMode.ElideMiddle
_ASK_AFTER = 300  # milliseconds without a key


class BeforeAfterCard(Card):
    """`open_rule` is told which row to show."""

    def __init__(self, model: Draft, link: Link, tasks: Tasks, open_rule: Callable[[str], None]) -> None:
        super().__init__(
            tr("A message before and after"),
            sentence=tr("What the house makes of addresses and header lines. Nothing is sent."),
        )
        self._model, self._link, self._tasks, self._open_rule = model, link, tasks, open_rule
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_ASK_AFTER)
        self._soon.timeout.connect(self.ask)
        self.kind = Segments(tr("The message to try"), {TYPED: tr("Addresses"), PASTED: tr("Pasted header")},
                             model.segment)  # fmt: skip
        self.origin = QComboBox()
        self.origin.setAccessibleName(tr("Who brings it"))
        self.origin.addItem(tr("Sent by somebody of the house"), False)
        self.origin.addItem(tr("Brought from outside"), True)
        self.origin.setCurrentIndex(int(model.stranger))
        self.head.addWidget(self.kind)
        self.head.addWidget(self.origin)
        self._addresses = self._build_addresses()
        self._build_pasted()
        self.why = why()
        self.body.addSpacing(XS)
        self.body.addWidget(self._addresses)
        self.body.addWidget(self.pasted)
        self.body.addWidget(self.why)
        self._build_answer()
        self._turn(self.kind.chosen)
        self.kind.turned.connect(self._turn)
        self.origin.activated.connect(lambda _index: self._type())
        self._show()

    def _build_addresses(self) -> QWidget:
        model = self._model
        self.boxes = {
            "from_": field(tr("Author (From)"), placeholder=tr("name@example.org")),
            "to": field(tr("To"), placeholder=tr("Addresses, with commas between")),
            "cc": field(tr("Cc")),
            "reply_to": field(tr("Reply-To")),
            "sender": field(tr("Envelope sender"), placeholder=tr("Empty: the one of From")),
            "recipients": field(tr("Envelope recipients"), placeholder=tr("Empty: those of To and Cc")),
        }
        for name, box in self.boxes.items():
            box.setText(getattr(model, name))
            box.setCursorPosition(0)
            box.textChanged.connect(lambda _text: self._type())
            box.returnPressed.connect(self.ask)
        sheet = QWidget()
        grid = in_threes([(box.accessibleName(), box, box) for box in self.boxes.values()])
        grid.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        return sheet

    def _build_pasted(self) -> None:
        self.pasted = QPlainTextEdit(self._model.pasted)
        self.pasted.setAccessibleName(tr("Header to try"))
        self.pasted.setPlaceholderText(tr("Paste the header lines of a message here."))
        self.pasted.setTabChangesFocus(True)
        self.pasted.setFixedHeight(124)  # as tall as the form that it takes the place of
        self.pasted.setFont(mono())
        self.pasted.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.pasted.textChanged.connect(self._type)

    def _build_answer(self) -> None:
        columns: list[Column[Line]] = [
            Column(tr("Part"), lambda one: one.part, 170),
            Column(tr("Before"), lambda one: one.before or "–", 116, elide=_MIDDLE),
            Column(tr("After"), lambda one: one.after or "–", 156, stretch=True, elide=_MIDDLE,
                   strong=lambda one: one.change is not Change.NONE),
            Column(tr("Change"), lambda one: change_word(one.change), 76),
            Column(tr("Because of"), lambda one: ", ".join(map(rule_words, one.rules)) or "–", 146,
                   link=lambda one: any(map(place_of, one.rules))),
        ]  # fmt: skip
        self.table: Table[Line] = Table(tr("The message before and after"), columns, lambda one: (one.part, one.before))
        copies_rows(self.table)
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        self.after = Segments(tr("After"), {HOUSE: tr("In the house"), LEAVES: tr("As it leaves")}, self._model.after)
        self.after.turned.connect(self._choose_after)
        self.fate = label(wrap=True)
        self._none = label(tr("Write an address in To, and see what becomes of it."), role="muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self.after, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.fate, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)

    def _turn(self, kind: str) -> None:
        self._model.segment = kind
        self._addresses.setVisible(kind == TYPED)
        self.pasted.setVisible(kind == PASTED)
        self._type()

    def _type(self) -> None:
        model = self._model
        for name, box in self.boxes.items():
            setattr(model, name, box.text())
        model.pasted = self.pasted.toPlainText()
        model.stranger = bool(self.origin.currentData())
        self._soon.start()

    def ask(self) -> None:
        """What becomes of the message as it is typed; silent while nobody would receive it."""
        if self._model.is_empty:
            self._take(self._model.request(), None)
        elif self._link.is_connected:
            request = self._model.request()
            self._tasks.start(
                self._link.call(request), done=lambda found: self._take(request, found), failed=self._fail
            )

    def _take(self, request: object, found: MessagePreview | None) -> None:
        if request == self._model.request():  # nothing was typed meanwhile
            self._model.preview = found
            self._say("")
            self._show()

    def _fail(self, reason: str) -> None:
        self._model.preview = None
        self._say(reason)
        self._show()

    def _say(self, text: str) -> None:
        self.why.setText(text)
        self.why.setVisible(bool(text))

    def _show(self) -> None:
        preview, forms = self._model.preview, self._model.afters()
        form = forms.get(self.after.chosen) or next(iter(forms.values()), None)
        rows = lines(preview, form) if preview and form else ()
        self.table.show_rows(rows)
        self.table.fit(len(rows), at_most=12)
        self.table.setVisible(bool(rows))
        self.after.setVisible(len(forms) > 1)
        self.fate.setText(self._fate(preview, form))
        self.fate.setVisible(bool(self.fate.text()))
        set_state(self.fate, State.WAITING if preview and preview.fate else None)
        self._none.setVisible(preview is None and not self.why.text())

    def _fate(self, preview: MessagePreview | None, form: MessageForm | None) -> str:
        """What keeps it, or which way the shown form is of."""
        if preview and preview.fate:
            return said(preview.fate)
        if form is None or self.after.isVisibleTo(self):
            return ""
        return (
            tr("As it leaves the house.") if form.place == LEAVES else tr("As it stands in the mailboxes of the house.")
        )

    def _choose_after(self, place: str) -> None:
        self._model.after = place
        self._show()

    def _open(self, index: QModelIndex) -> None:
        line = self.table.rows_model.rows[index.row()]
        if rule := next(filter(place_of, line.rules), ""):
            self._open_rule(rule)
