"""Text search: the decoded text of a message, case and accents folded, holds the needle or not."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from homemail.mail.ids import ContentId, Uid
from homemail.message.searchtext import fold, iter_body_text, iter_text
from homemail.store.contents import read_copy
from homemail.store.errors import ContentGone
from homemail.store.values import ContentRef

Row = tuple[int, int, bytes, int]  # uid, content id, prefix, size of the content


def matching(
    connection: sqlite3.Connection, folder: Path, rows: Sequence[Row], needle: str, where: str
) -> tuple[set[Uid], int]:
    """The UIDs among `rows` that match, and the last UID looked at (0 when there were none)."""
    found: set[Uid] = set()
    texts_of = iter_body_text if where == "body" else iter_text
    wanted = fold(needle)
    for uid, content_id, prefix, size in rows:
        ref = ContentRef(ContentId(content_id), prefix, len(prefix) + size)
        try:
            content = read_copy(connection, folder, ref)
        except ContentGone:
            continue
        if any(wanted in fold(text) for text in texts_of(content)):
            found.add(Uid(uid))
    return found, rows[-1][0] if rows else 0
