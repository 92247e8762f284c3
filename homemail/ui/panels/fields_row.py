"""One setting on a form: its words at the left, its box at the right, and below the box what it means or why not."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from homemail.control.methods.settings import SettingsField
from homemail.settings.declaration import Kind
from homemail.settings.typed import LISTS
from homemail.ui.panels.fields_model import Forms
from homemail.ui.panels.fields_words import choice_word, explanation, spoken, usual, zero_word
from homemail.ui.panels.page import field, mark_wrong
from homemail.ui.theme import ROW, XS, L, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import StateIcon, label, set_state, tip
from homemail.ui.words import said, tr

BOX, NUMBER, WIDEST = 300, 128, 900  # pixels; beyond the last the eye loses the line between words and box
LIT = 2500  # milliseconds that a setting which was looked for stays lit
_NUMBERS = frozenset({Kind.PORT, Kind.INTEGER, Kind.DURATION, Kind.SIZE})


class Choice(QComboBox):
    """A wheel that turns the page turns no setting."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Box(Protocol):
    """What the row asks of whatever holds the value; all of it is text."""

    @property
    def widget(self) -> QWidget: ...

    def show(self, text: str) -> None: ...


class _Line:
    def __init__(self, one: SettingsField, typed: Callable[[str], None], entered: Callable[[], None]) -> None:
        kind = Kind(one.kind)
        self.widget = self._box = field(said(one.title), width=NUMBER if kind in _NUMBERS else BOX)
        if kind in LISTS:
            self._box.setPlaceholderText(tr("None; several with commas"))
        self._box.textEdited.connect(typed)
        self._box.returnPressed.connect(entered)

    def show(self, text: str) -> None:
        if text != self._box.text():
            self._box.setText(text)
            self._box.setCursorPosition(0)


class _Choices:
    def __init__(self, one: SettingsField, typed: Callable[[str], None]) -> None:
        self.widget = self._box = Choice(said(one.title))
        for value in one.choices:
            self._box.addItem(choice_word(one.key, value), value)
        self._box.setMaximumWidth(BOX)
        self._box.activated.connect(lambda _index: typed(str(self._box.currentData())))

    def show(self, text: str) -> None:
        self._box.setCurrentIndex(self._box.findData(text))


class _Switch:
    def __init__(self, one: SettingsField, typed: Callable[[str], None]) -> None:
        self.widget = self._box = QCheckBox()
        self._box.setMinimumHeight(ROW)  # as tall as any other box, so that its words share the line of the title
        self._box.setAccessibleName(said(one.title))
        self._box.clicked.connect(lambda on: typed("true" if on else "false"))

    def show(self, text: str) -> None:
        self._box.setChecked(text == "true")
        self._box.setText(tr("On") if text == "true" else tr("Off"))


class Row(QFrame):
    """`changed` is told when something was typed, `entered` when Return was pressed."""

    def __init__(
        self, one: SettingsField, model: Forms, changed: Callable[[], None], entered: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setObjectName("setting")
        self.key, self._model, self._changed = one.key, model, changed
        self._offers: QVBoxLayout | None = None
        self._inner: _Box = (
            _Switch(one, self._type) if one.kind == Kind.SWITCH.value
            else _Choices(one, self._type) if one.kind == Kind.CHOICE.value
            else _Line(one, self._type, entered)
        )  # fmt: skip
        self.box = self._inner.widget
        self._help = explanation(one)
        title = label(said(one.title), wrap=True)
        policy = title.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)  # else a row is as narrow as its words can be
        title.setSizePolicy(policy)
        title.setBuddy(self.box)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(XS)
        self._light, self.state = StateIcon(16), label(wrap=True)
        self._beside.addWidget(self._light, 0, Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self.state, 1)
        self.back = button("", picture="undo", role="quiet")
        self.back.setAccessibleName(tr("Back to the usual: {title}", title=said(one.title)))
        keeps_its_place = self.back.sizePolicy()
        keeps_its_place.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keeps_its_place)
        self.back.clicked.connect(self._go_back)
        self.note = label(role="muted", wrap=True)
        self._lay_out(title, self._help)
        self._lit = QTimer(self)
        self._lit.setSingleShot(True)
        self._lit.timeout.connect(lambda: self._light_up(False))
        self.refresh({})

    def _lay_out(self, title: QWidget, explanation: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        lower = max(0, ROW - title.fontMetrics().height()) // 2  # the title's first line stands on that of the box
        words.setContentsMargins(0, lower, 0, 0)
        words.addWidget(title)
        words.addWidget(label(explanation, role="muted", wrap=True))
        words.addLayout(self._beside)
        words.addStretch(1)
        self._light.hide()
        self.state.hide()
        line = QHBoxLayout()
        line.setSpacing(XS)
        line.addWidget(self.box, int(not isinstance(self.box, QCheckBox)))
        line.addWidget(self.back)
        if isinstance(self.box, QCheckBox) or self.box.maximumWidth() < BOX:
            line.addStretch(2)
        self._right = QVBoxLayout()
        self._right.setSpacing(XS)
        self._right.addLayout(line)
        self._right.addWidget(self.note)
        self._right.addStretch(1)
        right = QWidget()
        right.setFixedWidth(BOX + 44)
        right.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self.setMaximumWidth(WIDEST)
        both = QHBoxLayout(self)
        both.setContentsMargins(S, XS, S, S)
        both.setSpacing(L)
        both.addLayout(words, 1)
        both.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)

    def suggest(self, offers: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """Below the box, once: words, and the text that they put into it."""
        if self._offers is not None:
            return
        self._offers = QVBoxLayout()
        self._offers.setSpacing(0)
        for words, text in offers():
            one = button(words, role="link")
            one.setProperty("dense", "true")
            one.clicked.connect(lambda _checked=False, text=text: self._take(text))
            self._offers.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        self._right.insertLayout(2, self._offers)

    def show_state(self, state: State | None, words: str) -> None:
        """What is really so now, beside what is set; without words nothing."""
        self._light.setVisible(bool(words) and state is not None)
        self.state.setVisible(bool(words))
        self.state.setText(words)
        if state is not None:
            self._light.show_state(state, words)
            set_state(self.state, State.BAD if state is State.BAD else None)

    def point_out(self) -> None:
        """Somebody looked for this: it has the focus and is lit for a moment."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.box, QLineEdit):
            self.box.selectAll()
        self._light_up(True)
        self._lit.start(LIT)

    @property
    def is_lit(self) -> bool:
        return bool(self.property("found") == "true")

    def _light_up(self, on: bool) -> None:
        self.setProperty("found", "true" if on else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def _type(self, text: str) -> None:
        self._model.type(self.key, text)
        self._changed()

    def _take(self, text: str) -> None:
        self._type(text)
        self.box.setFocus()

    def _go_back(self) -> None:
        self._model.back(self.key)
        self.box.setFocus()
        self._changed()

    def refresh(self, problems: dict[str, str]) -> None:
        one, text = self._model.fields[self.key], self._model.text(self.key)
        self._inner.show(text)
        wrong, default = problems.get(self.key, ""), usual(one, self._model.usual(self.key))
        if isinstance(self.box, QLineEdit):
            mark_wrong(self.box, bool(wrong))
        self.box.setAccessibleDescription(wrong or self._help)
        self.note.setText(wrong or self._meaning(one, text, default))
        self.note.setVisible(bool(self.note.text()))
        set_state(self.note, State.BAD if wrong else None)
        self.back.setVisible(not self._model.is_usual(self.key))
        self.back.setToolTip(tip(tr("Back to the usual: {usual}", usual=default)))
        hints = [tr("Accepted: {right}", right=said(one.accepted)), tr("Usual: {usual}", usual=default), one.key]
        self.box.setToolTip(tip("\n".join(hints)))

    def _meaning(self, one: SettingsField, text: str, default: str) -> str:
        if elsewhere := self._model.elsewhere(self.key):
            return tr("Meanwhile it was set to {value} elsewhere; saving replaces that.", value=usual(one, elsewhere))
        plain = Kind(one.kind) in {Kind.CHOICE, Kind.SWITCH}  # the box says it in words already
        parts = [] if plain else [spoken(one, text)]
        if Kind(one.kind) is Kind.SIZE and parts[0] and parts[0] != zero_word(self.key):
            parts = [tr("= {size}", size=parts[0])]
        if one.needs_restart and self._model.changed([self.key]):
            parts.append(tr("in force after the next start"))
        elif not self._model.is_usual(self.key):
            parts.append(tr("usual: {usual}", usual=default))
        return ", ".join(part for part in parts if part)
