"""A server on an ephemeral port with a pretend store, intake and authenticator, and a client that speaks raw SMTP."""

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from homemail.access.clients import ClientBook
from homemail.access.dialogue import Dialogue
from homemail.access.logins import Logins
from homemail.access.networks import TrustedNetworks
from homemail.mail.envelope import Envelope
from homemail.mail.ids import AccountId
from homemail.mail.status import Reply
from homemail.queue.intake import Accepted, Handover, Refusal
from homemail.settings.listener import LISTENERS
from homemail.settings.model import Access, Identity, Limits, Settings
from homemail.smtpd.server import SmtpServer
from homemail.store.changes import Changes
from homemail.store.disk import Disk
from homemail.store.staging import StagedContent, Staging

PASSWORD = "geheim"


@dataclass
class Account:
    name: str

    @property
    def id(self) -> AccountId:
        return AccountId(sum(self.name.encode()))


@dataclass
class PretendAccounts:
    names: frozenset[str] = frozenset({"alice", "bob"})


class PretendQueue:
    """Three messages wait for branch.test, one for what is below it."""

    async def flush_domain(self, domain: str, now: float, *, below: bool) -> int:
        return (3 + below) if domain == "branch.test" else 0


class PretendQuotas:
    in_force = False


class PretendStore:
    def __init__(self, folder: Path) -> None:
        self.accounts = PretendAccounts()
        self.disk = Disk(folder, 0)
        self.queue = PretendQueue()
        self.quotas = PretendQuotas()
        self._folder = folder
        self._number = 0

    def staging(self) -> Staging:
        return Staging(self._folder, self.disk)

    def new_queue_id(self) -> str:
        self._number += 1
        return f"TEST{self._number:04d}"


@dataclass
class Taken:
    envelope: Envelope
    content: bytes
    handover: Handover


@dataclass
class PretendIntake:
    taken: list[Taken] = field(default_factory=list)
    refuse: Reply | None = None
    fail: Exception | None = None
    wait: Callable[[], Awaitable[None]] | None = None

    async def accept(self, envelope: Envelope, content: StagedContent, handover: Handover) -> Accepted | Refusal:
        if self.wait is not None:
            await self.wait()
        if self.fail is not None:
            raise self.fail
        if self.refuse is not None:
            return Refusal(self.refuse)
        self.taken.append(Taken(envelope, content.read(0, content.size), handover))
        return Accepted(handover.queue_id)


class PretendAuthenticator:
    """127.0.0.1 is the house; 127.0.0.9 is the outside."""

    def __init__(self) -> None:
        self.networks = TrustedNetworks(("127.0.0.1/32",))
        self.changes = Changes()
        self.logins = Logins(self.changes)
        self.clients = ClientBook()

    def trusts(self, ip: str) -> bool:
        return self.networks.contains(ip)

    def allows_plaintext(self, ip: str) -> bool:
        return self.trusts(ip)

    def mechanisms(self, *, tls: bool) -> tuple[str, ...]:
        return ("PLAIN", "LOGIN")

    def begin(self, mechanism: str, client_ip: str, service: str, *, tls: bool) -> Dialogue | None:
        known = mechanism.upper() in self.mechanisms(tls=tls)
        return Dialogue(mechanism.upper(), self, client_ip, service) if known else None

    async def login(self, username: str, password: str, client_ip: str, service: str) -> Account | None:
        return Account(username) if username in ("alice", "bob") and password == PASSWORD else None


@dataclass
class PretendSettings:
    current: Settings


class Client:
    """Raw lines. `ask` sends a line and returns the whole reply."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, end: str = "\r\n") -> None:
        self.reader, self.writer, self.end = reader, writer, end

    def send(self, octets: bytes) -> None:
        self.writer.write(octets)

    async def reply(self) -> str:
        lines = []
        while True:
            line = await asyncio.wait_for(self.reader.readline(), 60)
            if not line:
                return "\n".join([*lines, "closed"])
            assert line.endswith(b"\r\n")
            lines.append(line.decode().rstrip("\r\n"))
            if re.match(r"\d{3}( |$)", lines[-1]):
                return "\n".join(lines)

    async def ask(self, line: str) -> str:
        self.send((line + self.end).encode())
        return await self.reply()

    async def script(self, *pairs: tuple[str, str]) -> None:
        for line, begin in pairs:
            said = await self.ask(line)
            assert said.startswith(begin), f"{line!r}: wanted {begin}, got {said!r}"

    async def starttls(self, *, ask: bool = True) -> None:
        if ask:
            assert (await self.ask("STARTTLS")).startswith("220")
        await self.writer.start_tls(lenient_tls())

    async def is_closed(self) -> bool:
        """Whatever is still said, then the end."""
        try:
            await asyncio.wait_for(self.reader.read(), 60)
        except ConnectionError:
            return True
        return self.reader.at_eof()

    async def close(self) -> None:
        self.writer.transport.abort()


def lenient_tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Post:
    """The running server and what it was composed with."""

    def __init__(self, folder: Path, tls: ssl.SSLContext) -> None:
        self.settings = PretendSettings(
            Settings(
                identity=Identity(
                    "gateway.maison.test", "maison.test", ("maison.test", "gateway.maison.test", "localhost")
                ),
                access=Access(("127.0.0.1/32",), greet_pause=0),
                aliases={"postmaster": ("alice",)},
            )
        )
        self.store = PretendStore(folder)
        self.intake = PretendIntake()
        self.authenticator = PretendAuthenticator()
        self.server = SmtpServer(self.store, self.settings, tls, self.authenticator, self.intake)
        self.ports: dict[str, int] = {}
        self.clients: list[Client] = []

    async def start(self) -> None:
        for listener in LISTENERS:
            if listener.protocol == "smtp":
                sock = socket.create_server(("127.0.0.1", 0))
                self.ports[listener.name] = sock.getsockname()[1]
                await self.server.serve(sock, listener)

    async def stop(self) -> None:
        for client in self.clients:
            await client.close()
        await self.server.close(2)

    def limit(self, **limits: int) -> None:
        self.settings.current = replace(
            self.settings.current, limits=replace(self.settings.current.limits or Limits(), **limits)
        )

    async def connect(
        self, port: str = "smtp", *, source: str = "127.0.0.1", end: str = "\r\n", greet: bool = True, tls: bool = False
    ) -> Client:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.ports[port], local_addr=(source, 0), ssl=lenient_tls() if tls else None
        )
        client = Client(reader, writer, end)
        self.clients.append(client)
        if greet:
            assert re.match(r"220 gateway\.maison\.test ESMTP", await client.reply())
        return client

    async def stranger(self, *, ehlo: bool = True) -> Client:
        client = await self.connect(source="127.0.0.9")
        if ehlo:
            assert (await client.ask("EHLO outside.client.test")).startswith("250")
        return client

    @property
    def contents(self) -> list[bytes]:
        return [taken.content for taken in self.intake.taken]


HOUSE_MAIL = (("MAIL FROM:<bob@maison.test>", "250 2.1.0"), ("RCPT TO:<alice@maison.test>", "250 2.1.5"))


async def deliver(client: Client, text: str = "Subject: x\n\nhello") -> str:
    await client.script(*HOUSE_MAIL, ("DATA", "354"))
    return await client.ask(text.replace("\n", client.end) + client.end + ".")
