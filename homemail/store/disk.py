"""Room on the disk: a floor below which nothing more is accepted, and a reserve that is given up for deleting.

SQLite cannot delete on a full disk, because the write-ahead log cannot grow.
So acceptance ends while the floor is still free, and should others fill the
disk all the same, the reserve file goes and deleting goes on.
"""

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from homemail.mail.sentence import Sentence, system_words
from homemail.store.errors import StoreFull, StoreUnavailable

RESERVE_NAME = "reserve"
RESERVE_SIZE = 16 * 1024 * 1024
FLOOR_MIN = 64 * 1024 * 1024
FAR = 4  # times the floor: while more than that is free, the disk is not asked for each message
LOOK = 0.1  # seconds between two questions to it then
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


def floor_for(message_size: int) -> int:
    """Octets of disk that stay free: a message of the largest size may be on its way twice while the disk fills."""
    return max(FLOOR_MIN, 2 * message_size)


def is_full(fault: BaseException) -> bool:
    if isinstance(fault, sqlite3.Error):
        return fault.sqlite_errorcode == sqlite3.SQLITE_FULL if hasattr(fault, "sqlite_errorcode") else False
    return isinstance(fault, OSError) and fault.errno in _FULL


def as_store_error(fault: BaseException) -> BaseException:
    """The world's faults as the store names them; anything else unchanged, for it is ours."""
    if is_full(fault):
        return StoreFull(Sentence("the disk is full"))
    if isinstance(fault, sqlite3.OperationalError | sqlite3.DatabaseError) and not isinstance(
        fault, sqlite3.ProgrammingError | sqlite3.IntegrityError | sqlite3.InterfaceError | sqlite3.DataError
    ):
        return StoreUnavailable(Sentence("the database cannot be used: {reason}", reason=str(fault)))
    if isinstance(fault, OSError):
        return StoreUnavailable(Sentence("the disk cannot be used: {reason}", reason=system_words(fault)))
    return fault


@contextmanager
def translated() -> Iterator[None]:
    """Raise the disk's complaints as the store's."""
    try:
        yield
    except OSError as fault:
        raise as_store_error(fault) from fault


class Disk:
    """The disk under one data folder."""

    def __init__(self, folder: Path, floor: int, reserve: int = RESERVE_SIZE) -> None:
        self._folder = folder
        self.floor = floor
        self._reserve = reserve
        self.reusable = 0  # octets of free pages inside the database, told by the writer after each commit
        self._seen, self._seen_until = 0, 0.0

    def free(self) -> int:
        with translated():
            return shutil.disk_usage(self._folder).free

    def require_room(self, more: int = 0) -> None:
        """Refuse to grow when less than the floor would stay free."""
        now = time.monotonic()
        if now < self._seen_until and self._seen - more > FAR * self.floor:
            return
        free = self._seen = self.free()
        self._seen_until = now + LOOK
        # Pages that deleting has freed are filled again before the file grows; the log still needs real room.
        if free + self.reusable - more < self.floor or free - more < self.floor // 4:
            words = Sentence(
                "only {free} octets are free on the disk; {floor} have to stay free", free=free, floor=self.floor
            )
            raise StoreFull(words)

    @property
    def _reserve_path(self) -> Path:
        return self._folder / RESERVE_NAME

    def keep_reserve(self) -> None:
        """Have the reserve file, if there is room enough for it."""
        path = self._reserve_path
        with suppress(OSError, StoreUnavailable):
            if path.exists() and path.stat().st_size == self._reserve:
                return
            if not self._reserve or self.free() < self.floor + self._reserve:
                return
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(descriptor, 0, self._reserve)
                else:
                    os.write(descriptor, bytes(self._reserve))
            finally:
                os.close(descriptor)

    def give_up_reserve(self) -> bool:
        """Free the reserve; False if there was none left to free."""
        try:
            self._reserve_path.unlink()
        except OSError:
            return False
        return True
