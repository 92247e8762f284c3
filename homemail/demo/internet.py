"""The demo's Internet: a DNS that leads every name to this computer, and one mail server that is everybody's.

By the recipient's domain it takes the message, is busy (451), greylists, dawdles, refuses or knows no such domain
(people.toml says which). It forgets what it took. Only loopback; nothing is ever passed on.
"""

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Mapping
from ssl import SSLContext
from typing import Self, cast
from weakref import WeakSet

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

_log = logging.getLogger("homemail.demo")

GREY = 45.0  # seconds until a sender who came too early is let in
BUSY = (240.0, 170.0)  # seconds: of so many the busy one is so many busy
SLOW = 4.0  # seconds
GREY_MAX = 500  # senders and recipients that are remembered
_TTL = 60
_FAREWELL = 0.1  # seconds
_SPAM = ("lucky-prize.example",)
_BLOCKLIST = ".dnsbl.example"  # holds its test entry and nobody else (RFC 5782 §5)


class Internet:
    """`async with` opens it on sockets that listen already, and closes it."""

    def __init__(
        self,
        server: socket.socket,
        names: socket.socket,
        outside: Mapping[str, str],
        context: SSLContext,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._socket = server
        self._names_socket = names
        self._context = context
        self.outside = outside
        self.taken = 0
        self._clock = clock
        self._begun = clock()
        self._sessions: WeakSet[SMTP] = WeakSet()
        self._grey: dict[tuple[str, str], float] = {}

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._names, _ = await loop.create_datagram_endpoint(lambda: Names(self.outside), sock=self._names_socket)
        self._server = await loop.create_server(self._session, sock=self._socket)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._names.close()
        self._server.close()
        for session in list(self._sessions):
            if session.transport is not None:
                session.transport.close()
        await asyncio.sleep(_FAREWELL)  # for their tasks to end

    def _session(self) -> SMTP:
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's own
        session = SMTP(
            self, hostname="smtp.provider.example", ident="ESMTP", tls_context=self._context,
            auth_require_tls=True, authenticator=lambda *_: AuthResult(success=True),
        )  # fmt: skip
        self._sessions.add(session)
        return session

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: object) -> str:
        domain = address.rpartition("@")[2].lower()
        match self.outside.get(domain, ""):
            case "busy" if (self._clock() - self._begun) % BUSY[0] < BUSY[1]:
                return "451 4.3.2 The server of the club is busy, please try again later"
            case "greylist" if self._is_too_early(envelope.mail_from or "", address):
                return "451 4.7.1 Greylisted, please come back in a minute"
            case "slow":
                await asyncio.sleep(SLOW)
            case "refuse" | "nowhere":
                return f"550 5.1.1 <{address}>: no such mailbox here"
            case "full":
                return "552 5.2.2 This mailbox is full"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if any(self.outside.get(one.rpartition("@")[2].lower()) == "filter" for one in envelope.rcpt_tos):
            return "554 5.7.1 Our filter does not like this message"
        self.taken += 1
        return f"250 2.0.0 Ok: queued as {0x7C1D2000 + self.taken:X}"

    def _is_too_early(self, sender: str, recipient: str) -> bool:
        now, pair = self._clock(), (sender, recipient)
        if len(self._grey) > GREY_MAX:
            self._grey.clear()
        if now - self._grey.get(pair, float("-inf")) > 4 * GREY:  # forgotten, so that there is always somebody new
            self._grey[pair] = now
        return now - self._grey[pair] < GREY


class Names(asyncio.DatagramProtocol):
    """Every domain's mail server is mx. in it, and every host is here; RFC 1035 by dnspython."""

    def __init__(self, outside: Mapping[str, str]) -> None:
        self._outside = outside

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)  # Python 3.11's own is no instance of it

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        try:
            question = dns.message.from_wire(data)
            self._transport.sendto(self._answer(question).to_wire(), addr)
        except dns.exception.DNSException:
            _log.debug("a question that is none")

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.RA
        if not question.question:
            return reply
        asked = question.question[0]
        name = str(asked.name).rstrip(".").lower()
        kind = dns.rdatatype.to_text(asked.rdtype)
        if any(self._outside.get(part) == "nowhere" for part in (name, name.partition(".")[2])):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif rows := _records(name, kind):
            reply.answer.append(dns.rrset.from_text_list(asked.name, _TTL, dns.rdataclass.IN, kind, rows))
        return reply


def _records(name: str, kind: str) -> list[str]:
    if not name or name.startswith("_"):
        return []
    if name.endswith(_BLOCKLIST):
        return ["127.0.0.2"] if kind == "A" and name == f"2.0.0.127{_BLOCKLIST}" else []
    match kind:
        case "MX":
            return [f"10 mx.{name}."]
        case "A":
            return ["127.0.0.1"]
        case "TXT":
            return ['"v=spf1 -all"' if name in _SPAM else '"v=spf1 ip4:127.0.0.0/8 -all"']
    return []
