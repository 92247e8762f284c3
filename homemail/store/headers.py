"""The header section of a content, read without the rest of it."""

import sqlite3
from pathlib import Path

from homemail.message.fields import header_end
from homemail.store.errors import ContentGone
from homemail.store.opened import opened

_HEAD_MAX = 32 * 1024  # octets of a content read for its header; more if that is not all of it
_BEHIND_HEADER = 4096  # so much of what follows decides whether a header has ended
_HEAD = "SELECT size, COALESCE(substr(head, 1, ?), x'') FROM content WHERE id = ?"


def read_header(connection: sqlite3.Connection, folder: Path, content_id: int) -> bytes:
    """With its blank line; raises ContentGone."""
    row = connection.execute(_HEAD, (_HEAD_MAX, content_id)).fetchone()
    if row is None:
        raise ContentGone("the content was removed")
    size, head = row
    end = header_end(head)
    if len(head) < size and end + _BEHIND_HEADER > len(head):
        with opened(connection, folder, content_id) as content:
            return content.octets[: content.tree.body_start]
    return bytes(head[:end])
