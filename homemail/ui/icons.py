"""The window's own pictures, recoloured from the palette: `resources/icons/*.svg`, strokes in currentColor."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from homemail.speech.resources import resources
from homemail.ui.theme import State, colours

STATE_ICON = {State.GOOD: "good", State.WAITING: "waiting", State.BAD: "bad", State.OFF: "off"}


@cache
def _drawn(name: str, colour: str, side: int) -> QPixmap:
    svg = (resources() / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    scale = 3  # drawn large once, so that it is sharp at 200 and 300 %
    pixmap = QPixmap(side * scale, side * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side * scale, side * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def pixmap(name: str, colour: str | None = None, side: int = 20) -> QPixmap:
    return _drawn(name, colour or colours().text, side)


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon with its checked and disabled shades."""
    made = QIcon()
    made.addPixmap(pixmap(name, colour), QIcon.Mode.Normal, QIcon.State.Off)
    made.addPixmap(pixmap(name, colour or colours().accent), QIcon.Mode.Normal, QIcon.State.On)
    made.addPixmap(pixmap(name, colours().off), QIcon.Mode.Disabled, QIcon.State.Off)
    return made


def state_pixmap(state: State, side: int = 20) -> QPixmap:
    return pixmap(STATE_ICON[state], colours().of(state), side)


def app_icon() -> QIcon:
    svg = (resources() / "homemail.svg").read_bytes()
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
