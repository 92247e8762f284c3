"""Contents: bytes stored once, read by anyone who holds a reference, gone when the last reference is.

Up to 256 KiB lie in the database; of a larger content the database holds the
head (what was put in front of it) and the content folder the rest.
"""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from homemail.mail.ids import ContentId
from homemail.message.mime import Part
from homemail.store.database import Database, Transaction
from homemail.store.disk import translated
from homemail.store.errors import ContentGone
from homemail.store.opened import opened
from homemail.store.staging import StagedContent
from homemail.store.values import ContentRef

_WHOLE = "SELECT id, head FROM content WHERE id IN (SELECT value FROM json_each(?)) AND file IS NULL"
HEAD = 16 * 1024  # octets of a content that is read together with its entry: all of most messages


class Contents:
    """Reading; `messages` and `intake` write, each in its own transaction."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def read(self, ref: ContentRef, offset: int = 0, length: int | None = None) -> bytes:
        """Octets of the whole copy, prefix first; fewer than asked for at its end. Raises ContentGone."""
        return await self._database.read(lambda connection: read_copy(connection, self._folder, ref, offset, length))

    async def read_many(self, refs: Sequence[ContentRef]) -> list[bytes]:
        """Whole copies, in one go: for small ones; the caller sees to it that they fit into memory."""

        def work(connection: sqlite3.Connection) -> list[bytes]:
            numbers = json.dumps([ref.content_id for ref in refs])
            heads = dict(connection.execute(_WHOLE, (numbers,)))
            return [
                ref.prefix + heads[ref.content_id]
                if ref.content_id in heads
                else read_copy(connection, self._folder, ref)
                for ref in refs
            ]

        return await self._database.read(work)

    async def tree(self, ref: ContentRef) -> Part:
        """The MIME tree of the whole copy. Raises ContentGone."""

        def work(connection: sqlite3.Connection) -> Part:
            with opened(connection, self._folder, ref.content_id, ref.prefix) as content:
                return content.tree

        return await self._database.read(work)


def insert_content(
    transaction: Transaction, content: bytes | StagedContent, header_prefix: bytes = b"", offset: int = 0
) -> tuple[ContentId, int, bytes]:
    """Store `header_prefix` and what follows `offset`; a file must be secured before.

    Gives its id, its size, and its begin, which is all of it where there is no file.
    """
    if isinstance(content, bytes) or content.file_name is None:
        octets = content if isinstance(content, bytes) else content.head
        head, file_name, file_offset = header_prefix + octets[offset:], None, 0
        size, begin = len(head), head
    else:
        head, file_name, file_offset = header_prefix, content.file_name, offset
        if content.path is not None:
            transaction.directories.add(content.path.parent)
        size, begin = len(head) + content.size - offset, head + content.head[offset : offset + HEAD]
    transaction.octets += len(head)
    number = transaction.execute(
        "INSERT INTO content (size, file, file_offset, head) VALUES (?, ?, ?, ?)", (size, file_name, file_offset, head)
    ).lastrowid
    assert number is not None
    return ContentId(number), size, begin


def read_copy(
    connection: sqlite3.Connection, folder: Path, ref: ContentRef, offset: int = 0, length: int | None = None
) -> bytes:
    end = ref.size if length is None else min(ref.size, offset + length)
    before = len(ref.prefix)
    if end <= before:
        return ref.prefix[offset:end]
    start = max(0, offset - before)
    return ref.prefix[offset:] + read_content(connection, folder, ref.content_id, start, end - before)


def read_content(connection: sqlite3.Connection, folder: Path, content_id: int, start: int, end: int) -> bytes:
    row = connection.execute(
        "SELECT COALESCE(substr(head, ?, ?), x''), length(head), file, file_offset FROM content WHERE id = ?",
        (start + 1, max(0, end - start), content_id),
    ).fetchone()
    if row is None:
        raise ContentGone("the content was removed")
    head, head_length, file_name, file_offset = row
    if file_name is None or end <= head_length:
        return bytes(head)
    position = max(0, start - head_length)
    with translated():
        try:
            with (folder / file_name).open("rb") as file:
                file.seek(file_offset + position)
                octets: bytes = bytes(head) + file.read(max(0, end - head_length - position))
                return octets
        except FileNotFoundError:
            raise ContentGone("the content was removed") from None
