"""Where the pictures and translations are: beside the package in a checkout, inside it when installed."""

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "resources"
    return beside if (beside / "icons").is_dir() else package / "resources"
