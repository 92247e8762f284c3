"""Mail that flows while the demo runs: from outside, within the house, to the outside; and people who read it.

A few messages a minute by the same doors as real mail. Mailboxes and queue do not grow for ever: whoever reads
throws away the oldest of what came, and what the header check holds is released.
"""

import asyncio
import contextlib
import imaplib
import itertools
import logging
import poplib
import random
import socket
import ssl
import sys
import time
from collections.abc import Callable, Mapping
from email.utils import parseaddr
from typing import Any, Self

from aiosmtplib import SMTP, SMTPException

from homemail.control.client import ControlClient
from homemail.control.errors import ControlError
from homemail.control.methods.queue import QueueList, QueueRelease
from homemail.demo import letters
from homemail.demo.house import DemoHouse
from homemail.demo.internet import Internet
from homemail.demo.letters import Turn
from homemail.demo.moving import Moving
from homemail.tls.contexts import server_context

_log = logging.getLogger("homemail.demo")

PAUSE = (2.0, 5.0)  # seconds between two messages
KINDS = {"incoming": 8, "outgoing": 6, "household": 4, "machines": 1}
READ_EVERY = 6  # messages between two readers
KEPT = 40  # messages of the demo's time that stay in an INBOX
HELD = 2  # messages that stay on hold
_PATIENCE = 30.0
_LOOK = 0.2  # seconds between two looks for the engine


class Life:
    """`async with` brings the outside, its mail and the traffic to a house, and ends them. `progress`: see Moving."""

    def __init__(
        self,
        house: DemoHouse,
        pause: tuple[float, float] = PAUSE,
        progress: Callable[[int, int], object] = lambda _done, _all: None,
    ) -> None:
        self._house = house
        self._progress = progress
        self.moved_in = asyncio.Event()
        self._pause = pause
        self._first: dict[str, int] = {}  # the first UID of the demo's time in each INBOX
        self._numbers = itertools.count(random.randint(20, 60))
        self._letters = {kind: letters.live(kind) for kind in KINDS}

    async def __aenter__(self) -> Self:
        house = self._house
        context = server_context(house.authority)
        self._internet = Internet(house.internet, house.dns, letters.house().outside, context)
        await self._internet.__aenter__()
        loop = asyncio.get_running_loop()
        self._moving = Moving(house.placed, lambda *far: loop.call_soon_threadsafe(self._progress, *far))
        self._task = asyncio.create_task(self._flow(), name="demo")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._moving.stop()
        # More than once: a cancellation may get lost inside aiosmtplib (seen with 5.1 on Python 3.11).
        while not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=0.2)
        await self._internet.__aexit__()

    async def _flow(self) -> None:
        while True:
            try:
                await self._flow_once()
            except (SMTPException, ControlError, imaplib.IMAP4.error, OSError, EOFError) as fault:
                _log.debug("the demo's traffic waits: %s", fault)  # the engine is stopped, or starts again
            except Exception:  # ours: told of, and the rest of the demo goes on
                _log.exception("the demo's traffic stumbled")
            await asyncio.sleep(_LOOK)

    async def _flow_once(self) -> None:
        """Until the engine goes."""
        await self._until_served()
        if not self._moving.is_done:
            house = self._house
            await asyncio.to_thread(self._moving.run, house.ports["imaps"], self._context, house.password)
        self.moved_in.set()
        for person in letters.house().people:
            await self._read(person)
        for kind in KINDS:  # so that every page has life at once
            for letter in self._letters[kind]:
                await self._send(kind, letter)
                await asyncio.sleep(min(0.15, self._pause[0]))
        await self._guess()
        for number in itertools.count(1):
            await asyncio.sleep(random.uniform(*self._pause))
            kind = random.choices(list(KINDS), list(KINDS.values()))[0]
            await self._send(kind, random.choice(self._letters[kind]))
            if number % READ_EVERY == 0:
                await self._read(random.choice(list(letters.house().people)))
                await self._release()

    async def _until_served(self) -> None:
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self._house.ports["imaps"])
                writer.close()
                self._context = ssl.create_default_context(cafile=str(self._house.folders.tls / "ca.pem"))
            except OSError:
                await asyncio.sleep(_LOOK)
            else:
                return

    async def _send(self, kind: str, letter: Mapping[str, Any]) -> None:
        """One message; what is refused is part of the demo."""
        household, n, writer = letters.house(), next(self._numbers), letter["from"]
        sender = parseaddr(household.spoken(writer))[1]
        readers = letter["to"]
        recipients = [parseaddr(household.spoken(one))[1] for one in readers]
        content = letters.compose(letter, Turn(writer, readers, letter["text"], n, time.time()))
        async with contextlib.AsyncExitStack() as stack:
            stack.enter_context(contextlib.suppress(SMTPException))
            client = await stack.enter_async_context(self._client(kind, writer, sender))
            await client.sendmail(sender, recipients, content)

    def _client(self, kind: str, writer: str, sender: str) -> SMTP:
        if kind == "incoming":
            name = f"mx.{sender.rpartition('@')[2]}"
            return SMTP(
                hostname="127.0.0.1", port=self._house.ports["smtp"], local_hostname=name, source_address=_address(3),
                start_tls=False, timeout=_PATIENCE,
            )  # fmt: skip
        if kind == "machines":
            return SMTP(
                hostname="127.0.0.1", port=self._house.ports["smtp"], local_hostname=writer, start_tls=False,
                source_address=_address(letters.house().machines[writer]), timeout=_PATIENCE,
            )  # fmt: skip
        place = _place(writer)
        return SMTP(
            hostname="127.0.0.1", port=self._house.ports["submission"], source_address=_address(place),
            local_hostname=f"pc-{writer}.{letters.house().domain}", start_tls=True, tls_context=self._context,
            username=writer, password=self._house.password, timeout=_PATIENCE,
        )  # fmt: skip

    async def _guess(self) -> None:
        """One of the house types a password wrong, and a stranger tries what strangers try: neither gets in."""
        for name, place in (("leo", 14), ("admin", 3), ("admin", 3)):
            client = SMTP(
                hostname="127.0.0.1", port=self._house.ports["submission"], source_address=_address(place),
                start_tls=True, tls_context=self._context, username=name, password=f"{name}123", timeout=_PATIENCE,
            )  # fmt: skip
            with contextlib.suppress(SMTPException):
                async with client:
                    pass

    async def _read(self, person: str) -> None:
        with contextlib.suppress(imaplib.IMAP4.error, poplib.error_proto):
            await asyncio.to_thread(self._read_inbox, person)

    def _read_inbox(self, person: str) -> None:
        """Look at INBOX by IMAP, and by POP3 where a grandmother does; blocks."""
        with _Reader(person, self._house.ports["imaps"], self._context) as client:
            client.login(person, self._house.password)
            if told := letters.house().programs.get(person):
                name, version = told.rsplit(" ", 1)
                client.xatom("ID", f'("name" "{name}" "version" "{version}")')
            client.select("INBOX")
            _, (following,) = client.response("UIDNEXT")
            first = self._first.setdefault(person, int(following or 1))
            _, (answer,) = client.uid("SEARCH", f"UID {first}:*")
            came = [one for one in (answer or b"").split() if int(one) >= first]
            if read := b",".join(came[: len(came) // 2]).decode():
                client.uid("STORE", read, "+FLAGS.SILENT", "(\\Seen)")
            if old := b",".join(came[:-KEPT]).decode():
                client.uid("STORE", old, "+FLAGS.SILENT", "(\\Deleted)")
                client.uid("EXPUNGE", old)
        if person == "mamie":
            pop = poplib.POP3_SSL("127.0.0.1", self._house.ports["pop3s"], context=self._context, timeout=_PATIENCE)
            pop.user(person)
            pop.pass_(self._house.password)
            pop.stat()
            pop.quit()

    async def _release(self) -> None:
        """What was held longest goes on its way."""
        async with ControlClient(self._house.folders) as engine:
            page = await engine.call(QueueList(limit=200))
            held = sorted((row for row in page.entries if row.state == "hold"), key=lambda row: row.arrival)
            for row in held[:-HELD]:
                await engine.call(QueueRelease(queue_id=row.queue_id))


class _Reader(imaplib.IMAP4_SSL):
    """From where the same person sends."""

    def __init__(self, person: str, port: int, context: ssl.SSLContext) -> None:
        self._from = _address(_place(person))
        self.ssl_context = context
        imaplib.IMAP4.__init__(self, "127.0.0.1", port, _PATIENCE)

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        plain = socket.create_connection((self.host, self.port), timeout, self._from)
        return self.ssl_context.wrap_socket(plain, server_hostname=self.host)


def _place(person: str) -> int:
    return 11 + list(letters.house().people).index(person)


def _address(last: int) -> tuple[str, int] | None:
    """Where a client comes from: another address of loopback each, which only Linux has ready."""
    return (f"127.0.0.{last}", 0) if sys.platform == "linux" else None
