"""One SMTP connection: carries out what the session decides, with the socket, the store, policy and logins.

Reads in large pieces, writes content to the store's staging as it comes, and
holds at most one piece and one command line in memory. What goes wrong in
here is logged and answered 451: no exception's text reaches a client.
"""

import asyncio
import contextlib
import logging
import ssl
import time
from collections.abc import Callable
from typing import Final, cast

from homemail.access.dialogue import Verdict
from homemail.mail.envelope import Origin
from homemail.mail.status import Reply
from homemail.smtp.chunk import ChunkDecoder
from homemail.smtp.command import KNOWN_VERBS, verb_of
from homemail.smtp.data import DataDecoder
from homemail.smtp.lines import LineReceiver, Overlong
from homemail.smtpd import steps
from homemail.smtpd.acceptance import judge_content, why_not
from homemail.smtpd.content import ChunkedContent, Content
from homemail.smtpd.crowd import TRICKLE, Stage, Standing
from homemail.smtpd.hosts import SERVICES, Hosts, note_client
from homemail.smtpd.session import SmtpSession
from homemail.smtpd.wire import CONTENT_PIECE, Gone, Wire
from homemail.store.errors import StoreFull, StoreUnavailable

HANDSHAKE_TIMEOUT: Final = 30.0  # seconds for the whole TLS handshake
BUSY_TIMEOUT: Final = 15.0  # seconds for a stranger's command while strangers crowd the server
SLOW_AFTER: Final = 30.0  # seconds of content after which a stranger has to have kept the pace
SLOW_PACE: Final = 100  # octets per second
ERROR_DELAY: Final = 1.0  # seconds that a stranger in the tarpit waits for each error
DROPPED_MAX: Final = 1 << 24  # octets of lines without end, then the connection is closed


class Connection(Wire):
    """Created for each client by the server."""

    def __init__(self, host: Hosts, admit: Callable[["Connection", str], SmtpSession | None]) -> None:
        super().__init__(lambda: host.hostname)
        self._host = host
        self._admit = admit
        self._talk: SmtpSession | None = None
        self._lines = LineReceiver()
        self._waiting = False  # between two commands, where a shutdown may cut in
        self._fruitful = self.loop.time()  # when this client last brought something: itself, then messages
        self._is_kept_waiting = False  # by us, for its errors
        self._arriving: tuple[Content, int, float] | None = None  # what is being read, octets before, since when
        self._chunks: ChunkedContent | None = None  # a content between two BDATs
        self._let_go: Callable[[], None] = lambda: None  # of the login that is held

    # The protocol's life, as asyncio calls it.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        wire = cast("asyncio.Transport", transport)  # uvloop's transports inherit from nothing
        peer = transport.get_extra_info("peername")
        ip = plain_address(str(peer[0])) if peer else "unknown"
        self._talk = self._admit(self, ip)
        if self._talk is None:
            # RFC 5321 §3.1, §3.8: too many already; said without a session, so that it costs nothing.
            self._closing = True
            self.transport = transport
            wire.write(Reply.of(421, "4.7.0", f"{self._host.hostname} Error: too many connections").encode())
            wire.close()
            return
        self._client = self._talk.client
        self._log = logging.getLogger(f"homemail.{SERVICES[self._talk.role]}")
        self._log.info("connect from %s", self._talk.client)
        if transport.get_extra_info("ssl_object") is not None:
            self._note_tls(self._talk, transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._let_go()
        self._stop_clock()
        if self._talk is not None:
            self._log.info("disconnect from %s %s", self._talk.client, self._talk.wear.summary)
            self._host.left(self)
            super().connection_lost(error)
            self._talk = self._client = None
        self.transport = None

    def shut_down(self) -> None:
        """RFC 5321 §3.8: say 421 between two commands; what is under way is finished first."""
        if self._waiting:
            self._hang_up(Reply.of(421, "4.3.2", f"{self._host.hostname} Service shutting down"))
        self._closing = True

    def standing(self) -> Standing | None:
        """How long this stranger has brought us nothing; None when it is of the house, or at something right now."""
        talk, now = self._talk, self.loop.time()
        if talk is None or talk.origin.is_house or self._closing:
            return None
        if self._arriving is not None:
            content, before, since = self._arriving
            slow = content.seen - before < TRICKLE * (now - since)
            return Standing(talk.client.ip, Stage.CONTENT, now - since) if slow else None
        if not (self._waiting or self._is_kept_waiting):
            return None
        stage = Stage.OPEN if talk.in_transaction else Stage.IDLE if talk.wear.counts else Stage.SILENT
        return Standing(talk.client.ip, stage, now - self._fruitful)

    def make_way(self) -> None:
        """Another is served instead."""
        if self._talk is not None:
            self._log.info("warning: idle connection from %s makes way for another", self._talk.client)
        self._cut(Reply.of(421, "4.7.0", f"{self._host.hostname} Error: too many connections"))

    # The conversation.

    async def _handle_client(self) -> None:
        """In the place of aiosmtpd's command loop."""
        assert self._talk is not None
        talk = self._talk
        try:
            await self._greet(talk)
            await self._converse(talk)
        except (Gone, ConnectionError, ssl.SSLError):
            if not self._closing and self._doing != "QUIT":
                self._log.info("lost connection after %s from %s", self._doing, talk.client)
            self._hang_up()
        except asyncio.CancelledError:
            raise
        except Exception:
            self._log.exception("error while serving %s", talk.client)
            self._hang_up(Reply.of(421, "4.3.0", f"{self._host.hostname} Error: temporary failure"))
        finally:
            self._drop_chunks()

    async def _greet(self, talk: SmtpSession) -> None:
        if (pause := talk.greet_pause) and not self._host.waited.knows(talk.client.ip):
            self._waiting = True
            self._fruitful += pause
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._read()
                await self._take(talk, talk.spoke_early())
            self._waiting = False
            self._host.waited.note(talk.client.ip)
        self._say(talk.greeting())

    async def _converse(self, talk: SmtpSession) -> None:
        while not self._closing:
            line = self._lines.next_line()
            if line is None:
                await self._read_command()
                continue
            if isinstance(line, Overlong):
                step = talk.overlong()
            else:
                self._doing = self._verb(line.octets)
                step = talk.receive(line.octets, more=self._lines.has_more or self._has_unread)
            await self._take(talk, step)
            if self._chunks is not None and not talk.in_chunks:
                self._drop_chunks()
        self._hang_up(Reply.of(421, "4.3.2", f"{self._host.hostname} Service shutting down"))

    async def _read_command(self) -> None:
        """Send what is due, then wait for the rest of a command: one deadline for all of it."""
        await self._flush(self._command_timeout())
        if self._lines.dropped > DROPPED_MAX:
            self._hang_up(Reply.of(421, "4.7.0", "Error: line without end"))
            raise Gone
        self._waiting = True
        try:
            piece = await self._read()
        finally:
            self._waiting = False
        self._lines.feed(piece)

    async def _take(self, talk: SmtpSession, step: steps.Step) -> None:
        """Do what the session decided."""
        self._stop_clock()
        match step:
            case steps.Answer(reply, guess):
                if guess and not talk.origin.is_house:
                    await self._keep_waiting(self._host.guessed(talk.client.ip))
                self._say(reply)
                if not reply.is_positive and talk.is_tarpit:
                    await self._keep_waiting(ERROR_DELAY)
            case steps.Close(reply):
                self._hang_up(reply)
                raise Gone
            case steps.Upgrade(reply):
                self._say(reply)
                await self._upgrade(talk)
            case steps.LoginLine():
                await self._go_on_with_login(talk, step)
            case steps.ReceiveContent():
                await self._receive_content(talk, step)
            case steps.ReceiveChunk():
                await self._receive_chunk(talk, step)
            case steps.TryAgain():
                await self._try_again(talk, step)
            case steps.Consult():
                await self._consult(talk, step)
            case steps.Weigh():
                await self._weigh(talk, step)

    async def _keep_waiting(self, seconds: float) -> None:
        await self._flush(self._command_timeout())
        self._stop_clock()
        self._is_kept_waiting = True
        await asyncio.sleep(seconds)
        self._is_kept_waiting = False

    def _verb(self, line: bytes) -> str:
        """For the log: only known verbs, since people type passwords where commands belong."""
        verb = verb_of(line)
        return verb if verb in KNOWN_VERBS else "COMMAND"

    def _command_timeout(self) -> float:
        patience = float(self._host.limits.command_timeout)
        if self._talk is not None and not self._talk.origin.is_house and self._host.is_busy:
            return min(patience, BUSY_TIMEOUT)
        return patience

    async def _try_again(self, talk: SmtpSession, step: steps.TryAgain) -> None:
        try:
            count = await self._host.try_again(step.node, below=step.below)
        except StoreUnavailable:
            await self._take(talk, talk.not_tried_again())
        else:
            await self._take(talk, talk.tried_again(step, count))

    # TLS.

    async def _upgrade(self, talk: SmtpSession) -> None:
        leftover = self._lines.take_rest()
        if leftover or self._has_unread:
            # CVE-2011-0411: commands smuggled in front of the handshake would run inside TLS.
            self._log.info("warning: plain text after STARTTLS from %s: dropped", talk.client)
        self._lines = LineReceiver()  # a new dialect too: s_client says STARTTLS in CRLF, its user types LF
        await self._flush(self._command_timeout())
        self._stop_clock()
        if self._host.tls is None:
            raise Gone
        self._doing = "STARTTLS"
        patience = min(HANDSHAKE_TIMEOUT, self._host.limits.command_timeout)
        self._note_tls(talk, await self._shake_hands(self._host.tls, patience))

    def _note_tls(self, talk: SmtpSession, transport: asyncio.BaseTransport) -> None:
        self._client_tls = True
        version = str(transport.get_extra_info("ssl_object").version())
        name, _, bits = transport.get_extra_info("cipher")
        talk.tls_started(f"{version} {name}")
        self._log.info(
            "Anonymous TLS connection established from %s: %s with cipher %s (%d/%d bits)",
            talk.client, version, name, bits, bits,
        )  # fmt: skip

    # Login.

    async def _go_on_with_login(self, talk: SmtpSession, step: steps.LoginLine) -> None:
        await self._flush(self._command_timeout())
        self._stop_clock()
        try:
            outcome = await step.dialogue.respond(step.line)
        except (StoreFull, StoreUnavailable):
            await self._take(talk, talk.login_failed_for_now())
            return
        if isinstance(outcome, Verdict) and outcome.account is not None:
            self._let_go = self._host.authenticator.logins.hold(outcome.account.id, self.shut_down)
            note_client(self._host, talk, outcome.account.name)
        await self._take(talk, talk.login_went(outcome))

    # Policy.

    async def _consult(self, talk: SmtpSession, step: steps.Consult) -> None:
        await self._flush(self._command_timeout())
        self._stop_clock()
        await self._take(talk, talk.advised(step.command, await self._host.gate.advise(step.caller)))

    async def _weigh(self, talk: SmtpSession, step: steps.Weigh) -> None:
        await self._take(talk, talk.weighed(step, await self._host.weigh(step.recipient.address, step.size)))

    # Content.

    async def _receive_content(self, talk: SmtpSession, step: steps.ReceiveContent) -> None:
        self._doing = "DATA"
        started = time.time()
        self._say(step.reply)
        decoder = DataDecoder(self._lines.dialect, house=talk.origin.is_house)
        content = Content(self._host.store, self._host.limits.message_size)
        try:
            await self._read_content(talk, decoder, content, self.loop.time())
            self._lines.feed(decoder.rest)
            reply = await judge_content(self._host, talk, step.envelope, content, started, fault=decoder.fault)
            if reply.is_positive:
                self._fruitful = self.loop.time()
        finally:
            content.discard()
        await self._take(talk, talk.content_taken(reply))

    async def _receive_chunk(self, talk: SmtpSession, step: steps.ReceiveChunk) -> None:
        self._doing = "BDAT"
        if step.first:
            self._drop_chunks()
            self._chunks = self._new_chunks(talk)
        arriving = self._chunks
        if step.refusal is not None or arriving is None:
            arriving = self._new_chunks(talk)
            arriving.content.discard()
        content, decoder = arriving.content, arriving.decoder
        decoder.begin(step.size)
        await self._read_content(talk, decoder, content, arriving.begun)
        self._lines.feed(decoder.rest)
        if step.refusal is not None:
            reply = step.refusal
        elif step.envelope is not None:
            content.take(decoder.end())
            judged = judge_content(self._host, talk, step.envelope, content, arriving.started, fault=decoder.fault)
            reply = await judged
        else:
            fault = why_not(talk, content, decoder.fault)
            reply = fault or Reply.of(250, "2.0.0", f"Ok: {step.size} octets")
        if reply.is_positive and step.size:
            self._fruitful = self.loop.time()
        await self._take(talk, talk.chunk_taken(step, reply))

    def _new_chunks(self, talk: SmtpSession) -> ChunkedContent:
        decoder = ChunkDecoder(self._lines.dialect, house=talk.origin.is_house)
        content = Content(self._host.store, self._host.limits.message_size)
        return ChunkedContent(content, decoder, time.time(), self.loop.time())

    def _drop_chunks(self) -> None:
        chunks, self._chunks = self._chunks, None
        if chunks is not None:
            chunks.content.discard()

    async def _read_content(
        self, talk: SmtpSession, decoder: DataDecoder | ChunkDecoder, content: Content, begun: float
    ) -> None:
        self._arriving = content, content.seen, self.loop.time()
        try:
            await self._read_pieces(talk, decoder, content, begun)
        finally:
            self._arriving = None

    async def _read_pieces(
        self, talk: SmtpSession, decoder: DataDecoder | ChunkDecoder, content: Content, begun: float
    ) -> None:
        limits = self._host.limits
        piece = self._lines.take_rest()
        while True:
            content.take(decoder.feed(piece))
            if decoder.fault is not None:
                content.discard()
            if decoder.finished:
                self._stop_clock()
                return
            elapsed = self.loop.time() - begun
            stranger = talk.origin is Origin.STRANGER
            if stranger and elapsed > SLOW_AFTER and content.seen < SLOW_PACE * elapsed:
                self._out_of_time()
                raise Gone
            # RFC 5321 §4.5.3.2.5: some progress within the time of a command, all of it within a time of its own.
            self._start_clock(max(0.0, min(float(self._command_timeout()), limits.data_timeout - elapsed)))
            await self._flush(self._command_timeout())
            piece = await self._read(CONTENT_PIECE)


def plain_address(text: str) -> str:
    """As the socket names it, without a zone; an IPv4 client of an IPv6 socket by its IPv4 address."""
    return text.partition("%")[0].removeprefix("::ffff:")
