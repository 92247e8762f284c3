"""Content on its way in: in memory while small, in a file of its own once it is not.

A staged file lies in the content folder under its final name, so accepting it
moves no byte; until a transaction refers to it, it is an orphan, which a start
after a crash sweeps. Written from the event loop in the pieces that arrive;
only `secure` waits for the disk and belongs into a thread.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from homemail.store.disk import Disk, translated

# Octets that are kept in the database itself. The log writes them twice, yet a file of its own costs more up to here:
# to make, sync twice, open and remove. Measured with messages of 200 kB: half as long to the 250 as with a file.
INLINE_MAX = 256 * 1024
FILE_MODE = 0o600


class StagedContent:
    """Finished content; belongs to its holder until an acceptance takes it over."""

    def __init__(self, folder: Path, head: bytes, size: int, file_name: str | None, *, is_ascii: bool) -> None:
        self._folder = folder
        self.head = head  # the first INLINE_MAX octets, or everything
        self.size = size
        self.is_ascii = is_ascii
        self.file_name = file_name
        self._taken = False
        self._secured = False

    @property
    def path(self) -> Path | None:
        return None if self.file_name is None else self._folder / self.file_name

    def read(self, offset: int, length: int) -> bytes:
        end = min(offset + length, self.size)
        if end <= len(self.head):
            return self.head[offset:end]
        assert self.path is not None
        with translated(), self.path.open("rb") as file:
            file.seek(offset)
            return file.read(max(0, end - offset))

    def secure(self) -> None:
        """The file's octets on disk for good; its name gets there with the commit that refers to it."""
        if self.path is None or self._secured:
            return
        with translated(), self.path.open("rb+") as file:
            os.fsync(file.fileno())
        self._secured = True

    def take(self) -> None:
        """From now on the store keeps the file; `discard` does nothing."""
        self._taken = True

    def give_back(self) -> None:
        self._taken = False

    def discard(self) -> None:
        if self.path is not None and not self._taken:
            with suppress(OSError):
                self.path.unlink()


def stage(folder: Path, octets: bytes) -> StagedContent:
    """Content that is all here: a file of its own if it is large."""
    if len(octets) <= INLINE_MAX:
        return StagedContent(folder, octets, len(octets), None, is_ascii=octets.isascii())
    name = secrets.token_hex(12)
    content = StagedContent(folder, octets[:INLINE_MAX], len(octets), name, is_ascii=octets.isascii())
    assert content.path is not None
    try:
        with translated(), open_private(content.path) as file:
            file.write(octets)
    except Exception:
        content.discard()
        raise
    return content


class Staging:
    """Content while it arrives."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._memory = bytearray()
        self._size = 0
        self._is_ascii = True
        self._file: BinaryIO | None = None
        self._file_name: str | None = None

    @property
    def size(self) -> int:
        return self._size

    def write(self, octets: bytes | bytearray | memoryview) -> None:
        """Append; raises StoreFull when the disk cannot take it."""
        self._size += len(octets)
        self._is_ascii = self._is_ascii and bytes(octets).isascii()
        if self._file is None:
            self._memory += octets
            if self._size > INLINE_MAX:
                self._spill()
            return
        with translated():
            self._file.write(octets)

    def _spill(self) -> None:
        self._disk.require_room(INLINE_MAX)
        self._file_name = secrets.token_hex(12)
        with translated():
            self._file = open_private(self._folder / self._file_name)
            self._file.write(self._memory)
        del self._memory[INLINE_MAX:]

    def finish(self) -> StagedContent:
        """The content as a whole; nothing is on disk for good yet (see `secure`)."""
        if self._file is not None:
            try:
                with translated():
                    self._file.close()
            except Exception:
                self.discard()
                raise
            self._file = None
        return StagedContent(self._folder, bytes(self._memory), self._size, self._file_name, is_ascii=self._is_ascii)

    def discard(self) -> None:
        """The message will not come: forget what there is of it."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        if self._file_name is not None:
            with suppress(OSError):
                (self._folder / self._file_name).unlink()
        self._file, self._file_name = None, None
        self._memory.clear()


def open_private(path: Path) -> BinaryIO:
    """A new file that nobody else may read."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE), "wb")
