"""The lists of strangers that are always let in, or never."""

from collections.abc import Sequence
from dataclasses import fields

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.strangers import StrangerLists, StrangersAdd, StrangersList, StrangersRemove
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.declaration import about
from homemail.settings.editing import set_value
from homemail.settings.kinds import Unacceptable, check
from homemail.settings.model import Strangers

_LISTS = {key.name: about(key) for key in fields(Strangers) if key.name in ("allow", "block")}


class StrangerDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(StrangersList, self.list)
        dispatcher.register(StrangersAdd, self.add)
        dispatcher.register(StrangersRemove, self.remove)

    async def list(self, request: StrangersList) -> StrangerLists:
        strangers = self._editor.current.strangers
        return StrangerLists(strangers.allow, strangers.block)

    async def add(self, request: StrangersAdd) -> Done:
        entry, listed = self._read(request.list, request.entry)
        if entry in listed:
            raise Refused(Kind.EXISTS, Sentence("{entry} is on the list already", entry=entry))
        if request.list == "block" and entry in self._editor.current.strangers.allow:
            words = Sentence("{entry} is always let in; remove it from that list first", entry=entry)
            raise Refused(Kind.INVALID, words)
        await self._write(request.list, [*listed, entry])
        if request.list == "allow":
            return Done(Sentence("mail from {entry} is always let in", entry=entry))
        return Done(Sentence("mail from {entry} is not taken any more", entry=entry))

    async def remove(self, request: StrangersRemove) -> Done:
        entry, listed = self._read(request.list, request.entry)
        if entry not in listed:
            raise Refused(Kind.NOT_FOUND, Sentence("{entry} is not on the list", entry=entry))
        await self._write(request.list, [one for one in listed if one != entry])
        return Done(Sentence("{entry} is off the list; mail from there is checked as any other", entry=entry))

    def _read(self, name: str, entry: str) -> tuple[str, tuple[str, ...]]:
        if name not in _LISTS:
            raise Refused(Kind.INVALID, Sentence("{value} is not known", value=repr(name)))
        try:
            (found,) = check(_LISTS[name], [entry])
        except Unacceptable as fault:
            raise Refused(Kind.INVALID, words_of(fault)) from None
        return found, getattr(self._editor.current.strangers, name)

    async def _write(self, name: str, entries: Sequence[str]) -> None:
        await self._editor.apply(lambda text: set_value(text, "strangers", name, entries))
