"""How the window goes: whether mail keeps flowing is asked once and remembered; with an icon it only hides.

The engine is a process of its own on every platform, so mail flows on without window and icon alike.
"""

from typing import Protocol

from homemail.ui.link import Link
from homemail.ui.preferences import OnClose, Preferences
from homemail.ui.task import Tasks
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import tr


class Leaver(Protocol):
    """What the window does when it was decided."""

    def hide(self) -> None: ...
    def quit_now(self) -> None: ...


class Leaving:
    def __init__(self, window: Leaver, link: Link, tasks: Tasks, kept: Preferences) -> None:
        self._window, self._link, self._tasks, self._kept = window, link, tasks, kept

    def close(self, notice: Notice, *, has_icon: bool) -> None:
        """The user closes the window."""
        if self._kept.on_close == OnClose.KEEP and has_icon:
            self._window.hide()
        elif not self._link.is_connected or self._kept.on_close == OnClose.KEEP:
            self._window.quit_now()
        elif self._kept.on_close == OnClose.STOP:
            self.stop_and_quit(notice)
        else:
            self._ask_once(notice, has_icon)

    def _ask_once(self, notice: Notice, has_icon: bool) -> None:
        def answer(choice: OnClose) -> None:
            self._kept.on_close = choice
            self.close(notice, has_icon=has_icon)

        notice.ask(
            tr("Shall mail keep flowing when this window is closed? The answer is remembered; Settings can change it."),
            (tr("Stop the engine"), "", lambda: answer(OnClose.STOP)),
            (tr("Do not close"), "", lambda: None),
            (tr("Keep mail flowing"), "main", lambda: answer(OnClose.KEEP)),
        )

    def stop_and_quit(self, notice: Notice) -> None:
        self._tasks.start(
            self._link.stop_engine(), teller=notice, busy=tr("The engine stops…"),
            done=lambda _none: self._window.quit_now(),
        )  # fmt: skip
