"""What every page is: a title with its sentence and actions, a notice, and content that has four states.

Loading, offline and error are drawn here once, empty by the page's own words.
A page is built from its view-model and dropped when language or look change,
so it keeps nothing that the model does not.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from homemail.control.events import AnyEvent
from homemail.ui.icons import pixmap
from homemail.ui.link import Link, LinkState
from homemail.ui.task import Tasks
from homemail.ui.theme import ROW, XL, XS, L, M, S, State, colours
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, label, set_state
from homemail.ui.widgets.notice import Notice
from homemail.ui.widgets.segments import Parts
from homemail.ui.words import tr


def field(name: str, *, placeholder: str = "", secret: bool = False, width: int = 0) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    if width:
        made.setMaximumWidth(width)
    return made


def form_label(words: str) -> QLabel:
    """A label as tall as a field, so that the two share a line."""
    made = label(words, role="muted")
    made.setMinimumHeight(ROW)
    return made


def mark_wrong(box: QLineEdit, wrong: bool) -> None:
    """The border says it a second time; the words stand beside the field."""
    if box.property("wrong") != ("true" if wrong else "false"):
        box.setProperty("wrong", "true" if wrong else "false")
        box.style().unpolish(box)
        box.style().polish(box)


def why() -> QLabel:
    """The line under a field that says what is wrong with it; hidden while nothing is."""
    made = label(wrap=True)
    set_state(made, State.BAD)
    made.hide()
    return made


def say_why(box: QLineEdit, line: QLabel, text: str) -> None:
    """Mark the field and say why, or take both back."""
    mark_wrong(box, bool(text))
    line.setText(text)
    line.setVisible(bool(text))


def with_why(box: QLineEdit, line: QLabel) -> QVBoxLayout:
    """A field with its line below it."""
    both = QVBoxLayout()
    both.setSpacing(XS)
    both.addWidget(box)
    both.addWidget(line)
    return both


Cell = tuple[str, QWidget, QWidget | QLayout]  # a word, the box it names, and the box with what belongs to it


def in_threes(cells: Sequence[Cell]) -> QGridLayout:
    """A form in three columns, each box below its word."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(XS)
    for number, (words, box, cell) in enumerate(cells):
        said = label(words, role="muted")
        said.setBuddy(box)
        row, column = number // 3 * 2, number % 3
        said.setContentsMargins(0, S if row else 0, 0, 0)
        grid.addWidget(said, row, column)
        top = Qt.AlignmentFlag.AlignTop
        grid.addLayout(cell, row + 1, column, top) if isinstance(cell, QLayout) else grid.addWidget(
            cell, row + 1, column, top
        )
        grid.setColumnStretch(column, 1)
    return grid


class Card(QFrame):
    """A surface with a heading."""

    def __init__(self, heading: str = "", *, sentence: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(L, S if heading else M, L, L)
        self.body.setSpacing(S)
        self.opening = QVBoxLayout()
        self.opening.setSpacing(XS)  # a button in the head is taller than the heading
        self.head = QHBoxLayout()
        self.head.setSpacing(S)
        if heading:
            self.heading = ElidedLabel(heading, Qt.TextElideMode.ElideRight)  # a long name pushes no button away
            self.heading.setProperty("role", "heading")
            self.heading.setMinimumHeight(ROW)  # as tall as a button, so that the headings of neighbours share a line
            self.head.addWidget(self.heading, 1)
            self.opening.addLayout(self.head)
            self.body.addLayout(self.opening)
        if sentence:
            self.sentence = label(sentence, role="muted", wrap=True)
            self.opening.addWidget(self.sentence)


class Blank(QWidget):
    """A designed emptiness: a picture, a sentence, a step."""

    def __init__(self, picture: str, sentence: str, detail: str = "", step: QPushButton | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(S)
        column.addStretch(1)
        image = label()
        image.setPixmap(pixmap(picture, colours().muted, 40))
        image.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(image)
        self.sentence = label(sentence, role="heading", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        self.detail = label(detail, role="muted", wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.detail)
        self.detail.setVisible(bool(detail))  # Order matters: without a parent it would be a window of its own
        if step:
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(step)
            row.addStretch(1)
            column.addSpacing(XS)
            column.addLayout(row)
        column.addStretch(2)


class Go(Protocol):
    """Opens a page; `begin` does at once what people are sent there for, `found` is what `Page.show_found` is told."""

    def __call__(self, name: str, *, begin: bool = False, found: str = "") -> None: ...


class Page(QWidget):
    NAME: ClassVar[str] = ""
    NEEDS_ENGINE: ClassVar[bool] = True
    POSTFIX: ClassVar[str] = ""  # the part of a Postfix configuration that says what this page says

    def __init__(self, link: Link, tasks: Tasks, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title())
        self.link, self.tasks, self.go = link, tasks, go
        self._is_stale = False
        self._awaiting: Callable[[], None] | None = None
        self.notice = Notice()
        self.head_actions = QHBoxLayout()
        self.head_actions.setSpacing(S)
        head = QHBoxLayout()
        head.setSpacing(M)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(label(self.title(), role="title"))
        words.addWidget(label(self.sentence(), role="muted", wrap=True))
        head.addLayout(words, 1)
        head.addLayout(self.head_actions)
        if self.POSTFIX:
            postfix = button(
                tr("Postfix"), role="quiet", hint=tr("The same as Postfix has it, and lines of Postfix taken here")
            )
            postfix.clicked.connect(self.show_postfix)
            self.head_actions.addWidget(postfix)
        self._stack = QStackedWidget()
        self._content = QWidget()
        self.content = QVBoxLayout(self._content)
        self.content.setContentsMargins(0, 0, M, 0)
        self.content.setSpacing(M)
        start = button(tr("Start the engine"), picture="play", role="main")
        start.clicked.connect(self.link.start)
        self._start = start
        self._offline = Blank("off", "", "", start)
        self._loading = Blank("waiting", tr("Loading…"))
        again = button(tr("Try again"), picture="retry")
        again.clicked.connect(self.load)
        self._error = Blank("bad", tr("This page could not be loaded."), " ", again)
        for one in (self._content, self._offline, self._loading, self._error):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, M, XL)  # the scroll bar of a long page stands in the right margin
        column.setSpacing(M)
        head.setContentsMargins(0, 0, M, 0)
        column.addLayout(head)
        told = QHBoxLayout()
        told.setContentsMargins(0, 0, M, 0)
        told.addWidget(self.notice)
        column.addLayout(told)
        column.addWidget(self._stack, 1)
        self.build()
        self._show_by_link()

    # What a page says and does

    @classmethod
    def title(cls) -> str:
        return ""

    @classmethod
    def sentence(cls) -> str:
        return ""

    def build(self) -> None:
        """Make the widgets and bind them."""

    def refresh(self) -> None:
        """Draw the model."""

    def redraw(self, part: Callable[[], None] | None = None) -> None:
        """Draw the model, or the part of it that changed: now, or all of it when this page is on screen again."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            (part or self.refresh)()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and self.window().isVisible():
            self.notice.settle()

    def load(self) -> None:
        """Ask the engine for what this page shows."""

    def hear(self, event: AnyEvent) -> None:
        """An event of the engine, while connected."""

    def begin(self) -> None:
        """Do what another page sent people here for."""

    def show_found(self, target: str) -> None:
        """Show what the search of the window found, or another page points at: a name, a queue ID, the key of a
        setting, the row of a table as an explanation names it, or a part of the page."""
        if (parts := self.findChild(Parts)) and parts.choose(target):
            parts.switch.buttons[target].setFocus()

    def entrance(self) -> QWidget:
        """Where the keyboard begins: the list of a page that is one, else the page before its first control."""
        return self

    def take_focus(self) -> None:
        way_in = self.entrance()
        (way_in if way_in.isVisible() else self).setFocus()

    def show_postfix(self) -> None:
        """Over the whole window, until it is closed."""
        from homemail.ui.panels.postfix import PostfixSheet  # not before it is asked for

        PostfixSheet(self.window(), self.POSTFIX, self.title(), self.link, self.tasks).open()

    def is_loaded(self) -> bool:
        return True

    # States

    def follow(self, state: LinkState) -> None:
        """The thread to the engine changed."""
        self._show_by_link()
        if state is LinkState.CONNECTED:
            self.load()

    def failed(self, reason: str) -> None:
        """A load failed: the whole page says so, unless it shows something already."""
        if self.is_loaded():
            self.notice.bad(reason)
            return
        self._error.detail.setText(reason)
        self._stack.setCurrentWidget(self._error)

    def loaded(self) -> None:
        self._show_by_link()
        self.refresh()
        if self.hasFocus():  # opened before there was a list
            self.take_focus()
        if self._awaiting:
            does, self._awaiting = self._awaiting, None
            does()

    def when_loaded(self, does: Callable[[], None]) -> None:
        """At once, or when the engine has answered: a page just made has nothing yet. Only the last one counts."""
        self._awaiting = None if self.is_loaded() else does
        if self._awaiting is None:
            does()

    def _show_by_link(self) -> None:
        state = self.link.state
        if self.NEEDS_ENGINE and state is not LinkState.CONNECTED:
            wait = state in {LinkState.LOOKING, LinkState.STARTING, LinkState.STOPPING}
            self._offline.sentence.setText(
                tr("Waiting for the engine…") if wait else tr("The engine does not run, so there is nothing to show.")
            )
            self._start.setVisible(not wait)
            self._stack.setCurrentWidget(self._offline)
        else:
            self._stack.setCurrentWidget(self._content if self.is_loaded() else self._loading)
        usable = not self.NEEDS_ENGINE or state is LinkState.CONNECTED
        for number in range(self.head_actions.count()):
            item = self.head_actions.itemAt(number)
            if item and (widget := item.widget()):
                widget.setVisible(usable)


class _Scroller(QScrollArea):
    """Takes its column when it has a place itself: whatever gets a parent tells all below it of its style, so a page
    that is put together from its leaves upwards tells them at each step."""

    def __init__(self, column: QVBoxLayout) -> None:
        super().__init__()
        self._column: QVBoxLayout | None = column
        self._sheet = QWidget()
        self._sheet.setObjectName("sheet")
        self.setWidget(self._sheet)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange and self._column:
            column, self._column = self._column, None
            self._sheet.setLayout(column)


def scrolling(column: QVBoxLayout) -> QScrollArea:
    """A page of cards that may be taller than the window."""
    area = _Scroller(column)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # The bar is as wide as the margin that it takes the place of, so nothing moves when it comes.
    area.verticalScrollBar().rangeChanged.connect(
        lambda low, high: column.setContentsMargins(0, 0, 0 if high > low else M, 0)
    )
    column.setContentsMargins(0, 0, M, 0)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
