"""Settings as they would be: what pasted lines change, kept beside what is in force until all of it is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from types import MappingProxyType
from typing import Any

from homemail.mail.address import BadAddress, check_domain
from homemail.mail.sentence import joined, words_of
from homemail.settings.addresses import Canonical, SenderRewriting, Virtual
from homemail.settings.declaration import About, about
from homemail.settings.kinds import Unacceptable, check, check_name
from homemail.settings.model import TABLES, Settings, keys

_KEYS: Mapping[str, About] = MappingProxyType(dict(keys()))
_SECTIONS = {"canonical": Canonical, "virtual": Virtual, "sender_rewriting": SenderRewriting}
_OF_SECTIONS = {f"{section}.{one.name}": about(one) for section, model in _SECTIONS.items() for one in fields(model)}
_ROWS: Mapping[str, About] = MappingProxyType(
    {**TABLES, **{key: words for key, words in _OF_SECTIONS.items() if key not in _KEYS}}
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is other than before, as people read it. `key` is its name in homemail.toml."""

    key: str
    title: str
    before: str
    after: str


@dataclass(slots=True)
class Draft:
    current: Settings
    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    _tables: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)

    def value(self, key: str) -> Any:
        if key in self.values:
            return self.values[key]
        section, _, name = key.partition(".")
        return getattr(getattr(self.current, section), name)

    def set(self, key: str, value: object) -> bool:
        """Whether it is a change; raises Unacceptable."""
        checked = check(_KEYS[key], value)
        if checked == self.value(key):
            return False
        self.values[key] = checked
        return True

    def add(self, key: str, names: Sequence[str]) -> bool:
        """Whether a list grows by these; raises Unacceptable."""
        listed = self.value(key)
        new = tuple(name for name in check(_KEYS[key], list(names)) if name not in listed)
        if new:
            self.values[key] = (*listed, *new)
        return bool(new)

    def table(self, section: str) -> Mapping[str, Any]:
        """The rows of a table by their names in lower case."""
        if section not in self._tables:
            here: Any = self.current
            for part in section.split("."):
                here = getattr(here, part)
            self._tables[section] = {name.lower(): one for name, one in here.items()}
        return self._tables[section]

    def row(self, section: str, key: str, value: object) -> bool:
        """Whether it is a change; raises Unacceptable."""
        words, key = _ROWS[section], key.lower()
        try:
            (check_domain if section == "catch_all" else check_name)(key)
        except BadAddress as fault:
            raise Unacceptable(joined(": ", (repr(key), words_of(fault)))) from None
        checked = check(words, value) if section in TABLES else check(words, {key: value})[key]
        if self.table(section).get(key) == checked:
            return False
        self._tables[section][key] = checked
        self.rows.setdefault(section, {})[key] = checked
        return True

    def entries(self, name: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self.lists.get(name, getattr(self.current, name))
        return found

    def put(self, name: str, rows: Sequence[Any]) -> bool:
        if tuple(rows) == self.entries(name):
            return False
        self.lists[name] = tuple(rows)
        return True

    def changes(self) -> tuple[Change, ...]:
        found = []
        for key, value in self.values.items():
            section, _, name = key.partition(".")
            before = getattr(getattr(self.current, section), name)
            if before != value:
                found.append(Change(key, _KEYS[key].title, shown(before), shown(value)))
        for section, rows in self.rows.items():
            old = Draft(self.current).table(section)
            for key, value in rows.items():
                found.append(Change(f"{section}.{key}", _ROWS[section].title, shown(old.get(key, "")), shown(value)))
        for name, entries in self.lists.items():
            before = getattr(self.current, name)
            new = [one for one in entries if one not in before]
            gone = [one for one in before if one not in entries]
            if new or gone:
                found.append(Change(name, "", _several(gone), _several(new)))
        return tuple(found)

    def values_written(self) -> dict[str, object]:
        return {key: list(one) if isinstance(one, tuple) else one for key, one in self.values.items()}

    def rows_written(self) -> dict[str, dict[str, object]]:
        return {
            section: {key: list(one) if isinstance(one, tuple) else one for key, one in rows.items()}
            for section, rows in self.rows.items()
        }

    def entries_written(self) -> dict[str, list[dict[str, object]]]:
        return {name: [_entry(one) for one in entries] for name, entries in self.lists.items()}


def title_of(key: str) -> str:
    return _KEYS[key].title


def title_of_rows(section: str) -> str:
    return _ROWS[section].title


def shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value)
    return str(value)


def _several(rows: Sequence[Any]) -> str:
    return "; ".join(" ".join(shown(getattr(row, one.name)) for one in fields(row)).strip() for row in rows)


def _entry(row: Any) -> dict[str, object]:
    """As it is written: what is as usual needs no line."""
    found: dict[str, object] = {}
    for one in fields(row):
        value = getattr(row, one.name)
        if one.default is MISSING or value != one.default:
            found[one.name] = list(value) if isinstance(value, tuple) else value
    return found
