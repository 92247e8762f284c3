"""Listening sockets, as the servers get them."""

import asyncio
import socket

import pytest

from homemail.engine.listeners import bind


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
async def test_short_answers_are_not_held_back_by_nagle(address: str) -> None:
    try:
        bound = bind(address, 0)
    except OSError:
        pytest.skip(f"this machine has no {address}")
    seen: asyncio.Queue[int] = asyncio.Queue()

    class Protocol(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted: socket.socket = transport.get_extra_info("socket")
            seen.put_nowait(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    server = await asyncio.get_running_loop().create_server(Protocol, sock=bound)
    _, writer = await asyncio.open_connection(address, bound.getsockname()[1])
    assert await seen.get()
    writer.close()
    server.close()
