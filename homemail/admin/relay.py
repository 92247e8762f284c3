"""The relays and the passwords for the outside. A password goes to the secret store and never comes back.

The relayhost, named "relay", is a section of homemail.toml; the relays of single senders are a list.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.sending import (
    RelayList,
    RelayRemove,
    RelaySet,
    RelaySettings,
    RelayShow,
    RelayTable,
    SecretSet,
)
from homemail.mail.sentence import Sentence, joined
from homemail.routing.transports import find_name, relay_secret, secret_name
from homemail.settings.editing import set_list, set_value
from homemail.settings.model import Settings
from homemail.settings.relays import DEFAULT_RELAY, PersonalRelay, Relay
from homemail.settings.secrets import SecretStore

_PLACES = {"keyring": Sentence("keyring"), "file": Sentence("file")}


class RelayDesk:
    def __init__(self, editor: SettingsEditor, secrets: SecretStore) -> None:
        self._editor = editor
        self._secrets = secrets

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(RelayShow, self.show)
        dispatcher.register(RelayList, self.list)
        dispatcher.register(RelaySet, self.set)
        dispatcher.register(RelayRemove, self.remove)
        dispatcher.register(SecretSet, self.set_secret)

    async def show(self, request: RelayShow) -> RelaySettings:
        return await asyncio.to_thread(self._shown, find(request.name, self._editor.current))

    async def list(self, request: RelayList) -> RelayTable:
        settings = self._editor.current
        rows: list[Relay | PersonalRelay] = [settings.relay, *settings.relays]
        return RelayTable(await asyncio.to_thread(lambda: tuple(self._shown(row) for row in rows)))

    async def set(self, request: RelaySet) -> RelaySettings:
        if request.password is not None:
            check_secret(request.password)
        given = {key: getattr(request, key) for key in _KEYS}
        changes = {key: value for key, value in given.items() if value is not None}
        name = request.name.strip()
        if is_default(name):
            if request.senders is not None:
                words = Sentence("the relay {name} is for all senders that have none of their own", name=DEFAULT_RELAY)
                raise Refused(Kind.INVALID, words)
            if changes:
                await self._editor.apply(lambda text: _changed(text, changes))
        else:
            name = await self._put(name, changes)
        # Order matters: a password for settings that were refused would be kept for nothing.
        if request.password is not None:
            await asyncio.to_thread(self._secrets.put, relay_secret(name), request.password)
        return await self.show(RelayShow(name))

    async def _put(self, name: str, changes: dict[str, Any]) -> str:
        """The name as it is spelled in the settings: the password is kept under it."""
        rows = self._editor.current.relays
        known = next((row for row in rows if row.name.lower() == name.lower()), None)
        if known is None:
            await self._write([*rows, PersonalRelay(name, **changes)])
            return name
        fresh = replace(known, **changes)
        await self._write([fresh if row is known else row for row in rows])
        return known.name

    async def remove(self, request: RelayRemove) -> RelayTable:
        if is_default(request.name):
            words = Sentence("the relay {name} cannot be removed; an empty host switches it off", name=DEFAULT_RELAY)
            raise Refused(Kind.INVALID, words)
        row = find(request.name, self._editor.current)
        await self._write([one for one in self._editor.current.relays if one is not row])
        await asyncio.to_thread(self._secrets.remove, relay_secret(name_of(row)))
        return await self.list(RelayList())

    async def _write(self, rows: Sequence[PersonalRelay]) -> None:
        await self._editor.apply(lambda text: set_list(text, "relays", [_entry(row) for row in rows]))

    def _shown(self, row: Relay | PersonalRelay) -> RelaySettings:
        name = name_of(row)
        return RelaySettings(
            row.host,
            row.port,
            row.tls,
            row.username,
            self._secrets.find(relay_secret(name)) is not None,
            name,
            row.senders if isinstance(row, PersonalRelay) else (),
            row.fallback,
            row.messages_per_hour,
            row.message_size,
            row.recipients,
            self._editor.current.sending.outside,
        )

    async def set_secret(self, request: SecretSet) -> Done:
        name = request.name.strip()
        if not name or not name.isprintable():
            raise Refused(Kind.INVALID, Sentence('a secret needs a name, such as "relay"'))
        check_secret(request.secret)
        asked_for = _secret_names(self._editor.current)
        name = next((one for one in asked_for if one.lower() == name.lower()), name)
        await asyncio.to_thread(self._secrets.put, name, request.secret)
        kept = Sentence("the secret {name} is kept in the {place}", name=name, place=_PLACES[self._secrets.where])
        if name in asked_for:
            return Done(kept)
        names = ", ".join(asked_for) or Sentence("none, as no relay and no transport has a login")
        return Done(joined("; ", (kept, Sentence("but nothing asks for it yet; asked for are: {names}", names=names))))


def _secret_names(settings: Settings) -> tuple[str, ...]:
    """Under which names passwords are looked for."""
    rows: tuple[Relay | PersonalRelay, ...] = (settings.relay, *settings.relays)
    relays = (relay_secret(name_of(row)) for row in rows if row.username)
    return (*relays, *(secret_name(row) for row in settings.transports if row.username))


_KEYS = ("host", "port", "tls", "username", "senders", "fallback", "messages_per_hour", "message_size", "recipients")


def is_default(name: str) -> bool:
    return name.strip().lower() == DEFAULT_RELAY


def name_of(row: Relay | PersonalRelay) -> str:
    return row.name if isinstance(row, PersonalRelay) else DEFAULT_RELAY


def find(name: str, settings: Settings) -> Relay | PersonalRelay:
    try:
        return find_name(name.strip(), settings)
    except KeyError:
        raise Refused(Kind.NOT_FOUND, Sentence("there is no relay {name}", name=name)) from None


def _changed(text: str, changes: Mapping[str, Any]) -> str:
    for key, value in changes.items():
        text = set_value(text, DEFAULT_RELAY, key, value)
    return text


def _entry(row: PersonalRelay) -> dict[str, object]:
    """As it is written: limits that are none need no line."""
    kept = {key: value for key, value in asdict(row).items() if value not in ("", 0, ())}
    return {key: [*value] if isinstance(value, tuple) else value for key, value in kept.items()}


def check_secret(secret: str) -> None:
    """Raises Refused when no server could be given it."""
    if not secret:
        raise Refused(Kind.INVALID, Sentence("the secret is empty"))
    if any(letter in secret for letter in "\r\n\0"):
        raise Refused(Kind.INVALID, Sentence("the secret holds a line end"))
