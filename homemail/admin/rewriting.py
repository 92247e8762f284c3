"""Sender rewriting: under which address a person of the house is known outside."""

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.addresses import (
    Rewriting,
    RewritingList,
    RewritingRemove,
    RewritingScope,
    RewritingSet,
    RewritingTable,
)
from homemail.mail.sentence import Sentence
from homemail.settings.editing import remove_entry, set_entry, set_value

_TABLE = "sender_rewriting.addresses"


class RewritingDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(RewritingList, self.list)
        dispatcher.register(RewritingSet, self.set)
        dispatcher.register(RewritingRemove, self.remove)
        dispatcher.register(RewritingScope, self.scope)

    async def list(self, request: RewritingList) -> RewritingTable:
        rewriting = self._editor.current.sender_rewriting
        entries = tuple(Rewriting(pattern, rewriting.addresses[pattern]) for pattern in sorted(rewriting.addresses))
        return RewritingTable(rewriting.scope, entries, rewriting.recipient_fields)

    async def set(self, request: RewritingSet) -> Done:
        await self._editor.apply(lambda text: set_entry(text, _TABLE, request.pattern, request.address))
        return Done(Sentence("{sender} is known outside as {address}", sender=request.pattern, address=request.address))

    async def remove(self, request: RewritingRemove) -> Done:
        try:
            await self._editor.apply(lambda text: remove_entry(text, _TABLE, request.pattern))
        except KeyError:
            raise Refused(Kind.NOT_FOUND, Sentence("{sender} is not rewritten", sender=request.pattern)) from None
        return Done(Sentence("{sender} stays as it is", sender=request.pattern))

    async def scope(self, request: RewritingScope) -> Done:
        await self._editor.apply(lambda text: set_value(text, "sender_rewriting", "scope", request.scope))
        if request.scope == "all":
            return Done(Sentence("senders are rewritten in all mail"))
        return Done(Sentence("senders are rewritten in outgoing mail"))
