"""Settings as a form has them: what stands, what is typed, what is wrong with it, what to ask. Plain Python.

Everything is text here, as it stands in its box: "5m", "true", "127.0.0.1, ::1". Whether it is right is asked of the
settings room itself, with what stands elsewhere on the form beside it, so that what only goes together is found too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from homemail.control.methods.settings import SettingsField, SettingsPage, SettingsSet
from homemail.settings.declaration import Kind
from homemail.settings.typed import LISTS, format_typed, parse_typed
from homemail.ui.words import said, tr


@dataclass(slots=True)
class Forms:
    """Every setting once; a card shows some of the keys."""

    page: SettingsPage | None = None
    fields: dict[str, SettingsField] = field(default_factory=dict)
    _typed: dict[str, str] = field(default_factory=dict)
    _base: dict[str, str] = field(default_factory=dict)  # what stood there when typing began
    _reset: set[str] = field(default_factory=set)  # those that shall leave the file

    def apply(self, page: SettingsPage) -> None:
        """What is in force now; what is being typed stays, unless it is the same by now."""
        self.page = page
        self.fields = {one.key: one for one in page.fields}
        for key in [key for key in self._typed if key not in self.fields or self._typed[key] == self.kept(key)]:
            self._forget(key)

    def knows(self, key: str) -> bool:
        return key in self.fields

    def kept(self, key: str) -> str:
        return format_typed(self.fields[key].value)

    def usual(self, key: str) -> str:
        return format_typed(self.fields[key].default)

    def text(self, key: str) -> str:
        """What the box shows."""
        return self._typed.get(key, self.kept(key))

    def is_usual(self, key: str) -> bool:
        return self.text(key) == self.usual(key)

    # Typing

    def type(self, key: str, text: str) -> None:
        self._reset.discard(key)
        if text == self.kept(key):
            self._forget(key)
            return
        self._base.setdefault(key, self.kept(key))
        self._typed[key] = text

    def back(self, key: str) -> None:
        """To the default: the file need not speak of it any more."""
        self.type(key, self.usual(key))
        if key in self._typed:
            self._reset.add(key)

    def undo(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._forget(key)

    def _forget(self, key: str) -> None:
        self._typed.pop(key, None)
        self._base.pop(key, None)
        self._reset.discard(key)

    # What follows

    def changed(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if key in self._typed]

    def problems(self, keys: Iterable[str]) -> dict[str, str]:
        """Why what is typed would be refused, by key; of what is not typed nothing is said."""
        typed = self.changed(keys)
        if not typed:
            return {}
        from homemail.settings.reading import problems_of  # all declarations: not before somebody types

        document: dict[str, dict[str, Any]] = {}
        for one in self.fields.values():
            section, _, name = one.key.rpartition(".")
            value = parse_typed(Kind(one.kind), self._typed[one.key]) if one.key in typed else one.value
            document.setdefault(section, {})[name] = value
        found: dict[str, str] = {}
        for problem in problems_of(document):
            words = said(problem.said)
            if not getattr(problem.said, "template", "{").startswith("{"):  # a name keeps its letters
                words = words[:1].upper() + words[1:]
            if problem.accepted and not _is_list(self.fields.get(problem.key)):  # its example is in the file's notation
                words = tr("{problem}. Accepted: {right}.", problem=words, right=said(problem.accepted))
            # What only shows at a field that nobody touched comes from one that somebody did.
            found.setdefault(problem.key if problem.key in typed else typed[-1], words)
        return found

    def elsewhere(self, key: str) -> str:
        """What somebody else has set while this was typed, or nothing."""
        return self.kept(key) if self._base.get(key, self.kept(key)) != self.kept(key) else ""

    def request(self, keys: Iterable[str]) -> SettingsSet:
        typed = self.changed(keys)
        changes = {key: parse_typed(Kind(self.fields[key].kind), self._typed[key]) for key in typed}
        reset = tuple(key for key in typed if key in self._reset)
        return SettingsSet({key: value for key, value in changes.items() if key not in reset}, reset)

    def needs_restart(self, keys: Iterable[str]) -> bool:
        return any(self.fields[key].needs_restart for key in keys)


def _is_list(one: SettingsField | None) -> bool:
    return one is not None and Kind(one.kind) in LISTS
