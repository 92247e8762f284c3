"""What two texts of homemail.toml differ in: key by key in the words of the settings, and line by line."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher, unified_diff
from typing import Any

from homemail.mail.sentence import Sentence
from homemail.settings.declaration import TABLE_KINDS, About, Kind, about
from homemail.settings.kinds import format_duration
from homemail.settings.model import LISTS, SECTIONS, TABLES
from homemail.settings.sizes import format_size
from homemail.settings.undoing import NAMED

LINES_MAX = 2000  # of a difference by lines
_VALUE_MAX = 160  # characters of a value in a sentence
_NAMED_IN_SUMMARY = 2  # changes that a summary names
_NONE: Mapping[str, Any] = {}

# How a row of a table or list is spoken of.
_ROWS: Mapping[str, Callable[[str], Sentence]] = {
    "aliases": lambda name: Sentence("Alias {name}", name=name),
    "relocated": lambda name: Sentence("Address that moved, {name}", name=name),
    "catch_all": lambda name: Sentence("Everything else for {name}", name=name),
    "sender_rewriting.addresses": lambda name: Sentence("Sender rewriting of {name}", name=name),
    "canonical.both": lambda name: Sentence("Rewriting of {name}", name=name),
    "canonical.senders": lambda name: Sentence("Rewriting of the sender {name}", name=name),
    "canonical.recipients": lambda name: Sentence("Rewriting of the recipient {name}", name=name),
    "virtual.addresses": lambda name: Sentence("Virtual address {name}", name=name),
    "relays": lambda name: Sentence("Relay {name}", name=name),
    "transports": lambda name: Sentence("Transport for {name}", name=name),
    "header_checks": lambda name: Sentence("Header check {name}", name=name),
    "mime_header_checks": lambda name: Sentence("Check of attachments {name}", name=name),
    "body_checks": lambda name: Sentence("Check of the text {name}", name=name),
    "dkim": lambda name: Sentence("DKIM key {name}", name=name),
    "devices": lambda name: Sentence("Device {name}", name=name),
}


@dataclass(frozen=True, slots=True)
class KeyChange:
    """`key` as it is named in the file, rows of lists by name or number: "relay.host", "relays.work.port"."""

    key: str
    said: Sentence


def by_keys(before: str, after: str) -> tuple[KeyChange, ...]:
    """In the order of the file; empty where only comments, order or spaces differ."""
    return tuple(_changes(tomllib.loads(before), tomllib.loads(after)))


def by_lines(before: str, after: str) -> tuple[str, ...]:
    """Lines that begin with a space, + or -, in groups that begin with @@ (POSIX diff -u)."""
    found = list(unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))[2:]
    return (*found[:LINES_MAX], "…") if len(found) > LINES_MAX else tuple(found)


def summary(before: str, after: str) -> Sentence:
    """One line for a list."""
    changes = by_keys(before, after)
    if not changes:
        return Sentence("only comments or the order of lines")
    if len(changes) == 1:
        return changes[0].said
    rest = len(changes) - _NAMED_IN_SUMMARY
    first, second = changes[0].said, changes[1].said
    if not rest:
        return Sentence("{first}; {second}", first=first, second=second)
    return Sentence("{first}; {second}; and others ({count})", first=first, second=second, count=rest)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[KeyChange]:
    for name in {**new, **old}:
        if name in TABLES:
            yield from _table(name, old.get(name, _NONE), new.get(name, _NONE))
        elif name in LISTS:
            yield from _list(name, old.get(name, ()), new.get(name, ()))
        elif name in SECTIONS:
            yield from _section(name, old.get(name, _NONE), new.get(name, _NONE))


def _section(section: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[KeyChange]:
    usual = SECTIONS[section]()
    for one in fields(SECTIONS[section]):
        words, key = about(one), f"{section}.{one.name}"
        have, comes = old.get(one.name), new.get(one.name)
        if have == comes:
            continue
        if words.kind in TABLE_KINDS:
            yield from _table(key, have or _NONE, comes or _NONE)
            continue
        default = getattr(usual, one.name)
        if isinstance(default, tuple):
            listed = [tuple(default if value is None else value) for value in (have, comes)]
            yield KeyChange(key, _of_list(words, key, *listed))
            continue
        was, is_now = (_shown(words, value, default) for value in (have, comes))
        yield KeyChange(
            key, Sentence("{title} ({key}): {before} → {after}", title=words.title, key=key, before=was, after=is_now)
        )


def _of_list(words: About, key: str, old: Sequence[Any], new: Sequence[Any]) -> Sentence:
    come, gone = (_plain([one for one in these if one not in those]) for these, those in ((new, old), (old, new)))
    if come and gone:
        return Sentence("{title} ({key}): added {new}; removed {old}", title=words.title, key=key, new=come, old=gone)
    if come:
        return Sentence("{title} ({key}): added {new}", title=words.title, key=key, new=come)
    if gone:
        return Sentence("{title} ({key}): removed {old}", title=words.title, key=key, old=gone)
    return Sentence("{title} ({key}): another order", title=words.title, key=key)


def _table(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[KeyChange]:
    for name in {**new, **old}:
        if old.get(name) != new.get(name):
            was, is_now = (_plain(rows[name]) if name in rows else None for rows in (old, new))
            yield KeyChange(f"{table}.{name}", _of_row(_ROWS[table](name), was, is_now))


def _list(table: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[KeyChange]:
    name = NAMED.get(table)
    if name:
        rows = [{str(row.get(name)): row for row in these} for these in (old, new)]
        for key in {**rows[1], **rows[0]}:
            yield from _row(table, key, key, rows[0].get(key), rows[1].get(key))
        if rows[0].keys() == rows[1].keys() and list(rows[0]) != list(rows[1]):
            yield KeyChange(table, Sentence("{table}: another order", table=table))
        return
    yield from _numbered(table, old, new)


def _numbered(table: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[KeyChange]:
    """Rows without names: by their place, and what they are about."""
    frozen = [[repr(sorted(row.items())) for row in rows] for rows in (old, new)]
    for tag, start, end, first, last in SequenceMatcher(None, frozen[0], frozen[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if end - start == last - first:
            for at, row in enumerate(new[first:last], first):
                key = f"{at + 1}"
                yield from _row(table, key, _called(at, row), old[start + at - first], row)
            continue
        for at in range(start, end):
            if frozen[0][at] in frozen[1]:
                place = frozen[1].index(frozen[0][at]) + 1
                what = _ROWS[table](_called(at, old[at]))
                yield KeyChange(f"{table}.{at + 1}", Sentence("{what}: now row {row}", what=what, row=place))
            else:
                yield from _row(table, f"{at + 1}", _called(at, old[at]), old[at], None)
        for at in range(first, last):
            if frozen[1][at] not in frozen[0]:
                yield from _row(table, f"{at + 1}", _called(at, new[at]), None, new[at])


def _called(at: int, row: Mapping[str, Any]) -> str:
    return f"{at + 1} ({_plain(row.get('pattern') or row.get('domain') or '')})"


def _row(
    table: str, key: str, name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[KeyChange]:
    what, model = _ROWS[table](name), LISTS[table]
    if old is None or new is None:
        was, is_now = (None if row is None else _held(model, table, row) for row in (old, new))
        yield KeyChange(f"{table}.{key}", _of_row(what, was, is_now))
        return
    usual = model()
    for one in fields(model):
        words, default = about(one), getattr(usual, one.name)
        have, comes = (row.get(one.name) for row in (old, new))
        if have != comes:
            was, is_now = (_shown(words, value, default) for value in (have, comes))
            yield KeyChange(
                f"{table}.{key}.{one.name}",
                Sentence("{what}, {title}: {before} → {after}", what=what, title=words.title, before=was, after=is_now),
            )


def _of_row(what: Sentence, old: str | None, new: str | None) -> Sentence:
    if old is None:
        return Sentence("{what}: added, {new}", what=what, new=new or "")
    if new is None:
        return Sentence("{what}: removed, it was {old}", what=what, old=old)
    return Sentence("{what}: {old} → {new}", what=what, old=old, new=new)


def _held(model: type, table: str, row: Mapping[str, Any]) -> str:
    """The values of a row that are not as usual, its name aside."""
    usual, names = model(), {NAMED.get(table, "domain"), "pattern"}
    held = ((one.name, row[one.name]) for one in fields(model) if one.name in row and one.name not in names)
    return _short(", ".join(_plain(value) for name, value in held if value != _listed(getattr(usual, name))))


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _shown(words: About, value: Any, default: Any) -> str:
    if value is None:
        return Sentence("{value} (as usual)", value=_valued(words, default))
    return _valued(words, value)


def _valued(words: About, value: Any) -> str:
    if isinstance(value, bool):
        return Sentence("on") if value else Sentence("off")
    if isinstance(value, int) and words.kind is Kind.DURATION:
        return format_duration(value)
    if isinstance(value, int) and words.kind is Kind.SIZE:
        return format_size(value)
    return _plain(value) or Sentence("nothing")


def _plain(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return _short(text)


def _short(text: str) -> str:
    return text if len(text) <= _VALUE_MAX else f"{text[: _VALUE_MAX - 1]}…"
