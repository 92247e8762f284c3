"""What of a page's layout is remembered: widths of columns and places of splitters that were moved by hand.

A view is known by its page, its place among the page's views and its number of columns, so that a page that was made
differently in another version forgets instead of mixing them up.
"""

from functools import partial

from PySide6.QtWidgets import QSplitter, QTableView

from homemail.ui.panels.page import Page
from homemail.ui.preferences import Preferences
from homemail.ui.widgets.table import ByHand

NARROWEST, WIDEST = 24, 4000  # pixels that a kept width may have


def remember(page: Page, kept: Preferences) -> None:
    """Put a new page as it was left, and note from now on what is moved."""
    for number, view in enumerate(page.findChildren(QTableView)):
        if by_hand := view.findChild(ByHand):
            name = f"{page.NAME}.{number}/{view.model().columnCount()}"
            by_hand.restore(_widths(kept.widths.get(name)))
            by_hand.moved = partial(kept.widths.__setitem__, name)
    for number, splitter in enumerate(page.findChildren(QSplitter)):
        name = f"{page.NAME}.{number}/{splitter.count()}"
        sizes = kept.splits.get(name)
        if isinstance(sizes, list) and len(sizes) == splitter.count() and all(_is_size(one, 0) for one in sizes):
            splitter.setSizes(sizes)
        splitter.splitterMoved.connect(
            lambda _place, _index, name=name, one=splitter: kept.splits.update({name: one.sizes()})
        )


def _widths(kept: object) -> dict[str, int]:
    if not isinstance(kept, dict):
        return {}
    return {key: width for key, width in kept.items() if str(key).isdecimal() and _is_size(width, NARROWEST)}


def _is_size(value: object, least: int) -> bool:
    return isinstance(value, int) and least <= value <= WIDEST
