"""A POP3 server on loopback with a real store, its TLS, and two people."""

import asyncio
import socket
import ssl
from pathlib import Path

import pytest

from homemail.access.login import Authenticator
from homemail.access.passwords import hash_password
from homemail.pop3.server import Pop3Server
from homemail.settings.listener import LISTENERS
from homemail.settings.live import LiveSettings
from homemail.store.store import Store
from homemail.store.values import NewMessage
from homemail.tls.authority import HouseAuthority
from homemail.tls.contexts import client_context, server_context

SETTINGS = """
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test"]
[access]
trusted_networks = ["127.0.0.1/32"]
plaintext_login = "trusted"
"""
NAMED = {listener.name: listener for listener in LISTENERS}
HASH = hash_password("geheim")


def message(number, *, extra=b""):
    return (
        f"From: bob@maison.test\r\nSubject: message {number}\r\n\r\nTexte du message {number}\r\n".encode()
        + extra
        + b"fin\r\n"
    )


class House:
    """The server under test and what a test needs to look behind it."""

    def __init__(self, folder: Path, store, settings, authority):
        self.folder, self.store, self.settings, self.authority = folder, store, settings, authority
        self.tls = client_context("required", ca_file=authority.certificate_file)
        self.ports = {}

    async def start(self, **options):
        authenticator = Authenticator(self.store, self.settings)
        self.server = Pop3Server(self.store, self.settings, server_context(self.authority), authenticator, **options)
        for name in ("pop3", "pop3s"):
            sock = socket.create_server(("127.0.0.1", 0))
            self.ports[name] = sock.getsockname()[1]
            await self.server.serve(sock, NAMED[name])

    async def inbox(self, name="bob"):
        account = await self.store.accounts.find(name)
        return (await self.store.mailboxes.find(account.id, "INBOX")).id

    async def put(self, *contents, name="bob"):
        items = [NewMessage(content, frozenset(), 1_700_000_000.0) for content in contents]
        await self.store.messages.append(await self.inbox(name), items)

    async def uids(self, name="bob"):
        return [summary.uid for summary in await self.store.messages.snapshot(await self.inbox(name))]

    def configure(self, text):
        self.settings.path.write_text(text)
        self.settings.reload()

    async def talk(self, port="pop3", local="127.0.0.1"):
        reader, writer = await asyncio.open_connection(
            "127.0.0.1",
            self.ports[port],
            ssl=self.tls if port == "pop3s" else None,
            local_addr=(local, 0),
            limit=64 * 1024 * 1024,
        )
        return Dialogue(reader, writer)


class Dialogue:
    """A client that says what it is told to."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def line(self):
        return await asyncio.wait_for(self.reader.readline(), 60)

    async def say(self, text):
        self.writer.write(text if isinstance(text, bytes) else text.encode() + b"\r\n")
        return await self.line()

    async def lines(self):
        found = []
        while (line := await self.line()) != b".\r\n":
            assert line.endswith(b"\r\n"), line
            found.append(line[:-2])
        return found

    async def listing(self, text):
        assert (await self.say(text)).startswith(b"+OK")
        return await self.lines()

    async def login(self, name="bob", password="geheim"):
        await self.line()
        await self.say(f"USER {name}")
        return await self.say(f"PASS {password}")

    async def ended(self):
        return await asyncio.wait_for(self.reader.read(), 60) == b""

    async def secure(self, context: ssl.SSLContext):
        await self.writer.start_tls(context, server_hostname="localhost")

    def hang_up(self):
        self.writer.transport.abort()


@pytest.fixture
async def house(tmp_path):
    (tmp_path / "homemail.toml").write_text(SETTINGS)
    store = await Store.open(tmp_path)
    for name in ("bob", "chris"):
        await store.accounts.add(name, name.title(), HASH)
    authority = HouseAuthority.open(tmp_path / "tls", "gateway.maison.test")
    house = House(tmp_path, store, LiveSettings(tmp_path / "homemail.toml"), authority)
    await house.start()
    yield house
    await house.server.close(2)
    await store.close()
