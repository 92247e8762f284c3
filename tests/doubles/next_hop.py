"""A next hop that does as its script says: an SMTP server on loopback, kept as honest as what it stands for.

`script` maps a step to replies, used one after the other, the last for ever: "connect", "EHLO", "HELO", "STARTTLS",
"handshake" (of TLS), "AUTH", "MAIL", "RCPT", "DATA", "body" (said amid the content), "." (end of data), "RSET",
"QUIT". A reply is a line such as "550 5.1.1 no", USUAL for what an honest server says, DROP to reset the connection
instead, CLOSE to end it as if nothing were wrong, HANG to say nothing, ENDLESS for a reply of lines without end, or
FLOOD for replies without end. RCPT may be scripted per address by "RCPT user@host".
"""

import asyncio
import base64
import socket
import ssl
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

DROP = "<drop>"
CLOSE = "<close>"
ENDLESS = "<endless>"
FLOOD = "<flood>"
HANG = "<hang>"
USUAL = "<usual>"
EXTENSIONS = ("PIPELINING", "SIZE 10000000", "8BITMIME", "DSN", "SMTPUTF8", "ENHANCEDSTATUSCODES")


@dataclass
class Taken:
    """One message that was taken: the envelope's lines and the octets as they came, dots unstuffed."""

    mail: str
    rcpt: list[str]
    data: bytes
    session: int
    tls: bool
    login: str


@dataclass
class ScriptedHop:
    script: dict[str, Sequence[str]] = field(default_factory=dict)
    extensions: Sequence[str] = EXTENSIONS
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    passwords: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    sessions: int = 0
    open_now: int = 0
    open_most: int = 0
    port: int = 0
    delay: float = 0.0

    _server: asyncio.Server | None = None
    _used: dict[str, int] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> "ScriptedHop":
        context = self.tls if self.implicit else None
        self._server = await asyncio.start_server(self._serve, host, port, ssl=context, limit=1 << 20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _scripted(self, step: str, default: str) -> str:
        replies = self.script.get(step)
        if not replies:
            return default
        used = self._used.get(step, 0)
        self._used[step] = used + 1
        reply = replies[min(used, len(replies) - 1)]
        return default if reply == USUAL else reply

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.sessions += 1
        self.open_now += 1
        self.open_most = max(self.open_most, self.open_now)
        try:
            await _Session(self, reader, writer, self.sessions).run()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError, _Closed):
            pass
        finally:
            self.open_now -= 1
            self._tasks.discard(task)
            writer.close()


class _Closed(Exception):
    pass


class _Session:
    def __init__(
        self, hop: ScriptedHop, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        self.hop = hop
        self.reader = reader
        self.writer = writer
        self.number = number
        self.tls = hop.implicit
        self.login = ""
        self.mail = ""
        self.rcpt: list[str] = []

    async def say(self, step: str, default: str) -> str:
        reply = self.hop._scripted(step, default)
        await self._end_if(reply)
        if self.hop.delay:
            await asyncio.sleep(self.hop.delay)
        self.writer.write(reply.encode() + b"\r\n")
        await self.writer.drain()
        if reply.startswith("421"):
            raise _Closed
        return reply

    async def _end_if(self, reply: str) -> None:
        if reply == DROP:
            self.writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            self.writer.transport.abort()
            raise _Closed
        if reply == CLOSE:
            raise _Closed
        if reply == HANG:
            await asyncio.sleep(3600)
        while reply in (ENDLESS, FLOOD):
            self.writer.write((b"250-more\r\n" if reply == ENDLESS else b"250 more\r\n") * 100)
            await self.writer.drain()

    async def run(self) -> None:
        await self.say("connect", "220 hop.example ESMTP")
        while line := await self.reader.readline():
            text = line.decode("utf-8").rstrip("\r\n")
            self.hop.lines.append(text)
            verb = text.split(" ")[0].split(":")[0].upper()
            if verb == "QUIT":
                await self.say("QUIT", "221 2.0.0 Bye")
                return
            await getattr(self, f"on_{verb.lower()}", self.on_unknown)(text)

    async def on_unknown(self, text: str) -> None:
        await self.say("unknown", "502 5.5.2 what?")

    async def on_ehlo(self, text: str) -> None:
        offered = [*self.hop.extensions]
        if self.hop.tls is not None and not self.tls:
            offered.append("STARTTLS")
        if self.hop.passwords:
            offered.append("AUTH PLAIN LOGIN")
        lines = ["hop.example", *offered]
        default = "\r\n".join(f"250{' ' if n == len(lines) - 1 else '-'}{line}" for n, line in enumerate(lines))
        await self.say("EHLO", default)

    async def on_helo(self, text: str) -> None:
        await self.say("HELO", "250 hop.example")

    async def on_starttls(self, text: str) -> None:
        reply = await self.say("STARTTLS", "220 2.0.0 go ahead")
        if reply.startswith("220"):
            assert self.hop.tls is not None
            await self._end_if(self.hop._scripted("handshake", ""))
            await self.writer.start_tls(self.hop.tls)
            self.tls = True

    async def on_auth(self, text: str) -> None:
        words = text.split(" ")
        if words[1].upper() == "LOGIN":
            user = base64.b64decode(words[2]).decode()
            self.writer.write(b"334 UGFzc3dvcmQ6\r\n")
            password = base64.b64decode(await self.reader.readline()).decode()
        else:
            _, user, password = base64.b64decode(words[2]).decode().split("\0")
        good = self.hop.passwords.get(user) == password
        await self.say("AUTH", "235 2.7.0 ok" if good else "535 5.7.8 wrong")
        self.login = user if good else ""

    async def on_mail(self, text: str) -> None:
        if self.hop.passwords and not self.login:
            await self.say("MAIL", "530 5.7.0 log in first")
            return
        if (await self.say("MAIL", "250 2.1.0 ok")).startswith("250"):
            self.mail, self.rcpt = text, []

    async def on_rcpt(self, text: str) -> None:
        if not self.mail:
            await self.say("out of order", "503 5.5.1 MAIL first")
            return
        address = text[text.index("<") + 1 : text.index(">")]
        step = f"RCPT {address}" if f"RCPT {address}" in self.hop.script else "RCPT"
        if (await self.say(step, "250 2.1.5 ok")).startswith("25"):
            self.rcpt.append(text)

    async def on_data(self, text: str) -> None:
        default = "354 go on" if self.rcpt else "554 5.5.1 no valid recipients"
        if not (await self.say("DATA", default)).startswith("354"):
            return
        octets = bytearray()
        if (end := self.hop.script.get("body", [""])[0]) in (DROP, CLOSE, HANG, FLOOD):
            await self.reader.read(10)
            await self._end_if(end)
        if early := self.hop.script.get("body"):
            await self.reader.read(10)
            self.writer.write(early[0].encode() + b"\r\n")
            await self.writer.drain()
            await asyncio.sleep(0.05)
            raise _Closed
        while not octets.endswith(b"\r\n.\r\n") and octets != b".\r\n":
            piece = await self.reader.read(65536)
            if not piece:
                raise _Closed
            octets += piece
        raw = bytes(octets)
        self.hop.raw.append(raw)
        reply = await self.say(".", f"250 2.0.0 Ok: queued as HOP{len(self.hop.taken)}")
        if reply.startswith("250"):
            content = raw[:-3]
            content = content[1:] if content.startswith(b".") else content
            content = content.replace(b"\r\n..", b"\r\n.")
            self.hop.taken.append(Taken(self.mail, self.rcpt, content, self.number, self.tls, self.login))
        self.mail, self.rcpt = "", []

    async def on_rset(self, text: str) -> None:
        self.mail, self.rcpt = "", []
        await self.say("RSET", "250 2.0.0 ok")

    async def on_noop(self, text: str) -> None:
        await self.say("NOOP", "250 2.0.0 ok")
