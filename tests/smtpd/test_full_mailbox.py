"""RCPT to people whose mailboxes are full: a refusal that their senders' servers understand, and who is spared it."""

import asyncio
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from homemail.settings.listener import LISTENERS
from homemail.settings.model import Access
from homemail.smtpd.server import SmtpServer
from homemail.store.quota import OwnLimits
from homemail.store.values import NewMessage
from tests.doubles.house import House
from tests.smtpd.pretend import Client, PretendAuthenticator

FULL = "452 4.2.2 <{}>: Recipient address rejected: mailbox is full, try again later"
TOO_LARGE = "552 5.2.3 <{}>: Recipient address rejected: message is larger than the mailbox"


class Gateway:
    """A real store and intake behind a real listener."""

    def __init__(self, house: House, tls: ssl.SSLContext) -> None:
        self.house = house
        authenticator: Any = PretendAuthenticator()
        self.server = SmtpServer(house.store, house, tls, authenticator, house.intake)
        self.clients: list[Client] = []
        self.port = 0

    async def start(self) -> None:
        sock = socket.create_server(("127.0.0.1", 0))
        self.port = sock.getsockname()[1]
        await self.server.serve(sock, next(one for one in LISTENERS if one.name == "smtp"))

    async def client(self, source: str, mail: str = "MAIL FROM:<ann@else.test>") -> Client:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
        client = Client(reader, writer)
        self.clients.append(client)
        assert (await client.reply()).startswith("220")
        await client.script(("EHLO outside.client.test", "250"), (mail, "250"))
        return client

    async def fill(self, name: str, octets: int, limits: OwnLimits) -> None:
        account = await self.house.store.accounts.find(name)
        assert account is not None
        inbox = await self.house.store.mailboxes.find(account.id, "Archive")
        assert inbox is not None
        await self.house.store.messages.append(inbox.id, [NewMessage(b"x" * octets)])
        await self.house.store.quotas.set(account.id, limits)


@pytest.fixture
async def gateway(tmp_path: Path, tls: ssl.SSLContext) -> AsyncIterator[Gateway]:
    house = await House.open(tmp_path, "chris", "anne", "ben")
    house.current = replace(
        house.current,
        access=Access(("127.0.0.1/32",), greet_pause=0),
        aliases={"family": ("anne", "ben"), "postmaster": ("anne",), "mum": ("anne",), "away": ("anne", "x@else.test")},
    )
    gateway = Gateway(house, tls)
    await gateway.start()
    yield gateway
    for client in gateway.clients:
        await client.close()
    await gateway.server.close(2)
    await house.close()


@pytest.mark.parametrize("source", ["127.0.0.9", "127.0.0.1"])
async def test_a_full_mailbox_is_refused_for_now_to_strangers_and_to_the_house(
    gateway: Gateway, source: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "homemail")
    await gateway.fill("anne", 5000, OwnLimits(5000))
    client = await gateway.client(source)
    assert await client.ask("RCPT TO:<anne@maison.test>") == FULL.format("anne@maison.test")
    assert await client.ask("RCPT TO:<mum@maison.test>") == FULL.format("mum@maison.test")
    assert await client.ask("DATA") == "554 5.5.1 Error: no valid recipients"
    reject = "NOQUEUE: reject: RCPT from {}: 452 4.2.2 <anne@maison.test>: Recipient address rejected: mailbox is full"
    where = "localhost[127.0.0.1]" if source == "127.0.0.1" else "unknown[127.0.0.9]"
    assert reject.format(where) in caplog.text
    tail = "from=<ann@else.test> to=<anne@maison.test> proto=ESMTP helo=<outside.client.test>"
    assert tail in caplog.text


async def test_others_of_the_same_message_get_it(gateway: Gateway) -> None:
    await gateway.fill("anne", 5000, OwnLimits(messages=1))
    client = await gateway.client("127.0.0.9")
    await client.script(
        ("RCPT TO:<anne@maison.test>", "452 4.2.2"),
        ("RCPT TO:<ben@maison.test>", "250 2.1.5"),
        ("DATA", "354"),
        ("Subject: hello\r\n\r\nhi\r\n.", "250 2.0.0 Ok: queued as"),
    )
    assert [len(await gateway.house.inbox(name)) for name in ("anne", "ben")] == [0, 1]


async def test_the_announced_size_counts(gateway: Gateway) -> None:
    await gateway.fill("anne", 5000, OwnLimits(10_000))
    client = await gateway.client("127.0.0.9", "MAIL FROM:<ann@else.test> SIZE=5000")
    await client.script(("RCPT TO:<anne@maison.test>", "250"), ("RSET", "250"))
    await client.script(("MAIL FROM:<ann@else.test> SIZE=5001", "250"))
    assert await client.ask("RCPT TO:<anne@maison.test>") == FULL.format("anne@maison.test")
    await client.script(("RSET", "250"), ("MAIL FROM:<ann@else.test> SIZE=10001", "250"))
    assert await client.ask("RCPT TO:<anne@maison.test>") == TOO_LARGE.format("anne@maison.test")


async def test_what_passed_rcpt_is_kept_though_it_goes_over(gateway: Gateway) -> None:
    await gateway.fill("anne", 9_990, OwnLimits(10_000))
    client = await gateway.client("127.0.0.9")
    await client.script(
        ("RCPT TO:<anne@maison.test>", "250"),
        ("DATA", "354"),
        (f"Subject: large\r\n\r\n{'x' * 900}\r\n.", "250 2.0.0"),
        ("MAIL FROM:<ann@else.test>", "250"),
        ("RCPT TO:<anne@maison.test>", "452 4.2.2"),
    )
    assert len(await gateway.house.inbox("anne")) == 1


async def test_an_alias_is_refused_only_when_nobody_of_it_has_room(gateway: Gateway) -> None:
    await gateway.fill("anne", 5000, OwnLimits(5000))
    client = await gateway.client("127.0.0.9")
    await client.script(("RCPT TO:<family@maison.test>", "250"), ("RCPT TO:<away@maison.test>", "250"))
    await gateway.fill("ben", 5000, OwnLimits(5000))
    assert await client.ask("RCPT TO:<family@maison.test>") == FULL.format("family@maison.test")


async def test_postmaster_is_reached_whoever_he_is(gateway: Gateway) -> None:
    await gateway.fill("anne", 5000, OwnLimits(5000))
    client = await gateway.client("127.0.0.9", "MAIL FROM:<>")
    await client.script(("RCPT TO:<postmaster>", "250"), ("DATA", "354"), ("Subject: help\r\n\r\nhi\r\n.", "250 2.0.0"))
    assert len(await gateway.house.inbox("anne")) == 1


async def test_room_is_asked_in_a_pipeline_too(gateway: Gateway) -> None:
    await gateway.fill("anne", 5000, OwnLimits(5000))
    client = await gateway.client("127.0.0.9")
    client.send(b"RCPT TO:<anne@maison.test>\r\nRCPT TO:<ben@maison.test>\r\nDATA\r\n")
    assert [(await client.reply())[:9] for _ in range(3)] == ["452 4.2.2", "250 2.1.5", "354 End d"]
