"""Stacked bars with an axis, drawn by ourselves: Qt Charts' licence is out, and other libraries weigh more than we do.

Kinds differ by pattern as well as by colour. Arrow keys walk from bar to bar and say each, as the pointer does; a
screen reader hears the same words. It knows nothing of what it shows: words and numbers are given.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from homemail.ui import formats
from homemail.ui.theme import XS, S, colours
from homemail.ui.widgets.labels import tip

GRID_LINES = 4
BAR_MAX = 44  # pixels


@dataclass(frozen=True, slots=True)
class Kind:
    """What one part of a bar stands for: its colour and the pattern over it."""

    title: str
    colour: str
    pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern


@dataclass(frozen=True, slots=True)
class Bar:
    """`mark` stands below the bar where there is room; `said` is all there is to say of it, line by line."""

    mark: str
    said: str
    values: tuple[int, ...]


def grid_step(highest: int, lines: int = GRID_LINES) -> int:
    """The distance of the grid's lines: 1, 2 or 5 times a power of ten, so that few lines reach the highest bar."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * lines >= highest:
                return step * factor
        step *= 10


def paint_kind(painter: QPainter, box: QRectF, kind: Kind) -> None:
    """A part of a bar, or its swatch in a legend."""
    colour = QColor(kind.colour)
    if kind.pattern is Qt.BrushStyle.SolidPattern:
        painter.fillRect(box, colour)
        return
    ground = QColor(colour)
    ground.setAlphaF(0.28)
    painter.fillRect(box, ground)
    painter.fillRect(box, QBrush(colour, kind.pattern))
    painter.setPen(QPen(colour, 1))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


class Swatch(QWidget):
    """A kind's colour and pattern, for a legend; the words stand beside it."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(14, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_kind(painter, QRectF(self.rect()), self._kind)


class Chart(QWidget):
    turned = Signal(int)  # Page Up and Page Down: a span before or after

    def __init__(self, name: str, kinds: Sequence[Kind]) -> None:
        super().__init__()
        self._kinds = tuple(kinds)
        self._bars: tuple[Bar, ...] = ()
        self._empty = ""
        self._current = -1
        self._by_keys = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(self.fontMetrics().height() * 7)

    @property
    def current(self) -> Bar | None:
        """The bar that was pointed at or walked to."""
        return self._bars[self._current] if 0 <= self._current < len(self._bars) else None

    def show_bars(self, bars: Sequence[Bar], empty: str) -> None:
        """New bars; `empty` is said in their place where all are zero."""
        if len(bars) != len(self._bars):
            self._current = -1
        self._bars, self._empty = tuple(bars), empty
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().height() * 11)

    # Drawing

    def _plot(self) -> QRect:
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance(formats.number(self._top())) + S
        return self.rect().adjusted(left, metrics.height() // 2 + 1, -1, -metrics.height() - XS - 1)

    def _top(self) -> int:
        highest = max((sum(bar.values) for bar in self._bars), default=0)
        step = grid_step(max(highest, 1))
        return -(-max(highest, 1) // step) * step

    def _slot(self, number: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / max(1, len(self._bars))
        return QRectF(plot.left() + number * width, plot.top(), width, plot.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, c, plot = QPainter(self), colours(), self._plot()
        if not any(sum(bar.values) for bar in self._bars):
            painter.setPen(QColor(c.muted))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._empty)
        else:
            self._paint_grid(painter, plot)
            if 0 <= self._current < len(self._bars):
                painter.fillRect(self._slot(self._current), QColor(c.accent_soft))
            for number, bar in enumerate(self._bars):
                self._paint_bar(painter, self._slot(number), bar)
            self._paint_marks(painter, plot)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_grid(self, painter: QPainter, plot: QRect) -> None:
        c, top = colours(), self._top()
        height = self.fontMetrics().height()
        for value in range(0, top + 1, grid_step(top)):
            y = round(plot.bottom() - plot.height() * value / top)
            painter.setPen(QColor(c.border))
            painter.drawLine(plot.left(), y, plot.right(), y)
            painter.setPen(QColor(c.muted))
            box = QRect(0, y - height // 2, plot.left() - XS, height)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), formats.number(value)
            )

    def _paint_bar(self, painter: QPainter, slot: QRectF, bar: Bar) -> None:
        width = min(slot.width() * 0.72, BAR_MAX)
        left, bottom, unit = slot.center().x() - width / 2, slot.bottom(), slot.height() / self._top()
        for kind, value in zip(self._kinds, bar.values, strict=True):
            height = value * unit
            if value:
                shown = max(height - 1, 1.5)  # a hair of ground between two parts
                paint_kind(painter, QRectF(left, bottom - shown, width, shown), kind)
            bottom -= height

    def _paint_marks(self, painter: QPainter, plot: QRect) -> None:
        """As many as fit without touching; the first always."""
        metrics = self.fontMetrics()
        painter.setPen(QColor(colours().muted))
        widest = max((metrics.horizontalAdvance(bar.mark) for bar in self._bars), default=0) + S
        slot = plot.width() / len(self._bars)
        every = next((n for n in (1, 2, 3, 4, 6, 12) if n * slot >= widest), len(self._bars))
        for number in range(0, len(self._bars), every):
            middle = round(self._slot(number).center().x())
            half = widest // 2
            x = max(0, min(middle - half, self.width() - 2 * half))
            box = QRect(x, plot.bottom() + XS, 2 * half, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._bars[number].mark)

    # Walking and pointing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._bars) - 1
        match event.key():
            case Qt.Key.Key_Left:
                self._walk(max(0, self._current - 1) if self._current >= 0 else last)
            case Qt.Key.Key_Right:
                self._walk(min(last, self._current + 1))
            case Qt.Key.Key_Home:
                self._walk(0)
            case Qt.Key.Key_End:
                self._walk(last)
            case Qt.Key.Key_PageUp:
                self.turned.emit(1)
            case Qt.Key.Key_PageDown:
                self.turned.emit(-1)
            case _:
                super().keyPressEvent(event)

    def _walk(self, number: int) -> None:
        if not self._bars:
            return
        self._by_keys = True
        self._choose(number)
        slot = self._slot(number)
        QToolTip.showText(self.mapToGlobal(QPoint(round(slot.center().x()), round(slot.top()))), self._hint(), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot, x = self._plot(), event.position().x()
        inside = self._bars and plot.left() <= x < plot.right()
        self._by_keys = False
        self._choose(int((x - plot.left()) * len(self._bars) / max(1, plot.width())) if inside else -1)
        if self._current >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self._hint(), self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._by_keys:
            self._choose(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(-1)
        self.update()

    def _hint(self) -> str:
        bar = self.current
        return tip(bar.said).replace("\n", "<br>") if bar else ""

    def _choose(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self._describe()
            self.update()

    def _describe(self) -> None:
        bar = self.current
        self.setAccessibleDescription(bar.said.replace("\n", ", ") if bar else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
