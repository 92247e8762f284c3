"""DNS and the judge of mail from outside, loaded when the first question comes.

A house on which no stranger calls needs neither dnspython nor the cryptography of others' signatures in memory.
"""

import asyncio
from typing import TYPE_CHECKING

from homemail.settings.live import LiveSettings

if TYPE_CHECKING:
    from homemail.authentication.verifier import Client, Content, Report, Verifier
    from homemail.routing.mx import Resolver


class Names:
    """The settings' DNS as the room of authentication asks it (lookup.Query)."""

    def __init__(self, settings: LiveSettings) -> None:
        self._settings = settings
        self._loading = asyncio.Lock()
        self._resolver: Resolver | None = None

    async def __call__(self, name: str, kind: str) -> tuple[str, ...] | None:
        async with self._loading:
            if self._resolver is None:
                self._resolver = (await asyncio.to_thread(_load_resolver))()
        answer = await self._resolver.records(name, kind, self._settings.current.resolver)
        return answer if isinstance(answer, tuple) else None


class InwardVerifier:
    """A judge that hands on to the real one."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._loading = asyncio.Lock()
        self._verifier: Verifier | None = None

    async def judge(self, client: "Client", content: "Content", header: bytes, body_offset: int) -> "Report":
        async with self._loading:
            if self._verifier is None:
                self._verifier = (await asyncio.to_thread(_load_verifier))(self._names)
        return await self._verifier.judge(client, content, header, body_offset)


def _load_resolver() -> "type[Resolver]":
    from homemail.routing.mx import Resolver

    return Resolver


def _load_verifier() -> "type[Verifier]":
    from homemail.authentication.verifier import Verifier

    return Verifier
