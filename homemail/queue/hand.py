"""Which recipients are in hand, and how many more of one sender may be.

Pure bookkeeping. A sender may have in hand as many recipients as are still free (the dynamic threshold that packet
switches use to share a buffer): one alone gets half of the limit, each of two a third, and whoever comes next always
finds room, however much the others have waiting.
"""

from collections.abc import Collection, Iterable

from homemail.mail.ids import RecipientId
from homemail.store.values import QueuedRecipient


class Hand:
    """`take` what is to be worked on, `leave` it afterwards; to leave twice is no harm."""

    def __init__(self) -> None:
        self._senders: dict[RecipientId, str] = {}
        self._counts: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._senders)

    def __contains__(self, recipient_id: object) -> bool:
        return recipient_id in self._senders

    @property
    def ids(self) -> Collection[RecipientId]:
        return self._senders.keys()

    def may_take(self, sender: str, limit: int, count: int = 1) -> bool:
        return self._counts.get(sender, 0) + count <= limit - len(self._senders)

    def sated(self, limit: int) -> list[str]:
        """Senders who have their share."""
        free = limit - len(self._senders)
        return [sender for sender, count in self._counts.items() if count >= free]

    def take(self, recipients: Iterable[QueuedRecipient]) -> None:
        for one in recipients:
            if one.id not in self._senders:
                self._senders[one.id] = one.sender
                self._counts[one.sender] = self._counts.get(one.sender, 0) + 1

    def leave(self, ids: Iterable[RecipientId]) -> None:
        for one in ids:
            sender = self._senders.pop(one, None)
            if sender is None:
                continue
            left = self._counts[sender] - 1
            if left:
                self._counts[sender] = left
            else:
                del self._counts[sender]

    def clear(self) -> None:
        self._senders.clear()
        self._counts.clear()
