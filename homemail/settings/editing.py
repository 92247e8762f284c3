"""Change homemail.toml while keeping its comments, its order and everything not touched.

Each edit takes the text and gives a new one that has been read and found right; a wrong value raises SettingsError
and changes nothing. Writing is atomic: a crash leaves the old file or the new one. The editor of TOML is loaded with
the first edit: an engine whose settings nobody changes does without that megabyte.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homemail.mail.sentence import Sentence
from homemail.settings.folders import sync_directory
from homemail.settings.reading import parse

if TYPE_CHECKING:
    import tomlkit

_NAME = "homemail.toml"


def set_value(text: str, section: str, key: str, value: object) -> str:
    """`[section] key = value`; the section is made when it is missing."""
    document = _document(text)
    _table(document, section)[key] = value
    return _checked(document)


def set_values(text: str, values: Mapping[str, object], unset: Iterable[str] = ()) -> str:
    """Several keys as `section.name` at once: only the whole has to be right. What is in `unset` leaves the file."""
    document = _document(text)
    for path, value in values.items():
        section, _, key = path.rpartition(".")
        _table(document, section)[key] = value
    for path in unset:
        section, _, key = path.rpartition(".")
        table = document.get(section, {})
        if key in table:
            del table[key]
    return _checked(document)


def set_entry(text: str, section: str, key: str, value: object) -> str:
    """An entry of a table of names: "aliases" or "sender_rewriting.addresses"."""
    document = _document(text)
    _set_row(_table(document, section), key, value)
    return _checked(document)


def remove_entry(text: str, section: str, key: str) -> str:
    """Raises KeyError when there is no such entry."""
    document = _document(text)
    table = _table(document, section)
    names = [name for name in table if name.lower() == key.lower()]
    if not names:
        raise KeyError(key)
    for name in names:
        del table[name]
    return _checked(document)


def set_list(text: str, name: str, entries: Sequence[Mapping[str, object]]) -> str:
    """Replace a whole list of tables: "transports" or "header_checks"."""
    document = _document(text)
    _set_list(document, name, entries)
    return _checked(document)


def change(
    text: str,
    values: Mapping[str, object],
    entries: Mapping[str, Mapping[str, object]],
    lists: Mapping[str, Sequence[Mapping[str, object]]],
) -> str:
    """Many changes as one, of which only the result has to be right: keys by name, rows by table, whole lists."""
    document = _document(text)
    for key, value in values.items():
        section, _, name = key.rpartition(".")
        _table(document, section)[name] = value
    for section, rows in entries.items():
        table = _table(document, section)
        for name, value in rows.items():
            _set_row(table, name, value)
    for name, rows_of_list in lists.items():
        _set_list(document, name, rows_of_list)
    return _checked(document)


def write_atomically(path: Path, text: str | bytes, mode: int = 0o600) -> None:
    """The file has the old text or the new one, never a part, and is private at first.

    The new one is on disk for good, if the disk can keep a name at all: one that fails there fails at more than this,
    and to say that nothing was changed would be wrong.
    """
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    with contextlib.suppress(OSError):
        sync_directory(path.parent)


def _document(text: str) -> "tomlkit.TOMLDocument":
    import tomlkit

    return tomlkit.parse(text)


def _table(document: "tomlkit.TOMLDocument", section: str) -> Any:
    import tomlkit

    table: Any = document
    for part in section.split("."):
        if part not in table:
            table[part] = tomlkit.table()
        table = table[part]
        if not isinstance(table, Mapping):
            raise ValueError(Sentence("{key}: there is no such key", key=section))
    return table


def _set_row(table: Any, key: str, value: object) -> None:
    # Order matters: names are compared without case, so another spelling of the name makes way.
    for other in [name for name in table if name.lower() == key.lower() and name != key]:
        del table[other]
    table[key] = value


def _set_list(document: "tomlkit.TOMLDocument", name: str, entries: Sequence[Mapping[str, object]]) -> None:
    import tomlkit

    if entries:
        tables = tomlkit.aot()
        for entry in entries:
            table = tomlkit.table()
            for key, value in entry.items():
                table[key] = value
            tables.append(table)
        document[name] = tables
    elif name in document:
        del document[name]


def _checked(document: "tomlkit.TOMLDocument") -> str:
    text = document.as_string()
    parse(text, _NAME)
    return text
