"""The history of the settings as the window shows it: rows, the chosen one's difference, what can be done. No Qt."""

import re
from dataclasses import dataclass
from enum import Enum

from homemail.control.methods.history import Change, Changes, ChangeShown
from homemail.ui.words import said, tr

_PLACE = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)")


class Line(Enum):
    """What a line of a difference is."""

    ADDED = "+"
    REMOVED = "-"
    PLACE = "@"
    SAME = " "


@dataclass(slots=True)
class History:
    changes: tuple[Change, ...] | None = None  # None: not asked yet
    chosen: int = 0  # the number; 0: the newest
    shown: ChangeShown | None = None

    def take(self, found: Changes) -> None:
        self.changes = found.changes
        if self.chosen not in {one.number for one in found.changes}:
            self.chosen = 0

    @property
    def wanted(self) -> int:
        """Whose difference is to be shown; 0: nobody's."""
        return self.chosen or (self.changes[0].number if self.changes else 0)

    @property
    def keys(self) -> str:
        """What changed, a line each; empty while nothing is shown."""
        if self.shown is None:
            return ""
        if self.shown.change.deed == "first":
            return tr("With these settings the history begins.")
        return "\n".join(said(one.said) for one in self.shown.keys) or sentence(self.shown.change)

    @property
    def lines(self) -> str:
        return "\n".join(_placed(line) for line in self.shown.lines) if self.shown else ""

    @property
    def obstacle(self) -> str:
        """Why the shown change cannot be taken back by itself; empty where it can, or where the row says it."""
        if self.shown is None or self.shown.change.deed == "first" or self.shown.change.taken_back_by:
            return ""
        return capital(said(self.shown.obstacle))

    @property
    def can_undo(self) -> bool:
        return self.shown is not None and not self.shown.obstacle

    @property
    def can_restore(self) -> bool:
        return self.shown is not None and not self.shown.is_current


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(change: Change) -> str:
    """What the change was; what does not hold any more says so."""
    what = capital(said(change.what))
    return tr("{what} (taken back)", what=what) if change.taken_back_by else what


def came_by(change: Change) -> str:
    match change.way:
        case "window":
            return tr("Window")
        case "terminal":
            return tr("Terminal")
        case "hand":
            return tr("By hand")
        case _:
            return tr("A program")


def kind_of(line: str) -> Line:
    for kind in (Line.ADDED, Line.REMOVED, Line.SAME):
        if line.startswith(kind.value):
            return kind
    return Line.PLACE


def _placed(line: str) -> str:
    found = _PLACE.match(line)
    return tr("Line {number}", number=found[1]) if found else line
