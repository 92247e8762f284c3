"""Deliver to another mail server by SMTP: who to ask, in which order, and what each answer means.

The hosts of the next hop are tried until one takes the message or refuses it for good; a recipient that one host
defers is offered to the next. Sessions are kept open for a moment and used again for the same next hop and login.
Outcomes are data; whatever goes wrong inside is a delay, never an exception across the seam. A message whose final
answer was lost is never offered to another host at once: it may have arrived.
"""

import inspect
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from homemail.access.hourly import Hourly
from homemail.delivery.agent import Attempt, Road, Transfer
from homemail.delivery.client import Client
from homemail.delivery.exchangers import Candidate, Exchangers, explain
from homemail.delivery.outside_name import OutsideName
from homemail.delivery.quota import Quotas
from homemail.delivery.replies import unreachable
from homemail.delivery.run import NO_ANSWER, Run
from homemail.delivery.session import Deferred, SessionOpener
from homemail.delivery.session_cache import Identity, SessionCache
from homemail.delivery.sts_policies import HTTPS_PORT, StsPolicies
from homemail.delivery.tls_policy import TlsContexts
from homemail.delivery.transaction import transact
from homemail.mail.ids import RecipientId
from homemail.mail.outcome import Action, Outcome
from homemail.mail.sentence import Sentence, joined
from homemail.routing.mx import Resolver, TemporaryDnsFailure
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Settings

_log = logging.getLogger("homemail.smtp")

ADDRESSES_MAX = 10  # tried in one delivery
SESSIONS_MAX = 3  # that got as far as MAIL in one delivery

SecretLookup = Callable[[str], str | Awaitable[str | None] | None]


class SettingsSource(Protocol):
    @property
    def current(self) -> Settings: ...


class RemoteAgent:
    """`secret` gives the password kept under a name, or None; it may be a coroutine function.

    `policy_file` keeps the MTA-STS policies of domains, `policy_port` is that of their servers.
    """

    def __init__(
        self,
        settings: SettingsSource,
        secret: SecretLookup,
        resolver: Resolver | None = None,
        *,
        hourly: Hourly | None = None,
        clock: Callable[[], float] = time.time,
        policy_file: Path | None = None,
        policy_port: int = HTTPS_PORT,
    ) -> None:
        self._settings = settings
        self._secret = secret
        self._resolver = resolver or Resolver()
        contexts = TlsContexts()
        self._opener = SessionOpener(contexts, OutsideName(self._resolver))
        self._exchangers = Exchangers(
            self._resolver, StsPolicies(self._resolver, contexts, policy_file, port=policy_port)
        )
        self._cache = SessionCache()
        self._clock = clock
        self._quotas = Quotas(hourly or Hourly())

    async def deliver(self, transfer: Transfer, next_hop: NextHop) -> Mapping[RecipientId, Attempt]:
        run = Run(transfer, next_hop, self._settings.current, time.monotonic())
        run.pending = {recipient.id: recipient for recipient in transfer.recipients}
        try:
            await self._by_relay(run)
            while run.pending and run.found_nobody and run.hop.fallback is not None:
                run.hop = run.hop.fallback
                await self._by_relay(run)
        except Exception:
            _log.exception("%s: delivery to %s failed within", transfer.queue_id, next_hop)
            run.trouble_all(Outcome.delayed("4.3.0", Sentence("internal error, see the engine's log")))
        run.give_up()
        return run.attempts

    async def close(self) -> None:
        """End idle sessions."""
        await self._cache.close()

    async def _deliver(self, run: Run) -> None:
        password = ""
        if run.hop.username:
            found = self._secret(run.hop.secret_name)
            password = (await found if inspect.isawaitable(found) else found) or ""
            if not password:
                name = run.hop.secret_name
                # RFC 4954 §6: X.7.8 authentication credentials invalid
                words = Sentence("no password is kept under the name {name} for the login", name=repr(name))
                run.trouble_all(Outcome.delayed("4.7.8", words))
                return
        identity = self._cache.identity(run.hop, password)
        if (client := self._cache.take(identity)) is not None:
            run.connected = time.monotonic()
            fresh_needed = await self._transact(run, client, identity)
            if not run.pending or not fresh_needed:
                return
        candidates = await self._candidates(run)
        for one in candidates[:ADDRESSES_MAX]:
            where = (one.host, one.address)
            if where in run.asked:
                continue
            try:
                client = await self._opener.open(run.hop, run.settings, where, password, tls=one.tls)
            except Deferred as fault:
                if fault.outcome.action is Action.FAILED:
                    # RFC 5321 §5.1: we are that host. Those behind it are no better; one before it may yet come back.
                    if not run.trouble:
                        run.settle_all(fault.outcome)
                    return
                run.trouble_all(fault.outcome)
                run.learn(fault.road)
                continue
            run.connected = time.monotonic()
            run.sessions += 1
            await self._transact(run, client, identity)
            if not run.pending or run.sessions >= SESSIONS_MAX:
                return

    async def _transact(self, run: Run, client: Client, identity: Identity) -> bool:
        run.in_session = True
        another = await transact(run, client)
        run.in_session = False
        if client.is_open:
            self._cache.keep(identity, client)
        return another

    # -- limits of a relay ------------------------------------------------------------------------------------------

    async def _by_relay(self, run: Run) -> None:
        hop, now = run.hop, self._clock()
        if _is_too_large(run) or self._is_used_up(run, now):
            return
        try:
            await self._deliver(run)
        finally:
            if run.is_unheard:
                self._quotas.give_back(hop, now)

    def _is_used_up(self, run: Run, now: float) -> bool:
        wait = self._quotas.take(run.hop, now)
        if not wait:
            return False
        # RFC 3463 §3.5: X.4.5 mail system congestion
        words = Sentence(
            "the relay {name} has had its {number} messages of this hour",
            name=run.hop.relay,
            number=run.hop.messages_per_hour,
        )
        run.settle_all(Outcome.delayed("4.4.5", words), wait=wait)
        return True

    # -- where ------------------------------------------------------------------------------------------------------

    async def _candidates(self, run: Run) -> list[Candidate]:
        """In the order to try; settles every recipient when it is sure that there is none."""
        settings, hop = run.settings, run.hop
        if hop.kind is not HopKind.MX:
            addresses = await self._resolver.addresses(hop.host, settings.resolver)
            if isinstance(addresses, TemporaryDnsFailure):
                run.trouble_all(unreachable(joined(": ", (hop.host, addresses.reason)), "4.4.3"))
                run.learn(await self._road_to_dns(settings))
                return []
            return [Candidate(hop.host, address) for address in addresses]
        found = await self._exchangers.find(hop, settings)
        if isinstance(found, Outcome):
            if found.action is Action.FAILED:
                run.settle_all(found)
            else:
                run.trouble_all(found)
                run.learn(await self._road_to_dns(settings))
            return []
        candidates = list(found.candidates())
        if found.trouble is not None:
            run.trouble_all(found.trouble)
            if not candidates and found.trouble.status.subject == NO_ANSWER.subject:
                run.learn(await self._road_to_dns(settings))
        return candidates

    async def explain(self, hop: NextHop) -> Sequence[str]:
        """Which mail servers would be asked, and what is done about TLS at each; nothing is sent."""
        return explain(await self._exchangers.find(hop, self._settings.current))

    async def _road_to_dns(self, settings: Settings) -> Road:
        """DNS failed about one name: that name's own matter, or is there no DNS at all?"""
        return Road.SILENT if await self._resolver.is_answering(settings.resolver) else Road.CLOSED


def _is_too_large(run: Run) -> bool:
    """Larger than the settings say that the relay takes: told at once instead of after the upload."""
    limit, size = run.hop.message_size, run.transfer.size
    if not limit or size <= limit:
        return False
    # RFC 3463 §3.4: X.3.4 message too big for system
    words = Sentence(
        "message size {size} exceeds the {limit} that the relay {name} takes",
        size=size,
        limit=limit,
        name=run.hop.relay,
    )
    run.settle_all(Outcome.failed("5.3.4", words))
    return True
