"""A whole content to look through, with its MIME tree: in memory while small, in its file once it is not.

So a search or a BODYSTRUCTURE costs no memory however large the message is. A
file that is shorter than it should be is refused: reading a mapped file beyond
its end would end the process.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

from homemail.message.mime import Octets, Part, scan, scan_spliced
from homemail.store.disk import translated
from homemail.store.errors import ContentGone


@dataclass(frozen=True, slots=True)
class Opened:
    octets: Octets
    tree: Part


class _Spliced:
    """`head`, then `rest` from `start` on, as one."""

    def __init__(self, head: bytes, rest: mmap, start: int) -> None:
        self._head = head
        self._rest = rest
        self._start = start

    def __getitem__(self, part: slice, /) -> bytes:
        size = len(self._head) + len(self._rest) - self._start
        first, end, _ = part.indices(size)
        shift = self._start - len(self._head)
        return self._head[first:end] + self._rest[max(first + shift, self._start) : max(end + shift, self._start)]


@contextmanager
def opened(connection: sqlite3.Connection, folder: Path, content_id: int, prefix: bytes = b"") -> Iterator[Opened]:
    """A copy's content, `prefix` in front of it; raises ContentGone."""
    row = connection.execute("SELECT head, file, file_offset, size FROM content WHERE id = ?", (content_id,)).fetchone()
    if row is None:
        raise ContentGone("the content was removed")
    head, file_name, start, size = row
    whole = prefix + head
    if file_name is None:
        yield Opened(whole, scan(whole))
        return
    rest = _mapped(folder / file_name, start + size - len(head))
    try:
        yield Opened(_Spliced(whole, rest, start), scan_spliced(whole, rest, start))
    finally:
        with suppress(BufferError):  # somebody still looks at it: the last one to look closes it
            rest.close()


def _mapped(path: Path, size: int) -> mmap:
    with translated():
        try:
            with path.open("rb") as file:
                rest = mmap(file.fileno(), 0, access=ACCESS_READ)
        except FileNotFoundError:
            raise ContentGone("the content was removed") from None
        except ValueError:  # nothing can be mapped of an empty file
            raise ContentGone("the content is damaged") from None
    if len(rest) < size:
        rest.close()
        raise ContentGone("the content is damaged")
    return rest
