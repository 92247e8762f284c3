"""COMPRESS=DEFLATE: the same dialogue through zlib, in little memory, and what hostile streams come to."""

import asyncio
import os
import zlib
from typing import Any

import pytest

from homemail.imap import connection as connection_file
from homemail.imap.compression import PIECE, Deflate, Garbled
from homemail.imap.connection import READ_MAX, Connection
from homemail.tls.contexts import client_context


def compressor() -> Any:
    return zlib.compressobj(9, zlib.DEFLATED, -15)


class Expanding:
    """What a StreamReader does, behind DEFLATE."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self.reader, self.inflater, self.held = reader, zlib.decompressobj(-15), b""

    async def more(self) -> bool:
        octets = await self.reader.read(65536)
        self.held += self.inflater.decompress(octets)
        return bool(octets)

    async def readline(self) -> bytes:
        while b"\n" not in self.held and await self.more():
            pass
        line, end, self.held = self.held.partition(b"\n")
        return line + end

    async def readexactly(self, count: int) -> bytes:
        while len(self.held) < count:
            assert await self.more()
        octets, self.held = self.held[:count], self.held[count:]
        return octets


class Compressing:
    """What a StreamWriter does, before DEFLATE."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer, self.deflater = writer, compressor()

    def write(self, octets: bytes) -> None:
        self.writer.write(self.deflater.compress(octets) + self.deflater.flush(zlib.Z_SYNC_FLUSH))

    async def drain(self) -> None:
        await self.writer.drain()

    def close(self) -> None:
        self.writer.close()


async def compressed(client: Any) -> Any:
    *_, tagged = await client.command("COMPRESS DEFLATE")
    assert tagged == b"OK Compressed from here on"
    client.reader, client.writer = Expanding(client.reader), Compressing(client.writer)
    return client


@pytest.fixture
async def client(house: Any) -> Any:
    return await compressed(await house.login())


async def test_a_second_layer_is_refused_and_not_announced(client: Any) -> None:
    (announced,) = await client.ok("CAPABILITY")
    assert b"COMPRESS" not in announced
    (tagged,) = await client.command("COMPRESS DEFLATE")
    assert tagged.startswith(b"NO [COMPRESSIONACTIVE]")
    assert await client.ok("NOOP") == []


async def test_nobody_compresses_before_login(house: Any) -> None:
    client = await house.greeted()
    (announced,) = await client.ok("CAPABILITY")
    assert b"COMPRESS" not in announced
    (tagged,) = await client.command("COMPRESS DEFLATE")
    assert tagged == b"BAD Log in first"


async def test_a_session_as_any_other(house: Any, client: Any) -> None:
    plain = await house.login()
    text = b"Subject: x\r\n\r\n" + os.urandom(4).hex().encode() + b"\r\n"
    await client.append("INBOX", text)
    await client.send(b"lit APPEND INBOX {%d}\r\n" % len(text))
    assert (await client.line()).startswith(b"+ ")
    await client.send(text + b"\r\n")
    assert (await client.until(b"lit"))[-1].startswith(b"OK [APPENDUID")
    await client.ok("SELECT INBOX")
    await client.send(b"idle IDLE\r\n")
    assert await client.line() == b"+ idling"
    await plain.append("INBOX", text)
    assert await client.line() == b"* 3 EXISTS"
    await client.line()
    await client.send(b"DONE\r\n")
    await client.until(b"idle")
    (told,) = await client.ok("FETCH 3 BODY.PEEK[]")
    assert text in told
    await client.ok("LOGOUT")
    assert await client.line() == b""


async def test_large_messages_both_ways(house: Any, client: Any) -> None:
    house.settings.path.write_text(house.settings.path.read_text().replace("2000000", "20000000"))
    house.settings.reload()
    body = b"".join(os.urandom(30).hex().encode() + b"\r\n" for _ in range(160_000))
    content = b"Subject: large\r\n\r\n" + body
    await client.append("INBOX", content)
    await client.ok("SELECT INBOX")
    (told,) = await client.ok("FETCH 1 BODY.PEEK[]")
    assert content in told


async def test_the_fresh_compressor_after_a_silence_goes_on_where_the_last_one_was(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_file, "REST_AFTER", 0.01)
    client = await compressed(await house.login())
    for _ in range(5):
        assert len(await client.ok('LIST "" *')) == 6
        await asyncio.sleep(0.05)


async def test_under_tls(house: Any, authority: Any) -> None:
    context = client_context("required", ca_file=authority.certificate_file)
    client = await house.greeted()
    await client.ok("STARTTLS")
    await client.writer.start_tls(context, server_hostname="localhost")
    await client.ok("LOGIN alice pw-alice")
    await compressed(client)
    assert len(await client.ok('LIST "" *')) == 6
    (tagged,) = await client.command("STARTTLS")
    assert tagged.startswith(b"BAD")


async def test_octets_behind_the_command_are_compressed_ones(house: Any) -> None:
    client = await house.login()
    deflater = compressor()
    behind = deflater.compress(b"b NOOP\r\n") + deflater.flush(zlib.Z_SYNC_FLUSH)
    await client.send(b"a COMPRESS DEFLATE\r\n" + behind)
    assert await client.line() == b"a OK Compressed from here on"
    assert await Expanding(client.reader).readline() == b"b OK Done\r\n"


@pytest.mark.parametrize(
    "octets",
    [
        b"c NOOP\r\n",  # in clear, as somebody in between would slip it in
        b"\xff" * 1000,
        compressor().compress(b"x") + compressor().flush() + b"c NOOP\r\n",
        os.urandom(300_000),
    ],
    ids=["in clear", "no block", "behind the end", "noise"],
)
async def test_what_is_not_deflate_ends_the_session_with_words(house: Any, octets: bytes) -> None:
    client = await compressed(await house.login())
    client.writer.writer.write(b"\x07" + octets)
    assert await client.line() == b"* BYE What you send is not compressed as agreed"
    assert await client.line() == b""


async def test_a_line_that_expands_without_end_is_cut_off(client: Any) -> None:
    client.writer.write(b"x" * 50_000_000)
    assert await client.line() == b"* BAD That line is too long"
    assert (await client.line()).startswith(b"* BYE")


async def test_a_bomb_in_a_message_stops_at_the_limit_and_others_go_on(house: Any, client: Any) -> None:
    other = await house.login()
    deflater = compressor()
    zeroes = deflater.compress(b"a APPEND INBOX {1900000+}\r\n" + b"x" * 1_900_000 + b"\r\n")
    for turn in range(10):
        client.writer.writer.write(zeroes + deflater.flush(zlib.Z_SYNC_FLUSH))
        zeroes = deflater.compress(b"a%d APPEND INBOX {1900000+}\r\n" % turn + b"x" * 1_900_000 + b"\r\n")
        assert await other.ok("NOOP") == []
    for _ in range(10):
        assert b" OK [APPENDUID" in await client.line()
    await client.send(b"b APPEND INBOX {1000000000+}\r\n")
    assert await client.line() == b"* BYE That message is too large"


def test_however_much_is_promised_no_more_than_a_piece_is_expanded() -> None:
    deflate = Deflate()
    deflater = compressor()
    bomb = deflater.compress(b"0" * 100_000_000) + deflater.flush(zlib.Z_SYNC_FLUSH)
    deflate.feed(bomb[: len(bomb) // 2])
    deflate.feed(bomb[len(bomb) // 2 :])
    total = 0
    while deflate.has_more:
        piece = deflate.inflate()
        assert len(piece) <= PIECE
        total += len(piece)
    assert total == 100_000_000


async def test_a_connection_holds_little_expanded_and_stops_reading() -> None:
    class Transport:
        paused = False

        def pause_reading(self) -> None:
            self.paused = True

        def resume_reading(self) -> None:
            self.paused = False

    connection, transport = Connection(lambda _: None), Transport()
    connection._transport = transport  # type: ignore[assignment]
    connection.compress(b"")
    deflater = compressor()
    connection.data_received(deflater.compress(b"0" * 30_000_000) + deflater.flush(zlib.Z_SYNC_FLUSH))
    assert transport.paused
    total = 0
    while total < 30_000_000:
        assert len(connection._incoming) <= READ_MAX + PIECE
        total += len(await connection.receive())
    assert total == 30_000_000
    assert connection.octets_in == total


def test_any_division_of_the_stream_gives_the_same() -> None:
    text = os.urandom(70_000) + b"y" * 200_000 + os.urandom(10)
    deflater = compressor()
    octets = deflater.compress(text) + deflater.flush(zlib.Z_SYNC_FLUSH)
    for step in (1, 7, 1000, len(octets)):
        deflate, found = Deflate(), []
        for start in range(0, len(octets), step):
            deflate.feed(octets[start : start + step])
            while deflate.has_more:
                found.append(deflate.inflate())
        assert b"".join(found) == text
    deflate.feed(b"\x07")
    with pytest.raises(Garbled):
        deflate.inflate()
