"""The bar: the light with its word, the ports, what waits, and the way to the search."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from homemail.control.methods.engine import EngineStatus
from homemail.ui.panels.overview_model import Verdict
from homemail.ui.shortcuts import shown
from homemail.ui.theme import XS, L, M, S, State
from homemail.ui.widgets.buttons import button
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label, tip
from homemail.ui.words import tr, trn

HEIGHT = 44


class Bar(QWidget):
    def __init__(self, search: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, 0, L, 0)
        row.setSpacing(S)
        self._light = StateIcon(18)
        self.word = label(role="heading")
        self.ports = ElidedLabel(mode=Qt.TextElideMode.ElideNone)  # half a port says nothing
        self.ports.setProperty("role", "muted")
        self._waiting = label(role="muted")
        self.search = button(tr("Search"), picture="search", hint=f"{tr('Search')} ({shown('search')})")
        self.search.setProperty("role", "search")
        self.search.setText(f"{tr('Search')}  {shown('search')}")
        self.search.setAccessibleName(tr("Search"))
        self.search.clicked.connect(lambda _checked=False: search())
        row.addWidget(self._light)
        row.addWidget(self.word)
        row.addSpacing(XS)
        row.addWidget(self.ports, 1)
        row.addWidget(self._waiting)
        row.addSpacing(M - S)
        row.addWidget(self.search)

    def show_state(self, verdict: Verdict, status: EngineStatus | None) -> None:
        """`status` is None without an engine."""
        self._light.show_state(State(verdict.health.value), verdict.word)
        self.word.setText(verdict.word)
        bound = [one for one in status.listeners if one.state == "bound"] if status else []
        ports = " ".join(dict.fromkeys(str(one.port) for one in bound))
        self.ports.setText(tr("on ports {ports}", ports=ports) if bound else "")
        self.word.setToolTip(tip(self.ports.text()))  # there is not always room for them
        waiting = waiting_count(status)
        self._waiting.setText(trn("{n} message in the queue", "{n} messages in the queue", waiting) if waiting else "")


def waiting_count(status: EngineStatus | None) -> int:
    return status.queue.active + status.queue.deferred + status.queue.hold if status else 0
