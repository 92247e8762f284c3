"""The tables of addresses, one row at a time; each edit of homemail.toml keeps its comments."""

from collections.abc import Mapping

from homemail.admin.editor import SettingsEditor
from homemail.control.dispatcher import Dispatcher
from homemail.control.errors import Kind, Refused
from homemail.control.method import Done
from homemail.control.methods.tables import Row, Rows, TableList, TableRemove, TableSet
from homemail.mail.sentence import Sentence
from homemail.settings.editing import remove_entry, set_entry
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


class TableDesk:
    def __init__(self, editor: SettingsEditor) -> None:
        self._editor = editor

    def register(self, dispatcher: Dispatcher) -> None:
        dispatcher.register(TableList, self.list)
        dispatcher.register(TableSet, self.set)
        dispatcher.register(TableRemove, self.remove)

    async def list(self, request: TableList) -> Rows:
        names = (request.table,) if request.table else tuple(SECTIONS)
        found: list[Row] = []
        for name in names:
            table = _rows_of(self._editor.current, _section(name))
            found.extend(Row(name, pattern, _several(table[pattern])) for pattern in sorted(table))
        return Rows(tuple(found))

    async def set(self, request: TableSet) -> Done:
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
        section = _section(request.table)
        try:
            await self._editor.apply(lambda text: remove_entry(text, section, request.pattern))
        except KeyError:
            words = Sentence("{table}: there is no row {name}", table=request.table, name=request.pattern)
            raise Refused(Kind.NOT_FOUND, words) from None
        return Done(Sentence("{table}: the row {name} is removed", table=request.table, name=request.pattern))


def _section(name: str) -> str:
    if name not in SECTIONS:
        words = Sentence("there is no table {name}; there are {tables}", name=name, tables=", ".join(SECTIONS))
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
