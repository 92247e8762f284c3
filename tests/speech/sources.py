"""Every text that the engine and the command line say, found in the source: the keys that a translation must have."""

import ast
from dataclasses import fields
from pathlib import Path

from homemail.settings.model import LISTS, SECTIONS, about

PACKAGE = Path(__file__).parents[2] / "homemail"
# sentence.py makes sentences of what it is given; model.py's stand in its declarations, read below.
WITHOUT_LITERALS = {PACKAGE / "mail" / "sentence.py", PACKAGE / "settings" / "model.py"}
# Two texts side by side: only the space before the sign differs between languages.
JOINED = {"{first}: {second}", "{first}; {second}"}


def calls(folder: Path, *names: str) -> list[tuple[Path, ast.Call]]:
    return [
        (path, node)
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def text_of(path: Path, node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise AssertionError(f"{path.name}:{node.lineno}: the text itself is wanted here, not a name")


def sentences() -> set[str]:
    found = set(JOINED)
    for path, call in calls(PACKAGE, "Sentence"):
        if path not in WITHOUT_LITERALS or isinstance(call.args[0], ast.Constant):
            found.add(text_of(path, call.args[0]))
    return found | declared()


def declared() -> set[str]:
    """Titles and help of every key of homemail.toml."""
    keys = [about(key) for model in (*SECTIONS.values(), *LISTS.values()) for key in fields(model)]
    return {str(text) for key in keys for text in (key.title, key.help)}


def terminal() -> tuple[set[str], set[str]]:
    single = {text_of(path, call.args[0]) for path, call in calls(PACKAGE / "cli", "tr")}
    plural = {
        f"{text_of(path, call.args[0])}|{text_of(path, call.args[1])}" for path, call in calls(PACKAGE / "cli", "trn")
    }
    return single, plural
