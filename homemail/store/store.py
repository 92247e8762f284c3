"""The store: one data folder, opened once, with its nouns as attributes.

Layout: mail.db and its WAL, content/ for large contents, engine.lock, reserve.
Folders are 0700 and files 0600. Raises on opening: StoreLocked when another
engine owns the folder, StoreTooNew, StoreUnavailable.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from homemail.mail.ids import QueueId
from homemail.settings.folders import make_private, sync_directory
from homemail.store.accounts import Accounts
from homemail.store.acl import Acl
from homemail.store.backlog import Backlog
from homemail.store.changes import Change, Changes
from homemail.store.contents import Contents
from homemail.store.database import Database
from homemail.store.disk import RESERVE_SIZE, Disk, as_store_error, floor_for
from homemail.store.history import History
from homemail.store.intake import Intake
from homemail.store.latest import LatestMessages
from homemail.store.lines import Lines
from homemail.store.lock import FolderLock
from homemail.store.mailboxes import Mailboxes
from homemail.store.maildrops import Maildrops
from homemail.store.messages import Messages
from homemail.store.metadata import Metadata
from homemail.store.ordering import Ordering
from homemail.store.overviews import Overviews
from homemail.store.parsed import ParsedContents
from homemail.store.previews import Previews
from homemail.store.queue import Queue
from homemail.store.queue_edits import QueueEdits
from homemail.store.queueids import QueueIds
from homemail.store.quota import Quotas
from homemail.store.quota_warnings import QuotaWarnings
from homemail.store.retrieved import Retrieved
from homemail.store.search import Search
from homemail.store.secrets import Secrets
from homemail.store.selection import Selection
from homemail.store.staging import Staging
from homemail.store.sweep import Sweep
from homemail.store.tallies import Tallies
from homemail.store.values import Acceptance, Clock

MESSAGE_LIMIT = 50 * 1024 * 1024  # the default of limits.message_size
FLOOR = floor_for(MESSAGE_LIMIT)


class Store:
    """Use `await Store.open(...)`."""

    def __init__(self, folder: Path, clock: Clock, floor: int, reserve: int) -> None:
        self.folder = folder
        content = folder / "content"
        self._content = content
        self.disk = Disk(folder, floor, reserve)
        self.changes = Changes()
        self.database = Database(folder / "mail.db", self.disk, self._tell)
        self.accounts = Accounts(self.database, clock)
        self.secrets = Secrets(self.database)
        self.mailboxes = Mailboxes(self.database, clock)
        self.acl = Acl(self.database)
        self.metadata = Metadata(self.database)
        self.maildrops = Maildrops(self.database)
        parsed = ParsedContents(self.database, content)
        self.quotas = Quotas(self.database)
        self.quota_warnings = QuotaWarnings(self.database)
        self._overviews = Overviews(self.database)
        self.messages = Messages(
            self.database, content, self.disk, parsed, self._overviews,
            quotas=self.quotas, claimed=self.mailboxes.claimed, clock=clock,
        )  # fmt: skip
        self.lines = Lines(self.database, parsed, self._overviews)
        self.selection = Selection(self.database)
        self.ordering = Ordering(self.database, content)
        self.search = Search(self.database, content, self.disk)
        self.previews = Previews(self.database, content)
        self.latest = LatestMessages(self.database)
        self.contents = Contents(self.database, content)
        self.history = History(self.database)
        self.tallies = Tallies(self.database)
        self.retrieved = Retrieved(self.database, clock)
        self.sweep = Sweep(self.database, content, self.disk, self.retrieved, clock=clock)
        self._backlog = Backlog((parsed, self.search, self.ordering), self.changes)
        self._intake = Intake(self.database, content, self.disk, clock)
        self.queue = Queue(self.database, self._intake, content, clock)
        self.queue_edits = QueueEdits(self.database, clock)
        self._queue_ids = QueueIds(clock)
        self._lock: FolderLock | None = None

    @classmethod
    async def open(
        cls, folder: Path, clock: Clock = time.time, *, floor: int = FLOOR, reserve: int = RESERVE_SIZE
    ) -> "Store":
        """Lock the folder, migrate, sweep what a crash left. `floor`: octets of disk that stay free."""
        store = cls(folder, clock, floor, reserve)
        await asyncio.to_thread(store._open_files)
        try:
            await store.sweep.orphan_files()
            await store.accounts.load()
            await store.quotas.load()
        except BaseException:
            await store.close()
            raise
        store.sweep.start()
        store._backlog.start()
        return store

    def _open_files(self) -> None:
        try:
            make_private(self.folder)
            make_private(self._content)
            self._lock = FolderLock(self.folder / "engine.lock")
            try:
                self.disk.keep_reserve()
                self.database.open()
                sync_directory(self.folder)
            except BaseException:
                self._lock.release()
                raise
        except OSError as fault:
            raise as_store_error(fault) from fault

    async def close(self) -> None:
        """Finish what was begun and let go of the folder."""
        await self._backlog.stop()
        await self.sweep.stop()
        self.database.refuse()
        await asyncio.to_thread(self.database.close)
        self.changes.close()
        if self._lock is not None:
            self._lock.release()

    async def shrink(self) -> None:
        """Keep no more in memory than has to be: nothing happens now."""
        self._overviews.forget()
        self.ordering.forget()
        await asyncio.to_thread(self.database.shrink)

    def staging(self) -> Staging:
        """For content on its way in."""
        return Staging(self._content, self.disk)

    async def accept(self, acceptance: Acceptance) -> None:
        """The message is ours once this returns; raises StoreFull, StoreUnavailable, and then it is not."""
        await self._intake.accept(acceptance)

    def new_queue_id(self) -> QueueId:
        return self._queue_ids.new()

    def _tell(self, changes: Sequence[Change]) -> None:
        self.changes.publish(changes)
