"""News of one mailbox for many idle sessions at once: what changed is read once, and written to each as it stands.

A session that waits for its client attends here; a change then costs it
neither a task switch nor a question to the store. Whoever cannot be told so
(results kept live, a client behind in reading, changes of its own in between)
is woken and looks for itself.
"""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from weakref import WeakValueDictionary

from homemail.imap.connection import Connection
from homemail.imap.selected import SelectedMailbox
from homemail.mail.ids import MailboxId
from homemail.store.store import Store

_log = logging.getLogger("homemail.imap")
_AT_ONCE: Final = 100  # sessions told before others have their turn on the loop


class Announcer:
    """One for all sessions of a server."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Those that the sessions of a mailbox know of: all say the same.
        self.keywords_in_use: WeakValueDictionary[MailboxId, set[str]] = WeakValueDictionary()
        self._due: dict[MailboxId, dict[SelectedMailbox, tuple[Connection, bool]]] = {}
        self._tasks: dict[MailboxId, asyncio.Task[None]] = {}

    @contextmanager
    def attending(self, view: SelectedMailbox | None, connection: Connection, *, may_expunge: bool) -> Iterator[None]:
        """Within, this session is told of what changes in its selected mailbox."""
        if view is None:
            yield
            return

        def announce() -> None:
            self._due.setdefault(view.mailbox.id, {})[view] = connection, may_expunge
            if view.mailbox.id not in self._tasks:
                self._tasks[view.mailbox.id] = asyncio.get_running_loop().create_task(
                    self._announce_all(view.mailbox.id), name="news of a mailbox"
                )

        view.announce = announce
        try:
            yield
        finally:
            view.announce = None

    async def _announce_all(self, mailbox_id: MailboxId) -> None:
        try:
            while self._due.get(mailbox_id):
                due = self._due.pop(mailbox_id)
                try:
                    await self._announce(mailbox_id, due)
                except Exception as fault:  # each session finds out for itself, and answers for it
                    _log.debug("news of mailbox %d: %s", mailbox_id, fault)
                    for view in due:
                        view.rouse()
        finally:
            del self._tasks[mailbox_id]

    async def _announce(self, mailbox_id: MailboxId, due: dict[SelectedMailbox, tuple[Connection, bool]]) -> None:
        """Views that stand at the same mod-sequence share one answer of the store; nearly always they all do."""
        while due:
            since = next(iter(due)).modseq
            delta = await self._store.messages.changed_since(mailbox_id, since)
            alike = [(view, *told) for view, told in due.items() if view.modseq == since]
            due = {view: told for view, told in due.items() if view.modseq != since}
            for count, (view, connection, may_expunge) in enumerate(alike, 1):
                if view.announce is None or not view.is_plain or not connection.is_clear:
                    view.rouse()
                    continue
                connection.write(b"".join(view.tell(delta, may_expunge=may_expunge)))
                if count % _AT_ONCE == 0:
                    await asyncio.sleep(0)
