"""Annotations that others changed, told to a session that has asked for it (RFC 5464 §4.4.2).

Made by ENABLE METADATA for all that may be known, and by NOTIFY for what it names (RFC 5465 §5.6, §5.7).

Only the names of entries are told, and what a session would have to be told beyond a bound is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from homemail.imap.commands.metadata import Place
from homemail.imap.wire.metadata import format_entry
from homemail.store.changes import Change, MetadataChanged
from homemail.store.metadata import SERVER

if TYPE_CHECKING:
    from homemail.imap.session import Session
    from homemail.mail.ids import MailboxId

NAMES_MAX: Final = 1000  # waiting to be told
_TOLD_AT_ONCE: Final = 50  # names in one response


class AnnotationNews:
    """For one session; `concerns` says of which mailboxes, SERVER among them, it is to be told."""

    def __init__(self, session: Session, concerns: Callable[[MailboxId], bool] = lambda _: True) -> None:
        self._session = session
        self._concerns = concerns
        self._account_id = session.account_id
        self._changed: dict[tuple[MailboxId, str], None] = {}
        self.close = session.store.changes.listen(self._on_change)

    def _on_change(self, change: Change) -> None:
        if not isinstance(change, MetadataChanged) or change.by == id(self._session):
            return
        if not self._concerns(change.mailbox_id) or len(self._changed) >= NAMES_MAX:
            return
        if change.private_to in (0, self._account_id):
            self._changed.update(((change.mailbox_id, entry), None) for entry in change.entries)
            self._session.connection.wake()

    async def tell(self) -> None:
        """metadata-resp = "METADATA" SP mailbox SP entry-list; entry-list = entry *(SP entry)"""
        if not self._changed:
            return
        changed, self._changed = self._changed, {}
        places = [Place(self._session, reached) for reached in await self._session.names.all()]
        names = {place.id: place.spelt for place in places if place.may_be_read} | {SERVER: b'""'}
        entries: dict[bytes, list[bytes]] = {}
        for mailbox_id, entry in changed:
            if mailbox_id in names:
                entries.setdefault(names[mailbox_id], []).append(format_entry(entry))
        for name, all_of_it in entries.items():
            for start in range(0, len(all_of_it), _TOLD_AT_ONCE):
                some = b" ".join(all_of_it[start : start + _TOLD_AT_ONCE])
                await self._session.untagged(b"METADATA " + name + b" " + some)
