"""The card of the chart: what flowed in a day, a week or a month, as bars or as a table, and news as they come."""

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from homemail.control.events import AnyEvent, LogLines
from homemail.control.methods.flow import FlowPage
from homemail.control.periods import Bucket, Span
from homemail.ui import formats
from homemail.ui.link import Link
from homemail.ui.panels.flow_chart_model import FlowChart, kind_titles
from homemail.ui.panels.page import Card
from homemail.ui.task import Tasks
from homemail.ui.theme import M, S, colours
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.chart import Bar, Chart, Kind, Swatch
from homemail.ui.widgets.labels import label, tip
from homemail.ui.widgets.segments import Segments
from homemail.ui.widgets.table import Column, Table, copies_rows
from homemail.ui.words import tr

NEWS_AFTER = {Span.DAY: 1000, Span.WEEK: 3000, Span.MONTH: 10_000}  # milliseconds: the longer, the less one letter is
_BRUSH = Qt.BrushStyle
_PATTERNS = (
    _BRUSH.SolidPattern,
    _BRUSH.BDiagPattern,
    _BRUSH.HorPattern,
    _BRUSH.SolidPattern,
    _BRUSH.DiagCrossPattern,
)


class FlowChartCard(Card):
    def __init__(self, model: FlowChart, link: Link, tasks: Tasks) -> None:
        super().__init__(tr("What flowed"))
        self.model, self._link, self._tasks = model, link, tasks
        c = colours()
        shades = (c.accent, c.good, c.off, c.bad, c.waiting)
        self._kinds = [Kind(*one) for one in zip(kind_titles(), shades, _PATTERNS, strict=True)]
        self._build_head()
        self.chart = Chart(tr("What flowed"), self._kinds)
        self.chart.turned.connect(self._turn)
        columns: list[Column[Bucket]] = [Column(tr("Period"), model.name, 150, stretch=True)]
        for number, kind in enumerate(self._kinds):
            count = lambda one, number=number: formats.number(one.counts[number])  # noqa: E731
            columns.append(Column(kind.title, count, 96, number=True))
        self.table: Table[Bucket] = Table(tr("What flowed"), columns, lambda one: one.start)
        copies_rows(self.table)
        self._views = QStackedWidget()
        self._views.addWidget(self.chart)
        self._views.addWidget(self.table)
        self._views.setMinimumHeight(self.chart.minimumHeight())
        self.body.addWidget(self._views, 1)
        self.body.addLayout(self._build_legend())
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.timeout.connect(self.load)
        self.refresh()

    def _build_head(self) -> None:
        self._title = label(role="muted")
        self.back = button("", picture="back", role="quiet", hint=tip(tr("Before (Page Up)")))
        self.forward = button("", picture="forward", role="quiet", hint=tip(tr("After (Page Down)")))
        self.back.setAccessibleName(tr("Before (Page Up)"))
        self.forward.setAccessibleName(tr("After (Page Down)"))
        self.back.clicked.connect(lambda: self._turn(1))
        self.forward.clicked.connect(lambda: self._turn(-1))
        self.as_table = button(tr("As a table"), role="quiet")
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(lambda on: self._views.setCurrentIndex(1 if on else 0))
        for one in (self.back, self._title, self.forward):
            self.head.addWidget(one)
        words: dict[str, str] = {Span.DAY: tr("Day"), Span.WEEK: tr("Week"), Span.MONTH: tr("Month")}
        self.spans = Segments(tr("Period"), words, self.model.span)
        self.spans.turned.connect(lambda span: self._choose(Span(span)))
        self.head.addWidget(self.spans)
        self.head.addSpacing(S)
        self.head.addWidget(self.as_table)

    def _build_legend(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        self._totals = [label() for _ in self._kinds]
        for number, (kind, total) in enumerate(zip(self._kinds, self._totals, strict=True)):
            cell = QWidget()
            row = QHBoxLayout(cell)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(S)
            row.addWidget(Swatch(kind))
            row.addWidget(total)
            grid.addWidget(cell, 0, number, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(len(self._kinds), 1)
        return grid

    def refresh(self) -> None:
        """Draw the model."""
        model = self.model
        self._title.setText(model.title())
        self.back.setEnabled(bool(model.buckets) and model.may_turn_back(time.time()))
        self.forward.setEnabled(model.back > 0)
        empty = tr("No mail flowed in this time.") if model.buckets else tr("Loading…")
        self.chart.show_bars([Bar(model.mark(one), model.said(one), one.counts) for one in model.buckets], empty)
        self.table.show_rows(model.buckets)
        for kind, line, total in zip(self._kinds, self._totals, model.totals, strict=True):
            line.setText(tr("{what}: {count}", what=kind.title, count=formats.number(total)))

    def load(self) -> None:
        """Ask the engine, while somebody looks."""
        if self._link.is_connected and self.isVisible():
            self._tasks.start(self._link.call(self.model.request(time.time())), done=self._take)

    def _take(self, page: FlowPage) -> None:
        if self.model.take(page):
            self.refresh()

    def hear(self, event: AnyEvent) -> None:
        """Lines of the log are what is counted; the counts follow a moment later."""
        if isinstance(event, LogLines) and self.model.back == 0 and not self._news.isActive():
            self._news.start(NEWS_AFTER[self.model.span])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    def _choose(self, span: Span) -> None:
        self.model.choose(span)
        self.load()

    def _turn(self, back: int) -> None:
        if self.model.turn(back, time.time()):
            self.load()
