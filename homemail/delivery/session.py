"""Open a session with a next hop: connect, greet, TLS as the settings ask, login; ready for MAIL, or why not.

A refusal here speaks of the server or of the settings, never of the message: it is always a delay.
"""

import ssl
from dataclasses import dataclass

from homemail.delivery.client import (
    Client,
    ConnectFailed,
    Refused,
    SessionLost,
    Speaker,
    Tell,
    TlsFailed,
    no_listener,
)
from homemail.delivery.outside_name import OutsideName
from homemail.delivery.replies import lost, refused, timed_out, unreachable
from homemail.delivery.tls_policy import TlsContexts, TlsMode
from homemail.delivery.trouble import Trouble, of_certificate, of_connection, of_login
from homemail.mail.outcome import Action, Outcome
from homemail.mail.sentence import Sentence, joined, words_of
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Settings

LOOPBACK = ("127.0.0.1", "::1")


class Deferred(Exception):
    """The session is not to be used; this is the outcome, unless another host takes the message."""

    def __init__(self, outcome: Outcome, trouble: Trouble) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class _Asked:
    """One address of one host, and how to speak with it."""

    hop: NextHop
    settings: Settings
    host: str
    address: str
    password: str
    mode: TlsMode
    tell: Tell


class SessionOpener:
    """Holds the TLS contexts, which are costly to make. `outside_name` names us to servers of the outside."""

    def __init__(self, outside_name: OutsideName | None = None) -> None:
        self._contexts = TlsContexts()
        self._outside_name = outside_name

    async def open(
        self, hop: NextHop, settings: Settings, where: tuple[str, str], password: str, tell: Tell = no_listener
    ) -> Client:
        """A session with a host at an address, ready for MAIL. Raises Deferred: another address, or another day."""
        mode = TlsMode(hop.tls)
        host, address = where
        try:
            context = None if mode is TlsMode.NONE else self._contexts.context(mode, settings.delivery.ca_file)
        except OSError:
            words = Sentence("the file of extra certificates, delivery.ca_file, cannot be read")
            outcome = unreachable(words, "4.7.5")
            raise Deferred(outcome, Trouble.CA_FILE) from None
        asked = _Asked(hop, settings, host, address, password, mode, tell)
        try:
            return await self._session(asked, context)
        except TlsFailed as fault:
            if mode is not TlsMode.OPPORTUNISTIC:
                raise Deferred(_tls_trouble(host, address, fault), of_certificate(fault.verify_code)) from None
            tell(Speaker.REMARK, Sentence("TLS failed: {reason}; once more without", reason=words_of(fault)))
        # RFC 7435 §3: a handshake that fails must not cost the mail, where clear text would have been taken.
        try:
            return await self._session(asked, None)
        except TlsFailed as fault:
            raise Deferred(_tls_trouble(host, address, fault), Trouble.TLS) from None

    async def _session(self, asked: _Asked, tls: ssl.SSLContext | None) -> Client:
        hop, settings, mode = asked.hop, asked.settings, asked.mode
        name, patience = settings.identity.hostname, float(settings.delivery.timeout)
        client = Client(asked.host, asked.address, hop.port, name, patience, tell=asked.tell)
        try:
            await client.open(tls if mode is TlsMode.IMPLICIT else None)
            if hop.kind is HopKind.MX and self._outside_name is not None:
                client.helo = await self._outside_name.of(client.local_address, settings)
            await client.hello()
            own = {client.helo.lower(), settings.identity.hostname.lower()}
            if hop.kind is HopKind.MX and client.greeted_as in own:
                # RFC 5321 §6.3: a domain whose mail server is this very house, under a name we do not know as ours
                await client.close()
                words = Sentence("mail for {domain} loops back to this server", domain=hop.host)
                raise Deferred(Outcome.failed("5.4.6", words), Trouble.GREETING)
            if mode in (TlsMode.OPPORTUNISTIC, TlsMode.REQUIRED) and tls is not None:
                await self._upgrade(client, mode, tls)
            if hop.username:
                await self._log_in(client, hop, mode, asked.password)
            client.take_over()
        except ConnectFailed as fault:
            words = Sentence("connect to {host}: {reason}", host=str(client.peer), reason=words_of(fault))
            raise Deferred(unreachable(words), of_connection(fault.errno)) from None
        except Refused as fault:
            await client.close()
            outcome = _not_for_good(refused(fault.answer, client.peer, fault.step))
            raise Deferred(outcome, Trouble.GREETING) from None
        except SessionLost as fault:
            raise Deferred(broken(client, fault), Trouble.TIMEOUT if fault.timed_out else Trouble.BROKEN) from None
        except BaseException:
            client.abort()
            raise
        return client

    async def _upgrade(self, client: Client, mode: TlsMode, context: ssl.SSLContext) -> None:
        if not client.offers("starttls"):
            if mode is TlsMode.REQUIRED:
                await client.close()
                peer = client.peer.without_port
                words = Sentence("TLS is required, but was not offered by host {host}", host=peer)
                raise Deferred(Outcome.delayed("4.7.4", words), Trouble.NO_STARTTLS)
            return
        await client.start_tls(context)
        await client.hello()  # RFC 3207 §4.2: what was said before counts no more

    async def _log_in(self, client: Client, hop: NextHop, mode: TlsMode, password: str) -> None:
        if mode is TlsMode.OPPORTUNISTIC and not client.is_encrypted and client.peer.address not in LOOPBACK:
            # Somebody on the way may have taken the offer of TLS away; a password is worth more than a delay.
            await client.close()
            reason = Sentence(
                'the password is not sent to {host} without TLS (tls = "none" allows it)', host=client.peer.without_port
            )
            raise Deferred(Outcome.delayed("4.7.4", reason), Trouble.CLEAR_LOGIN)
        offered = client.offers("auth")
        try:
            await client.log_in(hop.username, password)
        except Refused as fault:
            await client.close()
            reason = Sentence(
                "SASL authentication failed; server {host} said: {answer}",
                host=client.peer.without_port,
                answer=str(fault.answer),
            )
            # The settings are wrong, not the message: it waits until they are mended.
            outcome = Outcome.delayed("4.7.8", reason, str(client.peer), str(fault.answer))
            trouble = of_login(fault.answer) if offered else Trouble.NO_AUTH
            raise Deferred(outcome, trouble) from None


def broken(client: Client, fault: SessionLost) -> Outcome:
    note = joined("", (" (", fault.detail, ")")) if fault.detail and fault.detail != fault.step else ""
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
    words = Sentence("Cannot start TLS with {host}: {reason}", host=f"{host}[{address}]", reason=words_of(fault))
    return Outcome.delayed("4.7.5", words)
