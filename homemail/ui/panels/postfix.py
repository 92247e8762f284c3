"""What a page says, as Postfix has it, and lines of Postfix taken: in a sheet over any page, and whole in Settings.

What is typed is shown by its effect after a moment; the engine reads it, and a password in it stays with the engine.
"""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from homemail.control.events import AccountsChanged, AnyEvent, SettingsChanged
from homemail.control.methods.postfix import (
    PostfixApply,
    PostfixConfiguration,
    PostfixRead,
    PostfixReading,
    PostfixShow,
    PostfixVerdict,
)
from homemail.ui.link import Link
from homemail.ui.panels.postfix_model import Pasted, pasted_of, state_of, text_of, words_of_row
from homemail.ui.task import Tasks
from homemail.ui.theme import L, M, S, State, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import label, set_state
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.overlay import Overlay
from homemail.ui.widgets.segments import Segments
from homemail.ui.widgets.table import Column, Table
from homemail.ui.words import tr

_MOMENT = 300  # milliseconds after the last key
_EXAMPLE = "relayhost = [smtp.example.org]:587\n\n# /etc/postfix/generic\nchris christian@isp.example"
_TABLES = (
    "main.cf", "master.cf", "aliases", "virtual", "canonical", "sender_canonical", "recipient_canonical", "generic",
    "relocated", "transport", "sender_relay", "tls_policy", "sasl_passwd", "senders", "clients", "header_checks",
    "smtp_header_checks", "mime_header_checks", "body_checks",
)  # fmt: skip


class PostfixView(QWidget):
    """`part` is a page's name, "" for everything."""

    def __init__(self, part: str, link: Link, tasks: Tasks) -> None:
        super().__init__()
        self._part, self._link, self._tasks = part, link, tasks
        self.model = Pasted()
        self.notice = Notice()
        self.switch = Segments(tr("Postfix"), {"lines": tr("As Postfix has it"), "paste": tr("Paste lines")})
        self.switch.turned.connect(self._turn)
        self.copy = button(tr("Copy"), picture="copy")
        self.copy.clicked.connect(self._copy)
        self.head = QHBoxLayout()
        self.head.setSpacing(S)
        self.head.addWidget(self.switch)
        self.head.addStretch(1)
        self.head.addWidget(self.copy)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_lines())
        self._stack.addWidget(self._build_paste())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(self.head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_MOMENT)
        self._soon.timeout.connect(self._read)

    def _build_lines(self) -> QWidget:
        self.lines = _page(tr("Configuration of Postfix"))
        self.lines.setReadOnly(True)
        return self.lines

    def _build_paste(self) -> QWidget:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.input = _page(tr("Lines of Postfix"))
        self.input.setPlaceholderText(_EXAMPLE)
        self.input.textChanged.connect(self._soon_after)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("File of these lines"))
        self.kind.addItem(tr("By their look"), "")
        for name in _TABLES:
            self.kind.addItem(name, name)
        self.kind.activated.connect(lambda _index: self._read())
        self.rows: Table[PostfixVerdict] = Table(
            tr("What these lines become"),
            (
                Column(tr("Line"), lambda one: str(one.number), 56, number=True),
                Column(tr("Pasted"), pasted_of, 290, fixed_face=True),
                Column(tr("What it becomes"), words_of_row, 300, stretch=True, state=state_of),
            ),
        )
        self._whole = label(role="muted", wrap=True, selectable=True)  # of the chosen line, which may be cut above
        self.rows.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell_whole())
        self._summary = label(wrap=True)
        self.apply = button(tr("Apply"), role="main")
        self.apply.clicked.connect(self._apply)
        file = label(tr("These lines are of"), role="muted")
        file.setBuddy(self.kind)
        choice = QHBoxLayout()
        choice.setSpacing(S)
        choice.addWidget(file)
        choice.addWidget(self.kind)
        choice.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.apply)
        column.addLayout(choice)
        column.addWidget(self.input, 2)
        column.addWidget(self.rows, 3)
        column.addWidget(self._whole)
        column.addLayout(foot)
        self._draw()
        return sheet

    # Asking

    def load(self) -> None:
        if self._link.is_connected:
            self._tasks.start(self._link.call(PostfixShow(self._part)), done=self._take, failed=self.notice.bad)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, SettingsChanged | AccountsChanged) and self.isVisible():
            self.load()
            self._read()

    def _take(self, configuration: PostfixConfiguration) -> None:
        text = text_of(configuration.files)
        if text != self.lines.toPlainText():
            place = self.lines.verticalScrollBar().value()
            self.lines.setPlainText(text)
            self.lines.verticalScrollBar().setValue(place)

    def _soon_after(self) -> None:
        self.apply.setEnabled(False)  # until what is typed has been read
        self._soon.start()

    def _asked(self) -> tuple[str, str]:
        return self.input.toPlainText(), str(self.kind.currentData())

    def _read(self) -> None:
        asked = self._asked()
        if not self.model.ask(*asked):
            self._draw()
            return
        self._tasks.start(
            self._link.call(PostfixRead(*asked)),
            done=partial(self._answer, asked),
            failed=partial(self._fail, asked),
        )

    def _answer(self, asked: tuple[str, str], reading: PostfixReading) -> None:
        if self.model.answer(asked, reading):
            self._draw()

    def _fail(self, asked: tuple[str, str], reason: str) -> None:
        if self.model.fail(asked, reason):
            self._draw()

    def _draw(self) -> None:
        self.rows.show_rows(self.model.rows)
        self._tell_whole()
        self._summary.setText(self.model.summary)
        trouble = bool(self.model.reason or (self.model.reading and self.model.reading.trouble))
        set_state(self._summary, State.BAD if trouble else None)
        self.apply.setEnabled(self.model.may_apply and self.model.asked == self._asked())

    def _tell_whole(self) -> None:
        chosen = self.rows.selected()
        self._whole.setText(words_of_row(chosen[0]) if chosen else "")
        self._whole.setVisible(bool(chosen))

    # Doing

    def _turn(self, chosen: str) -> None:
        self._stack.setCurrentIndex(0 if chosen == "lines" else 1)
        self.copy.setVisible(chosen == "lines")

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.lines.toPlainText())
        self.notice.good(tr("The lines are on the clipboard."))

    def _apply(self) -> None:
        self._tasks.start(
            self._link.call(PostfixApply(*self.model.asked)),
            teller=self.notice,
            controls=[self.apply],
            said=tr("The changes are in force. The history of the settings can take them back."),
            done=self._applied,
        )

    def _applied(self, reading: PostfixReading) -> None:
        self.input.clear()
        self._read()


class PostfixSheet(Overlay):
    """The view over a page, gone with its last use: what was pasted may hold a password."""

    def __init__(self, parent: QWidget, part: str, title: str, link: Link, tasks: Tasks) -> None:
        super().__init__(parent, 900)
        self.body.setContentsMargins(L, M, L, L)
        self.view = PostfixView(part, link, tasks)
        self.closing = button(tr("Close"))
        self.closing.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.addWidget(label(tr("{page}, as Postfix has it", page=title), role="title"))
        head.addStretch(1)
        head.addWidget(self.closing)
        self.body.addLayout(head)
        self.body.addWidget(self.view, 1)
        self.view.setMinimumHeight(min(640, max(320, parent.height() - 200)))
        self._forget = link.on_event(self.view.hear)

    def take_focus(self) -> None:
        self.view.switch.buttons[self.view.switch.chosen].setFocus()

    def dismiss(self) -> None:
        super().dismiss()
        self._forget()
        self.deleteLater()


def _page(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFont(mono())
    made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    return made
