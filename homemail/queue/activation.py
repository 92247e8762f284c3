"""From an entry on disk to jobs: read its header, plan it with the settings of the moment, and sort its recipients."""

import logging
from collections.abc import Callable, Sequence

from homemail.delivery.agent import Attempt
from homemail.mail.ids import QueueId
from homemail.mail.outcome import Outcome
from homemail.mail.sentence import Sentence, joined
from homemail.queue import lines
from homemail.queue.conclusion import Conclusion, Leave
from homemail.queue.deliveries import INTERNAL, Job
from homemail.queue.departures import sort_recipients
from homemail.queue.intake import SettingsSource
from homemail.queue.kept import KeptBody, Room, read_header
from homemail.queue.settlement import Verdict
from homemail.routing.departure import plan_leaving
from homemail.store.errors import ContentGone
from homemail.store.store import Store
from homemail.store.values import QueuedRecipient, QueueEntry, Settlement

_qmgr = logging.getLogger("homemail.qmgr")
_smtp = logging.getLogger("homemail.smtp")

HELD = Sentence("held by a header check")


class Activation:
    """`is_stale`: the operator changed an entry while it was read; it is read again then."""

    def __init__(
        self,
        store: Store,
        settings: SettingsSource,
        conclusion: Conclusion,
        leave: Leave,
        *,
        dispatch: Callable[[Job], None],
        is_stale: Callable[[QueueId], bool],
    ) -> None:
        self._store = store
        self._settings = settings
        self._conclusion = conclusion
        self._leave = leave
        self._dispatch = dispatch
        self._is_stale = is_stale
        self._room = Room()

    async def activate(
        self, entry: QueueEntry | None, head: bytes | None, recipients: Sequence[QueuedRecipient], now: float
    ) -> None:
        """Every recipient is on its way afterwards, or in hand no more. `head` is the begin of the content."""
        settings = self._settings.current  # as they are now, not as they were before the queue was read
        if entry is None or entry.hold:
            self._leave(recipients)
            return
        if any(recipient.attempts for recipient in recipients):
            _qmgr.info("%s", lines.active(entry.queue_id, entry.reverse_path, entry.size, len(entry.recipients)))
        try:
            header, offset, head = await self._header(entry, head)
        except ContentGone:
            _qmgr.error("%s: the content of this message is missing", entry.queue_id)
            lost = Outcome.delayed("4.3.0", Sentence("the content of this message is missing"))
            self._settle_all(entry, b"", recipients, lost, now)
            return
        if self._is_stale(entry.queue_id):
            self._leave(recipients)
            return
        try:
            leaving = plan_leaving(entry.reverse_path, header, settings)
            sorted_ones = sort_recipients(leaving, recipients, settings)
        except Exception:  # one message that cannot be planned must not stand in the way of all behind it
            _qmgr.exception("%s: planning failed within", entry.queue_id)
            self._settle_all(entry, header, recipients, Outcome.delayed("4.3.0", INTERNAL), now)
            return
        for text in leaving.verdict.warnings:
            _smtp.info("%s: warning: header %s", entry.queue_id, lines.printable(text))
        if leaving.verdict.hold is not None and not await self._was_released(entry):
            await self._hold(entry, recipients, leaving.verdict.hold, now)
            return
        if sorted_ones.refused:
            refused = [Verdict(one, Attempt(outcome)) for one, outcome in sorted_ones.refused]
            self._conclusion.settle(entry, header, refused, now)
        if sorted_ones.home:
            self._conclusion.bring_home(entry, header, sorted_ones.home, settings, now)
        body = KeptBody(self._store, entry, offset, head, self._room)
        for consignment in sorted_ones.consignments:
            self._dispatch(Job(entry, header, consignment, body, now))

    async def end(
        self,
        entry: QueueEntry | None,
        head: bytes | None,
        recipients: Sequence[QueuedRecipient],
        reason: str,
        now: float,
    ) -> None:
        """No attempt more: the message has outlived its time while nobody could be reached."""
        if entry is None or entry.hold:
            self._leave(recipients)
            return
        try:
            header, _, _ = await self._header(entry, head)
        except ContentGone:
            header = b""
        self._settle_all(entry, header, recipients, Outcome.delayed("4.4.1", reason), now)

    async def _header(self, entry: QueueEntry, head: bytes | None) -> tuple[bytes, int, bytes]:
        if head is None:
            raise ContentGone("the content was removed")
        return *await read_header(self._store, entry, head), head

    def _settle_all(
        self, entry: QueueEntry, header: bytes, recipients: Sequence[QueuedRecipient], outcome: Outcome, now: float
    ) -> None:
        self._conclusion.settle(entry, header, [Verdict(one, Attempt(outcome)) for one in recipients], now)

    async def _was_released(self, entry: QueueEntry) -> bool:
        """The owner has let it go: the check that held it does not hold it twice."""
        story = await self._store.history.of(entry.queue_id)
        return any(event.kind == "queue" and event.text.startswith("released") for event in story)

    async def _hold(self, entry: QueueEntry, recipients: Sequence[QueuedRecipient], text: str, now: float) -> None:
        outcome = Outcome.delayed("4.7.1", HELD if text == HELD else joined(": ", (HELD, text)))
        settlements = [Settlement(recipient.id, outcome, now) for recipient in recipients]
        try:
            await self._store.queue.set_hold(entry.queue_id, True)
            await self._store.queue.settle(entry.queue_id, settlements)
        finally:
            self._leave(recipients)
        about = lines.from_and_to(entry.reverse_path, [one.address for one in recipients])
        _qmgr.info("%s: hold: %s; %s", entry.queue_id, lines.printable(text), about)
