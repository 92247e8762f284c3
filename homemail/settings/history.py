"""The history of homemail.toml: the text after each change, with when, by which way and what it was.

One small file a change, whole or not there. What changed is the difference to the text before it, so that whatever
reaches the settings by another way (an editor, a crash between the settings and this note of them) is found at the
next look and stands here as a change by hand. A history that cannot be written never keeps a setting from changing:
the log says so. Passwords are in no text of it, as they are in no settings.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec

from homemail.mail.sentence import packed, system_words, unpacked
from homemail.settings.editing import write_atomically
from homemail.settings.folders import make_private

KEPT = 200  # changes
KEPT_SIZE = 4_000_000  # octets in all
_log = logging.getLogger("homemail.engine")


class Way(StrEnum):
    """By which a change came."""

    WINDOW = "window"
    TERMINAL = "terminal"
    PROGRAM = "program"  # one that speaks to the engine by itself
    HAND = "hand"  # an editor


class Deed(StrEnum):
    FIRST = "first"  # the oldest text that is known: nothing is before it
    CHANGE = "change"
    UNDO = "undo"  # of the change `of`
    REDO = "redo"  # the undo `of` is taken back
    RESTORE = "restore"  # everything as it was after the change `of`


class Note(msgspec.Struct, frozen=True):
    """One change without its text. `act` says what the change was about, of an undo what the undone one was about."""

    number: int
    when: float  # Unix seconds
    way: str
    deed: str
    act: str = ""
    of: int = 0

    @property
    def words(self) -> str:
        return unpacked(self.act)


class _Kept(Note, frozen=True):
    text: str = ""


_note, _whole = msgspec.json.Decoder(Note), msgspec.json.Decoder(_Kept)


class History:
    """Holds nothing: each question reads the folder. Calls block; one change at a time."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock

    def record(self, text: str, way: str, deed: Deed = Deed.CHANGE, act: str = "", of: int = 0) -> int:
        """The number of the change that made this text; 0 where it is the last one already or cannot be kept."""
        try:
            return self._record(text, way, deed, act, of)
        except OSError as fault:
            _log.error("the history of changes cannot be written, so this one is not in it: %s", system_words(fault))
            return 0

    def notice(self, text: str) -> int:
        """The settings as they stand: where nobody noted how they came to be, somebody changed them by hand."""
        return self.record(text, Way.HAND)

    def notes(self) -> list[Note]:
        """Oldest first."""
        found = []
        for number in self._numbers():
            with suppress(OSError, msgspec.DecodeError):
                found.append(_note.decode(self._path(number).read_bytes()))
        return found

    def text(self, number: int) -> str | None:
        """The settings as they stood after this change; None when it is not known (any more)."""
        try:
            return _whole.decode(self._path(number).read_bytes()).text
        except (OSError, msgspec.DecodeError):
            return None

    def _record(self, text: str, way: str, deed: Deed, act: str, of: int) -> int:
        numbers = self._numbers()
        before = next((found for number in reversed(numbers) if (found := self.text(number)) is not None), None)
        if before == text:
            return 0
        if before is None:
            deed, act, of = Deed.FIRST, "", 0
        elif not act:
            from homemail.settings.difference import summary  # only now: an engine at rest does without it

            act = packed(summary(before, text))
        number = numbers[-1] + 1 if numbers else 1
        make_private(self._folder)
        kept = _Kept(number, self._clock(), way, deed, act, of, text)
        write_atomically(self._path(number), msgspec.json.encode(kept))
        self._throw_away([*numbers, number])
        return number

    def _throw_away(self, numbers: list[int]) -> None:
        """The oldest that is kept shows what was before the next one, so there is one more than the changes."""
        size = 0
        for place, number in enumerate(reversed(numbers)):
            with suppress(OSError):
                size += self._path(number).stat().st_size
                if place > KEPT or (size > KEPT_SIZE and place > 1):
                    self._path(number).unlink()

    def _numbers(self) -> list[int]:
        return sorted(int(path.stem) for path in self._folder.glob("*.json") if path.stem.isdecimal())

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.json"
