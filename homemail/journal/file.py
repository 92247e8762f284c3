"""The log file: whole lines appended, rotated by size, read from its end.

mail.log is the newest, mail.log.1 the one before. Everything here blocks and is called on a thread.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from homemail.settings.folders import make_private

_BLOCK = 64 * 1024


class LogFile:
    """Opened anew for each batch, so that a file moved away by other tools costs nothing."""

    def __init__(self, path: Path, max_size: int, keep: int) -> None:
        self._path = path
        self._max_size = max_size
        self._keep = keep

    def append(self, lines: bytes) -> None:
        """Raises OSError when the disk does not take it."""
        make_private(self._path.parent)
        with contextlib.suppress(FileNotFoundError):
            size = self._path.stat().st_size
            if size and size + len(lines) > self._max_size:
                self._rotate()
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab", buffering=0) as file:
            file.write(lines)

    def backwards(self) -> Iterator[str]:
        """Every line that is kept, newest first."""
        for path in (self._path, *(self._old(number) for number in range(1, self._keep + 1))):
            try:
                yield from _backwards(path)
            except OSError:
                continue  # gone, or not readable: what else is kept can still be shown

    def _rotate(self) -> None:
        if self._keep == 0:
            self._path.unlink()
            return
        for number in range(self._keep, 1, -1):
            with contextlib.suppress(FileNotFoundError):
                os.replace(self._old(number - 1), self._old(number))
        os.replace(self._path, self._old(1))

    def _old(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


def _backwards(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        position = file.seek(0, os.SEEK_END)
        rest = b""
        while position:
            start = max(0, position - _BLOCK)
            file.seek(start)
            lines = (file.read(position - start) + rest).split(b"\n")
            position, rest = start, lines[0]
            for line in reversed(lines[1:]):
                if line:
                    yield line.decode("utf-8", "replace")
        if rest:
            yield rest.decode("utf-8", "replace")
