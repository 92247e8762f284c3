"""The history of the settings: what changed when, as a difference, and the ways back."""

import asyncio
from collections.abc import Sequence

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.methods.history import (
    Change,
    Changes,
    ChangeShown,
    HistoryList,
    HistoryRestore,
    HistoryShow,
    HistoryUndo,
    KeyChanged,
    TakenBack,
)
from homemail.mail.sentence import Sentence, packed, words_of
from homemail.routing.transports import relay_secret, secret_name
from homemail.settings.history import Deed, Note
from homemail.settings.reading import SettingsError, parse
from homemail.settings.secrets import SecretStore


class HistoryDesk:
    def __init__(self, editor: SettingsEditor, secrets: SecretStore) -> None:
        self._editor = editor
        self._secrets = secrets

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(HistoryList, self.list)
        dispatcher.register(HistoryShow, self.show)
        dispatcher.register(HistoryUndo, self.undo)
        dispatcher.register(HistoryRestore, self.restore)

    async def list(self, request: HistoryList) -> Changes:
        await self._editor.notice()
        notes = await asyncio.to_thread(self._editor.history.notes)
        undone = taken_back(notes)
        changes = (_change(note, undone) for note in reversed(notes))
        return Changes(tuple(changes), last_of(notes))

    async def show(self, request: HistoryShow) -> ChangeShown:
        await self._editor.notice()
        return await asyncio.to_thread(self._shown, request.number)

    async def undo(self, request: HistoryUndo) -> TakenBack:
        await self._editor.notice()
        notes = await asyncio.to_thread(self._editor.history.notes)
        number = request.number or last_of(notes)
        if not number:
            raise Refused(Kind.NOT_FOUND, Sentence("no change is left to take back"))
        note = _find(notes, number)
        before, after = await asyncio.to_thread(self._texts, notes, note)
        deed = Deed.REDO if note.deed == Deed.UNDO else Deed.UNDO

        def edit(text: str) -> str:
            fresh = self._without(notes, note, before, after, text)
            parse(fresh)
            return fresh

        made = await self._editor.apply(edit, deed, note.act, note.number)
        words = _words(deed, note.words, note.of)
        return TakenBack(made, await asyncio.to_thread(self._with_passwords, words, before, after), deed)

    async def restore(self, request: HistoryRestore) -> TakenBack:
        await self._editor.notice()
        note = _find(await asyncio.to_thread(self._editor.history.notes), request.number)
        text = await asyncio.to_thread(self._editor.history.text, note.number)
        if text is None:
            raise Refused(Kind.NOT_FOUND, Sentence("there is no change {number} in the history", number=note.number))
        was = ""

        def edit(current: str) -> str:
            nonlocal was
            was = current
            if current == text:
                raise Refused(Kind.EXISTS, Sentence("the settings are as they were then already"))
            parse(text)
            return text

        words = _words(Deed.RESTORE, "", note.number)
        made = await self._editor.apply(edit, Deed.RESTORE, packed(words), note.number)
        return TakenBack(made, await asyncio.to_thread(self._with_passwords, words, text, was), Deed.RESTORE)

    def _shown(self, number: int) -> ChangeShown:
        from homemail.settings.difference import by_keys, by_lines

        notes = self._editor.history.notes()
        note = _find(notes, number)
        change = _change(note, taken_back(notes))
        current = self._editor.live.path.read_text("utf-8-sig")
        text = self._editor.history.text(number) or ""
        if note is notes[0]:
            words = Sentence("nothing is known of the time before it")
            return ChangeShown(change, (), (), words, text == current)
        before, after = self._texts(notes, note)
        keys = tuple(KeyChanged(one.key, one.said) for one in by_keys(before, after))
        return ChangeShown(change, keys, by_lines(before, after), self._obstacle(notes, note, current), text == current)

    def _obstacle(self, notes: Sequence[Note], note: Note, current: str) -> str:
        try:
            before, after = self._texts(notes, note)
            fresh = self._without(notes, note, before, after, current)
            parse(fresh)
        except Refused as fault:
            return fault.message
        except SettingsError as fault:
            return words_of(fault)
        return ""

    def _without(self, notes: Sequence[Note], note: Note, before: str, after: str, current: str) -> str:
        from homemail.settings.undoing import Overlap, taken_back

        try:
            fresh = taken_back(before, after, current)
        except Overlap as fault:
            other = self._who_touched(notes, note, fault.path)
            key = ".".join(fault.path)
            if not key:
                words = Sentence("the same lines of the file were changed since, by change {other}", other=other)
            else:
                words = Sentence("{key} was changed again since, by change {other}", key=key, other=other)
            raise Refused(Kind.EXISTS, words) from None
        if fresh == current:
            raise Refused(Kind.EXISTS, Sentence("nothing of this change is left to take back"))
        return fresh

    def _who_touched(self, notes: Sequence[Note], note: Note, path: Sequence[str]) -> int:
        """The latest change that touched the same."""
        from homemail.settings.difference import by_keys

        key = ".".join(path)
        for later in reversed([one for one in notes if one.number > note.number]):
            touched = [one.key for one in by_keys(*self._texts(notes, later))]
            if not key or any(f"{one}.".startswith(f"{key}.") or f"{key}.".startswith(f"{one}.") for one in touched):
                return later.number
        return notes[-1].number

    def _texts(self, notes: Sequence[Note], note: Note) -> tuple[str, str]:
        """Before and after."""
        history, at = self._editor.history, notes.index(note)
        before, after = history.text(notes[at - 1].number) if at else None, history.text(note.number)
        if before is None or after is None:
            words = Sentence("change {number} is the oldest that is known: nothing is before it", number=note.number)
            raise Refused(Kind.NOT_FOUND, words)
        return before, after

    def _with_passwords(self, words: Sentence, now: str, before: str) -> Sentence:
        """Passwords are no part of the settings: one that went with its relay does not come back."""
        asked, had = _logins(now), _logins(before)
        missing = [name for name in asked if name not in had and self._secrets.find(name) is None]
        if not missing:
            return words
        names = ", ".join(missing)
        return Sentence("{done}; passwords to be given again: {names}", done=words, names=names)


def _logins(text: str) -> list[str]:
    """Under which names these settings look for passwords."""
    try:
        settings = parse(text)
    except SettingsError:
        return []
    relays = [relay_secret(row.name) for row in settings.relays if row.username]
    transports = [secret_name(row) for row in settings.transports if row.username]
    return [*relays, *transports]


def taken_back(notes: Sequence[Note]) -> dict[int, int]:
    """Changes that do not hold any more, and by which undo."""
    found: dict[int, int] = {}
    for note in reversed(notes):
        if note.deed in {Deed.UNDO, Deed.REDO} and note.number not in found:
            found.setdefault(note.of, note.number)
    return found


def last_of(notes: Sequence[Note]) -> int:
    """What an undo takes back that is told no number: undos walk back, change by change."""
    undone = taken_back(notes)
    for note in reversed(notes[1:]):
        if note.number not in undone and note.deed in {Deed.CHANGE, Deed.RESTORE}:
            return note.number
    return 0


def _change(note: Note, undone: dict[int, int]) -> Change:
    words = _words(Deed(note.deed), note.words, note.of)
    return Change(note.number, note.when, note.way, note.deed, words, note.of, undone.get(note.number, 0))


def _words(deed: Deed, about: str, of: int) -> Sentence:
    match deed:
        case Deed.FIRST:
            return Sentence("the settings as they were first")
        case Deed.UNDO:
            return Sentence("taken back: {what}", what=about)
        case Deed.REDO:
            return Sentence("brought back: {what}", what=about)
        case Deed.RESTORE:
            return Sentence("everything as after change {number}", number=of)
        case Deed.CHANGE:
            return Sentence.verbatim(about)


def _find(notes: Sequence[Note], number: int) -> Note:
    for note in notes:
        if note.number == number:
            return note
    raise Refused(Kind.NOT_FOUND, Sentence("there is no change {number} in the history", number=number))
