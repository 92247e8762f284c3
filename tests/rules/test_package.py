"""What an installed HomeMail has with it: everything that a checkout has."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IGNORED = shutil.ignore_patterns("__pycache__", "*.egg-info")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    for name in ("homemail", "resources"):
        shutil.copytree(ROOT / name, source / name, ignore=IGNORED)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    made = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-index", "--no-deps",
         "--no-build-isolation", "--wheel-dir", str(made), str(source)],
        check=True,
    )  # fmt: skip
    return next(made.glob("homemail-*.whl"))


def test_the_wheel_has_every_module_picture_and_translation(wheel):
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "homemail").rglob("*.py")}
    texts = {f"homemail/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "resources" / "demo").iterdir()}
    pictures = {f"homemail/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "resources").rglob("*.svg")}
    assert modules | pictures | texts <= packed
    assert packed - modules - pictures - texts == {
        "homemail/py.typed",
        "homemail/resources/i18n/homemail_fr.ts",
        "homemail/resources/providers.tsv",
        "homemail/resources/standards.tsv",
    }


def test_an_installed_window_finds_its_pictures_from_anywhere(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "from homemail.speech.resources import resources\n"
        "found = resources()\n"
        "assert (found / 'homemail.svg').is_file() and (found / 'icons' / 'queue.svg').is_file()\n"
        "print(found)"
    )
    shown = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert Path(shown.stdout.strip()) == tmp_path / "site" / "homemail" / "resources"
