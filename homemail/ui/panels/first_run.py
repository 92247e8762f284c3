"""The first run's place in the window: over everything else while there is no house, until its person leaves it.

The wizard is loaded when it is first needed: most starts find a house.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from homemail.ui.link import Link, LinkState
from homemail.ui.task import Tasks
from homemail.ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from homemail.ui.panels.wizard import WizardPage
    from homemail.ui.panels.wizard_founding import Founding


class FirstRun:
    def __init__(self, link: Link, tasks: Tasks, leave: Callable[[bool], None], speak: Callable[[str], None]) -> None:
        self._link, self._tasks, self._leave, self._speak = link, tasks, leave, speak
        self.founding: Founding | None = None  # what was typed; it outlives the widgets
        self.page: WizardPage | None = None

    def show_in(self, stack: QStackedWidget) -> None:
        """Second of the stack while it is needed; the house's pages are the first."""
        if self.founding is None and self._link.state is LinkState.NEW_HOUSE:
            from homemail.ui.panels.wizard_founding import Founding
            from homemail.ui.panels.wizard_model import Wizard

            self.founding = Founding(Wizard())
        if self.founding is not None and (self.page is None or stack.indexOf(self.page) < 0):
            from homemail.ui.panels.wizard import WizardPage

            self.page = WizardPage(self.founding, self._link, self._tasks, self._left, self._speak)
            stack.addWidget(self.page)
            for over in stack.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly):
                over.dismiss()  # the search, opened in the moment before
        stack.setCurrentIndex(0 if self.founding is None else stack.count() - 1)

    def forget_widgets(self) -> None:
        """The window is dressed anew."""
        self.page = None

    def _left(self, done: bool) -> None:
        self.founding = self.page = None
        self._leave(done)
