"""The last step of the first run: the house is made, the first letter passes, and what is to be entered elsewhere."""

from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from homemail.ui.panels.page import Card
from homemail.ui.panels.wizard_founding import Entry, Founding, Stage
from homemail.ui.theme import ROW, XS, M, S, State, mono
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label, set_state
from homemail.ui.words import tr

_STATES = {"busy": State.OFF, "good": State.GOOD, "waiting": State.WAITING, "bad": State.BAD}


class EndStep(QWidget):
    def __init__(self, model: Founding) -> None:
        super().__init__()
        self.model = model
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self._stages = QVBoxLayout()
        self._stages.setSpacing(XS)
        self._rows: list[StageRow] = []
        column.addLayout(self._stages)
        self.dialogue = QPlainTextEdit()
        self.dialogue.setReadOnly(True)
        self.dialogue.setFont(mono())
        self.dialogue.setAccessibleName(tr("The first letter on its way"))
        self.dialogue.setTabChangesFocus(True)
        self.dialogue.setMinimumHeight(9 * QFontMetrics(mono()).lineSpacing())
        self.dialogue.hide()
        column.addWidget(self.dialogue)
        self._elsewhere: Card | None = None
        self._column = column

    def check(self) -> None:
        for number, stage in enumerate(self.model.stages):
            if number == len(self._rows):
                self._rows.append(StageRow())
                self._stages.addWidget(self._rows[-1])
            self._rows[number].show_stage(stage)
        for row in self._rows[len(self.model.stages) :]:
            row.hide()
            row.deleteLater()
        del self._rows[len(self.model.stages) :]
        text = "\n".join(self.model.lines)
        if text != self.dialogue.toPlainText():
            self.dialogue.setPlainText(text)
            bar = self.dialogue.verticalScrollBar()
            bar.setValue(bar.maximum())
        self.dialogue.setVisible(bool(text))
        if self.model.done and self._elsewhere is None and self.model.entries():
            self._elsewhere = Elsewhere(self.model)
            self._column.insertWidget(1, self._elsewhere)

    def first(self) -> QWidget:
        return self.dialogue


class StageRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self._light = StateIcon()
        self._words = label(wrap=True, selectable=True)
        row.addWidget(self._light)
        row.addWidget(self._words, 1)
        self._shown: Stage | None = None

    def show_stage(self, stage: Stage) -> None:
        words = f"{stage.words}\n{stage.detail}" if stage.detail else stage.words
        state = _STATES[stage.state]
        spoken = {"busy": tr("under way"), "good": tr("done"), "bad": tr("failed")}.get(
            stage.state, tr("with a remark")
        )
        self._light.show_state(state, spoken)
        self._words.setText(words)
        set_state(self._words, State.BAD if stage.state == "bad" else None)


class Elsewhere(Card):
    """What the owner enters at whoever rents them the domain."""

    def __init__(self, model: Founding) -> None:
        super().__init__(
            tr("One thing is left for you"),
            sentence=tr("Where you rent the domain there is a form for DNS entries. Put these in; the page Sending"
                        " keeps the last one at hand."),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        for column, words in enumerate((tr("Kind"), tr("Name"), tr("Value"))):
            grid.addWidget(label(words, role="muted"), 0, column)
        for number, entry in enumerate(model.entries(), 1):
            self._row(grid, number, entry)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 2)
        self.body.addLayout(grid)
        self.body.addWidget(label(model.advice(), wrap=True))

    def _row(self, grid: QGridLayout, number: int, entry: Entry) -> None:
        grid.setRowMinimumHeight(number, ROW)
        grid.addWidget(label(entry.kind), number, 0)
        for column, text in enumerate((entry.name, entry.value), 1):
            shown = ElidedLabel(text)
            shown.setFont(mono())
            grid.addWidget(shown, number, column)
        if entry.kind == "A":  # its value is only described
            return
        copy = button("", picture="copy", role="quiet", hint=tr("Copy the value"))
        copy.setAccessibleName(tr("Copy the value of {kind} {name}", kind=entry.kind, name=entry.name))
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(entry.value))
        grid.addWidget(copy, number, 3)
