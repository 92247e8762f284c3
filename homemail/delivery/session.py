"""Open a session with a next hop: connect, greet, TLS as the settings ask, login; ready for MAIL, or why not.

A refusal here speaks of the server or of the settings, never of the message: it is always a delay.
"""

import ssl
from dataclasses import dataclass, replace

from homemail.delivery import dane
from homemail.delivery.agent import Road
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
from homemail.delivery.replies import Peer, contact, lost, refused, timed_out, unreachable
from homemail.delivery.tls_policy import HostTls, TlsContexts, TlsMode
from homemail.delivery.trouble import Trouble, of_certificate, of_connection, of_login, road_of_connection
from homemail.mail.contact import SmtpStep
from homemail.mail.outcome import Action, Outcome
from homemail.mail.sentence import Sentence, joined, words_of
from homemail.mail.status import EnhancedStatus
from homemail.routing.transports import HopKind, NextHop
from homemail.settings.model import Settings
from homemail.tls.contexts import anchored_context

LOOPBACK = ("127.0.0.1", "::1")


class Deferred(Exception):
    """The session is not to be used; this is the outcome, unless another host takes the message."""

    def __init__(self, outcome: Outcome, trouble: Trouble, road: Road = Road.OPEN) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome
        self.trouble = trouble
        self.road = road


@dataclass(frozen=True, slots=True)
class _Asked:
    """One address of one host, and how to speak with it."""

    hop: NextHop
    settings: Settings
    host: str
    address: str
    password: str
    tls: HostTls
    tell: Tell
    is_anchored: bool = False  # the handshake trusts nobody but the authorities that DANE names


class _AuthoritiesNamed(Exception):
    """The server showed the certificates of authorities that DANE names, in DER: a handshake has to verify them."""

    def __init__(self, authorities: tuple[bytes, ...]) -> None:
        super().__init__()
        self.authorities = authorities


class SessionOpener:
    """Holds the TLS contexts, which are costly to make. `outside_name` names us to servers of the outside."""

    def __init__(self, contexts: TlsContexts | None = None, outside_name: OutsideName | None = None) -> None:
        self._contexts = contexts or TlsContexts()
        self._outside_name = outside_name

    async def open(
        self,
        hop: NextHop,
        settings: Settings,
        where: tuple[str, str],
        password: str,
        *,
        tell: Tell = no_listener,
        tls: HostTls | None = None,
    ) -> Client:
        """A session with a host at an address, ready for MAIL. Raises Deferred: another address, or another day.

        `tls` is what the domain asks for, where it asks for more than the settings do.
        """
        tls = tls or HostTls(TlsMode(hop.tls))
        host, address = where
        try:
            context = self._contexts.of(tls, settings.delivery.ca_file)
        except OSError:
            words = Sentence("the file of extra certificates, delivery.ca_file, cannot be read")
            outcome = unreachable(words, "4.7.5")
            raise Deferred(outcome, Trouble.CA_FILE, Road.UNKNOWN) from None
        asked = _Asked(hop, settings, host, address, password, tls, tell)
        try:
            return await self._verified(asked, context)
        except TlsFailed as fault:
            if tls.mode is not TlsMode.OPPORTUNISTIC:
                raise Deferred(_tls_trouble(asked, fault), of_certificate(fault.verify_code)) from None
            tell(Speaker.REMARK, Sentence("TLS failed: {reason}; once more without", reason=words_of(fault)))
        # RFC 7435 §3: a handshake that fails must not cost the mail, where clear text would have been taken.
        try:
            return await self._session(asked, None)
        except TlsFailed as fault:
            raise Deferred(_tls_trouble(asked, fault), Trouble.TLS) from None

    async def _verified(self, asked: _Asked, context: ssl.SSLContext | None) -> Client:
        try:
            return await self._session(asked, context)
        except _AuthoritiesNamed as found:
            # The path from the server to an authority is OpenSSL's to verify, and it does so in handshakes only.
            try:
                anchored = anchored_context(found.authorities)
            except ssl.SSLError:
                raise TlsFailed(Sentence("the certificate of the authority cannot be read")) from None
            return await self._session(replace(asked, is_anchored=True), anchored)

    async def _session(self, asked: _Asked, tls: ssl.SSLContext | None) -> Client:
        hop, settings, mode = asked.hop, asked.settings, asked.tls.mode
        name, patience = settings.identity.hostname, float(settings.delivery.timeout)
        client = Client(asked.host, asked.address, hop.port, name, patience, tell=asked.tell, policy=asked.tls.policy)
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
                raise Deferred(_at(client.peer, SmtpStep.EHLO, Outcome.failed("5.4.6", words)), Trouble.GREETING)
            if mode in (TlsMode.OPPORTUNISTIC, TlsMode.REQUIRED) and tls is not None:
                await self._upgrade(client, asked, tls)
            if hop.username:
                await self._log_in(client, hop, mode, asked.password)
            client.take_over()
        except ConnectFailed as fault:
            words = Sentence("connect to {host}: {reason}", host=str(client.peer), reason=words_of(fault))
            outcome = _at(client.peer, SmtpStep.CONNECT, unreachable(words))
            raise Deferred(outcome, of_connection(fault.errno), road_of_connection(fault.errno)) from None
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

    async def _upgrade(self, client: Client, asked: _Asked, context: ssl.SSLContext) -> None:
        tls = asked.tls
        if not client.offers("starttls"):
            if tls.mode is TlsMode.REQUIRED:
                await client.close()
                peer = client.peer.without_port
                words = Sentence("TLS is required, but was not offered by host {host}", host=peer)
                outcome = _at(client.peer, SmtpStep.EHLO, Outcome.delayed("4.7.4", _on_demand(words, tls)))
                raise Deferred(outcome, Trouble.NO_STARTTLS)
            return
        try:
            await client.start_tls(context, tls.names[0] if tls.names else "")
        except Refused:
            if tls.mode is TlsMode.REQUIRED or not client.is_open:
                raise
            return  # RFC 3207 §4.1: offered, yet not to be had now; without it, as where it is not offered
        if tls.records:
            await self._check_records(client, asked)
            client.note_verified()
        if tls.asker:
            client.note_asker(tls.asker)
        await client.hello()  # RFC 3207 §4.2: what was said before counts no more

    async def _check_records(self, client: Client, asked: _Asked) -> None:
        """Raises TlsFailed, or _AuthoritiesNamed where another handshake has to verify."""
        tls, chain = asked.tls, client.certificates
        if dane.names_server(tls.records, chain):
            return
        authorities = dane.anchors(tls.records, chain)
        if asked.is_anchored and chain:
            if dane.bears_name(chain[0], tls.names):
                return
            client.abort()
            raise TlsFailed(Sentence("the certificate is for another name"))
        await client.close()
        if authorities:
            raise _AuthoritiesNamed(authorities)
        raise TlsFailed(Sentence("the server shows none of the certificates that DNS names"))

    async def _log_in(self, client: Client, hop: NextHop, mode: TlsMode, password: str) -> None:
        if mode is TlsMode.OPPORTUNISTIC and not client.is_encrypted and client.peer.address not in LOOPBACK:
            # Somebody on the way may have taken the offer of TLS away; a password is worth more than a delay.
            await client.close()
            reason = Sentence(
                'the password is not sent to {host} without TLS (tls = "none" allows it)', host=client.peer.without_port
            )
            outcome = _at(client.peer, SmtpStep.AUTH, Outcome.delayed("4.7.4", reason))
            raise Deferred(outcome, Trouble.CLEAR_LOGIN)
        offered = client.offers("auth")
        try:
            await client.log_in(hop.username, password)
        except Refused as fault:
            peer = client.peer
            await client.close()
            reason = Sentence(
                "SASL authentication failed; server {host} said: {answer}",
                host=client.peer.without_port,
                answer=str(fault.answer),
            )
            # The settings are wrong, not the message: it waits until they are mended.
            outcome = Outcome.delayed("4.7.8", reason, str(peer), str(fault.answer))
            outcome = replace(outcome, contact=contact(peer, SmtpStep.AUTH, fault.answer))
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
    return replace(outcome, action=Action.DELAYED, status=EnhancedStatus(4, status.subject, status.detail))


def _at(peer: Peer, step: SmtpStep, outcome: Outcome) -> Outcome:
    """Nobody answered this step, or the answer is no part of the story: where it was is."""
    return replace(outcome, contact=contact(peer, step))


def _tls_trouble(asked: _Asked, fault: TlsFailed) -> Outcome:
    # RFC 3463 §3.8: X.7.5 cryptographic failure
    peer = Peer(asked.host, asked.address, asked.hop.port, policy=asked.tls.policy)
    words = Sentence("Cannot start TLS with {host}: {reason}", host=peer.without_port, reason=words_of(fault))
    return _at(peer, SmtpStep.STARTTLS, Outcome.delayed("4.7.5", _on_demand(words, asked.tls)))


def _on_demand(words: Sentence, tls: HostTls) -> Sentence:
    return joined("; ", (words, tls.demand)) if tls.demand else words
