"""The window: a rail of pages, one page, a bar with the state of mail. It holds no mail and no setting.

Models live as long as the window; widgets are made again when language or
colours change. Closing is this file's business: it asks once whether mail keeps
flowing, and the application ends only by `quit_now`.
"""

import base64
from typing import Any

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QSize, Qt, QTranslator, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from homemail.control.events import AnyEvent
from homemail.ui import preferences, theme, words
from homemail.ui.icons import app_icon, icon
from homemail.ui.link import Link, LinkState
from homemail.ui.panels.addresses import AddressesPage
from homemail.ui.panels.addresses_model import Addresses
from homemail.ui.panels.drill_model import Drill
from homemail.ui.panels.filters import FiltersPage
from homemail.ui.panels.filters_model import Filters
from homemail.ui.panels.first_run import FirstRun
from homemail.ui.panels.flow import FlowPage
from homemail.ui.panels.flow_model import Flow
from homemail.ui.panels.overview import OverviewPage
from homemail.ui.panels.overview_model import Overview, decide_verdict
from homemail.ui.panels.page import Page
from homemail.ui.panels.people import PeoplePage
from homemail.ui.panels.people_model import People
from homemail.ui.panels.queue import QueuePanel
from homemail.ui.panels.queue_model import Queue
from homemail.ui.panels.security import SecurityPage
from homemail.ui.panels.security_model import Security
from homemail.ui.panels.sending import SendingPage
from homemail.ui.panels.sending_model import Sending
from homemail.ui.panels.settings import SettingsModel, SettingsPage
from homemail.ui.preferences import OnClose, Preferences
from homemail.ui.task import Tasks
from homemail.ui.theme import XL, XS, L, Look, M, S, State, colours
from homemail.ui.widgets.buttons import RailButton
from homemail.ui.widgets.labels import ElidedLabel, StateIcon, label
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import tr

NARROW = 900  # below this width the rail shows icons only


class Window(QMainWindow):
    leaving = Signal()  # the user is done; the application may end

    def __init__(self, link: Link, tasks: Tasks) -> None:
        super().__init__()
        self.link, self.tasks = link, tasks
        self._kept = link.folders.root / "window.json"
        self.preferences: Preferences = preferences.load(self._kept)
        self._models: dict[str, Any] = {
            "overview": Overview(), "flow": Flow(), "queue": Queue(), "people": People(),
            "addresses": Addresses(), "sending": Sending(), "filters": Filters(),
            "security": Security(), "settings": SettingsModel(self.preferences, Drill()),
        }  # fmt: skip
        self.pages: dict[str, Page] = {}
        self._first_run = FirstRun(link, tasks, self._leave_first_run)
        self._qt_words: QTranslator | None = None
        self.setWindowTitle("HomeMail")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(760, 520)
        self.resize(1120, 760)
        self.dress()
        if self.preferences.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(self.preferences.geometry)))
        link.on_state(self._follow)
        link.on_event(self._hear)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self._scheme_changed())

    # Building

    def dress(self) -> None:
        """Language and colours as preferred, then every widget anew; the open page stays open."""
        words.use(self.preferences.language or words.default_language())
        self._speak_qt()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, Look(self.preferences.look) if self.preferences.look in set(Look) else Look.SYSTEM)
        self._build()

    def _speak_qt(self) -> None:
        """Qt's own words (menus of text fields) in the same language."""
        if self._qt_words:
            QApplication.removeTranslator(self._qt_words)
        self._qt_words = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(QLocale(words.language()), "qtbase", "_", folder):
            QApplication.installTranslator(self._qt_words)

    def _build(self) -> None:
        self._all = QStackedWidget()
        main = QWidget()
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._stack = QStackedWidget()
        self.pages = {}
        for kind in (
            OverviewPage,
            FlowPage,
            QueuePanel,
            PeoplePage,
            AddressesPage,
            SendingPage,
            FiltersPage,
            SecurityPage,
            SettingsPage,
        ):
            page = self._make(kind)
            self.pages[kind.NAME] = page
            self._stack.addWidget(page)
        self.farewell = Notice()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._build_bar())
        strip = QHBoxLayout()
        strip.setContentsMargins(XL, S, XL, 0)
        strip.addWidget(self.farewell)
        right.addLayout(strip)
        right.addWidget(self._stack, 1)
        row.addWidget(self._build_rail())
        row.addLayout(right, 1)
        self._first_run.forget_widgets()
        self._all.addWidget(main)
        self.setCentralWidget(self._all)
        self._shortcuts()
        self.go(self.preferences.page if self.preferences.page in self.pages else "overview")
        for page in self.pages.values():
            page.load()
            if page.is_loaded():
                page.refresh()
        self._show_state()

    def _make(self, kind: type[Page]) -> Page:
        page_type: Any = type(kind.__name__, (kind,), {"model": self._models[kind.NAME]})
        page: Page = page_type(self.link, self.tasks, self.go)
        if isinstance(page, SettingsPage):
            page.changed = self._preferences_changed
        return page

    def _build_rail(self) -> QWidget:
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(rail)
        column.setContentsMargins(S, M, S, M)
        column.setSpacing(2)
        self._choices = QButtonGroup(self)
        self._rail_words: list[QWidget] = []
        self._buttons: dict[str, QToolButton] = {}
        number = 0
        for group, names in (
            (tr("Watch"), ("overview", "flow", "queue")),
            (tr("House"), ("people", "addresses", "sending", "filters")),
            (tr("System"), ("security", "settings")),
        ):
            head = label(group)
            head.setObjectName("group")
            self._rail_words.append(head)
            column.addWidget(head)
            for name in names:
                number += 1
                column.addWidget(self._rail_button(name, number))
        column.addStretch(1)
        self._rail = rail
        self._fit_rail()
        return rail

    def _rail_button(self, name: str, number: int) -> QToolButton:
        title = self.pages[name].title()
        one = RailButton()
        one.setObjectName("page")
        one.setIcon(icon(name))
        one.setIconSize(QSize(20, 20))
        one.setText(f"\u2002{title}")
        one.setCheckable(True)
        one.setToolTip(f"{title} (Ctrl+{number})")
        one.setAccessibleName(title)
        one.clicked.connect(lambda _checked=False: self.go(name))
        self._choices.addButton(one)
        self._buttons[name] = one
        return one

    def _build_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(44)
        row = QHBoxLayout(bar)
        row.setContentsMargins(L, 0, L, 0)
        row.setSpacing(S)
        self._light = StateIcon(18)
        self._word = label(role="heading")
        self._ports = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self._ports.setProperty("role", "muted")
        self._waiting = label(role="muted")
        row.addWidget(self._light)
        row.addWidget(self._word)
        row.addSpacing(XS)
        row.addWidget(self._ports, 1)
        row.addWidget(self._waiting)
        return bar

    def _shortcuts(self) -> None:
        """Bound to the central widget, so that they go when it is made anew."""
        for number, name in enumerate(self.pages, 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self._all, lambda name=name: self.go(name))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self._all, self.close)
        QShortcut(QKeySequence("F5"), self._all, lambda: self.page.load())  # noqa: PLW0108  the page of that moment

    # Showing

    @property
    def page(self) -> Page:
        return self.pages[self.preferences.page]

    def go(self, name: str, *, begin: bool = False) -> None:
        """Open a page."""
        self.preferences.page = name
        self._stack.setCurrentWidget(self.pages[name])
        self._buttons[name].setChecked(True)
        if begin:
            self.pages[name].begin()

    def _follow(self, state: LinkState) -> None:
        for page in self.pages.values():
            page.follow(state)
        self._show_state()

    def _hear(self, event: AnyEvent) -> None:
        for page in self.pages.values():
            page.hear(event)
        self._show_state()

    def _show_state(self) -> None:
        self._first_run.show_in(self._all)
        status = self.link.status if self.link.is_connected else None
        verdict = decide_verdict(self.link.state, status, self.link.reason)
        self._light.show_state(State(verdict.health.value), verdict.word)
        self._word.setText(verdict.word)
        bound = [one for one in status.listeners if one.state == "bound"] if status else []
        ports = " ".join(dict.fromkeys(str(one.port) for one in bound))
        self._ports.setText(tr("on ports {ports}", ports=ports) if bound else "")
        queue = status.queue if status else None
        waiting = queue.active + queue.deferred + queue.hold if queue else 0
        self._waiting.setText(
            words.trn("{n} message in the queue", "{n} messages in the queue", waiting) if waiting else ""
        )

    def _leave_first_run(self, done: bool) -> None:
        if done:
            self.go("overview")
            self._show_state()
        else:
            self.quit_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        narrow = self.width() < NARROW
        self._rail.setFixedWidth(theme.RAIL_NARROW if narrow else theme.RAIL)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for one in self._buttons.values():
            one.setToolButtonStyle(style)
            one.setFixedSize(self._rail.width() - 2 * S, 34)
        for head in self._rail_words:
            head.setVisible(not narrow)

    def _scheme_changed(self) -> None:
        if self.preferences.look == Look.SYSTEM and theme.resolved(Look.SYSTEM) is not colours():
            self.dress()

    def _preferences_changed(self) -> None:
        preferences.keep(self._kept, self.preferences)
        self.dress()

    # Leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.preferences.geometry = base64.b64encode(self.saveGeometry().data()).decode()
        if not self.link.is_connected:
            self.quit_now()
            return
        match self.preferences.on_close:
            case OnClose.KEEP:
                self.quit_now()
            case OnClose.STOP:
                self._stop_and_quit()
            case _:
                self._ask_once()

    def _ask_once(self) -> None:
        self.farewell.ask(
            tr("Shall mail keep flowing when this window is closed? The answer is remembered; Settings can change it."),
            (tr("Stop the engine"), "", lambda: self._answer(OnClose.STOP)),
            (tr("Do not close"), "", lambda: None),
            (tr("Keep mail flowing"), "main", lambda: self._answer(OnClose.KEEP)),
        )

    def _answer(self, choice: OnClose) -> None:
        self.preferences.on_close = choice
        if choice is OnClose.STOP:
            self._stop_and_quit()
        else:
            self.quit_now()

    def _stop_and_quit(self) -> None:
        self.tasks.start(
            self.link.stop_engine(), teller=self.farewell, busy=tr("The engine stops…"),
            done=lambda _none: self.quit_now(),
        )  # fmt: skip

    def come_forward(self) -> None:
        """Someone started the app again: show this window instead of a second one."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def quit_now(self) -> None:
        if self.link.folders.root.is_dir():
            preferences.keep(self._kept, self.preferences)
        self.hide()
        self.leaving.emit()
