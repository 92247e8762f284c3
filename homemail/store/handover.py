"""The moment in which content changes hands: on disk for good first, the store's once a transaction refers to it.

Small bytes stay as they are; large ones become a file here, whoever brings
them, so no large content ever goes through the database's log. Should the
transaction fail, what was staged belongs to its holder again.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from homemail.store.database import Database
from homemail.store.staging import INLINE_MAX, StagedContent, stage


@asynccontextmanager
async def handed_over(
    database: Database, folder: Path, contents: Sequence[bytes | StagedContent]
) -> AsyncIterator[list[StagedContent]]:
    """The contents, in order, ready to be referred to; the block holds the transaction that does."""
    staged: list[StagedContent] = []
    own: list[StagedContent] = []

    def secure() -> None:
        for content in contents:
            if isinstance(content, bytes):
                own.append(stage(folder, content))
                staged.append(own[-1])
            else:
                staged.append(content)
            staged[-1].secure()

    try:
        if all(is_small(content) for content in contents):
            secure()  # nothing waits for a disk
        else:
            await database.in_thread(secure)
        for content in staged:
            content.take()
        yield staged
    except Exception:  # not when cancelled: the transaction may be on its way
        for content in staged:
            content.give_back()
        for content in own:
            content.discard()
        raise


def is_small(content: bytes | StagedContent) -> bool:
    """Whether the transaction itself takes all of it to the disk: nothing else changes hands then."""
    return len(content) <= INLINE_MAX if isinstance(content, bytes) else content.file_name is None
