"""Where things are kept: one data folder, private to its owner."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_NO_SUCH_CALL = {errno.EINVAL, errno.ENOTSUP}  # what file systems of a network say that cannot sync a directory


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
    def tls_policies(self) -> Path:
        """What other domains ask of deliveries to them (MTA-STS)."""
        return self.root / "mta-sts.json"

    @property
    def control_socket(self) -> Path:
        return self.root / "control.sock"

    @property
    def history(self) -> Path:
        """What the settings were."""
        return self.root / "history"

    @property
    def clients(self) -> Path:
        """Who connected and when."""
        return self.root / "clients.json"

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
    """Make a folder that only its owner may enter; its name is on disk for good."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for each in made:
        with suppress(PermissionError):  # who may enter the folder above need not be allowed to read it
            sync_directory(each.parent)


def sync_directory(folder: Path) -> None:
    """A file's name is on disk only when its directory is. Windows has no such call and needs none (NTFS journal)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(descriptor)
