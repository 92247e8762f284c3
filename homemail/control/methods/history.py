"""The history of the settings: each change as a difference, and the ways back."""

import msgspec

from homemail.control.method import Request, method
from homemail.mail.sentence import Words


class Change(msgspec.Struct, frozen=True):
    """`way`: window, terminal, program (one that says no name) or hand (an editor). `deed`: first (nothing is known of
    the time before), change, undo or redo (of the change `of`), restore (everything as after `of`)."""

    number: int
    when: float
    way: str
    deed: str
    what: Words
    of: int = 0
    taken_back_by: int = 0  # the undo that holds today


class Changes(msgspec.Struct, frozen=True):
    """Newest first. `last` is what an undo without a number takes back; 0: nothing."""

    changes: tuple[Change, ...]
    last: int = 0


class KeyChanged(msgspec.Struct, frozen=True):
    key: str  # "relay.host", "aliases.kids", "relays.work.port", "header_checks.2"
    said: Words


class ChangeShown(msgspec.Struct, frozen=True):
    """`lines` as of `diff -u`. `obstacle`: why it cannot be taken back by itself now."""

    change: Change
    keys: tuple[KeyChanged, ...]
    lines: tuple[str, ...]
    obstacle: Words = ""
    is_current: bool = False  # the settings stand as they did then


class TakenBack(msgspec.Struct, frozen=True):
    """`change` is the number of the undo (redo, restore: `deed`), which can be undone itself."""

    change: int
    message: Words
    deed: str = ""


@method("history.list")
class HistoryList(Request[Changes], frozen=True):
    """Every change of the settings that is kept."""


@method("history.show")
class HistoryShow(Request[ChangeShown], frozen=True):
    """One change as a difference, by keys and by lines."""

    number: int


@method("history.undo")
class HistoryUndo(Request[TakenBack], frozen=True):
    """Take one change back, the last one without a number; later changes stay."""

    number: int = 0


@method("history.restore")
class HistoryRestore(Request[TakenBack], frozen=True):
    """Put the whole file back as it was after a change; later changes go, and can come back in the same way."""

    number: int
