"""The database: one writer thread that commits for many at once, and readers that each see a snapshot.

Jobs of the writer that wait together share one transaction and so one fsync
(group commit); should one of them fail, all are done again, each in a savepoint
of its own. What a job publishes is told after
the commit, on the event loop, in order. The log is folded into the database
beside the commits, by a reader's thread. `sqlite3` is spoken here and in the
nouns' files, nowhere else.
"""

import asyncio
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from homemail.mail.sentence import Sentence
from homemail.settings.folders import sync_directory
from homemail.store.changes import Change, coalesce
from homemail.store.disk import Disk, as_store_error, is_full
from homemail.store.errors import StoreFull, StoreUnavailable
from homemail.store.migrations import migrate

_log = logging.getLogger("homemail.store")
T = TypeVar("T")

READERS = 3
BATCH_JOBS = 256
BATCH_SECONDS = 0.1  # no caller waits longer than this for the others of its batch
FOLD_AT = 4 * 1024 * 1024  # octets in the log, about, after which it is folded into the database
FOLD_AT_ONCE = 32 * 1024 * 1024  # octets after which nobody goes on before it is
_COMMIT_OCTETS, _JOB_OCTETS = 32 * 1024, 12 * 1024  # of pages, about, beside the content that comes in
PATIENCE = 0.003  # seconds that a patient request waits for another one to share its commit


@dataclass(slots=True)
class Transaction:
    """What a job may use. `after` runs on the writer's thread once the commit is on disk.

    `directories` hold new files that the transaction refers to: their names are on disk before its commit is.
    `octets` is what it writes, about.
    """

    connection: sqlite3.Connection
    changes: list[Change] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    directories: set[Path] = field(default_factory=set)
    octets: int = 0

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self.connection.execute(statement, values)

    def publish(self, change: Change) -> None:
        self.changes.append(change)


@dataclass(slots=True)
class _Job:
    work: Callable[[Transaction], Any]
    answer: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    grows: bool
    result: Any = None
    fault: BaseException | None = None

    def resolve(self) -> None:
        if self.answer.done():  # the asker was cancelled
            return
        if self.fault is not None:
            self.answer.set_exception(self.fault)
        else:
            self.answer.set_result(self.result)


class _Spoilt(Exception):
    """A job failed halfway in a transaction that has others' work in it."""


def _is_full(batch: Iterable[_Job]) -> bool:
    return any(isinstance(job.fault, StoreFull) for job in batch)


def connect(path: Path, *, cache_kibibytes: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a commit that is answered has reached the disk
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    # Debian's SQLite overwrites all that is deleted, through the log: deleting 4 MB would need 4 MB of free disk.
    connection.execute("PRAGMA secure_delete = FAST")
    connection.execute(f"PRAGMA cache_size = -{cache_kibibytes}")
    connection.execute(f"PRAGMA journal_size_limit = {FOLD_AT_ONCE}")
    return connection


class Database:
    """Opened and closed by the store; `write` and `read` are all the nouns use."""

    def __init__(self, path: Path, disk: Disk, tell: Callable[[Sequence[Change]], None]) -> None:
        self._path = path
        self._disk = disk
        self._tell = tell
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._patient: list[_Job] = []
        self._readers: ThreadPoolExecutor | None = None
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._closed = True
        self._unfolded = 0  # octets that were written since the log was last folded into the database
        self._folding: Future[None] | None = None
        self.commits = 0

    def open(self) -> None:
        """Create or migrate, then start the threads. Blocks; call it in a thread."""
        self._path.touch(mode=0o600)
        try:
            self._writing = connect(self._path, cache_kibibytes=4096)
            migrate(self._writing)
            self._page_size = int(self._writing.execute("PRAGMA page_size").fetchone()[0])
            self._writing.execute(f"PRAGMA wal_autocheckpoint = {FOLD_AT_ONCE // self._page_size}")
            # Jobs name the messages they are about here, so that statements are set-based.
            self._writing.execute("CREATE TEMP TABLE picked (uid INTEGER PRIMARY KEY)")
        except sqlite3.Error as fault:
            raise as_store_error(fault) from fault
        self._readers = ThreadPoolExecutor(READERS, "store-reader")
        self._writer = threading.Thread(target=self._write_all, name="store-writer", daemon=True)
        self._closed = False
        self._writer.start()

    def refuse(self) -> None:
        """Take no more requests. On the event loop, so that none slips in behind the last one."""
        if not self._closed:
            self._closed = True
            self._hurry()
            self._jobs.put(None)

    def close(self) -> None:
        """After `refuse`: finish what was asked for, then fold the log into the database. Blocks."""
        if self._readers is None:
            return
        self._writer.join()
        self._readers.shutdown()
        self._readers = None
        for connection in self._connections:
            connection.close()
        self._writing.close()

    async def write(self, work: Callable[[Transaction], T], *, grows: bool = False, is_patient: bool = False) -> T:
        """Run in a transaction; returns when it is on disk. What `grows` the store has no claim on the reserve.

        What is patient waits a moment for somebody in a hurry to commit with, and stands in nobody's way meanwhile.
        """
        if self._closed:
            raise StoreUnavailable(Sentence("the store is closed"))
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        job = _Job(work, answer, loop, grows)
        if is_patient:
            if not self._patient:
                loop.call_later(PATIENCE, self._hurry)
            self._patient.append(job)
            return await answer
        self._jobs.put(job)
        self._hurry()
        return await answer

    def _hurry(self) -> None:
        """The patient ones go with whoever went, or by themselves."""
        waiting, self._patient = self._patient, []
        for job in waiting:
            self._jobs.put(job)

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run on a snapshot."""
        if self._closed or self._readers is None:
            raise StoreUnavailable(Sentence("the store is closed"))
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    def shrink(self) -> None:
        """Give the pages that are cached back; SQLite itself sees to it that nobody is in the middle of one. Blocks."""
        with suppress(sqlite3.Error):
            for connection in (self._writing, *self._connections):
                connection.execute("PRAGMA shrink_memory")

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Run what waits for files, away from the event loop."""
        if self._closed or self._readers is None:
            raise StoreUnavailable(Sentence("the store is closed"))
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            connection = self._reading()
            connection.execute("BEGIN")
            try:
                return work(connection)
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        except (sqlite3.Error, OSError) as fault:
            raise as_store_error(fault) from fault

    def _reading(self) -> sqlite3.Connection:
        """This reader's own connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self._path, cache_kibibytes=2048)
            connection.execute("PRAGMA query_only = ON")
            self._connections.append(connection)
        return connection

    def _write_all(self) -> None:
        while (job := self._jobs.get()) is not None:
            batch = [job]
            transaction = self._run(batch, gather=True)
            if transaction is None:
                transaction = self._run_without_growth(batch)
            self._answer(batch, transaction)
            if self.commits % 16 == 0 or not all(job.grows for job in batch):
                self._disk.reusable = self._free_pages()
            if transaction is not None:
                self._fold(_COMMIT_OCTETS + _JOB_OCTETS * len(batch) + transaction.octets)

    def _fold(self, octets: int) -> None:
        """Have the log folded into the database while others go on committing; none of them waits for it.

        A reader's thread does nearly all of it. What came meanwhile is little, and done here: then the log begins
        again at its start, and commits go on overwriting it, which is quicker to sync than one that grows.
        """
        self._unfolded += octets
        if self._folding is not None and self._folding.done():
            self._folding, self._unfolded = None, 0
            with suppress(sqlite3.Error):
                self._writing.execute("PRAGMA wal_checkpoint(PASSIVE)")
        elif self._folding is None and self._unfolded >= FOLD_AT and self._readers is not None:
            self._folding = self._readers.submit(self._fold_most)

    def _fold_most(self) -> None:
        with suppress(sqlite3.Error):  # whoever commits when the log is too long does it then
            self._reading().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _run_without_growth(self, batch: list[_Job]) -> Transaction | None:
        """After a full disk: what does not grow goes on, at the cost of the reserve if it must be."""
        if not _is_full(batch):
            return None
        rest = [job for job in batch if not job.grows]
        transaction = self._run_again(rest) if 0 < len(rest) < len(batch) else None
        if transaction is None and _is_full(rest) and self._disk.give_up_reserve():
            transaction = self._run_again(rest)
        return transaction

    def _run_again(self, batch: list[_Job]) -> Transaction | None:
        for job in batch:
            job.fault = None
        with suppress(sqlite3.Error):  # the log's room can be used again once it is in the database
            self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self._run(batch, gather=False)

    def _free_pages(self) -> int:
        try:
            (pages,) = self._writing.execute("PRAGMA freelist_count").fetchone()
        except sqlite3.Error:
            return 0
        return int(pages) * self._page_size

    def _run(self, batch: list[_Job], *, gather: bool, guarded: bool = False) -> Transaction | None:
        """Run the batch, and with `gather` whatever has come to wait meanwhile; None if all of it was rolled back."""
        transaction = Transaction(self._writing)
        is_written = False
        try:
            self._writing.execute("BEGIN IMMEDIATE")
            until = time.monotonic() + BATCH_SECONDS
            position = 0
            while position < len(batch):
                self._run_one(batch[position], transaction, guarded=guarded)
                position += 1
                if gather and position == len(batch) < BATCH_JOBS and time.monotonic() < until:
                    self._gather(batch)
            for directory in transaction.directories:
                sync_directory(directory)
            is_written = True
            self._writing.execute("COMMIT")
        except _Spoilt:
            self._writing.execute("ROLLBACK")
            return self._run(batch, gather=False, guarded=True)
        except Exception as fault:  # the commit failed, or SQLite gave the whole transaction up
            self._fail(batch, fault)
            if is_written and not is_full(fault):
                self._overwrite()
            return None
        self.commits += 1
        return transaction

    def _overwrite(self) -> None:
        """A commit whose sync failed lies whole in the log and would count after a crash: put another in its place."""
        with suppress(sqlite3.Error):
            self._writing.execute(
                "INSERT INTO counter (name, value) VALUES ('undone', 1) ON CONFLICT DO UPDATE SET value = value + 1"
            )

    def _gather(self, batch: list[_Job]) -> None:
        try:
            job = self._jobs.get_nowait()
        except queue.Empty:
            return
        if job is None:
            self._jobs.put(None)  # the end; what stands before it is served first
        else:
            batch.append(job)

    def _run_one(self, job: _Job, transaction: Transaction, *, guarded: bool) -> None:
        """A savepoint's two statements are a tenth of a delivery, and hardly a job ever fails."""
        told, after = len(transaction.changes), len(transaction.after)
        if guarded:
            self._writing.execute("SAVEPOINT job")
        try:
            job.result = job.work(transaction)
        except BaseException as fault:
            if not self._writing.in_transaction or is_full(fault):
                raise
            if not guarded:
                raise _Spoilt from fault
            del transaction.changes[told:], transaction.after[after:]
            self._writing.execute("ROLLBACK TO job")
            job.fault = as_store_error(fault)
            if job.fault is not fault:
                job.fault.__cause__ = fault
        if guarded:
            self._writing.execute("RELEASE job")

    def _fail(self, batch: list[_Job], fault: BaseException) -> None:
        if self._writing.in_transaction:
            self._writing.execute("ROLLBACK")
        error = as_store_error(fault)
        for job in batch:
            job.fault = job.fault or error
        if error is not fault:
            error.__cause__ = fault
        _log.error("a transaction of %d requests was rolled back: %s", len(batch), fault)

    def _answer(self, batch: list[_Job], transaction: Transaction | None) -> None:
        changes: list[Change] = []
        if transaction is not None:
            changes = coalesce(transaction.changes)
            for task in transaction.after:
                try:
                    task()
                except Exception:
                    _log.exception("after a commit")

        def on_loop() -> None:
            # Order matters: whoever waits for the disk, a client for its 250, goes on before those who are told.
            for job in batch:
                job.resolve()
            if changes:
                self._tell(changes)

        try:
            batch[0].loop.call_soon_threadsafe(on_loop)
        except RuntimeError:  # the loop was closed under us: nobody is left to tell
            _log.warning("%d answers of the store found no loop", len(batch))
