"""Start at login on macOS: a launch agent of the user's, which launchd reads at the next login (launchd.plist(5))."""

import plistlib
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

LABEL = "org.homemail.app"


def agents_folder() -> Path:
    return Path.home() / "Library" / "LaunchAgents"


def agent(command: Sequence[str]) -> bytes:
    """Started once for each login, in the session that has the screen; not started again when it ends."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "KeepAlive": False,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
            "AbandonProcessGroup": True,  # the engine outlives the app that started it
        }
    )


class LaunchAgent:
    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{LABEL}.plist"

    def is_on(self, command: Sequence[str]) -> bool:
        try:
            found = plistlib.loads(self.file.read_bytes())
        except (OSError, ExpatError, ValueError):
            return False
        if not isinstance(found, dict) or found.get("Disabled") or not found.get("RunAtLoad"):
            return False
        return bool(found.get("ProgramArguments") == list(command))

    def turn_on(self, command: Sequence[str]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        aside = self.file.with_suffix(".new")
        aside.write_bytes(agent(command))
        aside.replace(self.file)

    def turn_off(self) -> None:
        self.file.unlink(missing_ok=True)
