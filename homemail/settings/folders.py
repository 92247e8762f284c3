"""Where things are kept: one data folder, private to its owner."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    root: Path

    @property
    def settings(self) -> Path:
        return self.root / "homemail.toml"

    @property
    def database(self) -> Path:
        return self.root / "mail.db"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def log(self) -> Path:
        return self.root / "log" / "mail.log"

    @property
    def tls(self) -> Path:
        return self.root / "tls"

    @property
    def control_socket(self) -> Path:
        return self.root / "control.sock"

    @property
    def lock(self) -> Path:
        return self.root / "engine.lock"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.json"


def data_folder(given: str | None = None) -> Folders:
    """`--data`, else HOMEMAIL_DATA, else the platform's folder for a user's data."""
    chosen = given or os.environ.get("HOMEMAIL_DATA") or _platforms_folder()
    return Folders(Path(chosen).expanduser().absolute())


def _platforms_folder() -> str:
    import platformdirs  # seldom needed: an engine is mostly told its folder

    return platformdirs.user_data_dir("homemail", appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
