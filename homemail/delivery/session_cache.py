"""Sessions kept open for a moment, used again for the same next hop and login (Postfix's connection cache)."""

import asyncio
import hashlib
import secrets
import time

from homemail.delivery.client import Client
from homemail.routing.transports import NextHop

IDLE_MAX = 3.0  # seconds an open session waits for the next message
TRANSACTIONS_MAX = 100  # in one session
IDLE_SESSIONS_MAX = 20  # in all

Identity = tuple[object, ...]


class SessionCache:
    """`take` a session or None, `keep` it afterwards; `close` ends those that are idle."""

    def __init__(self) -> None:
        self._idle: dict[Identity, list[Client]] = {}
        self._reaper: asyncio.TimerHandle | None = None
        self._closing: set[asyncio.Task[None]] = set()
        # Passwords take part in a session's identity only as a digest under a key of this process.
        self._key = secrets.token_bytes(32)

    def identity(self, hop: NextHop, password: str) -> Identity:
        digest = hashlib.blake2b(password.encode(), key=self._key, digest_size=16).digest() if password else b""
        return (hop, digest)

    def take(self, identity: Identity) -> Client | None:
        while clients := self._idle.get(identity):
            client = clients.pop()
            if not clients:
                self._idle.pop(identity, None)
            if client.is_open:
                # No RSET to see whether it lives, as that costs a round trip: a session lost at MAIL is opened anew.
                client.is_reused = True
                return client
        return None

    def keep(self, identity: Identity, client: Client) -> None:
        held = sum(len(clients) for clients in self._idle.values())
        if not client.is_open or client.transactions >= TRANSACTIONS_MAX or held >= IDLE_SESSIONS_MAX:
            self._dismiss(client)
            return
        client.touch()
        self._idle.setdefault(identity, []).append(client)
        if self._reaper is None:
            self._reaper = asyncio.get_running_loop().call_later(IDLE_MAX, self._reap)

    def _reap(self) -> None:
        """Close what was idle for too long; the timer stands only while something is idle."""
        self._reaper = None
        now = time.monotonic()
        for identity, clients in tuple(self._idle.items()):
            for client in tuple(clients):
                if now - client.last_used >= IDLE_MAX - 0.05 or not client.is_open:
                    clients.remove(client)
                    self._dismiss(client)
            if not clients:
                del self._idle[identity]
        if self._idle:
            oldest = min(client.last_used for clients in self._idle.values() for client in clients)
            wait = max(0.05, oldest + IDLE_MAX - now)
            self._reaper = asyncio.get_running_loop().call_later(wait, self._reap)

    def _dismiss(self, client: Client) -> None:
        task = asyncio.get_running_loop().create_task(client.close(), name="smtp quit")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        if self._reaper is not None:
            self._reaper.cancel()
            self._reaper = None
        idle = [client for clients in self._idle.values() for client in clients]
        self._idle.clear()
        await asyncio.gather(*(client.close() for client in idle), *self._closing, return_exceptions=True)
