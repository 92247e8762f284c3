"""The switch "start at login": what it starts, and which platform's way is ours.

What is on is read from the system each time, never remembered: other programs have switches for it too. An entry that
starts something else (another data folder, a Python that has moved) does not start this house, so it counts as off.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

HIDDEN = "--hidden"  # the engine, and the icon where there is a place for one; no window


class LoginItem(Protocol):
    """One platform's way; each raises OSError when the system refuses."""

    def is_on(self, command: Sequence[str]) -> bool: ...
    def turn_on(self, command: Sequence[str]) -> None: ...
    def turn_off(self) -> None: ...


def command(data_folder: Path) -> list[str]:
    """What a login starts; on Windows by the Python that opens no console."""
    python = Path(sys.executable)
    quiet = python.with_name("pythonw.exe")
    chosen = quiet if sys.platform == "win32" and quiet.exists() else python
    return [str(chosen), "-m", "homemail.cli.main", "--data", str(data_folder), HIDDEN]


def outlasts_session(data_folder: Path) -> bool:
    """Not a folder that was only made for now, straight in the system's temporary one, as the demo's is."""
    return data_folder.parent != Path(tempfile.gettempdir())


def of_this_platform() -> LoginItem | None:
    if sys.platform == "win32":
        from homemail.ui.at_login.windows import RunKey, registry

        return RunKey(*registry())
    if sys.platform == "darwin":
        from homemail.ui.at_login.macos import LaunchAgent, agents_folder

        return LaunchAgent(agents_folder())
    if sys.platform.startswith("linux"):
        from homemail.ui.at_login.linux import Autostart, autostart_folder

        return Autostart(autostart_folder())
    return None
