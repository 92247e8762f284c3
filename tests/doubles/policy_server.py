"""A real HTTPS server on loopback that gives the answers a test wrote, one after the other, the last for ever."""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass, field

HANG = b"<hang>"


def policy(*lines: str) -> bytes:
    """The answer of a server that keeps to RFC 8461."""
    body = "".join(f"{line}\r\n" for line in ("version: STSv1", *lines)).encode()
    return answer(body)


def answer(body: bytes, status: str = "200 OK", kind: str = "text/plain; charset=utf-8", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


@dataclass
class PolicyServer:
    tls: ssl.SSLContext
    answers: list[bytes]
    asked: list[str] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> "PolicyServer":
        self._server = await asyncio.start_server(self._serve, host, port, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            self.asked.append(f"{request[0]} {next(line for line in request if line.lower().startswith('host:'))}")
            reply = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if reply == HANG:
                await asyncio.sleep(3600)
            writer.write(reply)
            await writer.drain()
        writer.close()
        self._tasks.discard(task)
