"""The one way to start work from the window.

A piece of work is a coroutine. While it runs its controls are off and the
page's notice says so; when it ends the notice says that it was done, or what
went wrong and, where there is one, the step that mends it. Errors that are not
the engine's answer are logged with their traceback and named in place; none is
lost. Tasks are held here until they end, and cancelled when the window goes.
Never opens a modal box: dialog.exec() inside a coroutine strands other tasks.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from homemail.control.caller import changes_made
from homemail.control.errors import ControlError, EngineAbsent
from homemail.mail.sentence import words_of
from homemail.ui.words import tr

log = logging.getLogger("homemail.ui")
T = TypeVar("T")


def sentence_of(error: ControlError) -> str:
    """What the user reads when the engine says no, or says nothing."""
    if isinstance(error, EngineAbsent):
        return tr("The engine does not answer, so nothing was changed. The window keeps looking for it.")
    return tr("The engine says no: {reason}", reason=words_of(error))


class Teller(Protocol):
    """Where a page says how work goes; widgets/notice.py is one. `spoken` counts what it said."""

    spoken: int

    def busy(self, text: str) -> None: ...
    def good(self, text: str) -> None: ...
    def bad(self, text: str) -> None: ...
    def clear(self) -> None: ...


class Tasks:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._running: set[asyncio.Task[None]] = set()
        self._closed = False
        # Who hears of work that its teller has told of, with the changes of the settings that can be taken back.
        self.changed: Callable[[Teller, Sequence[int]], None] = lambda _teller, _changes: None

    def start(
        self,
        work: Coroutine[Any, Any, T],
        *,
        teller: Teller | None = None,
        controls: Sequence[QWidget] = (),
        busy: str = "",
        said: str = "",
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Run `work`; tell of it at `teller`; call `done` with its result or `failed` with the reason."""
        if self._closed:  # a timer of a window that is going
            work.close()
            return
        task = self._loop.create_task(
            self._run(work, teller=teller, controls=list(controls), busy=busy, said=said, done=done, failed=failed)
        )
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _task: work.close())  # cancelled before its first step, it was never begun

    @property
    def running(self) -> int:
        return len(self._running)

    async def close(self) -> None:
        self._closed = True
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _run(
        self,
        work: Coroutine[Any, Any, T],
        *,
        teller: Teller | None,
        controls: list[QWidget],
        busy: str,
        said: str,
        done: Callable[[T], None] | None,
        failed: Callable[[str], None] | None,
    ) -> None:
        focus = next((one for one in controls if one.hasFocus()), None)
        for one in controls:
            one.setEnabled(False)
        passed_to = QApplication.focusWidget()  # a control that is off passes the focus on
        if teller and busy:
            teller.busy(busy)
        try:
            try:
                with changes_made() as changes:
                    result = await work
            finally:  # Order matters: what is done with the result decides which controls make sense
                for one in filter(_is_there, controls):
                    one.setEnabled(True)
                if focus and _is_there(focus) and QApplication.focusWidget() is passed_to:  # nobody has moved on
                    focus.setFocus()
            if not (_is_there(teller) and _stands(done)):
                return  # the page was made anew meanwhile, and asks for itself
        except ControlError as error:
            _tell_failure(sentence_of(error), teller, failed)
        except Exception as error:
            log.exception("work started from the window failed")
            reason = tr("This did not work: {reason}", reason=f"{type(error).__name__}: {error}")
            _tell_failure(reason, teller, failed)
        else:
            spoken = teller.spoken if teller else 0
            if teller and said:
                teller.good(said)
            elif teller and busy:
                teller.clear()
            if done:
                done(result)
            if teller and teller.spoken != spoken:
                self.changed(teller, changes)


def _is_there(widget: object) -> bool:
    """Whether Qt still has it: language or colours may change while work is under way."""
    return not isinstance(widget, QObject) or isValid(widget)


def _stands(callback: Callable[..., None] | None) -> bool:
    """Whether Qt still has what it was made of: the widget of a method, those that a lambda speaks of."""
    cells = getattr(callback, "__closure__", None) or ()
    return all(map(_is_there, (getattr(callback, "__self__", None), *(cell.cell_contents for cell in cells))))


def _tell_failure(reason: str, teller: Teller | None, failed: Callable[[str], None] | None) -> None:
    if teller and _is_there(teller):
        teller.bad(reason)
    if failed and _stands(failed):
        failed(reason)
