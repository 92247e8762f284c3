"""Colours, spacing and type: Fusion with palettes of our own, light and dark.

One accent. State colours mean state and nothing else, and never stand without
a word or a shape. Every text colour keeps at least 4.5:1 on its ground, which
tests/ui measures. Nothing outside this file names a colour or a distance.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from homemail.speech.resources import resources

XS, S, M, L, XL = 4, 8, 12, 16, 24
ROW = 30
RAIL = 190
RAIL_NARROW = 52


class Look(StrEnum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class State(Enum):
    """What a colour of state may say."""

    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Colours:
    ground: str
    surface: str
    rail: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    accent_strong: str
    hover: str
    good: str
    waiting: str
    bad: str
    off: str
    good_soft: str
    waiting_soft: str
    bad_soft: str

    def of(self, state: State) -> str:
        return {State.GOOD: self.good, State.WAITING: self.waiting, State.BAD: self.bad, State.OFF: self.off}[state]


LIGHT = Colours(
    ground="#f5f6f8", surface="#ffffff", rail="#eceef2", raised="#ffffff", border="#d5dae1",
    text="#1a1e24", muted="#566070", accent="#2455c3", accent_text="#ffffff", accent_soft="#dfe8fa",
    accent_strong="#1b4099", hover="#e3e7ed",
    good="#17733f", waiting="#8a5200", bad="#b3261e", off="#5b6470",
    good_soft="#e2f3e8", waiting_soft="#fbefd9", bad_soft="#fbe7e5",
)  # fmt: skip
DARK = Colours(
    ground="#191b1f", surface="#212429", rail="#15171a", raised="#2a2e34", border="#3a4048",
    text="#e7e9ec", muted="#a3acb8", accent="#86aefc", accent_text="#10182b", accent_soft="#2b3a58",
    accent_strong="#b3ccff", hover="#2a2e34",
    good="#58c98f", waiting="#efb453", bad="#ff8f86", off="#a0a9b5",
    good_soft="#1e3529", waiting_soft="#3b2f1b", bad_soft="#42241f",
)  # fmt: skip

_current = LIGHT


def colours() -> Colours:
    return _current


def is_dark() -> bool:
    return _current is DARK


def mono() -> QFont:
    """The system's fixed-width face, a hair smaller, for log lines, wire and IDs."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(max(8.0, QApplication.font().pointSizeF() - 0.5))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def resolved(look: Look) -> Colours:
    """System follows the platform's hint where it gives one, else light."""
    if look is Look.SYSTEM:
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if look is Look.DARK else LIGHT


def palette_of(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: c.ground, role.WindowText: c.text, role.Base: c.surface, role.AlternateBase: c.ground,
        role.Text: c.text, role.Button: c.raised, role.ButtonText: c.text, role.BrightText: c.bad,
        role.Highlight: c.accent_soft, role.HighlightedText: c.text, role.Link: c.accent, role.LinkVisited: c.accent,
        role.ToolTipBase: c.raised, role.ToolTipText: c.text, role.PlaceholderText: c.muted, role.Accent: c.accent,
        role.Light: c.raised, role.Midlight: c.hover, role.Mid: c.border, role.Dark: c.border, role.Shadow: c.border,
    }  # fmt: skip
    for one, colour in pairs.items():
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(c.off))
    return palette


def apply(app: QApplication, look: Look) -> None:
    """Dress the whole application; pictures drawn from colours are made again by whoever drew them."""
    global _current  # noqa: PLW0603  one application, one look
    _current = resolved(look)
    sheet = _style_sheet(_current)
    if app.styleSheet() == sheet:
        return  # each of these asks every widget anew: a change of language need not wait for it
    if not app.styleSheet():
        app.setStyle("Fusion")
    app.setPalette(palette_of(_current))
    app.setStyleSheet(sheet)


def _picture(c: Colours, name: str) -> str:
    """A style sheet takes pictures from files only, so the arrow of a list and the tick come in two shades."""
    return (resources() / "icons" / f"{name}-{'dark' if c is DARK else 'light'}.svg").as_posix()


def _style_sheet(c: Colours) -> str:
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border}; padding: {XS}px; }}
    QWidget#rail {{ background: {c.rail}; border-right: 1px solid {c.border}; }}
    QWidget#bar {{ background: {c.surface}; border-bottom: 1px solid {c.border}; }}
    QLabel#group {{ color: {c.muted}; font-weight: 600; padding: {M}px {M}px {XS}px {M}px; }}
    QToolButton#page {{ border: none; border-radius: 6px; padding: 6px {S}px; text-align: left; color: {c.text}; }}
    QToolButton#page:hover {{ background: {c.hover}; }}
    QToolButton#page:checked {{ background: {c.accent_soft}; color: {c.accent}; font-weight: 600; }}
    QToolButton#page:focus {{ border: 2px solid {c.accent}; padding: 4px 6px; }}
    QFrame#card {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 8px; }}
    QFrame#setting {{ border: 1px solid transparent; border-radius: 6px; }}
    QFrame#setting[found="true"] {{ background: {c.accent_soft}; border-color: {c.accent}; }}
    QLabel[role="muted"] {{ color: {c.muted}; }}
    QLabel[role="title"] {{ font-size: 15pt; font-weight: 600; }}
    QLabel[role="heading"] {{ font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: 20pt; font-weight: 600; }}
    QLabel[state="good"] {{ color: {c.good}; }}
    QLabel[state="waiting"] {{ color: {c.waiting}; }}
    QLabel[state="bad"] {{ color: {c.bad}; }}
    QLabel[state="off"] {{ color: {c.off}; }}
    QFrame#notice {{ border-radius: 6px; border: 1px solid {c.border}; background: {c.surface}; }}
    QFrame#notice[state="good"] {{ background: {c.good_soft}; border-color: {c.good}; }}
    QFrame#notice[state="waiting"] {{ background: {c.waiting_soft}; border-color: {c.waiting}; }}
    QFrame#notice[state="bad"] {{ background: {c.bad_soft}; border-color: {c.bad}; }}
    QPushButton {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border}; border-radius: 6px;
        padding: 5px {M}px; min-height: 18px; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 4px 11px; }}
    QPushButton:disabled {{ color: {c.off}; background: {c.ground}; }}
    QPushButton:checked {{ background: {c.accent_soft}; border-color: {c.accent}; color: {c.accent}; }}
    QPushButton[role="main"] {{ background: {c.accent}; color: {c.accent_text}; border-color: {c.accent}; }}
    QPushButton[role="main"]:hover {{ background: {c.accent_strong}; }}
    QPushButton[role="main"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="main"]:disabled {{ background: {c.hover}; color: {c.off}; border-color: {c.border}; }}
    QPushButton[role="danger"] {{ color: {c.bad}; border-color: {c.bad}; }}
    QPushButton[role="danger"]:focus {{ border: 2px solid {c.bad}; }}
    QPushButton[role="danger"]:disabled {{ color: {c.off}; border-color: {c.border}; }}
    QPushButton[role="pill"] {{ background: {c.accent}; color: {c.accent_text}; border: none; border-radius: 13px;
        padding: 4px {L}px; }}
    QPushButton[role="pill"]:focus {{ border: 2px solid {c.text}; padding: 2px 14px; }}
    QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; color: {c.accent}; }}
    QPushButton[role="quiet"]:checked {{ background: {c.accent_soft}; }}
    QPushButton[role="quiet"]:hover {{ background: {c.hover}; }}
    QPushButton[role="quiet"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent; color: {c.accent};
        padding: 5px 1px; text-align: left; }}
    QPushButton[role="link"][dense="true"] {{ padding: 2px 1px; }}
    QPushButton[role="link"][dense="true"]:focus {{ padding: 1px 0; }}
    QPushButton[role="link"]:hover {{ text-decoration: underline; }}
    QPushButton[role="link"]:focus {{ border: 2px solid {c.accent}; padding: 4px 0; }}
    QFrame#segments {{ background: {c.ground}; border: 1px solid {c.border}; border-radius: 8px; }}
    QPushButton[role="segment"] {{ background: transparent; border: 1px solid transparent; padding: 3px {M}px;
        color: {c.muted}; }}
    QPushButton[role="segment"]:hover {{ background: {c.hover}; color: {c.text}; }}
    QPushButton[role="segment"]:checked {{ background: {c.accent_soft}; border-color: {c.accent}; color: {c.accent}; }}
    QPushButton[role="segment"]:focus {{ border: 2px solid {c.accent}; padding: 2px 11px; }}
    QProgressBar {{ background: {c.ground}; border: 1px solid {c.border}; border-radius: 3px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
    QPushButton[role="search"] {{ color: {c.muted}; background: {c.ground}; font-weight: normal; }}
    QPushButton[role="search"]:hover {{ background: {c.hover}; color: {c.text}; }}
    QLabel[role="keys"] {{ background: {c.ground}; border: 1px solid {c.border}; border-radius: 4px;
        padding: 1px 6px; }}
    QListWidget#found {{ background: transparent; border: none; outline: none; }}
    QLineEdit, QComboBox, QPlainTextEdit {{ background: {c.surface}; color: {c.text};
        border: 1px solid {c.border}; border-radius: 6px; padding: 4px {S}px; min-height: 20px;
        selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {c.accent};
        padding: 3px 7px; }}
    QLineEdit:disabled, QComboBox:disabled {{ background: {c.ground}; color: {c.off}; }}
    QLineEdit[wrong="true"] {{ border-color: {c.bad}; }}
    QCheckBox {{ spacing: {S}px; padding: 3px {XS}px 3px 0; margin-left: -2px;
        border: 2px solid transparent; border-radius: 6px; }}
    QCheckBox:focus {{ border-color: {c.accent}; }}
    QRadioButton {{ spacing: {S}px; padding: 3px {XS}px 3px 0; border: 2px solid transparent; border-radius: 6px;
        font-weight: 600; }}
    QRadioButton:focus {{ border-color: {c.accent}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted};
        background: {c.surface}; }}
    QCheckBox::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked {{ border-color: {c.accent}; background: {c.accent};
        image: url("{_picture(c, "check")}"); }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {c.accent}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.border}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {c.off}; }}
    QCheckBox::indicator:checked:disabled {{ background: {c.off}; border-color: {c.off}; }}
    QFrame#choice {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 8px; }}
    QFrame#choice[chosen="true"] {{ border: 1px solid {c.accent}; background: {c.accent_soft}; }}
    QComboBox::drop-down {{ border: none; width: {XL}px; }}
    QComboBox::down-arrow {{ image: url("{_picture(c, "chevron")}"); width: 12px; height: 12px; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; border: none; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; border: none; }}
    QScrollBar::handle {{ background: {c.border}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {c.off}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.border};
        selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
    QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; border-radius: 6px;
        padding: {XS}px; }}
    QMenu::item {{ padding: {XS}px {L}px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; }}
    QMenu::item:disabled {{ color: {c.off}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: {XS}px {S}px; }}
    QTableView {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 6px;
        selection-background-color: {c.accent_soft}; selection-color: {c.text}; gridline-color: {c.border};
        outline: none; }}
    QTableView:focus {{ border-color: {c.accent}; }}
    QTableView::item {{ padding: 0 {S}px; border: none; }}
    QTableView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QHeaderView {{ background: {c.surface}; border: none; border-top-left-radius: 6px; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.border}; padding: 6px 11px; font-weight: 600; }}
    QScrollArea, QScrollArea > QWidget > QWidget#sheet {{ background: transparent; border: none; }}
    QSplitter::handle {{ background: transparent; }}
    """
