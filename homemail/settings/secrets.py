"""Passwords for the outside (relays): in the system's keyring, else in a file that only the owner can read.

A gateway without a desktop session has no keyring; then the file is the place, and `where` says so.
"""

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from homemail.settings.editing import write_atomically
from homemail.settings.folders import make_private

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "homemail"


class SecretStore:
    """Secrets by name, for one data folder; two folders never share one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._service = f"{SERVICE}:{file.parent}"

    @property
    def where(self) -> str:
        """`keyring` or `file`."""
        return "keyring" if _keyring() else "file"

    def find(self, name: str) -> str | None:
        if keyring := _keyring():
            found = None
            with contextlib.suppress(_refusals()):
                found = keyring.get_password(self._service, name)
            if found is not None:
                return found
        return self._read().get(name)

    def put(self, name: str, secret: str) -> None:
        if keyring := _keyring():
            try:
                keyring.set_password(self._service, name, secret)
            except _refusals():
                pass  # a locked keyring: the file takes it, and find() looks there too
            else:
                self._write({other: value for other, value in self._read().items() if other != name})
                return
        self._write({**self._read(), name: secret})

    def remove(self, name: str) -> None:
        """Removing what is not there is no error."""
        if keyring := _keyring():
            with contextlib.suppress(_refusals()):
                keyring.delete_password(self._service, name)
        self._write({other: value for other, value in self._read().items() if other != name})

    def _read(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self._file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def _write(self, secrets: dict[str, str]) -> None:
        if secrets or self._file.exists():
            make_private(self._file.parent)
            write_atomically(self._file, json.dumps(secrets))


def _keyring() -> "KeyringBackend | None":
    """The system's keyring. Imported when it is first asked: an engine that needs no secret saves 5 MB."""
    import keyring
    from keyring.backends import chainer, fail, null

    backend = keyring.get_keyring()
    if isinstance(backend, chainer.ChainerBackend):
        return backend if backend.backends else None
    return None if isinstance(backend, fail.Keyring | null.Keyring) else backend


def _refusals() -> type[Exception]:
    """What a keyring raises that is locked, or has no such entry."""
    from keyring.errors import KeyringError

    return KeyringError
