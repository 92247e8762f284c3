"""Undo of settings, everywhere in the window: a notice of what was changed offers it, and Ctrl+Z takes the last back.

No page does anything for it: the answer of the engine says which changes a call made, and the history of the settings
does the rest. Ctrl+Z stays the text field's own while that has something to undo.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from homemail.control.methods.history import Changes, HistoryList, HistoryUndo, TakenBack
from homemail.ui.link import Link
from homemail.ui.panels.history_model import capital
from homemail.ui.task import Tasks, Teller
from homemail.ui.widgets.notice import Notice
from homemail.ui.words import said, tr

LAST = (0,)  # the last change that still holds, to the engine


class TakingBack(QObject):
    def __init__(self, parent: QObject, link: Link, tasks: Tasks, notice: Callable[[], Notice]) -> None:
        """`notice` of that moment is where Ctrl+Z says what it did."""
        super().__init__(parent)
        self._link, self._tasks, self._notice = link, tasks, notice
        self._is_busy = self._was_undo = False
        self._mine = 0  # changes made here, one after the other and nothing else between: Ctrl+Z means these
        self._field: QWidget | None = None
        tasks.changed = self.offer
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)

    def offer(self, teller: Teller, changes: Sequence[int]) -> None:
        """What a notice says was done can be taken back, as long as it stands."""
        if self._was_undo:
            self._was_undo, self._mine = False, max(0, self._mine - 1)
        else:
            self._mine = self._mine + len(changes) if changes else 0
        if changes and isinstance(self._field, QLineEdit) and isValid(self._field):
            self._field.setText(self._field.text())  # what was typed is saved: Ctrl+Z in the field means the saving now
        if changes and isinstance(teller, Notice):
            teller.add_step(tr("Undo"), lambda: self.undo(teller, changes))

    def last(self) -> None:
        """The last change that still holds. One that was not just made here is named first: who presses Ctrl+Z after
        something else, a new mailbox, does not mean what was set last week."""
        if not self._link.is_connected or self._is_busy:
            return
        if self._mine:
            self.undo(self._notice(), LAST)
        else:
            self._tasks.start(self._link.call(HistoryList()), done=self._ask, failed=self._notice().bad)

    def _ask(self, changes: Changes) -> None:
        notice = self._notice()
        found = [one for one in changes.changes if one.number == changes.last]
        if not found:
            notice.busy(tr("No change of the settings is left to take back."))
            return
        notice.ask(
            tr("Take back the last change of the settings? {what}", what=capital(said(found[0].what))),
            (tr("Take it back"), "", lambda: self.undo(notice, (changes.last,))),
            (tr("Keep it"), "", lambda: None),
        )

    def undo(self, notice: Notice, changes: Sequence[int]) -> None:
        self._is_busy = True
        self._tasks.start(
            self._undone(changes),
            teller=notice,
            done=lambda done: self._tell(notice, done),
        )

    async def _undone(self, changes: Sequence[int]) -> list[TakenBack]:
        """The latest first, as each may stand on the one before."""
        try:
            return [await self._link.call(HistoryUndo(number)) for number in reversed(changes)]
        finally:
            self._is_busy = False

    def _tell(self, notice: Notice, done: list[TakenBack]) -> None:
        back = [one.change for one in done if one.change and one.deed == "undo"]
        self._was_undo = bool(back)  # bringing back is a change as any other
        notice.good("\n".join(capital(said(one.message)) for one in done))
        if back:
            notice.add_step(tr("Bring it back"), lambda: self.undo(notice, back))

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Only the field with the focus is listened to."""
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = new if isinstance(new, QLineEdit | QPlainTextEdit) else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text field claims Ctrl+Z also when it has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and not _can_undo(watched):
                event.ignore()
                return True
        return False


def _can_undo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit) and not field.isReadOnly() and field.document().isUndoAvailable()
