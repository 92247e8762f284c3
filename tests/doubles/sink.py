"""A next hop that takes mail in a thread of its own and remembers each message before it answers for it.

What its 250 acknowledged is written down with the moment of the answer, so that a test can tell a copy that had to
come twice, because the answer may have been lost, from one that need not have.
"""

import asyncio
import random
import threading
import time
import zlib
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser

REFUSED = "refused"  # local parts that begin so are refused for good
_EXTENSIONS = b"250-sink.example\r\n250-PIPELINING\r\n250-SIZE 10000000\r\n250-8BITMIME\r\n250 DSN\r\n"


@dataclass(frozen=True, slots=True)
class Arrived:
    """One recipient's copy; `answered` on the machine's monotonic clock, just before the 250 was sent."""

    token: str
    address: str
    body: int  # crc-32 of what follows the header section
    answered: float


@dataclass
class Sink:
    port: int = 0
    fickle: float = 0.05  # of the recipients are told to come again
    pause: float = 0.0  # seconds between taking a message and saying so
    arrived: list[Arrived] = field(default_factory=list)

    def start(self) -> "Sink":
        started = threading.Event()
        self._loop = asyncio.new_event_loop()

        async def serve() -> None:
            self._server = await asyncio.start_server(self._session, "127.0.0.1", self.port, limit=1 << 20)
            self.port = self._server.sockets[0].getsockname()[1]
            started.set()

        def run() -> None:
            self._loop.run_until_complete(serve())
            self._loop.run_forever()

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        assert started.wait(30)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipients: list[str] = []
        writer.write(b"220 sink.example ESMTP\r\n")
        try:
            while line := await reader.readline():
                verb = line[:4].upper()
                if verb == b"EHLO":
                    writer.write(_EXTENSIONS)
                elif verb == b"RCPT":
                    self._rcpt(line, recipients, writer)
                elif verb == b"DATA" and recipients:
                    writer.write(b"354 go on\r\n")
                    await self._take(await _content(reader), recipients, writer)
                    recipients = []
                elif verb == b"DATA":
                    writer.write(b"554 5.5.1 no valid recipients\r\n")
                elif verb == b"QUIT":
                    writer.write(b"221 2.0.0 bye\r\n")
                    break
                else:
                    recipients = [] if verb in (b"MAIL", b"RSET") else recipients
                    writer.write(b"250 2.0.0 ok\r\n")
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        writer.close()

    def _rcpt(self, line: bytes, recipients: list[str], writer: asyncio.StreamWriter) -> None:
        address = line[line.index(b"<") + 1 : line.index(b">")].decode()
        if address.startswith(REFUSED):
            writer.write(b"550 5.1.1 nobody of this name\r\n")
        elif random.random() < self.fickle:
            writer.write(b"450 4.2.1 come again\r\n")
        else:
            recipients.append(address)
            writer.write(b"250 2.1.5 ok\r\n")

    async def _take(self, content: bytes, recipients: list[str], writer: asyncio.StreamWriter) -> None:
        header, _, body = content.partition(b"\r\n\r\n")
        token, now = str(BytesHeaderParser().parsebytes(header)["Subject"]), time.monotonic()
        self.arrived += [Arrived(token, address, zlib.crc32(body), now) for address in recipients]
        if self.pause:
            await asyncio.sleep(random.random() * self.pause)
        writer.write(b"250 2.0.0 Ok: queued\r\n")


async def _content(reader: asyncio.StreamReader) -> bytes:
    lines = []
    while (line := await reader.readline()) != b".\r\n":
        if not line:
            raise ConnectionResetError
        lines.append(line[1:] if line.startswith(b".") else line)
    return b"".join(lines)
