"""Every keyboard shortcut of the window: one table that binds them and that F1 shows.

Keys are in Qt's portable form, so that Ctrl is the command key on a Mac. A page names the row; nothing else makes a
QShortcut, which tests/ui checks on the built window.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from homemail.ui.words import tr

EVERYWHERE, LISTS = "", "lists"  # places beside the names of pages
NUMBERED = 10  # pages that have a digit, the tenth by 0; more are reached by the list and the search


@dataclass(frozen=True, slots=True)
class Key:
    """`place` is the page where the keys work, or one of the two places above."""

    keys: str
    place: str
    words: Callable[[], str]


TABLE = {
    "search": Key("Ctrl+K", EVERYWHERE, lambda: tr("Search pages, settings, people, messages and actions")),
    "sheet": Key("F1", EVERYWHERE, lambda: tr("Show the keyboard shortcuts")),
    "load": Key("F5", EVERYWHERE, lambda: tr("Load the page again")),
    "rail": Key("F6", EVERYWHERE, lambda: tr("To the list of pages and back")),
    "close": Key("Ctrl+Q", EVERYWHERE, lambda: tr("Close the window")),
    **{
        f"page {number}": Key(f"Ctrl+{number % 10}", EVERYWHERE, lambda: tr("Open a page, in the order of the list"))
        for number in range(1, NUMBERED + 1)
    },
    "undo": Key("Ctrl+Z", EVERYWHERE, lambda: tr("Take back the last change of the settings")),
    "settings": Key("Ctrl+,", EVERYWHERE, lambda: tr("Open the settings")),
    "copy": Key("Ctrl+C", LISTS, lambda: tr("Copy the chosen rows")),
    "flow.find": Key("Ctrl+F", "flow", lambda: tr("Search the messages or the log")),
    "flow.queue": Key("Ctrl+J", "flow", lambda: tr("Show the chosen message in the queue")),
    "flow.pause": Key("Ctrl+P", "flow", lambda: tr("Hold the lines still, or let them run")),
    "queue.find": Key("Ctrl+F", "queue", lambda: tr("Search the queue")),
    "queue.retry": Key("Ctrl+R", "queue", lambda: tr("Try the chosen messages now")),
    "queue.hold": Key("Ctrl+H", "queue", lambda: tr("Keep the chosen messages back")),
    "queue.release": Key("Ctrl+L", "queue", lambda: tr("Let the held messages go")),
    "queue.delete": Key("Del", "queue", lambda: tr("Drop the chosen messages")),
    "people.add": Key("Ctrl+N", "people", lambda: tr("Add someone")),
    "filters.add": Key("Ctrl+N", "filters", lambda: tr("Write a new check")),
    "filters.up": Key("Alt+Up", "filters", lambda: tr("Move the check up")),
    "filters.down": Key("Alt+Down", "filters", lambda: tr("Move the check down")),
    "filters.remove": Key("Del", "filters", lambda: tr("Remove the check")),
    "addresses.remove": Key("Del", "addresses", lambda: tr("Remove the chosen row")),
    "security.remove": Key("Del", "security", lambda: tr("Trust the network no longer")),
}


def bind(name: str, widget: QWidget, does: Callable[[], object], *, here_only: bool = False) -> None:
    """Let the keys of a row do something while `widget` is on screen; `here_only`: while it has the focus itself."""
    made = QShortcut(QKeySequence(TABLE[name].keys), widget, does)
    if here_only:
        made.setContext(Qt.ShortcutContext.WidgetShortcut)


def shown(name: str) -> str:
    """The keys as this platform writes them."""
    return QKeySequence(TABLE[name].keys).toString(QKeySequence.SequenceFormat.NativeText)


def sheet() -> list[tuple[str, list[tuple[str, str]]]]:
    """The table for reading: places with their rows of keys and words; the digits of the pages are one row."""
    places: dict[str, list[tuple[str, str]]] = {}
    for name, key in TABLE.items():
        rows = places.setdefault(key.place, [])
        if name == "page 1":
            rows.append((f"{shown(name)} … {shown(f'page {NUMBERED}')}", key.words()))
        elif not name.startswith("page "):
            rows.append((shown(name), key.words()))
    return list(places.items())
