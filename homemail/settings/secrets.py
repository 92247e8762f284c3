"""Passwords for the outside (relays): in the system's keyring, else in a file that only the owner can read.

A gateway without a desktop session has no keyring; then the file is the place, and `where` says so.
"""

import contextlib
import json
from pathlib import Path

import keyring
import keyring.errors
from keyring.backends import chainer, fail, null

from homemail.settings.editing import write_atomically
from homemail.settings.folders import make_private

SERVICE = "homemail"


class SecretStore:
    """Secrets by name, for one data folder; two folders never share one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._service = f"{SERVICE}:{file.parent}"

    @property
    def where(self) -> str:
        """`keyring` or `file`."""
        return "keyring" if _has_keyring() else "file"

    def find(self, name: str) -> str | None:
        if _has_keyring():
            try:
                found = keyring.get_password(self._service, name)
            except keyring.errors.KeyringError:
                found = None
            if found is not None:
                return found
        return self._read().get(name)

    def put(self, name: str, secret: str) -> None:
        if _has_keyring():
            try:
                keyring.set_password(self._service, name, secret)
            except keyring.errors.KeyringError:
                pass  # a locked keyring: the file takes it, and find() looks there too
            else:
                self._write({other: value for other, value in self._read().items() if other != name})
                return
        self._write({**self._read(), name: secret})

    def remove(self, name: str) -> None:
        """Removing what is not there is no error."""
        if _has_keyring():
            with contextlib.suppress(keyring.errors.KeyringError):
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


def _has_keyring() -> bool:
    backend = keyring.get_keyring()
    if isinstance(backend, chainer.ChainerBackend):
        return bool(backend.backends)
    return not isinstance(backend, fail.Keyring | null.Keyring)
