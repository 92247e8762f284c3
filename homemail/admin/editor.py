"""Changes of homemail.toml by an operator: edited with its comments, checked, written whole, put in force and noted.

One edit at a time; what is wrong is refused with the reader's own words and leaves file and engine as they were.
"""

import asyncio
import contextlib
from collections.abc import Callable

from homemail.control.caller import face, note_change
from homemail.control.errors import Kind, Refused
from homemail.mail.sentence import Sentence, system_words, words_of
from homemail.settings.editing import write_atomically
from homemail.settings.history import Deed, History
from homemail.settings.live import LiveSettings
from homemail.settings.model import Settings
from homemail.settings.reading import SettingsError, parse


class SettingsEditor:
    def __init__(self, live: LiveSettings, history: History, tell: Callable[[], None] = lambda: None) -> None:
        """`tell` hears of each change that the history has."""
        self._live = live
        self._history = history
        self._tell = tell
        self._lock = asyncio.Lock()

    @property
    def live(self) -> LiveSettings:
        return self._live

    @property
    def history(self) -> History:
        return self._history

    @property
    def current(self) -> Settings:
        return self._live.current

    async def apply(self, edit: Callable[[str], str], deed: Deed = Deed.CHANGE, about: str = "", of: int = 0) -> int:
        """Edit the file's text and put it in force; raises Refused when the result would be wrong.

        The number of the change in the history, which `deed`, `about` and `of` are for; 0 when it has none.
        """
        async with self._lock:
            path = self._live.path
            try:
                text = await asyncio.to_thread(path.read_text, "utf-8-sig")
                fresh = await asyncio.to_thread(edit, text)
                await asyncio.to_thread(self._note_by_hand, text)  # Order matters: it was before this change
                await asyncio.to_thread(write_atomically, path, fresh)
                self._live.reload()
            except SettingsError as fault:
                raise Refused(Kind.INVALID, words_of(fault)) from None
            except OSError as fault:
                words = Sentence("{file} cannot be written: {reason}", file=path.name, reason=system_words(fault))
                raise Refused(Kind.UNAVAILABLE, words) from None
            except ValueError as fault:  # tomlkit's complaints about a file that was broken by hand
                raise Refused(
                    Kind.INVALID, Sentence("{file}: {reason}", file=path.name, reason=words_of(fault))
                ) from None
            number = await asyncio.to_thread(self._history.record, fresh, face(), deed, about, of)
            note_change(number)
            self._tell()
            return number

    async def notice(self) -> None:
        """The settings in force, which somebody may have changed by hand, are in the history from now on."""
        async with self._lock:
            if await asyncio.to_thread(self._notice):
                self._tell()

    def _notice(self) -> int:
        try:
            text = self._live.path.read_text("utf-8-sig")
            return self._history.notice(text) if parse(text) == self.current else 0
        except (OSError, UnicodeDecodeError, SettingsError):
            return 0

    def _note_by_hand(self, text: str) -> None:
        with contextlib.suppress(SettingsError):  # what is wrong was never in force
            parse(text)
            self._history.notice(text)
