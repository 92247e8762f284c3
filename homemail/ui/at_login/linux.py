"""Start at login on Linux: a desktop entry in the autostart folder (Desktop Application Autostart Specification)."""

import os
from collections.abc import Sequence
from pathlib import Path

_QUOTED = '"`$\\'  # Desktop Entry Specification, "The Exec key": these are escaped inside quotes
_OFF = {"hidden": "true", "x-gnome-autostart-enabled": "false"}


def autostart_folder() -> Path:
    """$XDG_CONFIG_HOME/autostart; a relative path there is invalid and ignored (XDG Base Directory Specification)."""
    given = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (given if given.is_absolute() else Path.home() / ".config") / "autostart"


def exec_line(command: Sequence[str]) -> str:
    """Every word in quotes; a backslash is doubled once more as in every string of the file, a percent sign too."""
    return " ".join(_word(one) for one in command)


def _word(text: str) -> str:
    quoted = "".join(f"\\{sign}" if sign in _QUOTED else sign for sign in text)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%").replace("\n", "\\n") + '"'


def entry(command: Sequence[str]) -> str:
    return (
        "[Desktop Entry]\nType=Application\nName=HomeMail\nIcon=homemail\nTerminal=false\n"
        f"Exec={exec_line(command)}\nX-GNOME-Autostart-enabled=true\n"
    )


class Autostart:
    def __init__(self, folder: Path) -> None:
        self.file = folder / "homemail.desktop"

    def is_on(self, command: Sequence[str]) -> bool:
        try:
            lines = self.file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        keys = {
            key.strip().lower(): value.strip() for key, equals, value in (one.partition("=") for one in lines) if equals
        }
        if any(keys.get(key, "").lower() == off for key, off in _OFF.items()):
            return False
        return keys.get("exec") == exec_line(command)

    def turn_on(self, command: Sequence[str]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        aside = self.file.with_suffix(".new")
        aside.write_text(entry(command), "utf-8")
        aside.replace(self.file)

    def turn_off(self) -> None:
        self.file.unlink(missing_ok=True)
