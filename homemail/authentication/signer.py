"""Sign what leaves: a DKIM-Signature for each key of the domain in From, put in front as the message goes out.

Order matters: rewriting has been done, content is never altered, so the signature belongs to the outgoing stream and
is made for each attempt. The body is read once more, in pieces. A key that cannot be used is a warning in the log and
the message leaves unsigned: it was accepted, and most receivers take it.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from homemail.authentication.canonical import BodyHasher
from homemail.authentication.keys import BadKey, SigningKey, read_key
from homemail.mail.sentence import Sentence, system_words
from homemail.message.addresses import ascii_domain, domains_of
from homemail.message.fields import parse_header
from homemail.settings.folders import Folders
from homemail.settings.model import DkimKey

_log = logging.getLogger("homemail.dkim")

PIECE = 256 * 1024


class BodyReader(Protocol):
    """The part of a message after its header section, in pieces."""

    @property
    def size(self) -> int: ...

    async def read(self, offset: int, length: int) -> bytes: ...


def key_path(folders: Folders, entry: DkimKey) -> Path:
    """Where an entry's key lies: as it says, else keys/DOMAIN.SELECTOR.pem in the data folder."""
    return folders.root / (entry.key_file or f"keys/{entry.domain}.{entry.selector}.pem")


class Signer:
    """Signs for the entries of [[dkim]]; keeps the keys it has read for as long as their files do not change."""

    def __init__(self, folders: Folders, clock: Callable[[], float] = time.time) -> None:
        self._folders = folders
        self._clock = clock
        self._keys: dict[Path, tuple[int, SigningKey]] = {}

    async def signature(self, header: bytes, body: BodyReader, entries: Sequence[DkimKey], queue_id: str) -> bytes:
        """The fields to put in front, or nothing. Never raises for what a message or a key file holds."""
        parsed = parse_header(header)
        authors = domains_of(parsed.get_all("from"))
        wanted = [entry for entry in entries if authors == {ascii_domain(entry.domain)}]
        if not wanted:
            return b""
        keys = await asyncio.to_thread(self._usable, wanted, queue_id)
        if not keys:
            return b""
        from homemail.authentication import signatures  # most houses never sign, and dkimpy is 2 MB

        hasher = BodyHasher(signatures.SIGNED_BODY)
        offset = 0
        while offset < body.size:
            piece = await body.read(offset, PIECE)
            if not piece:
                raise RuntimeError("the kept content is shorter than its size")
            offset += len(piece)
            await asyncio.to_thread(hasher.feed, piece)
        digest = hasher.finish()
        assert digest is not None
        now = self._clock()
        signed = [
            await asyncio.to_thread(
                signatures.sign, parsed, ascii_domain(entry.domain), entry.selector, key, body=digest, now=now
            )
            for entry, key in keys
        ]
        return b"".join(signed)

    def _usable(self, entries: Sequence[DkimKey], queue_id: str) -> list[tuple[DkimKey, SigningKey]]:
        found: list[tuple[DkimKey, SigningKey]] = []
        for entry in entries:
            path = key_path(self._folders, entry)
            try:
                found.append((entry, self._key(path)))
            except BadKey as fault:
                _log.warning("%s: warning: not signed for %s: %s", queue_id, entry.domain, fault)
        return found

    def _key(self, path: Path) -> SigningKey:
        try:
            changed = path.stat().st_mtime_ns
        except OSError as fault:
            raise BadKey(
                Sentence("{file} cannot be read: {reason}", file=path.name, reason=system_words(fault))
            ) from None
        known = self._keys.get(path)
        if known is None or known[0] != changed:
            known = self._keys[path] = (changed, read_key(path))
        return known[1]
