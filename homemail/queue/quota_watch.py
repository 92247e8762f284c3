"""Tell people that their mailboxes fill up: a mail at each percentage of [quota] warnings, and one when they are full.

Looks a moment after something changed, at those alone who have a limit. Each percentage is told once, until the use is
well below it again. The mail goes into the person's INBOX itself, whatever aliases say and be it over the limit; that
a mailbox is full is told to postmaster too. It is in the mailbox in the transaction that remembers it was told.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from homemail.mail.address import Address, ReversePath
from homemail.mail.envelope import Body, Envelope, Origin, Recipient
from homemail.mail.ids import AccountId
from homemail.queue.arrival import Arrival, compose_acceptance, log_arrival
from homemail.queue.bounce import local_time
from homemail.queue.intake import SettingsSource
from homemail.store.changes import AccountsChanged, Change, MailboxChanged
from homemail.store.errors import StoreError
from homemail.store.store import Store
from homemail.store.values import Account

if TYPE_CHECKING:
    from homemail.message.quota_notice import Filling

_log = logging.getLogger("homemail.quota")

PAUSE: Final = 0.5  # seconds after a change: what comes together is looked at once
RELIEF: Final = 2  # so many percent below is below: one message more or less is no news
FULL: Final = 100


class QuotaWatch:
    """`start` and `close`; `look_at_all` after the settings changed."""

    def __init__(self, store: Store, settings: SettingsSource, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._pending: set[AccountId] = set()
        self._all = True
        self._refused: set[AccountId] = set()
        self._news = asyncio.Event()
        self._stop_listening: Callable[[], None] = lambda: None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._stop_listening = self._store.changes.listen(self._hear)
        self._store.quotas.on_refusal = self._turned_away
        self._task = asyncio.create_task(self._watch(), name="quota watch")
        self.look_at_all()

    async def close(self) -> None:
        self._stop_listening()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def look_at_all(self) -> None:
        if self._store.quotas.in_force:
            self._all = True
            self._news.set()

    def _hear(self, change: Change) -> None:
        match change:
            case MailboxChanged(account_id=account_id):
                self._look_at(account_id)
            case AccountsChanged():
                self.look_at_all()
            case _:
                pass

    def _turned_away(self, account_id: AccountId) -> None:
        self._refused.add(account_id)
        self._look_at(account_id)

    def _look_at(self, account_id: AccountId) -> None:
        if self._store.quotas.limits_of(account_id):
            self._pending.add(account_id)
            self._news.set()

    async def _watch(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(PAUSE)
            self._news.clear()
            pending, refused, everybody = self._pending, self._refused, self._all
            self._pending, self._refused, self._all = set(), set(), False
            try:
                for account in await self._store.accounts.list():
                    if everybody or account.id in pending:
                        await self._look(account, was_refused=account.id in refused)
            except StoreError as fault:
                _log.warning("warning: nobody is told how full mailboxes are: %s", fault)
            except Exception:
                _log.exception("the watch over quotas failed within")

    async def _look(self, account: Account, *, was_refused: bool) -> None:
        limits = self._store.quotas.limits_of(account.id)
        use, told = await self._store.quotas.use_of(account.id), await self._store.quota_warnings.told(account.id)
        percent, marks = limits.percent(use), self._settings.current.quota.warnings
        level = max((mark for mark in (*marks, FULL) if mark <= percent), default=0)
        if was_refused and level:  # what is left of the room is too small for what comes
            level = FULL
        if level > told:
            from homemail.message.quota_notice import Filling

            filling = Filling(percent, use.storage, limits.storage, use.messages, limits.messages)
            await self._tell(account, level, filling)
        elif percent + RELIEF < (told if told < FULL else max(marks, default=FULL)):
            await self._store.quota_warnings.tell(account.id, level)

    async def _tell(self, account: Account, level: int, filling: "Filling") -> None:
        from homemail.message import fields, trace
        from homemail.message.quota_notice import compose_quota_notice
        from homemail.routing.planner import LocalTarget, plan_arrival

        settings, now = self._settings.current, self._clock()
        identity = settings.identity
        queue_id = self._store.new_queue_id()
        address = Address(account.name, identity.domain)
        octets = compose_quota_notice(
            filling,
            is_full=level >= FULL,
            person=account.full_name or account.name,
            address=str(address),
            hostname=identity.hostname,
            queue_id=queue_id,
            now=local_time(now),
            language=identity.language,
        )
        others = (Recipient(Address("postmaster", identity.domain)),) if level >= FULL else ()
        envelope = Envelope(ReversePath.null(), others, Body.SEVEN_BIT)
        part = fields.split(octets)
        plan = plan_arrival(envelope, self._store.accounts.names, settings, Origin.LOCAL, part.header)
        own = LocalTarget(account.name.lower(), Recipient(address), address)
        plan = replace(plan, local=(own, *(one for one in plan.local if one.account != own.account)), refused=())
        received = trace.received_locally_field(hostname=identity.hostname, queue_id=queue_id, when=local_time(now))
        arrival = Arrival(
            queue_id=queue_id,
            envelope=replace(envelope, recipients=(own.recipient, *others)),
            header=fields.parse_header(plan.header),
            header_prefix=received,
            content=plan.header + octets[part.body_offset :],
            when=now,
            origin=Origin.LOCAL,
            was_weighed=True,
        )
        acceptance = await compose_acceptance(arrival, plan, self._store, settings)
        await self._store.quota_warnings.tell(account.id, level, acceptance)
        _log.info("warning: the mailbox of %s is %d%% full", account.name, filling.percent)
        log_arrival(arrival, acceptance)
