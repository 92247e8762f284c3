"""What waits for its delivery in memory, and what is read when it is its turn."""

from typing import cast

from homemail.mail.address import ReversePath
from homemail.mail.envelope import Body, Origin
from homemail.mail.ids import ContentId, QueueId
from homemail.queue.kept import KeptBody, Room
from homemail.store.store import Store
from homemail.store.values import ContentRef, QueueEntry


class Contents:
    """Notes what is read."""

    def __init__(self) -> None:
        self.contents = self
        self.asked: list[int] = []

    async def read(self, ref: ContentRef, offset: int, length: int) -> bytes:
        self.asked.append(length)
        return b"read"[:length]


def entry(size: int) -> QueueEntry:
    ref, path, sevens = ContentRef(ContentId(1), b"", size), ReversePath.null(), Body.SEVEN_BIT
    return QueueEntry(
        QueueId("A"),
        ref,
        0.0,
        path,
        None,
        None,
        sevens,
        False,
        size,
        False,
        False,
        Origin.TRUSTED,
        None,
        "",
        "",
        "",
        (),
    )


async def test_contents_beyond_the_room_are_read_and_a_delivery_that_ended_makes_room() -> None:
    store, room = Contents(), Room(10)
    first = KeptBody(cast(Store, store), entry(8), 2, b"a\n, body", room)
    second = KeptBody(cast(Store, store), entry(4), 0, b"full", room)
    assert await first.read(2, 4) == b"body"
    assert store.asked == []
    assert await second.read(0, 4) == b"read"
    assert store.asked == [4]
    del first
    third = KeptBody(cast(Store, store), entry(10), 0, b"0123456789", room)
    assert await third.read(0, 4) == b"0123"
    assert store.asked == [4]
