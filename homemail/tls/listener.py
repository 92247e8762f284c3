"""A listener that speaks TLS at once, and counts a client from the moment it is accepted.

asyncio's own TLS servers tell nobody of a connection before its handshake is
done, so handshakes that never end would be under no cap; and start_tls on a
connection whose first bytes uvloop has read already loses the ClientHello.
Here the caller decides on the bare socket, and the handshake has a deadline.
"""

import asyncio
import contextlib
import errno
import logging
import socket
import ssl
from collections.abc import Callable, Coroutine
from typing import Any

_log = logging.getLogger("homemail.engine")

# The process or the system is out of descriptors: wait a little, as asyncio's servers do.
_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}


class TlsListener(asyncio.AbstractServer):
    """Accepts connections and hands each, as a socket, to `welcome`."""

    def __init__(
        self, sock: socket.socket, backlog: int, welcome: Callable[[socket.socket], Coroutine[Any, Any, None]]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._sock = sock
        self._welcome = welcome
        self._tasks: set[asyncio.Task[Any]] = set()
        sock.setblocking(False)
        sock.listen(backlog)
        self._accepting = self._loop.create_task(self._accept(), name="tls accept")
        # Order matters: the loop has to let go of the descriptor before its number can be used again.
        self._accepting.add_done_callback(lambda _: sock.close())

    def close(self) -> None:
        self._accepting.cancel()
        for task in tuple(self._tasks):
            task.cancel()

    def is_serving(self) -> bool:
        return not self._accepting.done()

    def get_loop(self) -> asyncio.AbstractEventLoop:
        return self._loop

    @property
    def sockets(self) -> tuple[socket.socket, ...]:
        return (self._sock,) if self.is_serving() else ()

    async def start_serving(self) -> None:
        """It serves from the beginning."""

    async def serve_forever(self) -> None:
        await self._accepting

    async def wait_closed(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self._accepting

    async def _accept(self) -> None:
        while True:
            try:
                connection, _ = await self._loop.sock_accept(self._sock)
            except OSError as fault:
                _log.warning("warning: accept: %s", fault.strerror)
                await asyncio.sleep(1.0 if fault.errno in _EXHAUSTED else 0.01)
                continue
            task = self._loop.create_task(self._welcome(connection))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


async def shake_hands(
    connection: socket.socket, context: ssl.SSLContext, protocol: Callable[[], asyncio.Protocol], timeout: float
) -> bool:
    """TLS on an accepted socket; False when it did not come about."""
    loop = asyncio.get_running_loop()
    try:
        await loop.connect_accepted_socket(protocol, connection, ssl=context, ssl_handshake_timeout=timeout)
    except (OSError, ssl.SSLError):
        connection.close()
        return False
    return True


def peer_of(sock: socket.socket) -> str:
    """The client's address, without a zone, an IPv4 client of an IPv6 socket by its IPv4 address; "" when gone."""
    try:
        name = str(sock.getpeername()[0])
    except OSError:
        return ""
    return name.partition("%")[0].removeprefix("::ffff:")
