"""Every text that the engine and the command line say, found in the source: the keys that a translation must have."""

import ast
from dataclasses import fields
from pathlib import Path

from homemail.settings.declaration import about
from homemail.settings.model import LISTS, SECTIONS

PACKAGE = Path(__file__).parents[2] / "homemail"
# sentence.py makes sentences of what it is given; those of the settings stand in their declarations, read below.
WITHOUT_LITERALS = {PACKAGE / "mail" / "sentence.py", PACKAGE / "settings" / "declaration.py"}
# Two texts side by side: only the space before the sign differs between languages.
JOINED = {"{first}: {second}", "{first}; {second}"}
# Who carries words for people, and where among the arguments these stand.
CARRIERS = {"Refused": 1, "Done": 0, "Outcome": 2, "unreachable": 0, "Unacceptable": 0} | dict.fromkeys(
    ("delivered", "relayed", "delayed", "failed"), 1
) | dict.fromkeys(
    ("BadAddress", "BadKey", "ConnectFailed", "NotConvertible", "SessionLost", "StoreUnavailable", "TlsFailed"), 0
)  # fmt: skip
KEYWORDS = {"message", "reason", "detail", "trouble"}


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


def bare_words() -> list[str]:
    """Where somebody is told something in a literal of ours that no language can be had for: "file.py:12"."""
    found: list[str] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if "imap" in path.relative_to(PACKAGE).parts:  # speaks to programs
            continue
        for scope in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [f"{path.name}:{word.lineno}" for word in _told(scope) if _is_bare(word, scope)]
    return found


def _told(scope: ast.AST) -> list[ast.expr]:
    words: list[ast.expr] = []
    for call in ast.walk(scope):
        if isinstance(call, ast.Call):
            of_outcome = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "Outcome"
            name = ast.unparse(call.func).rpartition(".")[2]
            if name in CARRIERS and (of_outcome or isinstance(call.func, ast.Name)):
                words += call.args[CARRIERS[name] : CARRIERS[name] + 1]
                words += [keyword.value for keyword in call.keywords if keyword.arg in KEYWORDS]
    return words


def _is_bare(word: ast.expr, scope: ast.AST) -> bool:
    if isinstance(word, ast.Name):
        return any(
            _is_bare(one.value, scope)
            for one in ast.walk(scope)
            if isinstance(one, ast.Assign)
            and not isinstance(one.value, ast.Name)
            and word.id in [ast.unparse(target) for target in one.targets]
        )
    if isinstance(word, ast.IfExp):
        return _is_bare(word.body, scope) or _is_bare(word.orelse, scope)
    if isinstance(word, ast.BinOp):
        return _is_bare(word.left, scope) or _is_bare(word.right, scope)
    return isinstance(word, ast.JoinedStr) or (isinstance(word, ast.Constant) and bool(word.value))
