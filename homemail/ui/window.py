"""The window: a rail of pages, one page, a bar with the state of mail. It holds no mail and no setting.

Models live as long as the window; widgets are made again when language or
colours change. What closing does is in leaving.py; the application ends only
by `quit_now`. The icon beside the clock outlives a hidden window.
"""

import base64
import time
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from homemail.control.events import AnyEvent, LogLines, SettingsChanged
from homemail.control.methods.engine import Reload
from homemail.control.methods.queue import QueueFlush
from homemail.ui import actions, preferences, theme, tray, words
from homemail.ui.bar import Bar, waiting_count
from homemail.ui.care_notice import CareNotice
from homemail.ui.cares import Care, Cares
from homemail.ui.cheat_sheet import CheatSheet
from homemail.ui.icons import app_icon
from homemail.ui.leaving import Leaving
from homemail.ui.link import Link, LinkState
from homemail.ui.pages import PLACES, Pages, rail_groups
from homemail.ui.palette import Palette
from homemail.ui.panels.first_run import FirstRun
from homemail.ui.panels.overview_model import decide_verdict
from homemail.ui.panels.page import Page
from homemail.ui.panels.settings import SettingsPage
from homemail.ui.preferences import Preferences
from homemail.ui.rail import Rail
from homemail.ui.remembered import remember
from homemail.ui.search_model import Found, Kind
from homemail.ui.shortcuts import NUMBERED, bind
from homemail.ui.taking_back import TakingBack
from homemail.ui.task import Tasks
from homemail.ui.theme import XL, Look, S, colours
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import tr

NARROW = 900  # below this width the rail shows icons only
LOOK_EVERY = 5_000  # milliseconds between two looks for what needs a person


class Window(QMainWindow):
    leaving = Signal()  # the user is done; the application may end

    def __init__(self, link: Link, tasks: Tasks) -> None:
        super().__init__()
        self.link, self.tasks = link, tasks
        self._kept = link.folders.root / "window.json"
        self.preferences: Preferences = preferences.load(self._kept)
        self._models: dict[str, Any] = {one.page.NAME: one.model(self.preferences) for one in PLACES}
        self.pages = Pages(self._make)
        self._first_run = FirstRun(link, tasks, self._leave_first_run, self._speak)
        self.cares = Cares(time.time)
        self.tray: tray.Tray | None = None
        self._leaving = Leaving(self, link, tasks, self.preferences)
        self._qt_words: QTranslator | None = None
        self._undo = TakingBack(self, link, tasks, lambda: self.page.notice).last
        self.setWindowTitle("HomeMail")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(760, 520)
        self.resize(1120, 760)
        self.dress()
        if self.preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.preferences.geometry.encode()))
        link.on_state(self._follow)
        link.on_event(self._hear)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self._scheme_changed())
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_for_cares)
        self._watch.start(LOOK_EVERY)

    # Building

    def dress(self) -> None:
        """Language and colours as preferred, then every widget anew; the open page stays open."""
        words.use(self.preferences.language or words.default_language())
        self._speak_qt()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, Look(self.preferences.look) if self.preferences.look in set(Look) else Look.SYSTEM)
        self._dressed = (self.preferences.language, self.preferences.look)
        self._build()
        self._put_icon()
        self._show_state()
        self._tell([])

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
        self._all.addWidget(main)
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.bar = Bar(self._open_search)
        self.rail = Rail(rail_groups(), self.go)
        self.farewell, self.care_notice = Notice(), CareNotice()
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        strip = QVBoxLayout()
        strip.setContentsMargins(XL, S, XL, 0)
        strip.setSpacing(S)
        strip.addWidget(self.farewell)
        strip.addWidget(self.care_notice)
        right.addLayout(strip)
        right.addWidget(self._stack, 1)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        were_made, self.pages = self.pages.made, Pages(self._make)
        self._first_run.forget_widgets()
        titles = [actions.Title(one.page.NAME, one.page.title(), one.page.sentence()) for one in PLACES]
        self.search = Palette(self._all, self.link, self.tasks, actions.everything(titles), self._choose)
        self.sheet = CheatSheet(self._all, {one.name: one.title for one in titles})
        self.setCentralWidget(self._all)
        self._all.show()  # at once: what is shown later cannot be given the focus
        stops = [self.bar.search, *self.rail.buttons.values()]
        for before, after in pairwise(stops):  # what is not named here follows as it was made: the page
            QWidget.setTabOrder(before, after)
        self._bind()
        self._fit_rail()
        self.go(self.preferences.page if self.preferences.page in self.pages else "overview")
        for name in were_made:
            _ = self.pages[name]

    def _make(self, kind: type[Page]) -> Page:
        page_type: Any = type(kind.__name__, (kind,), {"model": self._models[kind.NAME]})
        page: Page = page_type(self.link, self.tasks, self.go, self._stack)
        if isinstance(page, SettingsPage):
            page.changed = self._preferences_changed
        self._stack.addWidget(page)
        remember(page, self.preferences)
        page.load()
        if page.is_loaded():
            page.refresh()
        return page

    def _bind(self) -> None:
        """Bound to the central widget, so that they go when it is made anew."""
        for number, name in enumerate(list(self.pages)[:NUMBERED], 1):
            bind(f"page {number}", self._all, partial(self.go, name))
        bind("search", self._all, self._open_search)
        bind("sheet", self._all, self.sheet.open)
        bind("load", self._all, lambda: self.page.load())  # noqa: PLW0108  the page of that moment
        bind("rail", self._all, self._to_rail)
        bind("undo", self._all, self._undo)
        bind("settings", self._all, partial(self.go, "settings"))
        bind("close", self._all, self.close)

    def _put_icon(self) -> None:
        """The icon beside the clock, where it is wanted and the desktop has a place for it."""
        wanted = self.preferences.tray and tray.is_possible()
        if self.tray and not wanted:
            self.tray.close()
            self.tray = None
        elif self.tray:
            self.tray.dress()
        elif wanted:
            self.tray = tray.Tray(
                tray.Acts(self.come_forward, self._flush, self.link.start, self._stop, self.quit_now, self._care_for)
            )
            self.tray.icon.show()

    # Showing

    @property
    def page(self) -> Page:
        return self.pages[self.preferences.page]

    def go(self, name: str, *, begin: bool = False, found: str = "") -> None:
        """Open a page, and on it what is named. The focus stays in the rail, else it goes to the page."""
        self.preferences.page = name
        self._stack.setCurrentWidget(self.pages[name])
        self.rail.choose(name)
        if not self.rail.has_focus():
            self.page.take_focus()
        if begin:
            self.page.when_loaded(self.page.begin)
        if found:
            self.page.when_loaded(partial(self.page.show_found, found))

    def _follow(self, state: LinkState) -> None:
        for page in list(self.pages.made.values()):
            page.follow(state)
        self._show_state()
        self._look_for_cares()

    def _hear(self, event: AnyEvent) -> None:
        for page in list(self.pages.made.values()):
            page.hear(event)
        match event:
            case LogLines(lines=lines):
                self._tell(self.cares.hear(lines))
                return
            case SettingsChanged():
                self.cares.settings_changed()
            case _:
                pass
        self._show_state()
        self._look_for_cares()

    def _show_state(self) -> None:
        self._first_run.show_in(self._all)
        status = self.link.status if self.link.is_connected else None
        verdict = decide_verdict(self.link.state, status, self.link.reason)
        self.bar.show_state(verdict, status)
        if self.tray:
            self.tray.show_state(verdict, waiting_count(status), connected=self.link.is_connected)

    def _leave_first_run(self, done: bool) -> None:
        if done:
            self.go("overview")
            self._show_state()
        else:
            self.quit_now()

    def _look_for_cares(self) -> None:
        self._tell(self.cares.look(self.link.state, self.link.status, self.link.reason))

    def _tell(self, new: list[Care]) -> None:
        """On the desktop when nobody looks at the window, and below the bar what the bar does not say."""
        if self.tray and self.preferences.notify and not self.isActiveWindow():
            for one in new:
                self.tray.tell(one)
        self.care_notice.tell(self.cares.for_window, self._care_for, self._put_away)

    def _care_for(self, care: Care) -> None:
        self._put_away(care)
        self.come_forward()
        self.go(care.page, found=care.target)

    def _put_away(self, care: Care) -> None:
        self.cares.put_away(care)
        self._tell([])
        self.page.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        self.rail.set_narrow(self.width() < NARROW)

    def _scheme_changed(self) -> None:
        if self.preferences.look == Look.SYSTEM and theme.resolved(Look.SYSTEM) is not colours():
            self.dress()

    def _speak(self, language: str) -> None:
        self.preferences.language = language
        self._preferences_changed()

    def _preferences_changed(self) -> None:
        preferences.keep(self._kept, self.preferences)
        if self._dressed != (self.preferences.language, self.preferences.look):
            self.dress()
        else:
            self._put_icon()
            self._show_state()

    # Doing

    def _open_search(self) -> None:
        if self._first_run.founding is None:
            self.search.open()

    def _to_rail(self) -> None:
        if self.rail.has_focus():
            self.page.focusNextChild()
        else:
            self.rail.take_focus()

    def _choose(self, found: Found) -> None:
        """What was found by the search is opened or done."""
        if found.kind is not Kind.ACTION:
            self.go(found.page, found=found.target)
            return
        does = {
            actions.FLUSH: self._flush,
            actions.RELOAD: self._reload,
            actions.UNDO: self._undo,
            actions.START: self.link.start,
            actions.STOP: self._stop,
            actions.SHEET: self.sheet.open,
            actions.CLOSE: self.close,
        }
        if found.target in does:
            does[found.target]()
        elif found.target.startswith(actions.LOOK):
            self.preferences.look = found.target.removeprefix(actions.LOOK)
            self._preferences_changed()
        elif found.target.startswith(actions.LANGUAGE):
            self._speak(found.target.removeprefix(actions.LANGUAGE))

    def _reload(self) -> None:
        self._work(self.link.call(Reload()), tr("The settings as they stand in the file are in force."))

    def _flush(self) -> None:
        self._work(self.link.call(QueueFlush()), tr("Every waiting message is tried now."))

    def _work(self, work: Any, said: str) -> None:
        self.tasks.start(work, teller=self.farewell, said=said)

    def _stop(self) -> None:
        """Asked in the window, also when the icon's menu was where it began."""
        self.come_forward()
        self.farewell.ask(
            tr("Stop the engine? No computer of the house can send or read until it runs again."),
            (tr("Stop the engine"), "danger", self._stop_now),
            (tr("Keep it running"), "", lambda: None),
        )

    def _stop_now(self) -> None:
        self.tasks.start(self.link.stop_engine(), teller=self.farewell, busy=tr("The engine stops…"))

    # Leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._keep()
        self._leaving.close(self.farewell, has_icon=self.tray is not None)

    def come_forward(self) -> None:
        """Someone started the app again, or asks by the icon: show this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _keep(self) -> None:
        self.preferences.geometry = base64.b64encode(self.saveGeometry().data()).decode()
        if self.link.folders.root.is_dir():
            preferences.keep(self._kept, self.preferences)

    def quit_now(self) -> None:
        self._keep()
        self._watch.stop()
        if self.tray:
            self.tray.close()
            self.tray = None
        self.hide()
        self.leaving.emit()
