"""Clients that send garbage, hang, flood or never finish: each bounded, none a burden to the others."""

import asyncio
import contextlib
import os
import time

from tests.doubles.patience import until


async def works(house):
    c = await house.talk()
    began = time.monotonic()
    assert (await c.login()).startswith(b"+OK")
    assert time.monotonic() - began < 30
    await c.say("QUIT")


async def test_a_long_line_is_refused_and_the_connection_goes_on(house):
    c = await house.talk()
    await c.line()
    assert (await c.say("NOOP " + "x" * 2000)).startswith(b"-ERR Line too long")
    assert (await c.say("USER bob")).startswith(b"+OK")


async def test_a_line_of_ten_megabytes_is_refused_and_the_connection_goes_on(house):
    c = await house.talk()
    await c.line()
    for _ in range(160):
        c.writer.write(b"x" * 65536)
        await c.writer.drain()
    assert (await c.say("")).startswith(b"-ERR Line too long")
    assert (await c.say("USER bob")).startswith(b"+OK")
    await works(house)


async def test_a_line_without_end_ends_the_connection(house):
    c = await house.talk()
    await c.line()
    with contextlib.suppress(ConnectionError):
        for _ in range(1024):
            c.writer.write(b"x" * 65536)
            await c.writer.drain()
    assert c.reader.at_eof() or c.reader.exception() or b"without end" in await c.line()
    await works(house)


async def test_garbage_is_answered_a_few_times_and_then_let_go(house):
    c = await house.talk()
    c.writer.write(b"".join(os.urandom(40).replace(b"\n", b"") + b"\n" for _ in range(100)))
    try:
        answers = (await asyncio.wait_for(c.reader.read(), 60)).splitlines()
    except ConnectionError:
        return
    assert 1 < len(answers) < 40
    assert answers[-1] == b"-ERR Too many errors"


async def test_a_client_that_never_shakes_hands_is_in_nobodys_way(house):
    idle = [await asyncio.open_connection("127.0.0.1", house.ports["pop3s"]) for _ in range(20)]
    await works(house)
    for _, writer in idle:
        writer.transport.abort()


async def test_garbage_instead_of_a_handshake_closes(house):
    reader, writer = await asyncio.open_connection("127.0.0.1", house.ports["pop3s"])
    writer.write(b"CAPA\r\n" * 10)
    await asyncio.wait_for(reader.read(), 60)
    await works(house)


async def test_commands_for_a_megabyte_that_nobody_reads_do_not_pile_up(house):
    await house.put(b"Subject: x\r\n\r\n" + b"y" * 70 + b"\r\n")
    c = await house.talk()
    await c.login()
    c.writer.write(b"RETR 1\r\n" * 100_000)
    await asyncio.sleep(0.3)
    task = next(iter(house.server._sessions))
    assert len(house.server._sessions[task]._buffer) < 512 * 1024
    c.hang_up()


async def test_one_clients_connections_are_capped_and_the_reserve_is_the_houses(house):
    house.configure(house.settings.path.read_text() + "[limits]\nconnections = 20\nconnections_per_client = 10\n")
    held = [await house.talk(local="127.0.0.2") for _ in range(10)]
    for c in held:
        assert (await c.line()).startswith(b"+OK")
    refused = await house.talk(local="127.0.0.2")
    assert (await refused.line()).startswith(b"-ERR [SYS/TEMP] Too many connections")
    more = [await house.talk(local="127.0.0.3") for _ in range(6)]
    for c in more:
        assert (await c.line()).startswith(b"+OK")
    refused = await house.talk(local="127.0.0.3")
    assert (await refused.line()).startswith(b"-ERR")
    await works(house)
    for c in held + more:
        c.hang_up()
    await until(lambda: not house.server._sessions)


async def test_a_silent_client_is_let_go(house):
    house.configure(house.settings.path.read_text() + '[limits]\ncommand_timeout = "1s"\n')
    c = await house.talk()
    await c.line()
    with contextlib.suppress(ConnectionError):
        for _ in range(400):  # dribbling does not help
            c.writer.write(b"x")
            await asyncio.sleep(0.1)
            if c.reader.at_eof():
                break
        assert c.reader.at_eof()
