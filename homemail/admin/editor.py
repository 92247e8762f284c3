"""Changes of homemail.toml by an operator: edited with its comments, checked, written whole, then put in force.

One edit at a time; what is wrong is refused with the reader's own words and leaves file and engine as they were.
"""

import asyncio
from collections.abc import Callable

from homemail.control.errors import Kind, Refused
from homemail.mail.sentence import Sentence, system_words, words_of
from homemail.settings.editing import write_atomically
from homemail.settings.live import LiveSettings
from homemail.settings.model import Settings
from homemail.settings.reading import SettingsError


class SettingsEditor:
    def __init__(self, live: LiveSettings) -> None:
        self._live = live
        self._lock = asyncio.Lock()

    @property
    def live(self) -> LiveSettings:
        return self._live

    @property
    def current(self) -> Settings:
        return self._live.current

    async def apply(self, edit: Callable[[str], str]) -> None:
        """Edit the file's text and put it in force; raises Refused when the result would be wrong."""
        async with self._lock:
            path = self._live.path
            try:
                text = await asyncio.to_thread(path.read_text, "utf-8-sig")
                await asyncio.to_thread(write_atomically, path, edit(text))
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
