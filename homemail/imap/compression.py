"""DEFLATE of one connection, both ways, in bounded memory (RFC 4978).

What a client sends is never expanded by more than a piece at once, whatever it
promises. While a client talks, what is sent takes 262 KiB of zlib's memory and what is
received 40 KiB; the former is let go when it is silent, since a fresh compressor goes on
wherever the last one has flushed.
"""

import zlib
from typing import Final

PIECE: Final = 64 * 1024  # octets that received ones are expanded to at once
REST_AFTER: Final = 5.0  # seconds of silence
_RAW: Final = -15  # RFC 4978 §3: a raw stream with a window of 32 KiB, neither header nor checksum
_LEVEL: Final = 1  # some percent larger than the default, and several times as quick


class Garbled(Exception):
    """What the client sends is not DEFLATE, or goes on behind its end."""


class Deflate:
    """Knows of octets only."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(_RAW)
        self._deflater: zlib._Compress | None = None
        self._received = b""
        self._has_more = False

    @property
    def has_more(self) -> bool:
        """Whether `inflate` may have something to give."""
        return self._has_more

    def feed(self, octets: bytes) -> None:
        self._received += octets
        self._has_more = True

    def inflate(self) -> bytes:
        """The next octets, at most a piece; perhaps none yet. Raises Garbled."""
        try:
            octets = self._inflater.decompress(self._received, PIECE)
        except zlib.error:
            raise Garbled from None
        if self._inflater.unused_data:
            raise Garbled
        self._received = self._inflater.unconsumed_tail
        # Order matters: zlib may hold some back although it has taken all that came.
        self._has_more = bool(self._received) or len(octets) == PIECE
        return octets

    def deflate(self, octets: bytes) -> bytes:
        """All of it, so that the client can read all of it."""
        if self._deflater is None:
            self._deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
        return self._deflater.compress(octets) + self._deflater.flush(zlib.Z_SYNC_FLUSH)

    def rest(self) -> None:
        """Nothing is being sent."""
        self._deflater = None
