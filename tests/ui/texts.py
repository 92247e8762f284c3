"""Every text that the window's code says, found in its source: the keys that a translation must have."""

import ast
from pathlib import Path

SOURCES = sorted((Path(__file__).parents[2] / "homemail" / "ui").rglob("*.py"))


def _literal(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant), f"line {node.lineno}: tr() wants the text itself, not a name"
    assert isinstance(node.value, str)
    return node.value


def texts() -> tuple[set[str], set[str]]:
    """Those of one form, and those with plurals as `one|many`."""
    single, plural = set(), set()
    for path in SOURCES:
        if path.name == "words.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "tr":
                single.add(_literal(node.args[0]))
            elif name == "trn":
                plural.add(f"{_literal(node.args[0])}|{_literal(node.args[1])}")
    return single, plural
