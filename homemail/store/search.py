"""Text search: the decoded text of a message, case and accents folded, holds the needle or not."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from homemail.mail.ids import Uid
from homemail.message.searchtext import fold, iter_body_text, iter_text
from homemail.store.errors import ContentGone
from homemail.store.opened import opened

Row = tuple[int, int, bytes]  # uid, content id, prefix


def matching(connection: sqlite3.Connection, folder: Path, rows: Sequence[Row], needle: str, where: str) -> set[Uid]:
    """The UIDs among `rows` that match. Nothing is in everything, an empty body too."""
    found: set[Uid] = set()
    texts_of = iter_body_text if where == "body" else iter_text
    wanted = fold(needle)
    for uid, content_id, prefix in rows:
        try:
            with opened(connection, folder, content_id, prefix) as content:
                if not wanted or any(wanted in fold(text) for text in texts_of(content.octets, content.tree)):
                    found.add(Uid(uid))
        except ContentGone:
            continue
    return found
