"""Content on its way in, between the decoder and the store's staging."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from homemail.mail.status import Reply
from homemail.smtp.chunk import ChunkDecoder
from homemail.smtpd.replies import DISK_FULL, TEMPORARY
from homemail.store.errors import StoreFull, StoreUnavailable

if TYPE_CHECKING:
    from homemail.store.staging import StagedContent, Staging
    from homemail.store.store import Store


@dataclass(frozen=True, slots=True)
class ChunkedContent:
    """A content that comes by BDAT, between two of its chunks."""

    content: "Content"
    decoder: ChunkDecoder
    started: float  # by the wall clock, for the log
    begun: float  # by the loop's


class Content:
    """Content on its way to the store's staging. What cannot be kept is counted and dropped."""

    def __init__(self, store: "Store", limit: int) -> None:
        self._limit = limit
        self._staging: Staging | None = store.staging()
        self.seen = 0
        self.failure: Reply | None = None

    @property
    def is_too_big(self) -> bool:
        return self.seen > self._limit

    def take(self, piece: bytes) -> None:
        self.seen += len(piece)
        if self._staging is None or not piece:
            return
        if self.is_too_big:
            self.discard()
            return
        try:
            self._staging.write(piece)
        except StoreFull:
            self.failure = DISK_FULL
        except (StoreUnavailable, OSError):
            self.failure = TEMPORARY
        if self.failure is not None:
            self.discard()

    def finish(self) -> "StagedContent":
        """The staged whole; whoever finishes it discards it, which does nothing once the store has taken it over."""
        assert self._staging is not None
        staging, self._staging = self._staging, None
        return staging.finish()

    def discard(self) -> None:
        staging, self._staging = self._staging, None
        if staging is not None:
            staging.discard()
