"""What the window remembers between starts: `window.json` in the data folder. Nothing that mail depends on."""

import json
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any


class OnClose(StrEnum):
    """What closing the window does to the engine."""

    ASK = "ask"
    KEEP = "keep"  # mail keeps flowing
    STOP = "stop"


@dataclass(slots=True)
class Preferences:
    language: str = ""  # "" = the system's
    look: str = "system"
    on_close: str = "ask"
    geometry: str = ""
    page: str = "overview"
    tray: bool = True  # an icon beside the clock, where the desktop has a place for one
    notify: bool = True  # words on the desktop about what needs a person
    widths: dict[str, Any] = field(default_factory=dict)  # of columns, as remembered.py names them
    splits: dict[str, Any] = field(default_factory=dict)


def load(path: Path) -> Preferences:
    """What was kept; a damaged or newer file costs its unknown values and nothing else."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    preferences = Preferences()
    for one in fields(Preferences):
        value = kept.get(one.name)
        if isinstance(value, type(getattr(preferences, one.name))):
            setattr(preferences, one.name, value)
    return preferences


def keep(path: Path, preferences: Preferences) -> None:
    """Written aside, then renamed; a full disk is not worth a word here."""
    aside = path.with_suffix(".new")
    try:
        aside.write_text(json.dumps(asdict(preferences), indent=1), "utf-8")
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
