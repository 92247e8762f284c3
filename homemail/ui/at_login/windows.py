"""Start at login on Windows: a value of the user's Run key, and Task Manager's word on whether it may run."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

NAME = "HomeMail"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class Values(Protocol):
    """The values of one key of the registry; a test's are a dictionary's."""

    def read(self, name: str) -> str | bytes | None: ...
    def write(self, name: str, value: str) -> None: ...
    def remove(self, name: str) -> None: ...


class RunKey:
    def __init__(self, run: Values, approved: Values) -> None:
        self._run, self._approved = run, approved

    def is_on(self, command: Sequence[str]) -> bool:
        word = self._approved.read(NAME)
        if isinstance(word, bytes) and word[:1] and word[0] % 2:  # Task Manager writes 2 for on, 3 for off
            return False
        return self._run.read(NAME) == subprocess.list2cmdline(command)

    def turn_on(self, command: Sequence[str]) -> None:
        self._run.write(NAME, subprocess.list2cmdline(command))
        self._approved.remove(NAME)

    def turn_off(self) -> None:
        self._run.remove(NAME)


def registry() -> tuple[Values, Values]:
    """The user's own two keys."""
    if sys.platform != "win32":
        raise OSError("there is no registry here")
    import winreg

    class Key:
        def __init__(self, path: str) -> None:
            self._path = path

        def read(self, name: str) -> str | bytes | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, self._path) as key:
                    found = winreg.QueryValueEx(key, name)[0]
            except FileNotFoundError:
                return None
            return found if isinstance(found, str | bytes) else None

        def write(self, name: str, value: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, self._path) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)

        def remove(self, name: str) -> None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, self._path, 0, winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, name)
            except FileNotFoundError:
                pass

    return Key(RUN), Key(APPROVED)
