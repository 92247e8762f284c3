"""The settings in force, and their reload: a wrong file changes nothing and leaves its complaint to be shown."""

import logging
from collections.abc import Callable
from pathlib import Path

from homemail.settings.model import Settings
from homemail.settings.reading import SettingsError, read

_log = logging.getLogger("homemail.engine")


class LiveSettings:
    """Rooms hold this object and read `current` whenever they decide; nobody copies settings."""

    def __init__(self, path: Path) -> None:
        """Raises SettingsError."""
        self._path = path
        self._current = read(path)
        self._error: SettingsError | None = None
        self._listeners: list[Callable[[Settings], None]] = []

    @property
    def path(self) -> Path:
        return self._path

    @property
    def current(self) -> Settings:
        return self._current

    @property
    def error(self) -> SettingsError | None:
        """Why the file as it stands is not in force; None when it is."""
        return self._error

    def listen(self, callback: Callable[[Settings], None]) -> Callable[[], None]:
        """`callback` is told of each change, and when a wrong file is right again; the result ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def reload(self) -> Settings:
        """Take the file as it stands. Raises SettingsError and keeps the old settings when it is wrong."""
        try:
            fresh = read(self._path)
        except SettingsError as fault:
            self._error = fault
            raise
        was_wrong, self._error = self._error is not None, None
        if fresh != self._current or was_wrong:
            self._current = fresh
            for callback in tuple(self._listeners):
                callback(fresh)
        return fresh
