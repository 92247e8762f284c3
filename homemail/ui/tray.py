"""The icon beside the clock: the state as colour and shape, quick actions, and words on the desktop.

Many Linux desktops have no place for icons; then there is none, and the window does everything it does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from homemail.ui.cares import Care, Cause
from homemail.ui.icons import STATE_ICON, app_icon, pixmap
from homemail.ui.panels.overview_model import Verdict
from homemail.ui.theme import LIGHT, State
from homemail.ui.words import tr, trn

_SIDES = (16, 22, 24, 32, 48, 64)
_BADGE = 0.62  # of the icon's side: the shape is still told apart at 16 pixels
NAME = "HomeMail"
SHOWN_FOR = 10_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Acts:
    """What the menu can do."""

    show: Callable[[], None]
    flush: Callable[[], None]
    start: Callable[[], None]
    stop: Callable[[], None]
    leave: Callable[[], None]
    follow: Callable[[Care], None]  # a word on the desktop was clicked


def is_possible() -> bool:
    return QSystemTrayIcon.isSystemTrayAvailable()


def state_icon(state: State) -> QIcon:
    """Our icon with the state's shape in its corner, on a ground of its own: the bar behind may have any colour."""
    made = QIcon()
    for side in _SIDES:
        picture = QPixmap(app_icon().pixmap(side, side))
        picture.setDevicePixelRatio(1)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        badge = side * _BADGE
        place = QRectF(side - badge, side - badge, badge, badge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(place)
        shape = pixmap(STATE_ICON[state], LIGHT.of(state), 64)
        painter.drawPixmap(place, shape, QRectF(shape.rect()))
        painter.end()
        made.addPixmap(picture)
    return made


class Tray(QObject):
    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self._told: Care | None = None
        self._state: State | None = None
        self.icon = QSystemTrayIcon(app_icon(), self)  # until the state is known; without one it would not be shown
        self.icon.activated.connect(self._pressed)
        self.icon.messageClicked.connect(self._clicked)
        self._menu = QMenu()
        self.dress()

    def dress(self) -> None:
        """Menu in the language of now."""
        self._menu.clear()
        self._said = self._menu.addAction("")
        self._said.setEnabled(False)
        self._menu.addSeparator()
        self._act(tr("Open HomeMail"), self._acts.show)
        self.flush = self._act(tr("Try all waiting mail now"), self._acts.flush)
        self._menu.addSeparator()
        self.start = self._act(tr("Start the engine"), self._acts.start)
        self.stop = self._act(tr("Stop the engine"), self._acts.stop)
        self.leave = self._act("", self._acts.leave)
        self.icon.setContextMenu(self._menu)

    def _act(self, words: str, does: Callable[[], None]) -> QAction:
        made = self._menu.addAction(words)
        made.triggered.connect(lambda _checked=False: does())
        return made

    def show_state(self, verdict: Verdict, waiting: int, *, connected: bool) -> None:
        state = State(verdict.health.value)
        if state is not self._state:
            self._state = state
            self.icon.setIcon(state_icon(state))
        queue = trn("{n} message in the queue", "{n} messages in the queue", waiting) if waiting else ""
        words = " · ".join(filter(None, (verdict.word, queue)))
        self._said.setText(words)
        self.icon.setToolTip(f"{NAME} – {words}")
        self.flush.setEnabled(connected and waiting > 0)
        self.start.setVisible(not connected and verdict.word != tr("Starting"))
        self.stop.setVisible(connected)
        self.leave.setText(tr("Quit; mail keeps flowing") if connected else tr("Quit"))

    def tell(self, care: Care) -> None:
        """A word on the desktop; a click on it opens the page that mends."""
        self._told = care
        grave = QSystemTrayIcon.MessageIcon.Warning
        kind = grave if care.cause is not Cause.RETURNED else QSystemTrayIcon.MessageIcon.Information
        self.icon.showMessage(care.title, care.text, kind, SHOWN_FOR)

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self._acts.show()

    def _clicked(self) -> None:
        if self._told:
            self._acts.follow(self._told)

    def close(self) -> None:
        self.icon.hide()
        self._menu.deleteLater()
        self.deleteLater()
