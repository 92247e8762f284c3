"""What stands in the folder of certificates, remembered beside them as it was found when they were last looked through.

The record holds for exactly these files, by their digest: whatever changes one of them has all of them looked through
again. Who can write it can write the keys too.
"""

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from homemail.settings.editing import write_atomically

FILES: Final = ("ca.pem", "ca.key", "server.pem", "server.key", "address.pem")
LEAF_RENEWAL: Final = timedelta(days=30)  # before its end
# An authority about to end could only sign leaves shorter than a renewal's rhythm.
AUTHORITY_RENEWAL: Final = timedelta(days=400)
_RECORD = "standing.json"


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What status pages and phones' owners want to know of a certificate."""

    subject: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    fingerprint: str  # SHA-256 in pairs with colons, as phones show it

    def is_due_as_leaf(self, names: Iterable[str], now: datetime) -> bool:
        return self._ends_within(LEAF_RENEWAL, now) or set(self.names) != set(names)

    def ends_soon_as_authority(self, now: datetime) -> bool:
        return self._ends_within(AUTHORITY_RENEWAL, now)

    def _ends_within(self, span: timedelta, now: datetime) -> bool:
        """Also true of one that begins in the future: it was made while the clock was wrong."""
        return self.not_after - now < span or self.not_before > now


@dataclass(frozen=True, slots=True)
class Standing:
    """The certificate that listeners show, and the authority that signed it."""

    leaf: CertificateFacts
    authority: CertificateFacts

    def is_due(self, names: Iterable[str], now: datetime) -> bool:
        return self.authority.ends_soon_as_authority(now) or self.leaf.is_due_as_leaf(names, now)


@dataclass(frozen=True, slots=True)
class _Record:
    digest: str
    standing: Standing


def recall(folder: Path) -> Standing | None:
    """What `remember` was told; None when there is nothing, or when a file is another than at that time."""
    try:
        record = msgspec.json.decode((folder / _RECORD).read_bytes(), type=_Record)
        return record.standing if record.digest == _digest(folder) else None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def remember(folder: Path, standing: Standing) -> None:
    """Kept for the next start; without room on the disk that one looks through the files again."""
    with contextlib.suppress(OSError):
        write_atomically(folder / _RECORD, msgspec.json.encode(_Record(_digest(folder), standing)))


def _digest(folder: Path) -> str:
    files = hashlib.sha256()
    for name in FILES:
        files.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return files.hexdigest()
