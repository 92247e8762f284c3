"""Flow: messages as they pass, and behind them the log as it happens."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from homemail.control.events import AnyEvent, LogLines
from homemail.ui.link import LinkState
from homemail.ui.panels.flow_log import LogView
from homemail.ui.panels.flow_messages import MessagesView
from homemail.ui.panels.flow_model import Flow
from homemail.ui.panels.page import Page
from homemail.ui.shortcuts import bind
from homemail.ui.widgets.segments import Segments
from homemail.ui.words import tr


class FlowPage(Page):
    NAME = "flow"
    model: Flow

    @classmethod
    def title(cls) -> str:
        return tr("Flow")

    @classmethod
    def sentence(cls) -> str:
        return tr("Messages as they pass, and every step of each.")

    def build(self) -> None:
        titles = {"messages": tr("Messages"), "log": tr("Log")}
        self.switch = Segments(tr("What is shown"), titles, self.model.segment)
        self.head_actions.addWidget(self.switch)
        self.messages = MessagesView(self, self.model.messages, self.show_lines)
        self.log = LogView(self, self.model)
        self._views = {"messages": self.messages, "log": self.log}
        self._shown = QStackedWidget()
        for one in self._views.values():
            self._shown.addWidget(one)
        self._shown.setCurrentWidget(self._views[self.switch.chosen])
        self.content.addWidget(self._shown, 1)
        self.switch.turned.connect(self._turn)
        bind("flow.find", self, self._find)
        bind("flow.pause", self, self._pause)

    @property
    def _view(self) -> MessagesView | LogView:
        return self.messages if self.model.segment == "messages" else self.log

    def _find(self) -> None:
        self._view.search.setFocus()

    def _pause(self) -> None:
        if self._view is self.log:
            self.log.pause.toggle()

    def _turn(self, segment: str) -> None:
        self.model.segment = segment
        self._shown.setCurrentWidget(self._view)
        self._view.refresh()

    def show_found(self, target: str) -> None:
        """A part of the page, or the lines about a queue ID."""
        if not self.switch.choose(target):
            self.show_lines(target)

    def show_lines(self, target: str) -> None:
        self.switch.choose("log")
        self.log.look_for(target)

    def entrance(self) -> QWidget:
        return self.messages.table if self._view is self.messages else self.log.view

    def is_loaded(self) -> bool:
        return self.model.loaded and self.model.messages.loaded

    def load(self) -> None:
        if self.link.is_connected:
            self.log.load()
            self.messages.load()

    def follow(self, state: LinkState) -> None:
        if state in {LinkState.STARTING, LinkState.LOST}:  # another engine numbers its lines anew
            self.log.forget()
            self.messages.forget()
        super().follow(state)

    def refresh(self) -> None:
        self._view.refresh()

    def hear(self, event: AnyEvent) -> None:
        if isinstance(event, LogLines):
            self.log.hear(event)
            self.messages.hear(event)
