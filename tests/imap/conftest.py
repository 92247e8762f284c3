"""A real IMAP server on a real store, on loopback, for every test that asks."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from homemail.access.login import Authenticator
from homemail.access.passwords import hash_password
from homemail.imap.server import ImapServer
from homemail.mail.ids import AccountId
from homemail.settings.listener import LISTENERS
from homemail.settings.live import LiveSettings
from homemail.store.store import Store
from homemail.tls.authority import HouseAuthority
from homemail.tls.contexts import server_context

SETTINGS = """
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]
[access]
trusted_networks = ["127.0.0.1/32"]
[limits]
message_size = 2000000
connections = 40
connections_per_client = 30
"""
PASSWORD = "pw-alice"
HASH = hash_password(PASSWORD)


class Client:
    """A line client that reads literals with their line and takes nothing for granted."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.number = 0

    async def send(self, octets: bytes) -> None:
        self.writer.write(octets)
        await self.writer.drain()

    async def line(self) -> bytes:
        """A line without its CRLF; empty at the end."""
        async with asyncio.timeout(60):
            line = await self.reader.readline()
        assert not line or line.endswith(b"\r\n"), line
        return line[:-2]

    async def response(self) -> bytes:
        """A line with the literals in it."""
        whole = b""
        while True:
            line = await self.line()
            whole += line
            found = re.search(rb"\{([0-9]+)\}\Z", line)
            if found is None:
                return whole
            async with asyncio.timeout(60):
                whole += b"\r\n" + await self.reader.readexactly(int(found[1]))

    async def command(self, text: str | bytes) -> list[bytes]:
        """All responses to one command; the tagged one is the last, its tag taken off."""
        self.number += 1
        tag = b"t%d" % self.number
        octets = text.encode() if isinstance(text, str) else text
        await self.send(tag + b" " + octets + b"\r\n")
        return await self.until(tag)

    async def until(self, tag: bytes) -> list[bytes]:
        responses: list[bytes] = []
        while True:
            response = await self.response()
            assert response, f"connection closed after {responses!r}"
            if response.startswith(tag + b" "):
                return [*responses, response.removeprefix(tag + b" ")]
            responses.append(response)

    async def ok(self, text: str | bytes) -> list[bytes]:
        *untagged, tagged = await self.command(text)
        assert tagged.startswith(b"OK"), tagged
        return untagged

    async def append(self, mailbox: str, content: bytes, arguments: str = "") -> list[bytes]:
        return await self.ok(f"APPEND {mailbox} {arguments}{{{len(content)}+}}\r\n".encode() + content)

    async def close(self) -> None:
        self.writer.close()


class House:
    """The server under test, with its ports and its store."""

    def __init__(self, store: Store, server: ImapServer, settings: LiveSettings, alice: AccountId) -> None:
        self.store = store
        self.server = server
        self.settings = settings
        self.alice = alice
        self.password_hash = HASH
        self.ports: dict[str, int] = {}
        self.clients: list[Client] = []

    async def connect(self, source: str = "127.0.0.1") -> Client:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.ports["imap"], local_addr=(source, 0), limit=1 << 24
        )
        client = Client(reader, writer)
        self.clients.append(client)
        return client

    async def greeted(self) -> Client:
        client = await self.connect()
        assert (await client.line()).startswith(b"* OK [CAPABILITY IMAP4rev1 ")
        return client

    async def login(self, name: str = "alice") -> Client:
        client = await self.greeted()
        await client.ok(f"LOGIN {name} {PASSWORD}")
        return client


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> HouseAuthority:
    return HouseAuthority.open(tmp_path_factory.mktemp("tls"), "localhost", ["127.0.0.1"])


@pytest.fixture
async def house(tmp_path: Path, authority: HouseAuthority) -> AsyncIterator[House]:
    path = tmp_path / "homemail.toml"
    path.write_text(SETTINGS)
    settings = LiveSettings(path)
    store = await Store.open(tmp_path / "data")
    alice = await store.accounts.add("alice", "Alice", HASH)
    await store.accounts.add("bob", "Bob", HASH)
    server = ImapServer(store, settings, server_context(authority), Authenticator(store, settings))
    house = House(store, server, settings, alice.id)
    listeners = [listener for listener in LISTENERS if listener.protocol == "imap"]
    for listener in listeners:
        sock = socket.socket()
        sock.bind(("127.0.0.1", 0))
        house.ports[listener.name] = sock.getsockname()[1]
        await server.serve(sock, listener)
    yield house
    for client in house.clients:
        await client.close()
    await server.close(0.5)
    await store.close()
