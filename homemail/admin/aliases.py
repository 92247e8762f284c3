"""Aliases: names and addresses of the house with those who receive their mail."""

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.addresses import Alias, Aliases, AliasList, AliasRemove, AliasSet
from homemail.mail.sentence import Sentence
from homemail.settings.editing import remove_entry, set_entry


class AliasDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(AliasList, self.list)
        dispatcher.register(AliasSet, self.set)
        dispatcher.register(AliasRemove, self.remove)

    async def list(self, request: AliasList) -> Aliases:
        table = self._editor.current.aliases
        return Aliases(tuple(Alias(name, tuple(table[name])) for name in sorted(table)))

    async def set(self, request: AliasSet) -> Done:
        if not request.targets:
            raise Refused(Kind.INVALID, Sentence("{name}: an alias needs at least one target", name=request.name))
        await self._editor.apply(lambda text: set_entry(text, "aliases", request.name, list(request.targets)))
        return Done(
            Sentence("mail for {name} goes to {targets}", name=request.name, targets=", ".join(request.targets))
        )

    async def remove(self, request: AliasRemove) -> Done:
        try:
            await self._editor.apply(lambda text: remove_entry(text, "aliases", request.name))
        except KeyError:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no alias {name}", name=request.name)) from None
        return Done(Sentence("the alias {name} is removed", name=request.name))
