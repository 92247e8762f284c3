"""One SMTP session with a next hop: opened by aiosmtplib, which only this file knows, then spoken over our own wire.

Every step ends in an `Answer` or raises `SessionLost` with the step's name, so that the agent can say in whose turn
it broke. Each wait has a limit. A password goes to the library and nowhere else: never into a message or a log.
"""

import asyncio
import base64
import contextlib
import errno
import os
import socket
import ssl
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from enum import StrEnum
from typing import cast

import aiosmtplib

from homemail.delivery.content import DataEncoder
from homemail.delivery.replies import Answer, Peer
from homemail.delivery.trouble import certificate_words
from homemail.delivery.wire import MalformedReply, Wire, take_over
from homemail.mail.sentence import Sentence, system_words
from homemail.tls.contexts import shown_certificates

CONNECT_TIMEOUT = 30.0  # RFC 5321 §4.5.3.2 asks minutes of a server's patience; a dead address must not hold a slot
QUIT_TIMEOUT = 5.0
HIDDEN = "********"
WRITE_PIECE = 64 * 1024
# RFC 5321 §4.5.3.2.6: after the final dot a server that is busy filing gets ten minutes and not two: who hangs up
# too soon sends everything twice.
FILING_PATIENCE = 5
IN_CONTENT = Sentence("sending message body")  # a step: whoever loses the session in it has not had the whole message


class Speaker(StrEnum):
    CLIENT = "C"
    SERVER = "S"
    REMARK = "*"  # ours, about what is no line of the dialogue


Tell = Callable[[Speaker, str], None]

_END = Sentence("sending end of data -- message may be sent more than once")


def no_listener(speaker: Speaker, text: str) -> None:
    """Deliveries tell nobody."""


class SessionLost(Exception):
    """The connection broke or went silent in one step."""

    def __init__(self, step: str, *, timed_out: bool = False, detail: str = "") -> None:
        super().__init__(detail or step)
        self.step = step
        self.timed_out = timed_out
        self.detail = detail


class ConnectFailed(Exception):
    """Nobody could be reached at an address; the text says why, `errno` what the system says (ETIMEDOUT, ...)."""

    def __init__(self, words: str, errno: int | None) -> None:
        super().__init__(words)
        self.errno = errno


class TlsFailed(Exception):
    """The TLS handshake failed; the text says why. `verify_code` is OpenSSL's (X509_V_ERR_...), or 0."""

    def __init__(self, words: str, fault: BaseException | None = None) -> None:
        super().__init__(words)
        self.verify_code = fault.verify_code if isinstance(fault, ssl.SSLCertVerificationError) else 0


class Refused(Exception):
    """A negative reply to a step before the first MAIL."""

    def __init__(self, step: str, answer: Answer) -> None:
        super().__init__(f"{step}: {answer}")
        self.step = step
        self.answer = answer


class Client:
    """An open session. `last_used` and `transactions` serve the agent's cache; `helo` is what we call ourselves.

    `tell` hears the dialogue up to MAIL; what is sent to log in is not in it.
    """

    def __init__(
        self,
        peer_host: str,
        address: str,
        port: int,
        helo: str,
        timeout: float,
        *,
        tell: Tell = no_listener,
        policy: str = "",
    ) -> None:
        self._tell = tell
        self._host = peer_host
        self._address = address
        self._port = port
        self.helo = helo
        self._timeout = timeout
        self._smtp: aiosmtplib.SMTP | None = None
        self._wire: Wire | None = None
        self._ahead: deque[bytes] = deque()  # commands whose replies are still to be read
        self._tls = ""
        self._tls_verified = False
        self._policy = policy
        self.greeted_as = ""  # the name a server gives itself in its answer to EHLO
        self.transactions = 0
        self.last_used = 0.0
        self.is_reused = False

    @property
    def peer(self) -> Peer:
        return Peer(self._host, self._address, self._port, self._tls, self._tls_verified, self._policy)

    @property
    def local_address(self) -> str:
        """Ours, as the socket has it; empty where it is not known."""
        transport = self._smtp.transport if self._smtp is not None else None
        name = transport.get_extra_info("sockname") if transport is not None else None
        return str(name[0]) if name else ""

    @property
    def is_open(self) -> bool:
        if self._wire is not None:
            return self._wire.is_open
        return self._smtp is not None and self._smtp.is_connected

    @property
    def is_encrypted(self) -> bool:
        return bool(self._tls)

    def offers(self, extension: str) -> bool:
        return self._smtp is not None and self._smtp.supports_extension(extension)

    @property
    def size_limit(self) -> int:
        """RFC 1870 §4: SIZE with a number; none or 0 is no fixed limit."""
        text = self._smtp.esmtp_extensions.get("size", "") if self._smtp is not None else ""
        return int(text) if text.isdigit() else 0

    async def open(self, implicit_tls: ssl.SSLContext | None) -> None:
        """Connect and read the greeting. Raises ConnectFailed, TlsFailed, Refused or SessionLost."""
        sock = await self._connect()
        smtp = aiosmtplib.SMTP(
            hostname=self._host,
            sock=sock,
            timeout=self._timeout,
            local_hostname=self.helo,
            use_tls=implicit_tls is not None,
            start_tls=False,
            tls_context=implicit_tls,
        )
        try:
            greeting = await smtp.connect()
        except aiosmtplib.SMTPConnectResponseError as fault:
            sock.close()
            self._tell_reply(fault.code, fault.message)
            raise Refused(Sentence("initial server greeting"), Answer.of(fault.code, fault.message)) from None
        except aiosmtplib.SMTPException as fault:
            sock.close()
            cause = fault.__cause__
            if isinstance(cause, ssl.SSLError):
                raise TlsFailed(_tls_words(cause), cause) from None
            timed_out = isinstance(fault, aiosmtplib.SMTPTimeoutError)
            raise SessionLost(Sentence("receiving the initial server greeting"), timed_out=timed_out) from None
        except OSError as fault:
            sock.close()
            raise SessionLost(Sentence("receiving the initial server greeting"), detail=_words(fault)) from None
        except BaseException:
            sock.close()
            raise
        self._smtp = smtp
        if implicit_tls is not None:
            self._note_tls()
        self._tell_reply(greeting.code, greeting.message)

    async def _connect(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._address else socket.AF_INET
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError as fault:
            raise ConnectFailed(_words(fault), fault.errno) from None
        try:
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            async with asyncio.timeout(min(CONNECT_TIMEOUT, self._timeout)):
                await asyncio.get_running_loop().sock_connect(sock, (self._address, self._port))
        except TimeoutError:
            sock.close()
            raise ConnectFailed(Sentence("Connection timed out"), errno.ETIMEDOUT) from None
        except OSError as fault:
            sock.close()
            raise ConnectFailed(_words(fault), fault.errno) from None
        except BaseException:
            sock.close()
            raise
        self._tell(Speaker.REMARK, Sentence("connected to {host}", host=str(self.peer)))
        return sock

    async def hello(self) -> None:
        """EHLO, or HELO where EHLO is not known    (RFC 5321 §3.2)"""
        answer = await self.command("performing the EHLO handshake", b"EHLO " + self.helo.encode("ascii", "replace"))
        smtp = self._smtp
        if answer.code == 250 and smtp is not None:
            self.greeted_as = answer.text.partition(" ")[0].lower()
            return
        if answer.is_permanent and self.is_open:
            answer = await self.command(
                "performing the HELO handshake", b"HELO " + self.helo.encode("ascii", "replace")
            )
            if answer.code == 250:
                return
        raise Refused(Sentence("EHLO command"), answer)

    async def start_tls(self, context: ssl.SSLContext, name: str = "") -> None:
        """RFC 3207. Raises Refused when the server takes it back, TlsFailed when the handshake fails.

        `name` is whom the handshake asks for, the host unless it is given.
        """
        smtp = self._require("performing the STARTTLS handshake")
        self._tell(Speaker.CLIENT, "STARTTLS")
        try:
            answer = await smtp.starttls(tls_context=context, server_hostname=name or self._host, timeout=self._timeout)
        except aiosmtplib.SMTPResponseException as fault:
            self._tell_reply(fault.code, fault.message)
            raise Refused(Sentence("STARTTLS command"), Answer.of(fault.code, fault.message)) from None
        except ssl.SSLError as fault:
            self.abort()
            raise TlsFailed(_tls_words(fault), fault) from None
        except (aiosmtplib.SMTPException, OSError) as fault:
            self.abort()
            cause = fault.__cause__
            words = _tls_words(cause) if isinstance(cause, ssl.SSLError) else Sentence("handshake failed")
            raise TlsFailed(words, cause) from None
        self._tell_reply(answer.code, answer.message)
        self._note_tls()

    async def log_in(self, username: str, password: str) -> None:
        """RFC 4954, by the mechanisms both sides know. Raises Refused or SessionLost."""
        step = Sentence("performing the AUTH exchange")
        smtp = self._require(step)
        self._tell(Speaker.CLIENT, f"AUTH {HIDDEN}")
        try:
            answer = await smtp.login(username, password, timeout=self._timeout)
        except aiosmtplib.SMTPAuthenticationError as fault:
            text = _without(fault.message, username, password)
            self._tell_reply(fault.code, text)
            raise Refused(Sentence("AUTH command"), Answer.of(fault.code, text)) from None
        except aiosmtplib.SMTPTimeoutError:
            raise SessionLost(step, timed_out=True) from None
        except aiosmtplib.SMTPServerDisconnected:
            raise SessionLost(step) from None
        except (aiosmtplib.SMTPException, OSError, ValueError):
            # The library's text might quote what was sent; ours cannot.
            raise Refused(Sentence("AUTH command"), Answer(504, "5.5.4 no login mechanism in common")) from None
        self._tell_reply(answer.code, _without(answer.message, username, password))

    def take_over(self) -> None:
        """The session is ready for MAIL: from here on it is ours alone, and commands may go ahead of their replies."""
        smtp = self._require(Sentence("sending MAIL FROM"))
        try:
            self._wire = take_over(smtp.transport)
        except ConnectionError as fault:
            raise SessionLost(Sentence("sending MAIL FROM"), detail=_words(fault)) from None

    def send_ahead(self, commands: Sequence[bytes]) -> None:
        """Send commands at once, where the server allows it (RFC 2920); `command` then only waits for each reply."""
        if self._wire is None or not self.offers("pipelining"):
            return
        with contextlib.suppress(ConnectionError):  # the first `command` will tell
            self._wire.write(b"".join(line + b"\r\n" for line in commands), replies=len(commands))
            self._ahead.extend(commands)

    async def withdraw(self) -> None:
        """Nothing more will come of the commands that went ahead: read their replies, and end an empty content.

        RFC 2920 §3.1: where every recipient was refused and DATA was answered 354 all the same, a lone dot is due.
        """
        while self._ahead:
            line = self._ahead[0]
            answer = await self.command(Sentence("sending RSET"), line)
            if line == b"DATA" and answer.code == 354 and self._wire is not None:
                self._wire.write(b".\r\n", replies=1)
                await self._reply(Sentence("sending RSET"), self._wire)

    async def command(self, step: str, line: bytes) -> Answer:
        """One command line and its reply. Raises SessionLost."""
        if self._tell is not no_listener:
            self._tell(Speaker.CLIENT, line.decode("utf-8", "replace"))
        if self._wire is not None:
            answer = await self._command(step, line, self._wire)
            self._tell_reply(answer.code, answer.text)
            return answer
        smtp = self._require(step)
        _forget_unasked(smtp)
        try:
            response = await smtp.execute_command(*line.split(b" "), timeout=self._timeout)
        except aiosmtplib.SMTPTimeoutError:
            self.abort()
            raise SessionLost(step, timed_out=True) from None
        except aiosmtplib.SMTPResponseException as fault:  # a reply that is none
            self.abort()
            raise SessionLost(step, detail=Answer.of(500, fault.message).text) from None
        except (aiosmtplib.SMTPException, OSError) as fault:
            self.abort()
            raise SessionLost(step, detail=_words(fault)) from None
        if line.startswith(b"EHLO ") and response.code == 250:
            smtp.last_ehlo_response = response
        elif line.startswith(b"HELO ") and response.code == 250:
            smtp.last_helo_response = response
        self._tell_reply(response.code, response.message)
        return Answer.of(response.code, response.message)

    def _tell_reply(self, code: int, text: str) -> None:
        if self._tell is no_listener:
            return
        *lines, last = text.split("\n")
        for line in lines:
            self._tell(Speaker.SERVER, f"{code}-{Answer.of(code, line).text}")
        self._tell(Speaker.SERVER, str(Answer.of(code, last)))

    async def _command(self, step: str, line: bytes, wire: Wire) -> Answer:
        if self._ahead:
            assert self._ahead[0] == line
            self._ahead.popleft()
        else:
            try:
                wire.write(line + b"\r\n", replies=1)
            except OSError:
                self.abort()
                raise SessionLost(step) from None
        return await self._reply(step, wire)

    async def _reply(self, step: str, wire: Wire, timeout: float | None = None) -> Answer:
        try:
            answer = await wire.reply(timeout or self._timeout)
        except TimeoutError:
            self.abort()
            raise SessionLost(step, timed_out=True) from None
        except MalformedReply as fault:
            self.abort()
            raise SessionLost(step, detail=Answer.of(500, str(fault)).text) from None
        except OSError as fault:
            self.abort()
            raise SessionLost(step, detail=_words(fault)) from None
        except BaseException:
            self.abort()  # nobody will read the reply that is still to come
            raise
        if answer.code == 421:  # RFC 5321 §3.8: the server closes
            self.abort()
        return answer

    async def send_content(self, pieces: AsyncIterator[bytes]) -> Answer:
        """The octets after a 354, and the reply to the final dot. Raises SessionLost; its step says before or after."""
        step = IN_CONTENT
        if (wire := self._wire) is None:
            raise SessionLost(step)
        encoder = DataEncoder()
        waiting = b""
        try:
            async for piece in pieces:
                waiting += encoder.feed(piece)
                if len(waiting) >= WRITE_PIECE:
                    wire.write(waiting)
                    waiting = b""
                    async with asyncio.timeout(self._timeout):
                        await wire.drain()
                if (early := self._early_answer(wire)) is not None:
                    return early
            step = _END
            wire.write(waiting + encoder.finish(), replies=1)
        except TimeoutError:
            self.abort()
            raise SessionLost(step, timed_out=True) from None
        except (OSError, MalformedReply) as fault:
            if (early := self._early_answer(wire)) is not None:
                return early
            self.abort()
            raise SessionLost(IN_CONTENT, detail=_words(fault)) from None
        except BaseException:
            self.abort()  # a message cut short must never look finished
            raise
        answer = await self._reply(step, wire, max(FILING_PATIENCE * self._timeout, 1.0))
        if 200 <= answer.code <= 299 and wire.unsent:
            self.abort()
            raise SessionLost(IN_CONTENT, detail=Sentence("an answer before the end of the message"))
        return answer

    def _early_answer(self, wire: Wire) -> Answer | None:
        """A refusal that did not wait for the final dot: too big, not wanted. The session ends with it.

        Anything else that early is no answer to a message whose end was never sent: SessionLost.
        """
        if (answer := wire.unasked) is None:
            return None
        self.abort()
        if 400 <= answer.code <= 599:
            return answer
        raise SessionLost(IN_CONTENT, detail=Sentence("an answer before the end of the message"))

    async def close(self) -> None:
        """QUIT, politely but not for long."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(QUIT_TIMEOUT):
                if self._wire is not None:
                    self._wire.write(b"QUIT\r\n", replies=1)
                    await self._wire.reply(QUIT_TIMEOUT)
                elif self._smtp is not None and self._smtp.is_connected:
                    await self._smtp.quit()
        self.abort()

    def abort(self) -> None:
        smtp, self._smtp = self._smtp, None
        wire, self._wire = self._wire, None
        self._ahead.clear()
        if wire is not None:
            wire.abort()
        elif smtp is not None:
            transport = cast("asyncio.WriteTransport | None", smtp.transport)  # uvloop's inherit from nothing
            with contextlib.suppress(Exception):
                smtp.close()
            if transport is not None:
                transport.abort()

    def touch(self) -> None:
        self.last_used = time.monotonic()

    def _require(self, step: str) -> aiosmtplib.SMTP:
        if self._smtp is None or not self._smtp.is_connected:
            raise SessionLost(step)
        return self._smtp

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """What the server showed in the handshake, in DER, its own first; nothing of it is verified by being here."""
        return shown_certificates(self._secured())

    def note_verified(self) -> None:
        """The certificate is one that DNS names (DANE), which the handshake does not know."""
        self._tls_verified = True

    def note_asker(self, asker: str) -> None:
        """Who asked for this TLS goes into the record of what is sent over it."""
        self._tls = f"{self._tls} ({asker})"

    def _secured(self) -> ssl.SSLObject | ssl.SSLSocket | None:
        smtp = self._smtp
        found = smtp.get_transport_info("ssl_object") if smtp is not None and smtp.is_connected else None
        return found if isinstance(found, ssl.SSLObject | ssl.SSLSocket) else None

    def _note_tls(self) -> None:
        if (found := self._secured()) is not None:
            cipher = found.cipher()
            self._tls = f"{found.version()} {cipher[0]}" if cipher else str(found.version())
            self._tls_verified = found.context.verify_mode is ssl.CERT_REQUIRED
        else:
            self._tls = "TLS"
        self._tell(Speaker.REMARK, Sentence("encrypted: {tls}", tls=self._tls))


def _forget_unasked(smtp: aiosmtplib.SMTP) -> None:
    """Lines that answered nothing must not be taken for the answer to what is asked next."""
    if smtp.protocol is not None:
        smtp.protocol._buffer.clear()


def _without(text: str, username: str, password: str) -> str:
    """A reply to AUTH, even of a server that says back what it was sent."""
    name, secret = username.encode(), password.encode()
    sent = (secret, name + b"\0" + secret, b"\0" + name + b"\0" + secret)
    for one in (*(base64.b64encode(one).decode() for one in sent), password):
        text = text.replace(one, HIDDEN) if one else text
    return text


def _words(fault: BaseException) -> str:
    if isinstance(fault, OSError) and fault.errno and not isinstance(fault, ssl.SSLError):
        return system_words(OSError(fault.errno, os.strerror(fault.errno)))  # asyncio words some its own way
    return type(fault).__name__


def _tls_words(fault: BaseException) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        reason = certificate_words(fault.verify_code, fault.verify_message)
        return Sentence("certificate verification failed: {reason}", reason=reason)
    if isinstance(fault, ssl.SSLError) and fault.reason:
        return str(fault.reason).replace("_", " ").lower()
    return Sentence("handshake failed")
