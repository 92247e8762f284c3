"""Ctrl+K: one box that finds pages, settings, people, messages and what can be done, by the keyboard alone."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from homemail.control.errors import Refused
from homemail.control.methods.people import UserList, Users
from homemail.control.methods.queue import QueueList, QueueShow
from homemail.control.methods.settings import SettingsPage, SettingsShow
from homemail.ui.icons import icon, pixmap
from homemail.ui.link import Link
from homemail.ui.panels.page import field
from homemail.ui.search_model import (
    SHORTEST,
    Found,
    Search,
    kind_word,
    looks_like_queue_id,
    of_past,
    of_people,
    of_queue,
    of_settings,
)
from homemail.ui.task import Tasks
from homemail.ui.theme import XS, L, M, S, colours
from homemail.ui.widgets.labels import label
from homemail.ui.widgets.overlay import Overlay
from homemail.ui.words import tr

ROW = 46
AT_ONCE = 8  # rows that are seen without scrolling
PAUSE = 150  # milliseconds without a key before the engine is asked
_FOUND = Qt.ItemDataRole.UserRole


class Palette(Overlay):
    def __init__(
        self, parent: QWidget, link: Link, tasks: Tasks, fixed: list[Found], choose: Callable[[Found], None]
    ) -> None:
        super().__init__(parent, 620)
        self.model = Search(fixed)
        self._link, self._tasks, self._choose = link, tasks, choose
        self.box = field(tr("Search"), placeholder=tr("A page, a setting, a person, a queue ID, something to do"))
        self.box.addAction(icon("search", colours().muted), self.box.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setObjectName("found")
        self.list.setAccessibleName(tr("Found"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the box keeps the focus, its arrows move the choice
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = label(role="muted", wrap=True)
        for one in (self.box, self.list, self.none):
            self.body.addWidget(one)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(PAUSE)
        self._typed.timeout.connect(self._ask_for_messages)
        self.box.textChanged.connect(self._type)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._take())

    def take_focus(self) -> None:
        self.box.clear()
        self._type("")
        self.box.setFocus()
        if self._link.is_connected:
            self._tasks.start(self._link.call(SettingsShow()), done=self._take_settings, failed=_nothing)
            self._tasks.start(self._link.call(UserList()), done=self._take_people, failed=_nothing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: AT_ONCE, Qt.Key.Key_PageUp: -AT_ONCE}
            if step := steps.get(Qt.Key(event.key())):
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        last = self.list.count() - 1
        here = self.list.currentRow()
        # One step goes round at the ends, a page stops there.
        there = (here + step) % (last + 1) if abs(step) == 1 and last >= 0 else min(max(here + step, 0), last)
        self.list.setCurrentRow(there)
        if item := self.list.currentItem():
            self.box.setAccessibleDescription(item.data(Qt.ItemDataRole.AccessibleTextRole))

    def _take(self) -> None:
        if item := self.list.currentItem():
            found: Found = item.data(_FOUND)
            self.dismiss()
            self._choose(found)

    def _type(self, text: str) -> None:
        self.model.type(text)
        self._show()
        self.list.setCurrentRow(0)
        self._typed.start()

    def _take_settings(self, page: SettingsPage) -> None:
        self.model.settings = of_settings(page.fields)
        self._show()

    def _take_people(self, users: Users) -> None:
        self.model.people = of_people(users.users)
        self._show()

    def _ask_for_messages(self) -> None:
        if self.model.asks_engine and self._link.is_connected:
            self._tasks.start(self._messages(self.model.typed), failed=_nothing)

    async def _messages(self, typed: str) -> None:
        """What waits and holds the text; a queue ID that waits no more is asked for by itself."""
        page = await self._link.call(QueueList(filter=typed.strip(), limit=5))
        found = of_queue(page.entries)
        if not found and looks_like_queue_id(typed):
            try:
                found = of_past(typed.strip(), await self._link.call(QueueShow(typed.strip())))
            except Refused:
                found = ()  # it names no message
        await asyncio.sleep(0)
        if typed == self.model.typed:
            self.model.messages = found
            self._show()

    def _show(self) -> None:
        """The choice stays on what it was, where that is still found."""
        current = self.list.currentItem()
        kept = current.data(_FOUND) if current and self.list.currentRow() > 0 else None
        self.list.clear()
        results = self.model.results()
        for one in results:
            item = QListWidgetItem(one.title)
            item.setData(_FOUND, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title}, {kind_word(one.kind)}, {one.hint}")
            self.list.addItem(item)
        self.list.setCurrentRow(results.index(kept) if kept in results else 0)
        self.list.setVisible(bool(results))
        self.list.setFixedHeight(ROW * min(max(len(results), 1), AT_ONCE) + 4)
        self.none.setText(self._why_little(bool(results)))
        self.none.setVisible(bool(self.none.text()))
        if self.isVisible():
            self._fit()

    def _why_little(self, found: bool) -> str:
        if not self._link.is_connected and self.model.typed:
            return tr("The engine does not run: settings, people and messages are not searched.")
        if found:
            return ""
        return tr("Nothing is found.") if len(self.model.typed) >= SHORTEST else tr("Type a little more.")


def _nothing(_reason: str) -> None:
    """What the engine does not say is not found; the line below the box tells when it is away."""


class _Row(QStyledItemDelegate):
    """Icon, title over hint, and what kind of thing it is at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found: Found = index.data(_FOUND)
        place: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().accent_soft))
            painter.drawRoundedRect(place, 6, 6)
        picture = pixmap(found.icon, colours().muted, 20)
        painter.drawPixmap(place.left() + M, place.center().y() - 9, picture)
        inner = place.adjusted(M + 20 + M, XS, -M, -XS)
        kind = kind_word(found.kind)
        metrics = option.fontMetrics
        painter.setFont(option.font)
        painter.setPen(QColor(colours().muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind)
        inner = inner.adjusted(0, 0, -metrics.horizontalAdvance(kind) - L, 0)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2) if found.hint else inner
        vertical = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if found.hint:
            lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() // 2)
            small = QFont(option.font)
            small.setPointSizeF(max(8.0, small.pointSizeF() - 0.5))
            painter.setFont(small)
            hint = metrics.elidedText(found.hint, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, vertical, hint)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(QColor(colours().text))
        title = metrics.elidedText(found.title, Qt.TextElideMode.ElideMiddle, upper.width() - S)
        painter.drawText(upper, vertical, title)
        painter.restore()
