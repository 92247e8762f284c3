"""Where the control API of a data folder is: a socket in the folder, or what stands in for it.

A Unix socket's path is limited to about 100 octets; a longer one is bound in a private folder of the runtime
directory and its place recorded beside the settings. Windows has a loopback port and a token in a private file.
"""

import contextlib
import os
import secrets
import shutil
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from homemail.settings.folders import Folders, make_private

SOCKET_PATH_MAX = 100  # sun_path is 104 octets on macOS and the BSDs, 108 on Linux
_RECORD = "control.place"  # "/run/user/1000/homemail-x/control.sock", or "49152 TOKEN" on Windows


@dataclass(frozen=True, slots=True)
class Place:
    """A Unix socket's path, or a loopback port and the token that opens it."""

    path: Path | None
    port: int = 0
    token: str = ""


def find_place(folders: Folders) -> Place | None:
    """Where an engine of this folder would answer; None when there was none since the folder was made."""
    record = folders.root / _RECORD
    try:
        text = record.read_text("utf-8").strip()
    except OSError:
        text = ""
    if sys.platform == "win32":
        port, _, token = text.partition(" ")
        return Place(None, int(port), token) if port.isdigit() else None
    if text:
        return Place(Path(text))
    return Place(folders.control_socket) if folders.control_socket.exists() else None


def bind_place(folders: Folders) -> tuple[socket.socket, Place]:
    """A bound socket for the engine that holds this folder's lock; what an engine before it left is replaced."""
    clear_place(folders)
    if sys.platform == "win32":
        return _bind_loopback(folders)
    path = folders.control_socket
    if len(os.fsencode(path)) > SOCKET_PATH_MAX:
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        parent = runtime if runtime and os.path.isdir(runtime) else "/tmp"  # noqa: S108  (mkdtemp makes it private; TMPDIR may itself be long)
        path = Path(tempfile.mkdtemp(prefix="homemail-", dir=parent)) / "control.sock"
        _record(folders, str(path))
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # Order matters: nobody may connect between bind and chmod, so the mask is set first.
    mask = os.umask(0o177)
    try:
        bound.bind(str(path))
    finally:
        os.umask(mask)
    return bound, Place(path)


def clear_place(folders: Folders) -> None:
    """Remove the socket and its record; only the holder of the folder's lock may."""
    with contextlib.suppress(OSError, ValueError):
        place = find_place(folders)
        if place and place.path and place.path != folders.control_socket:
            place.path.unlink(missing_ok=True)
            if place.path.parent.name.startswith("homemail-"):
                shutil.rmtree(place.path.parent, ignore_errors=True)
    with contextlib.suppress(OSError):
        folders.control_socket.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        (folders.root / _RECORD).unlink(missing_ok=True)


def _bind_loopback(folders: Folders) -> tuple[socket.socket, Place]:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.bind(("127.0.0.1", 0))
    place = Place(None, bound.getsockname()[1], secrets.token_urlsafe(32))
    _record(folders, f"{place.port} {place.token}")
    return bound, place


def _record(folders: Folders, text: str) -> None:
    make_private(folders.root)
    handle = os.open(folders.root / _RECORD, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
