"""Every setting with its words and bounds, as forms and the command line show them; changes are all or none."""

from collections.abc import Iterable, Mapping
from typing import Any

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind as Fault
from homemail.control.errors import Refused
from homemail.control.method import Done
from homemail.control.methods.settings import SettingsField, SettingsPage, SettingsSet, SettingsShow
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.declaration import About, Kind
from homemail.settings.editing import set_list, set_values
from homemail.settings.kinds import accepted, format_duration
from homemail.settings.model import LISTS, Settings, keys
from homemail.settings.sizes import format_size


class SettingsDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(SettingsShow, self.show)
        dispatcher.register(SettingsSet, self.set)

    async def show(self, request: SettingsShow) -> SettingsPage:
        error = self._editor.live.error
        current, default = self._editor.current, Settings()
        fields = tuple(field_of(key, words, current, default) for key, words in keys())
        wrong = tuple(dict.fromkeys(problem.key for problem in error.problems)) if error else ()
        known = {one.key for one in fields}
        nameable = wrong if known.issuperset(wrong) else ()
        return SettingsPage(str(self._editor.live.path), words_of(error) if error else "", fields, nameable)

    async def set(self, request: SettingsSet) -> Done:
        if not (request.changes or request.unset):
            raise Refused(Fault.INVALID, Sentence("nothing to change"))
        await self._editor.apply(lambda text: _edited(text, request.changes, request.unset))
        return Done(Sentence("changed: {keys}", keys=", ".join(sorted({*request.changes, *request.unset}))))


def _edited(text: str, changes: Mapping[str, Any], unset: Iterable[str]) -> str:
    lists = {key: value for key, value in changes.items() if key in LISTS and _is_rows(value)}
    values = {key: value for key, value in changes.items() if key not in lists}
    known = [key for key, _ in keys()]
    for key in (*unset, *(one for one in values if "." not in one)):
        if key not in known:
            raise Refused(Fault.INVALID, Sentence("{key}: there is no such key", key=key))
    if values or unset:
        text = set_values(text, values, unset)
    for key, entries in lists.items():
        text = set_list(text, key, entries)
    return text


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def field_of(key: str, words: About, current: Settings, default: Settings) -> SettingsField:
    section, _, name = key.partition(".")
    return SettingsField(
        key,
        words.title,
        words.help,
        words.kind.value,
        _as_written(words, getattr(getattr(current, section), name)),
        _as_written(words, getattr(getattr(default, section), name)),
        accepted(words),
        words.low,
        words.high,
        words.choices,
        words.needs_restart,
    )


def _as_written(words: About, value: Any) -> Any:
    match words.kind:
        case Kind.DURATION:
            return format_duration(value)
        case Kind.SIZE:
            return format_size(value)
        case _:
            return value
