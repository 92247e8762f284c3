"""An SMTP load that costs little: canned octets from one epoll loop, MAIL, RCPT and DATA in one piece (RFC 2920).

Run as a process of its own; prints one JSON object: when it began and ended (the machine's monotonic clock) and each
message's wait from its first octet of content to the 250. Beside Postfix's smtp-source it knows twenty messages to a
connection, and latency.
"""

import json
import select
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_LINE = b"A home needs a post office that loses nothing, whoever pulls the plug 0123\r\n"


@dataclass(frozen=True, slots=True)
class Load:
    """`messages` in all, `each` of them to a connection, from `connections` at a time."""

    port: int
    messages: int
    size: int
    connections: int
    each: int
    recipients: Sequence[str]
    sender: str = "printer@maison.example"


@dataclass(slots=True)
class _Connection:
    wire: socket.socket
    left: int
    steps: int = 0  # replies that are awaited
    state: str = "greeting"
    received: bytes = b""
    unsent: memoryview = field(default_factory=lambda: memoryview(b""))
    sent_at: float = 0.0


class Generator:
    def __init__(self, load: Load) -> None:
        self._load = load
        self._to_open = load.messages // load.each
        self._number = 0
        self._poll = select.epoll()
        self._open: dict[int, _Connection] = {}
        self._body = _LINE * max(0, (load.size - 300) // len(_LINE))
        self.waits: list[float] = []

    def run(self) -> None:
        for _ in range(min(self._load.connections, self._to_open)):
            self._connect()
        while self._open:
            for handle, events in self._poll.poll(30):
                connection = self._open[handle]
                if events & select.EPOLLOUT:
                    self._send(connection, b"")
                if events & ~select.EPOLLOUT:
                    self._receive(connection)

    def _connect(self) -> None:
        self._to_open -= 1
        wire = socket.create_connection(("127.0.0.1", self._load.port))
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.setblocking(False)
        self._open[wire.fileno()] = _Connection(wire, self._load.each, 1)
        self._poll.register(wire, select.EPOLLIN)

    def _receive(self, connection: _Connection) -> None:
        octets = connection.wire.recv(65536)
        if not octets:
            raise SystemExit(f"the server hung up after {connection.state}: {connection.received!r}")
        connection.received += octets
        while (end := connection.received.find(b"\r\n")) >= 0:
            line, connection.received = connection.received[:end], connection.received[end + 2 :]
            if line[:1] not in b"23":
                raise SystemExit(f"the server said {line!r} to {connection.state}")
            if line[3:4] != b"-":
                connection.steps -= 1
        if not connection.steps:
            self._advance(connection)

    def _advance(self, connection: _Connection) -> None:
        match connection.state:
            case "greeting":
                self._say(connection, "EHLO", b"EHLO printer.maison.example\r\n", 1)
            case "DATA":
                connection.sent_at = time.monotonic()
                self._say(connection, "content", self._content() + self._body + b"\r\n.\r\n", 1)
            case "QUIT":
                del self._open[connection.wire.fileno()]
                connection.wire.close()
                if self._to_open:
                    self._connect()
            case state:
                if state == "content":
                    self.waits.append(time.monotonic() - connection.sent_at)
                    connection.left -= 1
                if not connection.left:
                    self._say(connection, "QUIT", b"QUIT\r\n", 1)
                    return
                self._number += 1
                recipient = self._load.recipients[self._number % len(self._load.recipients)]
                commands = f"MAIL FROM:<{self._load.sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n"
                self._say(connection, "DATA", commands.encode(), 3)

    def _content(self) -> bytes:
        return (
            f"From: Printer <{self._load.sender}>\r\nTo: The family <family@maison.example>\r\n"
            f"Date: Sat, 21 Nov 2026 09:00:00 +0100\r\nMessage-ID: <{time.time_ns()}.{self._number}@maison.example>\r\n"
            f"Subject: Page {self._number}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        ).encode()

    def _say(self, connection: _Connection, state: str, octets: bytes, replies: int) -> None:
        connection.state, connection.steps = state, replies
        self._send(connection, octets)

    def _send(self, connection: _Connection, octets: bytes) -> None:
        was_waiting = bool(connection.unsent)
        unsent = memoryview(octets) if octets else connection.unsent
        try:
            connection.unsent = unsent[connection.wire.send(unsent) :]
        except BlockingIOError:
            connection.unsent = unsent
        if bool(connection.unsent) != was_waiting:
            events = select.EPOLLIN | (select.EPOLLOUT if connection.unsent else 0)
            self._poll.modify(connection.wire, events)


def main() -> None:
    """The load as JSON in the one argument."""
    generator = Generator(Load(**json.loads(sys.argv[1])))
    began = time.monotonic()
    generator.run()
    print(json.dumps({"began": began, "ended": time.monotonic(), "waits": generator.waits}))


if __name__ == "__main__":
    main()
