"""Find the line on which a key of a TOML text stands, for messages to people.

It reads headers and keys at the start of lines only; a key inside an inline table is given the line of that table.
"""

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")

Path = tuple[str | int, ...]


def line_of(text: str, path: Path) -> int:
    """The 1-based line of `path` (numbers are places in a list of tables), of its nearest parent, or 0."""
    best, line = 0, 0
    for number, found in _keys(text):
        shared = _shared(found, path)
        if shared > best:
            best, line = shared, number
    return line


def _keys(text: str) -> list[tuple[int, Path]]:
    table: Path = ()
    counts: dict[Path, int] = {}
    found: list[tuple[int, Path]] = []
    for number, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(content):
            name = _parts(header.group(2))
            if header.group(1) == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = (*name, counts[name])
            else:
                table = name
            found.append((number, table))
        elif key := _KEY.match(content):
            found.append((number, (*table, *_parts(key.group(1)))))
    return found


def _parts(text: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def _shared(found: Path, path: Path) -> int:
    """How much of `path` the key on this line covers; a line with another ending covers nothing."""
    length = min(len(found), len(path))
    return length if found[:length] == path[:length] else 0
