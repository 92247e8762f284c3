"""The rules of the house, so that the guide can stay a guide: what every file of the project promises."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "homemail").rglob("*.py"))
CITATION = re.compile(r"RFC (\d{3,5})")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_file_opens_with_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), "a module docstring is missing"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nothing_is_unfinished_by_its_own_word(path):
    text = path.read_text("utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b", text)


def test_no_room_is_a_drawer():
    drawers = {"util", "utils", "helper", "helpers", "common", "misc", "core", "shared"}
    assert [_name(path) for path in MODULES if drawers & {*path.relative_to(ROOT).parts, path.stem}] == []


def test_room_inits_hold_only_a_docstring():
    for path in MODULES:
        if path.name == "__init__.py":
            assert len(ast.parse(path.read_text("utf-8")).body) == 1, _name(path)


def test_sql_lives_in_the_store():
    offenders = [_name(path) for path in MODULES if "sqlite3" in _imports(path) and "store" not in path.parts]
    assert offenders == []


def test_qt_lives_in_the_window():
    for path in MODULES:
        if "ui" not in path.relative_to(ROOT).parts:
            assert not any(name.startswith(("PySide6", "qasync")) for name in _imports(path)), _name(path)


def test_one_file_knows_aiosmtpd_and_one_aiosmtplib():
    for package in ("aiosmtpd", "aiosmtplib"):
        users = [_name(path) for path in MODULES if any(name.split(".")[0] == package for name in _imports(path))]
        in_engine = [name for name in users if not name.startswith(("homemail/drill/", "homemail/demo/"))]
        assert len(in_engine) == 1, users


def test_every_standard_cited_has_a_row_in_the_table_of_standards():
    table = (ROOT / "resources" / "standards.tsv").read_text("utf-8").splitlines()[1:]
    known = {row.split("\t")[0] for row in table}
    cited = {number for path in MODULES for number in CITATION.findall(path.read_text("utf-8"))}
    assert sorted(cited - known) == []
    assert sorted(known - cited) == []
    assert all(len(row.split("\t")) == 4 for row in table)


def test_lock_files_pin_by_hash_and_name_no_index():
    for lock in (ROOT / "installers").glob("requirements*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text, lock.name
        assert "--index-url" not in text, lock.name
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins
        assert all("==" in pin and pin.endswith("\\") for pin in pins), lock.name


def test_pyside_stays_below_the_release_that_loses_none():
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert "PySide6-Essentials>=6.9,<6.12" in dependencies


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_does_not_eat_references_to_none():
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 500
