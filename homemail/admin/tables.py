"""The tables of addresses, one row at a time; each edit of homemail.toml keeps its comments."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import fields

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.tables import Row, Rows, TableCheck, TableList, TableRemove, TableSet
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.addresses import Masquerade, Virtual
from homemail.settings.declaration import about
from homemail.settings.editing import remove_entry, set_entry, set_value
from homemail.settings.kinds import Unacceptable, check
from homemail.settings.model import Settings
from homemail.settings.reading import parse

# The name of a table, and where it stands in homemail.toml.
SECTIONS: Mapping[str, str] = {
    "aliases": "aliases",
    "canonical": "canonical.both",
    "canonical.senders": "canonical.senders",
    "canonical.recipients": "canonical.recipients",
    "generic": "sender_rewriting.addresses",
    "virtual": "virtual.addresses",
    "relocated": "relocated",
    "catch_all": "catch_all",
}
_WITH_SEVERAL = ("aliases", "virtual", "catch_all")
# What is a list of names in homemail.toml: rows without targets.
_LISTS: Mapping[str, tuple[str, str, type]] = {
    "virtual.domains": ("virtual", "domains", Virtual),
    "masquerade": ("masquerade", "domains", Masquerade),
    "masquerade.exceptions": ("masquerade", "exceptions", Masquerade),
}
NAMES = (*SECTIONS, *_LISTS)


class TableDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(TableList, self.list)
        dispatcher.register(TableSet, self.set)
        dispatcher.register(TableRemove, self.remove)

    async def list(self, request: TableList) -> Rows:
        names = (request.table,) if request.table else NAMES
        found: list[Row] = []
        for name in names:
            if name in _LISTS:
                found.extend(Row(name, entry, ()) for entry in self._listed(name))
                continue
            table = _rows_of(self._editor.current, _section(name))
            found.extend(Row(name, pattern, _several(table[pattern])) for pattern in sorted(table))
        return Rows(tuple(found))

    async def set(self, request: TableSet) -> Done:
        await self._editor.apply(lambda text: with_row(text, request))
        table, name = request.table, request.pattern
        if table in _LISTS:
            return Done(Sentence("{table}: {name} is on the list", table=table, name=_checked(table, name)))
        targets = ", ".join(request.targets)
        return Done(Sentence("{table}: {name} is {targets}", table=table, name=name, targets=targets))

    async def remove(self, request: TableRemove) -> Done:
        table, name = request.table, request.pattern
        try:
            await self._editor.apply(lambda text: _without(text, table, name))
        except KeyError:
            if table in _LISTS:
                words = Sentence("{entry} is not on the list", entry=_checked(table, name))
            else:
                words = Sentence("{table}: there is no row {name}", table=table, name=name)
            raise Refused(Kind.NOT_FOUND, words) from None
        if table in _LISTS:
            return Done(Sentence("{table}: {name} is off the list", table=table, name=_checked(table, name)))
        return Done(Sentence("{table}: the row {name} is removed", table=table, name=name))

    def _listed(self, table: str) -> tuple[str, ...]:
        return _entries(self._editor.current, table)


def with_row(text: str, request: TableSet | TableCheck) -> str:
    """The settings with a row, in the place of the one it has been until now. Raises Refused and SettingsError."""
    old = (request.old_table or request.table, request.old_pattern)
    if request.old_pattern and old != (request.table, request.pattern):
        with contextlib.suppress(KeyError):  # somebody else has removed it meanwhile
            text = _without(text, *old)
    if request.table in _LISTS:
        return _listed_with(text, request)
    section = _section(request.table)
    if not request.targets or (len(request.targets) > 1 and request.table not in _WITH_SEVERAL):
        raise Refused(
            Kind.INVALID,
            Sentence("{name}: one address is needed", name=request.pattern)
            if request.table not in _WITH_SEVERAL
            else Sentence("{name}: at least one address is needed", name=request.pattern),
        )
    value = list(request.targets) if request.table in _WITH_SEVERAL else request.targets[0]
    return set_entry(text, section, request.pattern, value)


def _without(text: str, table: str, pattern: str) -> str:
    """Raises KeyError."""
    if table not in _LISTS:
        return remove_entry(text, _section(table), pattern)
    entry, listed = _checked(table, pattern), _entries(parse(text), table)
    if entry not in listed:
        raise KeyError(pattern)
    return _write(text, table, [one for one in listed if one != entry])


def _listed_with(text: str, request: TableSet | TableCheck) -> str:
    entry, listed = _checked(request.table, request.pattern), list(_entries(parse(text), request.table))
    if request.targets:
        raise Refused(Kind.INVALID, Sentence("{table} is a list of names: {name} has no target",
                                             table=request.table, name=entry))  # fmt: skip
    if entry in listed:
        if request.old_pattern:
            return text
        raise Refused(Kind.EXISTS, Sentence("{entry} is on the list already", entry=entry))
    # Order matters: the first domain that fits decides, so that one below another stands before it.
    bare = entry.lstrip("!")
    at = next((i for i, one in enumerate(listed) if bare.endswith(f".{one.lstrip('!')}")), len(listed))
    return _write(text, request.table, [*listed[:at], entry, *listed[at:]])


def _write(text: str, table: str, entries: Sequence[str]) -> str:
    section, key, _ = _LISTS[table]
    return set_value(text, section, key, entries)


def _entries(settings: Settings, table: str) -> tuple[str, ...]:
    section, key, _ = _LISTS[table]
    entries: tuple[str, ...] = getattr(getattr(settings, section), key)
    return entries


def _checked(table: str, entry: str) -> str:
    """As the settings keep it."""
    _, name, model = _LISTS[table]
    key = next(one for one in fields(model) if one.name == name)
    try:
        (found,) = check(about(key), [entry])
    except Unacceptable as fault:
        raise Refused(Kind.INVALID, words_of(fault)) from None
    return str(found)


def _section(name: str) -> str:
    if name not in SECTIONS:
        words = Sentence("there is no table {name}; there are {tables}", name=name, tables=", ".join(NAMES))
        raise Refused(Kind.INVALID, words)
    return SECTIONS[name]


def _rows_of(settings: Settings, section: str) -> Mapping[str, str | tuple[str, ...]]:
    here: object = settings
    for part in section.split("."):
        here = getattr(here, part)
    assert isinstance(here, Mapping)
    return here


def _several(targets: str | tuple[str, ...]) -> tuple[str, ...]:
    return (targets,) if isinstance(targets, str) else targets
