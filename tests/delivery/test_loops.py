"""The client on the event loop that the engine runs on, whose transports are not asyncio's."""

import asyncio
import sys
from collections.abc import AsyncIterator

import pytest

from homemail.delivery.client import Client, SessionLost
from tests.doubles.patience import until

if sys.platform == "win32":
    from winloop import new_event_loop
else:
    from uvloop import new_event_loop


async def _endless() -> AsyncIterator[bytes]:
    while True:
        yield b"x" * 99_998 + b"\r\n"


def test_a_server_that_stops_reading_does_not_keep_our_socket() -> None:
    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for reply in (b"220 hop", b"250 hop", b"354 go on"):
            writer.write(reply + b"\r\n")
            if reply[:3] != b"354":
                await reader.readline()
        await done.wait()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(deaf, "127.0.0.1", 0)
        client = Client("127.0.0.1", "127.0.0.1", server.sockets[0].getsockname()[1], "gateway.maison.test", 0.5)
        await client.open(None)
        await client.hello()
        client.take_over()
        assert (await client.command("DATA", b"DATA")).code == 354
        wire = client._wire
        with pytest.raises(SessionLost) as fault:
            await client.send_content(_endless())
        assert fault.value.timed_out
        assert wire is not None
        await until(lambda: wire._fault is not None)  # asyncio has told of its end
        done.set()
        server.close()

    done = asyncio.Event()
    loop = new_event_loop()
    try:
        loop.run_until_complete(run())
    finally:
        loop.close()
