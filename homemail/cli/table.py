"""What a listing prints: columns for people in their language, JSON for programs in English.

What peers wrote cannot move a terminal's cursor.
"""

import time
from collections.abc import Iterable, Sequence

import msgspec

from homemail.speech.language import NO_BREAK, said, tr


def print_json(value: object) -> None:
    print(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode())


def json_line(value: object) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()


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
    return "".join(letter if letter.isprintable() or letter in NO_BREAK else "?" for letter in said(text))


def moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def octets(size: int) -> str:
    if size < 10_000:
        return tr("{n} B", n=size)
    if size < 10_000_000:
        return tr("{n} kB", n=f"{size / 1000:.0f}")
    if size < 10_000_000_000:
        return tr("{n} MB", n=f"{size / 1_000_000:.0f}")
    return tr("{n} GB", n=f"{size / 1_000_000_000:.0f}")
