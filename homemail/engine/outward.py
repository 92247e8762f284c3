"""The delivery agent, loaded when the first message leaves the house.

A house that writes to itself needs neither DNS nor an SMTP client in memory; they are 4 MB of an engine's 64.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from homemail.access.hourly import Hourly
from homemail.authentication.signer import Signer
from homemail.delivery.agent import Attempt, BodyReader, Transfer
from homemail.mail.ids import RecipientId
from homemail.routing.transports import NextHop
from homemail.settings.live import LiveSettings
from homemail.settings.secrets import SecretStore

if TYPE_CHECKING:
    from homemail.delivery.remote import RemoteAgent


class OutwardAgent:
    """A DeliveryAgent that hands on to the remote one, with the signer of our domains."""

    def __init__(
        self, settings: LiveSettings, secrets: SecretStore, signer: Signer, hourly: Hourly, policies: Path
    ) -> None:
        self._settings = settings
        self._secrets = secrets
        self._signer = signer
        self._hourly = hourly
        self._policies = policies
        self._loading = asyncio.Lock()
        self._agent: RemoteAgent | None = None

    async def deliver(self, transfer: Transfer, next_hop: NextHop) -> Mapping[RecipientId, Attempt]:
        agent = await self._loaded()
        if entries := self._settings.current.dkim:

            async def sign(header: bytes, body: BodyReader) -> bytes:
                return await self._signer.signature(header, body, entries, transfer.queue_id)

            return await agent.deliver(replace(transfer, sign=sign), next_hop)
        return await agent.deliver(transfer, next_hop)

    async def explain(self, next_hop: NextHop) -> Sequence[str]:
        """Which mail servers a delivery would ask now; nothing is sent."""
        return await (await self._loaded()).explain(next_hop)

    async def _loaded(self) -> "RemoteAgent":
        if self._agent is not None:
            return self._agent
        async with self._loading:
            if self._agent is None:
                agent = await asyncio.to_thread(_load)
                self._agent = agent(self._settings, self._secret, hourly=self._hourly, policy_file=self._policies)
        return self._agent

    async def close(self) -> None:
        if self._agent is not None:
            await self._agent.close()

    async def _secret(self, name: str) -> str | None:
        """Off the loop: a keyring is asked over D-Bus and may have to be unlocked."""
        return await asyncio.to_thread(self._secrets.find, name)


def _load() -> "type[RemoteAgent]":
    from homemail.delivery.remote import RemoteAgent

    return RemoteAgent
