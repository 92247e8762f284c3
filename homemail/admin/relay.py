"""The relayhost and the passwords for the outside. A password goes to the secret store and never comes back."""

import asyncio

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.sending import RelaySet, RelaySettings, RelayShow, SecretSet
from homemail.mail.sentence import Sentence
from homemail.settings.editing import set_value
from homemail.settings.secrets import SecretStore

RELAY_SECRET = "relay"  # noqa: S105  (the name, not the secret)
_PLACES = {"keyring": Sentence("keyring"), "file": Sentence("file")}


class RelayDesk:
    def __init__(self, editor: SettingsEditor, secrets: SecretStore) -> None:
        self._editor = editor
        self._secrets = secrets

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(RelayShow, self.show)
        dispatcher.register(RelaySet, self.set)
        dispatcher.register(SecretSet, self.set_secret)

    async def show(self, request: RelayShow) -> RelaySettings:
        relay = self._editor.current.relay
        known = await asyncio.to_thread(self._secrets.find, RELAY_SECRET)
        return RelaySettings(relay.host, relay.port, relay.tls, relay.username, bool(known))

    async def set(self, request: RelaySet) -> RelaySettings:
        given = {"host": request.host, "port": request.port, "tls": request.tls, "username": request.username}
        changes = {key: value for key, value in given.items() if value is not None}
        if request.password is not None:
            check_secret(request.password)

        def edit(text: str) -> str:
            for key, value in changes.items():
                text = set_value(text, "relay", key, value)
            return text

        if changes:
            await self._editor.apply(edit)
        # Order matters: a password for settings that were refused would be kept for nothing.
        if request.password is not None:
            await asyncio.to_thread(self._secrets.put, RELAY_SECRET, request.password)
        return await self.show(RelayShow())

    async def set_secret(self, request: SecretSet) -> Done:
        name = request.name.strip()
        if not name or not name.isprintable():
            raise Refused(Kind.INVALID, Sentence('a secret needs a name, such as "relay"'))
        check_secret(request.secret)
        await asyncio.to_thread(self._secrets.put, name, request.secret)
        return Done(Sentence("the secret {name} is kept in the {place}", name=name, place=_PLACES[self._secrets.where]))


def check_secret(secret: str) -> None:
    """Raises Refused when no server could be given it."""
    if not secret:
        raise Refused(Kind.INVALID, Sentence("the secret is empty"))
    if any(letter in secret for letter in "\r\n\0"):
        raise Refused(Kind.INVALID, Sentence("the secret holds a line end"))
