"""Take one change back out of today's homemail.toml; what was changed since, and every comment, stays.

Two questions, two answers. What the settings shall be is decided on values: each key of the change goes back to what it
was, as long as nobody changed it since. How the file shall say so is tried line by line, so that comments which the
change took away come back too, and else by an edit of the keys. A text is given only when it says what was decided.
"""

import tomllib
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from homemail.settings.model import SECTIONS

Path = tuple[str, ...]
# By which name rows of a list are told apart; those of other lists are what they hold.
NAMED = {"relays": "name", "transports": "domain", "devices": "name"}


class Overlap(Exception):
    """Somebody else changed the same since; `path` is where."""

    def __init__(self, path: Path) -> None:
        super().__init__(".".join(path))
        self.path = path


class _Missing:
    """No such key."""


_MISSING = _Missing()
_HOLE = _Missing()


def taken_back(before: str, after: str, current: str) -> str:
    """`current` without what made `after` of `before`. Raises Overlap; the result may still be wrong settings."""
    if current == after:
        return before
    old, new, now = (tomllib.loads(text) for text in (before, after, current))
    wanted = _merged(old, new, now, ())
    by_lines = _lines(before, after, current)
    if by_lines is not None and _says(by_lines, wanted):
        return by_lines
    if wanted == now:  # comments only, and those lines are not as they were
        if old == new:
            raise Overlap(())
        return current
    edited = _edited(current, now, wanted)
    if not _says(edited, wanted):
        raise Overlap(())
    return edited


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


# What the settings shall be.


def _merged(old: Any, new: Any, now: Any, path: Path) -> Any:
    """`now` with what the change made of `old` taken back."""
    if old in (new, now):
        return now
    if now == new:
        return old
    kinds = {type(one) for one in (old, new, now)} - {_Missing}
    if kinds == {dict}:
        return _merged_table(old, new, now, path)
    if kinds == {list} and now is not _MISSING and _has_entries(path):
        return _merged_list([] if old is _MISSING else old, [] if new is _MISSING else new, now, path)
    raise Overlap(path)


def _merged_table(old: Any, new: Any, now: Any, path: Path) -> Any:
    tables = [{} if one is _MISSING else one for one in (old, new, now)]
    merged = _each_merged(tables[0], tables[1], tables[2], path)
    found = {key: value for key, value in merged.items() if value is not _MISSING}
    return found if found or old is not _MISSING else _MISSING


def _each_merged(old: Mapping[str, Any], new: Mapping[str, Any], now: Mapping[str, Any], path: Path) -> dict[str, Any]:
    return {
        key: _merged(old.get(key, _MISSING), new.get(key, _MISSING), now.get(key, _MISSING), (*path, key))
        for key in {**now, **old, **new}
    }


def _merged_list(old: list[Any], new: list[Any], now: list[Any], path: Path) -> list[Any]:
    name = NAMED.get(path[0]) if len(path) == 1 else None
    if name and all(_has_names(one, name) for one in (old, new, now)):
        had, has, have = ({row[name]: row for row in rows} for rows in (old, new, now))
        order = _merged_rows(list(had), list(has), list(have), path)
        rows = _each_merged(had, has, have, path)
        for key, row in rows.items():
            if key not in order and row is not _MISSING:  # somebody has made something of a row that would go
                raise Overlap((*path, key))
        return [rows[key] for key in order]
    return _merged_rows(old, new, now, path)


def _has_entries(path: Path) -> bool:
    """Whether a list is one of entries that come and go by themselves; who receives an alias's mail is one value."""
    return len(path) == 1 or (len(path) == 2 and path[0] in SECTIONS)


def _has_names(rows: Sequence[Any], name: str) -> bool:
    return len({row.get(name) for row in rows}) == len(rows)


def _merged_rows(old: list[Any], new: list[Any], now: list[Any], path: Path) -> list[Any]:
    """What came goes, what went comes back to its neighbours."""
    found: list[Any] = list(now)
    steps = [step for step in _steps(new, old) if step[0] != "equal"]
    places: list[int | None] = []
    for _, start, end, _, _ in steps:
        place = None
        for item in new[start:end]:
            if item in found:
                at = found.index(item)
                found[at] = _HOLE
                place = at if place is None else min(place, at)
            elif isinstance(item, dict):
                raise Overlap((*path, str(new.index(item) + 1)))
        places.append(place)
    for (_, start, end, first, last), place in reversed(list(zip(steps, places, strict=True))):
        come = [item for item in old[first:last] if item not in found]
        at = place if place is not None else _beside(new, found, start, end)
        found[at:at] = come
    return [item for item in found if item is not _HOLE]


def _beside(new: list[Any], found: list[Any], start: int, end: int) -> int:
    if start and new[start - 1] in found:
        return found.index(new[start - 1]) + 1
    if end < len(new) and new[end] in found:
        return found.index(new[end])
    return min(start, len(found))


def _steps(one: Sequence[Any], other: Sequence[Any]) -> list[tuple[str, int, int, int, int]]:
    had, has = ([item if isinstance(item, str) else repr(item) for item in items] for items in (one, other))
    return list(SequenceMatcher(None, had, has, autojunk=False).get_opcodes())


# How the file shall say it.


def _lines(before: str, after: str, current: str) -> str | None:
    """The lines of the change put back where those around them stand as they did; None where they do not."""
    old, new, now = (text.splitlines(keepends=True) for text in (before, after, current))
    at = {-1: -1, len(new): len(now)}  # where each line of `new` stands today; beginning and end stay what they are
    for start, place, size in SequenceMatcher(None, new, now, autojunk=False).get_matching_blocks():
        at.update({start + step: place + step for step in range(size)})
    found = list(now)
    for tag, start, end, first, last in reversed(_steps(new, old)):
        if tag == "equal":
            continue
        lines = list(range(start, end))
        around = [start - 1, *lines] if start - 1 in at else [*lines, end]
        if any(line not in at for line in around) or any(at[b] - at[a] != 1 for a, b in pairwise(around)):
            return None
        place = at[start] if lines else at[start - 1] + 1 if start - 1 in at else at[end]
        found[place : place + len(lines)] = old[first:last]
    return "".join(found)


def _edited(text: str, now: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    _edit_table(document, now, wanted)
    return document.as_string()


def _edit_table(table: Any, now: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for key in now:
        if key not in wanted:
            del table[key]
    for key, value in wanted.items():
        have = now.get(key, _MISSING)
        if have == value:
            continue
        if isinstance(value, dict) and isinstance(have, dict):
            _edit_table(table[key], have, value)
        elif _is_rows(value) and _is_rows(have):
            _edit_rows(table[key], have, value)
        elif _is_rows(value):
            table[key] = _rows(value)
        else:
            table[key] = value


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _edit_rows(rows: Any, now: Sequence[Any], wanted: Sequence[Any]) -> None:
    if len(now) == len(wanted):
        for row, have, value in zip(rows, now, wanted, strict=True):
            _edit_table(row, have, value)
        return
    for tag, start, end, first, last in reversed(_steps(now, wanted)):
        if tag != "equal":
            for at in reversed(range(start, end)):
                del rows[at]
            for at, row in enumerate(_rows(wanted[first:last]), start):
                rows.insert(at, row)


def _rows(rows: Sequence[Mapping[str, Any]]) -> Any:
    import tomlkit

    made = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        table.update(row)
        made.append(table)
    return made
