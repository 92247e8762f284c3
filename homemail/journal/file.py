"""The log file: whole lines appended, rotated by size, read from its end.

mail.log is the newest, mail.log.1 the one before. Everything here blocks and is called on a thread.
"""

import contextlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from homemail.settings.folders import make_private

_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of one file, newest first, each with the octet it begins at."""

    mark: str  # names the file by its first line: it keeps that when it is moved away
    lines: tuple[tuple[int, bytes], ...]
    begin: int

    def place(self, octet: int) -> str:
        return f"{self.mark}:{octet}"


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
        place = ""
        while block := self.before(place):
            place = block.place(block.begin)
            for _at, line in block.lines:
                yield line.decode("utf-8", "replace")

    def end(self) -> str:
        """The place behind the newest line; empty where there is none."""
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            if first := file.readline(_BLOCK):
                return f"{zlib.crc32(first):08x}:{file.seek(0, os.SEEK_END)}"
        return ""

    def before(self, place: str) -> Block | None:
        """The lines before a place that a block has named, or the newest; None when there are no older ones.

        No file stays open between two blocks, so that the log can be rotated by anybody.
        """
        mark, _, octet = place.partition(":")
        end = int(octet) if octet.isdecimal() and len(octet) < 20 else 0
        is_found = not mark
        for path in self._paths():
            with contextlib.suppress(OSError), path.open("rb") as file:
                this = f"{zlib.crc32(file.readline(_BLOCK)):08x}"
                if is_found:
                    end = file.seek(0, os.SEEK_END)
                elif this != mark:
                    continue
                is_found = True
                if end:
                    return _block(file, this, end)
        return None

    def _paths(self) -> Iterator[Path]:
        """The files, newest first."""
        yield self._path
        yield from map(self._old, range(1, self._keep + 1))

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


def _block(file: BinaryIO, mark: str, end: int) -> Block:
    begin = max(0, end - _BLOCK)
    file.seek(begin)
    octets = file.read(end - begin)
    if begin:  # the first line may be cut; one as long as a block is no line of ours
        cut = octets.find(b"\n") + 1 or len(octets)
        begin, octets = (begin + cut, octets[cut:]) if cut < len(octets) else (begin, b"")
    lines, at = [], end
    for line in reversed(octets.split(b"\n")):
        at -= len(line)
        if line:
            lines.append((at, line))
        at -= 1
    return Block(mark, tuple(lines), begin)
