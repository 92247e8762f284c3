"""Deliver to another mail server by SMTP: who to ask, in which order, and what each answer means.

The hosts of the next hop are tried until one takes the message or refuses it for good; a recipient that one host
defers is offered to the next. Sessions are kept open for a moment and used again for the same next hop and login.
Outcomes are data; whatever goes wrong inside is a delay, never an exception across the seam. A message whose final
answer was lost is never offered to another host at once: it may have arrived.
"""

import asyncio
import hashlib
import inspect
import logging
import secrets
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from homemail.delivery.agent import Attempt, Transfer, TransferRecipient
from homemail.delivery.client import Client, ConnectFailed, Refused, SessionLost, TlsFailed
from homemail.delivery.replies import Answer, lost, refused, taken, timed_out, unreachable
from homemail.delivery.tls_policy import TlsContexts, TlsMode
from homemail.mail.address import Address
from homemail.mail.envelope import Body
from homemail.mail.ids import RecipientId
from homemail.mail.outcome import Action, Outcome
from homemail.mail.status import EnhancedStatus
from homemail.routing.mx import MxFound, MxLoop, NoSuchDomain, NullMx, Resolver, TemporaryDnsFailure
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Settings
from homemail.smtp.xtext import format_xtext

_log = logging.getLogger("homemail.smtp")

ADDRESSES_MAX = 10  # tried in one delivery
SESSIONS_MAX = 3  # that got as far as MAIL in one delivery
IDLE_MAX = 3.0  # seconds an open session waits for the next message
TRANSACTIONS_MAX = 100  # in one session
IDLE_SESSIONS_MAX = 20  # in all
PIECE = 64 * 1024
LOOPBACK = ("127.0.0.1", "::1")

SecretLookup = Callable[[str], str | Awaitable[str | None] | None]


class SettingsSource(Protocol):
    @property
    def current(self) -> Settings: ...


NO_ANSWER = EnhancedStatus(4, 4, 1)  # RFC 3463 §3.5: no answer from host


@dataclass(slots=True)
class _Run:
    """One delivery on its way: who still has no answer, and what the last trouble was for each."""

    transfer: Transfer
    hop: NextHop
    settings: Settings
    started: float
    attempts: dict[RecipientId, Attempt] = field(default_factory=dict)
    pending: dict[RecipientId, TransferRecipient] = field(default_factory=dict)
    trouble: dict[RecipientId, Outcome] = field(default_factory=dict)
    connected: float = 0.0
    sessions: int = 0
    asked: set[tuple[str, str]] = field(default_factory=set)  # hosts whose answer is known

    def settle(self, recipient: TransferRecipient, outcome: Outcome, *, dsn_passed: bool = False) -> None:
        now = time.monotonic()
        connecting = max(0.0, (self.connected or now) - self.started)
        sending = max(0.0, now - self.connected) if self.connected else 0.0
        self.attempts[recipient.id] = Attempt(outcome, dsn_passed, self.started, connecting, sending)
        self.pending.pop(recipient.id, None)
        self.trouble.pop(recipient.id, None)

    def settle_all(self, outcome: Outcome) -> None:
        for recipient in tuple(self.pending.values()):
            self.settle(recipient, outcome)

    def trouble_all(self, outcome: Outcome) -> None:
        """What a host said stays the last word: an address that nobody answered at tells less."""
        for recipient_id in self.pending:
            if outcome.status == NO_ANSWER and recipient_id in self.trouble:
                continue
            self.trouble[recipient_id] = outcome

    def give_up(self) -> None:
        """Who is still pending keeps the last trouble as the outcome."""
        for recipient in tuple(self.pending.values()):
            default = unreachable("no host of the next hop could be reached")
            self.settle(recipient, self.trouble.get(recipient.id, default))


class _Deferred(Exception):
    """The session is not to be used; every recipient waits, with this outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class RemoteAgent:
    """`secret` gives the password kept under a name, or None; it may be a coroutine function."""

    def __init__(self, settings: SettingsSource, secret: SecretLookup, resolver: Resolver | None = None) -> None:
        self._settings = settings
        self._secret = secret
        self._resolver = resolver or Resolver()
        self._contexts = TlsContexts()
        self._idle: dict[tuple[object, ...], list[Client]] = {}
        self._reaper: asyncio.TimerHandle | None = None
        self._closing: set[asyncio.Task[None]] = set()
        # Passwords take part in a session's identity only as a digest under a key of this process.
        self._key = secrets.token_bytes(32)

    async def deliver(self, transfer: Transfer, next_hop: NextHop) -> Mapping[RecipientId, Attempt]:
        run = _Run(transfer, next_hop, self._settings.current, time.monotonic())
        run.pending = {recipient.id: recipient for recipient in transfer.recipients}
        try:
            await self._deliver(run)
        except Exception:
            _log.exception("%s: delivery to %s failed within", transfer.queue_id, next_hop)
            run.trouble_all(Outcome.delayed("4.3.0", "internal error, see the engine's log"))
        run.give_up()
        return run.attempts

    async def close(self) -> None:
        """End idle sessions."""
        if self._reaper is not None:
            self._reaper.cancel()
            self._reaper = None
        idle = [client for clients in self._idle.values() for client in clients]
        self._idle.clear()
        await asyncio.gather(*(client.close() for client in idle), *self._closing, return_exceptions=True)

    async def _deliver(self, run: _Run) -> None:
        password = ""
        if run.hop.username:
            found = self._secret(run.hop.secret_name)
            password = (await found if inspect.isawaitable(found) else found) or ""
            if not password:
                name = run.hop.secret_name
                # RFC 4954 §6: X.7.8 authentication credentials invalid
                run.trouble_all(Outcome.delayed("4.7.8", f"no password is kept under the name {name!r} for the login"))
                return
        identity = self._identity(run.hop, password)
        if (client := await self._reusable(identity)) is not None:
            run.connected = time.monotonic()
            fresh_needed = await self._transact(run, client, identity)
            if not run.pending or not fresh_needed:
                return
        candidates = await self._candidates(run)
        for host, address in candidates[:ADDRESSES_MAX]:
            if (host, address) in run.asked:
                continue
            try:
                client = await self._open(run, host, address, password)
            except _Deferred as fault:
                run.trouble_all(fault.outcome)
                continue
            run.connected = time.monotonic()
            run.sessions += 1
            await self._transact(run, client, identity)
            if not run.pending or run.sessions >= SESSIONS_MAX:
                return

    # -- where ------------------------------------------------------------------------------------------------------

    async def _candidates(self, run: _Run) -> list[tuple[str, str]]:
        """Hosts with addresses in the order to try; settles every recipient when there is none."""
        settings, hop = run.settings, run.hop
        if hop.kind is not HopKind.MX:
            addresses = await self._resolver.addresses(hop.host, settings.resolver)
            if isinstance(addresses, TemporaryDnsFailure):
                run.trouble_all(unreachable(f"{hop.host}: {addresses.reason}", "4.4.3"))
                return []
            return [(hop.host, address) for address in addresses]
        found = await self._resolver.lookup(hop.host, settings.resolver, (settings.identity.hostname,))
        match found:
            case MxFound(hosts):
                return [(entry.host, address) for entry in hosts for address in entry.addresses]
            case NullMx():  # RFC 7505 §4.1
                run.settle_all(Outcome.failed("5.1.10", f"Domain {hop.host} does not accept mail (nullMX)"))
            case NoSuchDomain(reason):  # RFC 3463 §3.2: X.1.2 bad destination system address
                run.settle_all(Outcome.failed("5.1.2", f"Host or domain name not found: {reason}"))
            case MxLoop(reason):
                run.settle_all(Outcome.failed("5.4.6", reason))
            case TemporaryDnsFailure(reason):  # RFC 3463 §3.5: X.4.3 directory server failure
                run.trouble_all(unreachable(f"Host or domain name not found yet: {reason}", "4.4.3"))
        return []

    # -- sessions ---------------------------------------------------------------------------------------------------

    async def _open(self, run: _Run, host: str, address: str, password: str) -> Client:
        """A session ready for MAIL. Raises _Deferred: another address, or another day."""
        mode = TlsMode(run.hop.tls)
        try:
            context = None if mode is TlsMode.NONE else self._contexts.context(mode, run.settings.delivery.ca_file)
        except OSError:
            outcome = unreachable("the file of extra certificates, delivery.ca_file, cannot be read", "4.7.5")
            raise _Deferred(outcome) from None
        try:
            return await self._session(run, (host, address), password, mode, context)
        except TlsFailed as fault:
            if mode is not TlsMode.OPPORTUNISTIC:
                raise _Deferred(_tls_trouble(host, address, fault)) from None
        # RFC 7435 §3: a handshake that fails must not cost the mail, where clear text would have been taken.
        try:
            return await self._session(run, (host, address), password, mode, None)
        except TlsFailed as fault:
            raise _Deferred(_tls_trouble(host, address, fault)) from None

    async def _session(
        self, run: _Run, where: tuple[str, str], password: str, mode: TlsMode, tls: ssl.SSLContext | None
    ) -> Client:
        host, address = where
        settings = run.settings
        client = Client(host, address, run.hop.port, settings.identity.hostname, float(settings.delivery.timeout))
        try:
            await client.open(tls if mode is TlsMode.IMPLICIT else None)
            await client.hello()
            if mode in (TlsMode.OPPORTUNISTIC, TlsMode.REQUIRED) and tls is not None:
                await self._upgrade(client, mode, tls)
            if run.hop.username:
                await self._log_in(client, run.hop, mode, password)
        except ConnectFailed as fault:
            raise _Deferred(unreachable(f"connect to {client.peer}: {fault}")) from None
        except Refused as fault:
            await client.close()
            raise _Deferred(_not_for_good(refused(fault.answer, client.peer, fault.step))) from None
        except SessionLost as fault:
            raise _Deferred(_broken(client, fault)) from None
        except BaseException:
            client.abort()
            raise
        return client

    async def _upgrade(self, client: Client, mode: TlsMode, context: ssl.SSLContext) -> None:
        if not client.offers("starttls"):
            if mode is TlsMode.REQUIRED:
                await client.close()
                peer = client.peer.without_port
                raise _Deferred(Outcome.delayed("4.7.4", f"TLS is required, but was not offered by host {peer}"))
            return
        await client.start_tls(context)
        await client.hello()  # RFC 3207 §4.2: what was said before counts no more

    async def _log_in(self, client: Client, hop: NextHop, mode: TlsMode, password: str) -> None:
        if mode is TlsMode.OPPORTUNISTIC and not client.is_encrypted and client.peer.address not in LOOPBACK:
            # Somebody on the way may have taken the offer of TLS away; a password is worth more than a delay.
            await client.close()
            reason = f'the password is not sent to {client.peer.without_port} without TLS (tls = "none" allows it)'
            raise _Deferred(Outcome.delayed("4.7.4", reason))
        try:
            await client.log_in(hop.username, password)
        except Refused as fault:
            await client.close()
            reason = f"SASL authentication failed; server {client.peer.without_port} said: {fault.answer}"
            # The settings are wrong, not the message: it waits until they are mended.
            raise _Deferred(Outcome.delayed("4.7.8", reason, str(client.peer), str(fault.answer))) from None

    def _identity(self, hop: NextHop, password: str) -> tuple[object, ...]:
        digest = hashlib.blake2b(password.encode(), key=self._key, digest_size=16).digest() if password else b""
        return (hop, digest)

    async def _reusable(self, identity: tuple[object, ...]) -> Client | None:
        while clients := self._idle.get(identity):
            client = clients.pop()
            if not clients:
                self._idle.pop(identity, None)
            if not client.is_open:
                continue
            try:
                answer = await client.command("sending RSET", b"RSET")
            except SessionLost:
                continue
            if answer.code == 250 and client.is_open:
                return client
            client.abort()
        return None

    def _keep(self, identity: tuple[object, ...], client: Client) -> None:
        held = sum(len(clients) for clients in self._idle.values())
        if not client.is_open or client.transactions >= TRANSACTIONS_MAX or held >= IDLE_SESSIONS_MAX:
            self._dismiss(client)
            return
        client.touch()
        self._idle.setdefault(identity, []).append(client)
        if self._reaper is None:
            self._reaper = asyncio.get_running_loop().call_later(IDLE_MAX, self._reap)

    def _reap(self) -> None:
        """Close what was idle for too long; the timer stands only while something is idle."""
        self._reaper = None
        now = time.monotonic()
        for identity, clients in tuple(self._idle.items()):
            for client in tuple(clients):
                if now - client.last_used >= IDLE_MAX - 0.05 or not client.is_open:
                    clients.remove(client)
                    self._dismiss(client)
            if not clients:
                del self._idle[identity]
        if self._idle:
            oldest = min(client.last_used for clients in self._idle.values() for client in clients)
            wait = max(0.05, oldest + IDLE_MAX - now)
            self._reaper = asyncio.get_running_loop().call_later(wait, self._reap)

    def _dismiss(self, client: Client) -> None:
        task = asyncio.get_running_loop().create_task(client.close(), name="smtp quit")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    # -- one transaction --------------------------------------------------------------------------------------------

    async def _transact(self, run: _Run, client: Client, identity: tuple[object, ...]) -> bool:
        """Offer the message to everybody pending; True when another host may be asked for who still is."""
        another = True
        peer = client.peer
        try:
            while run.pending and client.is_open:
                before = len(run.pending)
                another = await self._transaction(run, client)
                if not another or len(run.pending) == before or not run.pending:
                    break
            run.asked.add((peer.host, peer.address))
        except SessionLost as fault:
            run.trouble_all(_broken(client, fault))
        except BaseException:
            client.abort()
            raise
        if client.is_open:
            self._keep(identity, client)
        return another

    async def _transaction(self, run: _Run, client: Client) -> bool:
        transfer = run.transfer
        if (limit := client.size_limit) and transfer.size > limit:
            # RFC 3463 §3.4: X.3.4 message too big for system
            reason = f"message size {transfer.size} exceeds size limit {limit} of server {client.peer.without_port}"
            run.settle_all(Outcome.failed("5.3.4", reason, str(client.peer)))
            return False
        utf8 = _needs_smtputf8(transfer)
        if utf8 and not client.offers("smtputf8"):
            # RFC 6531 §3.5: X.6.7 non-ASCII addresses not permitted for that sender/recipient
            reason = f"SMTPUTF8 is required, but was not offered by host {client.peer.without_port}"
            run.settle_all(Outcome.failed("5.6.7", reason, str(client.peer)))
            return False
        client.transactions += 1
        answer = await client.command("sending MAIL FROM", _mail_line(transfer, client, utf8=utf8))
        if not answer.is_positive:
            outcome = refused(answer, client.peer, "MAIL FROM command")
            if answer.is_permanent:
                run.settle_all(outcome)
                return False
            run.trouble_all(outcome)
            await self._reset(client)
            return True
        accepted = await self._recipients(run, client)
        if not accepted:
            await self._reset(client)
            return True
        return await self._content(run, client, accepted)

    async def _recipients(self, run: _Run, client: Client) -> list[TransferRecipient]:
        accepted: list[TransferRecipient] = []
        for recipient in tuple(run.pending.values()):
            answer = await client.command("sending RCPT TO", _rcpt_line(recipient, client))
            if answer.is_positive:
                accepted.append(recipient)
            elif answer.is_permanent and not (answer.code == 552 and accepted):
                run.settle(recipient, refused(answer, client.peer, "RCPT TO command"))
            elif answer.code == 552:
                # RFC 5321 §4.5.3.1.10: 552 in answer to RCPT is an old way to say 452, too many recipients.
                run.trouble[recipient.id] = refused(Answer(452, answer.text), client.peer, "RCPT TO command")
            else:
                run.trouble[recipient.id] = refused(answer, client.peer, "RCPT TO command")
        return accepted

    async def _content(self, run: _Run, client: Client, accepted: list[TransferRecipient]) -> bool:
        answer = await client.command("sending DATA command", b"DATA")
        if answer.code != 354:
            outcome = refused(answer, client.peer, "DATA command")
            for recipient in accepted:
                if answer.is_permanent:
                    run.settle(recipient, outcome)
                else:
                    run.trouble[recipient.id] = outcome
            await self._reset(client)
            return True
        try:
            answer = await client.send_content(_pieces(run.transfer))
        except SessionLost as fault:
            for recipient in accepted:
                run.settle(recipient, _broken(client, fault))
            return True
        dsn_passed = client.offers("dsn")
        for recipient in accepted:
            if answer.code // 100 == 2:
                run.settle(recipient, taken(answer, client.peer), dsn_passed=dsn_passed)
            else:
                run.settle(recipient, refused(answer, client.peer, "end of DATA command"))
        return True

    async def _reset(self, client: Client) -> None:
        if client.is_open:
            await client.command("sending RSET", b"RSET")


def _broken(client: Client, fault: SessionLost) -> Outcome:
    note = f" ({fault.detail})" if fault.detail and fault.detail != fault.step else ""
    return (timed_out if fault.timed_out else lost)(client.peer, fault.step, note)


def _not_for_good(outcome: Outcome) -> Outcome:
    """A 5xx greeting or EHLO speaks of the server, not of this message: the next host, or later, may do.

    Postfix decides the same (smtp_skip_5xx_greeting).
    """
    if outcome.action is not Action.FAILED:
        return outcome
    status = outcome.status
    return Outcome.delayed(
        f"4.{status.subject}.{status.detail}", outcome.reason, outcome.remote_mta, outcome.diagnostic
    )


def _tls_trouble(host: str, address: str, fault: TlsFailed) -> Outcome:
    # RFC 3463 §3.8: X.7.5 cryptographic failure
    return Outcome.delayed("4.7.5", f"Cannot start TLS with {host}[{address}]: {fault}")


async def _pieces(transfer: Transfer) -> AsyncIterator[bytes]:
    yield transfer.header
    offset = 0
    while offset < transfer.body.size:
        piece = await transfer.body.read(offset, PIECE)
        if not piece:
            raise RuntimeError("the kept content is shorter than its size")
        offset += len(piece)
        yield piece


def _needs_smtputf8(transfer: Transfer) -> bool:
    """Only an address that ASCII cannot write needs it; a header may be in UTF-8 for reasons of its own."""
    path = transfer.reverse_path.address
    addresses = [recipient.address for recipient in transfer.recipients] + ([path] if path else [])
    return any(not _wire(address).isascii() for address in addresses)


def _wire(address: Address) -> str:
    """The address as it goes over the wire: a domain of another script in its ASCII form (RFC 5890 §2.3.2.1)."""
    domain = address.domain
    if not domain.isascii() and address.local_part.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return str(address)
    return f"{address.local_part}@{domain}"


def _mail_line(transfer: Transfer, client: Client, *, utf8: bool) -> bytes:
    path = transfer.reverse_path.address
    line = f"MAIL FROM:<{_wire(path) if path else ''}>"
    if client.offers("size"):
        line += f" SIZE={transfer.size}"  # RFC 1870 §6
    if transfer.body_type is Body.EIGHT_BIT and client.offers("8bitmime"):
        # Where 8BITMIME is not offered the content goes as it is: servers have been 8-bit clean for decades.
        line += " BODY=8BITMIME"
    if utf8 or (transfer.smtputf8 and client.offers("smtputf8")):
        line += " SMTPUTF8"
    if client.offers("dsn"):  # RFC 3461 §5.2.1
        line += f" RET={transfer.ret}" if transfer.ret else ""
        line += f" ENVID={format_xtext(transfer.envid)}" if transfer.envid else ""
    return line.encode("utf-8")


def _rcpt_line(recipient: TransferRecipient, client: Client) -> bytes:
    line = f"RCPT TO:<{_wire(recipient.address)}>"
    if client.offers("dsn"):
        if recipient.notify:
            line += f" NOTIFY={','.join(sorted(recipient.notify))}"
        if recipient.orcpt and ";" in recipient.orcpt:
            kind, _, address = recipient.orcpt.partition(";")
            line += f" ORCPT={kind};{format_xtext(address)}"
    return line.encode("utf-8")
