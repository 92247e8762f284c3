"""The drill's traffic: writers that note what was acknowledged, the next hop outside, and the counting at the end."""

import asyncio
import contextlib
import imaplib
from collections import Counter

from aiosmtpd.smtp import SMTP, Envelope, Session

from homemail.drill.house import HERE, OUTSIDE, PERSON, DrillHouse

SUBJECT = b"Subject: "
_MESSAGE = "From: <{here}>\r\nSubject: {token}\r\n\r\n{body}\r\n.\r\n"
_BODY = "A letter of the crash drill. It is thrown away with the house that it was sent in.\r\n" * 12
_PATIENCE = 20.0  # seconds for one reply


class Outside:
    """The server of the outside world: takes what comes and counts it. `async with` opens and closes it."""

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        self.arrived[_token(content if isinstance(content, bytes) else b"")] += 1
        return "250 OK"

    async def __aenter__(self) -> "Outside":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, loop=loop, hostname="outside.test"), "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()


class Writer:
    """Sends numbered messages to both sides of the door until the engine is gone."""

    def __init__(self, house: DrillHouse, label: str, acknowledged: list[str]) -> None:
        self._house = house
        self._label = label
        self._acknowledged = acknowledged

    async def run(self) -> None:
        """Ends with the connection; what was not acknowledged was not promised."""
        with contextlib.suppress(OSError, EOFError, TimeoutError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self._house.smtp)
            try:
                await self._send(reader, writer)
            finally:
                writer.close()

    async def _send(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def said(line: str) -> bool:
            writer.write(line.encode())
            return await _reply(reader) < 400

        await _reply(reader)
        going = await said(f"EHLO {self._label}\r\n")
        number = 0
        while going:
            token = f"{self._label}x{number}"
            steps = (f"MAIL FROM:<{HERE}>\r\n", f"RCPT TO:<{HERE}>\r\n", f"RCPT TO:<{OUTSIDE}>\r\n", "DATA\r\n")
            content = _MESSAGE.format(here=HERE, token=token, body=_BODY)
            for line in (*steps, content):
                if not await said(line):
                    return
            self._acknowledged.append(token)
            number += 1


async def _reply(reader: asyncio.StreamReader) -> int:
    """The code of a whole reply; EOFError when the engine is gone."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            line = await reader.readline()
            if not line.endswith(b"\n"):
                raise EOFError
            if line[3:4] != b"-":
                return int(line[:3])


def in_mailbox(house: DrillHouse) -> Counter[str]:
    """How often each message lies in the mailbox, as a client of the house sees it. Blocks."""
    found: Counter[str] = Counter()
    client = imaplib.IMAP4("127.0.0.1", house.imap, timeout=60)
    try:
        client.login(PERSON, house.password)
        client.select("INBOX", readonly=True)
        for item in client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]:
            if isinstance(item, tuple):
                found[_token(item[1])] += 1
    finally:
        client.logout()
    return found


def _token(header: bytes) -> str:
    line = next((one for one in header.splitlines() if one.startswith(SUBJECT)), SUBJECT)
    return line.removeprefix(SUBJECT).decode("ascii", "replace").strip()
