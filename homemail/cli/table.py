"""What a listing prints: columns for people, JSON for programs. What peers wrote cannot move a terminal's cursor."""

import time
from collections.abc import Iterable, Sequence

import msgspec


def print_json(value: object) -> None:
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_rows(rows: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> None:
    """Columns as wide as their widest cell; the last one as long as it is."""
    table = [[shown(cell) for cell in row] for row in ([heads, *rows] if heads else rows)]
    if not table:
        return
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]) - 1)]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[-1]]).rstrip())


def shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def octets(size: int) -> str:
    if size < 10_000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 10_000_000 else f"{size / 1_000_000:.0f} MB"
