"""Transports: domains whose mail goes a way of its own, with the password kept for each."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict

from homemail.admin.editor import SettingsEditor
from homemail.admin.relay import check_secret
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.sending import TransportList, TransportRemove, TransportRow, TransportSet, TransportTable
from homemail.mail.sentence import Sentence
from homemail.routing.transports import secret_name
from homemail.settings.editing import set_list
from homemail.settings.relays import Transport
from homemail.settings.secrets import SecretStore


class TransportDesk:
    def __init__(self, editor: SettingsEditor, secrets: SecretStore) -> None:
        self._editor = editor
        self._secrets = secrets

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(TransportList, self.list)
        dispatcher.register(TransportSet, self.set)
        dispatcher.register(TransportRemove, self.remove)

    async def list(self, request: TransportList) -> TransportTable:
        rows = self._editor.current.transports
        return TransportTable(await asyncio.to_thread(lambda: tuple(self._row(one) for one in rows)))

    async def set(self, request: TransportSet) -> TransportTable:
        if request.password is not None:
            check_secret(request.password)
        rows = self._editor.current.transports
        # The spelling that is there stays: the password is kept under it.
        domain = next((one.domain for one in rows if _same(one, request.domain)), request.domain.strip())
        row = Transport(domain, request.host.strip(), request.port, request.tls, request.username)
        known = any(one.domain == domain for one in rows)
        await self._put([row if one.domain == domain else one for one in (rows if known else (*rows, row))])
        # Order matters: a password for settings that were refused would be kept for nothing.
        if request.password is not None:
            await asyncio.to_thread(self._secrets.put, secret_name(row), request.password)
        return await self.list(TransportList())

    async def remove(self, request: TransportRemove) -> TransportTable:
        rows = self._editor.current.transports
        gone = [one for one in rows if _same(one, request.domain)]
        if not gone:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no transport for {domain}", domain=request.domain))
        await self._put([one for one in rows if one not in gone])
        for one in gone:
            await asyncio.to_thread(self._secrets.remove, secret_name(one))
        return await self.list(TransportList())

    async def _put(self, rows: Sequence[Transport]) -> None:
        await self._editor.apply(lambda text: set_list(text, "transports", [asdict(one) for one in rows]))

    def _row(self, one: Transport) -> TransportRow:
        known = bool(one.username) and self._secrets.find(secret_name(one)) is not None
        return TransportRow(one.domain, one.host, one.port, one.tls, one.username, known)


def _same(row: Transport, domain: str) -> bool:
    return row.domain.lower().rstrip(".") == domain.strip().lower().rstrip(".")
