"""The one table: fixed rows, plain text, selection and scroll that survive an update.

QTableView is the only stock view that costs a screenful however long the list
is. Rows come from a plain-Python model as values; columns say how to show one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from homemail.ui.icons import state_pixmap
from homemail.ui.shortcuts import bind
from homemail.ui.theme import ROW, State, colours, mono
from homemail.ui.widgets.labels import tip

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_STEPS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
_MIDDLE = Qt.TextElideMode.ElideMiddle


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    title: str
    text: Callable[[T], str]
    width: int = 120
    stretch: bool = False
    number: bool = False
    fixed_face: bool = False
    state: Callable[[T], State | None] | None = None
    link: Callable[[T], bool] | None = None  # whether the text is drawn as one that leads somewhere
    strong: Callable[[T], bool] | None = None
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    hint: Callable[[T], str] | None = None  # says more than the text


class RowsModel(QAbstractTableModel, Generic[T]):
    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: Sequence[T] = ()
        self._mono: QFont = mono()
        self._no_state = QPixmap(16, 16)  # as wide as a state, so that the words of all rows begin on one line
        self._no_state.fill(Qt.GlobalColor.transparent)
        self._link, self._strong = QFont(), QFont()
        self._link.setUnderline(True)
        self._strong.setBold(True)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        column, row = self.columns[index.column()], self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return tip((column.hint or column.text)(row))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case Qt.ItemDataRole.FontRole if column.fixed_face:
                return self._mono
            case Qt.ItemDataRole.FontRole if column.link and column.link(row):
                return self._link
            case Qt.ItemDataRole.FontRole if column.strong and column.strong(row):
                return self._strong
            case Qt.ItemDataRole.ForegroundRole if column.link and column.link(row):
                return QColor(colours().accent)
            case Qt.ItemDataRole.DecorationRole if column.state and (state := column.state(row)):
                return state_pixmap(state, 16)
            case Qt.ItemDataRole.DecorationRole if column.state and not column.number:
                return self._no_state
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {(column.hint or column.text)(row)}"
        return None

    def replace(self, rows: Sequence[T]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @staticmethod
    def _alignment(column: Column[T]) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class _Elide(QStyledItemDelegate):
    def __init__(self, mode: Qt.TextElideMode, parent: QTableView) -> None:
        super().__init__(parent)
        self._mode = mode

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = self._mode


class Table(QTableView, Generic[T]):
    def __init__(self, name: str, columns: Sequence[Column[T]], key: Callable[[T], object] = id) -> None:
        super().__init__()
        self.rows_model: RowsModel[T] = RowsModel(columns)
        self._key = key
        self.setModel(self.rows_model)
        self.setAccessibleName(name)
        self.by_hand = dress(self)
        for number, column in enumerate(columns):
            self.setColumnWidth(number, self._width(number))
            if column.stretch:
                self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            if column.elide is not Qt.TextElideMode.ElideRight:
                self.setItemDelegateForColumn(number, _Elide(column.elide, self))

    def show_rows(self, rows: Sequence[T]) -> None:
        """New rows; what was selected stays selected where it still is, and nothing jumps."""
        kept = {self._key(row) for row in self.selected()}
        current = self.current()
        current_key = self._key(current) if current is not None else None
        place = self.verticalScrollBar().value()
        self.rows_model.replace(rows)
        choice = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        still = QItemSelection()  # told in one go: 200 rows one by one would be looked at 200 times
        for number, row in enumerate(rows):
            key = self._key(row)
            if key in kept:
                index = self.rows_model.index(number, 0)
                still.select(index, index)
            if key == current_key:
                choice.setCurrentIndex(self.rows_model.index(number, 0), flags.NoUpdate)
        if still.count():
            choice.select(still, flags.Select | flags.Rows)
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spare room goes to the columns cut in the middle, a quarter each; the stretching one has the rest.

        Where not even the headings have room, those columns give some: the last one is not to be out of sight.
        """
        super().resizeEvent(event)
        columns, head, room = self.rows_model.columns, self.horizontalHeader(), self.viewport().width()
        shown = [number for number in range(len(columns)) if not self.isColumnHidden(number)]
        spare = max(0, room - sum(self._width(number) for number in range(len(columns))))
        least = sum(head.sectionSizeHint(one) if columns[one].stretch else self._width(one) for one in shown)
        mine = [one for one in shown if columns[one].elide is _MIDDLE and not columns[one].stretch]
        less = max(0, least - room) // max(1, len(mine))
        for one in mine:
            if str(one) not in self.by_hand.widths:
                narrow = max(head.sectionSizeHint(one), self._width(one) - less)
                self.setColumnWidth(one, narrow if less else self._width(one) + min(spare // 4, columns[one].width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The first arrow takes the row that Qt has made the current one, which it would leave or, alone, keep out."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _STEPS and plain and self.rows_model.rows and not self.selectionModel().hasSelection():
            last, ground = len(self.rows_model.rows) - 1, self.viewport().rect()
            here = self.currentIndex().row()
            if not ground.intersects(self.visualRect(self.currentIndex())):  # a list that follows its end
                here = self.rowAt(ground.bottom() if event.key() == Qt.Key.Key_Up else ROW // 2)
                here = last if here < 0 else here
            self.selectRow({Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(Qt.Key(event.key()), here))
            return
        super().keyPressEvent(event)

    def _width(self, number: int) -> int:
        """As declared, and wide enough for the heading in any language."""
        return max(self.rows_model.columns[number].width, self.horizontalHeader().sectionSizeHint(number))

    def fit(self, rows: int, *, at_most: int = 8) -> None:
        """As tall as its rows, up to a bound: the page scrolls, not the table."""
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + ROW * min(max(rows, 1), at_most) + 6)

    def selected(self) -> list[T]:
        """By ranges of whole rows, as they are chosen: asked row by row, 200 rows take 30 ms."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(number) for number in range(chosen.count()))
        numbers = {number for one in ranges for number in range(one.top(), one.bottom() + 1)}
        return [self.rows_model.rows[number] for number in sorted(numbers)]

    def choose(self, key: object) -> bool:
        """Select the row of that key and bring it into view; whether there is one."""
        for number, row in enumerate(self.rows_model.rows):
            if self._key(row) == key:
                self.selectRow(number)
                self.scrollTo(self.rows_model.index(number, 0))
                return True
        return False

    def current(self) -> T | None:
        row = self.currentIndex().row()
        return self.rows_model.rows[row] if 0 <= row < len(self.rows_model.rows) else None


class ByHand(QObject):
    """The columns of a view whose width a person has chosen; `moved` hears of each change."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.widths: dict[str, int] = {}  # by the column's number, as JSON has it
        self.moved: Callable[[dict[str, int]], object] = lambda _widths: None
        self._view, self._header, self._pressed = view, view.horizontalHeader(), False
        self._header.viewport().installEventFilter(self)
        self._header.sectionResized.connect(self._resized)

    def restore(self, widths: dict[str, int]) -> None:
        self.widths = {key: width for key, width in widths.items() if int(key) < self._header.count()}
        for key, width in self.widths.items():
            if not self._stretches(int(key)):
                self._view.setColumnWidth(int(key), width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = False
        return super().eventFilter(watched, event)

    def _stretches(self, number: int) -> bool:
        last = self._header.stretchLastSection() and number == self._header.count() - 1
        return last or self._header.sectionResizeMode(number) == QHeaderView.ResizeMode.Stretch

    def _resized(self, number: int, _old: int, new: int) -> None:
        if self._pressed and not self._stretches(number):
            self.widths[str(number)] = new
            self.moved(dict(self.widths))


def dress(view: QTableView) -> ByHand:
    """What all tables share: rows of one height, no grid, whole rows, no wrapping, widths that are remembered."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    vertical, horizontal = view.verticalHeader(), view.horizontalHeader()
    vertical.hide()
    vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    vertical.setMinimumSectionSize(ROW)
    vertical.setDefaultSectionSize(ROW)
    horizontal.setHighlightSections(False)
    horizontal.setMinimumSectionSize(48)
    return ByHand(view)


def copy_rows(view: QTableView) -> None:
    """The selected rows as text, a tab between columns: Ctrl+C."""
    model = view.model()
    lines = []
    for index in sorted(view.selectionModel().selectedRows(), key=lambda one: one.row()):
        cells = (model.index(index.row(), column).data() or "" for column in range(model.columnCount()))
        lines.append("\t".join(str(cell) for cell in cells))
    QApplication.clipboard().setText("\n".join(lines))


def copies_rows(view: QTableView) -> None:
    """Ctrl+C of this table alone: of several on a page the one that has the focus."""
    bind("copy", view, lambda: copy_rows(view), here_only=True)
