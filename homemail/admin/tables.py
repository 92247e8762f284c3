"""The tables of addresses, one row at a time; each edit of homemail.toml keeps its comments."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.tables import Row, Rows, TableList, TableRemove, TableSet
from homemail.mail.sentence import Sentence, words_of
from homemail.settings.addresses import Masquerade, Virtual
from homemail.settings.declaration import about
from homemail.settings.editing import remove_entry, set_entry, set_value
from homemail.settings.kinds import Unacceptable, check
from homemail.settings.model import Settings

# The name of a table, and where it stands in homemail.toml.
SECTIONS: Mapping[str, str] = {
    "canonical": "canonical.both",
    "canonical.senders": "canonical.senders",
    "canonical.recipients": "canonical.recipients",
    "generic": "sender_rewriting.addresses",
    "virtual": "virtual.addresses",
    "relocated": "relocated",
    "catch_all": "catch_all",
}
_WITH_SEVERAL = ("virtual", "catch_all")
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
        if request.table in _LISTS:
            return await self._add(request)
        section = _section(request.table)
        if not request.targets or (len(request.targets) > 1 and request.table not in _WITH_SEVERAL):
            raise Refused(
                Kind.INVALID,
                Sentence("{name}: one address is needed", name=request.pattern)
                if request.table not in _WITH_SEVERAL
                else Sentence("{name}: at least one address is needed", name=request.pattern),
            )
        value = list(request.targets) if request.table in _WITH_SEVERAL else request.targets[0]
        await self._editor.apply(lambda text: set_entry(text, section, request.pattern, value))
        targets = ", ".join(request.targets)
        return Done(
            Sentence("{table}: {name} is {targets}", table=request.table, name=request.pattern, targets=targets)
        )

    async def remove(self, request: TableRemove) -> Done:
        if request.table in _LISTS:
            return await self._take_off(request.table, request.pattern)
        section = _section(request.table)
        try:
            await self._editor.apply(lambda text: remove_entry(text, section, request.pattern))
        except KeyError:
            words = Sentence("{table}: there is no row {name}", table=request.table, name=request.pattern)
            raise Refused(Kind.NOT_FOUND, words) from None
        return Done(Sentence("{table}: the row {name} is removed", table=request.table, name=request.pattern))

    # Lists of names.

    def _listed(self, table: str) -> tuple[str, ...]:
        section, key, _ = _LISTS[table]
        entries: tuple[str, ...] = getattr(getattr(self._editor.current, section), key)
        return entries

    async def _add(self, request: TableSet) -> Done:
        entry, listed = _checked(request.table, request.pattern), list(self._listed(request.table))
        if request.targets:
            raise Refused(Kind.INVALID, Sentence("{table} is a list of names: {name} has no target",
                                                 table=request.table, name=entry))  # fmt: skip
        if entry in listed:
            raise Refused(Kind.EXISTS, Sentence("{entry} is on the list already", entry=entry))
        # Order matters: the first domain that fits decides, so that one below another stands before it.
        bare = entry.lstrip("!")
        at = next((i for i, one in enumerate(listed) if bare.endswith(f".{one.lstrip('!')}")), len(listed))
        await self._write(request.table, [*listed[:at], entry, *listed[at:]])
        return Done(Sentence("{table}: {name} is on the list", table=request.table, name=entry))

    async def _take_off(self, table: str, pattern: str) -> Done:
        entry, listed = _checked(table, pattern), self._listed(table)
        if entry not in listed:
            raise Refused(Kind.NOT_FOUND, Sentence("{entry} is not on the list", entry=entry))
        await self._write(table, [one for one in listed if one != entry])
        return Done(Sentence("{table}: {name} is off the list", table=table, name=entry))

    async def _write(self, table: str, entries: Sequence[str]) -> None:
        section, key, _ = _LISTS[table]
        await self._editor.apply(lambda text: set_value(text, section, key, entries))


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
